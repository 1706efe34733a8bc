package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/validate"
)

// readerEval are the flags of model eval reader.
type readerEval struct {
	codes   codedFlags
	data    string
	format  string
	workers int
	seed    uint64
}

func newModelEvalReaderCmd() *cobra.Command {
	var f readerEval
	cmd := command("model-eval-reader", usage(cobra.NoArgs), func(c *call) error { return f.run(c, c.out, c.err) })
	fs := cmd.Flags()
	f.codes.add(fs)
	fs.StringVar(&f.data, "data", "", "folder `DIR` of gold sets (default: DYAD_DATA, or ../shared/data)")
	fs.StringVar(&f.format, "format", "text", "text, csv or markdown")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "texts at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	return cmd
}

func (f *readerEval) run(ctx context.Context, stdout, stderr io.Writer) error {
	if err := oneOf("--format", f.format, "text", "csv", "markdown"); err != nil {
		return err
	}
	f.codes.codes = cmp.Or(f.codes.codes, filepath.Join("training", "codes"))
	e := validate.Everything{Options: validate.Options{Workers: f.workers, Seed: f.seed}, Data: cmp.Or(f.data, validate.DataFolder()), Part: f.codes.split,
		Coded: func() (*validate.CodedSet, error) { return f.codes.read(ctx, stderr) }, Log: stderr, Version: toolVersion}
	all, err := e.Measure(ctx)
	if err != nil {
		return err
	}
	switch f.format {
	case "csv":
		return validate.WriteMetricsCSV(stdout, all...)
	case "markdown":
		return validate.WriteMeasuresMarkdown(stdout, all)
	}
	return validate.WriteMeasuresText(stdout, all)
}
