package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// stancesFlags are the flags of validate stances.
type stancesFlags struct {
	taskFlags
	codes codedFlags
	texts string
}

func newValidateStancesCmd() *cobra.Command {
	var f stancesFlags
	cmd := &cobra.Command{
		Use:   "stances (--gold FILE --texts FILE | --codes DIR)",
		Short: "Measure who is found to be for or against whom, against human codes",
		Long: `Find who is for or against whom in each sentence of articles, and compare.

The gold table is CSV with the columns doc_id, sentence_no, holder, polarity
(negative, positive) and target. The texts are JSON Lines with id and sentences,
which are not split again; sentence_no counts them from 0. The names in an
article's gold rows are given to dyad as its actors, unless the article has a
list of entities. With the reader each two of them that share a sentence are the
pair of a study, and the judgments that a run writes are taken, labels left out;
other scorers are asked about everybody at once. Holder None is the narrator. Rows with "Not in the list" are
left out and counted on stderr.

Given are the F1 of triples (sentence, holder, target, polarity), the F1 of pairs
(without the polarity) and the macro-F1 of the polarity of the pairs that both
have. The baselines: everybody in a sentence is against everybody else in it
(same_sentence); the first against those who come later (first_later); and the
scorer's own pairs, all negative (always_negative). Intervals resample articles.

With --codes, the holders of coded sentences are the classes narrator, actor (one of
the two toward the other) and other. ` + codedHelp + `

Given are precision, recall and F1 of triples of holder, target (one of the two
actors) and sign, for all and by class of holder. Judgments that are a name
("terrorist") are left out, as headline stances leave them out.`,
		Example: `  dyad validate stances --gold stances.csv --texts articles.jsonl
  dyad validate stances --codes training/codes
  dyad validate stances --gold stances.csv --texts articles.jsonl --predictions found.csv --format csv`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.codes.codes != "" {
				return validateCoded(cmd.Context(), validate.CodedStances, &f.taskFlags, &f.codes, cmd.OutOrStdout(), cmd.ErrOrStderr())
			}
			return validateStances(cmd.Context(), &f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd, "reader")
	f.codes.add(cmd.Flags())
	cmd.Flags().StringVar(&f.texts, "texts", "", "JSON Lines `FILE` of the articles, with their sentences")
	return cmd
}

func validateStances(ctx context.Context, f *stancesFlags, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	if f.texts == "" {
		return usagef("--texts is needed")
	}
	g, articles, found, err := f.predict(ctx, stderr)
	if err != nil {
		return err
	}
	if f.predictions != "" {
		if err := atomicfile.Write(f.predictions, func(w io.Writer) error { return validate.WriteStances(w, found[0], f.bare) }); err != nil {
			return err
		}
	}
	if !g.Has("polarity") {
		if f.predictions == "" {
			return errors.New("the gold table has no column polarity: name a file with --predictions")
		}
		return nil
	}
	metrics, err := f.measure(articles, found)
	if err != nil {
		return err
	}
	return f.print(stdout, metrics, f.scorer)
}

// predict reads the gold table and the articles and gives the triples of the
// scorer asked for and of the baselines.
func (f *stancesFlags) predict(ctx context.Context, stderr io.Writer) (*validate.Gold, []validate.StanceArticle, [][][]validate.Triple, error) {
	g, articles, err := f.read()
	if err != nil {
		return nil, nil, nil, err
	}
	scorer, err := f.newScorer(f.scorer)
	if err != nil {
		return nil, nil, nil, err
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return nil, nil, nil, err
	}
	first := validate.ByScorer(scorer)
	if c, ok := scorer.(*stance.Combined); ok {
		first = validate.ByRows(c)
	}
	found, err := validate.Stances(ctx, a, articles, []validate.StancePredictor{first, validate.SameSentence, validate.FirstAgainstLater}, f.options())
	if err != nil {
		return nil, nil, nil, err
	}
	tellBad(stderr, g)
	left := 0
	for i := range articles {
		left += articles[i].LeftOut
	}
	if left > 0 {
		fmt.Fprintf(stderr, "dyad: %d rows have a holder or target that is not in the article's list, and are left out\n", left)
	}
	return g, articles, append(found, validate.AlwaysNegative(found[0])), nil
}

// measure measures what predict gives.
func (f *stancesFlags) measure(articles []validate.StanceArticle, found [][][]validate.Triple) ([]validate.Metric, error) {
	var metrics []validate.Metric
	for i, name := range []string{f.scorer, "same_sentence", "first_later", "always_negative"} {
		m, err := validate.MeasureStances(name, articles, found[i], f.options())
		if err != nil {
			return nil, err
		}
		metrics = append(metrics, m...)
	}
	return metrics, nil
}

func (f *stancesFlags) read() (*validate.Gold, []validate.StanceArticle, error) {
	g, err := f.readGold([]string{"doc_id", "sentence_no", "holder", "target"})
	if err != nil {
		return nil, nil, err
	}
	file, err := os.Open(f.texts)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	articles, err := validate.ReadStances(g, file, f.texts)
	return g, articles, err
}
