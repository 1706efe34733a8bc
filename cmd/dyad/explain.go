package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/explain"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
	"github.com/seed-7a84ba5f/dyad/study"
)

// explainFlags are the flags of explain.
type explainFlags struct {
	scoreFlags
	format, color string
}

func newExplainCmd() *cobra.Command {
	var f explainFlags
	cmd := command("explain", needPaths, func(c *call) error { return explainArticles(c, &f, c.args, c.out, c.err) })
	fs := cmd.Flags()
	f.add(fs)
	fs.StringVar(&f.format, "format", "text", "text or html")
	fs.StringVar(&f.color, "color", "auto", "auto (on a terminal), always or never")
	return cmd
}

func (f *explainFlags) check() error {
	return cmp.Or(
		oneOf("--format", f.format, "text", "html"),
		oneOf("--color", f.color, "auto", "always", "never"))
}

// askOnlyNamed leaves the study's scorers that ask models of others out, where
// nobody names them or replays what they said: a look at a few articles is no grant.
func (f *explainFlags) askOnlyNamed(stderr io.Writer) error {
	if len(f.choices.Scorers) > 0 || f.remote.Replay {
		return nil
	}
	s, err := f.loadStudy()
	if err != nil {
		return err
	}
	var asked []string
	for _, name := range s.Scorers {
		if remote.Is(name) {
			asked = append(asked, name)
		} else {
			f.choices.Scorers = append(f.choices.Scorers, name)
		}
	}
	if len(asked) == 0 {
		f.choices.Scorers = nil // those of the study, as they are
		return nil
	}
	if len(f.choices.Scorers) == 0 {
		f.choices.Scorers = study.Default().Scorers
	}
	fmt.Fprintf(stderr, "dyad: %s of the study: not asked; --scorer names who is asked here, --replay takes what is recorded\n", strings.Join(asked, ", "))
	return nil
}

func explainArticles(ctx context.Context, f *explainFlags, paths []string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := f.askOnlyNamed(stderr); err != nil {
		return err
	}
	p, err := f.open(ctx, paths, stderr)
	if err != nil {
		return err
	}
	defer p.Close()
	broke, err := f.explainAll(ctx, p, stdout)
	if err != nil {
		return errors.Join(err, p.Asking.End())
	}
	p.TakeIn()
	warnings := append(p.Warnings, broke...)
	var in table.Intake
	if err := p.Asking.Finish(&in); err != nil {
		return err
	}
	if !f.quiet {
		tell(stderr, warnings)
		tellCodings(stderr, in.Codings)
	}
	return strictly(f.strict, len(warnings))
}

// explainAll writes what is explained of all articles, and gives what broke down.
func (f *explainFlags) explainAll(ctx context.Context, p *pipeline.Pass, stdout io.Writer) (broke []table.Problem, err error) {
	work := func(a *corpus.Article) explain.Article { return explain.Judge(p, a) }
	var page explain.Page
	style := paint(stdout, f.color)
	for e, err := range pipeline.Each(ctx, f.workers, p.Articles, work) {
		if err := cmp.Or(err, p.Asking.Err()); err != nil {
			return nil, err
		}
		if e.Problem != nil {
			broke = append(broke, *e.Problem)
		}
		if f.format == "html" {
			page.Articles = append(page.Articles, e)
			continue
		}
		if err := e.WriteText(stdout, style); err != nil {
			return nil, err
		}
	}
	if f.format == "html" {
		return broke, page.Write(stdout)
	}
	return broke, nil
}
