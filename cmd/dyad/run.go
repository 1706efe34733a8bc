package main

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/report/table"
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
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "say how much would be asked of models of others, and what twenty requests say it would take; write no run")
	cmd.Flags().BoolVar(&texts, "texts", false, "write the text that the spans point into, as texts/DOC_ID.txt")
	return cmd
}

func runArticles(ctx context.Context, f *scoreFlags, out *outputFlags, texts bool, paths []string, stdout, stderr io.Writer) error {
	if err := out.free(); err != nil && !f.dryRun {
		return err
	}
	p, err := newPipeline(ctx, f, paths)
	if err != nil {
		return err
	}
	defer p.close()
	recording := ""
	if p.asking != nil {
		recording = p.asking.path
	}
	out.places = placesOf(out, paths, f.study, f.metadata, recording)
	if err := p.nothing(stderr); err != nil {
		return err
	}
	if f.dryRun {
		return p.plan(ctx, stdout)
	}
	var recs []table.Record
	err = p.run(ctx, func(rec table.Record) error {
		recs = append(recs, rec)
		return nil
	})
	if err != nil {
		return err
	}
	if !f.quiet {
		p.tell(stderr)
	}
	var broken error
	var textOf func(string) (string, bool)
	if texts {
		textOf = p.textOf(&broken)
	}
	err = out.write(stdout, stderr, p.info, recs, estimatesOf(p.study, p.workers), textOf, f.quiet)
	if err != nil && !isBrokenPipe(err) {
		return err
	}
	return errors.Join(err, broken, strictly(f.strict, len(p.warnings)+out.goldTrouble))
}

// textOf gives the canonical texts by doc_id; what goes wrong is left in broken.
func (p *pipeline) textOf(broken *error) func(string) (string, bool) {
	return func(id string) (string, bool) {
		a, err := p.articles.Article(id)
		if err != nil {
			*broken = err
			return "", false
		}
		return a.Text, true
	}
}
