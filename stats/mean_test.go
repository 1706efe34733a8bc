package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"
)

var nanEqual = cmpopts.EquateNaNs()

func unitsOf(values ...float64) []Unit {
	us := make([]Unit, len(values))
	for i, v := range values {
		us[i] = Unit{Cluster: fmt.Sprint(i), Value: v}
	}
	return us
}

func mustMean(t testing.TB, units []Unit) Estimate {
	t.Helper()
	e, err := Mean(units, DefaultRule(), 7)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestMeanRefusesByTheRule(t *testing.T) {
	for n := range 12 {
		units := unitsOf([]float64{0, 1, 0.5, -1, 0.5, 0, 1, 1, -0.5, 0, 0.25, 0.75}[:n]...)
		e := mustMean(t, units)
		want, warn := MethodOuter, []Warning(nil)
		switch {
		case n < 5:
			want, warn = MethodNone, []Warning{WarnTooFew}
		case n < 10:
			warn = []Warning{WarnSmallN}
		}
		if e.Method != want || e.SmallN != (n < 10) || !slices.Equal(e.Warnings, warn) {
			t.Errorf("%d clusters: method %s small %v warnings %v", n, e.Method, e.SmallN, e.Warnings)
		}
		if hasInterval := !math.IsNaN(e.Low) && e.Low < e.High; hasInterval != (n >= 5) {
			t.Errorf("%d clusters: interval [%v, %v]", n, e.Low, e.High)
		}
	}
}

// The t interval of single units is the textbook one: 2.776… is the 97.5 %
// quantile of t with 4 degrees of freedom.
func TestMeanSmallIsStudent(t *testing.T) {
	e, err := MeanBy(MethodT, unitsOf(1, 2, 4, 7, 11), DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	want := Estimate{Units: 5, Clusters: 5, EffectiveClusters: 5, Mean: 5, SD: math.Sqrt(16.5),
		SE: math.Sqrt(16.5 / 5), Median: 4, Low: 5 - 2.7764451051977987*math.Sqrt(3.3),
		High: 5 + 2.7764451051977987*math.Sqrt(3.3), Level: 0.95, Method: MethodT, SmallN: true,
		Warnings: []Warning{WarnSmallN}}
	if d := cmp.Diff(want, e, cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Error(d)
	}
}

// The default reaches at least as far as the t interval and, with enough clusters,
// as the expanded percentiles, and farther on the side of the long tail.
func TestMeanReachesTheOuterEnds(t *testing.T) {
	for _, values := range [][]float64{{1, 2, 4, 7, 11}, {1, 1, 2, 9, 3, 1, 1.5, 0, 4, 2, 1, 0.5}} {
		outer := mustMean(t, unitsOf(values...))
		student := first(MeanBy(MethodT, unitsOf(values...), DefaultRule(), 7))
		expanded := first(MeanBy(MethodExpanded, unitsOf(values...), DefaultRule(), 7))
		low := student.Low
		if !outer.SmallN {
			low = min(low, expanded.Low)
		}
		if outer.Low != low || outer.High <= max(student.High, expanded.High) {
			t.Errorf("%+v of %+v and %+v", outer, student, expanded)
		}
		var mirrored []float64
		for _, v := range values {
			mirrored = append(mirrored, -v)
		}
		if m := mustMean(t, unitsOf(mirrored...)); !near(m.Low, -outer.High) {
			t.Errorf("mirrored: %+v of %+v", m, outer)
		}
	}
}

// The same clusters have the same interval whatever else is drawn; another seed moves
// it a little, and weights have mean and variance 1.
func TestDrawsHangOnSeedAndClusterAlone(t *testing.T) {
	weights := make([]float64, 40000)
	newClusterBits(1, "story 7").weights(weights)
	short := make([]float64, 13)
	newClusterBits(1, "story 7").weights(short)
	if !slices.Equal(short, weights[:13]) {
		t.Error("a draw's weights hang on the number of draws")
	}
	other := make([]float64, len(weights))
	for name, bits := range map[string]clusterBits{"cluster": newClusterBits(1, "story 8"), "seed": newClusterBits(2, "story 7")} {
		bits.weights(other)
		if c := stat.Correlation(weights, other, nil); math.Abs(c) > 0.02 {
			t.Errorf("another %s: correlation %v", name, c)
		}
	}
	if mean, v := stat.MeanVariance(weights, nil); math.Abs(mean-1) > 0.02 || math.Abs(v-1) > 0.03 {
		t.Errorf("weights of mean %v and variance %v", mean, v)
	}
	a, b := named("a", 1, 4, 2, 8, 5, 7, 3, 6, 9, 0, 2.5), named("b", 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5)
	one := first(NewSide(a).Less(NewSide(b), MethodOuter, DefaultRule(), 1))
	side := NewSide(a)
	first(side.Less(NewSide(named("c", 1, 2, 3, 1, 2, 3, 1, 2, 3, 1)), MethodOuter, DefaultRule(), 3))
	if again := first(side.Less(NewSide(b), MethodOuter, DefaultRule(), 1)); cmp.Diff(one, again, nanEqual) != "" {
		t.Errorf("%+v, after another contrast %+v", one, again)
	}
}

func TestMeanResamplesClustersTogether(t *testing.T) {
	var copies, single []Unit
	for i := range 12 {
		single = append(single, Unit{Cluster: fmt.Sprint(i), Value: float64(i % 5)})
		for range 20 {
			copies = append(copies, single[i])
		}
	}
	a, b := mustMean(t, single), mustMean(t, copies)
	if math.Abs(a.Low-b.Low) > 1e-12 || math.Abs(a.High-b.High) > 1e-12 || math.Abs(a.SE-b.SE) > 1e-12 {
		t.Errorf("copies change the interval: %v, %v", a, b)
	}
}

func TestMeanWeights(t *testing.T) {
	var repeated, weighted []Unit
	for i := range 15 {
		w := 1 + i%3
		weighted = append(weighted, Unit{fmt.Sprint(i), float64(i*i%7) + 0.1, float64(w)})
		for range w {
			repeated = append(repeated, Unit{fmt.Sprint(i), float64(i*i%7) + 0.1, 0})
		}
	}
	a, b := mustMean(t, weighted), mustMean(t, repeated)
	got := []float64{a.Mean, a.SE, a.Low, a.High, a.Median}
	want := []float64{b.Mean, b.SE, b.Low, b.High, b.Median}
	if d := cmp.Diff(want, got, cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Error(d)
	}
}

func TestMeanWithoutVariation(t *testing.T) {
	for _, n := range []int{5, 9, 10, 40} {
		e := mustMean(t, unitsOf(slices.Repeat([]float64{0.1}, n)...))
		if !math.IsNaN(e.Low) || !math.IsNaN(e.High) || e.Method != MethodNone || e.SD != 0 || !slices.Contains(e.Warnings, WarnNoVariation) {
			t.Errorf("%d equal values: %+v", n, e)
		}
	}
	one := mustMean(t, []Unit{{"a", 1, 0}, {"a", 3, 0}, {"a", 5, 0}})
	if one.Mean != 3 || one.SD != 2 || !math.IsNaN(one.SE) || one.Method != MethodNone {
		t.Errorf("one cluster: %+v", one)
	}
}

func TestMeanWarnsOfADominantCluster(t *testing.T) {
	units := unitsOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	units[3].Weight = 50
	e := mustMean(t, units)
	if !slices.Contains(e.Warnings, WarnDominantCluster) {
		t.Errorf("warnings %v", e.Warnings)
	}
}

func TestMeanTakesTheTIntervalWhereFewClustersDiffer(t *testing.T) {
	values := slices.Repeat([]float64{0}, 30)
	values[3], values[4] = 1, -1
	e := mustMean(t, unitsOf(values...))
	if e.Method != MethodT || !slices.Equal(e.Warnings, []Warning{WarnLittleVariation}) {
		t.Errorf("method %s, warnings %v", e.Method, e.Warnings)
	}
}

func TestMeanErrors(t *testing.T) {
	bad := []struct {
		units []Unit
		rule  Rule
	}{
		{unitsOf(1, math.NaN()), DefaultRule()},
		{unitsOf(1, math.Inf(-1)), DefaultRule()},
		{[]Unit{{"a", 1, math.NaN()}}, DefaultRule()},
		{[]Unit{{"a", 1, -1}}, DefaultRule()},
		{unitsOf(1, 2), Rule{}},
		{unitsOf(1e308, -1e308, 1e308, -1e308, 1e308), DefaultRule()},
		{unitsOf(1e200, -1e200, 1e200, -1e200, 1e200), DefaultRule()},
	}
	for i, b := range bad {
		e, err := Mean(b.units, b.rule, 1)
		if err == nil {
			t.Errorf("case %d: no error, %+v", i, e)
		}
		if d := cmp.Diff(emptyEstimate(), e, nanEqual); d != "" {
			t.Errorf("case %d: an error carries figures: %s", i, d)
		}
	}
	_, err := Mean(unitsOf(0, 1, math.NaN()), DefaultRule(), 1)
	if !errors.Is(err, ErrNotFinite) || err.Error() != "stats: unit 2: value NaN: not a finite number" {
		t.Errorf("error %q", err)
	}
	if _, err := MeanBy(MethodWildT, unitsOf(1, 2), DefaultRule(), 1); err == nil {
		t.Error("a method that makes no mean was taken")
	}
}

func drawUnits(t *rapid.T) []Unit {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Unit {
		return Unit{
			Cluster: rapid.StringOfN(rapid.RuneFrom([]rune("abcdefghijklmnop")), 1, 1, -1).Draw(t, "cluster"),
			Value:   float64(rapid.IntRange(-4, 4).Draw(t, "value")) / 4,
			Weight:  float64(rapid.IntRange(0, 3).Draw(t, "weight")),
		}
	}), 0, 60).Draw(t, "units")
}

var allMethods = []Method{MethodT, MethodExpanded, MethodPercentile, MethodBCa, MethodOuter}

func drawMethod(t *rapid.T) Method { return rapid.SampledFrom(allMethods).Draw(t, "method") }

func TestMeanIgnoresOrderAndNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units, method := drawUnits(t), drawMethod(t)
		rule := DefaultRule()
		rule.Draws = 200
		before := slices.Clone(units)
		a, err := MeanBy(method, units, rule, 1)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(before, units) {
			t.Fatal("the caller's units were changed")
		}
		mixed := rapid.Permutation(units).Draw(t, "mixed")
		b, _ := MeanBy(method, mixed, rule, 1)
		if d := cmp.Diff(a, b, nanEqual); d != "" {
			t.Fatal(d)
		}
	})
}

func TestMeanScalesAndShifts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units, method := drawUnits(t), drawMethod(t)
		scale, shift := rapid.SampledFrom([]float64{0.25, 8, 1024}).Draw(t, "scale"), 0.0
		if method == MethodT { // rounding may move a quantile to the next rank
			shift = rapid.SampledFrom([]float64{0, -7, 12.3}).Draw(t, "shift")
		}
		rule := DefaultRule()
		rule.Draws = 200
		a, err := MeanBy(method, units, rule, 1)
		if err != nil {
			t.Fatal(err)
		}
		moved := slices.Clone(units)
		for i := range moved {
			moved[i].Value = moved[i].Value*scale + shift
		}
		b, err := MeanBy(method, moved, rule, 1)
		if err != nil {
			t.Fatal(err)
		}
		want := []float64{a.Mean*scale + shift, a.SD * scale, a.SE * scale, a.Low*scale + shift, a.High*scale + shift}
		got := []float64{b.Mean, b.SD, b.SE, b.Low, b.High}
		if d := cmp.Diff(want, got, nanEqual, cmpopts.EquateApprox(1e-8, 1e-9)); d != "" {
			t.Fatal(d)
		}
	})
}

func TestMeanLetsNoNaNOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		units := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Unit {
			return Unit{Cluster: fmt.Sprint(rapid.IntRange(0, 30).Draw(t, "cluster")),
				Value: rapid.Float64().Draw(t, "value"), Weight: rapid.Float64Min(0).Draw(t, "weight")}
		}), 0, 40).Draw(t, "units")
		rule := DefaultRule()
		rule.Draws = 50
		e, err := MeanBy(drawMethod(t), units, rule, 3)
		if err != nil {
			return
		}
		if e.Method != MethodNone && !(finite(e.Low) && finite(e.High) && e.Low <= e.High) {
			t.Fatalf("interval [%v, %v] of %+v", e.Low, e.High, e)
		}
		if e.Units > 0 && !finite(e.Mean) || math.IsInf(e.SD, 0) || math.IsInf(e.SE, 0) {
			t.Fatalf("%+v", e)
		}
	})
}

// Estimates made side by side, each from its own stream, are those made alone.
func TestMeanIsTheSameAtAnyNumberOfWorkers(t *testing.T) {
	src := NewStream(5)
	groups := make([][]Unit, 40)
	for g := range groups {
		for i := range 10 + g {
			groups[g] = append(groups[g], Unit{fmt.Sprint(i % 12), src.NormFloat64(), 0})
		}
	}
	run := func(workers int) []Estimate {
		out, next := make([]Estimate, len(groups)), make(chan int)
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() {
				for g := range next {
					out[g], _ = Mean(groups[g], DefaultRule(), 1)
				}
			})
		}
		for g := range groups {
			next <- g
		}
		close(next)
		wg.Wait()
		return out
	}
	want := run(1)
	for _, w := range []int{2, 8} {
		if d := cmp.Diff(want, run(w), nanEqual); d != "" {
			t.Errorf("%d workers: %s", w, d)
		}
	}
}

func TestStreamsAreApart(t *testing.T) {
	first := func(seed uint64, names ...string) uint64 { return NewStream(seed, names...).Uint64() }
	seen := map[uint64]int{}
	for i, v := range []uint64{first(1), first(2), first(1, ""), first(1, "a"), first(1, "ab", "c"),
		first(1, "a", "bc"), first(1, "abc"), first(1, "", "abc")} {
		if j, ok := seen[v]; ok {
			t.Errorf("streams %d and %d are the same", i, j)
		}
		seen[v] = i
	}
	// The state is promised: a change here moves every interval ever published.
	if got, want := first(1, "tone", "Kabul Post"), uint64(1895732862645080312); got != want {
		t.Errorf("the first number of a known stream is %d, not %d", got, want)
	}
}

func TestRuleValidate(t *testing.T) {
	if err := DefaultRule().Validate(); err != nil {
		t.Error(err)
	}
	for _, change := range []func(*Rule){
		func(r *Rule) { r.Level = 1 }, func(r *Rule) { r.Level = math.NaN() }, func(r *Rule) { r.Draws = 0 },
		func(r *Rule) { r.MinClusters = 1 }, func(r *Rule) { r.SmallClusters = 4 },
	} {
		r := DefaultRule()
		if change(&r); r.Validate() == nil {
			t.Errorf("%+v is taken as valid", r)
		}
	}
}

func BenchmarkMean(b *testing.B) {
	src := NewStream(1)
	units := make([]Unit, 500)
	for i := range units {
		units[i] = Unit{Cluster: fmt.Sprint(i * 4 / 5), Value: src.NormFloat64()}
	}
	for _, m := range allMethods {
		b.Run(string(m), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := MeanBy(m, units, DefaultRule(), 1); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
