package lexicon

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Table is a list or a dictionary as rows of cells, to be looked at.
type Table struct {
	Name    string
	papers  []string
	columns []string
	rows    [][]string
}

// Table gives a list as rows.
func (l *List) Table() *Table {
	t := &Table{Name: l.Name, columns: l.Columns(), papers: []string{"name: " + l.Name, "version: " + l.Version, "licence: " + l.Licence, "reference: " + l.Reference, "doc: " + l.Doc, "sha256: " + l.Hash}}
	for i := range l.Len() {
		cells, _ := l.Entry(i)
		t.rows = append(t.rows, cells)
	}
	return t
}

// Table gives a dictionary as rows.
func (d *Dictionary) Table() *Table {
	t := &Table{Name: d.Name, columns: []string{"pattern", "category", "weight", "pos", "lemma", "gap", "line"},
		papers: []string{"name: " + d.Name, "format: " + string(d.Format), "scale: " + strconv.FormatFloat(d.Scale, 'g', -1, 64), "sha256: " + d.Hash}}
	for _, e := range d.Terms {
		t.rows = append(t.rows, []string{e.Pattern, e.Category, strconv.FormatFloat(e.Weight, 'g', -1, 64), e.POS, strconv.FormatBool(e.Lemma), strconv.Itoa(e.Gap), strconv.Itoa(e.Line)})
	}
	return t
}

// WriteAll writes the papers and all rows as CSV.
func (t *Table) WriteAll(w io.Writer) error {
	for _, p := range t.papers {
		fmt.Fprintln(w, "# "+p)
	}
	out := csv.NewWriter(w)
	if err := out.Write(t.columns); err != nil {
		return err
	}
	return out.WriteAll(t.rows)
}

// WriteEntry writes the rows of one word, a line for each cell that is filled.
func (t *Table) WriteEntry(w io.Writer, entry string) error {
	n := 0
	for _, r := range t.rows {
		if !strings.EqualFold(r[0], entry) {
			continue
		}
		if n++; n > 1 {
			fmt.Fprintln(w)
		}
		for i, cell := range r {
			if cell != "" {
				fmt.Fprintf(w, "%-12s %s\n", t.columns[i], cell)
			}
		}
	}
	if n == 0 {
		return fmt.Errorf("%s has no entry %q", t.Name, entry)
	}
	return nil
}

// WriteDifference writes the entries that only one of two tables has, in order.
func WriteDifference(w io.Writer, a, b *Table) error {
	entries := func(t *Table) map[string]bool {
		out := map[string]bool{}
		for _, r := range t.rows {
			line := slices.Clone(r)
			if k := len(t.columns) - 1; t.columns[k] == "line" {
				line = line[:k] // where an entry stands is no difference
			}
			out[strings.Join(line, "\t")] = true
		}
		return out
	}
	inA, inB := entries(a), entries(b)
	var out []string
	for e := range inA {
		if !inB[e] {
			out = append(out, e+"\x00-")
		}
	}
	for e := range inB {
		if !inA[e] {
			out = append(out, e+"\x00+")
		}
	}
	slices.Sort(out)
	for _, line := range out {
		entry, sign, _ := strings.Cut(line, "\x00")
		if _, err := fmt.Fprintf(w, "%s %s\n", sign, entry); err != nil {
			return err
		}
	}
	return nil
}
