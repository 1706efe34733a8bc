package table

import (
	"iter"
	"slices"
	"strings"
)

// Packed is the rows of a table in a tenth of the memory: each as the bytes of its
// values, of which those that the row before has take one. A nil Packed has no rows.
type Packed[T any] struct {
	fields  []Field[T]
	parts   []*pack[T] // each in order
	compare func(a, b *T) int
}

// pack is rows one after the other.
type pack[T any] struct {
	bytes strings.Builder
	n     int
	last  T
	buf   []byte
}

// NewPacked packs rows of these fields, in the order in which they come.
func NewPacked[T any](fields []Field[T], rows []T) *Packed[T] {
	p := &Packed[T]{fields: fields}
	for i := range rows {
		p.Add(&rows[i])
	}
	return p
}

// Add adds a row at the end.
func (p *Packed[T]) Add(row *T) {
	if len(p.parts) == 0 {
		p.parts = append(p.parts, &pack[T]{})
	}
	k := p.parts[len(p.parts)-1]
	before := &k.last
	if k.n == 0 {
		before = nil
	}
	k.buf = appendValues(k.buf[:0], p.fields, before, row)
	k.bytes.Write(k.buf)
	k.last = *row
	k.n++
}

// Merge puts the rows of several together in the order of compare, in which each of
// them is; nothing can be added then.
func Merge[T any](compare func(a, b *T) int, all ...*Packed[T]) *Packed[T] {
	out := &Packed[T]{compare: compare}
	for _, p := range all {
		if p.Len() > 0 {
			out.fields, out.parts = p.fields, append(out.parts, p.parts...)
		}
	}
	return out
}

// Len is how many rows there are.
func (p *Packed[T]) Len() (n int) {
	if p == nil {
		return 0
	}
	for _, k := range p.parts {
		n += k.n
	}
	return n
}

// All gives the rows in order; each is the caller's own.
func (p *Packed[T]) All() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		if p == nil {
			return
		}
		type head struct {
			in  *decoding
			row *T
		}
		var heads []head
		for _, k := range p.parts {
			h := head{in: &decoding{text: k.bytes.String()}}
			if h.row = p.next(h.in, nil); h.row != nil {
				heads = append(heads, h)
			}
		}
		for len(heads) > 0 {
			at := 0
			for i := 1; i < len(heads); i++ {
				if p.compare(heads[i].row, heads[at].row) < 0 {
					at = i
				}
			}
			h := &heads[at]
			row := h.row
			if h.row = p.next(h.in, row); h.row == nil {
				heads = slices.Delete(heads, at, at+1)
			}
			if !yield(row) {
				return
			}
		}
	}
}

// next reads a row, nil at the end.
func (p *Packed[T]) next(in *decoding, before *T) *T {
	if in.text == "" {
		return nil
	}
	row := new(T)
	readValues(in, p.fields, before, row)
	return row
}

// Slice unpacks all rows.
func (p *Packed[T]) Slice() (rows []T) {
	for row := range p.All() {
		rows = append(rows, *row)
	}
	return rows
}
