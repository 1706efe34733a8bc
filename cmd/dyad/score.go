package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

func newScoreCmd() *cobra.Command {
	var f scoreFlags
	cmd := command("score", needPaths, func(c *call) error { return scoreArticles(c, &f, c.args, c.out, c.err) })
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
