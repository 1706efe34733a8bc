package validate

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// Figure is one measure of quality: a ratio of sums over documents.
type Figure struct {
	Measure string
	Overlap float64 // at which contents count as matched; NaN where nothing is matched by overlap
	Right   int     // of N; for F1 matched attributions count twice
	N       int     // what the ratio is over: gold rows, predictions, both or pairs
	Seed    uint64
	// Estimate has the figure as Mean and its interval over documents. It is
	// NaN where N is 0.
	stats.Estimate
}

// ratio counts, in one document, what is right and of how many.
type ratio struct{ right, of int }

// measure is a figure before it is estimated.
type measure struct {
	name    string
	overlap float64
	count   func(d *Document) ratio
}

func measures() []measure {
	var out []measure
	for _, o := range []float64{Loose, Close, Exact} {
		out = append(out,
			measure{"content_precision", o, func(d *Document) ratio { return ratio{d.matched(o), len(d.Predicted)} }},
			measure{"content_recall", o, func(d *Document) ratio { return ratio{d.matched(o), len(d.Gold)} }},
			measure{"content_f1", o, func(d *Document) ratio { return ratio{2 * d.matched(o), len(d.Predicted) + len(d.Gold)} }})
	}
	return append(out,
		measure{"direct_precision", Close, directPrecision},
		measure{"direct_recall", Close, directRecall},
		measure{"speaker_accuracy", Loose, speakers})
}

func (d *Document) matched(overlap float64) int {
	n := 0
	for _, p := range d.Pairs {
		if p.Overlap >= overlap {
			n++
		}
	}
	return n
}

func directPrecision(d *Document) (r ratio) {
	for i := range d.Predicted {
		if direct(d.Text, &d.Predicted[i]) {
			r.of++
		}
	}
	for _, p := range d.Pairs {
		if p.Overlap >= Close && direct(d.Text, &d.Predicted[p.Predicted]) {
			r.right++
		}
	}
	return r
}

func directRecall(d *Document) (r ratio) {
	for i := range d.Gold {
		if quoted(d.Text, d.Gold[i].Content) {
			r.of++
		}
	}
	for _, p := range d.Pairs {
		if p.Overlap >= Close && quoted(d.Text, d.Gold[p.Gold].Content) {
			r.right++
		}
	}
	return r
}

func speakers(d *Document) (r ratio) {
	for _, p := range d.Pairs {
		r.of++
		if sameSpeaker(d.Text, d.Gold[p.Gold].Speaker, d.Predicted[p.Predicted].Speaker) {
			r.right++
		}
	}
	return r
}

// figures estimates each measure.
func figures(docs []Document, o Options) ([]Figure, error) {
	return estimates(measures(), func(m measure) (Figure, error) {
		units := make([]unit, len(docs))
		for i := range docs {
			units[i] = unit{docs[i].ID, m.count(&docs[i])}
		}
		return estimate(m.name, m.overlap, units, o)
	})
}

// estimates are the figures that each measure gives.
func estimates[M any](measures []M, figure func(M) (Figure, error)) ([]Figure, error) {
	var out []Figure
	for _, m := range measures {
		f, err := figure(m)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// unit is what one document counts for a measure.
type unit struct {
	doc string
	ratio
}

// estimate makes a figure: the ratio of sums is the mean of the documents'
// ratios, weighted by what they are over, so that stats.Mean gives it and an
// interval over documents; those that have nothing to count play no part.
func estimate(measure string, overlap float64, units []unit, o Options) (Figure, error) {
	f := Figure{Measure: measure, Overlap: overlap, Seed: o.Seed}
	var list []stats.Unit
	for _, u := range units {
		if u.of == 0 {
			continue
		}
		f.Right += u.right
		f.N += u.of
		list = append(list, stats.Unit{Cluster: u.doc, Value: float64(u.right) / float64(u.of), Weight: float64(u.of)})
	}
	var err error
	f.Estimate, err = stats.Mean(list, o.rule(), o.Seed)
	if err != nil {
		return f, fmt.Errorf("validate: %s: %w", f.Measure, err)
	}
	return f, nil
}

// WriteText writes the figures as a table for people.
func WriteText(w io.Writer, figures []Figure) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "measure\toverlap\tvalue\tinterval\tn\tdocuments\tnotes")
	for i := range figures {
		f := &figures[i]
		interval := "none"
		if !math.IsNaN(f.Low) {
			interval = fmt.Sprintf("%.3f to %.3f", f.Low, f.High)
		}
		value := "none"
		if f.N > 0 {
			value = formatNumber(f.Mean, 3)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%d\t%d\t%s\n", f.Measure, formatNumber(f.Overlap, 1), value, interval, f.N, f.Clusters, f.warnings())
	}
	return t.Flush()
}

// WriteCSV writes the figures of a task as a table for programs. An empty cell is
// a figure that there is not.
func WriteCSV(w io.Writer, from Origin, task string, figures []Figure) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"task", "measure", "overlap", "value", "ci_low", "ci_high", "ci_method", "n_boot", "seed", "n_right", "n", "n_documents", "warnings", "version", "gold", "gold_sha256"}}
	for i := range figures {
		f := &figures[i]
		rows = append(rows, []string{task, f.Measure, formatNumber(f.Overlap, 1), formatNumber(f.Mean, 6), formatNumber(f.Low, 6), formatNumber(f.High, 6),
			string(f.Method), strconv.Itoa(f.Draws), strconv.FormatUint(f.Seed, 10), strconv.Itoa(f.Right), strconv.Itoa(f.N), strconv.Itoa(f.Clusters), f.warnings(),
			from.Versions["dyad"], from.Gold, from.SHA256})
	}
	return out.WriteAll(rows)
}

func (f *Figure) warnings() string { return joinWarnings(f.Warnings) }

func joinWarnings(warnings []stats.Warning) string {
	var out []string
	for _, w := range warnings {
		out = append(out, string(w))
	}
	return strings.Join(out, ";")
}

func formatNumber(v float64, digits int) string {
	if math.IsNaN(v) {
		return ""
	}
	return strconv.FormatFloat(v, 'f', digits, 64)
}
