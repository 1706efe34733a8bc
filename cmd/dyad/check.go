package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/check"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// maxFindings is how many kinds of problems check writes out.
const maxFindings = 10

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
	defer limitMemory()()
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
		err = flowCSV(stdout, rows)
	} else {
		err = flowTable(stdout, rows)
	}
	if err != nil {
		return err
	}
	findings := found.Findings()
	if err := tellFindings(messages, findings); err != nil {
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

// checkMemory is where the collector of garbage begins to work harder: what
// stays in use of two gigabytes of articles is about half of it.
const checkMemory = 1 << 30

// limitMemory holds the memory of check low where nobody set a limit, and
// gives what undoes that.
func limitMemory() (undo func()) {
	before := debug.SetMemoryLimit(-1)
	if before != math.MaxInt64 {
		return func() {}
	}
	debug.SetMemoryLimit(checkMemory)
	return func() { debug.SetMemoryLimit(before) }
}

// readingRow is what of an article the stages of reading count.
func readingRow(a *corpus.Article) *table.ArticleRow {
	return &table.ArticleRow{
		DocID: a.ID, Source: a.Source.Value,
		PublishDate: a.Date.ISO(), DateMethod: strings.Clone(string(a.Date.Method)), DateIsReliable: a.Date.Known() && a.Date.Reliable,
		StoryClusterID: a.ClusterID, IsClusterHead: a.IsClusterHead, ExclusionReason: a.Exclusion,
	}
}

// flowTable writes the flow for people: the stages, and below each of what
// its articles are made up.
func flowTable(w io.Writer, rows []table.FlowRow) error {
	var sb strings.Builder
	line := func(name, n, lost string) {
		sb.WriteString(strings.TrimRight(fmt.Sprintf("%-30s %9s %9s", name, n, lost), " ") + "\n")
	}
	line("stage", "articles", "lost")
	for _, r := range rows {
		lost := ""
		if r.IsFilter {
			lost = strconv.Itoa(r.Lost)
		}
		if r.Reason == "" {
			line(r.Stage, strconv.Itoa(r.N), lost)
		} else {
			line("    "+r.Reason, strconv.Itoa(r.NReason), "")
		}
	}
	_, err := io.WriteString(w, sb.String())
	return err
}

// flowCSV writes the flow as flow.csv has it, but for the run_id: there is no
// run.
func flowCSV(w io.Writer, rows []table.FlowRow) error {
	out := csv.NewWriter(w)
	out.Write([]string{"stage", "n", "n_lost", "is_filter", "reason", "n_reason", "meaning"})
	for _, r := range rows {
		cells := []string{r.Stage, "", "", strconv.FormatBool(r.IsFilter), r.Reason, "", r.Meaning}
		if r.Reason != "" {
			cells[5] = strconv.Itoa(r.NReason)
		} else {
			cells[1] = strconv.Itoa(r.N)
			if r.IsFilter {
				cells[2] = strconv.Itoa(r.Lost)
			}
		}
		out.Write(cells)
	}
	out.Flush()
	return out.Error()
}

// tellFindings writes the problems for people.
func tellFindings(w io.Writer, found []check.Finding) error {
	var sb strings.Builder
	for i, f := range found {
		if i == 0 {
			sb.WriteString("\nWhat to mend, most useful first:\n")
		}
		if i == maxFindings {
			rest := make([]string, 0, len(found)-i)
			for _, f := range found[i:] {
				rest = append(rest, fmt.Sprintf("%s (%d)", f.Reason, f.Articles))
			}
			fmt.Fprintf(&sb, "\nand %s\n", strings.Join(rest, ", "))
			break
		}
		if f.Lost == f.Articles {
			fmt.Fprintf(&sb, "\n%2d. %s: %s lost", i+1, f.Reason, count(f.Lost, "record"))
		} else {
			fmt.Fprintf(&sb, "\n%2d. %s: %s", i+1, f.Reason, count(f.Articles, f.Noun))
			if f.Lost > 0 {
				fmt.Fprintf(&sb, ", %s lost", count(f.Lost, "record"))
			}
		}
		fmt.Fprintf(&sb, "\n    for example %s\n    mend: %s\n", f.Example, f.Mend)
	}
	_, err := io.WriteString(w, sb.String())
	return err
}
