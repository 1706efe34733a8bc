package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/check"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// checkFlags are the flags of check.
type checkFlags struct {
	scoreFlags
	format string
}

func newCheckCmd() *cobra.Command {
	f := checkFlags{scoreFlags: scoreFlags{workers: runtime.NumCPU(), seedSet: func() bool { return false }}}
	cmd := command("check", needPaths, func(c *call) error { return checkArticles(c, &f, c.args, c.out, c.err) })
	fs := cmd.Flags()
	f.addReading(fs)
	fs.StringVar(&f.format, "format", "table", "table or csv")
	return cmd
}

func checkArticles(ctx context.Context, f *checkFlags, paths []string, stdout, stderr io.Writer) error {
	if f.format != "table" && f.format != "csv" {
		return usagef("--format %q: table or csv", f.format)
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
	var info table.Info
	info.Intake, _ = pipeline.Intake(articles)
	found, read := check.New(articles.Problems), report.NewReading()
	for a, err := range articles.All() {
		if err != nil {
			return err
		}
		found.Add(a)
		read.Add(readingRow(a))
	}
	rows := read.Flow(info)
	messages := stdout
	if f.format == "csv" {
		messages = stderr
		err = report.WriteFlowCSV(stdout, rows)
	} else {
		err = report.WriteFlowText(stdout, rows)
	}
	if err != nil {
		return err
	}
	findings := found.Findings()
	if err := check.WriteText(messages, findings); err != nil {
		return err
	}
	if articles.Len() == 0 {
		return errors.New("no article could be read")
	}
	if len(findings) > 0 {
		return &checkError{count(len(findings), "kind") + " of problems found"}
	}
	fmt.Fprintln(stderr, "nothing to mend; to score them: dyad run --out RESULTS, with the same paths and flags")
	return nil
}

// readingRow is what of an article the stages of reading count.
func readingRow(a *corpus.Article) *table.ArticleRow {
	return &table.ArticleRow{
		DocID: a.ID, Source: a.Source.Value,
		PublishDate: a.Date.ISO(), DateMethod: strings.Clone(string(a.Date.Method)), DateIsReliable: a.Date.Known() && a.Date.Reliable,
		StoryClusterID: a.ClusterID, IsClusterHead: a.IsClusterHead, ExclusionReason: a.Exclusion,
	}
}
