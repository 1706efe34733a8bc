package table_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// readAll reads a table and counts its bad rows.
func readAll(text string) (rows []table.ArticleRow, meta []string, bad int, err error) {
	r, err := table.NewTableReader(strings.NewReader(text), "f.csv", true, table.ArticleFields)
	if err != nil {
		return nil, nil, 0, err
	}
	for {
		var row table.ArticleRow
		p, err := r.Next(&row)
		switch {
		case err == io.EOF:
			return rows, r.Meta, bad, nil
		case err != nil:
			return nil, nil, 0, err
		case p != nil:
			bad++
		default:
			rows = append(rows, row)
		}
	}
}

// What the reader lets through is written so that it reads back the same.
func FuzzArticlesCSV(f *testing.F) {
	run, err := report.Build(fixture.Info(), built.Records(), report.Options{})
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := table.WriteTable(&b, run.ID, table.ArticleFields(run.Meta), fixture.RowsOf(f, run.Rows).Articles, table.Style{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add(strings.ReplaceAll(b.String(), ",T,", ",\"'=T\r\n\"\"x\","))
	f.Add(table.ByteOrderMark + b.String()[:200])
	f.Fuzz(func(t *testing.T, text string) {
		rows, meta, _, err := readAll(text)
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := table.WriteTable(&first, "id", table.ArticleFields(meta), rows, table.Style{}); err != nil {
			t.Fatal(err)
		}
		again, meta, bad, err := readAll(first.String())
		if err != nil || bad > 0 || len(again) != len(rows) {
			t.Fatalf("%d rows became %d, %d bad, %v", len(rows), len(again), bad, err)
		}
		if err := table.WriteTable(&second, "id", table.ArticleFields(meta), again, table.Style{}); err != nil {
			t.Fatal(err)
		}
		fixture.Diff(t, "table", first.String(), second.String())
	})
}

func FuzzReadStream(f *testing.F) {
	var b bytes.Buffer
	w, err := table.NewStreamWriter(&b, fixture.Info())
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range built.Records() {
		if err := w.Write(r); err != nil {
			f.Fatal(err)
		}
	}
	if err := w.Close(fixture.Info().Intake); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add(b.String()[:b.Len()/2])
	f.Add(strings.ReplaceAll(b.String(), ":", ": "))
	f.Add(strings.ReplaceAll(b.String(), "meta_c", "meta_\x84"))
	f.Add(strings.ReplaceAll(b.String(), `"url":null`, `"url":{"a":["}",1]}`))
	f.Fuzz(func(t *testing.T, text string) {
		info, recs, err := table.ReadStream(strings.NewReader(text), table.ReadOptions{Name: "f", Partial: true})
		if err != nil {
			return
		}
		if _, err := report.Build(info, recs, report.Options{}); err != nil {
			t.Fatal(err)
		}
		var first bytes.Buffer
		w, err := table.NewStreamWriter(&first, info)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			if err := w.Write(r); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(info.Intake); err != nil {
			t.Fatal(err)
		}
		_, again, err := table.ReadStream(&first, table.ReadOptions{Name: "f"})
		if err != nil {
			t.Fatal(err)
		}
		if len(recs)+len(again) > 0 { // none is none, nil or not
			fixture.Diff(t, "records", recs, again)
		}
	})
}
