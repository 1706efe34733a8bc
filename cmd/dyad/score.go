package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

func newScoreCmd() *cobra.Command {
	var f scoreFlags
	cmd := &cobra.Command{
		Use:   "score [flags] PATH...",
		Short: "Score articles and write JSON Lines to stdout",
		Long: `Score articles and write JSON Lines to stdout: a run record, one record for each
article that mentions an actor with its judgments and relations after it, and an end
record.`,
		Example: `  dyad score articles/ | dyad aggregate --out results
  dyad score articles/ | grep '"record":"judgment"' | head`,
		Args: needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return scoreArticles(cmd.Context(), &f, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd.Flags())
	return cmd
}

func scoreArticles(ctx context.Context, f *scoreFlags, paths []string, stdout, stderr io.Writer) error {
	p, err := f.open(ctx, paths, stderr)
	if err != nil {
		return err
	}
	defer p.Close()
	scored, err := p.Score(ctx, "")
	if err != nil {
		return err
	}
	defer scored.Close()
	w, err := table.NewStreamWriter(stdout, scored.Info)
	if err != nil {
		return err
	}
	for rec, err := range scored.Records(ctx) {
		if err == nil {
			err = w.Write(rec)
		}
		if err != nil {
			return err
		}
	}
	if err := w.Close(scored.Info.Intake); err != nil {
		return err
	}
	if !f.quiet {
		tellScored(stderr, scored, p.Study)
	}
	return strictly(f.strict, len(scored.Warnings))
}
