package lexicon

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed builtin/*.csv builtin/rules/*.rules
var builtin embed.FS

// Papers say where a list comes from.
type Papers struct {
	Name      string // unique among the built-in lists
	Version   string // changes with any entry
	Licence   string
	Reference string
	Doc       string // what an entry means, one sentence
}

// Error is a fault in a list, with its place.
type Error struct {
	File   string
	Line   int
	Column string // name of the column, "" for the whole line
	Msg    string
}

// Error gives "file:line: column: message".
func (e *Error) Error() string {
	if e.Column == "" {
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
	}
	return fmt.Sprintf("%s:%d: %s: %s", e.File, e.Line, e.Column, e.Msg)
}

// List is a parsed list: its papers and its rows, still as text.
type List struct {
	Papers
	File   string
	Hash   string // SHA-256 of the file, in hex
	header []string
	rows   []row
}

type row struct {
	line  int
	cells []string
}

// Columns gives the names of the columns.
func (l *List) Columns() []string { return slices.Clone(l.header) }

// Len is the number of entries.
func (l *List) Len() int { return len(l.rows) }

// Entry gives the cells of entry i and its line in the file.
func (l *List) Entry(i int) (cells []string, line int) {
	return slices.Clone(l.rows[i].cells), l.rows[i].line
}

// Names gives the names of the built-in lists, sorted.
func Names() []string {
	entries, err := builtin.ReadDir("builtin")
	if err != nil { // the folder is embedded: it is there
		return nil
	}
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".csv"); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Builtin gives the built-in list of that name.
func Builtin(name string) (*List, error) {
	file := path.Join("builtin", name+".csv")
	data, err := builtin.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("lexicon: no built-in list %q; there are %s", name, strings.Join(Names(), ", "))
	}
	return Parse(path.Join("lexicon", file), data)
}

// Parse reads a list from the bytes of a file; file names it in errors.
func Parse(file string, data []byte) (*List, error) {
	sum := sha256.Sum256(data)
	l := &List{File: file, Hash: hex.EncodeToString(sum[:])}
	skipped, rest := l.readPapers(data)
	r := csv.NewReader(bytes.NewReader(rest))
	r.Comment = '#'
	r.FieldsPerRecord = -1
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			var p *csv.ParseError
			if errors.As(err, &p) {
				return nil, &Error{File: file, Line: skipped + p.Line, Msg: p.Err.Error()}
			}
			return nil, fmt.Errorf("lexicon: %s: %w", file, err)
		}
		line, _ := r.FieldPos(0)
		if l.header == nil {
			l.header = cells
			continue
		}
		if len(cells) != len(l.header) {
			return nil, &Error{File: file, Line: skipped + line,
				Msg: fmt.Sprintf("%d cells where the header has %d", len(cells), len(l.header))}
		}
		l.rows = append(l.rows, row{skipped + line, cells})
	}
	if l.header == nil {
		return nil, &Error{File: file, Line: skipped + 1, Msg: "no header line"}
	}
	return l, nil
}

// readPapers reads the comment lines at the head: "# version: 1". It gives
// their number and what follows them.
func (l *List) readPapers(data []byte) (int, []byte) {
	n := 0
	r := bufio.NewReader(bytes.NewReader(data))
	read := 0
	for {
		line, err := r.ReadString('\n')
		if !strings.HasPrefix(line, "#") {
			return n, data[read:]
		}
		n++
		read += len(line)
		key, value, _ := strings.Cut(strings.TrimSpace(line[1:]), ":")
		value = strings.TrimSpace(value)
		switch key {
		case "name":
			l.Name = value
		case "version":
			l.Version = value
		case "licence":
			l.Licence = value
		case "reference":
			l.Reference = value
		case "doc":
			l.Doc = value
		}
		if err != nil {
			return n, data[read:]
		}
	}
}

// cursor reads the cells of one row and keeps the first fault.
type cursor struct {
	list *List
	row  row
	err  error
}

func (c *cursor) fail(column, format string, args ...any) {
	if c.err == nil {
		c.err = &Error{c.list.File, c.row.line, column, fmt.Sprintf(format, args...)}
	}
}

func (c *cursor) text(column string) string {
	i := slices.Index(c.list.header, column)
	if i < 0 {
		c.fail(column, "the list has no such column")
		return ""
	}
	return c.row.cells[i]
}

func (c *cursor) required(column string) string {
	s := c.text(column)
	if s == "" {
		c.fail(column, "is empty")
	}
	return s
}

// oneOf reads a cell that holds one of a few words.
func (c *cursor) oneOf(column string, words ...string) string {
	s := c.text(column)
	if !slices.Contains(words, s) {
		c.fail(column, "%q is none of %s", s, strings.Join(words, ", "))
	}
	return s
}

// number reads a number between lo and hi; an empty cell is 0 and not set.
func (c *cursor) number(column string, lo, hi float64) (v float64, set bool) {
	s := c.text(column)
	if s == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v >= lo && v <= hi) {
		c.fail(column, "%q is no number from %g to %g", s, lo, hi)
	}
	return v, true
}

// decode turns every row of a list into an entry.
func decode[E any](l *List, entry func(*cursor) E) ([]E, error) {
	entries := make([]E, 0, len(l.rows))
	for _, r := range l.rows {
		c := &cursor{list: l, row: r}
		e := entry(c)
		if c.err != nil {
			return nil, c.err
		}
		entries = append(entries, e)
	}
	return entries, nil
}
