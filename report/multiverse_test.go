package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func TestMultiverse(t *testing.T) {
	recs := quarrelRecords()
	runs := []ScoredRun{{Name: "run", Records: table.RecordsOf(recs)}}
	const answers = (3 + 1) * 3 * 4 * 2 * 3 // expected values under thresholds, and labels; weights, dedup, scopes, periods
	m, err := NewMultiverse(runs, DefaultChoices(), 7, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Rows) != 4*answers || len(m.Summary) != 4 {
		t.Fatalf("%d rows, %d summaries", len(m.Rows), len(m.Summary))
	}
	all := m.Summary[0]
	var below, total int
	for _, r := range m.Rows {
		if r.Level == table.LevelAll {
			total++
			if r.High.Known && r.High.Value < 0 {
				below++
			}
		}
	}
	if total != answers || all.Specifications != answers || all.Side != table.SideBelow || all.ShareAgree != table.Rounded(float64(below)/answers, table.ShareDecimals) || all.Below != below || below == 0 {
		t.Errorf("the intervals of %d of %d lie below 0: %+v", below, total, all)
	}
	// The study's own choice is the row of sources.
	own := estimates(build(t, table.Info{Seed: 7}, recs, Options{}).Sources)["all///narrator/narrator/actor1/own_stance"]
	if all.Default != own.Mean {
		t.Errorf("default %v, in sources %v", all.Default, own.Mean)
	}
	for i, r := range m.Rows {
		if i > 0 && specificationOf(&m.Rows[i-1]) == specificationOf(&r) && (r.Rank != m.Rows[i-1].Rank+1 || r.Mean.Value < m.Rows[i-1].Mean.Value) {
			t.Fatalf("rank of %+v", r)
		}
		if r.Side != "" && (r.Side == table.SideBelow) != (r.High.Value < 0) || (r.Side == "") != !r.Low.Known {
			t.Errorf("side %q of %v to %v", r.Side, r.Low, r.High)
		}
		if r.Threshold.Value == 0.3 && r.Source == "S1" && r.Mean.Value != 0 {
			t.Errorf("weak words above the threshold: %+v", r)
		}
	}
	mixed := slices.Clone(recs)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	again, err := NewMultiverse([]ScoredRun{{Name: "run", Records: table.RecordsOf(mixed)}}, DefaultChoices(), 7, Options{Workers: 5})
	if err != nil || !cmp.Equal(m, again) {
		t.Errorf("order or workers change the answers: %v", err)
	}
	two, err := NewMultiverse(append(runs, ScoredRun{Name: "other", Records: table.RecordsOf(recs)}), DefaultChoices(), 7, Options{})
	if err != nil || len(two.Rows) != 2*len(m.Rows) || two.Summary[0].Default != all.Default {
		t.Errorf("two runs: %d rows, %v", len(two.Rows), err)
	}
	for r := range m.Rows {
		if m.Rows[r].Portrayals < m.Rows[r].Articles {
			t.Errorf("more articles than portrayals: %+v", m.Rows[r])
		}
	}
}

func TestMultiverseRefuses(t *testing.T) {
	for name, change := range map[string]func(*Choices){
		"weights":    func(c *Choices) { c.Weights = []Weights{"words"} },
		"dedup":      func(c *Choices) { c.Dedup = []Dedup{"twice"} },
		"voice":      func(c *Choices) { c.Voices = []string{"loud"} },
		"period":     func(c *Choices) { c.Periods = []string{"decade"} },
		"threshold":  func(c *Choices) { c.Thresholds = []float64{1} },
		"measure":    func(c *Choices) { c.Measure = "mood" },
		"scope":      func(c *Choices) { c.Scopes = []string{"page"} },
		"own quoted": func(c *Choices) { c.Voices = []string{table.QuotedVoice} },
		"answer":     func(c *Choices) { c.Answers = []string{"guess"} },
		"nothing":    func(c *Choices) { c.Voices = nil },
	} {
		c := DefaultChoices()
		change(&c)
		if _, err := NewMultiverse(nil, c, 1, Options{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The rows of a run do not depend on the order of articles; giving half of a
// source's articles another name moves neither the row of all sources nor those
// of other sources, but for what sets sources side by side.
func TestOrderAndSplitNames(t *testing.T) {
	recs := quarrelRecords()
	run := build(t, fixture.Info(), recs, Options{})
	mixed, split := slices.Clone(recs), slices.Clone(recs)
	slices.Reverse(mixed)
	again := build(t, fixture.Info(), mixed, Options{})
	if !cmp.Equal(run.Sources, again.Sources) || !cmp.Equal(run.Timeline.Slice(), again.Timeline.Slice()) || !cmp.Equal(run.Contrasts, again.Contrasts) ||
		!cmp.Equal(run.Trends.Slice(), again.Trends.Slice()) || !cmp.Equal(run.Variance, again.Variance) {
		t.Error("the order of articles changes a table")
	}
	for i := range split {
		if split[i].Article.Source == "S1" && i%2 == 0 {
			split[i].Article.Source = "S1 (web)"
		}
	}
	other := estimates(build(t, fixture.Info(), split, Options{}).Sources)
	for name, e := range estimates(run.Sources) {
		if e.Source == "S1" {
			continue
		}
		got := other[name]
		for _, r := range []*table.EstimateRow{&e, &got} {
			r.Shrunk, r.ShrunkLow, r.ShrunkHigh, r.Rank, r.RankLow, r.RankHigh = table.Num{}, table.Num{}, table.Num{}, table.Num{}, table.Num{}, table.Num{}
		}
		fixture.Diff(t, name, e, got)
	}
}

// Each answer is made of the column that it names, and choosing it moves no
// interval of the others.
func TestMultiverseAnswers(t *testing.T) {
	recs := quarrelRecords()
	for i := range recs {
		for k := range recs[i].Portrayals {
			p := &recs[i].Portrayals[k]
			p.ReaderPortrayal, p.LexicalPortrayal = table.Num{Value: 0.25, Known: true}, []string{table.Negative, "", table.PositiveName, "mixed"}[i%4]
		}
		if i%2 == 0 {
			own := slices.IndexFunc(recs[i].Portrayals, func(p table.PortrayalRow) bool { return p.Voice == table.NarratorVoice })
			d := recs[i].Portrayals[own].Detail
			recs[i].Judgments = append(recs[i].Judgments, table.JudgmentRow{Detail: d, HolderClass: table.NarratorHolder, Target: "actor1", Polarity: table.Num{Value: -0.4, Known: true}, Scorer: recs[i].Portrayals[0].Scorer},
				table.JudgmentRow{Detail: d, HolderClass: table.NarratorHolder, Target: "actor1", Polarity: table.Num{Value: 1, Known: true}, Scorer: recs[i].Portrayals[0].Scorer, EvaluationKind: table.LabelKind},
				table.JudgmentRow{Detail: d, HolderClass: "other", Target: "actor1", Polarity: table.Num{Value: 1, Known: true}, Scorer: recs[i].Portrayals[0].Scorer})
		}
	}
	of := func(measure string, only ...string) map[string]table.SpecificationRow {
		choices := DefaultChoices()
		choices.Measure = measure
		choices.Dedup, choices.Scopes, choices.Weights, choices.Periods = []Dedup{KeepAll}, []string{table.AnyScope}, []Weights{ByArticle}, []string{allPeriods}
		if len(only) > 0 {
			choices.Answers = only
		}
		m, err := NewMultiverse([]ScoredRun{{Records: table.RecordsOf(recs)}}, choices, 7, Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]table.SpecificationRow{}
		for _, r := range m.Rows {
			if r.Level == table.LevelAll {
				r.Rank = 0
				out[fmt.Sprint(r.Answer, " ", r.Threshold.Value)] = r
			}
		}
		return out
	}
	own := of(table.OwnStance)
	if m := own["judgments 0"].Mean; len(own) != 5 || m.Value != -0.5 {
		t.Errorf("own stance by judgments: %v of %d", m, len(own))
	}
	shown := of(table.Portrayal)
	if len(shown) != 3+1+3+1 || shown["reader_only 0"].Mean.Value != 0.25 || shown["reader_only 0.3"].Mean.Value != 0 || shown["rules_only 0"].Mean.Value != 0 ||
		shown["rules_only 0"].Side != table.SideAcross {
		t.Errorf("portrayal: %d, %+v", len(shown), shown["rules_only 0"])
	}
	fixture.Diff(t, "alone", shown["label 0"], of(table.Portrayal, answerLabel)["label 0"])
}

// Copies keep a head that has a row where theirs mentions no actor.
func TestHeadOfCopies(t *testing.T) {
	recs := fixtureRecords()
	for i := range recs {
		if a := &recs[i].Article; a.DocID == "b/2.txt" {
			a.Mentions1, a.Mentions2 = 0, 0
		}
	}
	run := build(t, fixture.Info(), recs, Options{})
	rows := fixture.RowsOf(t, run.Rows)
	for _, a := range rows.Articles {
		if a.DocID == "b/3.txt" && (a.StoryClusterID != "b/3.txt" || !a.IsClusterHead || a.CopyOf != "") {
			t.Errorf("%+v", a)
		}
	}
	for _, p := range rows.Portrayals {
		if p.DocID == "b/3.txt" && p.StoryClusterID != "b/3.txt" {
			t.Errorf("%+v", p.Detail)
		}
	}
	for _, r := range recs {
		if r.Article.DocID == "b/3.txt" && r.Portrayals[0].StoryClusterID != "b/2.txt" {
			t.Error("the caller's rows were changed")
		}
	}
}
