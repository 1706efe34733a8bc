package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// overTime makes one article on each of the days, with the polarity that f
// gives it.
func overTime(days []string, source func(i int) string, f func(i int) float64) []table.Record {
	var recs []table.Record
	for i, day := range days {
		a := fixture.Article(fmt.Sprintf("%03d", i), source(i), day, "The Taliban were here.")
		recs = append(recs, Flatten(fixture.Both(a, fixture.Portrayed(a, stance.NarratorVoice, stance.Actor1, f(i))), table.Names{}))
	}
	return recs
}

func trendsOf(rows []table.TrendRow, level, kind string) []table.TrendRow {
	var out []table.TrendRow
	for _, r := range rows {
		if r.Level == level && r.Kind == kind && r.Measure == table.OwnStance && r.Scope == table.AnyScope {
			out = append(out, r)
		}
	}
	return out
}

func one(source string) func(int) string { return func(int) string { return source } }

func TestTrendOfAStraightLine(t *testing.T) {
	days := fixture.Months(24)
	days = append(days[:10], days[14:]...) // November 2019 to February 2020 are a gap
	run := build(t, fixture.Info(), overTime(days, one("S"), func(i int) float64 {
		return -0.8 + dayNumber(days[i])/daysInYear - 49 + 0.5
	}), Options{})
	slope := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendSlope)
	if len(slope) != 1 || slope[0].Estimate.Value < 0.9 || slope[0].Estimate.Value > 1.1 || slope[0].Periods != 20 || slope[0].Method != sensInterval {
		t.Errorf("slope %+v", slope)
	}
	for _, kind := range []string{table.TrendTest, table.TrendAuto} {
		if k := trendsOf(run.Trends.Slice(), table.LevelSource, kind); len(k) != 1 || k[0].Estimate.Value != 1 || kind == table.TrendTest && k[0].PValue.Value > 1e-6 {
			t.Errorf("%s %+v", kind, k)
		}
	}
	gap := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendGap)
	if len(gap) != 1 || gap[0].Period != "2019-11" || gap[0].Periods != 4 || gap[0].Value.Known {
		t.Errorf("gaps %+v", gap)
	}
	points := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendSmooth)
	if len(points) != 20 {
		t.Fatalf("%d points", len(points))
	}
	for _, p := range points {
		if d := p.Estimate.Value - p.Value.Value; d < -0.1 || d > 0.1 || p.Low.Value > p.Estimate.Value || p.Articles != 1 {
			t.Errorf("point %+v", p)
		}
	}
}

func TestStepAtAnEvent(t *testing.T) {
	var days []string
	for i := range 120 {
		days = append(days, dayOf(dayNumber("2019-01-01")+float64(7*i)))
	}
	recs := overTime(days, func(i int) string { return []string{"S", "T"}[i%2] }, func(i int) float64 {
		v := 0.1 * float64(i%4)
		if days[i] >= "2020-02-29" {
			v -= 0.7
		}
		return v
	})
	o := Options{Events: []Event{{"nothing", "2019-06-01"}, {"agreement", "2020-02-29"}}, EventDays: 180}
	run := build(t, fixture.Info(), recs, o)
	events := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendEvent)
	if len(events) != 2 {
		t.Fatalf("%+v", events)
	}
	calm, step := events[0], events[1]
	if step.Event != "agreement" || step.Date != "2020-02-29" || step.Estimate.Value > -0.65 || step.Estimate.Value < -0.75 ||
		step.PValue.Value > 0.01 || step.PlaceboP.Value > 0.1 || step.Placebos < 10 || step.Days != 180 {
		t.Errorf("step %+v", step)
	}
	if calm.PValue.Value < 0.05 || calm.Days != 180 {
		t.Errorf("calm %+v", calm)
	}
	breaks := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendBreak)
	if len(breaks) == 0 || breaks[0].Period != "2020-03" || breaks[0].PValue.Value > 0.05 || !breaks[0].PValue.Known || breaks[0].Estimate.Value > -0.6 {
		t.Errorf("breaks %+v", breaks)
	}
	own := trendsOf(run.Trends.Slice(), table.LevelSource, table.TrendEvent)
	if len(own) != 4 || own[0].Tests != 2 || own[0].QValue.Value < own[0].PValue.Value {
		t.Errorf("sources %+v", own)
	}
	o.Events[0].Date = "2019-12-31"
	near := trendsOf(build(t, fixture.Info(), recs, o).Trends.Slice(), table.LevelAll, table.TrendEvent)
	if near[1].Days != 60 || !strings.Contains(near[1].Warnings, table.WarnOtherEvent) {
		t.Errorf("near %+v", near[1])
	}
	o.Period = Events
	by := build(t, fixture.Info(), recs, o)
	if p := estimates(by.Timeline.Slice())["all//2020-02-29 agreement/narrator/narrator/actor1/own_stance"]; p.Articles == 0 {
		t.Errorf("no period of the event in %d rows", by.Timeline.Len())
	}
}

func TestTrendsNeedPeriods(t *testing.T) {
	run := build(t, fixture.Info(), overTime(fixture.Months(3), one("S"), func(i int) float64 { return float64(i) / 4 }), Options{})
	if k := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendTest); len(k) != 0 {
		t.Errorf("a test of three periods is a row: %+v", k)
	}
	if p := trendsOf(run.Trends.Slice(), table.LevelAll, table.TrendSmooth); len(p) != 3 || p[0].Estimate.Known || p[0].Warnings != table.WarnFewPeriods {
		t.Errorf("%+v", p)
	}
	if run := build(t, fixture.Info(), overTime(fixture.Months(1), one("S"), func(int) float64 { return 1 }), Options{}); run.Trends.Len() != 0 {
		t.Errorf("a trend of one period: %+v", run.Trends.Slice())
	}
	var days []string
	for i := range mostPeriods + 1 {
		days = append(days, dayOf(float64(18000+i)))
	}
	many := build(t, fixture.Info(), overTime(days, one("S"), func(i int) float64 { return float64(i%3) / 4 }), Options{Period: Day})
	if s := trendsOf(many.Trends.Slice(), table.LevelAll, table.TrendSlope); len(s) != 1 || s[0].Warnings != table.WarnManyPeriods || s[0].Estimate.Known {
		t.Errorf("%+v", s)
	}
}

func TestPeriodsHaveEnds(t *testing.T) {
	for p, want := range map[Period][2]string{Day: {"2021-01-03", "2021-01-03"}, Week: {"2020-12-28", "2021-01-03"},
		Month: {"2021-01-01", "2021-01-31"}, Quarter: {"2021-01-01", "2021-03-31"}, Year: {"2021-01-01", "2021-12-31"}} {
		first, last := p.ends("2021-01-03")
		if got := [2]string{dayOf(first), dayOf(last)}; got != want {
			t.Errorf("%s: %v, want %v", p, got, want)
		}
	}
}

func TestShrunkMeansAndVariance(t *testing.T) {
	days := append(append(fixture.Months(36), fixture.Months(36)...), fixture.Months(36)...)
	recs := overTime(days, func(i int) string { return fmt.Sprint("S", i%3) }, func(i int) float64 {
		return []float64{-0.6, 0, 0.5}[i%3] + float64((i*7)%11)/50
	})
	run := build(t, fixture.Info(), recs, Options{Period: Year})
	es := estimates(run.Sources)
	first, last := es["source/S0//narrator/narrator/actor1/own_stance"], es["source/S2//narrator/narrator/actor1/own_stance"]
	if !(first.Shrunk.Value > first.Mean.Value) || !(last.Shrunk.Value < last.Mean.Value) || first.Rank.Value != 3 || last.RankHigh.Value != 1 {
		t.Errorf("%+v\n%+v", first, last)
	}
	if all := es["all///narrator/narrator/actor1/own_stance"]; all.Shrunk.Known {
		t.Errorf("the row of all sources is shrunk: %+v", all)
	}
	for _, v := range run.Variance {
		if v.Measure != table.OwnStance || v.Scope != table.AnyScope {
			continue
		}
		if v.Sources != 3 || v.Periods != 3 || v.ShareSource.Value < 0.9 || v.ShareStory.Known || !strings.Contains(v.Warnings, WarnNoStory) || v.KruskalP.Value > 1e-6 || v.KruskalDF.Value != 2 {
			t.Errorf("%+v", v)
		}
		return
	}
	t.Error("no row of variance")
}
