package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
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
	switch {
	case f.gold == "":
		return usagef("--gold is needed")
	case f.format != "text" && f.format != "csv":
		return usagef("--format %q is neither text nor csv", f.format)
	case f.folds < 2 || f.folds > 20:
		return usagef("--folds %d: from 2 to 20", f.folds)
	}
	gold, err := openCodes(ctx, f.gold, f.codebook)
	if err != nil {
		return err
	}
	list := []*codedTable{gold}
	if f.test != "" {
		test, err := openCodes(ctx, f.test, cmp.Or(f.codebook, f.gold))
		if err != nil {
			return err
		}
		list = append(list, test)
	}
	fields, err := f.chosen(gold)
	if err != nil {
		return err
	}
	if err := f.locate(ctx, paths, list, fields); err != nil {
		return err
	}
	units := make([][]validate.AdaptUnit, 2)
	for i, t := range list {
		tell(stderr, t.problems)
		if units[i] = t.found(); len(units[i]) == 0 {
			return fmt.Errorf("%s: no coded sentence was found: nothing can be fitted or measured", t.name)
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
	made.Adapted.Gold, made.Adapted.Codes = gold.hash, gold.name
	data, err := made.Adapted.JSON()
	if err != nil {
		return err
	}
	if err := atomicfile.Write(f.out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	if f.format == "csv" {
		from, err := originOf(f.gold)
		if err != nil {
			return err
		}
		return validate.WriteMetricsCSV(stdout, validate.Measurement{From: from, Metrics: made.Metrics})
	}
	fmt.Fprintf(stdout, "heads of the reader %s on %s, in %s\n", r.Hash()[:12], gold.name, f.out)
	return made.WriteText(stdout)
}

// chosen are the fields to fit.
func (f *modelAdapt) chosen(t *codedTable) ([]validate.AdaptField, error) {
	names := f.fields
	if len(names) == 0 {
		for _, c := range t.book.Fields {
			if _, err := adaptField(t.book, c.Name); err == nil && c.Name != "sure" && slices.Contains(t.columns, c.Name) {
				names = append(names, c.Name)
			}
		}
	}
	var out []validate.AdaptField
	for _, name := range names {
		one, err := adaptField(t.book, name)
		if err != nil {
			return nil, usagef("--field %s: %v", name, err)
		}
		if column, _, _ := strings.Cut(name, "="); !slices.Contains(t.columns, column) {
			return nil, usagef("--field %s: %s has no such column", name, t.name)
		}
		if one.Head == "" && len(one.Values) == 2 {
			one.Seeds = f.beside
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return nil, usagef("%s has no field to which the reader can be adapted", t.name)
	}
	return out, nil
}

// adaptField makes a question of a field of the codebook, or of FIELD=VALUE.
func adaptField(book *coding.Codebook, name string) (validate.AdaptField, error) {
	if f, ok := validate.StandardField(name); ok {
		return f, nil
	}
	name, value, one := strings.Cut(name, "=")
	c := book.Field(name)
	switch {
	case c == nil:
		return validate.AdaptField{}, fmt.Errorf("the codebook has no such field")
	case one && (c.Type != coding.Many || !slices.ContainsFunc(c.Values, func(v coding.Value) bool { return v.Value == value })):
		return validate.AdaptField{}, fmt.Errorf("%s takes no several values of which %q is one", name, value)
	case one:
		return validate.AdaptField{Column: name, OwnQuestion: stance.OwnQuestion{Name: value, Per: c.Per, Question: c.Question + " " + value,
			Values: []stance.OwnValue{{Value: "no"}, {Value: "yes", Number: 1}}}}, nil
	case c.Type != coding.One:
		return validate.AdaptField{}, fmt.Errorf("only fields with one answer, or FIELD=VALUE of those with several")
	}
	f := validate.AdaptField{OwnQuestion: stance.OwnQuestion{Name: c.Name, Per: c.Per, Question: c.Question}}
	for _, v := range c.Values {
		if v.Value == "x" { // the actor is not mentioned
			continue
		}
		number, err := strconv.ParseFloat(v.Value, 64)
		if at := slices.Index([]string{"no", "yes"}, v.Value); err != nil && at >= 0 {
			number = float64(at)
		} else if err != nil {
			return f, fmt.Errorf("%q is neither a number nor no or yes", v.Value)
		}
		f.Values = append(f.Values, stance.OwnValue{Value: v.Value, Label: v.Label, Number: number})
	}
	slices.SortStableFunc(f.Values, func(a, b stance.OwnValue) int { return cmp.Compare(a.Number, b.Number) })
	return f, nil
}
