package validate

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// WriteGroupsText writes a line for each row, for people.
func WriteGroupsText(w io.Writer, g Groups, rows []GroupRow) error {
	fmt.Fprintf(w, "groups by %s: mean over articles (articles; outlets), %s less %s, with intervals that resample articles and outlets; within stories: the same over stories that both tell (stories)\n\n", g.By, g.High, g.Low)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, cells := range g.grid(rows) {
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	return t.Flush()
}

// WriteGroupsMarkdown writes the same as a table in Markdown.
func WriteGroupsMarkdown(w io.Writer, g Groups, rows []GroupRow) error {
	var b strings.Builder
	for i, cells := range g.grid(rows) {
		for k := range cells {
			cells[k] = strings.ReplaceAll(cells[k], "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(cells)) + "|\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// grid is the table that people read, with its header.
func (g Groups) grid(rows []GroupRow) [][]string {
	header := []string{"run", "actor", "measure", "scorer"}
	if len(rows) > 0 {
		for _, m := range rows[0].Means {
			header = append(header, m.Group)
		}
	}
	out := [][]string{append(header, g.High+" less "+g.Low, "over articles", "over outlets", "within stories", "over stories", "notes")}
	for i := range rows {
		r := &rows[i]
		cells := []string{r.Run, r.Actor, r.Measure, r.Scorer}
		for _, m := range r.Means {
			cell := "none"
			if m.Articles > 0 {
				cell = fmt.Sprintf("%.3f (%d; %d)", m.Mean, m.Articles, m.Outlets)
			}
			cells = append(cells, cell)
		}
		difference := "none"
		if !math.IsNaN(r.Difference) {
			difference = fmt.Sprintf("%+.3f", r.Difference)
		}
		var notes []string
		for _, n := range []struct{ of, note string }{{"articles", r.ByArticle.note()}, {"outlets", r.ByOutlet.note()}, {"stories", r.Within.Interval.note()}} {
			if n.note != "" {
				notes = append(notes, n.of+": "+n.note)
			}
		}
		within := "none"
		if r.Within.Stories > 0 {
			within = fmt.Sprintf("%+.3f (%d)", r.Within.Difference, r.Within.Stories)
		}
		out = append(out, append(cells, difference, r.ByArticle.text(), r.ByOutlet.text(), within, r.Within.Interval.text(), strings.Join(notes, ". ")))
	}
	return out
}

func (i *GroupInterval) text() string {
	if i.Refused != "" {
		return "none"
	}
	return fmt.Sprintf("%+.3f to %+.3f", i.Low, i.High)
}

// WriteGroupsCSV writes the rows for programs: one for each group, with its mean,
// one for the difference within stories, whose clusters are stories, and one for the
// difference, the group of both being "HIGH less LOW". An empty cell is what
// there is not.
func WriteGroupsCSV(w io.Writer, g Groups, rows []GroupRow) error {
	table := [][]string{{"run", "run_id", "actor", "measure", "scorer", "row", "group_by", "group", "n_articles", "n_clusters", "n_outlets", "value",
		"articles_low", "articles_high", "articles_level", "articles_method", "articles_note",
		"outlets_low", "outlets_high", "outlets_level", "outlets_method", "outlets_note", "seed"}}
	for i := range rows {
		r := &rows[i]
		head := func(kind, group string) []string {
			return []string{csvin.Guard(r.Run), r.RunID, csvin.Guard(r.Actor), r.Measure, r.Scorer, kind, csvin.Guard(g.By), csvin.Guard(group)}
		}
		for _, m := range r.Means {
			table = append(table, slices.Concat(head("mean", m.Group),
				[]string{strconv.Itoa(m.Articles), strconv.Itoa(m.Clusters), strconv.Itoa(m.Outlets), formatNumber(m.Mean, 6)}, make([]string, 11)))
		}
		table = append(table, slices.Concat(head("within_stories", g.High+" less "+g.Low),
			[]string{strconv.Itoa(r.Within.Articles[0] + r.Within.Articles[1]), strconv.Itoa(r.Within.Stories), "", formatNumber(r.Within.Difference, 6)},
			r.Within.Interval.cells(), make([]string, 5), []string{strconv.FormatUint(r.Seed, 10)}))
		table = append(table, slices.Concat(head("difference", g.High+" less "+g.Low), []string{"", "", "", formatNumber(r.Difference, 6)},
			r.ByArticle.cells(), r.ByOutlet.cells(), []string{strconv.FormatUint(r.Seed, 10)}))
	}
	return csv.NewWriter(w).WriteAll(table)
}

func (i *GroupInterval) cells() []string {
	return []string{formatNumber(i.Low, 6), formatNumber(i.High, 6), formatNumber(i.Level, 4), string(i.Method), csvin.Guard(i.note())}
}
