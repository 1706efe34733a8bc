package table

import (
	"errors"
	"io"
	"reflect"
	"time"

	"github.com/parquet-go/parquet-go"
)

// parquetBatch is how many rows are handed over at a time, and parquetGroup how many
// a group of rows has at most: a group is in memory, compressed, until it is written.
const (
	parquetBatch = 512
	parquetGroup = 1 << 17
)

// writeParquet writes a table as Parquet: columns in our order, text as UTF-8,
// days as dates, counts as 64-bit integers, and null where a value is missing.
// The file's metadata hold the schema version and, under a column's name, its
// meaning.
func writeParquet(w io.Writer, g Grid) error {
	t := g.Table()
	root := orderedGroup{Group: parquet.Group{}}
	options := []parquet.WriterOption{parquet.CreatedBy("dyad", schemaVersion(), "parquet-go"), parquet.Compression(&parquet.Snappy), parquet.MaxRowsPerRowGroup(parquetGroup),
		parquet.KeyValueMetadata("dyad.table", t.Meaning), parquet.KeyValueMetadata("dyad.schema_version", schemaVersion())}
	for _, c := range t.Columns {
		root.fields = append(root.fields, parquetField{Node: parquetNode(c), name: c.Name})
		options = append(options, parquet.KeyValueMetadata("dyad.column."+c.Name, c.Meaning))
	}
	out := parquet.NewWriter(w, append(options, parquet.NewSchema(t.Name, root))...)
	rows := make([]parquet.Row, 0, parquetBatch)
	for row, err := range g.Rows() {
		if err != nil {
			return errors.Join(err, out.Close())
		}
		values := make(parquet.Row, len(t.Columns))
		for i, c := range t.Columns {
			v := row.Value(i)
			values[i] = parquetValue(c, v).Level(0, definition(c, v), i)
		}
		if rows = append(rows, values); len(rows) == parquetBatch {
			if _, err := out.WriteRows(rows); err != nil {
				return errors.Join(err, out.Close())
			}
			rows = rows[:0]
		}
	}
	_, err := out.WriteRows(rows)
	return errors.Join(err, out.Close())
}

// orderedGroup is a group whose columns keep their order; that of the library
// sorts them by name.
type orderedGroup struct {
	parquet.Group
	fields []parquetField
}

// Fields gives the columns in their order.
func (g orderedGroup) Fields() []parquet.Field {
	out := make([]parquet.Field, len(g.fields))
	for i := range g.fields {
		out[i] = &g.fields[i]
	}
	return out
}

// GoType is not used: rows are written as values.
func (g orderedGroup) GoType() reflect.Type { return reflect.TypeFor[struct{}]() }

type parquetField struct {
	parquet.Node
	name string
}

// Name is the name of the column.
func (f *parquetField) Name() string { return f.name }

// Value is not used: rows are written as values.
func (f *parquetField) Value(base reflect.Value) reflect.Value { return base }

func parquetNode(c Column) parquet.Node {
	var node parquet.Node
	switch {
	case c.Unsigned:
		node = parquet.Uint(64)
	case c.Type == Int:
		node = parquet.Int(64)
	case c.Type == Float:
		node = parquet.Leaf(parquet.DoubleType)
	case c.Type == Bool:
		node = parquet.Leaf(parquet.BooleanType)
	case c.Type == Date:
		node = parquet.Date()
	default:
		node = parquet.String()
	}
	if c.Required {
		return parquet.Required(node)
	}
	return parquet.Optional(node)
}

// definition is the definition level of a value: 1 where a column that may be
// missing has one.
func definition(c Column, v any) int {
	if c.Required || v == nil {
		return 0
	}
	return 1
}

func parquetValue(c Column, v any) parquet.Value {
	switch v := v.(type) {
	case string:
		if c.Type == Date {
			day, err := time.Parse(time.DateOnly, v)
			if err != nil {
				return parquet.NullValue()
			}
			return parquet.Int32Value(int32(day.Unix() / (24 * 60 * 60)))
		}
		return parquet.ByteArrayValue([]byte(v))
	case int64:
		return parquet.Int64Value(v)
	case uint64:
		return parquet.Int64Value(int64(v))
	case float64:
		return parquet.DoubleValue(v)
	case bool:
		return parquet.BooleanValue(v)
	}
	return parquet.NullValue()
}
