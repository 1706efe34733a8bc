package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/explain"
	"github.com/seed-7a84ba5f/dyad/pipeline"
)

// showFlags are the flags of show.
type showFlags struct {
	scoreFlags
	doc, color string
	width      int
}

func newShowCmd() *cobra.Command {
	f := showFlags{scoreFlags: scoreFlags{seedSet: func() bool { return false }, workers: 1}}
	cmd := command("show", usage(cobra.ExactArgs(1)), func(c *call) error { return showArticle(c, &f, c.args[0], c.out, c.err) })
	fs := cmd.Flags()
	f.addReading(fs)
	fs.StringVar(&f.doc, "doc", "", "`ID` of the article among several, its doc_id")
	fs.StringVar(&f.color, "color", "auto", "auto (on a terminal), always or never")
	fs.IntVar(&f.width, "width", 0, "columns to fill (default: those of the terminal, else 100)")
	return cmd
}

func (f *showFlags) check() error {
	return cmp.Or(
		oneOf("--color", f.color, "auto", "always", "never"),
		wrong(f.width != 0 && f.width < explain.MinWidth, "--width %d: at least %d", f.width, explain.MinWidth))
}

func showArticle(ctx context.Context, f *showFlags, path string, stdout, stderr io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	s, err := f.loadStudy()
	if err != nil {
		return err
	}
	articles, err := f.articles(ctx, s, []string{path})
	if err != nil {
		return err
	}
	defer articles.Close()
	for _, bad := range articles.Problems {
		failure(stderr, bad)
	}
	article, err := pipeline.ChooseArticle(articles.All(), f.doc, path)
	if err != nil {
		return err
	}
	annotator, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.ScopeAll, Proxies: s.CountProxies})
	if err != nil {
		return err
	}
	d := pipeline.Annotate(annotator, article)
	if d.Problem != nil {
		return errors.New(d.Problem.Message)
	}
	v := explain.View{Doc: d.Doc, Exclusion: d.Exclusion, Actors: s.Actors, Style: paint(stdout, f.color), Width: cmp.Or(f.width, widthOf(stdout))}
	return v.Write(stdout)
}

// plainWidth is the width where no terminal says how wide it is.
const plainWidth = 100

// widthOf gives the width of the terminal that is written to.
func widthOf(w io.Writer) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width >= explain.MinWidth {
			return width
		}
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n >= explain.MinWidth {
		return n
	}
	return plainWidth
}
