package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func pointsOf(times, values []float64) []Point {
	var out []Point
	for i := range times {
		out = append(out, Point{times[i], values[i]})
	}
	return out
}

func TestTrendsAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name        string
		T, Y        floats
		TheilSen    struct{ Slope, Intercept, Low, High number } `json:"theil_sen"`
		MannKendall struct{ S, Var, Z, P, Tau number }           `json:"mann_kendall"`
		HamedRao    struct{ Var, Z, P number }                   `json:"hamed_rao"`
		Loess       struct{ Fit, Low, High floats }
		Breaks      map[string]struct {
			Penalty       number
			Optimal, Pelt []int
		}
	}](t, "trends") {
		t.Run(c.Name, func(t *testing.T) {
			points := pointsOf(c.T.values(), c.Y.values())
			slope, err := TheilSen(points, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "slope", slope.Slope, c.TheilSen.Slope)
			agree(t, "intercept", slope.Intercept, c.TheilSen.Intercept)
			agree(t, "low", slope.Low, c.TheilSen.Low)
			agree(t, "high", slope.High, c.TheilSen.High)
			plain, err := MannKendall(points)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "S", plain.Score, c.MannKendall.S)
			agree(t, "tau", plain.Tau, c.MannKendall.Tau)
			agree(t, "var", plain.Variance, c.MannKendall.Var)
			agree(t, "Z", plain.Z, c.MannKendall.Z)
			agree(t, "P", plain.P, c.MannKendall.P)
			hamed, err := HamedRao(points)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "corrected var", hamed.Variance, c.HamedRao.Var)
			agree(t, "corrected Z", hamed.Z, c.HamedRao.Z)
			agree(t, "corrected P", hamed.P, c.HamedRao.P)
			smooth, err := Loess(points, 0.5, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			var fit, low, high []float64
			for _, s := range smooth {
				fit, low, high = append(fit, s.Fit), append(low, s.Low), append(high, s.High)
			}
			agreeAll(t, "loess", fit, c.Loess.Fit)
			agreeAll(t, "loess low", low, c.Loess.Low)
			agreeAll(t, "loess high", high, c.Loess.High)
			for size, want := range c.Breaks {
				var least int
				fmt.Sscan(size, &least)
				b, err := Pelt(c.Y.values(), BreakOptions{Penalty: float64(want.Penalty), MinSize: least}, nil)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(b.At, want.Optimal) || !slices.Equal(b.At, want.Pelt) {
					t.Errorf("breaks at %v, reference %v and %v", b.At, want.Optimal, want.Pelt)
				}
			}
		})
	}
}

// bestBySearch tries all ways to cut the series.
func bestBySearch(values []float64, penalty float64, least int) float64 {
	cost, n := squaresWithin(values), len(values)
	best := make([]float64, n+1)
	for t := 1; t <= n; t++ {
		best[t] = math.Inf(1)
		if t >= least {
			best[t] = cost(0, t)
		}
		for s := least; s <= t-least; s++ {
			best[t] = min(best[t], best[s]+cost(s, t)+penalty)
		}
	}
	return best[n]
}

func TestPeltIsOptimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawValues(t, "values", 1)
		penalty := rapid.Float64Range(0.01, 5).Draw(t, "penalty")
		least := rapid.IntRange(1, 6).Draw(t, "least")
		b, err := Pelt(values, BreakOptions{Penalty: penalty, MinSize: least}, nil)
		if err != nil {
			t.Fatal(err)
		}
		cost, from, got := squaresWithin(values), 0, penalty*float64(len(b.At))
		for _, to := range append(slices.Clone(b.At), len(values)) {
			if to-from < least && len(b.At) > 0 {
				t.Fatalf("a segment of %d in %v", to-from, b.At)
			}
			got += cost(from, to)
			from = to
		}
		if best := bestBySearch(values, penalty, least); len(values) >= least && got > best+1e-9 {
			t.Fatalf("cost %v of %v, best %v", got, b.At, best)
		}
	})
}

func TestPeltFindsAStepAndItsStability(t *testing.T) {
	src := NewStream(1)
	var values []float64
	for i := range 60 {
		values = append(values, 0.3*src.NormFloat64()+float64(i/30))
	}
	b, err := Pelt(values, BreakOptions{Draws: 100}, src)
	if err != nil || !slices.Equal(b.At, []int{29}) || b.Stability[0] < 0.8 || b.Stability[0] > 1+1e-12 {
		t.Errorf("%+v %v", b, err)
	}
	if b, err := Pelt(nil, BreakOptions{}, nil); err != nil || len(b.At) != 0 {
		t.Errorf("%+v %v", b, err)
	}
	if b, err := Pelt([]float64{3}, BreakOptions{}, nil); err != nil || len(b.At) != 0 || b.Means[0] != 3 {
		t.Errorf("%+v %v", b, err)
	}
	rare := slices.Repeat([]float64{0}, 50)
	rare[20] = 1
	if b, err := Pelt(rare, BreakOptions{}, nil); err != nil || b.Penalty == 0 {
		t.Errorf("breaks cost nothing where most values are equal: %+v %v", b, err)
	}
	for _, opt := range []BreakOptions{{Penalty: -1}, {MinSize: -1}, {Draws: 1}, {Penalty: math.NaN()}, {Draws: -1}} {
		if _, err := Pelt(values, opt, nil); err == nil {
			t.Errorf("%+v: no error", opt)
		}
	}
}

func TestTrendsRefuse(t *testing.T) {
	two := []Point{{1, 2}, {2, 3}}
	flat := []Point{{1, 2}, {2, 2}, {3, 2}, {4, 2}, {5, 2}}
	one := []Point{{1, 2}, {1, 3}, {1, 4}, {1, 5}}
	for name, w := range map[string][]Warning{
		"two points":   first(TheilSen(two, 0.95)).Warnings,
		"one time":     first(TheilSen(one, 0.95)).Warnings,
		"two, Kendall": first(MannKendall(two)).Warnings,
	} {
		if !slices.Equal(w, []Warning{WarnTooFew}) {
			t.Errorf("%s: %v", name, w)
		}
	}
	if m := first(HamedRao(flat)); !math.IsNaN(m.P) || !slices.Equal(m.Warnings, []Warning{WarnNoVariation}) {
		t.Errorf("%+v", m)
	}
	if s := first(TheilSen(flat, 0.95)); s.Slope != 0 || s.Low != 0 || s.High != 0 {
		t.Errorf("%+v", s)
	}
	nan := []Point{{1, math.NaN()}}
	for name, err := range map[string]error{
		"sen": second(TheilSen(nan, 0.95)), "kendall": second(MannKendall(nan)), "loess": second(Loess(nan, 1, 0.95)),
		"level": second(TheilSen(flat, 0)), "span": second(Loess(flat, 0.1, 0.95)), "wide": second(Loess(flat, 2, 0.95)),
		"one time": second(Loess(one, 1, 0.95)), "loess level": second(Loess(flat, 1, 2)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestTrendsIgnoreOrderAndScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawValues(t, "values", 5)
		points := make([]Point, len(values))
		moved := make([]Point, len(values))
		for i, v := range values {
			points[i] = Point{float64(i * i), v}
			moved[i] = Point{float64(i*i)/2 + 100, 4 * v}
		}
		moved = rapid.Permutation(moved).Draw(t, "mixed")
		a, b := first(TheilSen(points, 0.9)), first(TheilSen(moved, 0.9))
		if !near(a.Slope*8, b.Slope) || !near(a.Low*8, b.Low) || !near(a.High*8, b.High) {
			t.Fatalf("%+v %+v", a, b)
		}
		k, l := first(MannKendall(points)), first(MannKendall(moved))
		if d := cmp.Diff(k, l, nanEqual); d != "" {
			t.Fatal(d)
		}
		s, err := Loess(points, 0.8, 0.9)
		if err != nil {
			return
		}
		r, err := Loess(moved, 0.8, 0.9)
		if err != nil {
			t.Fatal(err)
		}
		for i := range s {
			if math.Abs(4*s[i].Fit-r[i].Fit) > 1e-6 || math.IsInf(s[i].Low, 0) {
				t.Fatalf("%+v %+v", s[i], r[i])
			}
		}
	})
}
