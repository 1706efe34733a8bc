package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
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
			return validateRun(&f, args[0], cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.codes, "codes", "", "coding set or CSV `FILE` of codes of the run's sentences")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.Float64Var(&f.epsilon, "epsilon", defaultEpsilon, epsilonHelp)
	return cmd
}

func validateRun(f *runMeasureFlags, dir string, stdout, stderr io.Writer) error {
	switch {
	case f.codes == "":
		return usagef("--codes is needed")
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	case !(f.epsilon >= 0 && f.epsilon < 1):
		return usagef("--epsilon %v: from 0 to below 1", f.epsilon)
	}
	measured, err := measureRun(dir, f.codes, stderr)
	if err != nil {
		return err
	}
	if f.format == "csv" {
		from := validate.Origin{Gold: measured.input.Path, SHA256: measured.input.SHA256, Versions: measured.versions}
		return validate.WriteMetricsCSV(stdout, validate.Measurement{From: from, Metrics: measured.metrics})
	}
	fmt.Fprintf(stdout, "run %s against %s: %d of %s used; of articles that count, intervals over stories\n\n", measured.id,
		filepath.Base(f.codes), measured.used, count(measured.coded, "code"))
	if err := validate.WriteRunText(stdout, measured.metrics); err != nil || !coding.IsSet(f.codes) {
		return err
	}
	st, err := readSet(context.Background(), f.codes)
	if err != nil {
		return err
	}
	if err := askRun(st, measured.records, f.codes, dir, stderr); err != nil {
		return err
	}
	list, err := st.Alternatives(f.epsilon, 0.05)
	if err != nil {
		return err
	}
	r := coding.AltReport(list)
	return r.WriteText(stdout)
}

// runMeasures is a run measured against codes.
type runMeasures struct {
	id          string
	input       table.Input // the table of codes
	used, coded int         // codes
	weighted    bool
	metrics     []validate.Metric
	versions    map[string]string // of the scorers
	records     []table.Record
}

// measureRun measures the run in dir, and tells which codes are of no use.
func measureRun(dir, codes string, stderr io.Writer) (runMeasures, error) {
	var out runMeasures
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return out, noRun(dir, err)
	}
	s, err := study.Parse("the study of "+dir, m.Verified.Study)
	if err != nil {
		return out, err
	}
	in, err := coding.Open(context.Background(), codes)
	if err != nil {
		return out, missing(err)
	}
	defer in.Close()
	gold, err := report.ReadCodes(in, codes)
	if err != nil {
		return out, err
	}
	recs, err := tablesOf(dir, stderr)
	if err != nil {
		return out, err
	}
	out.records = recs
	answers, problems, unused := gold.Compare(recs, m.Verified.Names.Scorer)
	problems = append(slices.Clone(gold.Problems), problems...)
	for i := range problems {
		problems[i].Where = filepath.Join(filepath.Dir(codes), problems[i].Where)
	}
	tell(stderr, problems)
	out.id, out.input, out.coded, out.versions = m.Verified.RunID, gold.Input, gold.AllCoded(), map[string]string{}
	out.used = out.coded - unused
	if out.used == 0 {
		return out, fmt.Errorf("%s: no code is of a sentence of %s: nothing can be measured", codes, dir)
	}
	fmt.Fprintf(stderr, "codes: %d of %s used, %s left out\n", out.used, count(out.coded, "code"), count(len(gold.Problems), "row"))
	for _, d := range m.Verified.Scorers {
		out.versions[d.Name] = d.Version
	}
	rows := make([]validate.RunAnswer, len(answers))
	for i, a := range answers {
		rows[i] = validate.RunAnswer{Question: a.Question, Scorer: a.Scorer, Cluster: a.Cluster, Source: a.Source, Voice: a.Voice, Holder: a.Holder,
			Human: a.Human, Said: a.Said, HumanValue: a.HumanValue, Value: a.Value, Found: a.Found, Weight: a.Weight}
		out.weighted = out.weighted || a.Weight != 1
	}
	out.metrics, err = validate.MeasureRun(rows, validate.Options{Seed: m.Verified.Seed, Rule: pipeline.Estimates(s, 1).Rule})
	return out, err
}
