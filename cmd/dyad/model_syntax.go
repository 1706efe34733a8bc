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
	cmd := &cobra.Command{
		Use:   "syntax --treebank FILE",
		Short: "Measure the tagger, lemmatiser and parser on a treebank",
		Long: `Tag, lemmatise and parse the sentences of a treebank in CoNLL-U, the treebank's own
words given, and compare: the shares of words with the right universal tag (upos),
fine tag (xpos), lemma, head (uas), and head and relation (las), punctuation
included. Intervals resample the documents that the treebank names.`,
		Example: `  dyad model eval syntax --treebank en_ewt-dev.conllu.gz`,
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.run(cmd.OutOrStdout()) },
	}
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
