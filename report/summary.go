package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// summarySources is how many sources the summary shows.
const summarySources = 20

// WriteSummary writes summary.csv as a table for the terminal, with as many of its
// columns as fit into so many characters, 0 for all. Sources with the most articles
// come first.
func (r *Run) WriteSummary(w io.Writer, width int) error {
	buf := bufio.NewWriter(w)
	shown := r.Summary[:min(len(r.Summary), summarySources+1)]
	var lines [][]string
	for _, c := range r.summaryColumns() {
		column := []string{c.head}
		for i := range shown {
			column = append(column, c.cell(&shown[i]))
		}
		lines = append(lines, column)
	}
	writeAligned(buf, fitting(lines, width))
	if more := len(r.Summary) - len(shown); more > 0 {
		fmt.Fprintf(buf, "… and %d more: see summary.csv\n", more)
	}
	return buf.Flush()
}

// summaryColumn is a column of the summary for the terminal.
type summaryColumn struct {
	head string
	cell func(*table.SummaryRow) string
}

// summaryColumns are the columns in the order in which a reader needs them.
func (r *Run) summaryColumns() []summaryColumn {
	names := [2]string{table.OneLine(cmp.Or(r.Info.Names.Actor1, "actor1")), table.OneLine(cmp.Or(r.Info.Names.Actor2, "actor2"))}
	out := []summaryColumn{
		{table.UnitWord(r.Options.By), func(s *table.SummaryRow) string { return table.OneLine(cmp.Or(s.Source, "(unknown)")) }},
		{"articles", func(s *table.SummaryRow) string { return fmt.Sprint(s.Articles) }},
	}
	add := func(head string, cell func(*table.SummaryRow) string) { out = append(out, summaryColumn{head, cell}) }
	for i, name := range names {
		add("own: "+name, func(s *table.SummaryRow) string {
			return measured(s.Own[i], s.OwnLow[i], s.OwnHigh[i], s.OwnArticles[i])
		})
	}
	add("relation", func(s *table.SummaryRow) string {
		return measured(s.Relation, s.RelationLow, s.RelationHigh, s.RelationArticles)
	})
	for i, name := range names {
		add("portrayal: "+name, func(s *table.SummaryRow) string {
			return measured(s.Portrayal[i], s.PortrayalLow[i], s.PortrayalHigh[i], s.PortrayalArticles[i])
		})
	}
	for i := range names {
		add(names[i]+" → "+names[1-i], func(s *table.SummaryRow) string {
			return measured(s.Directed[i], table.Num{}, table.Num{}, s.DirectedArticles[i])
		})
	}
	add("quoted", func(s *table.SummaryRow) string { return orDash(s.QuotedShare, table.Percent) })
	add("note", func(s *table.SummaryRow) string { return s.Note })
	return out
}

// fitting turns columns into lines, as many columns as fit into the width; the
// first two always stand.
func fitting(columns [][]string, width int) [][]string {
	lines, used := make([][]string, len(columns[0])), 0
	for at, column := range columns {
		wide := 0
		for _, c := range column {
			wide = max(wide, utf8.RuneCountInString(c))
		}
		if used += wide + 2; at > 1 && width > 0 && used-2 > width {
			break
		}
		for i, c := range column {
			lines[i] = append(lines[i], c)
		}
	}
	return lines
}

// CellIndex finds the rows of a table of estimates by what they estimate.
func CellIndex(rows []table.EstimateRow) map[CellKey]*table.EstimateRow {
	cells := make(map[CellKey]*table.EstimateRow, len(rows))
	for i := range rows {
		e := &rows[i]
		cells[keyOf(e)] = e
	}
	return cells
}

// writeAligned writes lines with columns two spaces apart; the second is a
// number and stands to the right.
func writeAligned(w io.Writer, lines [][]string) {
	width := make([]int, len(lines[0]))
	for _, l := range lines {
		for i, c := range l {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for _, l := range lines {
		var b strings.Builder
		for i, c := range l {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if i == 1 {
				c, pad = pad+c, ""
			}
			b.WriteString(c + pad + "  ")
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}
