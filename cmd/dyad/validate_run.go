package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// runMeasureFlags are the flags of validate run.
type runMeasureFlags struct {
	codes, format string
	epsilon       float64
}

func newValidateRunCmd() *cobra.Command {
	var f runMeasureFlags
	cmd := &cobra.Command{
		Use:   "run RUN --codes FILE",
		Short: "Measure a finished run against your own codes of its sentences",
		Long: `Compare the rows of a finished run with codes of the same sentences: the very file
that "dyad run --gold" takes. Nothing is scored anew.

FILE is a coding set (dyad sample) or CSV. Each row of a table names a sentence by doc_id and sentence_no, as the tables of
the run do, and codes of it one question or more; an empty cell is not coded.

  portrayal, own_stance   from -1 to 1, of the row's target (actor1 or actor2)
  relation                from -1 (conflict) to 1 (cooperation), 0 for both, none
                          where the sentence tells of no dealings of the two
  stance                  from -1 to 1, of the row's holder_class (narrator, actor1,
                          actor2, other) toward its target, which may be relationship:
                          a row for each holder with an attitude to the target, and
                          where there is none one row with 0 and no holder_class

Where FILE has a column probability (or inclusion_probability), with which the row
was drawn for coding, all figures are weighted by its inverse, and effective_n says
how many rows of one weight would tell as much. Rows with trained true are left out.

Given are, for each question and scorer, and by voice (of stances by holder) and by
source: macro-F1; precision, recall and F1 of each class; Krippendorff's alpha of
the codes and the run as two coders (ordinal for portrayal and own stance, nominal
for relation and stance); the correlation of the expected value with the code; and
for relations precision and recall of there being dealings at all. An actor that the
run does not see counts as neutral, and not_found is their share. Intervals resample
stories (copies of one text together) by the run's thresholds and seed. Each code
that has no place in the run is named on stderr, and counted.

Where FILE is a coding set with units of two coders or more, the alt-test (Calderon
and others 2025) follows: whether each scorer may stand in for a coder (as CSV: dyad
agree --show alt --run RUN --format csv SET).`,
		Example: `  dyad validate run dyad-run --codes my-codes.csv
  dyad validate run dyad-run --codes my-codes.csv --format csv > measured.csv
  dyad run --validation measured.csv --gold my-codes.csv --out corrected articles/`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return validateRun(cmd.Context(), &f, args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.codes, "codes", "", "coding set or CSV `FILE` of codes of the run's sentences")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.Float64Var(&f.epsilon, "epsilon", defaultEpsilon, epsilonHelp)
	return cmd
}

func validateRun(ctx context.Context, f *runMeasureFlags, dir string, stdout, stderr io.Writer) error {
	if err := cmp.Or(
		wrong(f.codes == "", "--codes is needed"),
		oneOf("--format", f.format, "text", "csv"),
		wrong(!(f.epsilon >= 0 && f.epsilon < 1), "--epsilon %v: from 0 to below 1", f.epsilon)); err != nil {
		return err
	}
	measured, err := measureRun(ctx, dir, f.codes, stderr)
	if err != nil {
		return err
	}
	if f.format == "csv" {
		return validate.WriteMetricsCSV(stdout, validate.Measurement{From: measured.From, Metrics: measured.Metrics})
	}
	fmt.Fprintf(stdout, "run %s against %s: %d of %s used; of articles that count, intervals over stories\n\n", measured.RunID,
		filepath.Base(f.codes), measured.Used, count(measured.Coded, "code"))
	if err := validate.WriteRunText(stdout, measured.Metrics); err != nil || !coding.IsSet(f.codes) {
		return err
	}
	st, err := coding.ReadSet(ctx, f.codes)
	if err != nil {
		return err
	}
	if err := st.AskRun(measured.Records, f.codes, dir, stderr); err != nil {
		return err
	}
	r, err := st.Report("alt", coding.ReportOptions{Epsilon: f.epsilon})
	if err != nil {
		return err
	}
	return r.WriteText(stdout)
}

// measureRun measures the run in dir, and tells which codes are of no use.
func measureRun(ctx context.Context, dir, codes string, stderr io.Writer) (validate.Finished, error) {
	m, err := validate.MeasureFinished(ctx, dir, codes)
	tell(stderr, m.Warnings)
	tell(stderr, m.Problems)
	if err == nil {
		fmt.Fprintf(stderr, "codes: %d of %s used, %s left out\n", m.Used, count(m.Coded, "code"), count(m.LeftOut, "row"))
	}
	return m, err
}
