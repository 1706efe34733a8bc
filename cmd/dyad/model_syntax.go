package main

import (
	"cmp"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// syntaxEvaluation are the flags of model eval syntax.
type syntaxEvaluation struct {
	treebank, model, format string
	seed                    uint64
}

func newModelEvalSyntaxCmd() *cobra.Command {
	var f syntaxEvaluation
	cmd := command("model-eval-syntax", usage(cobra.NoArgs), func(c *call) error { return f.run(c.out) })
	fs := cmd.Flags()
	fs.StringVar(&f.treebank, "treebank", "", "treebank `FILE` in CoNLL-U, .gz or not")
	fs.StringVar(&f.model, "model", "", "model `FILE` (default: the built-in model)")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	return cmd
}

func (f *syntaxEvaluation) run(stdout io.Writer) error {
	if err := cmp.Or(
		wrong(f.treebank == "", "--treebank is needed"),
		oneOf("--format", f.format, "text", "csv")); err != nil {
		return err
	}
	scores, err := parse.EvaluateFile(f.treebank, f.model)
	if err != nil {
		return err
	}
	figures, err := validate.Syntax(scores, validate.Options{Seed: f.seed})
	if err != nil {
		return err
	}
	if f.format == "csv" {
		return validate.WriteCSV(stdout, validate.Origin{}, "syntax", figures)
	}
	return validate.WriteText(stdout, figures)
}
