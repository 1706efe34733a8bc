package fit

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"text/tabwriter"
)

// WriteText writes for people what a fit is and how good it is on the sentences
// that it was made on.
func (f *Fitting) WriteText(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "head\tn\teffective\tlog loss before\tafter\tECE before\tafter\tscale")
	for _, h := range f.Heads {
		fmt.Fprintf(t, "%s\t%d\t%.0f\t%.4f\t%.4f\t%.3f\t%.3f\t%.4f\n", h.Name, h.N, h.Effective, h.Loss[0], h.Loss[1], h.ECE[0], h.ECE[1], h.Scale)
	}
	fmt.Fprintln(t, "\ncontext\tn\tlog loss alone\tin its article\tin articles not fitted on")
	for _, c := range f.Contexts {
		fmt.Fprintf(t, "%s\t%d\t%.4f\t%.4f\t%.4f\n", c.Question, c.N, c.Alone, c.Fitted, c.Cross)
	}
	n := f.Fit.Join.Neutral
	fmt.Fprintf(t, "\nlabels: the neutral probability times %.2f for portrayal, times %.2f for own stance\n", n.Portrayal, n.Own)
	fmt.Fprintf(t, "voice: weight %.1f of the head, %d of %d right (%s)\n\n", f.Fit.Join.Voice, f.Voice.Right, f.Voice.All, f.Voice)
	fmt.Fprintln(t, "rows\tno rule\twritten from\tcounts from\ta rule\twritten from\tcounts from\twritten\tprecision\tcounted\tprecision\tcoded\trecall")
	for _, h := range f.Thresholds {
		at := h.Threshold
		fmt.Fprintf(t, "%s\t%d\t%.2f\t%.2f\t%d\t%.2f\t%.2f\t%d\t%s\t%d\t%s\t%d\t%s\n", h.Name, h.Alone, at.Alone, at.SureAlone, h.Voted, at.Voted, at.SureVoted,
			h.Written.All, h.Written, h.Counts.All, h.Counts, h.Found.All, h.Found)
	}
	return t.Flush()
}

// String gives the share with three digits, a dash where there is nothing.
func (s Share) String() string {
	if s.All == 0 {
		return "-"
	}
	return strconv.FormatFloat(math.Round(1e3*s.value())/1e3, 'f', 3, 64)
}
