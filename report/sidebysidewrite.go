package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// correctedColumns are those of the table of corrected figures.
var correctedColumns = []string{"run_id", "figure", "question", "target", "voice", "scope", "of", "against", "clusters", "n_clusters", "n_gold", "effective_n",
	"naive", "naive_low", "naive_high", "ppi", "ppi_low", "ppi_high", "ppi_width", "dsl", "dsl_low", "dsl_high", "dsl_width", "warnings"}

// WriteCorrectedCSV writes the corrected figures of a run as a table for programs.
func WriteCorrectedCSV(w io.Writer, run string, rows []Corrected) error {
	out := csv.NewWriter(w)
	if err := out.Write(correctedColumns); err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		cells := []string{run, r.Figure, r.Measure, r.Target, r.Voice, r.Scope, table.Guard(r.Of), table.Guard(r.Against), r.By, strconv.Itoa(r.Clusters),
			strconv.Itoa(r.Gold), number(r.Effective, 1)}
		for k, t := range r.Three() {
			cells = append(cells, number(t.Value, 4), number(t.Low, 4), number(t.High, 4))
			if k > 0 {
				cells = append(cells, number(r.Width(t), 2))
			}
		}
		if err := out.Write(append(cells, r.Warnings)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// number writes a number, "" where it is missing.
func number(n table.Num, decimals int) string {
	if !n.Known {
		return ""
	}
	return strconv.FormatFloat(n.Value, 'f', decimals, 64)
}

// WriteCorrectedText writes the corrected figures for people, but for those of the
// sentences about both.
func WriteCorrectedText(w io.Writer, rows []Corrected) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	last, without := "", 0
	for i := range rows {
		r := &rows[i]
		if r.Scope != "any" { // those of the pair alone are in the table
			continue
		}
		if r.Against != "" && !r.PPI.Value.Known && !r.DSL.Value.Known {
			without++ // pairs of small sources are many, and have nothing to compare
			continue
		}
		if head := r.Measure + " of " + r.Target + ", " + r.Voice; head != last {
			fmt.Fprintf(t, "%s\t\t\t\t\t\t\t\n  \tclusters\tcodes (effective)\tnaive\tPPI++\twidth\tDSL\twidth, or why not\n", head)
			last = head
		}
		name := "  " + r.Of
		if r.Against != "" {
			name += " less " + r.Against
		}
		fmt.Fprintf(t, "%s\t%d %s\t%d (%s)", name, r.Clusters, r.By, r.Gold, number(r.Effective, 0))
		for k, e := range r.Three() {
			fmt.Fprintf(t, "\t%s", interval(e))
			if k > 0 {
				fmt.Fprintf(t, "\t%s", number(r.Width(e), 2))
			}
		}
		if !r.DSL.Value.Known {
			fmt.Fprint(t, r.Warnings)
		}
		fmt.Fprintln(t)
	}
	if err := t.Flush(); err != nil || without == 0 {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s with too few codes to correct: --format csv has them\n", table.Counted(without, "difference"))
	return err
}

// interval writes a figure with its interval.
func interval(e Interval) string {
	switch {
	case !e.Value.Known:
		return "–"
	case !e.Low.Known:
		return number(e.Value, 3)
	}
	return fmt.Sprintf("%s (%s to %s)", number(e.Value, 3), number(e.Low, 3), number(e.High, 3))
}
