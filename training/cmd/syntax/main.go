// Command syntax rebuilds the tagger, lemmatiser and dependency parser that dyad
// has built in, from a treebank in CoNLL-U and, for clusters of words, the column
// text of CSV tables. The same data, options and seed give the same bytes on
// machines of one architecture; "dyad model show syntax" gives the options of the
// built-in model.
//
//	go -C training run ./cmd/syntax --treebank FILE --texts FILE,FILE --out FILE
//
// Paths are relative to the folder training. Exit codes are those of dyad.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/training/parser"
)

func main() {
	var o parser.Options
	treebank := flag.String("treebank", "", "treebank `FILE` in CoNLL-U to train on, .gz or not")
	silver := flag.String("silver", "", "`FILE` in CoNLL-U with the trees that a teacher gave sentences, .gz or not")
	texts := flag.String("texts", "", "CSV `FILES`, parted by commas, with a column text to learn word clusters from, .gz or not")
	out := flag.String("out", "", "model `FILE` to write")
	flag.Uint64Var(&o.Seed, "seed", 1, "of the random numbers")
	flag.IntVar(&o.TagEpochs, "tag-epochs", 0, "passes over the treebank for the tagger (0: default)")
	flag.IntVar(&o.Folds, "folds", 0, "taggers that tag what they have not seen, for the parser (0: default)")
	flag.IntVar(&o.ParseEpochs, "parse-epochs", 0, "passes for the parser (0: default)")
	flag.IntVar(&o.NetEpochs, "net-epochs", 0, "passes for its network (0: default)")
	flag.IntVar(&o.Hidden, "hidden", 0, "hidden units of the parser (0: default)")
	quiet := flag.Bool("quiet", false, "tell of errors only")
	flag.Parse()
	if *treebank == "" || *out == "" || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "syntax: --treebank and --out are needed, and nothing but flags")
		os.Exit(2)
	}
	start := time.Now()
	if !*quiet {
		o.Progress = func(s string) { fmt.Fprintf(os.Stderr, "%6.1fs %s\n", time.Since(start).Seconds(), s) }
	}
	if err := train(*treebank, *silver, *texts, *out, o); err != nil {
		fmt.Fprintln(os.Stderr, "syntax:", err)
		os.Exit(1)
	}
}

func train(treebank, silver, texts, out string, o parser.Options) error {
	var tables []string
	if texts != "" {
		tables = strings.Split(texts, ",")
	}
	m, err := parser.Files(treebank, silver, tables, o)
	if err != nil {
		return err
	}
	return atomicfile.Write(out, func(w io.Writer) error {
		_, err := m.WriteTo(w)
		return err
	})
}
