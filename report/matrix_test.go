package report

import (
	"math"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// The matrix has a row for each pair of holder and target in each source, also where
// nothing was measured; what both voices say together is what sources has, with the
// same interval; and its counts are those of the rows.
func TestStanceMatrix(t *testing.T) {
	run := fixtureRun(t)
	index := CellIndex(run.Sources)
	pooled, split, empty := map[string]int{}, map[string]int{}, 0
	for _, r := range run.Stances {
		key := r.Level + "/" + r.Source + "/" + r.Holder + "/" + r.Target
		if r.Voice != table.AnyVoice {
			split[key] += r.Rows
			continue
		}
		if _, twice := pooled[key]; twice {
			t.Errorf("two rows of %s", key)
		}
		pooled[key] = r.Rows
		q := Question{Scorer: run.ScorerOf(table.Directed), Scope: table.AnyScope, Holder: r.Holder, Target: r.Target, Measure: table.Directed}
		e := index[CellKey{Level: r.Level, Source: r.Source, Question: q}]
		switch {
		case e == nil:
			empty++
			if r.Note != NothingMeasured || r.Mean.Known || r.Articles != 0 {
				t.Errorf("%s: nothing was measured, and the row is %+v", key, r)
			}
		case e.Mean != r.Mean || e.Low != r.Low || e.High != r.High || e.Articles != r.Articles || e.Rows != r.Rows:
			t.Errorf("%s: %+v, and sources has %+v", key, r, e)
		case r.For+r.Against > r.Rows || !r.Low.Known && r.Note == "":
			t.Errorf("%s: %+v", key, r)
		}
	}
	if want := len(stancePairs()) * len(run.Summary); len(pooled) != want || empty == 0 || empty == want {
		t.Errorf("%d rows, %d of them empty; want %d", len(pooled), empty, want)
	}
	for key, n := range pooled {
		if split[key] != n {
			t.Errorf("%s: %d rows by voice, %d together", key, split[key], n)
		}
	}
}

// The expected shares are the two parts of a mean.
func TestExpectedSharesMakeTheMean(t *testing.T) {
	n := 0
	for _, e := range fixtureRun(t).Sources {
		if !e.ExpectedNegative.Known {
			if e.Measure == table.OwnStance && e.Scorer != "bayes" {
				t.Errorf("no expected shares of %+v", e)
			}
			continue
		}
		n++
		if got := e.ExpectedPositive.Value - e.ExpectedNegative.Value; math.Abs(got-e.Mean.Value) > 2e-4 {
			t.Errorf("%s of %q: %v less %v is not %v", e.Measure, e.Source, e.ExpectedPositive.Value, e.ExpectedNegative.Value, e.Mean.Value)
		}
	}
	if n == 0 {
		t.Error("no row has expected shares")
	}
}

// A row that is too unsure to count enters no figure: a run with such rows has the
// figures of one without them.
func TestUnsureRowsEnterNoFigure(t *testing.T) {
	figures := func(keep bool) *Run {
		recs := fixtureRecords()
		for i := range recs {
			var sure []table.JudgmentRow
			var told []table.RelationRow
			for k := range recs[i].Judgments {
				if j := recs[i].Judgments[k]; k%2 == 1 {
					j.Unsure = true
					if keep {
						sure = append(sure, j)
					}
				} else {
					sure = append(sure, j)
				}
			}
			for k := range recs[i].Relations {
				if r := recs[i].Relations[k]; i%2 == 1 {
					r.Unsure = true
					if keep {
						told = append(told, r)
					}
				} else {
					told = append(told, r)
				}
			}
			recs[i].Judgments, recs[i].Relations = sure, told
		}
		return build(t, fixture.Info(), recs, Options{Workers: 1})
	}
	with, without := figures(true), figures(false)
	fixture.Diff(t, "sources", without.Sources, with.Sources)
	fixture.Diff(t, "stances", without.Stances, with.Stances)
	fixture.Diff(t, "summary", without.Summary, with.Summary)
	if with.Counts.Judgments == without.Counts.Judgments {
		t.Error("no judgment of the example is unsure")
	}
}
