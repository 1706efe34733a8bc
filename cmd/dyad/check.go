package main

import (
	"context"
	"errors"
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
	cmd := &cobra.Command{
		Use:   "check [flags] PATH...",
		Short: "Read articles, score nothing, and tell what is wrong with them and how to mend it",
		Long: `Read everything that dyad run would read and score nothing: how many articles are
found, read, in a language of the study, dated, with a source, and distinct, and
what is wrong with the others and how to mend it: what was lost, what an article
lacks, and what is wrong and looks right, such as a source with all its articles
on one day, or one text under many titles. Exits with 3 where it found
problems. With --format csv the counts go to stdout and the problems to stderr.`,
		Example: `  dyad check articles/
  dyad check --metadata sheet.csv --format csv articles/ > flow.csv`,
		Args: needPaths,
		RunE: func(cmd *cobra.Command, args []string) error {
			return checkArticles(cmd.Context(), &f, args, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
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
