package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

func newModelCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "model",
		Short: "Show, measure, rebuild and adapt the models that are built in",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	train := &cobra.Command{
		Use:   "train",
		Short: "Rebuild a model from its training data, to the byte",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	train.AddCommand(newModelTrainSyntaxCmd())
	eval := &cobra.Command{
		Use:   "eval",
		Short: "Measure how good a model is",
		Args:  noCommand,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	eval.AddCommand(newModelEvalSyntaxCmd(), newModelEvalReaderCmd())
	cmd.AddCommand(newModelShowCmd(), train, newModelFitCmd(), newModelAdaptCmd(), eval)
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
	ours, err := readerCard()
	if err != nil {
		return nil, err
	}
	var parser modelCard
	if err := json.Unmarshal([]byte(parse.Card()), &parser); err != nil {
		return nil, fmt.Errorf("card of a model: %w", err)
	}
	parser.SHA256 = parse.Hash()
	return []modelCard{ours, parser}, nil
}

func newModelShowCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show [MODEL...]",
		Short: "Say what the built-in models are made from, how good they are, and their licences",
		Example: `  dyad model show
  dyad model show reader
  dyad model show syntax --format json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return showModels(cmd.OutOrStdout(), args, format)
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
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
	fmt.Fprintf(&b, "  file       %s\n  sha256     %s\n  licence    %s", c.File, c.SHA256, c.Licence)
	if c.LicenceFile != "" {
		fmt.Fprintf(&b, " (%s)", c.LicenceFile)
	}
	b.WriteByte('\n')
	for _, d := range c.TrainedOn {
		fmt.Fprintf(&b, "  made from  %s\n             %s; %s\n             sha256 %s\n", d.Data, d.Licence, d.Reference, d.SHA256)
	}
	var figures []string
	for _, name := range slices.Sorted(maps.Keys(c.Figures)) {
		figures = append(figures, fmt.Sprintf("%s %.3f", name, c.Figures[name]))
	}
	if len(figures) > 0 {
		fmt.Fprintf(&b, "  measured   %s\n             %s\n", strings.Join(figures, ", "), c.MeasuredOn)
	} else {
		fmt.Fprintf(&b, "  measured   %s\n", c.MeasuredOn)
	}
	fmt.Fprintf(&b, "  again      %s\n", c.Measure)
	if c.Rebuild != "" {
		fmt.Fprintf(&b, "  rebuild    %s\n", c.Rebuild)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
