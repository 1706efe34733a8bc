package report

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// readAll reads a table and counts its bad rows.
func readAll(text string) (rows []ArticleRow, meta []string, bad int, err error) {
	r, err := newTableReader(strings.NewReader(text), "f.csv", true, articleFields)
	if err != nil {
		return nil, nil, 0, err
	}
	for {
		var row ArticleRow
		p, err := r.next(&row)
		switch {
		case err == io.EOF:
			return rows, r.meta, bad, nil
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
	run, err := Build(fixtureInfo(), fixtureRecords(), Options{})
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := writeTable(&b, run.ID, articleFields(run.Meta), run.Articles, Style{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add(strings.ReplaceAll(b.String(), ",T,", ",\"'=T\r\n\"\"x\","))
	f.Add(byteOrderMark + b.String()[:200])
	f.Fuzz(func(t *testing.T, text string) {
		rows, meta, _, err := readAll(text)
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := writeTable(&first, "id", articleFields(meta), rows, Style{}); err != nil {
			t.Fatal(err)
		}
		again, meta, bad, err := readAll(first.String())
		if err != nil || bad > 0 || len(again) != len(rows) {
			t.Fatalf("%d rows became %d, %d bad, %v", len(rows), len(again), bad, err)
		}
		if err := writeTable(&second, "id", articleFields(meta), again, Style{}); err != nil {
			t.Fatal(err)
		}
		diff(t, "table", first.String(), second.String())
	})
}

func FuzzReadStream(f *testing.F) {
	var b bytes.Buffer
	w, err := NewStreamWriter(&b, fixtureInfo())
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range fixtureRecords() {
		if err := w.Write(r); err != nil {
			f.Fatal(err)
		}
	}
	if err := w.Close(fixtureInfo().Intake); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add(b.String()[:b.Len()/2])
	f.Add(strings.ReplaceAll(b.String(), ":", ": "))
	f.Add(strings.ReplaceAll(b.String(), "meta_c", "meta_\x84"))
	f.Add(strings.ReplaceAll(b.String(), `"url":null`, `"url":{"a":["}",1]}`))
	f.Fuzz(func(t *testing.T, text string) {
		info, recs, err := ReadStream(strings.NewReader(text), ReadOptions{Name: "f", Partial: true})
		if err != nil {
			return
		}
		if _, err := Build(info, recs, Options{}); err != nil {
			t.Fatal(err)
		}
		var first bytes.Buffer
		w, err := NewStreamWriter(&first, info)
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
		_, again, err := ReadStream(&first, ReadOptions{Name: "f"})
		if err != nil {
			t.Fatal(err)
		}
		if len(recs)+len(again) > 0 { // none is none, nil or not
			diff(t, "records", recs, again)
		}
	})
}
