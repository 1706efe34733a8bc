package main

import (
	"github.com/spf13/cobra"

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
			if err := f.check(); err != nil {
				return err
			}
			if f.texts == "" {
				return usagef("--texts is needed")
			}
			r, err := validate.RunStances(cmd.Context(), f.task(cmd.ErrOrStderr()), f.texts)
			return f.write(cmd.OutOrStdout(), r, err)
		},
	}
	f.add(cmd, "reader")
	f.codes.add(cmd.Flags())
	cmd.Flags().StringVar(&f.texts, "texts", "", "JSON Lines `FILE` of the articles, with their sentences")
	return cmd
}
