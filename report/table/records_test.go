package table_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Records come back from a spool as they were and in order of doc_id, from memory and
// from a file, whatever order they came in.
func TestSpoolGivesBackWhatItTook(t *testing.T) {
	recs := built.Records()
	for _, s := range fixture.Many(40) {
		recs = append(recs, report.Flatten(s, table.Names{}))
	}
	recs[0].Portrayals[0].Portrayal.Value = 1.0 / 3 // more decimals than are printed
	want := slices.Collect(records(t, table.RecordsOf(recs)))
	backward := slices.Clone(want)
	slices.Reverse(backward)
	for _, c := range []struct {
		most int
		recs []table.Record
	}{{1 << 20, want}, {100, want}, {1 << 20, backward}, {100, backward}} {
		s := table.NewSpoolOf(c.most)
		for i := range c.recs {
			if err := s.Add(&c.recs[i]); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			fixture.Diff(t, fmt.Sprint("records kept in ", c.most), want, slices.Collect(records(t, s.Records())))
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func records(t *testing.T, all table.Records) func(func(table.Record) bool) {
	return func(yield func(table.Record) bool) {
		for rec, err := range all {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(rec) {
				return
			}
		}
	}
}

func TestSpoolNamesADoubledArticle(t *testing.T) {
	recs := built.Records()
	s := table.NewSpool()
	defer s.Close()
	for _, i := range []int{1, 0, 1} {
		if err := s.Add(&recs[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, all := range []table.Records{s.Records(), table.RecordsOf([]table.Record{recs[1], recs[0], recs[1]})} {
		var doubled *table.DoubledError
		for _, err := range all {
			errors.As(err, &doubled)
		}
		if doubled == nil || doubled.DocID != recs[1].Article.DocID {
			t.Errorf("%v", doubled)
		}
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
