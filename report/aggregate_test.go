package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// estimates finds the rows of a table by their names, those of sentences about
// both left out.
func estimates(rows []table.EstimateRow) map[string]table.EstimateRow {
	out := map[string]table.EstimateRow{}
	for _, r := range rows {
		if r.Scope == table.DyadScope {
			continue
		}
		out[strings.Join([]string{r.Level, r.Source, r.Period, r.Voice, r.HolderClass, r.Target, r.Measure}, "/")] = r
	}
	return out
}

func TestWhatCounts(t *testing.T) {
	run := fixtureRun(t)
	es := estimates(run.Sources)
	for name, want := range map[string]float64{
		"source/The Héron//narrator/narrator/actor1/own_stance":      0,    // the article without actor2 does not count
		"source/The Héron//narrator/narrator/actor2/own_stance":      0.25, // the copy does not enter
		"source/The Héron//narrator//actor2/portrayal":               0.25,
		"source/The Héron//narrator/narrator/actor1/labelling_index": -1,
		"source/The Héron///narrator/actor1/stance_with_labels":      -1,
		"source/The Héron///actor1/actor2/stance":                    0.75,
		"source/The Héron/////relation":                              0.25, // the mixed one is 0, the denied one nothing
		"source/The Héron/////relation_hypothetical":                 -1,
		"source/+Plus News//narrator/narrator/actor2/own_stance":     -0.22,
		"source/+Plus News//quoted//actor2/portrayal":                -0.5,
		"source/+Plus News///other/actor2/stance":                    -0.5,
		"all///narrator/narrator/actor2/own_stance":                  -0.1417,
	} {
		if e, ok := es[name]; !ok || e.Mean != (table.Num{Value: want, Known: true}) {
			t.Errorf("%s is %v, want %v", name, e.Mean, want)
		}
	}
	if _, ok := es["source/The Héron///narrator/actor1/stance"]; ok {
		t.Error("a label is a stance")
	}
	copied := es["source/The Héron//narrator/narrator/actor2/own_stance"]
	if copied.Articles != 2 || copied.Clusters != 1 || !strings.Contains(copied.Warnings, WarnCopies) || copied.Low.Known {
		t.Errorf("with a copy: %+v", copied)
	}
}

// A row counts where its article mentions both actors and is not excluded, and
// its scorer is that of the headline.
func TestCounts(t *testing.T) {
	recs := fixtureRecords()
	for i := range recs {
		if recs[i].Article.DocID == "a/1.txt" {
			recs[i].Article.ExclusionReason = "by_hand"
		}
	}
	run := build(t, fixture.Info(), recs, Options{})
	got, rows := map[string]bool{}, fixture.RowsOf(t, run.Rows)
	for _, p := range rows.Portrayals {
		got[p.PortrayalID] = p.Counts
	}
	for _, j := range rows.Judgments {
		got[j.JudgmentID] = j.Counts
	}
	for _, r := range rows.Relations {
		got[r.RelationID+" "+r.Status] = r.Counts
	}
	for id, want := range map[string]bool{"b/2.txt:p1:1": true, "one:p1:1": false, "a/1.txt:p1:1": false, "a/1.txt:s1:1": false, "a/2.txt:s1:1": true,
		"b/2.txt:r1:1 asserted": true, "b/2.txt:r1:2 hypothetical": false, "b/2.txt:r1:3 denied": false} {
		if counts, ok := got[id]; !ok || counts != want {
			t.Errorf("%s counts: %v, %v", id, counts, ok)
		}
	}
	for _, j := range rows.Judgments {
		if j.EvaluationKind == table.LabelKind && j.Counts {
			t.Errorf("a label counts: %+v", j)
		}
	}
}

// Articles without an actor have no row; the flow counts them by reason and source.
func TestArticlesWithoutAnActorHaveNoRow(t *testing.T) {
	run := fixtureRun(t)
	for _, a := range fixture.RowsOf(t, run.Rows).Articles {
		if a.DocID == "fr" || a.DocID == "wheat" {
			t.Errorf("%s has a row", a.DocID)
		}
		if a.DocID == "one" && a.ExclusionReason != table.NoActor2 {
			t.Errorf("one is excluded for %q", a.ExclusionReason)
		}
	}
	var got []string
	for _, r := range run.Flow {
		if r.Source != "" {
			got = append(got, fmt.Sprintf("%s %s %s %d", r.Stage, r.Reason, r.Source, r.NReason))
		}
	}
	fixture.Diff(t, "left out", []string{"in_language language fr Le Jour 1", "mentions_actor neither_actor +Plus News 1"}, got)
}

// TestDedup counts a story that one outlet printed twice and another once,
// beside an article of its own.
func TestDedup(t *testing.T) {
	var recs []table.Record
	for _, a := range []struct {
		id, source, cluster string
		polarity            float64
	}{{"a", "S", "a", 1}, {"b", "S", "a", 0.5}, {"c", "T", "a", -0.5}, {"d", "T", "d", -1}} {
		art := fixture.Article(a.id, a.source, "2020-01-31", "The Taliban were "+a.id+".")
		art.ClusterID, art.IsClusterHead = a.cluster, a.cluster == a.id
		recs = append(recs, Flatten(fixture.Both(art, fixture.Portrayed(art, stance.NarratorVoice, stance.Actor1, a.polarity)), table.Names{}))
	}
	for mode, want := range map[Dedup]struct {
		all, s, t       table.Num
		share           table.Num // of negative rows in all
		warnAll, warnT  string
		clusters, units int
	}{
		Within:   {table.Rounded(-0.5/3, table.ScoreDecimals), table.Rounded(1, 1), table.Rounded(-0.75, table.ScoreDecimals), table.Rounded(2.0/3, table.ShareDecimals), WarnCopies, "", 2, 4},
		KeepAll:  {table.Rounded(0, 1), table.Rounded(0.75, table.ScoreDecimals), table.Rounded(-0.75, table.ScoreDecimals), table.Rounded(0.5, 1), WarnAllCopies, "", 2, 4},
		HeadOnly: {table.Rounded(0, 1), table.Rounded(1, 1), table.Rounded(-1, 1), table.Rounded(0.5, 1), WarnCopies, WarnHeads, 2, 4},
		Weighted: {table.Rounded(-1.0/3, table.ScoreDecimals), table.Rounded(1, 1), table.Rounded(-0.75, table.ScoreDecimals), table.Rounded(2.0/3, table.ShareDecimals), WarnWeighted, "", 2, 4},
	} {
		es := estimates(build(t, fixture.Info(), recs, Options{Dedup: mode}).Sources)
		all, s, own := es["all///narrator/narrator/actor1/own_stance"], es["source/S//narrator/narrator/actor1/own_stance"], es["source/T//narrator/narrator/actor1/own_stance"]
		if all.Mean != want.all || s.Mean != want.s || own.Mean != want.t || all.ShareNegative != want.share {
			t.Errorf("%s: means %v, %v, %v, negative %v; want %+v", mode, all.Mean, s.Mean, own.Mean, all.ShareNegative, want)
		}
		if all.Clusters != want.clusters || all.Articles != want.units || !strings.Contains(all.Warnings, want.warnAll) || !strings.Contains(own.Warnings, want.warnT) {
			t.Errorf("%s: %+v, %+v", mode, all, own)
		}
	}
	if _, err := Build(table.Info{}, nil, Options{Dedup: "twice"}); err == nil {
		t.Error("a way to count copies that is none")
	}
}

// One article has three rows in 30 sentences, the other one in two.
func TestWeights(t *testing.T) {
	var recs []table.Record
	for i, ps := range [][]float64{{1, 1, 1}, {-1}} {
		art := fixture.Article(fmt.Sprint(i), "S", "2020-01-31", "The Taliban were here.")
		s := fixture.Both(art)
		s.Sentences, s.DyadSentences, s.SpokenBytes = []int{30, 2}[i], 0, [3]int{1, 0, 3 * i}
		for _, p := range ps {
			s.Portrayals = append(s.Portrayals, fixture.Portrayed(art, stance.NarratorVoice, stance.Actor1, p))
		}
		label := fixture.Judged(art, stance.NarratorVoice, stance.HolderNarrator, stance.Actor1, -0.5)
		label.Kind = stance.Label
		s.Judgments = append(s.Judgments, label)
		recs = append(recs, Flatten(s, table.Names{}))
	}
	recs[0].Article.QuotedShare, recs[1].Article.QuotedShare = table.Rounded(0.5, 1), table.Rounded(0.5, 1)
	for w, want := range map[Weights]float64{ByArticle: 0, BySentence: 0.5, BySalience: (0.1 - 0.5) / 0.6} {
		es := estimates(build(t, fixture.Info(), recs, Options{Weights: w}).Sources)
		e := es["all///narrator/narrator/actor1/own_stance"]
		if e.Mean != table.Rounded(want, table.ScoreDecimals) || e.Weights != string(w) {
			t.Errorf("%s: %+v, want %v", w, e, want)
		}
		if l := es["all///narrator/narrator/actor1/labelling_index"]; l.Mean != table.Rounded(-0.5, 1) {
			t.Errorf("labelling: %+v", l)
		}
		if s := es["all///quoted/actor1//speech_share"]; w == ByArticle && s.Mean != table.Rounded(0.625, table.ScoreDecimals) {
			t.Errorf("speech: %+v", s)
		}
	}
	if _, err := Build(table.Info{}, nil, Options{Weights: "words"}); err == nil {
		t.Error("weights that are none")
	}
	if _, err := Build(table.Info{}, nil, Options{Means: "wild_t"}); err == nil {
		t.Error("a method that makes no interval of a mean")
	}
}

func TestMissingAnswersCountNowhere(t *testing.T) {
	for _, e := range fixtureRun(t).Sources {
		if e.Scorer == "bayes" {
			t.Errorf("a scorer that answered nothing has an estimate: %+v", e)
		}
	}
}

func TestAnotherSourceMovesNoInterval(t *testing.T) {
	var recs []table.Record
	for i, s := range fixture.Many(60) {
		s.Article.Source.Value = fmt.Sprintf("Outlet %d", i%3)
		recs = append(recs, Flatten(s, table.Names{}))
	}
	two := recs[:0:0]
	for _, r := range recs {
		if r.Article.Source != "Outlet 2" {
			two = append(two, r)
		}
	}
	more := estimates(build(t, fixture.Info(), recs, Options{}).Sources)
	drawn := 0
	for name, e := range estimates(build(t, fixture.Info(), two, Options{}).Sources) {
		if e.Level != table.LevelSource {
			continue
		}
		want, got := e, more[name]
		for _, r := range []*table.EstimateRow{&want, &got} { // shrunk means and ranks are of all sources together
			r.Shrunk, r.ShrunkLow, r.ShrunkHigh, r.Rank, r.RankLow, r.RankHigh = table.Num{}, table.Num{}, table.Num{}, table.Num{}, table.Num{}, table.Num{}
		}
		fixture.Diff(t, name, want, got)
		drawn += e.Draws
	}
	if drawn == 0 {
		t.Error("nothing was drawn, so nothing is shown")
	}
}

func TestProxiesAreSaid(t *testing.T) {
	a := fixture.Article("x", "S", "2020-01-31", "Kabul is late.")
	p := fixture.Portrayed(a, stance.NarratorVoice, stance.Actor1, -0.5)
	p.ActorRelation = "proxy"
	rec := Flatten(fixture.Both(a, p), table.Names{})
	for _, e := range build(t, fixture.Info(), []table.Record{rec}, Options{}).Sources {
		if !strings.Contains(e.Warnings, WarnProxies) {
			t.Errorf("no warning: %+v", e)
		}
	}
}

func TestPeriods(t *testing.T) {
	for p, want := range map[Period]string{Day: "2021-01-03", Week: "2020-W53", Month: "2021-01", Quarter: "2021-Q1", Year: "2021"} {
		if got := p.Of("2021-01-03"); got != want {
			t.Errorf("%s is %q, want %q", p, got, want)
		}
	}
	o := Options{Period: Events, Events: []Event{{"first", "2020-02-29"}, {"second", "2021-01-01"}}}
	for day, want := range map[string]string{"": "", "2020-02-28": "(before 2020-02-29)", "2020-02-29": "2020-02-29 first",
		"2020-12-31": "2020-02-29 first", "2022-01-01": "2021-01-01 second"} {
		if got := o.PeriodOf(day); got != want {
			t.Errorf("%s lies in %q, want %q", day, got, want)
		}
	}
	o.Events[1].Date = "2020-02-29"
	if _, err := o.withDefaults(); err == nil {
		t.Error("two events of one day")
	}
	if got := Month.Of(""); got != "" {
		t.Errorf("no date lies in %q", got)
	}
	if _, err := Build(table.Info{}, nil, Options{Period: "decade"}); err == nil {
		t.Error("a period that is none")
	}
}

func TestTwoArticlesOfOneName(t *testing.T) {
	recs := fixtureRecords()
	if _, err := Build(table.Info{}, append(recs, recs[0]), Options{}); err == nil || !strings.Contains(err.Error(), `"b/2.txt"`) {
		t.Errorf("got %v", err)
	}
}

// An outlet under two names instead of one changes neither the rows over all
// articles nor those of other outlets, nor what these differ by.
func TestSplittingASourceMovesNothingElse(t *testing.T) {
	recs := outlets()
	split := slices.Clone(recs)
	for i := range split {
		if split[i].Article.Source == "B" && i%2 == 0 {
			split[i] = renamed(split[i], "B2")
		}
	}
	one, two := build(t, fixture.Info(), recs, Options{}), build(t, fixture.Info(), split, Options{})
	bare := func(rows []table.EstimateRow) (out []table.EstimateRow) {
		for _, r := range rows {
			if r.Source != "B" && r.Source != "B2" { // shrunk means and ranks are of all sources together
				r.Shrunk, r.ShrunkLow, r.ShrunkHigh, r.Rank, r.RankLow, r.RankHigh = table.Num{}, table.Num{}, table.Num{}, table.Num{}, table.Num{}, table.Num{}
				out = append(out, r)
			}
		}
		return out
	}
	fixture.Diff(t, "sources", bare(one.Sources), bare(two.Sources))
	fixture.Diff(t, "timeline", bare(one.Timeline.Slice()), bare(two.Timeline.Slice()))
	pairs := func(run *Run) (out []table.ContrastRow) {
		for _, r := range run.Contrasts {
			if r.Level == table.LevelPair && r.Source == "A" && r.Other == "C" {
				r.Holm, r.QValue, r.Tests = table.Num{}, table.Num{}, 0 // of the family
				out = append(out, r)
			}
		}
		return out
	}
	if len(pairs(one)) == 0 {
		t.Error("no pair to compare")
	}
	fixture.Diff(t, "pairs", pairs(one), pairs(two))
}

// renamed is a record under another source.
func renamed(r table.Record, source string) table.Record {
	r.Article.Source = source
	r.Portrayals = slices.Clone(r.Portrayals)
	for i := range r.Portrayals {
		r.Portrayals[i].Source = source
	}
	return r
}
