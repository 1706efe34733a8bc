package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// estimates finds the rows of a table by their names.
func estimates(rows []EstimateRow) map[string]EstimateRow {
	out := map[string]EstimateRow{}
	for _, r := range rows {
		out[strings.Join([]string{r.Level, r.Source, r.Period, r.Voice, r.HolderClass, r.Target, r.Measure}, "/")] = r
	}
	return out
}

func TestWhatCounts(t *testing.T) {
	run := fixtureRun(t)
	es := estimates(run.Sources)
	// One article of the Heron says nothing of actor1 but calls it militants.
	for name, want := range map[string]float64{
		"source/The Héron//narrator/narrator/actor1/tone":                  0,
		"source/The Héron//narrator/narrator/actor1/tone_with_labels":      -0.5,
		"source/The Héron//narrator/narrator/actor1/direction_with_labels": -1,
		"source/The Héron//narrator/narrator/actor2/tone":                  0.3333, // the copy does not enter
		"source/The Héron//quoted/any/actor2/tone":                         1,
		"source/The Héron////actor2/voice_gap":                             -0.6667,
		"source/The Héron/////cooperation":                                 0.5,
		"source/+Plus News//narrator/narrator/actor2/tone":                 -0.3,
		"source/+Plus News//narrator/narrator/actor2/direction":            -0.375, // the neutral article does not enter
		"source/+Plus News//narrator/narrator/actor2/evaluated_share":      0.8,
		"all///narrator/narrator/actor2/tone":                              -0.1945,
	} {
		if e, ok := es[name]; !ok || e.Mean != (Num{want, true}) {
			t.Errorf("%s is %v, want %v", name, e.Mean, want)
		}
	}
	if _, ok := es["source/The Héron//narrator/narrator/actor1/direction"]; ok {
		t.Error("direction without an evaluated row")
	}
	copied := es["source/The Héron//narrator/narrator/actor2/tone"]
	if copied.Articles != 2 || copied.Clusters != 1 || !strings.Contains(copied.Warnings, warnCopies) || copied.Low.Known {
		t.Errorf("with a copy: %+v", copied)
	}
}

// TestDedup counts a story that one outlet printed twice and another once,
// beside an article of its own.
func TestDedup(t *testing.T) {
	var recs []Record
	for _, a := range []struct {
		id, source, cluster string
		polarity            float64
	}{{"a", "S", "a", 1}, {"b", "S", "a", 0.5}, {"c", "T", "a", -0.5}, {"d", "T", "d", -1}} {
		art := article(a.id, a.source, "2020-01-31", "The Taliban were "+a.id+".")
		art.ClusterID, art.IsClusterHead = a.cluster, a.cluster == a.id
		j := judged(art, stance.NarratorVoice, stance.HolderNarrator, stance.Actor1, a.polarity)
		recs = append(recs, Flatten(stance.Scored{Article: art, Judgments: []stance.Judgment{j}}, Names{}))
	}
	for mode, want := range map[Dedup]struct {
		all, s, t       Num
		share           Num // of negative rows in all
		warnAll, warnT  string
		clusters, units int
	}{
		Within:   {num(-0.5/3, scoreDecimals), num(1, 1), num(-0.75, scoreDecimals), num(2.0/3, shareDecimals), warnCopies, "", 2, 4},
		KeepAll:  {num(0, 1), num(0.75, scoreDecimals), num(-0.75, scoreDecimals), num(0.5, 1), warnAllCopies, "", 2, 4},
		HeadOnly: {num(0, 1), num(1, 1), num(-1, 1), num(0.5, 1), warnCopies, warnHeads, 2, 4},
		Weighted: {num(-1.0/3, scoreDecimals), num(1, 1), num(-0.75, scoreDecimals), num(2.0/3, shareDecimals), warnWeighted, "", 2, 4},
	} {
		es := estimates(build(t, fixtureInfo(), recs, Options{Dedup: mode}).Sources)
		all, s, own := es["all///narrator/narrator/actor1/tone"], es["source/S//narrator/narrator/actor1/tone"], es["source/T//narrator/narrator/actor1/tone"]
		if all.Mean != want.all || s.Mean != want.s || own.Mean != want.t || all.ShareNegative != want.share {
			t.Errorf("%s: means %v, %v, %v, negative %v; want %+v", mode, all.Mean, s.Mean, own.Mean, all.ShareNegative, want)
		}
		if all.Clusters != want.clusters || all.Articles != want.units || !strings.Contains(all.Warnings, want.warnAll) || !strings.Contains(own.Warnings, want.warnT) {
			t.Errorf("%s: %+v, %+v", mode, all, own)
		}
	}
	if _, err := Build(Info{}, nil, Options{Dedup: "twice"}); err == nil {
		t.Error("a way to count copies that is none")
	}
}

// One article has three rows in 30 sentences, the other one in two.
func TestWeights(t *testing.T) {
	var recs []Record
	for i, ps := range [][]float64{{1, 1, 1}, {-1}} {
		art := article(fmt.Sprint(i), "S", "2020-01-31", "The Taliban were here.")
		s := stance.Scored{Article: art, Sentences: []int{30, 2}[i], SpokenBytes: [3]int{1, 0, 3 * i}}
		for _, p := range ps {
			s.Judgments = append(s.Judgments, judged(art, stance.NarratorVoice, stance.HolderNarrator, stance.Actor1, p))
		}
		label := judged(art, stance.NarratorVoice, stance.HolderNarrator, stance.Actor1, -0.5)
		label.Kind = stance.Label
		s.Judgments = append(s.Judgments, label)
		recs = append(recs, Flatten(s, Names{}))
	}
	recs[0].Article.QuotedShare, recs[1].Article.QuotedShare = num(0.5, 1), num(0.5, 1)
	for w, want := range map[Weights]float64{ByArticle: 0, BySentence: 0.5, BySalience: (0.1 - 0.5) / 0.6} {
		es := estimates(build(t, fixtureInfo(), recs, Options{Weights: w}).Sources)
		e := es["all///narrator/narrator/actor1/tone"]
		if e.Mean != num(want, scoreDecimals) || e.Weights != string(w) {
			t.Errorf("%s: %+v, want %v", w, e, want)
		}
		if l := es["all///narrator/narrator/actor1/labelling_index"]; l.Mean != num(-0.5, 1) {
			t.Errorf("labelling: %+v", l)
		}
		if s := es["all///quoted/actor1//speech_share"]; w == ByArticle && s.Mean != num(0.625, scoreDecimals) {
			t.Errorf("speech: %+v", s)
		}
	}
	if _, err := Build(Info{}, nil, Options{Weights: "words"}); err == nil {
		t.Error("weights that are none")
	}
	if _, err := Build(Info{}, nil, Options{Means: "wild_t"}); err == nil {
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
	var recs []Record
	for i, s := range many(60) {
		s.Article.Source.Value = fmt.Sprintf("Outlet %d", i%3)
		recs = append(recs, Flatten(s, Names{}))
	}
	two := recs[:0:0]
	for _, r := range recs {
		if r.Article.Source != "Outlet 2" {
			two = append(two, r)
		}
	}
	more := estimates(build(t, fixtureInfo(), recs, Options{}).Sources)
	drawn := 0
	for name, e := range estimates(build(t, fixtureInfo(), two, Options{}).Sources) {
		if e.Level != levelSource {
			continue
		}
		want, got := e, more[name]
		for _, r := range []*EstimateRow{&want, &got} { // shrunk means and ranks are of all sources together
			r.Shrunk, r.ShrunkLow, r.ShrunkHigh, r.Rank, r.RankLow, r.RankHigh = Num{}, Num{}, Num{}, Num{}, Num{}, Num{}
		}
		diff(t, name, want, got)
		drawn += e.Draws
	}
	if drawn == 0 {
		t.Error("nothing was drawn, so nothing is shown")
	}
}

func TestProxiesAreSaid(t *testing.T) {
	a := article("x", "S", "2020-01-31", "Kabul is late.")
	j := judged(a, stance.NarratorVoice, stance.HolderNarrator, stance.Actor1, -0.5)
	j.ActorRelation = "proxy"
	rec := Flatten(stance.Scored{Article: a, Judgments: []stance.Judgment{j}}, Names{})
	for _, e := range build(t, fixtureInfo(), []Record{rec}, Options{}).Sources {
		if !strings.Contains(e.Warnings, warnProxies) {
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
		if got := o.periodOf(day); got != want {
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
	if _, err := Build(Info{}, nil, Options{Period: "decade"}); err == nil {
		t.Error("a period that is none")
	}
}

func TestTwoArticlesOfOneName(t *testing.T) {
	recs := fixtureRecords()
	if _, err := Build(Info{}, append(recs, recs[0]), Options{}); err == nil || !strings.Contains(err.Error(), `"b/2.txt"`) {
		t.Errorf("got %v", err)
	}
}

func TestSchemaIsWhole(t *testing.T) {
	for _, table := range Schema([]string{"mine"}) {
		seen := map[string]bool{}
		for _, c := range table.Columns {
			if c.Name == "" || c.Meaning == "" || c.Type == "" || seen[c.Name] {
				t.Errorf("%s: column %+v", table.Name, c)
			}
			seen[c.Name] = true
		}
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
	one, two := build(t, fixtureInfo(), recs, Options{}), build(t, fixtureInfo(), split, Options{})
	bare := func(rows []EstimateRow) (out []EstimateRow) {
		for _, r := range rows {
			if r.Source != "B" && r.Source != "B2" { // shrunk means and ranks are of all sources together
				r.Shrunk, r.ShrunkLow, r.ShrunkHigh, r.Rank, r.RankLow, r.RankHigh = Num{}, Num{}, Num{}, Num{}, Num{}, Num{}
				out = append(out, r)
			}
		}
		return out
	}
	diff(t, "sources", bare(one.Sources), bare(two.Sources))
	diff(t, "timeline", bare(one.Timeline), bare(two.Timeline))
	pairs := func(run *Run) (out []ContrastRow) {
		for _, r := range run.Contrasts {
			if r.Level == levelPair && r.Source == "A" && r.Other == "C" {
				r.Holm, r.QValue, r.Tests = Num{}, Num{}, 0 // of the family
				out = append(out, r)
			}
		}
		return out
	}
	if len(pairs(one)) == 0 {
		t.Error("no pair to compare")
	}
	diff(t, "pairs", pairs(one), pairs(two))
}

// renamed is a record under another source.
func renamed(r Record, source string) Record {
	r.Article.Source = source
	r.Judgments = slices.Clone(r.Judgments)
	for i := range r.Judgments {
		r.Judgments[i].Source = source
	}
	return r
}
