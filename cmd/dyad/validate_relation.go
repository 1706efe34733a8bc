package main

import (
	"github.com/spf13/cobra"

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
			if err := f.check(); err != nil {
				return err
			}
			r, err := validate.RunRelations(cmd.Context(), f.task(cmd.ErrOrStderr()), f.below)
			return f.write(cmd.OutOrStdout(), r, err)
		},
	}
	f.add(cmd, "reader")
	f.codes.add(cmd.Flags())
	cmd.Flags().IntVar(&f.below, "below", 0, "with --gold, measure rows with an id below `N` and the others apart as well")
	return cmd
}
