package stats

import (
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
		})
	}
}

func TestFindsAStep(t *testing.T) {
	src, finder := NewStream(1), first(NewBreakFinder(199, 1))
	var values []float64
	for i := range 60 {
		values = append(values, 0.3*src.NormFloat64()+float64(i/30))
	}
	b, err := finder.Find(values)
	if err != nil || !slices.Equal(b.At, []int{29}) || b.P[0] > 0.01 {
		t.Errorf("%+v %v", b, err)
	}
	if b, err := finder.Find(nil); err != nil || len(b.At) != 0 {
		t.Errorf("%+v %v", b, err)
	}
	if b, err := finder.Find([]float64{3}); err != nil || len(b.At) != 0 || b.Means[0] != 3 {
		t.Errorf("%+v %v", b, err)
	}
	if b, err := finder.Find(slices.Repeat([]float64{0.1}, 20)); err != nil || len(b.At) != 0 {
		t.Errorf("no variation: %+v %v", b, err)
	}
	rare := slices.Repeat([]float64{0}, 50)
	rare[20] = 1
	if b, err := finder.Find(rare); err != nil || len(b.At) != 0 {
		t.Errorf("one value that differs: %+v %v", b, err)
	}
	if b, err := finder.Find([]float64{0, 0, 0, 0, 0, 1, 1, 1, 1, 1}); err != nil || !slices.Equal(b.At, []int{5}) {
		t.Errorf("a step and nothing else: %+v %v", b, err)
	}
	if _, err := finder.Find([]float64{1, math.NaN()}); err == nil {
		t.Error("NaN was taken")
	}
	if _, err := NewBreakFinder(1, 1); err == nil {
		t.Error("one draw was taken")
	}
}

// A series that drifts to and fro has no break.
func TestAutocorrelationIsNoBreak(t *testing.T) {
	src, finder, found := NewStream(2), first(NewBreakFinder(199, 1)), 0
	for range 200 {
		values, x := make([]float64, 36), src.NormFloat64()
		for i := range values {
			values[i] = x
			x = 0.6*x + 0.8*src.NormFloat64()
		}
		if b := first(finder.Find(values)); len(b.At) > 0 {
			found++
		}
	}
	if found > 20 {
		t.Errorf("%d of 200 series without a break have one", found)
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
