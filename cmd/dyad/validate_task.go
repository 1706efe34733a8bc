package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// taskFlags are the flags that all tasks of validate share but attribution.
type taskFlags struct {
	gold, predictions, scorer, format string
	without                           []string
	workers                           int
	seed                              uint64
	bare                              bool
}

func (f *taskFlags) add(cmd *cobra.Command, recommended string) {
	fs := cmd.Flags()
	fs.StringVar(&f.gold, "gold", "", "CSV `FILE` coded by people")
	fs.StringVar(&f.predictions, "predictions", "", "write the gold rows with what was predicted to `FILE`")
	fs.StringVar(&f.scorer, "scorer", recommended, "scorer to measure beside the baselines; the default is the one recommended for the task")
	if recommended != "" { // the task measures a scorer
		f.addWithout(fs)
	}
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "texts at a time; changes no result")
	fs.Uint64Var(&f.seed, "seed", 1, "of the intervals")
	fs.BoolVar(&f.bare, "no-guard", false, "write text that a spreadsheet would run as a formula as it is")
}

func (f *taskFlags) addWithout(fs *pflag.FlagSet) {
	fs.StringSliceVar(&f.without, "without", nil, "measure with the `RULE` of lexical switched off (repeat for several; dyad lexicon rules lists them)")
}

func (f *taskFlags) check() error {
	return cmp.Or(
		wrong(f.gold == "", "--gold is needed"),
		oneOf("--format", f.format, "text", "csv"),
		wrong(f.workers < 1, "--workers %d: at least 1", f.workers))
}

// task is what the flags say.
func (f *taskFlags) task(stderr io.Writer) validate.Task {
	return validate.Task{Options: validate.Options{Workers: f.workers, Seed: f.seed}, Gold: f.gold, Scorer: f.scorer, Without: f.without, Bare: f.bare, Log: stderr}
}

// write writes what a task gives: the predictions where they are asked for, and the
// figures.
func (f *taskFlags) write(stdout io.Writer, r *validate.Result, err error) error {
	if err != nil {
		return err
	}
	if f.predictions != "" {
		err = atomicfile.Write(f.predictions, r.Predictions)
	} else if r.Uncoded != "" {
		err = fmt.Errorf("the gold table has %s: name a file with --predictions", r.Uncoded)
	}
	switch {
	case err != nil || r.Uncoded != "":
		return err
	case f.format == "csv":
		return r.WriteCSV(stdout, toolVersion)
	}
	return r.WriteText(stdout)
}

// signFlags are the flags of the tasks whose code is a sign.
type signFlags struct {
	taskFlags
	neutral validate.NeutralChoice
}

func newValidateSignCmd(task validate.SignTask) *cobra.Command {
	var f signFlags
	cmd := command("validate-"+string(task), usage(cobra.NoArgs), func(c *call) error {
		if err := f.check(); err != nil {
			return err
		}
		f.neutral.Train = cmp.Or(f.neutral.Train, filepath.Join(validate.DataFolder(), string(task), "train.csv"))
		r, err := task.Run(c, f.task(c.err), f.neutral)
		return f.write(c.out, r, err)
	})
	f.add(cmd, "reader")
	if len(task.ReaderHeads()) > 0 {
		fs := cmd.Flags()
		fs.BoolVar(&f.neutral.Refit, "refit", false, "find the reader's factors again, and write them to --factors if it is named")
		fs.StringVar(&f.neutral.Train, "train", "", "coded `FILE` to find them on (default: "+string(task)+"/train.csv in DYAD_DATA, or ../shared/data)")
		fs.StringVar(&f.neutral.File, "factors", "", "JSON `FILE` of factors (default: those built in, validate/neutral.json)")
	}
	return cmd
}
