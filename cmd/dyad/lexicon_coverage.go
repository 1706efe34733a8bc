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
	cmd := &cobra.Command{
		Use:   "coverage PATH...",
		Short: "Tell what share of the predicates that link two named actors the lists know",
		Long: `Draw sentences by seed from articles, at most one an article, in which two named
actors are linked by a predicate, and tell which lists know it.

The predicate is the word of the tree where the ways from the two names meet. Of
a copula it is the noun or adjective beside it, of a light verb ("have", "make",
"hold") the noun it carries, and of a verb that only reports ("said that X
attacked Y") the highest verb on the way to the second name. Names of days and
places that something only happens in are no actors; a name within another, or
joined to it by "and", is not linked to it.

It is known as an event (events, predicates with a code), an attitude (predicates
without), an operator (it turns an event it governs), a cue (it reports speech, and
nothing else links the two) or neutral (the word alone says nothing of how the two
stand). Covered is what any list knows; the share without cues and neutral words
stands beside it. --format csv lists each link.`,
		Example: "  dyad lexicon coverage allsides_sample.jsonl.gz --sentences 300 --seed 1",
		Args:    usage(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			return lexiconCoverage(cmd.Context(), args, &f, cmd.OutOrStdout())
		},
	}
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
