package table

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/internal/csvin"
)

const byteOrderMark = "\uFEFF"

// writeCSV writes a table as CSV and counts, by column, the cells that got the
// spreadsheet guard.
func writeCSV(w io.Writer, g Grid, o Style) (guarded map[string]int, err error) {
	buf := bufio.NewWriterSize(w, 1<<16)
	if o.Excel {
		buf.WriteString(byteOrderMark)
	}
	columns := g.Table().Columns
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = OneLine(c.Name)
	}
	out := csv.NewWriter(buf)
	if err = out.Write(cells); err != nil {
		return nil, err
	}
	guarded = map[string]int{}
	for row, err := range g.Rows() {
		if err != nil {
			return guarded, err
		}
		for i := range columns {
			cells[i] = row.Text(i)
			if !o.NoGuard && columns[i].Type == Text && csvin.Runs(cells[i]) {
				cells[i] = csvin.Guard(cells[i])
				guarded[columns[i].Name]++
			}
		}
		if err := out.Write(cells); err != nil {
			return guarded, err
		}
	}
	out.Flush()
	return guarded, errors.Join(out.Error(), buf.Flush())
}

// tableReader reads rows of T from CSV by the names in its header.
type tableReader[T any] struct {
	name    string
	guarded bool
	csv     *csvin.Reader
	columns []*Field[T] // by position; nil where the column is passed over
	values  [][]string  // the only texts of a column, nil where it is open
	unknown []string
	Meta    []string // names of the researcher's columns, without meta_
}

// newTableReader reads the header. fields gives the columns for the
// researcher's own that the header names.
func newTableReader[T any](r io.Reader, name string, guarded bool, fields func(meta []string) []Field[T]) (*tableReader[T], error) {
	in, err := csvin.NewReader(r, csvin.Options{})
	var bad *csvin.RowError
	switch {
	case errors.Is(err, csvin.ErrEmpty):
		return nil, fmt.Errorf("%s:1: %w", name, err)
	case errors.As(err, &bad):
		return nil, fmt.Errorf("%s:%d:%d: header: %w", name, bad.Line, bad.Col, err)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t := &tableReader[T]{name: name, guarded: guarded, csv: in}
	return t, t.bind(slices.Clone(in.Header), fields)
}

// bind finds the field of each column of the header.
func (t *tableReader[T]) bind(header []string, fields func(meta []string) []Field[T]) error {
	for i := range header {
		header[i] = Clean(header[i])
	}
	for _, h := range header {
		if m, ok := strings.CutPrefix(h, "meta_"); ok {
			t.Meta = append(t.Meta, m)
		}
	}
	fs := fields(t.Meta)
	seen := map[string]bool{}
	for _, h := range header {
		if seen[h] {
			return fmt.Errorf("%s:1: column %q stands there twice", t.name, h)
		}
		seen[h] = true
		i := slices.IndexFunc(fs, func(f Field[T]) bool { return f.Name == h })
		if i < 0 {
			t.columns, t.values = append(t.columns, nil), append(t.values, nil)
			if h != runIDColumn().Name {
				t.unknown = append(t.unknown, h)
			}
			continue
		}
		t.columns, t.values = append(t.columns, &fs[i]), append(t.values, fs[i].Values())
	}
	for _, f := range fs {
		if !seen[f.Name] {
			return fmt.Errorf("%s:1: column %q is missing%s", t.name, f.Name, ofOldSchema(seen))
		}
	}
	return nil
}

// ofOldSchema says of a table of a run without a column that it may be an old one.
func ofOldSchema(header map[string]bool) string {
	if !header[runIDColumn().Name] {
		return ""
	}
	return fmt.Sprintf(": the tables of a run have schema %d here; make a run of an older dyad anew with dyad run", SchemaVersion)
}

// Next reads a row into r. A row that cannot be read is a *Problem; io.EOF
// ends the table; any other error ends the reading.
func (t *tableReader[T]) Next(r *T) (*Problem, error) {
	cells, err := t.csv.Read()
	var bad *csvin.RowError
	switch {
	case errors.As(err, &bad):
		return t.problem(bad.Line, bad.Col, BadRow, bad.Error()), nil
	case err != nil:
		return nil, err
	case len(cells) != len(t.columns):
		return t.problem(t.csv.Line(), 1, BadRow, fmt.Sprintf("%d cells, the header has %d", len(cells), len(t.columns))), nil
	}
	for i, f := range t.columns {
		if f == nil {
			continue
		}
		cell := t.cell(i, cells[i])
		err := f.scan(r, cell)
		if err == nil && cell != "" && t.values[i] != nil && !slices.Contains(t.values[i], cell) {
			err = fmt.Errorf("%s: %q is none of %s", f.Name, cell, f.Range)
		}
		if err != nil {
			line, col := t.csv.Pos(i)
			return t.problem(line, col, BadRow, err.Error()), nil
		}
	}
	return nil, nil
}

// cell is the text of a cell as its field reads it: without guard, as programs
// write numbers, and empty where it says that there is no value.
func (t *tableReader[T]) cell(i int, s string) string {
	switch f := t.columns[i]; {
	case f.Type != Text:
		if csvin.Missing(s) {
			return ""
		}
		return t.csv.Decimal(s)
	case t.values[i] != nil && csvin.Missing(s):
		return ""
	case t.guarded:
		return csvin.Unguard(s)
	}
	return s
}

// line is the line on which the row that was read last begins.
func (t *tableReader[T]) line() int {
	return t.csv.Line()
}

func (t *tableReader[T]) problem(line, col int, reason, message string) *Problem {
	return &Problem{Where: fmt.Sprintf("%s:%d:%d", t.name, line, col), Reason: reason, Message: message, Lost: true}
}

// Warnings are problems of the header that lose nothing.
func (t *tableReader[T]) Warnings() []Problem {
	var ps []Problem
	for _, u := range t.unknown {
		p := t.problem(1, 1, unknownColumn, fmt.Sprintf("column %q is not known and is passed over", u))
		p.Lost = false
		ps = append(ps, *p)
	}
	return ps
}

// ReadCells reads a table as the cells of its rows, the header first, without
// guard.
func ReadCells(path string, guarded bool) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := csvin.NewReader(f, csvin.Options{})
	if err != nil {
		return nil, fmt.Errorf("%s:1: %w", path, err)
	}
	rows := [][]string{r.Header}
	for {
		cells, err := r.Read()
		var bad *csvin.RowError
		switch {
		case err == io.EOF:
			return rows, nil
		case errors.As(err, &bad):
			return nil, fmt.Errorf("%s:%d:%d: %w", path, bad.Line, bad.Col, err)
		case err != nil:
			return nil, fmt.Errorf("%s: %w", path, err)
		case len(cells) != len(r.Header):
			return nil, fmt.Errorf("%s:%d: %d cells, the header has %d", path, r.Line(), len(cells), len(r.Header))
		}
		for i := range cells {
			if guarded {
				cells[i] = csvin.Unguard(cells[i])
			}
		}
		rows = append(rows, cells)
	}
}

// Guard is a text as it stands in a CSV cell: with an apostrophe before it where
// a spreadsheet would run it as a formula.
func Guard(s string) string { return csvin.Guard(s) }
