package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

func newModelCmd() *cobra.Command {
	return group("model", "Show, measure and adapt the models that are built in", "",
		newModelShowCmd(),
		newModelAdaptCmd(),
		group("eval", "Measure how good a model is", "", newModelEvalSyntaxCmd(), newModelEvalReaderCmd()))
}

func newModelShowCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show [MODEL...]",
		Short: "Say what the built-in models are made from, how good they are, and their licences",
		Example: `  dyad model show
  dyad model show reader
  dyad model show syntax --format json`,
		RunE: func(cmd *cobra.Command, args []string) error { return showModels(cmd.OutOrStdout(), args, format) },
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

func showModels(w io.Writer, names []string, format string) error {
	cards, err := validate.Cards()
	if err != nil {
		return err
	}
	var known []string
	for _, c := range cards {
		known = append(known, c.Name)
	}
	for _, n := range names {
		if !slices.Contains(known, n) {
			return usagef("there is no model %s; there are: %s", n, strings.Join(known, ", "))
		}
	}
	if len(names) > 0 {
		cards = slices.DeleteFunc(cards, func(c validate.Card) bool { return !slices.Contains(names, c.Name) })
	}
	if err := oneOf("--format", format, "text", "json"); err != nil {
		return err
	}
	return validate.WriteCards(w, cards, format == "json")
}
