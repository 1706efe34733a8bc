package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
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
	cmd := &cobra.Command{
		Use:   "explain [flags] PATH...",
		Short: "Show why each sentence is judged as it is",
		Long: `Show each sentence of articles that says something of one of the two actors: how it
makes the actor look, whether the source itself takes sides, who else is for or
against whom, in whose words, and what the two do to each other.

The reader's answers come with the words that have the largest shares in them:
what each adds to good less bad, before calibration. The rules stand beside them
with their reasons, and where the two differ it is said.

Words that carry an answer stand in brackets with its number; on a terminal they
are green where they are for the target and red where they are against it. With
--format html the page stands alone, without script and with nothing from the
network, and shades every word by its share.`,
		Example: `  dyad explain article.md
  dyad explain --format html article.md > article.html`,
		Args: needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return explainArticles(cmd.Context(), &f, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	fs := cmd.Flags()
	f.add(fs)
	fs.StringVar(&f.format, "format", "text", "text or html")
	fs.StringVar(&f.color, "color", "auto", "auto (on a terminal), always or never")
	return cmd
}

func (f *explainFlags) check() error {
	switch {
	case f.format != "text" && f.format != "html":
		return usagef("--format %q is neither text nor html", f.format)
	case f.color != "auto" && f.color != "always" && f.color != "never":
		return usagef("--color %q is none of auto, always, never", f.color)
	}
	return nil
}

// askOnlyNamed leaves the study's scorers that ask models of others out, where
// nobody names them or replays what they said: a look at a few articles is no grant.
func (f *explainFlags) askOnlyNamed(stderr io.Writer) error {
	if len(f.scorers) > 0 || f.remote.Replay {
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
			f.scorers = append(f.scorers, name)
		}
	}
	if len(asked) == 0 {
		f.scorers = nil // those of the study, as they are
		return nil
	}
	if len(f.scorers) == 0 {
		f.scorers = study.Default().Scorers
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
	if err := f.explainAll(ctx, p, stdout); err != nil {
		return errors.Join(err, p.Asking.End())
	}
	var in table.Intake
	if err := p.Asking.Finish(&in); err != nil {
		return err
	}
	if !f.quiet {
		tell(stderr, p.Warnings)
		tellCodings(stderr, in.Codings)
	}
	return strictly(f.strict, len(p.Warnings))
}

// explainAll writes what is explained of all articles.
func (f *explainFlags) explainAll(ctx context.Context, p *pipeline.Pass, stdout io.Writer) error {
	work := func(a *corpus.Article) explained { return explainArticle(p, a) }
	var page explainPage
	style := paint(stdout, f.color)
	for e, err := range pipeline.Each(ctx, f.workers, p.Articles, work) {
		if err := cmp.Or(err, p.Asking.Err()); err != nil {
			return err
		}
		if e.problem != nil {
			p.Warnings = append(p.Warnings, *e.problem)
		}
		if f.format == "html" {
			page.Articles = append(page.Articles, e)
			continue
		}
		if err := e.writeText(stdout, style); err != nil {
			return err
		}
	}
	if f.format == "html" {
		return page.write(stdout)
	}
	return nil
}

// explained is an article as explain shows it.
type explained struct {
	ID, Title, Source, Date string
	Excluded                string // why nothing of it is scored
	Silent                  int    // sentences that mention an actor and evaluate nothing
	Differ, Voted           int    // notes in which reader and rules differ, and in which both speak
	Sentences               []explainedSentence
	problem                 *table.Problem
}

type explainedSentence struct {
	No    int
	Text  []piece
	Notes []note
}

// piece is a stretch of a sentence with the numbers of the notes it carries.
type piece struct {
	Text  string
	Notes []int
	Sign  string // for, against, mixed or "" where no judgment rests on it
}

// note is a judgment or a relation in a reader's words.
type note struct {
	No       int
	Sign     string // for, against or "" of a relation that is neither
	Heading  string // "Taliban is for Donald Trump"
	Facts    []string
	Evidence string
	Why      string
	Rule     string
	Voted    bool // reader and rules both speak
	Differs  bool // the reader and the rules do not see the same
	spans    []annotate.Span
	shades   []shade
}

// explainArticle judges one article and puts the rows into words. Should that break
// down, the article says so, and the others go on.
func explainArticle(p *pipeline.Pass, a *corpus.Article) (out explained) {
	out = explained{ID: a.ID, Title: a.Title.Value, Source: a.Source.Value, Excluded: a.Exclusion}
	if !a.Date.Time.IsZero() {
		out.Date = a.Date.Time.Format("2006-01-02")
	}
	if a.Exclusion != "" {
		return out
	}
	names := p.Info().Names
	out.problem = pipeline.Guarded(a, "explained", func() error {
		doc := p.Annotator.Annotate(a)
		x := explainer{doc: doc, view: p.View, asked: map[string]bool{}, names: map[stance.Side]string{stance.Actor1: names.Actor1, stance.Actor2: names.Actor2, stance.Relationship: "their relationship"}}
		for _, s := range p.Scorers {
			d := s.Describe()
			x.asked[d.Name] = d.Asked
		}
		judged, err := stance.Judge(doc, p.View, p.Scorers)
		if err != nil {
			return err
		}
		out.Sentences, out.Silent = x.sentences(judged, len(p.Scorers) > 1)
		out.compare()
		return nil
	})
	if out.problem != nil {
		out.Excluded, out.Sentences = pipeline.InternalError, nil
	}
	return out
}

// compare counts where reader and rules both speak, and where they differ.
func (e *explained) compare() {
	for _, s := range e.Sentences {
		for _, n := range s.Notes {
			if n.Voted {
				e.Voted++
			}
			if n.Differs {
				e.Differ++
			}
		}
	}
}
