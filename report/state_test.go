package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// dividedRecords have every sort of row, values without a short binary form, labels,
// frames, copies in other parts, and articles without an actor.
func dividedRecords() []table.Record {
	recs := slices.Concat(fixtureRecords(), quarrelRecords())
	src := rand.New(rand.NewPCG(1, 1))
	for n, s := range fixture.Many(80) {
		rec := Flatten(s, table.Names{})
		a := &rec.Article
		a.DocID = fmt.Sprintf("many %02d", n)
		if a.StoryClusterID, a.IsClusterHead = a.DocID, n%5 != 1; !a.IsClusterHead {
			a.StoryClusterID = fmt.Sprintf("many %02d", n-1)
		}
		for i := range rec.Portrayals {
			p := &rec.Portrayals[i]
			p.Portrayal = table.Rounded(2*src.Float64()-1, table.ScoreDecimals)
			if p.FrameEvidence = ""; i%3 == 0 {
				p.FrameEvidence = fmt.Sprintf("frame%d=1 1..2", n%4)
			}
		}
		for i := range rec.Judgments {
			j := &rec.Judgments[i]
			if j.Polarity = table.Rounded(2*src.Float64()-1, table.ScoreDecimals); i%2 == 0 {
				j.EvaluationKind, j.Predicate = table.LabelKind, fmt.Sprint("name ", n%3)
			}
		}
		recs = append(recs, rec)
	}
	return recs
}

// However the articles of a run were divided, and in whatever order they are put
// together, the tables have the same bytes.
func TestOrderOfArticlesMovesNothing(t *testing.T) {
	recs := dividedRecords()
	all := table.RecordsOf(recs)
	o := Options{Workers: 1, Rule: stats.Rule{Level: 0.95, Draws: 60, MinClusters: 5, SmallClusters: 10}}
	want := filesOf(t, build(t, fixture.Info(), recs, o))
	src := rand.New(rand.NewPCG(2, 2))
	for try := range 6 {
		s := NewState("")
		s.inMemory(40 * try) // bytes of an answer's log
		for _, i := range src.Perm(len(recs)) {
			seen := observe(&recs[i], nil)
			if err := s.Add(&seen); err != nil {
				t.Fatal(err)
			}
		}
		o.Workers = 1 + try%3
		run, err := buildState(fixture.Info(), s, all, o)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range filesOf(t, run) {
			if want[name] != text {
				fixture.Diff(t, fmt.Sprintf("%s, order %d", name, try), want[name], text)
			}
		}
	}
}

// filesOf are the tables of a run as JSON Lines.
func filesOf(t *testing.T, run *Run) map[string]string {
	t.Helper()
	dir := t.TempDir()
	f := table.Folder{Dir: dir}
	if run.Tables.Write(&f, nil, table.Style{Formats: []table.Format{table.JSONL}}); f.Err != nil {
		t.Fatal(f.Err)
	}
	return fixture.Files(t, dir)
}
