package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// correctFlags are the flags of correct.
type correctFlags struct {
	gold, format string
	workers      int
}

func newCorrectCmd() *cobra.Command {
	var f correctFlags
	cmd := &cobra.Command{
		Use:   "correct RUN --gold SET|FILE",
		Short: "Correct the figures of a finished run by human codes, side by side",
		Long: `Correct the means and differences of a finished run by human codes of its sentences,
and write each figure three times: naive, as the run has it; PPI++, which trusts the
scorer as far as the codes show that it may be; and DSL, which is right whatever the
scorer does as long as the inclusion probabilities are. --gold is a coding set or the
table that "dyad run --gold" takes. Nothing is scored anew and no file is written.

Intervals are over stories (copies of one text together) for sources, and for all
articles over stories and once more over outlets. width is that of the corrected
interval over that of the naive one: what the correction costs, or gains. n_gold are
the codes that a figure rests on, and effective_n how many drawn with one probability
would tell as much. A figure that the codes cannot correct says why: too few coded
clusters, codes that are all the same, or probabilities that cannot be the true ones.
PPI++ is left out where rows were drawn with different probabilities. docs/methods.md
says when to take which, and docs/simulation.md where each of them fails.`,
		Example: `  dyad correct dyad-run --gold dyad-run-codes.sqlite
  dyad correct dyad-run --gold codes.csv --format csv > corrected.csv`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "coding `SET` or CSV file of codes of the run's sentences")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "figures at a time; changes no result")
	return cmd
}

func (f *correctFlags) run(ctx context.Context, dir string, stdout, stderr io.Writer) error {
	switch {
	case f.gold == "":
		return usagef("--gold is needed")
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	case f.workers < 1:
		return usagef("--workers %d: at least 1", f.workers)
	}
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return err
	}
	if err := m.CheckSchema(dir); err != nil {
		return err
	}
	s, err := study.Parse("the study of "+dir, m.Verified.Study)
	if err != nil {
		return err
	}
	in, err := coding.Open(ctx, f.gold)
	if err != nil {
		return err
	}
	defer in.Close()
	gold, err := report.ReadGold(in, f.gold)
	if err != nil {
		return err
	}
	info, recs, err := repeat.ReadTables(table.TablesIn(dir), table.ReadOptions{Name: dir, NoGuard: !m.Verified.Writing.Guard})
	if err != nil {
		return err
	}
	tell(stderr, info.Problems)
	problems := slices.Concat(gold.Problems, gold.Match(recs))
	for i := range problems {
		problems[i].Where = filepath.Join(filepath.Dir(f.gold), problems[i].Where)
	}
	tell(stderr, problems)
	options := pipeline.Estimates(s, f.workers)
	options.Gold = gold
	rows, err := report.SideBySide(info, recs, options)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return fmt.Errorf("%s: no code is of a sentence of %s that counts: nothing can be corrected", f.gold, dir)
	}
	if f.format == "csv" {
		return writeCorrectedCSV(stdout, m.Verified.RunID, rows)
	}
	fmt.Fprintf(stdout, "run %s corrected by %s; intervals at %g %%\n\n", m.Verified.RunID, filepath.Base(f.gold), 100*s.Thresholds.Level)
	return writeCorrectedText(stdout, rows)
}

// correctedColumns are those of the table of corrected figures.
var correctedColumns = []string{"run_id", "figure", "question", "target", "voice", "scope", "of", "against", "clusters", "n_clusters", "n_gold", "effective_n",
	"naive", "naive_low", "naive_high", "ppi", "ppi_low", "ppi_high", "ppi_width", "dsl", "dsl_low", "dsl_high", "dsl_width", "warnings"}

func writeCorrectedCSV(w io.Writer, run string, rows []report.Corrected) error {
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

func writeCorrectedText(w io.Writer, rows []report.Corrected) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	last := ""
	for i := range rows {
		r := &rows[i]
		if r.Scope != "any" { // those of the pair alone are in the table
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
			fmt.Fprintf(t, "\t%s", estimate(e))
			if k > 0 {
				fmt.Fprintf(t, "\t%s", number(r.Width(e), 2))
			}
		}
		if !r.DSL.Value.Known {
			fmt.Fprint(t, r.Warnings)
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// estimate writes a figure with its interval.
func estimate(e report.Interval) string {
	switch {
	case !e.Value.Known:
		return "–"
	case !e.Low.Known:
		return number(e.Value, 3)
	}
	return fmt.Sprintf("%s (%s to %s)", number(e.Value, 3), number(e.Low, 3), number(e.High, 3))
}
