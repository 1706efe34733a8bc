// Package csvin reads the tables that people make: articles, sheets, codes and
// tables of a run that were corrected by hand, as spreadsheets, statistics
// packages and databases write them.
//
//  1. Bytes become text: UTF-8 with or without its mark, UTF-16 with or without
//     one, else what package decode knows; Encoding names what is not UTF-8.
//  2. A first line "sep=;" names the delimiter; else it is the one of comma,
//     semicolon, TAB and bar that the header holds most of, outside quotation marks.
//  3. A row ends with LF, CRLF or, in files that have no LF, CR. Blank lines are
//     passed over. A cell in quotation marks may hold delimiters, line breaks and
//     doubled marks. Between TABs a mark that is never closed is a letter; in all
//     other tables it is a fault of its line alone: rows behind it are not lost.
//  4. A bad row is a [*RowError] with its place, and the next call reads on. After
//     one, rows that have not as many cells as the header are faults too: they may
//     be the rest of it.
//
// Reading costs time linear in the size of the table, whatever stands in it.
package csvin

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

const headBytes = 1 << 16 // of which the encoding is told

// defaultLimit is the length of a row, in bytes, from which it is refused.
const defaultLimit = 64 << 20

// ErrEmpty says that a table has no header row.
var ErrEmpty = errors.New("there is no header row")

// RowError is a row that could not be read.
type RowError struct {
	Line, Col int // from 1; Col in bytes
	TooLong   bool
	Msg       string
}

// Error gives the message without the place.
func (e *RowError) Error() string { return e.Msg }

// Options say how to read a table.
type Options struct {
	Comma byte  // between cells; 0: as the table shows
	Limit int64 // of bytes in a row; 0 is 64 MiB
}

// Reader reads a table row by row.
type Reader struct {
	Header   []string // trimmed; names may be empty or stand there twice
	Comma    byte     // the delimiter
	Encoding string   // "" for UTF-8

	in      *bufio.Reader
	eol     byte
	limit   int
	broken  error  // what ended the input
	lines   []line // read ahead
	next    int    // of lines
	taken   int    // lines taken from the file
	damaged bool   // no whole row was read since a bad one

	raw    []byte // the row
	first  int    // its first line
	starts []int  // of its cells in raw
	last   cellPlace
}

type line struct {
	text []byte
	long bool // longer than the limit, and not kept
}

// NewReader reads the header of a table. The error is [ErrEmpty], a [*RowError] or
// one of the input.
func NewReader(in io.Reader, o Options) (*Reader, error) {
	r := &Reader{Comma: o.Comma, limit: int(cmp.Or(o.Limit, defaultLimit)), eol: '\n'}
	if err := r.open(in); err != nil {
		return nil, err
	}
	if err := r.separator(); err != nil {
		return nil, err
	}
	cells, err := r.read()
	if err == io.EOF {
		return nil, ErrEmpty
	} else if err != nil {
		return nil, err
	}
	for _, c := range cells {
		r.Header = append(r.Header, strings.TrimSpace(strings.ToValidUTF8(c, "\ufffd")))
	}
	return r, nil
}

// HeaderOf gives the header of a table of which the beginning is at hand, nil where
// there is none.
func HeaderOf(head []byte) []string {
	r, err := NewReader(bytes.NewReader(head), Options{})
	if err != nil {
		return nil
	}
	return r.Header
}

// open finds encoding and line ends.
func (r *Reader) open(in io.Reader) error {
	r.in = bufio.NewReaderSize(in, headBytes)
	head, err := r.in.Peek(headBytes)
	if err != nil && err != io.EOF {
		return err
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) {
		return &RowError{Line: 1, Col: 1, Msg: "is a workbook (XLSX, XLS or ODS) and no CSV: save the sheet as CSV"}
	}
	if order, ok := decode.UTF16Order(head); ok {
		r.Encoding = "UTF-16"
		r.in = bufio.NewReaderSize(decode.FromUTF16(r.in, order), headBytes)
		head, _ = r.in.Peek(headBytes)
	} else if whole := head[:max(bytes.LastIndexByte(head, '\n'), 0)]; !utf8.Valid(whole) {
		_, r.Encoding, _ = decode.Text(whole)
	}
	if bytes.HasPrefix(head, []byte(decode.Mark)) {
		_, _ = r.in.Discard(len(decode.Mark))
	}
	if !bytes.Contains(head, []byte("\n")) && bytes.Contains(head, []byte("\r")) {
		r.eol = '\r'
	}
	return nil
}

// separator finds the delimiter: in a line that names it, which is then no row, or
// by the header.
func (r *Reader) separator() error {
	for {
		l, err := r.take()
		switch {
		case err == io.EOF:
			return ErrEmpty
		case err != nil:
			return err
		case !l.long && len(bytes.TrimSpace(l.text)) == 0:
			continue
		}
		named := strings.Trim(strings.ToLower(string(l.text[:min(len(l.text), 8)])), `" `)
		if c, ok := strings.CutPrefix(named, "sep="); ok && len(c) <= 1 {
			if c == "" {
				c = "\t" // trimmed
			}
			r.Comma = cmp.Or(r.Comma, c[0])
			return nil
		}
		r.Comma = cmp.Or(r.Comma, delimiterOf(l.text))
		r.give(1)
		return nil
	}
}

// delimiterOf gives the delimiter that a header holds most of, outside marks.
func delimiterOf(header []byte) byte {
	n := map[byte]int{}
	quoted := false
	for _, b := range header {
		if b == '"' {
			quoted = !quoted
		} else if !quoted {
			n[b]++
		}
	}
	return slices.MaxFunc([]byte(",;\t|"), func(a, b byte) int { return cmp.Compare(n[a], n[b]) })
}

// take gives the next line of the file.
func (r *Reader) take() (line, error) {
	if r.next == len(r.lines) {
		if r.broken != nil {
			return line{}, r.broken
		}
		l, err := r.readLine()
		if err != nil {
			r.broken = err
			return line{}, err
		}
		r.lines = append(r.lines, l)
	}
	r.next++
	r.taken++
	return r.lines[r.next-1], nil
}

// give gives the last n lines back.
func (r *Reader) give(n int) { r.next, r.taken = r.next-n, r.taken-n }

func (r *Reader) readLine() (l line, err error) {
	any := false
	for {
		part, err := r.in.ReadSlice(r.eol)
		any = any || len(part) > 0
		if l.long = l.long || len(l.text)+len(part) > r.limit; l.long {
			l.text = nil
		} else {
			l.text = append(l.text, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && !any:
			return l, io.EOF
		case err != nil && err != io.EOF:
			return l, err
		}
		l.text = bytes.TrimSuffix(bytes.TrimSuffix(l.text, []byte{r.eol}), []byte("\r"))
		return l, nil
	}
}

// Read gives the cells of the next row; empty cells beyond the header are left
// out. They share memory: clone what is kept for long. A [*RowError] is of this row
// only; io.EOF ends the table, as does any other error.
func (r *Reader) Read() ([]string, error) {
	cells, err := r.read()
	if err != nil {
		r.damaged = r.damaged || errors.As(err, new(*RowError))
		return nil, err
	}
	for len(cells) > len(r.Header) && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if r.damaged && len(cells) != len(r.Header) {
		return nil, &RowError{Line: r.first, Col: 1, Msg: fmt.Sprintf("%d cells, the header has %d; it may be the rest of the bad row before it", len(cells), len(r.Header))}
	}
	r.damaged = false
	return cells, nil
}

// Each hands the rows that are left to row, and those that cannot be read to bad. The
// error is that of Read which ended the table early.
func (r *Reader) Each(bad func(*RowError), row func(cells []string)) error {
	for {
		cells, err := r.Read()
		var fault *RowError
		switch {
		case err == nil:
			row(cells)
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &fault):
			bad(fault)
		default:
			return err
		}
	}
}

func (r *Reader) read() ([]string, error) {
	r.lines, r.next = r.lines[r.next:], 0
	for {
		l, err := r.take()
		r.first = r.taken
		switch {
		case err != nil:
			return nil, err
		case l.long:
			return nil, &RowError{Line: r.first, Col: 1, TooLong: true, Msg: fmt.Sprintf("the row is longer than %d bytes", r.limit)}
		case len(bytes.TrimSpace(l.text)) == 0 && !bytes.Contains(l.text, []byte{r.Comma}):
			continue
		}
		r.raw = l.text
		cells, err := r.split()
		if err != nil || utf8.Valid(r.raw) {
			if err == nil && r.Encoding == "UTF-16" && bytes.ContainsRune(r.raw, utf8.RuneError) {
				return nil, r.fault(bytes.IndexRune(r.raw, utf8.RuneError), "is no sound UTF-16")
			}
			return cells, err
		}
		if bad := r.decode(); bad != nil {
			return nil, bad
		}
		return r.split()
	}
}

// decode makes text of a row in another encoding than UTF-8.
func (r *Reader) decode() *RowError {
	if e, _ := charset.Lookup(r.Encoding); e != nil {
		if text, err := e.NewDecoder().Bytes(r.raw); err == nil {
			r.raw = text
			return nil
		}
	}
	text, encoding, bad := decode.Text(r.raw)
	if bad != nil {
		return r.fault(max(decode.Invalid(r.raw), 0), bad.Msg)
	}
	r.raw, r.Encoding = []byte(text), cmp.Or(r.Encoding, encoding)
	return nil
}

// span is where the text of a cell stands in the row.
type span struct {
	from, to int
	quoted   bool
}

// split cuts the row into cells, and takes more lines where a quoted cell goes on.
func (r *Reader) split() ([]string, error) {
	r.starts, r.last = r.starts[:0], cellPlace{}
	var cells []span
	for at := 0; ; {
		r.starts = append(r.starts, at)
		if at < len(r.raw) && r.raw[at] == '"' {
			end, stop, ok := r.closing(at)
			switch {
			case ok:
				cells = append(cells, span{at + 1, end, true})
				if stop == len(r.raw) {
					return r.texts(cells), nil
				}
				at = stop + 1
				continue
			case r.Comma == '\t':
			case end < 0:
				return nil, r.fault(at, "the quotation mark that opens the cell is not closed")
			default:
				return nil, r.fault(end, "a quotation mark stands within a quoted cell and is not doubled")
			}
		}
		end := len(r.raw)
		if i := bytes.IndexByte(r.raw[at:], r.Comma); i >= 0 {
			end = at + i
		}
		if i := bytes.IndexByte(r.raw[at:end], '"'); i >= 0 && r.Comma != '\t' {
			return nil, r.fault(at+i, "a quotation mark stands within a cell that does not begin with one")
		}
		cells = append(cells, span{at, end, false})
		if end == len(r.raw) {
			return r.texts(cells), nil
		}
		at = end + 1
	}
}

// texts gives the cells as strings.
func (r *Reader) texts(cells []span) []string {
	row := string(r.raw)
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = row[c.from:c.to]
		if c.quoted {
			out[i] = strings.ReplaceAll(out[i], `""`, `"`)
		}
	}
	return out
}

// closing finds the mark that closes the cell whose mark opens at a place of the
// row, and where the cell stops. Where there is none, end is the mark that stands
// in its stead, -1 for none.
func (r *Reader) closing(open int) (end, stop int, ok bool) {
	from, row, more := open+1, len(r.raw), 0
	fail := func(end int) (int, int, bool) {
		r.give(more)
		if r.raw = r.raw[:row]; end >= row {
			end = -1
		}
		return end, 0, false
	}
	for {
		i := bytes.IndexByte(r.raw[from:], '"')
		if i < 0 {
			l, err := r.take()
			if err != nil {
				return fail(-1)
			}
			more++
			if l.long || len(r.raw)+len(l.text) > r.limit {
				return fail(-1)
			}
			from = len(r.raw) + 1
			r.raw = append(append(r.raw, '\n'), l.text...)
			continue
		}
		i += from
		if i+1 < len(r.raw) && r.raw[i+1] == '"' {
			from = i + 2
			continue
		}
		stop = i + 1
		for stop < len(r.raw) && r.raw[stop] == ' ' {
			stop++
		}
		if (stop == len(r.raw) || r.raw[stop] == r.Comma) && !r.swallows(r.raw[row:max(i, row)]) {
			return i, stop, true
		}
		return fail(i)
	}
}

// swallows reports whether lines that a quoted cell goes on over look like rows of
// their own: as many TABs as the header has.
func (r *Reader) swallows(lines []byte) bool {
	if r.Comma != '\t' || len(r.Header) < 2 {
		return false
	}
	for l := range bytes.Lines(lines) {
		if bytes.Count(l, []byte("\t")) >= len(r.Header)-1 {
			return true
		}
	}
	return false
}

func (r *Reader) fault(at int, msg string) *RowError {
	l, col := r.place(at)
	return &RowError{Line: l, Col: col, Msg: msg}
}

func (r *Reader) place(at int) (lineNo, col int) {
	l, col := decode.Place(r.raw, at)
	return r.first + l - 1, col
}

// Line is the line on which the row that was read last begins.
func (r *Reader) Line() int { return r.first }

// cellPlace is the cell that was asked for last: its byte, its line from 0, and where that begins.
type cellPlace struct{ at, line, start int }

// Pos is the place of a cell of the row that was read last. Cells that are asked for in their
// order take time in proportion to the row.
func (r *Reader) Pos(cell int) (lineNo, col int) {
	if cell >= len(r.starts) {
		return r.first, 1
	}
	at := r.starts[cell]
	if at < r.last.at {
		r.last = cellPlace{}
	}
	part := r.raw[r.last.at:at]
	if n := bytes.Count(part, []byte{'\n'}); n > 0 {
		r.last.line += n
		r.last.start = r.last.at + bytes.LastIndexByte(part, '\n') + 1
	}
	r.last.at = at
	return r.first + r.last.line, at - r.last.start + 1
}

// Missing reports whether a cell says that there is no value, as R, pandas, SPSS,
// SAS, Excel and databases write it.
func Missing(cell string) bool {
	return slices.Contains([]string{"", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", ".", "NULL", "null"}, strings.TrimSpace(cell))
}

// Decimal gives a number with a decimal comma or a typographic minus sign as
// programs write it; any other cell stays as it is. In a table whose delimiter is
// the comma, three digits behind one may be thousands: they are left alone.
func (r *Reader) Decimal(cell string) string {
	s := strings.Replace(strings.TrimSpace(cell), "\u2212", "-", 1)
	whole, fraction, comma := strings.Cut(s, ",")
	digits := func(s string) bool { return strings.Trim(s, "0123456789") == "" }
	sign := strings.TrimLeft(whole, "+-")
	switch {
	case !comma && digits(strings.Replace(strings.TrimLeft(s, "+-"), ".", "", 1)):
		return s
	case !comma || fraction == "" || len(whole)-len(sign) > 1 || !digits(sign) || !digits(fraction):
		return cell
	case r.Comma == ',' && len(fraction) == 3 && strings.Trim(sign, "0") != "":
		return cell
	}
	return whole + "." + fraction
}
