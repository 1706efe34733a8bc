package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"

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
	cmd := command("correct", usage(cobra.ExactArgs(1)), func(c *call) error { return f.run(c, c.args[0], c.out, c.err) })
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "coding `SET` or CSV file of codes of the run's sentences")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "figures at a time; changes no result")
	return cmd
}

func (f *correctFlags) run(ctx context.Context, dir string, stdout, stderr io.Writer) error {
	if err := cmp.Or(
		wrong(f.gold == "", "--gold is needed"),
		oneOf("--format", f.format, "text", "csv"),
		wrong(f.workers < 1, "--workers %d: at least 1", f.workers)); err != nil {
		return err
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
	unmatched, err := gold.Match(table.RecordsOf(recs))
	if err != nil {
		return err
	}
	problems := slices.Concat(gold.Problems, unmatched)
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
		return report.WriteCorrectedCSV(stdout, m.Verified.RunID, rows)
	}
	fmt.Fprintf(stdout, "run %s corrected by %s; intervals at %g %%\n\n", m.Verified.RunID, filepath.Base(f.gold), 100*s.Thresholds.Level)
	return report.WriteCorrectedText(stdout, rows)
}
