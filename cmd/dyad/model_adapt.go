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
	cmd := &cobra.Command{
		Use:   "adapt --gold SET|FILE [flags] [PATH...]",
		Short: "Fit the reader to your own codes, or to a question of your own",
		Long: `Fit heads of the reader on your own codes and write them to --out, a file of your
study: name it under heads in the study file, and "dyad run" answers by it. The
encoder below the heads stays as it is, so that this takes minutes.

Portrayal, own stance and relation keep their heads where your codes do not show
that others are better; how sure they are is fitted anew. Any other field of the
codebook whose values are numbers, or no and yes, becomes a question of its own: a
frame, say. Of a field that takes any of several values, --field FIELD=VALUE makes
one of them a yes or no.

--gold is a coding set (dyad sample, dyad code), which holds codebook and sentences,
or a CSV file with --codebook FILE and these columns:

  doc_id                  the article
  byte_start, byte_end    the sentence in its canonical text, as in the tables of a
                          run; or sentence_no; sha256 (first 16 digits) is checked
  sentence                the sentence itself: then no articles are needed
  target                  actor1 or actor2, for fields that are asked per actor
  inclusion_probability   with which the row was drawn, if it was: rows weigh its inverse
  and one for each field of the codebook

Without a column sentence, PATH names the articles, read by the same --study as in
the run.

What is measured was not fitted on: articles, copies of a text together, go into
five folds, and ridge, calibration and the way to choose a value are found without
the fold that is measured. Beside it stand a model of words and pairs of words that
learns from the same rows, the commonest value, the head as it was, and with --beside
a frame of the seed words. --test FILE holds codes of other articles, which are
measured at the end. Intervals resample articles. docs/adapt.md tells of a frame
that was made so.`,
		Example: `  dyad model adapt --gold dyad-run-codes.sqlite --field conflict_frame --out heads.json
  dyad model adapt --gold codes.csv --codebook game.yaml --study study.yaml articles/`,
		Args: usage(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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
