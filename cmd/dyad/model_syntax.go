package main

import (
	"cmp"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// syntaxTraining are the flags of model train syntax.
type syntaxTraining struct {
	treebank, out string
	texts         []string
	quiet         bool
	options       parse.TrainOptions
}

func newModelTrainSyntaxCmd() *cobra.Command {
	var f syntaxTraining
	cmd := &cobra.Command{
		Use:   "syntax --treebank FILE --out FILE",
		Short: "Rebuild the tagger, lemmatiser and parser",
		Long: `Train the tagger, lemmatiser and dependency parser on a treebank in CoNLL-U, with
clusters of words from the column text of CSV tables. The same data, options and
seed give the same bytes on machines of one architecture; "dyad model show" gives
the options of the built-in model.`,
		Example: `  dyad model train syntax --treebank en_ewt-train.conllu.gz --texts a.csv,b.csv --out en_ewt.model`,
		Args:    usage(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.run(cmd.ErrOrStderr()) },
	}
	fs := cmd.Flags()
	fs.StringVar(&f.treebank, "treebank", "", "treebank `FILE` in CoNLL-U to train on, .gz or not")
	fs.StringSliceVar(&f.texts, "texts", nil, "CSV `FILES` with a column text to learn word clusters from, .gz or not")
	fs.StringVar(&f.out, "out", "", "model `FILE` to write")
	fs.Uint64Var(&f.options.Seed, "seed", 1, "of the random numbers")
	fs.IntVar(&f.options.TagEpochs, "tag-epochs", 0, "passes over the treebank for the tagger (0: default)")
	fs.IntVar(&f.options.ParseEpochs, "parse-epochs", 0, "passes for the parser (0: default)")
	fs.IntVar(&f.options.Hidden, "hidden", 0, "hidden units of the parser (0: default)")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	return cmd
}

func (f *syntaxTraining) run(stderr io.Writer) error {
	if f.treebank == "" || f.out == "" {
		return usagef("--treebank and --out are needed")
	}
	start := time.Now()
	if !f.quiet {
		f.options.Progress = func(s string) { fmt.Fprintf(stderr, "%6.1fs %s\n", time.Since(start).Seconds(), s) }
	}
	m, err := parse.TrainFiles(f.treebank, f.texts, f.options)
	if err != nil {
		return err
	}
	return atomicfile.Write(f.out, func(w io.Writer) error {
		_, err := m.WriteTo(w)
		return err
	})
}

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
