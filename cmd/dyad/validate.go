package main

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

func newValidateCmd() *cobra.Command {
	return group("validate", "Measure how well dyad does against human codes and known groups", "",
		newValidateAttributionCmd(), newValidateMentionsCmd(), newValidateSentencesCmd(),
		newValidateSignCmd(validate.Target, "Measure how sentences are said to evaluate a target, against human codes", `Say how each sentence evaluates its target, whoever does, and compare.

The gold table is CSV with the columns id, text, target_start, target_end, target
and label (negative, neutral, positive). Offsets are bytes, end exclusive.`),
		newValidateSignCmd(validate.Directed, "Measure how holders are said to evaluate targets, against human codes", `Say how the holder of each row evaluates its target, and compare.

The gold table is CSV with the columns id, text, holder_start, holder_end, holder,
target_start, target_end, target and label (negative, neutral, positive). Offsets
are bytes, end exclusive.`),
		newValidateSignCmd(validate.DocumentTask, "Measure how whole articles are said to evaluate a target, against human codes", `Say how each article evaluates what its row names, and compare.

The gold table is CSV with the columns id, title, target, text and label (negative,
neutral, positive). The target is a name.`),
		newValidateCodedCmd(validate.CodedPortrayal, "Measure how sentences are said to make actors look, against coded sentences", `Say how each coded sentence makes each of its two actors look, and compare.

Given are the macro-F1 and F1 of negative, neutral and positive over all actors
coded as mentioned (one that is not found counts as neutral; not_found is their
share), the correlation of the expected value with the code, the calibration on
the sentences drawn at random, weighted to stand for all, and the share of
portrayals coded as not neutral whose voice is right.`),
		newValidateCodedCmd(validate.CodedOwn, "Measure the stances that sources are said to take themselves, against coded sentences", `Say whether the source itself is for or against each actor in each coded sentence,
and compare.

The code is the sign of the sum of the narrator's stances toward the actor. Given
are the macro-F1 and F1 of against, neither and for over all actors coded as
mentioned (a portrayal in quoted words counts as neither), the correlation of the
expected value with the sum, the calibration on the sentences drawn at random, and
precision and recall of the judgments whose holder is the narrator.`),
		newValidateRelationCmd(), newValidateStancesCmd(), newValidateRunCmd(), newValidateGroupsCmd())
}

// attributionFlags are the flags of validate attribution.
type attributionFlags struct {
	taskFlags
	texts  string
	nested bool
}

func newValidateAttributionCmd() *cobra.Command {
	var f attributionFlags
	cmd := &cobra.Command{
		Use:   "attribution --gold FILE --texts DIR",
		Short: "Measure who is found to say what, against human codes",
		Long: `Find who says what in each text that the gold table names, and compare.

The gold table is CSV with the columns doc_id, attribution_id, speaker_spans,
cue_spans, content_spans and speaker. Spans are written 12-40;52-60: bytes of
DIR/DOC_ID.txt (UTF-8), end exclusive. A gold row without speaker_spans has no
speaker.

Two contents overlap by the Jaccard index of their non-space bytes. Pairs are
matched one to one, the largest overlap first. Given are precision, recall and
F1 at overlap 0.3 and 0.8; direct quotations at 0.8; and the share of pairs
matched at 0.3 with the right speaker: it shares a word with the gold speaker
that is no determiner, or neither has one. Intervals resample documents.

What is found is compared as such tables have it: a speech of several
quotations is one row, and what is told within another's words ("she said he
hopes to win") is none. With --nested it is a row of its own.`,
		Example: `  dyad validate attribution --gold attributions.csv --texts text
  dyad validate attribution --gold attributions.csv --texts text --predictions found.csv --format csv`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.gold == "" || f.texts == "" {
				return usagef("--gold and --texts are needed")
			}
			if err := f.check(); err != nil {
				return err
			}
			task := f.task(cmd.ErrOrStderr())
			task.Nested = f.nested
			r, err := validate.RunAttributions(cmd.Context(), task, f.texts)
			return f.write(cmd.OutOrStdout(), r, err)
		},
	}
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "CSV `FILE` of attributions coded by people")
	fs.StringVar(&f.texts, "texts", "", "folder `DIR` with DOC_ID.txt for each document")
	fs.StringVar(&f.predictions, "predictions", "", "write what was found to `FILE`, with the columns of the gold table")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "documents at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	fs.BoolVar(&f.nested, "nested", false, "predict also what is told within another's words")
	return cmd
}
