package stats

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

// leaks reports a figure that is infinite, or missing without a word: a NaN in
// a result without warnings, but for figures that the result may lack.
func leaks(result any) string {
	v := reflect.ValueOf(result)
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			if s := leaks(v.Index(i).Interface()); s != "" {
				return s
			}
		}
		return ""
	}
	warned := v.FieldByName("Warnings").IsValid() && v.FieldByName("Warnings").Len() > 0
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Name
		var xs []float64
		switch x := f.Interface().(type) {
		case float64:
			xs = []float64{x}
		case []float64:
			xs = x
		}
		for _, x := range xs {
			optional := warned || name == "DF" || name == "Expected" || v.Type().Name() == "SmoothPoint"
			if math.IsInf(x, 0) || math.IsNaN(x) && !optional {
				return fmt.Sprintf("%s.%s is %v in %+v", v.Type().Name(), name, x, result)
			}
		}
	}
	return ""
}

// Any finite input gives finite figures, a warning or an error.
func TestNothingLeaksSilently(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 25
	value := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-1, 1),
		rapid.SampledFrom([]float64{0, 1, -1, 1e308, -1e308, 1e200, 5e-324, 1e-200}))
	finder := first(NewBreakFinder(19, 1))
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(value, 0, 14).Draw(t, "a")
		b := rapid.SliceOfN(value, 0, 14).Draw(t, "b")
		var points []Point
		var obs []Observation
		var gold []Sampled
		var groups []GroupMean
		var factor []string
		for i, x := range a {
			points = append(points, Point{float64(i), x})
			obs = append(obs, Observation{fmt.Sprint(i % 2), fmt.Sprint(i % 3 / 2), fmt.Sprint(i), x})
			factor = append(factor, fmt.Sprint(i%3))
			if i < len(b) {
				gold = append(gold, Sampled{Cluster: fmt.Sprint(i), Human: x, Predicted: b[i]}, Sampled{Cluster: fmt.Sprint("u", i), Human: math.NaN(), Predicted: b[i]})
				groups = append(groups, GroupMean{x, math.Abs(b[i])})
			}
		}
		check := func(name string, result any, err error) {
			if err == nil {
				if s := leaks(result); s != "" {
					t.Fatalf("%s: %s", name, s)
				}
			}
		}
		for _, m := range allMethods {
			e, err := MeanBy(m, unitsOf(a...), rule, 1)
			check(string(m), e, err)
		}
		d, err := Contrast(unitsOf(a...), unitsOf(b...), rule, 1)
		check("contrast", d, err)
		d, err = WildContrast(unitsOf(a...), named("b", b...), rule, 1)
		check("wild", d, err)
		w, err := Welch(a, b)
		check("welch", w, err)
		w, err = MannWhitney(a, b)
		check("mann-whitney", w, err)
		w, err = KruskalWallis(a, b)
		check("kruskal", w, err)
		g, err := HedgesG(a, b, 0.95)
		check("hedges", g, err)
		g, err = CliffsDelta(a, b, 0.95)
		check("cliff", g, err)
		s, err := NewStrata(obs)
		if err == nil {
			o, err := s.AgainstOthers("1", rule, NewStream(1))
			check("others", o, err)
		}
		sl, err := TheilSen(points, 0.95)
		check("theil-sen", sl, err)
		tr, err := HamedRao(points)
		check("hamed-rao", tr, err)
		lo, err := Loess(points, 0.7, 0.95)
		check("loess", lo, err)
		br, err := finder.Find(a)
		check("breaks", br, err)
		p, err := PPIClusters(gold, rule)
		check("ppi", p, err)
		sh, err := Shrink(groups, rule, NewStream(1))
		check("shrink", sh, err)
		if err == nil && sh.Used > 2 {
			for _, x := range sh.Groups {
				if finite(x.Raw) && x.SE > 0 {
					check("shrunk", x, nil)
				}
			}
		}
		vc, err := VarianceComponents(a, [][]string{factor})
		check("components", vc, err)
	})
}
