package table_test

import (
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func parquetBytes(t *testing.T, g table.Grid) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := table.WriteParquet(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every value of a Parquet file is the value of the table, in a column of its
// type, in our order.
func TestParquetHoldsTheTables(t *testing.T) {
	run := built.Run(t)
	run.Sources[0].Seed, run.Sources[0].Draws = 18446744073709551615, 1
	second := fixture.RowsOf(t, run.Rows).Articles[1].DocID
	run.Rows = fixture.Edited(run.Rows, func(rec *table.Record) {
		if rec.Article.DocID == second {
			rec.Article.PublishDate = "1850-01-02"
		}
	})
	for _, g := range run.Grids() {
		b := parquetBytes(t, g)
		if again := parquetBytes(t, g); !bytes.Equal(b, again) {
			t.Errorf("%s: the bytes differ", g.Table().Name)
		}
		f, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range f.Schema().Fields() {
			if want := g.Table().Columns[i]; c.Name() != want.Name || c.Optional() == want.Required {
				t.Errorf("%s: column %d is %s, optional %v", g.Table().Name, i, c.Name(), c.Optional())
			}
		}
		if v, _ := f.Lookup("dyad.schema_version"); v != table.SchemaVersionText() || f.NumRows() != int64(g.Len()) {
			t.Errorf("%s: schema version %q, %d rows", g.Table().Name, v, f.NumRows())
		}
		reader, row, rows := parquet.NewReader(f), 0, gridRows(t, g)
		for buf := make([]parquet.Row, 1); ; row++ {
			n, err := reader.ReadRows(buf)
			if n == 0 {
				if err != io.EOF {
					t.Fatal(err)
				}
				break
			}
			for i, v := range buf[0] {
				if got, want := fromParquet(g.Table().Columns[i], v), rows[row].Value(i); got != want {
					t.Errorf("%s, row %d, %s: %v, not %v", g.Table().Name, row+1, g.Table().Columns[i].Name, got, want)
				}
			}
		}
		if row != g.Len() {
			t.Errorf("%s: %d rows read", g.Table().Name, row)
		}
	}
}

func fromParquet(c table.Column, v parquet.Value) any {
	switch {
	case v.IsNull():
		return nil
	case c.Type == table.Date:
		return time.Unix(int64(v.Int32())*24*60*60, 0).UTC().Format(time.DateOnly)
	case c.Unsigned:
		return v.Uint64()
	case c.Type == table.Int:
		return v.Int64()
	case c.Type == table.Float:
		return v.Double()
	case c.Type == table.Bool:
		return v.Boolean()
	}
	return string(v.ByteArray())
}
