package read

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/csvin"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

// looksLikeTable: named so, or a first line that names a text and at least
// two other things that dyad knows.
func looksLikeTable(head []byte, ext string) bool {
	if ext == ".csv" || ext == ".tsv" || ext == ".tab" {
		return true
	}
	if line, _, _ := bytes.Cut(head, []byte{'\n'}); len(line) > 8192 {
		return false
	}
	cells := csvin.HeaderOf(head)
	return knownOf(cells) >= 2 && hasAny(cells, textNames.List())
}

// knownOf counts the things beside a text that names of columns name.
func knownOf(cells []string) (known int) {
	for _, names := range [][]string{idNames.List(), titleNames.List(), urlNames.List(), sourceNames.List(), dateNames.List()} {
		if hasAny(cells, names) {
			known++
		}
	}
	return known
}

// maxName is how many bytes the name of a column has, in what is named as a text.
const maxName = 40

// hiddenTable gives the names of the columns where what is named as a text is a table: its
// lines have equally many tabs, or the first one names two things that dyad knows.
func hiddenTable(text string) []string {
	var lines []string
	for line := range strings.Lines(text[:min(len(text), headBytes)]) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			lines = append(lines, line)
		}
		if len(lines) == 3 {
			break
		}
	}
	if len(lines) < 2 || max(strings.Count(lines[0], "\t"), strings.Count(lines[0], ";"), strings.Count(lines[0], ",")) < 2 {
		return nil
	}
	cells := csvin.HeaderOf([]byte(lines[0] + "\n"))
	if len(cells) < 3 || slices.ContainsFunc(cells, func(c string) bool { return c == "" || len(c) > maxName }) {
		return nil
	}
	tabs := strings.Count(lines[0], "\t")
	if tabs == 0 && knownOf(cells) < 2 || slices.ContainsFunc(lines, func(l string) bool { return strings.Count(l, "\t") != tabs }) {
		return nil
	}
	return cells
}

func hasAny(cells, names []string) bool {
	for _, c := range cells {
		if corpus.IsName(names, c) {
			return true
		}
	}
	return false
}

// readTable reads each row of a CSV or TSV table as an article. One column
// must hold the texts; which one is known by its name or by Columns.
func readTable(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		t, err := in.openTable()
		if err != nil {
			yield(nil, err)
			return
		}
		told := false
		for {
			cells, err := t.csv.Read()
			if t.csv.Encoding != "" && !told {
				told = true
				if !yield(nil, in.note(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", t.csv.Encoding)) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				p, goOn := t.badRow(err)
				if !yield(nil, p) || !goOn {
					return
				}
				continue
			}
			r, p := t.record(cells)
			if p != nil && !yield(nil, p) || r != nil && !yield(r, nil) {
				return
			}
		}
	}
}

// table is an open table behind its header.
type table struct {
	in  *input
	csv *csvin.Reader
}

// openTable reads the header.
func (in *input) openTable() (*table, error) {
	head, _ := in.r.Peek(headBytes)
	names, comma, above := tableHead(head, in.columns)
	r, err := csvin.NewReader(in.r, csvin.Options{Limit: in.limit, Comma: comma})
	for ; err == nil && above > 0 && !slices.Equal(r.Header, names); above-- {
		var cells []string
		if cells, err = r.Read(); err == nil {
			r.Header = slices.Clone(cells)
			for i, c := range r.Header {
				r.Header[i] = strings.TrimSpace(c)
			}
		}
	}
	if err != nil {
		var bad *csvin.RowError
		if errors.As(err, &bad) && !bad.TooLong {
			return nil, in.lost(bad.Line, bad.Col, corpus.ReasonTableRow, "%v", bad)
		}
		return nil, in.lost(1, 0, corpus.ReasonTableRow, "has no header row: %v", err)
	}
	if !in.columns.hasText(r.Header) {
		return nil, in.lost(1, 0, corpus.ReasonNoText, "no column holds texts; the columns are %s. Say which one with --map text=COLUMN, or use the table as --metadata",
			strings.Join(r.Header, ", "))
	}
	return &table{in, r}, nil
}

// hasText reports whether one of the columns holds the text.
func (c Columns) hasText(names []string) bool {
	for _, n := range names {
		if corpus.IsName(textNames.List(), c.nameOf(n)) {
			return true
		}
	}
	return false
}

// badRow says what is wrong with a row, and whether the next can be read.
func (t *table) badRow(err error) (p *corpus.Problem, goOn bool) {
	var bad *csvin.RowError
	switch {
	case !errors.As(err, &bad):
		return t.in.lost(0, 0, corpus.ReasonUnreadable, "%v", err), false
	case bad.TooLong:
		return t.in.lost(bad.Line, 0, corpus.ReasonTooLarge, "%v", bad), true
	}
	return t.in.lost(bad.Line, bad.Col, corpus.ReasonTableRow, "row is not sound CSV: %v", bad), true
}

// record makes an article of a row. A row that holds nothing is none.
func (t *table) record(cells []string) (*corpus.Record, *corpus.Problem) {
	line := t.csv.Line()
	var fs fields
	for i, c := range cells {
		l, col := t.csv.Pos(i)
		if j := decode.Binary([]byte(c)); j >= 0 {
			return nil, t.in.lost(l, col, corpus.ReasonBinary, "is not text: byte 0x%02X", c[j])
		}
		if i < len(t.csv.Header) && t.csv.Header[i] != "" {
			fs = append(fs, field{name: t.csv.Header[i], value: strings.Clone(csvin.Unguard(c)), line: l})
		}
	}
	if !slices.ContainsFunc(fs, func(f field) bool { return strings.TrimSpace(f.value) != "" }) {
		return nil, nil
	}
	fs = t.in.columns.rename(fs)
	r := t.in.recordOf(fs, line)
	if len(cells) > len(t.csv.Header) {
		r.Problem(line, corpus.ReasonTableRow, "row has %d cells, the header %d", len(cells), len(t.csv.Header))
	}
	return r, nil
}

// tableKind says what a table found in a folder is by its header.
func tableKind(head []byte, columns Columns) (articles, sheet bool, names string) {
	cells, _, _ := tableHead(head, columns)
	return columns.hasText(cells), readHeader(cells, columns).hasKey(), cutNames(cells)
}

// tableHead gives the names of the columns of a table, what parts them where that is sure, and how many
// lines stand above them: the first line, or where it names no text one of the next that names a text and
// something else.
func tableHead(head []byte, columns Columns) (names []string, comma byte, above int) {
	names = csvin.HeaderOf(head)
	if columns.hasText(names) {
		return names, 0, 0
	}
	rest := head
	for n := 1; n < maxHeadRow; n++ {
		_, next, ok := bytes.Cut(rest, []byte{'\n'})
		if !ok {
			break
		}
		rest = next
		if r, err := csvin.NewReader(bytes.NewReader(rest), csvin.Options{}); err == nil && columns.hasText(r.Header) && knownOf(r.Header) > 0 {
			return r.Header, r.Comma, n
		}
	}
	return names, 0, 0
}

// cutNames writes names of columns or fields, as many as a message holds.
func cutNames(list []string) string {
	names := strings.Join(list, ", ")
	if len(names) > maxNames {
		names = strings.ToValidUTF8(names[:maxNames], "") + "..."
	}
	return names
}

// maxNames is how many bytes of the names of columns a message has at most.
const maxNames = 160
