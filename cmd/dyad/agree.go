package main

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// The flag of the alt-test.
const (
	defaultEpsilon = 0.15
	epsilonHelp    = "of the alt-test, what a human's work is worth: .2 for experts, .15 for skilled coders, .1 for a crowd"
)

// agreeFlags are the flags of agree.
type agreeFlags struct {
	codes, format, metric        string
	items, values, coders, scale []string
	seed                         uint64
	draws                        int
	show                         []string
	epsilon                      float64
	block, most                  int
	run                          string
}

func newAgreeCmd() *cobra.Command {
	var f agreeFlags
	cmd := command("agree", usage(cobra.MaximumNArgs(1)), func(c *call) error {
		if len(c.args) > 0 && f.codes == "" {
			return f.agreeSet(c, c.args[0], c.out, c.err)
		} else if len(c.args) > 0 {
			return usagef("give a SET or --codes, not both")
		}
		return agree(&f, c.out, c.err)
	})
	fs := cmd.Flags()
	fs.StringVar(&f.codes, "codes", "", "CSV `FILE` of codes, or a coding set")
	fs.StringSliceVar(&f.show, "show", coding.Reports(), "of a set: `TABLES`; csv takes one")
	fs.Float64Var(&f.epsilon, "epsilon", defaultEpsilon, epsilonHelp)
	fs.StringVar(&f.run, "run", "", "`DIR` of a run whose scorers the alt-test is of (default: what the set keeps of the run that it was drawn from)")
	fs.IntVar(&f.block, "block", 50, "units of a block of drift")
	fs.IntVar(&f.most, "most", 20, "disputed units that are shown")
	fs.StringSliceVar(&f.items, "items", nil, "`COLUMNS` that name an item together")
	fs.StringSliceVar(&f.values, "values", nil, "`COLUMNS` with codes, each a variable")
	fs.StringSliceVar(&f.coders, "coders", nil, "`COLUMNS` of a wide table, one for each coder")
	fs.StringVar(&f.metric, "metric", "", "of alpha: nominal, ordinal, interval or ratio (default interval for numbers, else nominal)")
	fs.StringSliceVar(&f.scale, "scale", nil, "all `CODES` that could be given, for Gwet's coefficients (default those that were)")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.draws, "draws", stats.DefaultRule().Draws, "resamples for the intervals")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	return cmd
}

func (f *agreeFlags) check() error {
	switch stats.Metric(f.metric) {
	case "", stats.Nominal, stats.Ordinal, stats.Interval, stats.Ratio:
	default:
		return usagef("--metric %q: nominal, ordinal, interval or ratio", f.metric)
	}
	return cmp.Or(
		wrong(f.codes == "", "a SET or --codes is needed"),
		wrong(!(f.epsilon >= 0 && f.epsilon < 1), "--epsilon %v: from 0 to below 1", f.epsilon),
		wrong(f.run != "" && !coding.IsSet(f.codes), "--run is for a coding set"),
		wrong(f.block < 2 || f.most < 1, "--block and --most: at least 2 and 1"),
		oneOf("--format", f.format, "text", "csv"),
		wrong(f.draws < 1, "--draws %d: at least 1", f.draws),
		wrong(len(f.coders) == 1, "--coders names one column: agreement needs two"))
}

func agree(f *agreeFlags, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	if coding.IsSet(f.codes) {
		return f.agreeSet(context.Background(), f.codes, stdout, stderr)
	}
	file, err := os.Open(f.codes)
	if err != nil {
		return err
	}
	defer file.Close()
	return f.agreement(file, stdout, stderr)
}

// agreeSet says how far the coders of a set agree.
func (f *agreeFlags) agreeSet(ctx context.Context, path string, stdout, stderr io.Writer) error {
	f.codes = path
	if err := f.check(); err != nil {
		return err
	}
	if len(f.items)+len(f.values)+len(f.coders) > 0 {
		return usagef("--items, --values and --coders are for CSV tables: a set knows its own")
	}
	for _, t := range f.show {
		if !slices.Contains(coding.Reports(), t) {
			return usagef("--show %q: some of %s", t, strings.Join(coding.Reports(), ", "))
		}
	}
	if f.format == "csv" && len(f.show) != 1 {
		f.show = f.show[:1]
	}
	st, err := coding.ReadSet(ctx, path)
	if err != nil {
		return err
	}
	for _, line := range st.Progress() {
		fmt.Fprintln(stderr, line)
	}
	if f.run != "" {
		recs, err := tablesOf(f.run, stderr)
		if err != nil {
			return err
		}
		if err := st.AskRun(recs, path, f.run, stderr); err != nil {
			return err
		}
	}
	for _, t := range f.show {
		if t == "agreement" {
			var codes bytes.Buffer
			if err := st.LongTable(&codes); err != nil {
				return err
			}
			if err := f.agreement(&codes, stdout, stderr); err != nil {
				return err
			}
			continue
		}
		r, err := st.Report(t, coding.ReportOptions{Draws: f.draws, Seed: f.seed, Epsilon: f.epsilon, Block: f.block, Most: f.most})
		if err != nil {
			return err
		}
		if f.format == "csv" {
			return r.WriteCSV(stdout)
		}
		if err := r.WriteText(stdout); err != nil {
			return err
		}
	}
	return nil
}

// tablesOf reads the tables of a run.
func tablesOf(dir string, stderr io.Writer) ([]table.Record, error) {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	info, recs, err := repeat.ReadTables(table.TablesIn(dir), table.ReadOptions{Name: dir, NoGuard: !m.Verified.Writing.Guard})
	if err != nil {
		return nil, err
	}
	tell(stderr, info.Problems)
	return recs, nil
}

// agreement writes the coefficients of a table of codes.
func (f *agreeFlags) agreement(in io.Reader, stdout, stderr io.Writer) error {
	c := validate.Coefficients{CodesOptions: validate.CodesOptions{Items: f.items, Values: f.values, Coders: f.coders}, Metric: f.metric,
		Mixed: coding.IsSet(f.codes), Scale: f.scale, Draws: f.draws, Seed: f.seed}
	rows, err := c.Of(in, f.codes, stderr)
	if err != nil {
		return err
	}
	switch {
	case f.format == "csv":
		return validate.WriteAgreementCSV(stdout, rows, f.seed)
	case len(f.show) == 1: // nothing else was asked for
		return validate.WriteAgreementText(stdout, rows)
	}
	return validate.WriteAgreementSummary(stdout, rows)
}
