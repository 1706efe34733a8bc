package validate

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

// Gold is a table of human codes as it stands in its file: every row is kept,
// in order, with all its columns, so that predictions can be written beside it.
type Gold struct {
	Name    string // stands in messages
	Columns []string
	Rows    []GoldRow
	index   map[string]int
}

// GoldRow is one row of a gold table.
type GoldRow struct {
	Line  int      // of the file, from 1
	Cells []string // one for each column, without the apostrophe of a spreadsheet guard
	Bad   string   // why the row cannot be scored, "" for a good row
}

// Problem is a row that could not be used, with its place.
type Problem struct {
	File    string
	Line    int
	Message string
}

// Error gives the problem as file:line: message.
func (p Problem) Error() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message) }

// ReadGold reads a CSV table with a header. The columns of need must be there,
// in any order; all others are kept too. A row with too few or too many cells
// is kept and marked bad, as is what is no CSV (a quotation mark that is never
// closed). Only a missing column or a
// table without rows is an error.
func ReadGold(r io.Reader, name string, need ...string) (*Gold, error) {
	in, err := csvin.NewReader(r, csvin.Options{})
	if err != nil {
		return nil, placed(name, err)
	}
	g := &Gold{Name: name, Columns: in.Header, index: map[string]int{}}
	for i, c := range in.Header {
		if _, twice := g.index[c]; twice {
			return nil, fmt.Errorf("%s:1: column %s stands there twice", name, c)
		}
		g.index[c] = i
	}
	for _, c := range need {
		if !g.Has(c) {
			return nil, fmt.Errorf("%s:1: there is no column %s; needed are %s", name, c, strings.Join(need, ", "))
		}
	}
	err = in.Each(func(bad *csvin.RowError) {
		g.Rows = append(g.Rows, GoldRow{Line: bad.Line, Cells: make([]string, len(in.Header)), Bad: bad.Error()})
	}, func(cells []string) { g.Rows = append(g.Rows, g.row(in.Line(), cells)) })
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(g.Rows) == 0 {
		return nil, fmt.Errorf("%s: has no rows", name)
	}
	return g, nil
}

func (g *Gold) row(line int, cells []string) GoldRow {
	row := GoldRow{Line: line, Cells: make([]string, len(g.Columns))}
	if len(cells) != len(g.Columns) {
		row.Bad = fmt.Sprintf("has %d cells, the header has %d", len(cells), len(g.Columns))
	}
	for i := range min(len(cells), len(row.Cells)) {
		row.Cells[i] = csvin.Unguard(cells[i])
	}
	return row
}

// Has reports whether the table has a column.
func (g *Gold) Has(column string) bool {
	_, ok := g.index[column]
	return ok
}

// Cell gives a cell of a row, "" where the table has no such column.
func (g *Gold) Cell(row int, column string) string {
	if i, ok := g.index[column]; ok {
		return g.Rows[row].Cells[i]
	}
	return ""
}

// Refuse marks a row as bad; the first reason given stays.
func (g *Gold) Refuse(row int, why string) {
	if g.Rows[row].Bad == "" {
		g.Rows[row].Bad = why
	}
}

// Problems gives the bad rows in order.
func (g *Gold) Problems() []Problem {
	var out []Problem
	for _, r := range g.Rows {
		if r.Bad != "" {
			out = append(out, Problem{File: g.Name, Line: r.Line, Message: r.Bad})
		}
	}
	return out
}

// Prediction is what a scorer says of one row of a gold table.
type Prediction struct {
	Label string // "" where the row could not be scored
	// Probability of the label, NaN where the scorer gives none.
	Probability float64
	// Probs are the probabilities of the classes of the task, in their order;
	// nil where the scorer gives none.
	Probs       []float64
	Explanation string
}

// predicted are the columns written beside those of the gold table.
var predicted = [...]string{"scorer", "predicted", "probability", "explanation"}

// WritePredictions writes the columns of the gold table and beside them scorer,
// predicted, probability and explanation: one row for each gold row, in their
// order. A row that could not be scored says why. Text that a spreadsheet would
// run as a formula gets a leading apostrophe unless bare is set.
func WritePredictions(w io.Writer, g *Gold, scorer string, found []Prediction, bare bool) error {
	out := csv.NewWriter(w)
	var header []string
	for _, c := range g.Columns {
		if !slices.Contains(predicted[:], c) {
			header = append(header, c)
		}
	}
	if err := out.Write(append(header, predicted[:]...)); err != nil {
		return err
	}
	for i, row := range g.Rows {
		var cells []string
		for k, c := range g.Columns {
			if !slices.Contains(predicted[:], c) {
				cells = append(cells, row.Cells[k])
			}
		}
		p := found[i]
		why := p.Explanation
		if row.Bad != "" {
			p, why = Prediction{Probability: math.NaN()}, "not scored: "+row.Bad
		}
		cells = append(cells, scorer, p.Label, formatNumber(p.Probability, 6), why)
		for k := range cells {
			if !bare {
				cells[k] = guardText(cells[k])
			}
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// guardText is guard for all but numbers, which no spreadsheet runs.
func guardText(s string) string {
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return s
	}
	return csvin.Guard(s)
}
