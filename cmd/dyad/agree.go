package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/stats"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// agreeFlags are the flags of agree.
type agreeFlags struct {
	codes, format, metric        string
	items, values, coders, scale []string
	seed                         uint64
	draws                        int
}

func newAgreeCmd() *cobra.Command {
	var f agreeFlags
	cmd := &cobra.Command{
		Use:   "agree --codes FILE",
		Short: "Measure how far human coders agree",
		Long: `Compute how far several coders agree on the same items: percent agreement,
Krippendorff's alpha, Fleiss' kappa, Gwet's AC1 (and AC2 for numbers), Cohen's
kappa for two coders, alpha of each category against the others, and of each
pair of coders where there are more than two. Intervals resample items. Coders
who share no item are "not computable", and not in agreement.

FILE is CSV; semicolons, TABs and decimal commas are understood. A long table has a row for each
code: the column coder, one named code (or those of --values, each a variable),
perhaps one named variable, and what names the item: the column item, or those
of doc_id, sentence_no, byte_start, holder, holder_class and target that are
there, or those of --items. A wide table has a row for each item and a column
for each coder; --coders names these. An empty cell, NA, NaN or a full stop is a
code not given.`,
		Example: `  dyad agree --codes codes.csv
  dyad agree --codes codes.csv --metric ordinal --format csv
  dyad agree --codes sheet.csv --items sentence --coders anna,ben,cem`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return agree(&f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.codes, "codes", "", "CSV `FILE` of codes")
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
	switch {
	case f.codes == "":
		return usagef("--codes is needed")
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	case f.draws < 1:
		return usagef("--draws %d: at least 1", f.draws)
	case len(f.coders) == 1:
		return usagef("--coders names one column: agreement needs two")
	}
	return nil
}

func agree(f *agreeFlags, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	variables, problems, err := f.read()
	for _, p := range problems {
		fmt.Fprintf(stderr, "dyad: %v\n", p)
	}
	if err != nil {
		return err
	}
	rule := stats.DefaultRule()
	rule.Draws = f.draws
	var rows []validate.AgreementRow
	for _, v := range variables {
		r, err := validate.Agree(v, validate.AgreeOptions{Metric: stats.Metric(f.metric), Scale: f.scale, Rule: rule, Seed: f.seed})
		if err != nil {
			return fmt.Errorf("%s: %w", f.codes, err)
		}
		rows = append(rows, r...)
	}
	if len(problems) > 0 {
		fmt.Fprintf(stderr, "dyad: %s: %s, each left out\n", f.codes, count(len(problems), "fault"))
	}
	if f.format == "csv" {
		return validate.WriteAgreementCSV(stdout, rows, f.seed)
	}
	return validate.WriteAgreementText(stdout, rows)
}

func (f *agreeFlags) read() ([]validate.Variable, []error, error) {
	o := validate.CodesOptions{Items: f.items, Values: f.values, Coders: f.coders}
	file, err := os.Open(f.codes)
	if err != nil {
		return nil, nil, missing(err)
	}
	defer file.Close()
	return validate.ReadCodes(file, f.codes, o)
}
