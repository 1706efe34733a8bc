package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

func newModelCmd() *cobra.Command {
	return group("model",
		newModelShowCmd(),
		newModelAdaptCmd(),
		group("model-eval", newModelEvalSyntaxCmd(), newModelEvalReaderCmd()))
}

func newModelShowCmd() *cobra.Command {
	var format string
	cmd := command("model-show", nil, func(c *call) error { return showModels(c.out, c.args, format) })
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
