package table

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// ErrCells says that a record was not written by AppendRecord of this schema.
var ErrCells = errors.New("the rows of an article are damaged, or of another schema")

// Cells writes the rows of articles as cells of their tables, each with its length, and
// reads them back: small, quick, and never another list of columns.
type Cells struct {
	articles   map[string][]Field[ArticleRow] // by the researcher's columns
	portrayals []Field[PortrayalRow]
	judgments  []Field[JudgmentRow]
	relations  []Field[RelationRow]
}

// NewCells prepares; a Cells is used by one goroutine at a time.
func NewCells() *Cells {
	return &Cells{map[string][]Field[ArticleRow]{}, PortrayalFields(), JudgmentFields(), RelationFields()}
}

func (c *Cells) article(meta []string) []Field[ArticleRow] {
	key := strings.Join(meta, "\x00")
	fields, ok := c.articles[key]
	if !ok {
		fields = ArticleFields(meta)
		c.articles[key] = fields
	}
	return fields
}

// Append writes a record behind b.
func (c *Cells) Append(b []byte, r *Record) []byte {
	meta := make([]string, len(r.Article.Meta))
	for i, m := range r.Article.Meta {
		meta[i] = m.Name
	}
	b = binary.AppendUvarint(b, uint64(len(meta)))
	for _, name := range meta {
		b = appendText(b, name)
	}
	b = appendCells(b, c.article(meta), &r.Article)
	b = appendRows(b, c.portrayals, r.Portrayals)
	b = appendRows(b, c.judgments, r.Judgments)
	return appendRows(b, c.relations, r.Relations)
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendCells[T any](b []byte, fields []Field[T], r *T) []byte {
	for i := range fields {
		f := &fields[i]
		if s, ok := f.at(r).(*string); ok { // as it is, not as a cell shows it
			b = appendText(b, *s)
		} else {
			b = appendText(b, f.Format(r))
		}
	}
	return b
}

func appendRows[T any](b []byte, fields []Field[T], rows []T) []byte {
	b = binary.AppendUvarint(b, uint64(len(rows)))
	for i := range rows {
		b = appendCells(b, fields, &rows[i])
	}
	return b
}

// Read reads back what Append wrote; the record holds parts of s.
func (c *Cells) Read(s string) (r Record, err error) {
	in := cellReader{s: s}
	meta := make([]string, in.count())
	for i := range meta {
		meta[i] = in.cell()
	}
	readCells(&in, c.article(meta), &r.Article)
	r.Portrayals = readCellRows(&in, c.portrayals)
	r.Judgments = readCellRows(&in, c.judgments)
	r.Relations = readCellRows(&in, c.relations)
	if in.bad || in.s != "" {
		return Record{}, ErrCells
	}
	return r, nil
}

// cellReader takes cells off a text.
type cellReader struct {
	s   string
	bad bool
}

// count reads a number of cells or rows, or a length: never more than bytes are left.
func (in *cellReader) count() int {
	n, shift := uint64(0), 0
	for i := 0; i < len(in.s) && shift < 63; i++ {
		c := in.s[i]
		n |= uint64(c&0x7f) << shift
		if shift += 7; c < 0x80 {
			in.s = in.s[i+1:]
			if n > uint64(len(in.s)) {
				break
			}
			return int(n)
		}
	}
	in.s, in.bad = "", true
	return 0
}

func (in *cellReader) cell() string {
	n := in.count()
	s := in.s[:n]
	in.s = in.s[n:]
	return s
}

func readCells[T any](in *cellReader, fields []Field[T], r *T) {
	for i := range fields {
		s := in.cell()
		if to, ok := fields[i].at(r).(*string); ok {
			*to = s
		} else if !in.bad && fields[i].scan(r, s) != nil {
			in.bad = true
		}
	}
}

func readCellRows[T any](in *cellReader, fields []Field[T]) []T {
	rows := make([]T, in.count())
	for i := range rows {
		readCells(in, fields, &rows[i])
	}
	return slices.Clip(rows)
}

// SetCluster writes the story cluster of an article into its rows, with the articles
// that report the same event.
func (r *Record) SetCluster(head string, sameEvent []string) {
	a := &r.Article
	a.StoryClusterID, a.IsClusterHead, a.CopyOf = Clean(head), Clean(head) == a.DocID, ""
	if !a.IsClusterHead {
		a.CopyOf = a.StoryClusterID
	}
	a.SameEvent = Clean(strings.Join(sameEvent, "; "))
	for d := range r.details() {
		d.StoryClusterID = a.StoryClusterID
	}
}

// Rename gives an article another doc_id, in all that holds it.
func (r *Record) Rename(id string) {
	was := r.Article.DocID
	r.Article.DocID = Clean(id)
	for d := range r.details() {
		d.DocID = r.Article.DocID
	}
	rename := func(id *string) {
		if rest, ok := strings.CutPrefix(*id, was); ok {
			*id = r.Article.DocID + rest
		}
	}
	for i := range r.Portrayals {
		rename(&r.Portrayals[i].PortrayalID)
	}
	for i := range r.Judgments {
		rename(&r.Judgments[i].JudgmentID)
		rename(&r.Judgments[i].RelationID)
	}
	for i := range r.Relations {
		rename(&r.Relations[i].RelationID)
	}
}

// details gives what the rows of a record share.
func (r *Record) details() func(yield func(*Detail) bool) {
	return func(yield func(*Detail) bool) {
		for i := range r.Portrayals {
			if !yield(&r.Portrayals[i].Detail) {
				return
			}
		}
		for i := range r.Judgments {
			if !yield(&r.Judgments[i].Detail) {
				return
			}
		}
		for i := range r.Relations {
			if !yield(&r.Relations[i].Detail) {
				return
			}
		}
	}
}
