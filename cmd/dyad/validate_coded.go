package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// codedFlags are the flags of the tasks that are measured on coded sentences.
type codedFlags struct {
	codes    string
	articles []string
	split    string
	ask      askFlags
}

func (c *codedFlags) add(fs *pflag.FlagSet) {
	c.addFiles(fs)
	c.ask.add(fs)
	fs.StringVar(&c.split, "split", "test", "which articles of --codes: test, calibrate, train or all")
}

// addFiles adds the flags that say where codes and texts are.
func (c *codedFlags) addFiles(fs *pflag.FlagSet) {
	fs.StringVar(&c.codes, "codes", "", "folder `DIR` of coded sentences (units.csv, codes.csv, stances.csv, split.csv, actors.csv)")
	fs.StringSliceVar(&c.articles, "articles", nil, "JSON Lines `FILES` with the articles of --codes (default: news/*.jsonl* in DYAD_DATA, or ../shared/data)")
}

func newValidateCodedCmd(task validate.CodedTask) *cobra.Command {
	f := taskFlags{}
	var c codedFlags
	cmd := command("validate-"+string(task), usage(cobra.NoArgs), func(call *call) error {
		if c.codes == "" {
			return usagef("--codes is needed")
		}
		return validateCoded(call, task, &f, &c, call.out, call.err)
	})
	fs := cmd.Flags()
	c.add(fs)
	fs.StringVar(&f.scorer, "scorer", "reader", "scorer to measure: reader or lexical; llm (of the study --study) or exec:COMMAND")
	f.addWithout(fs)
	fs.StringVar(&f.predictions, "predictions", "", "write codes and rows side by side to `FILE`")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	return cmd
}

func validateCoded(ctx context.Context, task validate.CodedTask, f *taskFlags, c *codedFlags, stdout, stderr io.Writer) error {
	f.gold = c.codes // so that check asks for nothing else
	if err := f.check(); err != nil {
		return err
	}
	set, err := c.read(ctx, stderr)
	if err != nil {
		return err
	}
	scorer, asking, err := c.ask.scorer(ctx, f.scorer, set.Actors(), stderr)
	if err != nil {
		return err
	}
	if scorer, err = validate.WithoutRules(scorer, f.without); err != nil {
		return err
	}
	o := f.task(stderr).Options
	rows, err := set.Predict(ctx, scorer, o)
	if err = errors.Join(err, asking.Finish(&table.Intake{})); err != nil {
		return err
	}
	if asking != nil {
		tellCodings(stderr, asking.Codings())
		whole := len(set.Units)
		if set, rows = set.Answered(rows); len(rows) < whole {
			fmt.Fprintf(stderr, "dyad: the figures are of the %d of %s that have an answer\n", len(rows), count(whole, "sentence"))
		}
	}
	r, err := task.Result(set, rows, scorer, f.scorer, c.split, o)
	return f.write(stdout, r, err)
}

// read reads the coded sentences of a split and finds their texts.
func (c *codedFlags) read(ctx context.Context, stderr io.Writer) (*validate.CodedSet, error) {
	if err := validate.CheckPart(c.split); err != nil {
		return nil, err
	}
	files := c.articles
	if len(files) == 0 {
		if files = validate.News(); len(files) == 0 {
			return nil, usagef("there are no articles %s: name them with --articles", filepath.Join(validate.DataFolder(), "news", "*.jsonl*"))
		}
	}
	return validate.ReadCodedPart(ctx, c.codes, c.split, files, stderr)
}
