package table

import (
	"encoding/binary"
	"errors"
	"math"
)

// RecordCode writes records as bytes and reads them again, with every value as it
// was: what a record is kept as where it waits for its tables. It is not for
// exchange: the columns of the schema decide the order of the values. A RecordCode
// is for one goroutine at a time.
type RecordCode struct {
	articles []Field[ArticleRow] // without the researcher's own columns
	detailFields
}

// detailFields are the columns of the detail tables.
type detailFields struct {
	portrayals []Field[PortrayalRow]
	judgments  []Field[JudgmentRow]
	relations  []Field[RelationRow]
}

func newDetailFields() detailFields {
	return detailFields{Fields[PortrayalRow](), Fields[JudgmentRow](), Fields[RelationRow]()}
}

// NewRecordCode makes the code of this version's schema.
func NewRecordCode() *RecordCode {
	return &RecordCode{Fields[ArticleRow](), newDetailFields()}
}

// Append appends a record to b.
func (c *RecordCode) Append(b []byte, rec *Record) []byte {
	b = appendValues(b, c.articles, nil, &rec.Article)
	b = binary.AppendUvarint(b, uint64(len(rec.Article.Meta)))
	for _, m := range rec.Article.Meta {
		b = appendText(appendText(b, m.Name), m.Value)
	}
	b = appendRows(b, c.portrayals, rec.Portrayals)
	b = appendRows(b, c.judgments, rec.Judgments)
	return appendRows(b, c.relations, rec.Relations)
}

// errRecord says that bytes are no record of this schema.
var errRecord = errors.New("these bytes are no record of this version's tables")

// Decode reads what Append wrote.
func (c *RecordCode) Decode(b []byte) (rec Record, err error) {
	in := &decoding{text: string(b)}
	readValues(in, c.articles, nil, &rec.Article)
	for range in.count() {
		name := in.string()
		rec.Article.Meta = append(rec.Article.Meta, MetaCell{name, in.string()})
	}
	rec.Portrayals = readCoded(in, c.portrayals)
	rec.Judgments = readCoded(in, c.judgments)
	rec.Relations = readCoded(in, c.relations)
	if in.bad || in.text != "" {
		return Record{}, errRecord
	}
	return rec, nil
}

func appendRows[T any](b []byte, fields []Field[T], rows []T) []byte {
	b = binary.AppendUvarint(b, uint64(len(rows)))
	var before *T
	for i := range rows {
		b = appendValues(b, fields, before, &rows[i])
		before = &rows[i]
	}
	return b
}

func readCoded[T any](in *decoding, fields []Field[T]) []T {
	n := in.count()
	if n == 0 {
		return nil
	}
	rows := make([]T, n)
	var before *T
	for i := range rows {
		readValues(in, fields, before, &rows[i])
		before = &rows[i]
	}
	return rows
}

// appendValues appends the values of a row. A text that is that of the row before
// takes a byte.
func appendValues[T any](b []byte, fields []Field[T], before, row *T) []byte {
	for i := range fields {
		f := &fields[i]
		switch v := f.at(row).(type) {
		case *string:
			if before != nil && *f.at(before).(*string) == *v {
				b = append(b, 0)
				continue
			}
			b = binary.AppendUvarint(b, uint64(len(*v))+1)
			b = append(b, *v...)
		case *int:
			b = binary.AppendVarint(b, int64(*v))
		case *uint64:
			b = binary.AppendUvarint(b, *v)
		case *bool:
			b = append(b, boolByte(*v))
		case *Num:
			b = appendNum(b, *v, f.Decimals)
		}
	}
	return b
}

func boolByte(v bool) byte {
	if v {
		return 1
	}
	return 0
}

func readValues[T any](in *decoding, fields []Field[T], before, row *T) {
	for i := range fields {
		f := &fields[i]
		switch v := f.at(row).(type) {
		case *string:
			n := in.uvarint()
			switch {
			case n > 0:
				*v = in.take(n - 1)
			case before != nil:
				*v = *f.at(before).(*string)
			default:
				in.bad = true
			}
		case *int:
			*v = int(in.varint())
		case *uint64:
			*v = in.uvarint()
		case *bool:
			*v = in.take(1) == "\x01"
		case *Num:
			*v = in.num(f.Decimals)
		}
	}
}

// How a number is written: missing, by its printed decimals, or as it is.
const (
	numMissing = iota
	numDecimal
	numExact
)

// appendNum appends a number. One that has only the decimals of its column is a
// whole number of its last place, which gives the same float again: a quotient of
// two whole numbers is rounded as a decimal number is when it is read.
func appendNum(b []byte, n Num, decimals int) []byte {
	if !n.Known {
		return append(b, numMissing)
	}
	scale := math.Pow10(decimals)
	whole := math.Round(n.Value * scale)
	if math.Abs(whole) < 1<<52 && whole/scale == n.Value && !(whole == 0 && math.Signbit(n.Value)) {
		return binary.AppendVarint(append(b, numDecimal), int64(whole))
	}
	return binary.LittleEndian.AppendUint64(append(b, numExact), math.Float64bits(n.Value))
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decoding is what is left of the bytes of a record.
type decoding struct {
	text string
	bad  bool // something could not be read
}

// take takes so many bytes.
func (d *decoding) take(n uint64) string {
	if n > uint64(len(d.text)) {
		d.bad, d.text = true, ""
		return ""
	}
	s := d.text[:n]
	d.text = d.text[n:]
	return s
}

func (d *decoding) uvarint() (x uint64) {
	for i := 0; i < len(d.text) && i < binary.MaxVarintLen64; i++ {
		c := d.text[i]
		if x |= uint64(c&0x7f) << (7 * i); c < 0x80 {
			d.text = d.text[i+1:]
			return x
		}
	}
	d.bad, d.text = true, ""
	return 0
}

func (d *decoding) varint() int64 {
	x := d.uvarint()
	return int64(x>>1) ^ -int64(x&1)
}

// count reads a number of things, each of which takes a byte at least.
func (d *decoding) count() int {
	n := d.uvarint()
	if n > uint64(len(d.text)) {
		d.bad = true
		return 0
	}
	return int(n)
}

func (d *decoding) string() string { return d.take(d.uvarint()) }

func (d *decoding) num(decimals int) Num {
	switch kind := d.take(1); kind {
	case string(rune(numMissing)):
		return Num{}
	case string(rune(numDecimal)):
		return Num{float64(d.varint()) / math.Pow10(decimals), true}
	case string(rune(numExact)):
		if raw := d.take(8); raw != "" {
			x := math.Float64frombits(binary.LittleEndian.Uint64([]byte(raw)))
			if !math.IsNaN(x) && !math.IsInf(x, 0) {
				return Num{x, true}
			}
		}
	}
	d.bad = true
	return Num{}
}
