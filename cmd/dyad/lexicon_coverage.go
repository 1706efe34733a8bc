package main

import (
	"cmp"
	"context"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// coverageFlags are the flags of lexicon coverage.
type coverageFlags struct {
	sentences, workers int
	seed               uint64
	format             string
}

func newLexiconCoverageCmd() *cobra.Command {
	var f coverageFlags
	cmd := command("lexicon-coverage", usage(cobra.MinimumNArgs(1)), func(c *call) error { return lexiconCoverage(c, c.args, &f, c.out) })
	fs := cmd.Flags()
	fs.IntVar(&f.sentences, "sentences", 300, "how many sentences are drawn")
	fs.Uint64Var(&f.seed, "seed", 1, "of the draw")
	fs.StringVar(&f.format, "format", "text", "text or csv")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	return cmd
}

func lexiconCoverage(ctx context.Context, paths []string, f *coverageFlags, stdout io.Writer) error {
	if err := cmp.Or(
		wrong(f.sentences < 1 || f.workers < 1, "--sentences and --workers are at least 1"),
		oneOf("--format", f.format, "text", "csv")); err != nil {
		return err
	}
	found, err := read.Collect(ctx, paths, read.Options{})
	if err != nil {
		return err
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		return err
	}
	l, err := stance.NewLexical()
	if err != nil {
		return err
	}
	links, err := validate.DrawLinks(ctx, a, l, found.Articles, f.sentences, validate.Options{Workers: f.workers, Seed: f.seed})
	if err != nil {
		return err
	}
	if f.format == "csv" {
		return validate.WriteLinksCSV(stdout, links)
	}
	return validate.WriteCoverage(stdout, links)
}
