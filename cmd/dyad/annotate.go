package main

import (
	"cmp"
	"context"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/export"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// annotateFlags are the flags of annotate.
type annotateFlags struct {
	scoreFlags
	scope, format, out string
}

func newAnnotateCmd() *cobra.Command {
	f := annotateFlags{scoreFlags: scoreFlags{seedSet: func() bool { return false }}}
	cmd := command("annotate", needPaths, func(c *call) error { return annotateArticles(c, &f, c.args, c.out, c.err) })
	fs := cmd.Flags()
	f.addReading(fs)
	fs.StringVar(&f.scope, "scope", string(annotate.ScopeAll), "all, or actors: find who is meant and what is said only in sentences that may concern an actor")
	fs.StringVar(&f.format, "format", "jsonl", "jsonl or brat")
	fs.StringVar(&f.out, "out", "", "new or empty `FOLDER` for the files of brat")
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.BoolVar(&f.strict, "strict", false, "exit with 3 where anything was warned of")
	fs.BoolVar(&f.quiet, "quiet", false, "tell of errors only")
	return cmd
}

func (f *annotateFlags) check() error {
	return cmp.Or(
		oneOf("--scope", f.scope, "all", "actors"),
		oneOf("--format", f.format, "jsonl", "brat"),
		wrong(f.format == "brat" && f.out == "", "--format brat needs --out FOLDER"),
		wrong(f.format == "jsonl" && f.out != "", "--out is for --format brat; JSON Lines go to stdout"))
}

func annotateArticles(ctx context.Context, f *annotateFlags, paths []string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	s, err := f.loadStudy()
	if err != nil {
		return err
	}
	articles, err := f.articles(ctx, s, paths)
	if err != nil {
		return err
	}
	defer articles.Close()
	annotator, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.Scope(f.scope), Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	write, err := f.writer(stdout, s)
	if err != nil {
		return err
	}
	var warnings []table.Problem
	for _, bad := range articles.Problems {
		warnings = append(warnings, table.Problem{Message: bad.Error()})
	}
	work := func(a *corpus.Article) pipeline.Annotated { return pipeline.Annotate(annotator, a) }
	annotating := stepsOf(ctx)("annotating", articles.Len())
	defer annotating(0)
	for d, err := range pipeline.Each(ctx, f.workers, articles, work) {
		annotating(1)
		if err != nil {
			return err
		}
		if d.Problem != nil {
			warnings = append(warnings, *d.Problem)
		}
		if err := write(d); err != nil {
			return err
		}
	}
	if !f.quiet {
		tell(stderr, warnings)
	}
	return strictly(f.strict, len(warnings))
}

// writer gives what writes one document.
func (f *annotateFlags) writer(stdout io.Writer, s *study.Study) (func(pipeline.Annotated) error, error) {
	if f.format == "jsonl" {
		write := export.Lines(stdout)
		return func(d pipeline.Annotated) error { return write(d.Doc, d.Exclusion) }, nil
	}
	write, err := export.Brat(f.out, pipeline.ActorIDs(s))
	return func(d pipeline.Annotated) error {
		return write(strings.TrimSuffix(repeat.TextFile(d.Doc.Article.ID), ".txt"), d.Doc)
	}, err
}
