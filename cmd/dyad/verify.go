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
	cmd := &cobra.Command{
		Use:   "verify [flags] RUN",
		Short: "Repeat a run and compare it byte for byte",
		Long: `Hold the files of a run folder against its manifest, look for its inputs,
lexicons and models, repeat the run, and compare every file byte for byte. What
differs is named on stdout: the file, and the first line and column in it. Files
that are not of the run (figures, notes) and a study file that was edited since
are named too, and count for nothing: the manifest has the study.

Where the articles lie elsewhere now, --inputs says where: in place of the one
folder or file that was named then, or the folder that holds what was named.
Metadata sheet, gold table and lexicons of the study are looked for there too.

Exit code 0: everything is the same; 3: something is not.`,
		Example: `  dyad verify dyad-run
  dyad verify --inputs /archive/articles dyad-run`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.workers < 1 {
				return usagef("--workers %d: at least 1", f.workers)
			}
			return verify(cmd.Context(), &f, args[0], cmd.OutOrStdout())
		},
	}
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
