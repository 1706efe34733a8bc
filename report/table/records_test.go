package table_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Records come back from their bytes as they were.
func TestRecordCode(t *testing.T) {
	recs := built.Records()
	for _, s := range fixture.Many(5) {
		recs = append(recs, report.Flatten(s, table.Names{}))
	}
	recs[0].Portrayals[0].Portrayal.Value = 1.0 / 3 // more decimals than are printed
	code := table.NewRecordCode()
	for i := range recs {
		got, err := code.Decode(code.Append(nil, &recs[i]))
		if err != nil {
			t.Fatal(err)
		}
		fixture.Diff(t, recs[i].Article.DocID, recs[i], got)
	}
}

// Records come in order of doc_id, whatever order they lie in; a doc_id that is there
// twice is named.
func TestRecordsOf(t *testing.T) {
	recs := built.Records()
	slices.Reverse(recs)
	last := ""
	for rec, err := range table.RecordsOf(recs) {
		if err != nil || rec.Article.DocID <= last {
			t.Errorf("%s after %s, %v", rec.Article.DocID, last, err)
		}
		last = rec.Article.DocID
	}
	var doubled *table.DoubledError
	for _, err := range table.RecordsOf(append(recs, recs[1])) {
		errors.As(err, &doubled)
	}
	if doubled == nil || doubled.DocID != recs[1].Article.DocID {
		t.Errorf("%v", doubled)
	}
}

// A record that was cut or changed is an error, and nothing else.
func FuzzRecordCode(f *testing.F) {
	for _, rec := range built.Records() {
		f.Add(table.NewRecordCode().Append(nil, &rec))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		rec, err := table.NewRecordCode().Decode(b)
		if err != nil {
			return
		}
		again, err := table.NewRecordCode().Decode(table.NewRecordCode().Append(nil, &rec))
		if err != nil {
			t.Fatal(err)
		}
		fixture.Diff(t, "record", rec, again)
	})
}
