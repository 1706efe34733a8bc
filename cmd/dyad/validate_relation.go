package main

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// relationFlags are the flags of validate relation.
type relationFlags struct {
	taskFlags
	codes codedFlags
	below int
}

func newValidateRelationCmd() *cobra.Command {
	var f relationFlags
	cmd := &cobra.Command{
		Use:   "relation (--gold FILE | --codes DIR)",
		Short: "Measure how dealings between two parties are coded, against human codes",
		Long: `Say what the agent of each row does or says to its theme, and compare.

The gold table is CSV with the columns id, text, agent_start, agent_end,
theme_start, theme_end, and the codes quad_class and root_code (PLOVER's). Offsets
are bytes, end exclusive. What is predicted is the quad class; the explanation
begins with the root code.

With the reader the quad class has the sign that the reader sees, and is among the
two of that sign what the rules find likelier.

Given are accuracy, macro-F1, F1 of each class and confusion counts for quad_class,
for cooperation against conflict and for root_code, and the calibration of the
probability. Beside the scorer stand the rules, the most frequent class and the
sign of VADER's score of the text (positive: verbal cooperation, else verbal
conflict). Intervals resample texts. Without code columns there are predictions
and no figures. --below N measures the rows with an id below N and the others
apart as well.

With --codes, say instead what each coded sentence tells of the dealings of its two
actors. ` + codedHelp + `

Given are the macro-F1 of conflict, none and cooperation (sentences coded as mixed
left out) and of all four classes, the correlation of cooperation times the
probability of dealings with the code, agent and status where both tell of
dealings, and precision and recall of the rows.`,
		Example: `  dyad validate relation --gold dev.csv --below 500
  dyad validate relation --codes training/codes
  dyad validate relation --gold mine.csv --predictions found.csv --format csv`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.codes.codes != "" {
				return validateCoded(cmd.Context(), validate.CodedRelation, &f.taskFlags, &f.codes, cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			return validateRelation(cmd.Context(), &f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd, "reader")
	f.codes.add(cmd.Flags())
	cmd.Flags().IntVar(&f.below, "below", 0, "with --gold, measure rows with an id below `N` and the others apart as well")
	return cmd
}

// eventCoders gives the coder asked for, and after it the baseline.
func (f *taskFlags) eventCoders() ([]string, []stance.EventCoder, error) {
	names, out := []string{}, []stance.EventCoder(nil)
	for _, n := range []string{f.scorer, "lexical", "vader"} {
		if slices.Contains(names, n) {
			continue
		}
		s, err := f.newScorer(n)
		if err != nil {
			return nil, nil, err
		}
		if both, ok := s.(*stance.Combined); ok { // its events are the rules', joined with the reader later
			s = both.Lexical
		}
		c, ok := s.(stance.EventCoder)
		if !ok {
			return nil, nil, usagef("--scorer %s codes no events; reader, lexical and vader do", n)
		}
		names, out = append(names, n), append(out, c)
	}
	return names, out, nil
}

func validateRelation(ctx context.Context, f *relationFlags, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	g, names, found, err := f.predict(ctx, stderr)
	if err != nil {
		return err
	}
	if err := f.write(g, f.scorer, validate.Predictions(found[0])); err != nil {
		return err
	}
	if !g.Has("quad_class") && !g.Has("root_code") {
		if f.predictions == "" {
			return errors.New("the gold table has neither quad_class nor root_code: name a file with --predictions")
		}
		return nil
	}
	names, found = append(names, "majority"), append(found, validate.MajorityRelations(g))
	return f.printParts(stdout, g, names, found)
}

// predict reads the gold table and gives the events of the coder asked for and
// of the baselines.
func (f *relationFlags) predict(ctx context.Context, stderr io.Writer) (*validate.Gold, []string, [][]validate.Event, error) {
	g, err := f.readGold(validate.RelationColumns)
	if err != nil {
		return nil, nil, nil, err
	}
	validate.CheckRelations(g)
	names, coders, err := f.eventCoders()
	if err != nil {
		return nil, nil, nil, err
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return nil, nil, nil, err
	}
	found, err := validate.PredictRelations(ctx, a, g, coders, f.options())
	if err == nil && f.scorer == "reader" {
		var r *reader.Reader
		if r, err = reader.New(); err == nil {
			found[0], err = validate.ReaderRelations(ctx, r, g, found[0], f.options())
		}
	}
	tellBad(stderr, g)
	return g, names, found, err
}

// printParts writes the measures of each part of the table.
func (f *relationFlags) printParts(stdout io.Writer, g *validate.Gold, names []string, found [][]validate.Event) error {
	var all []validate.Metric
	for k, part := range validate.RelationParts(g, f.below) {
		var metrics []validate.Metric
		for i, name := range names {
			m, err := validate.MeasureRelations(g, name, found[i], part, f.options())
			if err != nil {
				return err
			}
			metrics = append(metrics, m...)
		}
		if f.format == "csv" {
			all = append(all, metrics...)
			continue
		}
		if err := validate.WriteRelationsText(stdout, metrics, f.scorer, part.Task, k > 0); err != nil {
			return err
		}
	}
	if f.format == "csv" {
		return writeMetrics(stdout, f.gold, all)
	}
	return nil
}
