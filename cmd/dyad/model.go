package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

func newModelCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "model",
		Short: "Show, measure and rebuild the models that are built in",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	train := &cobra.Command{
		Use:   "train",
		Short: "Rebuild a model from its training data, to the byte",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	train.AddCommand(newModelTrainSyntaxCmd(), newModelTrainSignCmd(validate.Target), newModelTrainSignCmd(validate.Directed))
	eval := &cobra.Command{
		Use:   "eval",
		Short: "Measure how good a model is",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	eval.AddCommand(newModelEvalSyntaxCmd(), newModelEvalSignCmd(validate.Target), newModelEvalSignCmd(validate.Directed))
	cmd.AddCommand(newModelShowCmd(), train, eval)
	return cmd
}

// modelCard is what is known of a model that is built in. Each package that
// embeds one keeps the card beside it.
type modelCard struct {
	Name        string             `json:"name"`
	Does        string             `json:"does"`
	Package     string             `json:"package"`
	File        string             `json:"file"`
	SHA256      string             `json:"sha256"` // of the file; not in the card itself
	Licence     string             `json:"licence"`
	LicenceFile string             `json:"licence_file"`
	TrainedOn   []modelData        `json:"trained_on"`
	Rebuild     string             `json:"rebuild"`
	MeasuredOn  string             `json:"measured_on"`
	Figures     map[string]float64 `json:"figures"`
	Measure     string             `json:"measure"`
}

// modelData is a file that a model was trained on.
type modelData struct {
	Data      string `json:"data"`
	SHA256    string `json:"sha256"`
	Licence   string `json:"licence"`
	Reference string `json:"reference"`
}

// modelCards gives the cards of all models, in order of their names.
func modelCards() ([]modelCard, error) {
	var out []modelCard
	for _, m := range []struct{ card, hash string }{
		{syntax.Card(), syntax.Hash()},
		{stance.ModelCard(stance.TargetModel), stance.ModelHash(stance.TargetModel)},
		{stance.ModelCard(stance.DirectedModel), stance.ModelHash(stance.DirectedModel)},
	} {
		var c modelCard
		if err := json.Unmarshal([]byte(m.card), &c); err != nil {
			return nil, fmt.Errorf("card of a model: %w", err)
		}
		c.SHA256 = m.hash
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b modelCard) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

func newModelShowCmd() *cobra.Command {
	var format string
	var question modelQuestion
	cmd := &cobra.Command{
		Use:   "show [MODEL...]",
		Short: "Say what the built-in models are made from, how good they are, and their licences",
		Long: `Say what the built-in models are made from, how good they are, and their licences.

With --text, say instead what the model target or directed finds in one sentence,
and the features that weigh most: how much each speaks for the verdict against the
mean of the others, in log odds before calibration.`,
		Example: `  dyad model show
  dyad model show target --text "Critics called Bell a liar." --target Bell
  dyad model show directed --text "Dell called Bell a liar." --holder Dell --target Bell`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if question.text != "" {
				return question.explain(cmd.OutOrStdout(), args)
			}
			return showModels(cmd.OutOrStdout(), args, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	question.add(cmd)
	return cmd
}

func showModels(w io.Writer, names []string, format string) error {
	cards, err := modelCards()
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
		cards = slices.DeleteFunc(cards, func(c modelCard) bool { return !slices.Contains(names, c.Name) })
	}
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(cards)
	case "text":
	default:
		return usagef("--format %q is neither text nor json", format)
	}
	for i := range cards {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := cards[i].write(w); err != nil {
			return err
		}
	}
	return nil
}

func (c *modelCard) write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", c.Name, c.Does)
	fmt.Fprintf(&b, "  file       %s\n  sha256     %s\n  licence    %s (%s)\n", c.File, c.SHA256, c.Licence, c.LicenceFile)
	for _, d := range c.TrainedOn {
		fmt.Fprintf(&b, "  made from  %s\n             %s; %s\n             sha256 %s\n", d.Data, d.Licence, d.Reference, d.SHA256)
	}
	var figures []string
	for name := range c.Figures {
		figures = append(figures, name)
	}
	slices.Sort(figures)
	for i, name := range figures {
		figures[i] = fmt.Sprintf("%s %.3f", name, c.Figures[name])
	}
	fmt.Fprintf(&b, "  measured   %s\n             %s\n", strings.Join(figures, ", "), c.MeasuredOn)
	fmt.Fprintf(&b, "  again      %s\n  rebuild    %s\n", c.Measure, c.Rebuild)
	_, err := io.WriteString(w, b.String())
	return err
}
