package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/study/trial"
)

// tryFlags are the flags of study try.
type tryFlags struct {
	scoreFlags
	trial.Options
}

func newStudyTryCmd() *cobra.Command {
	f := tryFlags{scoreFlags: scoreFlags{workers: runtime.NumCPU(), seedSet: func() bool { return false }}}
	cmd := command("study-try", usage(cobra.MinimumNArgs(2)), func(c *call) error {
		f.study = c.args[0]
		return tryStudy(c, &f, c.args[1:], c.out, c.err)
	})
	fs := cmd.Flags()
	f.addReading(fs)
	fs.Lookup("study").Hidden = true // it is the first argument
	fs.IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	fs.IntVar(&f.Draw, "draw", 0, "draw `N` mentions of each actor at random, with their sentences, to be read by you")
	fs.IntVar(&f.Top, "top", 20, "lines of each list at most")
	return cmd
}

func tryStudy(ctx context.Context, f *tryFlags, paths []string, stdout, stderr io.Writer) error {
	if f.Top < 1 || f.Draw < 0 {
		return usagef("--top %d, --draw %d: at least 1 and 0", f.Top, f.Draw)
	}
	s, err := f.loadStudy()
	if err != nil {
		return err
	}
	a, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.ScopeActors, Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	articles, err := f.articles(ctx, s, paths)
	if err != nil {
		return err
	}
	defer articles.Close()
	_, warnings := pipeline.Intake(articles)
	tell(stderr, warnings)
	if articles.Len() == 0 {
		return errors.New("no article could be read; nothing was written")
	}
	t := trial.New(s, f.Options)
	work := func(art *corpus.Article) *trial.Article {
		if art.Exclusion != "" {
			return nil
		}
		return t.Article(a.Annotate(art))
	}
	for found, err := range pipeline.Each(ctx, f.workers, articles, work) {
		if err != nil {
			return err
		}
		t.Add(found)
	}
	if _, err = io.WriteString(stdout, t.Report()); err == nil {
		fmt.Fprintf(stderr, "to score them: dyad run --study %s --out RESULTS %s\n", f.study, strings.Join(paths, " "))
	}
	return err
}
