package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// dated makes four units a day for 400 days, with a step at day 200 and a slope.
func dated(step, slope float64) []DatedUnit {
	src := NewStream(9)
	var out []DatedUnit
	for day := range 400 {
		for range 4 {
			v := src.NormFloat64() + slope*float64(day)
			if day >= 200 {
				v += step
			}
			out = append(out, DatedUnit{Unit{Cluster: fmt.Sprint(len(out) / 2), Value: v}, float64(day)})
		}
	}
	return out
}

func placeboDays() []float64 {
	var out []float64
	for day := 30.0; day <= 370; day += 10 {
		out = append(out, day)
	}
	return out
}

func TestBeforeAfterTellsAStepFromADrift(t *testing.T) {
	step, err := BeforeAfter(dated(1, 0), 200, 30, placeboDays(), DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(step.Change.Diff-1) > 0.3 || step.Change.P > 0.01 || step.PlaceboP > 0.04 || step.Dropped != 5 || step.Placebos != 30 {
		t.Errorf("step: %+v", step)
	}
	drift, err := BeforeAfter(dated(0, 0.02), 200, 30, placeboDays(), DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if drift.Change.P > 0.05 || drift.PlaceboP < 0.2 {
		t.Errorf("drift: %+v", drift)
	}
	units := dated(1, 0)
	slices.Reverse(units)
	again, _ := BeforeAfter(units, 200, 30, placeboDays(), DefaultRule(), 1)
	if d := cmp.Diff(step, again, nanEqual); d != "" {
		t.Error(d)
	}
}

func TestBeforeAfterRefuses(t *testing.T) {
	units := dated(1, 0)
	none, err := BeforeAfter(units, 1000, 30, placeboDays(), DefaultRule(), 1)
	if err != nil || !math.IsNaN(none.PlaceboP) || none.Change.Method != MethodNone || !slices.Contains(none.Warnings, WarnTooFew) {
		t.Errorf("an event outside the data: %+v %v", none, err)
	}
	alone, err := BeforeAfter(units, 200, 30, nil, DefaultRule(), 1)
	if err != nil || !math.IsNaN(alone.PlaceboP) || !slices.Equal(alone.Warnings, []Warning{WarnFewDraws}) {
		t.Errorf("no placebos: %+v %v", alone, err)
	}
	for name, err := range map[string]error{
		"window": second(BeforeAfter(units, 200, 0, nil, DefaultRule(), 1)),
		"event":  second(BeforeAfter(units, math.NaN(), 1, nil, DefaultRule(), 1)),
		"date":   second(BeforeAfter(units, 200, 30, []float64{math.Inf(1)}, DefaultRule(), 1)),
		"time":   second(BeforeAfter([]DatedUnit{{Time: math.NaN()}}, 200, 30, nil, DefaultRule(), 1)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestBeforeAfterMovesWithTime(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 50
	rapid.Check(t, func(t *rapid.T) {
		values := drawValues(t, "values", 10)
		var a, b []DatedUnit
		for i, v := range values {
			a = append(a, DatedUnit{Unit{Cluster: fmt.Sprint(i), Value: v}, float64(i)})
			b = append(b, DatedUnit{Unit{Cluster: fmt.Sprint(i), Value: v}, float64(i) + 1000})
		}
		one, err := BeforeAfter(a, 8, 8, []float64{2, 20}, rule, 1)
		if err != nil {
			t.Fatal(err)
		}
		two, _ := BeforeAfter(b, 1008, 8, []float64{1002, 1020}, rule, 1)
		if d := cmp.Diff(one, two, nanEqual); d != "" {
			t.Fatal(d)
		}
	})
}
