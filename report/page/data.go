package page

import (
	"encoding/base64"
	"html/template"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// dataTable is a table as the page holds it: by columns, each text that
// repeats written once.
type dataTable struct {
	name    string
	rows    int
	columns []dataColumn
}

// dataColumn is a column of a dataTable. A column of texts has its distinct
// texts in keys and in values the place of each row's text there; in other
// columns values are the values themselves.
type dataColumn struct {
	name     string
	kind     table.Type
	decimals int
	keys     []string
	values   []byte // JSON, separated by commas
}

// tableOf makes the table of those rows that keep holds for. only names the
// columns; none are all.
func tableOf[T any](name string, fields []table.Field[T], rows []T, keep func(*T) bool, only ...string) dataTable {
	return tableOfAll(name, fields, func(yield func(*T) bool) {
		for i := range rows {
			if !yield(&rows[i]) {
				return
			}
		}
	}, keep, only...)
}

// tableOfAll is tableOf of rows that come one by one.
func tableOfAll[T any](name string, fields []table.Field[T], rows iter.Seq[*T], keep func(*T) bool, only ...string) dataTable {
	t := newTable(name, fields, only...)
	for row := range rows {
		if keep == nil || keep(row) {
			t.add(row)
		}
	}
	return t.table()
}

// tableMaker gathers a table, row by row.
type tableMaker[T any] struct {
	name    string
	rows    int
	fields  []table.Field[T]
	columns []*columnMaker
	more    []*columnMaker // that are not of the fields
}

func newTable[T any](name string, fields []table.Field[T], only ...string) *tableMaker[T] {
	t := &tableMaker[T]{name: name}
	for i := range fields {
		if f := &fields[i]; len(only) == 0 || slices.Contains(only, f.Name) {
			t.fields, t.columns = append(t.fields, *f), append(t.columns, newColumn(f.Name, f.Type, f.Decimals))
		}
	}
	return t
}

// column adds a column that the caller fills.
func (t *tableMaker[T]) column(name string, kind table.Type) *columnMaker {
	c := newColumn(name, kind, 0)
	t.more = append(t.more, c)
	return c
}

func (t *tableMaker[T]) add(row *T) {
	t.rows++
	for i := range t.fields {
		t.columns[i].add(t.fields[i].Format(row))
	}
}

func (t *tableMaker[T]) table() dataTable {
	out := dataTable{name: t.name, rows: t.rows}
	for _, c := range slices.Concat(t.columns, t.more) {
		out.columns = append(out.columns, c.dataColumn)
	}
	return out
}

// columnMaker gathers a column.
type columnMaker struct {
	dataColumn
	seen map[string]int
}

func newColumn(name string, kind table.Type, decimals int) *columnMaker {
	return &columnMaker{dataColumn: dataColumn{name: table.Shown(name), kind: kind, decimals: decimals}, seen: map[string]int{}}
}

// add takes a value as it stands in a cell; "" is missing.
func (c *columnMaker) add(cell string) {
	switch {
	case c.kind == table.Text || c.kind == table.Date:
		c.key(table.Shown(cell))
	case cell == "":
		c.raw("null")
	default:
		c.raw(cell)
	}
}

func (c *columnMaker) key(text string) {
	at, ok := c.seen[text]
	if !ok {
		at, text = len(c.keys), strings.Clone(text) // a text of a row is a part of the whole record
		c.seen[text] = at
		c.keys = append(c.keys, text)
	}
	c.raw(strconv.Itoa(at))
}

func (c *columnMaker) number(n int) { c.raw(strconv.Itoa(n)) }

func (c *columnMaker) raw(value string) {
	if len(c.values) > 0 {
		c.values = append(c.values, ',')
	}
	c.values = append(c.values, value...)
}

// appendHead writes the table as far as its columns.
func (t *dataTable) appendHead(b []byte) []byte {
	b = append(b, `{"name":`...)
	b = table.AppendString(b, t.name)
	b = append(b, `,"rows":`...)
	b = strconv.AppendInt(b, int64(t.rows), 10)
	return append(b, `,"columns":[`...)
}

func (c *dataColumn) appendJSON(b []byte) []byte {
	b = append(b, `{"name":`...)
	b = table.AppendString(b, c.name)
	b = append(b, `,"type":`...)
	b = table.AppendString(b, string(c.kind))
	b = append(b, `,"decimals":`...)
	b = strconv.AppendInt(b, int64(c.decimals), 10)
	if c.kind == table.Text || c.kind == table.Date {
		b = append(b, `,"keys":`...)
		b = appendStrings(b, c.keys)
	}
	b = append(b, `,"values":[`...)
	b = append(b, c.values...)
	return append(b, "]}"...)
}

func appendStrings(b []byte, texts []string) []byte {
	b = append(b, '[')
	for i, s := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = table.AppendString(b, s)
	}
	return append(b, ']')
}

// packed is tables as they stand in the page: JSON with a head before them, as gzip in
// base64, which needs no escaping. It goes through the compressor column by column. The
// compressor is pinned in go.mod, so that the bytes are the same for every toolchain.
func packed(head []byte, tables []dataTable) (template.HTML, error) {
	var out strings.Builder
	text := base64.NewEncoder(base64.StdEncoding, &out)
	z, err := gzip.NewWriterLevel(text, gzip.DefaultCompression)
	if err != nil {
		return "", err
	}
	buf := append(head, `"tables":[`...)
	for i := range tables {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = tables[i].appendHead(buf)
		for k := range tables[i].columns {
			if k > 0 {
				buf = append(buf, ',')
			}
			buf = tables[i].columns[k].appendJSON(buf)
			if _, err := z.Write(buf); err != nil {
				return "", err
			}
			buf = buf[:0]
		}
		buf = append(buf, "]}"...)
	}
	if _, err := z.Write(append(buf, "]}"...)); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	err = text.Close()
	return template.HTML(out.String()), err
}
