package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	inputs  string
	workers int
}

func newVerifyCmd() *cobra.Command {
	var f verifyFlags
	cmd := command("verify", usage(cobra.ExactArgs(1)), func(c *call) error {
		if f.workers < 1 {
			return usagef("--workers %d: at least 1", f.workers)
		}
		return verify(c, &f, c.args[0], c.out)
	})
	cmd.Flags().StringVar(&f.inputs, "inputs", "", "`DIR` (or file) of the articles, where they were moved")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	return cmd
}

func verify(ctx context.Context, f *verifyFlags, dir string, stdout io.Writer) error {
	m, err := repeat.ReadManifest(dir)
	var damaged *repeat.ManifestError
	switch {
	case errors.As(err, &damaged):
		return &checkError{err.Error()}
	case err != nil:
		return err
	}
	v := pipeline.Verification{Dir: dir, Manifest: m, Inputs: f.inputs, Options: pipeline.Options{Version: toolVersion, Workers: f.workers, Step: stepsOf(ctx)},
		Tell: func(line string) { fmt.Fprintln(stdout, line) }}
	why, err := v.Run(ctx)
	if err == nil && v.Found > 0 {
		err = &checkError{dir + ": " + count(v.Found, "difference") + why}
	}
	return err
}
