package report

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func fixtureRecords() []table.Record {
	var recs []table.Record
	for _, s := range fixture.Scored() {
		rec := Flatten(s, fixture.Info().Names)
		if rec.Article.DocID == "fr" {
			rec.Article.ExclusionReason = ExcludedLanguage + " fr"
		}
		recs = append(recs, rec)
	}
	return recs
}

func build(t *testing.T, info table.Info, recs []table.Record, o Options) *Run {
	t.Helper()
	run, err := Build(info, recs, o)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func fixtureRun(t *testing.T) *Run {
	t.Helper()
	return build(t, fixture.Info(), fixtureRecords(), Options{Workers: 2})
}

// quarrelRecords is three sources over two years, with quotations and weak words.
func quarrelRecords() []table.Record {
	var recs []table.Record
	for _, s := range fixture.Quarrel() {
		recs = append(recs, Flatten(s, table.Names{}))
	}
	return recs
}

// stateOf is a settled state of articles that mention both actors.
func stateOf(t *testing.T, recs []table.Record, o Options) *State {
	t.Helper()
	s := NewState(o.By)
	for i := range recs {
		seen := observe(&recs[i], nil)
		seen.Mentions = [2]int{1, 1}
		if err := s.Add(&seen); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.settle(&o); err != nil {
		t.Fatal(err)
	}
	return s
}

// inMemory says how many bytes of a log stay in memory.
func (s *State) inMemory(most int) { s.spill.most = most }
