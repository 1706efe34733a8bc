package corpus

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// looksLikeTable: named so, or a first line that names a text and at least
// two other things that dyad knows.
func looksLikeTable(head []byte, ext string) bool {
	if ext == ".csv" || ext == ".tsv" || ext == ".tab" {
		return true
	}
	line := firstLine(head)
	if len(line) > 4096 {
		return false
	}
	cells := headerCells(line)
	known := 0
	for _, names := range [][]string{idNames, titleNames, urlNames, sourceNames, dateNames} {
		if hasAny(cells, names) {
			known++
		}
	}
	return known >= 2 && hasAny(cells, textNames)
}

func firstLine(head []byte) string {
	if text, ok := decodeUTF16(head[:len(head)&^1]); ok {
		head = []byte(text)
	}
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, []byte(bomUTF8)), []byte{'\n'})
	return strings.TrimSpace(string(line))
}

// headerCells gives the column names of a first line.
func headerCells(line string) []string {
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.LazyQuotes = separatorOf(line), true
	cells, err := r.Read()
	if err != nil {
		return nil
	}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

func hasAny(cells, names []string) bool {
	for _, c := range cells {
		if isName(names, c) {
			return true
		}
	}
	return false
}

// readTable reads each row of a CSV or TSV table as an article. One column
// must hold the texts; which one is known by its name or by Columns.
func readTable(in *input) iter.Seq2[*record, error] {
	return func(yield func(*record, error) bool) {
		t, err := in.openTable()
		if err != nil {
			yield(nil, err)
			return
		}
		if t.encoding != "" && !yield(nil, in.note(0, ReasonEncoding, "is not UTF-8 and was read as %s", t.encoding)) {
			return
		}
		for {
			t.bounded.left = in.limit
			cells, err := t.csv.Read()
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
	in       *input
	csv      *csv.Reader
	bounded  *boundedReader
	names    []string
	encoding string
	last     int // the line on which the row before begins
}

// openTable reads the header.
func (in *input) openTable() (*table, error) {
	t := &table{in: in}
	head, _ := in.r.Peek(headBytes)
	src := io.Reader(in.r)
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		t.encoding = "UTF-16"
		src = transform.NewReader(in.r, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	}
	t.bounded = &boundedReader{r: src, left: in.limit}
	r := bufio.NewReaderSize(t.bounded, headBytes)
	if b, _ := r.Peek(len(bomUTF8)); string(b) == bomUTF8 {
		_, _ = r.Discard(len(bomUTF8))
	}
	t.csv = csv.NewReader(r)
	t.csv.Comma, t.csv.FieldsPerRecord, t.csv.ReuseRecord = separatorOf(firstLine(head)), -1, true
	cells, err := t.csv.Read()
	if err != nil {
		return nil, in.lost(1, 0, ReasonTableRow, "has no header row: %v", err)
	}
	for _, c := range cells {
		t.names = append(t.names, strings.TrimSpace(strings.ToValidUTF8(c, "\uFFFD")))
	}
	if !in.columns.hasText(t.names) {
		return nil, in.lost(1, 0, ReasonNoText, "no column holds texts; the columns are %s. Say which one with --map text=COLUMN, or use the table as --metadata",
			strings.Join(t.names, ", "))
	}
	return t, nil
}

// hasText reports whether one of the columns holds the text.
func (c Columns) hasText(names []string) bool {
	for _, n := range names {
		if isName(textNames, c.nameOf(n)) {
			return true
		}
	}
	return false
}

// badRow says what is wrong with a row, and whether the next can be read.
func (t *table) badRow(err error) (p *Problem, goOn bool) {
	var pe *csv.ParseError
	switch {
	case errors.Is(err, errTooLong):
		return t.in.lost(t.last+1, 0, ReasonTooLarge, "the row is longer than %d bytes; perhaps a quotation mark is not closed", t.in.limit), false
	case errors.As(err, &pe):
		return t.in.lost(pe.Line, pe.Column, ReasonTableRow, "row is not sound CSV: %v", pe.Err), true
	}
	return t.in.lost(0, 0, ReasonUnreadable, "%v", err), false
}

// record makes an article of a row. A row that holds nothing is none.
func (t *table) record(cells []string) (*record, *Problem) {
	line, _ := t.csv.FieldPos(0)
	t.last = line
	var fs fields
	converted := ""
	for i, c := range cells {
		c = strings.Clone(unguard(c))
		if j := firstBinary([]byte(c)); j >= 0 {
			l, col := t.csv.FieldPos(i)
			return nil, t.in.lost(l, col, ReasonBinary, "is not text: byte 0x%02X", c[j])
		}
		if !utf8.ValidString(c) {
			d, bad := decodeText([]byte(c))
			if bad != nil {
				l, col := t.csv.FieldPos(i)
				return nil, t.in.lost(l, col, ReasonInvalidUTF8, "%s", bad.msg)
			}
			c, converted = d.text, d.encoding
		}
		if i < len(t.names) && t.names[i] != "" {
			fl, _ := t.csv.FieldPos(i)
			fs = append(fs, field{name: t.names[i], value: c, line: fl})
		}
	}
	if !slices.ContainsFunc(fs, func(f field) bool { return strings.TrimSpace(f.value) != "" }) {
		return nil, nil
	}
	fs = t.in.columns.rename(fs)
	r := &record{file: t.in.file, line: line, bodyLine: 1, lineName: "text line"}
	f, ok := fs.take(textNames)
	if ok {
		r.body = f.value
	}
	if f, ok := fs.take(idNames); ok {
		r.ownID = strings.TrimSpace(f.value)
	}
	r.describe(fs, ByRecord, func(string) bool { return false })
	if converted != "" {
		r.problem(line, ReasonEncoding, "is not UTF-8 and was read as %s", converted)
	}
	if len(cells) > len(t.names) {
		r.problem(line, ReasonTableRow, "row has %d cells, the header %d", len(cells), len(t.names))
	}
	return r, nil
}

var errTooLong = errors.New("too long")

// boundedReader ends a stream from which too much is taken at once.
type boundedReader struct {
	r    io.Reader
	left int64
}

func (b *boundedReader) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooLong
	}
	n, err := b.r.Read(p)
	b.left -= int64(n)
	return n, err
}

// tableKind says what a table found in a folder is by its header.
func tableKind(head []byte, columns Columns) (articles, sheet bool) {
	cells := headerCells(firstLine(head))
	return columns.hasText(cells), readHeader(cells, columns).hasKey()
}
