package table_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// BenchmarkBuild is 200,000 portrayals: rows, stream, tables.
func BenchmarkBuild(b *testing.B) {
	scored := fixture.Many(5000)
	recs := make([]table.Record, len(scored))
	b.Run("flatten", func(b *testing.B) {
		for b.Loop() {
			for i, s := range scored {
				recs[i] = report.Flatten(s, table.Names{})
			}
		}
	})
	var run *report.Run
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("build/workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				var err error
				if run, err = report.Build(table.Info{}, recs, report.Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	rows := fixture.RowsOf(b, run.Rows)
	b.Run("csv", func(b *testing.B) {
		for b.Loop() {
			if err := table.WriteTable(io.Discard, run.ID, table.Fields[table.PortrayalRow](), rows.Portrayals, table.Style{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	var text strings.Builder
	b.Run("stream", func(b *testing.B) {
		for b.Loop() {
			text.Reset()
			w, err := table.NewStreamWriter(&text, table.Info{})
			if err != nil {
				b.Fatal(err)
			}
			for _, r := range recs {
				if err := w.Write(r); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Close(table.Intake{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read stream", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := table.ReadStream(strings.NewReader(text.String()), table.ReadOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
