package stats

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Doubling every value doubles every figure on the scale of values, but for
// rounding, and leaves every p-value, share and rank as it is.
func TestFiguresFollowTheScale(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 60
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawUnits(t), drawUnits(t)
		twice := func(units []Unit) []Unit {
			out := make([]Unit, len(units))
			for i, u := range units {
				u.Value *= 2
				out[i] = u
			}
			return out
		}
		same := func(name string, x, y, factor float64) {
			if !(near(x*factor, y) || math.IsNaN(x) && math.IsNaN(y)) {
				t.Fatalf("%s: %v became %v", name, x, y)
			}
		}
		for _, m := range allMethods {
			e, _ := MeanBy(m, a, rule, 1)
			f, _ := MeanBy(m, twice(a), rule, 1)
			same(string(m)+" mean", e.Mean, f.Mean, 2)
			same(string(m)+" se", e.SE, f.SE, 2)
			same(string(m)+" low", e.Low, f.Low, 2)
			same(string(m)+" high", e.High, f.High, 2)
		}
		for _, m := range []Method{MethodOuter, MethodExpanded, MethodT, MethodWildT} {
			d, _ := ContrastBy(m, a, b, rule, 1)
			e, _ := ContrastBy(m, twice(a), twice(b), rule, 1)
			same(string(m)+" p", d.P, e.P, 1)
			same(string(m)+" low", d.Low, e.Low, 2)
		}
		var points, doubled []Point
		var rows, bigger []Sampled
		for i, u := range a {
			points = append(points, Point{float64(i), u.Value})
			doubled = append(doubled, Point{float64(i), 2 * u.Value})
			r := Sampled{Cluster: u.Cluster, Predicted: u.Value, Human: math.NaN(), Weight: u.Weight}
			if i%2 == 0 {
				r.Human, r.Probability = u.Value/2, 0.5
			}
			rows = append(rows, r)
			r.Predicted, r.Human = 2*r.Predicted, 2*r.Human
			bigger = append(bigger, r)
		}
		s, _ := TheilSen(points, 0.95)
		u, _ := TheilSen(doubled, 0.95)
		same("slope", s.Slope, u.Slope, 2)
		k, _ := HamedRao(points)
		l, _ := HamedRao(doubled)
		same("hamed-rao", k.P, l.P, 1)
		p, _ := PPIClusters(rows, rule)
		q, _ := PPIClusters(bigger, rule)
		same("ppi", p.Value, q.Value, 2)
		same("lambda", p.Lambda, q.Lambda, 1)
		same("ppi low", p.Low, q.Low, 2)
	})
}

// Clusters are only told apart by their names: other names change nothing.
func TestPPIClustersIgnoresOrderAndNames(t *testing.T) {
	rule := DefaultRule()
	rapid.Check(t, func(t *rapid.T) {
		var rows []Sampled
		for i, u := range drawUnits(t) {
			r := Sampled{Cluster: u.Cluster, Predicted: u.Value, Human: math.NaN(), Weight: u.Weight}
			if rapid.Bool().Draw(t, "coded") {
				r.Human = float64(i%5)/2 - 1
			}
			rows = append(rows, r)
		}
		mixed := rapid.Permutation(rows).Draw(t, "mixed")
		for i := range mixed {
			mixed[i].Cluster = "x" + mixed[i].Cluster
		}
		a, err := PPIClusters(rows, rule)
		b, errB := PPIClusters(mixed, rule)
		if fmt.Sprint(a) != fmt.Sprint(b) || fmt.Sprint(err) != fmt.Sprint(errB) {
			t.Fatalf("%+v %v\n%+v %v", a, err, b, errB)
		}
		if s := leaks(a); err == nil && s != "" {
			t.Fatal(s)
		}
		back, err := PPIContrast(rows, rows, rule)
		if err == nil && back.Method != MethodNone && (math.Abs(back.Value) > 1e-12 || back.SE > 1e-12) {
			t.Fatalf("a side against itself: %+v", back)
		}
	})
}

func TestPPIClustersRefuses(t *testing.T) {
	rule := DefaultRule()
	for name, rows := range map[string][]Sampled{
		"trained":        {{Human: 1, Trained: true}},
		"NaN prediction": {{Human: math.NaN(), Predicted: math.NaN()}},
		"infinite human": {{Human: math.Inf(1)}},
		"weight":         {{Human: 1, Weight: -1}},
	} {
		if _, err := PPIClusters(rows, rule); err == nil {
			t.Errorf("%s: no error", name)
		}
		if _, err := PPIContrast(rows, nil, rule); err == nil {
			t.Errorf("%s: no error in a contrast", name)
		}
	}
	if c, err := PPIClusters([]Sampled{{Human: math.NaN(), Predicted: 1}}, rule); err != nil || !math.IsNaN(c.Value) || c.Method != MethodNone {
		t.Errorf("without gold: %+v %v", c, err)
	}
	var all []Sampled
	for i := range 12 {
		all = append(all, Sampled{Cluster: fmt.Sprint(i), Human: float64(i % 3), Predicted: 5})
	}
	if c, err := PPIClusters(all, rule); err != nil || c.Value != 1 || c.Lambda != 0 || c.Method != MethodT {
		t.Errorf("all coded: %+v %v", c, err)
	}
}
