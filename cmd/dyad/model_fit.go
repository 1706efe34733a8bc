package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// modelFit are the flags of model fit.
type modelFit struct {
	codes   codedFlags
	out     string
	workers int
}

func newModelFitCmd() *cobra.Command {
	var f modelFit
	cmd := &cobra.Command{
		Use:   "fit --codes DIR",
		Short: "Fit how the reader's answers become probabilities and rows",
		Long: `Fit, on coded sentences that the reader's weights have not been trained on, how its
answers become probabilities and rows, and write it to --out, which is built into
the program: build it again after a fit. A reader refuses a fit that was made for
other weights, so run this after every training.

Fitted are, in this order: a scale and an offset for the logits of each head; the
factors by which the votes of the rules change portrayal and relation; the weight
of the head for voice against the place of the evidence; and how sure a row must be
to be written, without and with a rule that says the same. "go doc
github.com/seed-7a84ba5f/dyad/validate.FitCoded" says how. The table is of the
sentences that were fitted on: see "dyad model eval reader" for others. The same
weights and codes give the same bytes.`,
		Example: `  dyad model fit --codes training/codes
  dyad model fit --codes training/codes --part train --out /tmp/fit.json`,
		Args: usage(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.codes.codes == "" {
				return usagef("--codes is needed")
			}
			return f.run(cmd.Context(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	f.codes.addFiles(fs)
	fs.StringVar(&f.codes.split, "part", "calibrate", "`PART` of the codes to fit on: calibrate, train, test or all")
	fs.StringVar(&f.out, "out", filepath.Join("stance", "reader", "model", "fit.json"), "write the fit to `FILE`")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	return cmd
}

func (f *modelFit) run(ctx context.Context, stdout, stderr io.Writer) error {
	set, err := f.codes.read(ctx, stderr)
	if err != nil {
		return err
	}
	plain, err := reader.Unfitted()
	if err != nil {
		return err
	}
	if trained := plain.Card("codes_split"); trained == "all" || trained == f.codes.split || f.codes.split == "all" && trained != "" {
		fmt.Fprintf(stderr, "dyad: the weights were trained on the split %s of these codes: their probabilities will be too sure\n", trained)
	}
	rules, err := stance.NewLexical()
	if err != nil {
		return err
	}
	a, err := set.Annotator()
	if err != nil {
		return err
	}
	fitting, err := validate.FitCoded(ctx, a, set, plain, rules, f.codes.split, validate.Options{Workers: f.workers})
	if err != nil {
		return err
	}
	data, err := fitting.Fit.JSON()
	if err != nil {
		return err
	}
	if err := atomicfile.Write(f.out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "fit of the weights %s on %s, part %s: %s of %s; figures are of these sentences\n\n", plain.Hash()[:12],
		f.codes.codes, f.codes.split, count(len(set.Units), "sentence"), count(set.Articles(), "article"))
	return fitting.WriteText(stdout)
}
