package repeat

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"
)

// WriteCSV writes every value that changed.
func (d *Diff) WriteCSV(w io.Writer) error {
	rows := [][]string{{"table", "key", "column", "was", "now", "change", "causes"}}
	for _, t := range d.Tables {
		for _, c := range t.Cells {
			rows = append(rows, []string{c.Table, c.Key, c.Column, c.Was, c.Now, change(c), c.Causes})
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

func change(c CellDiff) string {
	if !c.Change.Known {
		return ""
	}
	return strconv.FormatFloat(c.Change.Value, 'f', -1, 64)
}

// maxReasons is how many reasons of one kind text lists.
const maxReasons = 10

// WriteText writes why, what, and of each table so many of the largest moves.
func (d *Diff) WriteText(w io.Writer, most int) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(out, "%s → %s\n\nwhy\n", d.From, d.To)
	kinds := map[string]int{}
	for _, r := range d.Reasons {
		if kinds[r.Kind]++; kinds[r.Kind] <= maxReasons {
			fmt.Fprintf(out, "  %s %s\n", r.Kind, r.What)
		}
	}
	for _, r := range d.Reasons {
		if n := kinds[r.Kind]; n > maxReasons {
			fmt.Fprintf(out, "  %s: %d more\n", r.Kind, n-maxReasons)
			kinds[r.Kind] = 0
		}
	}
	if len(d.Reasons) == 0 {
		fmt.Fprintln(out, "  nothing that they were made from differs")
	}
	for _, note := range d.Notes {
		fmt.Fprintf(out, "  %s\n", note)
	}
	if len(d.Headline) > 0 {
		fmt.Fprintln(out, "\nfirst figures\twas\tnow\tchange")
	}
	for _, c := range d.Headline {
		by := "–"
		if c.Change.Known {
			by = fmt.Sprintf("%+.4g", c.Change.Value)
		}
		fmt.Fprintf(out, "  %s\t%s\t%s\t%s\n", c.Name, c.Was, c.Now, by)
	}
	if err := out.Flush(); err != nil { // each list has columns of its own
		return err
	}
	fmt.Fprintln(out, "\nwhat\n  table\tsame\tchanged\tnew\tgone")
	for _, t := range d.Tables {
		fmt.Fprintf(out, "  %s\t%d\t%d\t%d\t%d\n", t.Table, t.Same, t.Changed, t.Added, t.Cut)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	for _, t := range d.Tables {
		if len(t.Cells) == 0 {
			continue
		}
		fmt.Fprintf(w, "\n%s\n", t.Table)
		for i, c := range t.Cells {
			if i == most {
				fmt.Fprintf(w, "  … and %d more: --format csv lists them\n", len(t.Cells)-i)
				break
			}
			fmt.Fprintf(w, "  %s\n", moved(c))
		}
	}
	return nil
}

// moved is a change as a line.
func moved(c CellDiff) string {
	because := ""
	if c.Causes != "" {
		because = "; " + c.Causes
	}
	switch {
	case c.Column == "" && c.Now != "":
		return c.Name + ": new" + because
	case c.Column == "":
		return c.Name + ": gone" + because
	case c.Change.Known:
		return fmt.Sprintf("%s: %s %s → %s (%+.4g)%s", c.Name, c.Column, c.Was, c.Now, c.Change.Value, because)
	}
	return fmt.Sprintf("%s: %s %.60q → %.60q%s", c.Name, c.Column, c.Was, c.Now, because)
}
