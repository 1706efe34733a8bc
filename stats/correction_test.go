package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCorrectionsAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name                        string
		Gold, Predicted, Unlabelled floats
		Tuned                       struct{ Value, Low, High number }
		Clustered                   struct{ Value, Lambda, SE number }
		DSL                         struct {
			Probability floats
			Value, SE   number
		}
	}](t, "correction") {
		human, scored := c.Gold.values(), c.Predicted.values()
		var rows []Sampled
		for i := range human {
			rows = append(rows, Sampled{Cluster: fmt.Sprint(i), Human: human[i], Predicted: scored[i],
				Probability: float64(c.DSL.Probability[i])})
		}
		for i, p := range c.Unlabelled.values() {
			rows = append(rows, Sampled{Cluster: fmt.Sprint("u", i), Human: math.NaN(), Predicted: p})
		}
		// Each row a cluster: nearly the value and the error of rows that are independent.
		clustered, err := PPIClusters(rows, DefaultRule())
		if err != nil {
			t.Fatal(err)
		}
		agree(t, c.Name+" clustered", clustered.Value, c.Clustered.Value)
		agree(t, c.Name+" clustered lambda", clustered.Lambda, c.Clustered.Lambda)
		agree(t, c.Name+" clustered se", clustered.SE, c.Clustered.SE)
		se := float64(c.Tuned.High-c.Tuned.Low) / 2 / 1.959963984540054
		if math.Abs(clustered.Value-float64(c.Tuned.Value)) > 0.3*se || math.Abs(clustered.SE/se-1) > 0.06 {
			t.Errorf("%s: clustered %+v, tuned %+v", c.Name, clustered, c.Tuned)
		}
		units, err := DesignBased(rows)
		if err != nil {
			t.Fatal(err)
		}
		e := mustMean(t, units)
		agree(t, c.Name+" design-based", e.Mean, c.DSL.Value)
		agree(t, c.Name+" design-based se", e.SE, c.DSL.SE)
	}
}

func TestMisclassificationAgreesWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name                 string
		Positive, N          int
		Validation           []int
		Value, SE, Low, High number
	}](t, "misclassification") {
		v := c.Validation
		got, err := RoganGladen(c.Positive, c.N, Confusion{v[0], v[1], v[2], v[3]}, 0.95)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, c.Name, got.Value, c.Value)
		agree(t, c.Name+" se", got.SE, c.SE)
		agree(t, c.Name+" low", got.Low, c.Low)
		agree(t, c.Name+" high", got.High, c.High)
		// Two classes are Rogan and Gladen's.
		two := first(ReclassifyClusters([][]int{{v[2], v[3]}, {v[1], v[0]}}, rowsOf([]int{c.N - c.Positive, c.Positive}), DefaultRule(), 1))
		inside := len(got.Warnings) == 0 // the draws of a cut share are cut too
		if !near(two[1].Value, got.Value) || inside && math.Abs(two[1].SE-got.SE) > 0.25*got.SE {
			t.Errorf("two classes: %+v, %+v", two[1], got)
		}
	}
}

func TestCorrectionsRefuse(t *testing.T) {
	trained := []Sampled{{Human: 1, Predicted: 1}, {Human: 1, Predicted: 1, Trained: true}}
	if _, err := PPIClusters(trained, DefaultRule()); !errors.Is(err, ErrTrained) {
		t.Errorf("error %v", err)
	}
	for name, rows := range map[string][]Sampled{
		"trained":        {{Human: 1, Probability: 0.5, Trained: true}},
		"no probability": {{Human: 1}}, "above one": {{Human: 1, Probability: 1.5}},
		"NaN probability": {{Human: 1, Probability: math.NaN()}},
		"NaN prediction":  {{Human: math.NaN(), Predicted: math.NaN()}},
		"infinite human":  {{Human: math.Inf(1), Probability: 1}},
	} {
		if _, err := DesignBased(rows); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if u, err := DesignBased([]Sampled{{Human: math.NaN(), Predicted: 2, Trained: true}}); err != nil || u[0].Value != 2 {
		t.Errorf("an uncoded row the scorer learned from: %v %v", u, err)
	}
	open := math.NaN()
	good := []Sampled{{Cluster: "a", Human: 1}, {Cluster: "b", Human: 2}, {Cluster: "c", Human: 3}, {Cluster: "d", Human: open, Predicted: 1}, {Cluster: "e", Human: open, Predicted: 2}}
	for name, err := range map[string]error{
		"infinite gold":  second(PPIClusters([]Sampled{{Human: math.Inf(1)}}, DefaultRule())),
		"NaN prediction": second(PPIClusters([]Sampled{{Human: open, Predicted: open}}, DefaultRule())),
		"rule":           second(PPIClusters(good, Rule{})),
		"too many":       second(RoganGladen(5, 4, Confusion{1, 1, 1, 1}, 0.95)),
		"below 0":        second(RoganGladen(1, 4, Confusion{1, -1, 1, 1}, 0.95)),
		"level":          second(RoganGladen(1, 4, Confusion{1, 1, 1, 1}, 0)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	few := first(PPIClusters(good, DefaultRule()))
	if few.Method != MethodNone || !slices.Equal(few.Warnings, []Warning{WarnTooFew}) {
		t.Errorf("%+v", few)
	}
	blind := first(RoganGladen(3, 10, Confusion{5, 5, 5, 5}, 0.95))
	if !math.IsNaN(blind.Value) || !slices.Equal(blind.Warnings, []Warning{WarnNotComputable}) {
		t.Errorf("%+v", blind)
	}
	below := first(RoganGladen(1, 100, Confusion{90, 10, 80, 20}, 0.95))
	if below.Value != 0 || !slices.Equal(below.Warnings, []Warning{WarnOutOfRange}) {
		t.Errorf("%+v", below)
	}
}

// A scorer that is off by one for everyone is corrected, and the plain mean of
// its predictions is not.
func TestCorrectionsAreWithoutBias(t *testing.T) {
	src := NewStream(8)
	var ppi, dsl, plain float64
	const reps = 400
	for range reps {
		var gold, rows []Sampled
		for i := range 300 {
			y := src.NormFloat64()
			f := y + 1 + src.NormFloat64()
			plain += f / 300 / reps
			p := 0.1 + 0.4*float64(i%2)
			row := Sampled{Cluster: fmt.Sprint(i), Predicted: f, Human: math.NaN(), Probability: p}
			if src.Float64() < p {
				row.Human = y
			}
			rows = append(rows, row)
			one := Sampled{Cluster: fmt.Sprint(i), Predicted: f, Human: math.NaN()}
			if i < 60 {
				one.Human = y
			}
			gold = append(gold, one)
		}
		c := first(PPIClusters(gold, DefaultRule()))
		ppi += c.Value / reps
		m, _ := weightedMean(first(DesignBased(rows)))
		dsl += m / reps
	}
	if math.Abs(ppi) > 0.03 || math.Abs(dsl) > 0.03 || math.Abs(plain-1) > 0.03 {
		t.Errorf("ppi %v, design-based %v, plain %v", ppi, dsl, plain)
	}
}

func TestPPIIgnoresOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []Sampled
		for i, h := range drawValues(t, "human", 0) {
			rows = append(rows, Sampled{Cluster: fmt.Sprint(i), Human: h, Predicted: h/2 + float64(i%3)})
		}
		for i, p := range drawValues(t, "rest", 0) {
			rows = append(rows, Sampled{Cluster: fmt.Sprint("u", i), Human: math.NaN(), Predicted: p})
		}
		a, err := PPIClusters(rows, DefaultRule())
		if err != nil {
			t.Fatal(err)
		}
		b := first(PPIClusters(rapid.Permutation(rows).Draw(t, "rows"), DefaultRule()))
		if d := cmp.Diff(a, b, nanEqual); d != "" {
			t.Fatal(d)
		}
		if a.Method != MethodNone && !(a.Low <= a.Value && a.Value <= a.High) {
			t.Fatalf("%+v", a)
		}
	})
}

// The bias that is taken out is what the jackknife gives when each cluster is
// left out by hand.
func TestTuningBiasIsTheJackknife(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []Sampled
		for i, u := range drawUnits(t) {
			r := Sampled{Cluster: u.Cluster, Predicted: u.Value, Human: math.NaN(), Weight: u.Weight}
			if rapid.Bool().Draw(t, "coded") {
				r.Human = u.Value/2 + float64(i%5)/2
			}
			rows = append(rows, r)
		}
		gold, open, err := splitGold(rows)
		p := first(newPowered(rows, DefaultRule()))
		if err != nil || len(open) == 0 || p.clusters < 2 {
			return
		}
		human := func(r Sampled) float64 { return r.Human }
		predicted := func(r Sampled) float64 { return r.Predicted }
		gap := meanOver(open, predicted) - meanOver(gold, predicted)
		plain := meanOver(gold, human) + p.lambda*gap
		names := map[string]bool{}
		for _, r := range rows {
			names[r.Cluster] = true
		}
		n, bias, scale := float64(len(names)), 0.0, 1.0
		for name := range names {
			without := slices.DeleteFunc(slices.Clone(rows), func(r Sampled) bool { return r.Cluster == name })
			g, o, _ := splitGold(without)
			if len(g) == 0 || len(o) == 0 {
				continue
			}
			gap := meanOver(o, predicted) - meanOver(g, predicted)
			bias += (n - 1) / n * (first(newPowered(without, DefaultRule())).lambda - p.lambda) * gap
			scale = max(scale, math.Abs(gap))
		}
		if math.Abs(p.value-(plain-bias)) > 1e-6*scale*n {
			t.Fatalf("%v, by hand %v less %v", p.value, plain, bias)
		}
	})
}
