package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/spf13/cobra"
)

func newRunCmd() *cobra.Command {
	var (
		f     scoreFlags
		out   outputFlags
		texts bool
	)
	cmd := &cobra.Command{
		Use:   "run [flags] PATH...",
		Short: "Score articles and write all tables into a folder",
		Long: `Read articles (text, Markdown, HTML, JSON Lines, tables, exports) from files and folders, score them and
write a run folder: summary.csv (the headline: one row a source), portrayals.csv,
judgments.csv, relations.csv, articles.csv, flow.csv, codebook.csv, report.html and
manifest.json, and in detail/ what one looks into afterwards: sources, timeline,
contrasts, trends, variance, frames, frame_shares and labels. The summary goes to
stdout, bad records go to stderr with file and line.`,
		Example: `  dyad run articles/
  dyad run --metadata sheet.csv --out results articles/
  dyad run --study my-study.yaml --scorer lexical --scorer bayes news.jsonl`,
		Args: needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runArticles(cmd.Context(), &f, &out, texts, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	f.add(cmd.Flags())
	out.add(cmd.Flags())
	cmd.Flags().BoolVar(&f.remote.DryRun, "dry-run", false, "say how much would be asked of models of others, and what twenty requests say it would take; write no run")
	cmd.Flags().BoolVar(&texts, "texts", false, "write the text that the spans point into, as texts/DOC_ID.txt")
	return cmd
}

func runArticles(ctx context.Context, f *scoreFlags, out *outputFlags, texts bool, paths []string, stdout, stderr io.Writer) error {
	if err := out.open(ctx, stderr); err != nil && !f.remote.DryRun {
		return err
	}
	p, err := f.open(ctx, paths, stderr)
	if err != nil {
		return err
	}
	defer p.Close()
	recording := ""
	if p.Asking != nil {
		recording = p.Asking.Path
	}
	out.SetPlaces(paths, f.study, f.reading.Metadata, recording)
	if f.remote.DryRun {
		list, err := p.Plan(ctx)
		for _, e := range list {
			fmt.Fprintln(stdout, e)
		}
		return err
	}
	recs, err := p.Collect(ctx)
	if err != nil {
		return err
	}
	if !f.quiet {
		tellPass(stderr, p)
	}
	if texts {
		out.Texts = p.Text
	}
	err = out.write(stdout, stderr, p.Info(), table.RecordsOf(recs), pipeline.Estimates(p.Study, f.workers), f.quiet)
	if err != nil && !isBrokenPipe(err) {
		return err
	}
	return errors.Join(err, strictly(f.strict, len(p.Warnings)+len(out.Codes.Problems)))
}
