package report

import (
	"math"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// What was not measured, what has too little data and what is balanced are three
// different things.
func TestPhrases(t *testing.T) {
	known := func(x float64) table.Num { return table.Num{Value: x, Known: true} }
	for want, e := range map[string]table.EstimateRow{
		"nothing measured": {},
		"too little data for an interval: 3 articles": {Mean: known(0.5), Articles: 3, Warnings: string(stats.WarnTooFew)},
		"too little data for an interval: 7 articles": {Mean: known(0.5), Articles: 7, Warnings: WarnWide},
		"no interval: the same in all 6 articles":     {Mean: known(0), Articles: 6, Warnings: string(stats.WarnNoVariation)},
		"balanced: interval covers 0":                 {Mean: known(0.1), Low: known(-0.1), High: known(0.3), Articles: 12},
		"":                                            {Mean: known(0.2), Low: known(0.1), High: known(0.3), Articles: 12},
	} {
		if got := phraseOf(&e, ""); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// An interval ends at the scale; one that covers more than half of it is none.
func TestIntervalsAreCut(t *testing.T) {
	for _, c := range []struct {
		low, high, wantLow, wantHigh float64
		wide                         bool
	}{
		{-1.2, -0.5, -1, -0.5, false},
		{-0.2, 0.8, -0.2, 0.8, false},
		{-0.3, 0.8, math.NaN(), math.NaN(), true},
		{-9, 9, math.NaN(), math.NaN(), true},
		{math.NaN(), math.NaN(), math.NaN(), math.NaN(), false},
	} {
		low, high, wide := scale{-1, 1}.cut(c.low, c.high)
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		if !same(low, c.wantLow) || !same(high, c.wantHigh) || wide != c.wide {
			t.Errorf("%v..%v becomes %v..%v, %v", c.low, c.high, low, high, wide)
		}
	}
}

// The summary has the columns of the design, at most 32, and its rows are those of
// sources.
func TestSummary(t *testing.T) {
	run := fixtureRun(t)
	var names []string
	for _, c := range table.Schema(nil)[0].Columns {
		names = append(names, c.Name)
	}
	want := "run_id source n_articles n_sentences own_stance_a own_stance_a_low own_stance_a_high own_stance_a_n portrayal_a portrayal_a_low portrayal_a_high portrayal_a_n portrayal_a_quoted " +
		"own_stance_b own_stance_b_low own_stance_b_high own_stance_b_n portrayal_b portrayal_b_low portrayal_b_high portrayal_b_n portrayal_b_quoted " +
		"relation relation_low relation_high relation_n stance_a_to_b stance_a_to_b_n stance_b_to_a stance_b_to_a_n quoted_share note"
	fixture.Diff(t, "columns", want, strings.Join(names, " "))
	es := estimates(run.Sources)
	for _, s := range run.Summary {
		at := "source/" + s.Source
		if s.Source == table.SummaryAll {
			at = "all/"
		}
		own, related := es[at+"//narrator/narrator/actor2/own_stance"], es[at+"/////relation"]
		if s.Own[1] != own.Mean || s.OwnLow[1] != own.Low || s.OwnArticles[1] != own.Articles || s.Relation != related.Mean ||
			s.PortrayalArticles[1] != es[at+"//narrator//actor2/portrayal"].Articles {
			t.Errorf("%+v is not of %+v and %+v", s, own, related)
		}
	}
}
