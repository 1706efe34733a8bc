package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/study"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// modelAdapt are the flags of model adapt.
type modelAdapt struct {
	scoreFlags
	gold, test, codebook, out, format, beside string
	fields                                    []string
	folds                                     int
}

func newModelAdaptCmd() *cobra.Command {
	var f modelAdapt
	cmd := command("model-adapt", usage(cobra.ArbitraryArgs), func(c *call) error { return f.run(c, c.args, c.out, c.err) })
	fs := cmd.Flags()
	f.addReading(fs)
	fs.StringVar(&f.gold, "gold", "", "coding `SET` or CSV file of codes to fit on")
	fs.StringVar(&f.test, "test", "", "coding `SET` or CSV file of codes that are measured after the fit and never fitted on")
	fs.StringVar(&f.codebook, "codebook", "", "`FILE` with the questions of a CSV file, as dyad code has it")
	fs.StringSliceVar(&f.fields, "field", nil, "`FIELD` to fit, or FIELD=VALUE (repeat for several; default: all that can be)")
	fs.StringVar(&f.beside, "beside", "", "`FRAME` of the seed words, such as political, to measure beside a question of yes and no")
	fs.StringVar(&f.out, "out", "heads.json", "write the heads to `FILE`")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.folds, "folds", 5, "folds of articles")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "fits at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of folds and intervals")
	f.seedSet = func() bool { return false }
	return cmd
}

func (f *modelAdapt) run(ctx context.Context, paths []string, stdout, stderr io.Writer) error {
	if err := cmp.Or(
		wrong(f.gold == "", "--gold is needed"),
		oneOf("--format", f.format, "text", "csv"),
		wrong(f.folds < 2 || f.folds > 20, "--folds %d: from 2 to 20", f.folds)); err != nil {
		return err
	}
	gold, err := validate.OpenCodes(ctx, f.gold, f.codebook)
	if err != nil {
		return err
	}
	list := []*validate.CodedTable{gold}
	if f.test != "" {
		test, err := validate.OpenCodes(ctx, f.test, cmp.Or(f.codebook, f.gold))
		if err != nil {
			return err
		}
		list = append(list, test)
	}
	fields, err := gold.Fields(f.fields, f.beside)
	if err != nil {
		return err
	}
	open := func() (*study.Study, *read.Store, error) {
		if len(paths) == 0 {
			return nil, nil, usagef("%s holds no sentences: name the PATH of the articles", gold.Name)
		}
		s, err := f.loadStudy()
		if err != nil {
			return nil, nil, err
		}
		articles, err := f.articles(ctx, s, paths)
		return s, articles, err
	}
	if err := validate.LocateCodes(list, fields, f.beside != "", open); err != nil {
		return err
	}
	units := make([][]validate.AdaptUnit, 2)
	for i, t := range list {
		tell(stderr, t.Problems)
		if units[i] = t.Found(); len(units[i]) == 0 {
			return fmt.Errorf("%s: no coded sentence was found: nothing can be fitted or measured", t.Name)
		}
	}
	r, err := reader.New()
	if err != nil {
		return err
	}
	o := validate.AdaptOptions{Options: validate.Options{Workers: f.workers, Seed: f.seed}, Folds: f.folds}
	made, err := validate.AdaptCoded(ctx, r, fields, units[0], units[1], o)
	if err != nil {
		return err
	}
	made.Adapted.Gold, made.Adapted.Codes = gold.Hash, gold.Name
	data, err := made.Adapted.JSON()
	if err != nil {
		return err
	}
	if err := atomicfile.Write(f.out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	if f.format == "csv" {
		from, err := validate.OriginOf(f.gold, toolVersion)
		if err != nil {
			return err
		}
		return validate.WriteMetricsCSV(stdout, validate.Measurement{From: from, Metrics: made.Metrics})
	}
	fmt.Fprintf(stdout, "heads of the reader %s on %s, in %s\n", r.Hash()[:12], gold.Name, f.out)
	return made.WriteText(stdout)
}
