package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func named(side string, values ...float64) []Unit {
	us := unitsOf(values...)
	for i := range us {
		us[i].Cluster = side + us[i].Cluster
	}
	return us
}

// Single units, none shared: the t contrast is Welch's test.
func TestContrastOfSingleUnitsIsWelch(t *testing.T) {
	for _, c := range reference[twoSamples](t, "two_samples") {
		rule := Rule{Level: 0.95, Draws: 100, MinClusters: 2, SmallClusters: 1000}
		d, err := Contrast(named("a", c.A.values()...), named("b", c.B.values()...), rule, 1)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, c.Name+" t", d.Diff/d.SE, c.Welch.Statistic)
		agree(t, c.Name+" df", d.DF, c.Welch.DF)
		agree(t, c.Name+" p", tTwoSided(d.Diff/d.SE, d.DF), c.Welch.P)
		if !(d.P >= float64(c.Welch.P)-1e-9) || d.Method != MethodT {
			t.Errorf("%s: p %v is below that of Welch, %v", c.Name, d.P, c.Welch.P)
		}
	}
}

// All clusters shared, one unit a side: the paired t test.
func TestContrastOfPairsIsPaired(t *testing.T) {
	src := NewStream(2)
	var a, b []Unit
	var diffs []float64
	for i := range 8 {
		x, d := 10*src.NormFloat64(), src.NormFloat64()
		a = append(a, Unit{fmt.Sprint(i), x + d, 0})
		b = append(b, Unit{fmt.Sprint(i), x, 0})
		diffs = append(diffs, d)
	}
	d, err := Contrast(a, b, DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	e, err := MeanBy(MethodT, unitsOf(diffs...), DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !near(d.SE, e.SE) || !near(d.DF, 7) || !near(d.Diff, e.Mean) || d.Shared != 8 {
		t.Errorf("%+v is not the paired %+v", d, e)
	}
}

func TestContrastRefuses(t *testing.T) {
	few, small, many := named("a", 1, 2, 3, 4), named("b", 1, 2, 3, 4, 6, 5), named("c", 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5)
	for _, f := range []func([]Unit, []Unit) Difference{
		func(a, b []Unit) Difference { return first(Contrast(a, b, DefaultRule(), 1)) },
		func(a, b []Unit) Difference { return first(WildContrast(a, b, DefaultRule(), 1)) },
	} {
		if d := f(few, many); d.Method != MethodNone || !math.IsNaN(d.P) || !slices.Equal(d.Warnings, []Warning{WarnTooFew}) {
			t.Errorf("few: %+v", d)
		}
		if d := f(nil, many); d.Method != MethodNone || !math.IsNaN(d.Diff) {
			t.Errorf("none: %+v", d)
		}
		if d := f(small, many); d.Method == MethodNone || !d.SmallN || !(d.Low < d.Diff && d.Diff < d.High) {
			t.Errorf("small: %+v", d)
		}
		flat := f(named("a", 1, 1, 1, 1, 1), named("b", 2, 2, 2, 2, 2))
		if flat.Diff != -1 || !math.IsNaN(flat.Low) || flat.Method != MethodNone || !math.IsNaN(flat.P) || !slices.Contains(flat.Warnings, WarnNoVariation) {
			t.Errorf("no variation: %+v", flat)
		}
		alike := f(named("", 1, 2, 3, 4, 5), named("", 2, 3, 4, 5, 6))
		if alike.Diff != -1 || !math.IsNaN(alike.High) || !slices.Contains(alike.Warnings, WarnNoVariation) {
			t.Errorf("the same variation on both sides: %+v", alike)
		}
	}
	if _, err := Contrast(many, unitsOf(math.NaN()), DefaultRule(), 1); err == nil {
		t.Error("NaN was taken")
	}
}

func TestContrastIgnoresOrderAndChangesSign(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawUnits(t), drawUnits(t)
		rule := DefaultRule()
		rule.Draws = 99
		for name, f := range map[string]func(a, b []Unit) Difference{
			"joint": func(a, b []Unit) Difference { return first(Contrast(a, b, rule, 1)) },
			"wild":  func(a, b []Unit) Difference { return first(WildContrast(a, b, rule, 1)) },
		} {
			d := f(a, b)
			m := f(rapid.Permutation(a).Draw(t, "a"), rapid.Permutation(b).Draw(t, "b"))
			if diff := cmp.Diff(d, m, nanEqual); diff != "" {
				t.Fatalf("%s: %s", name, diff)
			}
			if d.Method != MethodNone && !slices.Contains(d.Warnings, WarnUnbounded) &&
				!(finite(d.Low) && finite(d.High) && d.Low <= d.High) {
				t.Fatalf("%s: %+v", name, d)
			}
			if back := f(b, a); !near(back.Diff, -d.Diff) || !near(back.SE, d.SE) {
				t.Fatalf("%s: sides: %+v, %+v", name, d, back)
			}
		}
	})
}

func TestWildContrastAgreesWithT(t *testing.T) {
	src := NewStream(4)
	var a, b []Unit
	for i := range 120 {
		a = append(a, Unit{"a" + fmt.Sprint(i/2), src.NormFloat64() + 0.25, 0})
		b = append(b, Unit{"b" + fmt.Sprint(i/3), src.NormFloat64(), 0})
	}
	d, err := Contrast(a, b, DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	w, err := WildContrast(a, b, DefaultRule(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(d.P-w.P) > 0.05 || math.Abs(d.Low-w.Low) > 0.1*(d.High-d.Low) || math.Abs(d.High-w.High) > 0.1*(d.High-d.Low) {
		t.Errorf("wild %+v\njoint %+v", w, d)
	}
	if (w.P < 0.05) != (w.Low > 0 || w.High < 0) {
		t.Errorf("p %v disagrees with [%v, %v]", w.P, w.Low, w.High)
	}
}

// The p-value of a bootstrap contrast is the level at which its interval ends at
// 0.
func TestContrastPAgreesWithItsInterval(t *testing.T) {
	src := NewStream(6)
	for range 200 {
		var a, b []Unit
		for i := range 40 {
			a = append(a, Unit{fmt.Sprint(i % 15), src.NormFloat64() + 0.5, 0})
			b = append(b, Unit{fmt.Sprint(10 + i%12), src.NormFloat64(), 0})
		}
		seed := src.Uint64()
		d, err := Contrast(a, b, DefaultRule(), seed)
		if err != nil {
			t.Fatal(err)
		}
		if excludes := d.Low > 0 || d.High < 0; excludes != (d.P < 0.05) {
			t.Fatalf("p %v, [%v, %v]", d.P, d.Low, d.High)
		}
		if d.P > 0.99 {
			continue
		}
		rule := DefaultRule()
		rule.Level = 1 - d.P
		again, err := Contrast(a, b, rule, seed)
		end := math.Min(math.Abs(again.Low), math.Abs(again.High))
		if err != nil || d.P < 0.9 && d.P > 0.01 && end > 1e-6 {
			t.Fatalf("at level %v: [%v, %v] %v", rule.Level, again.Low, again.High, err)
		}
	}
}

func TestAgainstOthersIsTheExactTestOnSmallData(t *testing.T) {
	own, others := []float64{0.3, 1.9, 0.8, 2.2, 1.4}, []float64{-0.2, 0.1, 1, 0.6, -1.1, 0.5}
	var obs []Observation
	for i, v := range own {
		obs = append(obs, Observation{"s", "", fmt.Sprint(i), v})
	}
	for i, v := range others {
		obs = append(obs, Observation{"o" + fmt.Sprint(i%2), "", fmt.Sprint("x", i), v})
	}
	s, err := NewStrata(obs)
	if err != nil {
		t.Fatal(err)
	}
	rule := DefaultRule()
	rule.Draws = 40000
	got, err := s.AgainstOthers("s", rule, NewStream(1))
	if err != nil {
		t.Fatal(err)
	}
	want := exactWelchPermutation(own, others)
	if math.Abs(got.P-want) > 4*math.Sqrt(want/40000) || !got.Studentised {
		t.Errorf("p %v, exact %v", got.P, want)
	}
	w, _ := Welch(own, others)
	if !near(got.Statistic, w.Statistic) {
		t.Errorf("one stratum: statistic %v is not Welch's %v", got.Statistic, w.Statistic)
	}
}

func exactWelchPermutation(a, b []float64) float64 {
	all := slices.Concat(a, b)
	w, _ := Welch(a, b)
	count, extreme := 0, 0
	for mask := range 1 << len(all) {
		var x, y []float64
		for i, v := range all {
			if mask>>i&1 == 1 {
				x = append(x, v)
			} else {
				y = append(y, v)
			}
		}
		if len(x) == len(a) {
			count++
			if m, _ := Welch(x, y); math.Abs(m.Statistic) >= math.Abs(w.Statistic)*(1-1e-10) {
				extreme++
			}
		}
	}
	return float64(extreme) / float64(count)
}

// A group that only writes in high periods is not different from the others.
func TestAgainstOthersHoldsTheStratumFixed(t *testing.T) {
	src := NewStream(3)
	var obs []Observation
	for i := range 60 {
		period := i % 3
		n := map[string]int{"early": 1, "late": 1}
		n["late"] += 3 * (period / 2)
		for g, k := range n {
			for j := range k {
				obs = append(obs, Observation{g, fmt.Sprint(period), fmt.Sprint(g, i, j), 5 * float64(period)})
			}
		}
	}
	for i := range obs {
		obs[i].Value += src.NormFloat64()
	}
	s, _ := NewStrata(obs)
	got, err := s.AgainstOthers("late", DefaultRule(), NewStream(1))
	if err != nil || got.P < 0.05 || math.Abs(got.Diff) > 0.6 || got.Strata != 3 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestAgainstOthersRefuses(t *testing.T) {
	var obs []Observation
	for i := range 8 {
		obs = append(obs, Observation{"a", "p", fmt.Sprint(i), 1}, Observation{"b", "p", fmt.Sprint("b", i), 1},
			Observation{"c", "p", "one story", float64(i)}, Observation{"a", "alone", fmt.Sprint(i), 2})
	}
	s, _ := NewStrata(obs)
	rule := DefaultRule()
	c, _ := s.AgainstOthers("c", rule, NewStream(1))
	if c.Units != 1 || !math.IsNaN(c.P) || !slices.Equal(c.Warnings, []Warning{WarnTooFew}) {
		t.Errorf("eight copies of one story: %+v", c)
	}
	a, _ := s.AgainstOthers("a", rule, NewStream(1))
	if a.Dropped != 8 || a.Units != 8 || math.IsNaN(a.P) {
		t.Errorf("a: %+v", a)
	}
	if none, _ := s.AgainstOthers("nobody", rule, NewStream(1)); none.Units != 0 || !math.IsNaN(none.Diff) {
		t.Errorf("nobody: %+v", none)
	}
	if _, err := s.AgainstOthers("a", rule, nil); err == nil {
		t.Error("a nil source was taken")
	}
	if _, err := NewStrata([]Observation{{Value: math.NaN()}}); err == nil {
		t.Error("NaN was taken")
	}
}

func TestAgainstOthersIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		obs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Observation {
			return Observation{rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "g"),
				rapid.SampledFrom([]string{"p", "q"}).Draw(t, "s"),
				fmt.Sprint(rapid.IntRange(0, 20).Draw(t, "c")), float64(rapid.IntRange(-4, 4).Draw(t, "v")) / 4}
		}), 0, 60).Draw(t, "obs")
		rule := DefaultRule()
		rule.Draws = 50
		one, err := NewStrata(obs)
		if err != nil {
			t.Fatal(err)
		}
		two, _ := NewStrata(rapid.Permutation(obs).Draw(t, "mixed"))
		a := first(one.AgainstOthers("a", rule, NewStream(1)))
		b := first(two.AgainstOthers("a", rule, NewStream(1)))
		if d := cmp.Diff(a, b, nanEqual); d != "" {
			t.Fatal(d)
		}
		if math.IsInf(a.Statistic, 0) || a.P <= 0 || a.P > 1 {
			t.Fatalf("%+v", a)
		}
	})
}
