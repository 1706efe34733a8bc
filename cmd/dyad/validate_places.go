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
	cmd := &cobra.Command{
		Use:   "mentions --gold FILE PATH...",
		Short: "Measure who is taken to be meant, against human codes",
		Long: `Find who is meant by coded mentions in the articles at the paths, and compare.

The gold table is CSV with the columns doc_id, sha256, byte_start, byte_end,
mention_type (nominal, pronoun, name), actor (actor1, actor2, other, none) and
actor_relation (self, member, proxy or nothing). Offsets are UTF-8 bytes of the
article's text (title, blank line, body), whose SHA-256 must be the one given.

Given are the shares with the right actor, and with the right actor and relation;
other and none are one. With a column half, each is given for its values too.
Intervals resample articles.`,
		Example: "  dyad validate mentions --gold testdata/gold/mentions.csv ../shared/data/news/taliban_trump.jsonl",
		Args:    needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), validate.PlaceTask{Name: "mentions", Columns: validate.MentionColumns(), Measure: validate.Mentions}, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd)
	return cmd
}

func newValidateSentencesCmd() *cobra.Command {
	var f placeFlags
	cmd := &cobra.Command{
		Use:   "sentences --gold FILE PATH...",
		Short: "Measure where sentences are taken to begin and end, against human marks",
		Long: `Find the sentences around marked places in the articles at the paths, and compare.

The gold table is CSV with the columns doc_id, sha256, byte_at (a place in the
article), byte_start and byte_end (of the sentence that holds it). Offsets are
UTF-8 bytes of the article's text (title, blank line, body), whose SHA-256 must be
the one given.

Given are the share of sentences with both ends right, and precision, recall and
F1 of their ends. With a column half, each is given for its values too. Intervals
resample articles.`,
		Example: "  dyad validate sentences --gold testdata/gold/sentences.csv ../shared/data/news",
		Args:    needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return f.run(cmd.Context(), validate.PlaceTask{Name: "sentences", Columns: validate.SentenceColumns(), Measure: validate.Sentences}, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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
