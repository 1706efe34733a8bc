package report

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// outlets has three outlets of twelve articles each, one article of each in
// each month: A is against actor2, B and C are not. The first story of A is
// also in B.
func outlets() []table.Record {
	var recs []table.Record
	for month := 1; month <= 12; month++ {
		for i, source := range []string{"A", "B", "C"} {
			id := fmt.Sprintf("%s%02d", source, month)
			polarity := []float64{-0.75, 0.25, 0.25}[i] + 0.25*float64(month%3)
			art := fixture.Article(id, source, fmt.Sprintf("2020-%02d-10", month), "The Taliban of "+id+".")
			if month == 1 && source != "C" {
				art.ClusterID, art.IsClusterHead = "A01", source == "A"
			}
			recs = append(recs, Flatten(fixture.Both(art, fixture.Portrayed(art, stance.NarratorVoice, stance.Actor2, polarity)), table.Names{}))
		}
	}
	return recs
}

func contrastsOf(t *testing.T, recs []table.Record) map[string]table.ContrastRow {
	t.Helper()
	out := map[string]table.ContrastRow{}
	for _, r := range build(t, fixture.Info(), recs, Options{Workers: 3}).Contrasts {
		if r.Scope == table.DyadScope {
			continue
		}
		out[strings.Join([]string{r.Level, r.Source, r.Other, r.Measure}, "/")] = r
	}
	return out
}

func TestContrasts(t *testing.T) {
	rows := contrastsOf(t, outlets())
	against := rows["others/A//own_stance"]
	if against.Difference != (table.Num{Value: -1, Known: true}) || against.High.Value >= -0.5 || against.Low.Value <= -1.5 {
		t.Errorf("A against the others: %v in %v to %v", against.Difference, against.Low, against.High)
	}
	if p := against.PValue.Value; p > 0.005 || against.QValue.Value < p || against.Holm.Value < against.QValue.Value {
		t.Errorf("p %v, q %v, Holm %v", against.PValue, against.QValue, against.Holm)
	}
	if against.Tests != 3 || against.Shared != 1 || against.Articles != 12 || against.OtherClusters != 24 {
		t.Errorf("counts: %+v", against)
	}
	if against.Delta.Value > -0.9 || against.HedgesG.Value > -2 {
		t.Errorf("effects: %v, %v", against.Delta, against.HedgesG)
	}
	pair := rows["pair/B/C/own_stance"]
	if pair.Difference != (table.Num{Value: 0, Known: true}) || pair.PValue.Value < 0.5 || pair.Tests != 3 {
		t.Errorf("B against C: %+v", pair)
	}
	if _, twice := rows["pair/C/B/own_stance"]; twice {
		t.Error("a pair both ways")
	}
}

// A source more moves no interval of a pair that it has no part in.
func TestContrastsHaveStreamsOfTheirOwn(t *testing.T) {
	recs := outlets()
	before := contrastsOf(t, recs)["pair/A/B/own_stance"]
	var rest []table.Record
	for _, r := range recs {
		if r.Article.Source != "C" {
			rest = append(rest, r)
		}
	}
	after := contrastsOf(t, rest)["pair/A/B/own_stance"]
	if before.Low != after.Low || before.High != after.High || before.PValue != after.PValue {
		t.Errorf("with C %v to %v, without %v to %v", before.Low, before.High, after.Low, after.High)
	}
}

// A comparison for which there is too little data is no row.
func TestContrastsRefuse(t *testing.T) {
	var few []table.Record
	for _, r := range outlets() {
		if r.Article.PublishDate < "2020-05" || r.Article.Source == "B" {
			few = append(few, r)
		}
	}
	rows := contrastsOf(t, few)
	for name, r := range rows {
		if strings.HasPrefix(name, "others/A/") || strings.HasPrefix(name, "pair/A/") {
			t.Errorf("four articles got %+v", r)
		}
	}
	if rows := contrastsOf(t, few[:5]); len(rows) > 0 {
		t.Errorf("five articles have %d contrasts", len(rows))
	}
}

// A source whose articles are all the same has no interval of its own, and so no
// contrast with it has one.
func TestNoContrastWithASourceThatDoesNotVary(t *testing.T) {
	var recs []table.Record
	for i := range 48 {
		source, polarity := "B", 0.0
		if i < 8 {
			source = "A"
		} else if i < 14 {
			polarity = -0.5
		}
		art := fixture.Article(fmt.Sprintf("%s%02d", source, i), source, fmt.Sprintf("2020-%02d-10", 1+i%12), fmt.Sprint("The Taliban, ", i, "."))
		recs = append(recs, Flatten(fixture.Both(art, fixture.Portrayed(art, stance.NarratorVoice, stance.Actor2, polarity)), table.Names{}))
	}
	for name, r := range contrastsOf(t, recs) {
		if r.Measure == table.OwnStance || r.Measure == table.Portrayal {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// The same rows have the same interval whatever they measure and whatever other
// sources there are, and an interval and its p-value never contradict each other.
func TestIntervalsHangOnTheirRowsAlone(t *testing.T) {
	recs := outlets()
	estimates := func(recs []table.Record) map[string]table.EstimateRow {
		out := map[string]table.EstimateRow{}
		for _, r := range build(t, fixture.Info(), recs, Options{}).Sources {
			if r.Scope == table.AnyScope && r.Voice == table.NarratorVoice && r.Target == "actor2" {
				out[r.Source+" "+r.Measure] = r
			}
		}
		return out
	}
	all := estimates(recs)
	var alone []table.Record
	for _, r := range recs {
		if r.Article.Source == "A" {
			alone = append(alone, r)
		}
	}
	own, shown, only := all["A own_stance"], all["A portrayal"], estimates(alone)["A own_stance"]
	if !own.Low.Known || own.Draws == 0 {
		t.Fatalf("no interval: %+v", own)
	}
	for name, r := range map[string]table.EstimateRow{"portrayal": shown, "without other sources": only} {
		if r.Mean != own.Mean || r.Low != own.Low || r.High != own.High {
			t.Errorf("%s: %v to %v, own stance %v to %v", name, r.Low, r.High, own.Low, own.High)
		}
	}
	for name, r := range contrastsOf(t, recs) {
		if apart := r.Low.Value > 0 || r.High.Value < 0; apart != (r.PValue.Value < 0.05) {
			t.Errorf("%s: p %v, %v to %v", name, r.PValue, r.Low, r.High)
		}
	}
}

func TestDifferencesTooWideAreRefused(t *testing.T) {
	d := stats.Difference{Low: -1.5, High: 0.8, P: 0.04, Level: 0.95, Method: stats.MethodT}
	scale{-1, 1}.difference(&d)
	if !math.IsNaN(d.Low) || !math.IsNaN(d.P) || d.Method != stats.MethodNone || len(d.Warnings) != 1 {
		t.Errorf("%+v", d)
	}
	d = stats.Difference{Low: -1.4, High: -0.6, P: 0.04, Level: 0.95, Method: stats.MethodT}
	if (scale{0, 1}).difference(&d); d.Low != -1 || d.High != -0.6 || d.P != 0.04 {
		t.Errorf("cut to what shares can differ by: %+v", d)
	}
}

// Twelve articles that all say the same against forty of which few differ: a
// source without variation has no interval, so it is in no contrast either, and
// the same articles are in one as soon as one of them differs.
func TestContrastsLeaveOutASourceThatDoesNotVary(t *testing.T) {
	recs := func(odd int) []table.Record {
		var out []table.Record
		for i := range 52 {
			source, value := "Varied", 0.0
			switch {
			case i < 12:
				source = "Flat"
				if i < odd {
					value = -0.5
				}
			case i < 18:
				value = -0.5
			}
			art := fixture.Article(fmt.Sprintf("a%02d", i), source, fmt.Sprintf("2020-%02d-10", 1+i%12), fmt.Sprintf("The Taliban of article %d.", i))
			out = append(out, Flatten(fixture.Both(art, fixture.Portrayed(art, stance.NarratorVoice, stance.Actor2, value)), table.Names{}))
		}
		return out
	}
	for odd, want := range []bool{false, true} {
		_, found := contrastsOf(t, recs(odd))["pair/Flat/Varied/own_stance"]
		if found != want {
			t.Errorf("%d articles of the source differ: contrast %v, want %v", odd, found, want)
		}
	}
}
