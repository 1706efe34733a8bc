package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
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
what is wrong with the others and how to mend it. Exits with 3 where it found
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
	opts, err := f.readOptions(s)
	if err != nil {
		return err
	}
	p := &pipeline{study: s}
	defer limitMemory()()
	p.articles, err = read.Open(ctx, paths, opts)
	if err != nil {
		return err
	}
	defer p.close()
	p.intake()
	found, recs := newFindings(p.articles.Problems), make([]table.Record, 0, p.articles.Len())
	for a, err := range p.articles.All() {
		if err != nil {
			return err
		}
		found.article(a)
		recs = append(recs, readingRecord(a))
	}
	rows := report.ReadingFlow(recs, p.info)
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
	if err := tellFindings(messages, found.sorted()); err != nil {
		return err
	}
	if len(found.by) > 0 {
		return &checkError{count(len(found.by), "kind") + " of problems found"}
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

// readingRecord is what of an article the stages of reading count.
func readingRecord(a *corpus.Article) table.Record {
	return table.Record{Article: table.ArticleRow{
		DocID: strings.Clone(a.ID), Source: strings.Clone(a.Source.Value),
		PublishDate: a.Date.ISO(), DateMethod: strings.Clone(string(a.Date.Method)), DateIsReliable: a.Date.Known() && a.Date.Reliable,
		StoryClusterID: strings.Clone(a.ClusterID), IsClusterHead: a.IsClusterHead, ExclusionReason: strings.Clone(a.Exclusion),
	}}
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

// finding is one kind of problem with all its cases.
type finding struct {
	reason  string
	n, lost int
	what    string // an example with its place
	mend    string
}

// findings gathers what is wrong with a collection.
type findings struct{ by map[string]*finding }

func newFindings(problems []*corpus.Problem) *findings {
	fs := &findings{by: map[string]*finding{}}
	for _, p := range problems {
		fs.add(p.Reason, p.Lost, p.Error)
	}
	return fs
}

// add counts a case; the first of its kind is the example.
func (fs *findings) add(reason string, lost bool, what func() string) {
	f := fs.by[reason]
	if f == nil {
		f = &finding{reason: reason, what: what(), mend: mend(reason)}
		fs.by[reason] = f
	}
	f.n++
	if lost {
		f.lost++
	}
}

// article adds the problems of one article.
func (fs *findings) article(a *corpus.Article) {
	for _, f := range articleFindings(a) {
		fs.add(f[0], false, func() string { return f[1] })
	}
}

// sorted gives what lost articles first, then a sheet that lies there unused,
// since it may mend the rest, then what is most frequent.
func (fs *findings) sorted() []finding {
	rank := func(f finding) int {
		if f.reason == corpus.ReasonSheetNotUsed {
			return 0
		}
		return 1
	}
	out := make([]finding, 0, len(fs.by))
	for _, f := range fs.by {
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.lost, a.lost), cmp.Compare(rank(a), rank(b)), cmp.Compare(b.n, a.n), strings.Compare(a.reason, b.reason))
	})
	return out
}

// Kinds of problems that an article has, beside those of package corpus.
const (
	findUndated    = "undated"
	findUnreliable = "date_unreliable"
	findAmbiguous  = "date_ambiguous"
	findNoSource   = "source_unknown"
	findDates      = "date_conflict"
	findSources    = "source_conflict"
	findEmpty      = "no_words"
	findWarned     = "look_again"
)

// articleFindings gives the problems of an article, each with an example.
func articleFindings(a *corpus.Article) [][2]string {
	if a.Exclusion == corpus.ExcludedLanguage {
		return nil // what the study asks for
	}
	where := place(a.File, a.Line, 0) + ": "
	warned := strings.Join(a.Warnings, "; ")
	if a.Exclusion == corpus.ExcludedEmpty {
		return [][2]string{{findEmpty, where + "holds no words that could be scored"}}
	}
	var out [][2]string
	switch {
	case a.Date.Method == corpus.ByAmbiguous:
		out = append(out, [2]string{findAmbiguous, where + warningAbout(a, string(corpus.ByAmbiguous))})
	case !a.Date.Known():
		out = append(out, [2]string{findUndated, where + cmp.Or(warned, "no date is found")})
	case !a.Date.Reliable:
		out = append(out, [2]string{findUnreliable, where + cmp.Or(warned, "the date "+a.Date.ISO()+" is a guess")})
	}
	if !a.Source.Known() {
		out = append(out, [2]string{findNoSource, where + "no outlet is found"})
	}
	for _, c := range [][2]string{{findDates, "conflicting dates"}, {findSources, "conflicting sources"}} {
		if w := warningAbout(a, c[1]); w != c[1] {
			out = append(out, [2]string{c[0], where + w})
		}
	}
	if len(out) == 0 && warned != "" {
		out = append(out, [2]string{findWarned, where + warned})
	}
	return out
}

// warningAbout gives the first warning of an article that begins so.
func warningAbout(a *corpus.Article, what string) string {
	for _, w := range a.Warnings {
		if strings.HasPrefix(w, what) {
			return w
		}
	}
	return what
}

// mend says how a kind of problem is mended.
func mend(reason string) string {
	switch reason {
	case findUndated:
		return "name the dates in a sheet (file,date, or doc_id,date where a file holds many) and give it with --metadata; undated articles stay out of timeline.csv"
	case findDates:
		return "look which day is right; a date in the sheet settles it"
	case findSources:
		return "look which outlet is meant: where the first is an author or a section, name the outlet in the sheet, or as an alias in the study's sources"
	case findAmbiguous:
		return "say which day is meant in a sheet (file,date or doc_id,date), written as 2017-04-04, and give it with --metadata"
	case findUnreliable:
		return "name the dates in a sheet (file,date, or doc_id,date where a file holds many), written as 2017-04-04, and give it with --metadata"
	case findNoSource:
		return "name the outlets in a sheet (file,source, or doc_id,source where a file holds many) and give it with --metadata; these articles have a row without a name"
	case findEmpty:
		return "look whether the text was lost when the file was saved; these articles are left out"
	case findWarned:
		return "read what is said of these articles; a value in the sheet settles it"
	case corpus.ReasonUnreadable, corpus.ReasonNotRegular:
		return "see whether the file is there, is a plain file, and may be read by you"
	case corpus.ReasonEmpty:
		return "remove the file, or save its article again"
	case corpus.ReasonBinary, corpus.ReasonUnsupported:
		return "save the articles in a format that is read: text, Markdown, HTML, JSON, CSV or Word"
	case corpus.ReasonTableRow:
		return "mend the row: it needs as many cells as the header; quotation marks inside of cells are doubled"
	case corpus.ReasonPage:
		return "save the text of the page as a plain file"
	case corpus.ReasonExport:
		return "export the document again, with its full text"
	case corpus.ReasonBomb, corpus.ReasonNested:
		return "unpack it yourself, look at what it is, and name the folder"
	case corpus.ReasonTooLarge:
		return "split the file, or export it with one record on each line"
	case corpus.ReasonInvalidUTF8, corpus.ReasonEncoding:
		return "save the file as UTF-8, and look whether its letters are right"
	case corpus.ReasonInvalidJSON, corpus.ReasonNotObject:
		return "mend the line, or export the file again: one JSON object on each line"
	case corpus.ReasonNoText:
		return "look under what name the text stands: text, body, content and the like are known"
	case corpus.ReasonFrontMatter:
		return "mend the block between the --- lines; until then its lines are read one by one"
	case corpus.ReasonImpossibleDate, corpus.ReasonUnknownDate:
		return "write the date as 2020-02-29, in the article or in a sheet given with --metadata"
	case corpus.ReasonLink:
		return "copy the file into the folder, or name its place on the command line"
	case corpus.ReasonSheetNotUsed:
		return "if it tells sources and dates of articles, give it with --metadata; if its rows are articles, name the column of their texts with --map text=COLUMN"
	case corpus.ReasonTableSkipped:
		return "if its rows are articles, name the column of their texts with --map text=COLUMN"
	case corpus.ReasonSheetRow, corpus.ReasonSheetNoKey:
		return "mend the row: it needs doc_id, file or url, and as many cells as the header"
	case corpus.ReasonSheetUnmatched:
		return "compare its file or url with the names under PATH: they must be equal"
	case corpus.ReasonSheetTwice:
		return "leave one row for each article"
	case corpus.ReasonSheetDate:
		return "write the date as 2020-02-29 in the sheet"
	case corpus.ReasonSheetManyTitles:
		return "give titles by doc_id: this file holds several articles"
	}
	return "look at the place that is named"
}

// tellFindings writes the problems for people.
func tellFindings(w io.Writer, found []finding) error {
	var sb strings.Builder
	for i, f := range found {
		if i == 0 {
			sb.WriteString("\nWhat to mend, most useful first:\n")
		}
		if i == maxFindings {
			fmt.Fprintf(&sb, "\nand %s of problems more\n", count(len(found)-maxFindings, "kind"))
			break
		}
		fmt.Fprintf(&sb, "\n%2d. %s: %s", i+1, f.reason, count(f.n, "time"))
		if f.lost > 0 {
			fmt.Fprintf(&sb, ", %s lost", count(f.lost, "record"))
		}
		fmt.Fprintf(&sb, "\n    for example %s\n    mend: %s\n", f.what, f.mend)
	}
	_, err := io.WriteString(w, sb.String())
	return err
}
