package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

const byteOrderMark = "\uFEFF"

// writeCSV writes a table as CSV and counts, by column, the cells that got the
// spreadsheet guard.
func writeCSV(w io.Writer, g grid, o WriteOptions) (guarded map[string]int, err error) {
	buf := bufio.NewWriterSize(w, 1<<16)
	if o.Excel {
		buf.WriteString(byteOrderMark)
	}
	columns := g.table().Columns
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = oneLine(c.Name)
	}
	out := csv.NewWriter(buf)
	err = out.Write(cells)
	guarded = map[string]int{}
	for row := 0; row < g.len() && err == nil; row++ {
		for i := range columns {
			cells[i] = g.text(row, i)
			if !o.NoGuard && columns[i].Type == Text && runs(cells[i]) {
				cells[i] = guard(cells[i])
				guarded[columns[i].Name]++
			}
		}
		err = out.Write(cells)
	}
	out.Flush()
	return guarded, errors.Join(err, out.Error(), buf.Flush())
}

// writeTable writes rows as CSV, apart from a run folder.
func writeTable[T any](w io.Writer, runID string, fields []field[T], rows []T, o WriteOptions) error {
	_, err := writeCSV(w, gridOf(&Run{ID: runID}, "t", "", "", fields, rows), o)
	return err
}

// tableReader reads rows of T from CSV by the names in its header.
type tableReader[T any] struct {
	name    string
	guarded bool
	csv     *csv.Reader
	columns []*field[T] // by position; nil where the column is passed over
	unknown []string
	meta    []string // names of the researcher's columns, without meta_
}

// newTableReader reads the header. fields gives the columns for the
// researcher's own that the header names.
func newTableReader[T any](r io.Reader, name string, guarded bool, fields func(meta []string) []field[T]) (*tableReader[T], error) {
	buf := bufio.NewReaderSize(r, 1<<16)
	if b, err := buf.Peek(len(byteOrderMark)); err == nil && string(b) == byteOrderMark {
		if _, err := buf.Discard(len(b)); err != nil {
			return nil, err
		}
	}
	t := &tableReader[T]{name: name, guarded: guarded, csv: csv.NewReader(buf)}
	header, err := t.csv.Read()
	if err == io.EOF {
		return nil, fmt.Errorf("%s:1: there is no header row", name)
	} else if err != nil {
		return nil, fmt.Errorf("%s: header: %w", name, err)
	}
	return t, t.bind(slices.Clone(header), fields)
}

// bind finds the field of each column of the header.
func (t *tableReader[T]) bind(header []string, fields func(meta []string) []field[T]) error {
	for i := range header {
		header[i] = clean(header[i])
	}
	for _, h := range header {
		if m, ok := strings.CutPrefix(h, "meta_"); ok {
			t.meta = append(t.meta, m)
		}
	}
	fs := fields(t.meta)
	seen := map[string]bool{}
	for _, h := range header {
		if seen[h] {
			return fmt.Errorf("%s:1: column %q stands there twice", t.name, h)
		}
		seen[h] = true
		i := slices.IndexFunc(fs, func(f field[T]) bool { return f.Name == h })
		if i < 0 {
			t.columns = append(t.columns, nil)
			if h != runIDColumn().Name {
				t.unknown = append(t.unknown, h)
			}
			continue
		}
		t.columns = append(t.columns, &fs[i])
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

// next reads a row into r. A row that cannot be read is a *Problem; io.EOF
// ends the table; any other error ends the reading.
func (t *tableReader[T]) next(r *T) (*Problem, error) {
	cells, err := t.csv.Read()
	if err != nil {
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return t.problem(bad.Line, bad.Column, badRow, bad.Err.Error()), nil
		}
		return nil, err
	}
	for i, f := range t.columns {
		if f == nil {
			continue
		}
		s := cells[i]
		if t.guarded && f.Type == Text {
			s = unguard(s)
		}
		if err := f.scan(r, s); err != nil {
			line, col := t.csv.FieldPos(i)
			return t.problem(line, col, badRow, err.Error()), nil
		}
	}
	return nil, nil
}

// line is the line on which the row that was read last begins.
func (t *tableReader[T]) line() int {
	line, _ := t.csv.FieldPos(0)
	return line
}

func (t *tableReader[T]) problem(line, col int, reason, message string) *Problem {
	return &Problem{Where: fmt.Sprintf("%s:%d:%d", t.name, line, col), Reason: reason, Message: message, Lost: true}
}

// warnings are problems of the header that lose nothing.
func (t *tableReader[T]) warnings() []Problem {
	var ps []Problem
	for _, u := range t.unknown {
		p := t.problem(1, 1, unknownColumn, fmt.Sprintf("column %q is not known and is passed over", u))
		p.Lost = false
		ps = append(ps, *p)
	}
	return ps
}

// readCells reads a table as the cells of its rows, the header first, without
// guard.
func readCells(path string, guarded bool) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b, []byte(byteOrderMark)))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s:1: there is no header row", path)
	}
	for _, row := range rows {
		for i := range row {
			if guarded {
				row[i] = unguard(row[i])
			}
		}
	}
	return rows, nil
}
