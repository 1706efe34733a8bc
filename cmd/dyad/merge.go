package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// mergeFlags are the flags of merge beside those of the output.
type mergeFlags struct {
	out                          outputFlags
	into, inputs                 string
	texts, resume, strict, quiet bool
	inputsOf                     bool
	workers                      int
}

func newMergeCmd() *cobra.Command {
	var f mergeFlags
	cmd := command("merge", nil, func(c *call) error {
		switch {
		case len(c.args) == 0:
			return usagef("name the shards")
		case f.workers < 1:
			return usagef("--workers %d: at least 1", f.workers)
		case f.inputsOf:
			return inputsOf(c, c.args, c.out)
		case f.into != "":
			return f.mergeInto(c.args, c.err)
		}
		return f.out.taking(c.err, f.resume, false, func() error {
			return f.merge(c, c.args, c.out, c.err)
		})
	})
	fs := cmd.Flags()
	f.out.add(fs)
	fs.StringVar(&f.into, "into", "", "join the shards to a larger one in `FOLDER`, and write no tables")
	fs.StringVar(&f.inputs, "inputs", "", "`FILE` that names the inputs of shards of located lines")
	fs.BoolVar(&f.inputsOf, "inputs-of", false, "write what --inputs takes of these articles to stdout, and merge nothing")
	fs.BoolVar(&f.texts, "texts", false, "write the text that the spans point into, as texts/DOC_ID.txt")
	fs.BoolVar(&f.resume, "resume", false, "leave a folder alone that holds a finished run")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.BoolVar(&f.strict, "strict", false, "exit with 3 where anything was warned of")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	return cmd
}

func (f *mergeFlags) merge(ctx context.Context, dirs []string, stdout, stderr io.Writer) error {
	out := &f.out
	if err := out.open(ctx, stderr); err != nil {
		return err
	}
	s, places, err := pipeline.Merge(ctx, dirs, pipeline.MergeOptions{Version: toolVersion, Inputs: f.inputs, Workers: f.workers, Step: stepsOf(ctx)})
	if err != nil {
		return err
	}
	defer s.Close()
	out.SetPlaces(places.Inputs, places.Study, places.Metadata, "")
	rows := pipeline.Rows{Info: s.Info}
	study, err := rows.Settings(nil, "", "", toolVersion)
	if err != nil {
		return err
	}
	if !f.quiet {
		tellScored(stderr, s, study)
	}
	if s.Read == 0 && len(s.Info.LeftOut) == 0 {
		return errNothingRead
	}
	if f.texts {
		out.Texts = s.Text
	}
	err = out.write(stdout, stderr, s.Info, s.Records(ctx), pipeline.Estimates(study, f.workers), f.quiet)
	if err != nil && !isBrokenPipe(err) {
		return err
	}
	return errors.Join(err, strictly(f.strict, len(s.Warnings)+len(out.Codes.Problems)))
}

// mergeInto joins shards to a larger one.
func (f *mergeFlags) mergeInto(dirs []string, stderr io.Writer) error {
	f.out.Dir = f.into
	return f.out.taking(stderr, f.resume, true, func() error {
		if err := repeat.Replaceable(f.out.Work.Dir, true, f.out.Force); err != nil {
			return err
		}
		return pipeline.MergeInto(f.out.Work, dirs, toolVersion)
	})
}

// inputsOf writes the inputs that a run over paths would have.
func inputsOf(ctx context.Context, paths []string, stdout io.Writer) error {
	list, err := read.Inputs(ctx, paths, read.Options{})
	if err != nil {
		return err
	}
	for _, in := range list {
		b, err := json.Marshal(table.Input{Path: in.Path, SHA256: in.SHA256, Size: in.Size})
		if err == nil {
			_, err = fmt.Fprintf(stdout, "%s\n", b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
