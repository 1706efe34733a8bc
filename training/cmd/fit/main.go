// Command fit fits, on coded sentences that the reader's weights have not been
// trained on, how its answers become probabilities and rows, and writes it to a file
// that is built into dyad: build dyad again after a fit. A reader refuses a fit that
// was made for other weights, so run this after every training.
//
//	go -C training run ./cmd/fit --codes codes
//	go -C training run ./cmd/fit --codes codes --part train --out /tmp/fit.json
//
// Paths are relative to the folder training. Package fit says what is fitted, in
// which order. The table is of the sentences that were fitted on: see "dyad model eval
// reader" for others. The same weights and codes give the same bytes. Exit codes are
// those of dyad.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/training/fit"
	"github.com/seed-7a84ba5f/dyad/validate"
)

func main() {
	codes := flag.String("codes", "", "folder `DIR` of coded sentences (units.csv, codes.csv, stances.csv, split.csv, actors.csv)")
	articles := flag.String("articles", "", "JSON Lines `FILES`, parted by commas, with the articles of --codes (default: news/*.jsonl* in DYAD_DATA)")
	part := flag.String("part", "calibrate", "`PART` of the codes to fit on: calibrate, train, test or all")
	out := flag.String("out", filepath.Join("..", "stance", "reader", "model", "fit.json"), "write the fit to `FILE`")
	workers := flag.Int("workers", runtime.NumCPU(), "articles at a time; changes no result")
	flag.Parse()
	files := validate.News()
	if *articles != "" {
		files = strings.Split(*articles, ",")
	}
	if *codes == "" || len(files) == 0 || flag.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "fit: --codes and the articles are needed, and nothing but flags")
		os.Exit(2)
	}
	if err := run(context.Background(), *codes, *part, files, *out, *workers); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, codes, part string, files []string, out string, workers int) error {
	if err := validate.CheckPart(part); err != nil {
		return err
	}
	set, err := validate.ReadCodedPart(ctx, codes, part, files, os.Stderr)
	if err != nil {
		return err
	}
	plain, err := reader.Unfitted()
	if err != nil {
		return err
	}
	if trained := plain.Card("codes_split"); trained == "all" || trained == part || part == "all" && trained != "" {
		fmt.Fprintf(os.Stderr, "fit: the weights were trained on the split %s of these codes: their probabilities will be too sure\n", trained)
	}
	rules, err := stance.NewLexical()
	if err != nil {
		return err
	}
	a, err := set.Annotator()
	if err != nil {
		return err
	}
	fitting, err := fit.Coded(ctx, a, set, plain, rules, part, validate.Options{Workers: workers})
	if err != nil {
		return err
	}
	data, err := fitting.Fit.JSON()
	if err != nil {
		return err
	}
	if err := atomicfile.Write(out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	fmt.Printf("fit of the weights %s on %s, part %s: %d sentences of %d articles; figures are of these sentences\n\n",
		plain.Hash()[:12], codes, part, len(set.Units), set.Articles())
	return fitting.WriteText(os.Stdout)
}
