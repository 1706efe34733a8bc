package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// placeFlags are the flags of the tasks that measure places in articles.
type placeFlags struct {
	taskFlags
	reading scoreFlags
}

func (f *placeFlags) add(cmd *cobra.Command) {
	f.taskFlags.add(cmd, "")
	_ = cmd.Flags().MarkHidden("scorer")
	f.reading.addReading(cmd.Flags())
}

func newValidateMentionsCmd() *cobra.Command {
	var f placeFlags
	cmd := command("validate-mentions", needPaths, func(c *call) error {
		return f.run(c, validate.PlaceTask{Name: "mentions", Columns: validate.MentionColumns(), Measure: validate.Mentions}, c.args, c.out, c.err)
	})
	f.add(cmd)
	return cmd
}

func newValidateSentencesCmd() *cobra.Command {
	var f placeFlags
	cmd := command("validate-sentences", needPaths, func(c *call) error {
		return f.run(c, validate.PlaceTask{Name: "sentences", Columns: validate.SentenceColumns(), Measure: validate.Sentences}, c.args, c.out, c.err)
	})
	f.add(cmd)
	return cmd
}

// run reads gold and articles, measures and writes.
func (f *placeFlags) run(ctx context.Context, place validate.PlaceTask, paths []string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	g, err := validate.ReadGoldFile(f.gold, place.Columns...)
	if err != nil {
		return err
	}
	s, err := loadStudy(f.reading.study)
	if err != nil {
		return err
	}
	opts, err := f.reading.reading.Options(s)
	if err != nil {
		return err
	}
	opts.Languages = nil // what was coded is measured
	c, err := read.Collect(ctx, paths, opts)
	if err != nil {
		return err
	}
	for _, p := range c.Problems {
		fmt.Fprintln(stderr, p)
	}
	r, err := place.Run(ctx, f.task(stderr), s, g, c.Articles)
	return f.write(stdout, r, err)
}
