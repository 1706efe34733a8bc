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
	cmd := &cobra.Command{
		Use:   "agree [flags] [SET]",
		Short: "Measure how far human coders agree",
		Long: `Compute how far several coders agree on the same items: percent agreement,
Krippendorff's alpha, Fleiss' kappa, Gwet's AC1 (and AC2 for numbers), Cohen's
kappa for two coders, alpha of each category against the others, and of each
pair of coders where there are more than two. Intervals resample items. Coders
who share no item are "not computable", and not in agreement.

Of a coding set (dyad sample) --show names what is said: agreement, the above for each
field (in short where other tables are shown too), with units of the sample only, and codes of several numbers also by their sign;
spans, the unitizing alpha of marked places; disputed, the units on which answers lie
farthest apart; alt, the alt-test (Calderon and others 2025), whether each scorer of
the run may stand in for a coder, and how many items would tell (--run takes the
scorers of another run of the same articles); drift, agreement and pace
of each coder in the order of work; training, coders against what was settled on
training units.

FILE of --codes is CSV; semicolons, TABs and decimal commas are understood. A long table has a row for each
code: the column coder, one named code (or those of --values, each a variable),
perhaps one named variable, and what names the item: the column item, or those
of doc_id, sentence_no, byte_start, holder, holder_class and target that are
there, or those of --items. A wide table has a row for each item and a column
for each coder; --coders names these. An empty cell, NA, NaN or a full stop is a
code not given.`,
		Example: `  dyad agree dyad-run-codes.sqlite
  dyad agree --show alt --format csv dyad-run-codes.sqlite
  dyad agree --show alt --run dyad-run-llm dyad-run-codes.sqlite
  dyad agree --codes codes.csv
  dyad agree --codes codes.csv --metric ordinal --format csv
  dyad agree --codes sheet.csv --items sentence --coders anna,ben,cem`,
		Args: usage(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 && f.codes == "" {
				return f.agreeSet(cmd.Context(), args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
			} else if len(args) > 0 {
				return usagef("give a SET or --codes, not both")
			}
			return agree(&f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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
