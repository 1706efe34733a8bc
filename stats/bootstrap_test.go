package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The draws differ, and so does the number of clusters drawn: the ends agree to within
// what that and 200,000 draws leave open.
func TestBootstrapAgreesWithReference(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 200000
	for _, c := range reference[struct {
		Name            string
		Y               floats
		Percentile, BCa struct{ Low, High number }
	}](t, "bootstrap") {
		for m, want := range map[Method]struct{ Low, High number }{
			MethodPercentile: c.Percentile, MethodBCa: c.BCa,
		} {
			e, err := MeanBy(m, unitsOf(c.Y.values()...), rule, 1)
			if err != nil {
				t.Fatal(err)
			}
			if off := max(math.Abs(e.Low-float64(want.Low)), math.Abs(e.High-float64(want.High))); off > 0.03*(e.High-e.Low) {
				t.Errorf("%s %s: [%v, %v], reference %v", c.Name, m, e.Low, e.High, want)
			}
		}
	}
}

// At 20 equal clusters of normal values the expanded interval is as wide as
// the t interval, as it is made to be.
func TestExpandedIsAsWideAsT(t *testing.T) {
	src := NewStream(3)
	var ratio float64
	for range 50 {
		values := make([]float64, 20)
		for i := range values {
			values[i] = src.NormFloat64()
		}
		a, _ := MeanBy(MethodExpanded, unitsOf(values...), DefaultRule(), src.Uint64())
		b, _ := MeanBy(MethodT, unitsOf(values...), DefaultRule(), src.Uint64())
		ratio += (a.High - a.Low) / (b.High - b.Low) / 50
	}
	if math.Abs(ratio-1) > 0.02 {
		t.Errorf("width over that of t is %v", ratio)
	}
}

func TestFewDrawsSayWhatLevelTheyReach(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 19
	var values []float64
	for i := range 48 { // so many that no more draws are made of them than are asked for
		values = append(values, float64(i*7%48)/5)
	}
	units := unitsOf(values...)
	plain, _ := MeanBy(MethodPercentile, units, rule, 1)
	if !near(plain.Level, 0.9) || !slices.Contains(plain.Warnings, WarnFewDraws) {
		t.Errorf("%+v", plain)
	}
	for _, m := range []Method{MethodExpanded, MethodOuter} {
		e, _ := MeanBy(m, units, rule, 1)
		if !(e.Level > 0.5 && e.Level < 0.95) || !slices.Contains(e.Warnings, WarnFewDraws) {
			t.Errorf("%+v", e)
		}
	}
	rule.Draws = 1
	for _, m := range allMethods[1:] {
		if e, err := MeanBy(m, units, rule, 1); err != nil || e.Level > 1e-9 || !slices.Contains(e.Warnings, WarnFewDraws) {
			t.Errorf("one draw, %s: %+v %v", m, e, err)
		}
	}
	rule.Draws = 19
	d, err := Contrast(units, named("b", 1, 4, 2, 8, 5, 7, 3, 6, 9, 0), rule, 1)
	if err != nil || d.Level != 0.95 || (d.P < 0.05) != (d.Low > 0 || d.High < 0) || !slices.Contains(d.Warnings, WarnFewDraws) {
		t.Errorf("%+v %v", d, err)
	}
	w, err := WildContrast(units, named("b", 1, 4, 2, 8, 5, 7, 3, 6, 9, 0), Rule{0.99, 19, 5, 10}, 1)
	if err != nil || !near(w.Level, 0.95) || !slices.Contains(w.Warnings, WarnFewDraws) {
		t.Errorf("%+v %v", w, err)
	}
}

func TestQuantileIsTypeSix(t *testing.T) {
	// Rank 6p among five values, with linear interpolation.
	for p, want := range map[float64]float64{0.1: 1, 0.25: 1.5, 0.5: 4, 0.7: 9.6, 0.9: 16} {
		if got := quantile([]float64{1, 2, 4, 8, 16}, p); !near(got, want) {
			t.Errorf("quantile %v is %v, not %v", p, got, want)
		}
	}
}

func TestSelectedQuantilesAreThoseOfSortedValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawValues(t, "values", 1)
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		want := quantile(slices.Sorted(slices.Values(values)), p)
		if got := selectQuantile(values, p); got != want {
			t.Fatalf("quantile %v is %v, of sorted values %v", p, got, want)
		}
	})
}

func ExampleMean() {
	var units []Unit
	for i, polarity := range []float64{-0.5, 0, -1, -0.5, 0.5, -0.5, 0, -1} {
		units = append(units, Unit{Cluster: fmt.Sprint("story ", i/2*2), Value: polarity})
	}
	for _, n := range []int{8, 4} {
		e, err := Mean(units[:n], Rule{Level: 0.95, Draws: 2000, MinClusters: 3, SmallClusters: 10}, 1)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("mean %.2f of %d units in %d clusters: [%.2f, %.2f] by %s %v\n",
			e.Mean, e.Units, e.Clusters, e.Low, e.High, e.Method, e.Warnings)
	}
	// Output:
	// mean -0.38 of 8 units in 4 clusters: [-0.89, 0.20] by outer_t [small_n]
	// mean -0.50 of 4 units in 2 clusters: [NaN, NaN] by none [too_few]
}

func ExampleContrast() {
	var a, b []Unit
	for i := range 6 {
		story := fmt.Sprint("story ", i)
		a = append(a, Unit{Cluster: story, Value: 0.1 * float64(i%3)})
		b = append(b, Unit{Cluster: story, Value: 0.1*float64(i%3) - 0.4 - 0.05*float64(i%2)})
	}
	d, err := Contrast(a, b, DefaultRule(), 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f in [%.3f, %.3f], %d stories shared\n", d.Diff, d.Low, d.High, d.Shared)
	// Output: 0.425 in [0.389, 0.461], 6 stories shared
}
