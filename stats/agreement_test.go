package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAgreementAgreesWithReference(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 20
	for _, raw := range reference[map[string]any](t, "agreement") {
		name, c := raw["name"].(string), codingOf(raw["coding"])
		made := map[string]func() (Agreement, error){
			"alpha_nominal":  func() (Agreement, error) { return Alpha(c, Nominal, rule, NewStream(1)) },
			"alpha_ordinal":  func() (Agreement, error) { return Alpha(c, Ordinal, rule, NewStream(1)) },
			"alpha_interval": func() (Agreement, error) { return Alpha(c, Interval, rule, NewStream(1)) },
			"alpha_ratio":    func() (Agreement, error) { return Alpha(c, Ratio, rule, NewStream(1)) },
			"fleiss":         func() (Agreement, error) { return FleissKappa(c, rule, NewStream(1)) },
			"alpha_first":    func() (Agreement, error) { return Alpha(c.Binary(c.Categories()[0]), Nominal, rule, NewStream(1)) },
			"percent":        func() (Agreement, error) { return Percent(c, rule, NewStream(1)) },
		}
		for _, w := range []Weighting{Identity, Linear, Quadratic, OrdinalRank} {
			made["gwet_"+string(w)] = func() (Agreement, error) { return GwetAC(c, w, nil, rule, NewStream(1)) }
			made["cohen_"+string(w)] = func() (Agreement, error) { return CohenKappa(c, w, rule, NewStream(1)) }
		}
		for key, f := range made {
			want, ok := raw[key].(float64)
			if !ok {
				continue
			}
			a, err := f()
			if err != nil {
				t.Fatal(err)
			}
			agree(t, name+" "+key, a.Value, number(want))
			if !(a.Low <= a.High && a.Low <= 1) || a.Method != MethodPercentile {
				t.Errorf("%s %s: %+v", name, key, a)
			}
		}
	}
}

func codingOf(raw any) Coding {
	var c Coding
	for _, row := range raw.([]any) {
		var codes []float64
		for _, x := range row.([]any) {
			if x == nil {
				codes = append(codes, math.NaN())
			} else {
				codes = append(codes, x.(float64))
			}
		}
		c = append(c, codes)
	}
	return c
}

// The worked example of Krippendorff (2011), "Computing Krippendorff's
// Alpha-Reliability", part C: four coders, twelve units, missing data.
func TestAlphaOfTheWorkedExample(t *testing.T) {
	x := math.NaN()
	byCoder := [][]float64{
		{1, 2, 3, 3, 2, 1, 4, 1, 2, x, x, x},
		{1, 2, 3, 3, 2, 2, 4, 1, 2, 5, x, 3},
		{x, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, x},
		{1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, x},
	}
	c := make(Coding, 12)
	for i := range c {
		for _, codes := range byCoder {
			c[i] = append(c[i], codes[i])
		}
	}
	for metric, want := range map[Metric]float64{Nominal: 0.743, Ordinal: 0.815, Interval: 0.849, Ratio: 0.797} {
		a, err := Alpha(c, metric, DefaultRule(), NewStream(1))
		if err != nil || math.Abs(a.Value-want) > 0.0005 || a.Items != 11 || a.Codes != 40 {
			t.Errorf("%s: %+v %v", metric, a, err)
		}
	}
}

func everyAgreement(c Coding, rule Rule) map[string]Agreement {
	out := map[string]Agreement{
		"alpha":   first(Alpha(c, Interval, rule, NewStream(1))),
		"ordinal": first(Alpha(c, Ordinal, rule, NewStream(1))),
		"percent": first(Percent(c, rule, NewStream(1))),
		"fleiss":  first(FleissKappa(c, rule, NewStream(1))),
		"ac1":     first(GwetAC(c, Identity, nil, rule, NewStream(1))),
		"ac2":     first(GwetAC(c, Quadratic, nil, rule, NewStream(1))),
	}
	if len(c) > 0 && len(c[0]) == 2 {
		out["cohen"] = first(CohenKappa(c, Linear, rule, NewStream(1)))
	}
	return out
}

func TestDisjointCodersAreNotComputable(t *testing.T) {
	x := math.NaN()
	for _, c := range []Coding{nil, {{1, x}, {x, 1}, {0, x}, {x, 0}, {x, x}}} {
		for name, a := range everyAgreement(c, DefaultRule()) {
			if !math.IsNaN(a.Value) || !slices.Equal(a.Warnings, []Warning{WarnNotComputable}) {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
}

func TestOneCategoryIsNotPerfectAgreement(t *testing.T) {
	c := slices.Repeat(Coding{{1, 1}}, 20)
	for name, a := range everyAgreement(c, DefaultRule()) {
		if name != "percent" && (!math.IsNaN(a.Value) || !slices.Contains(a.Warnings, WarnNoVariation)) {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestAgreementByCategory(t *testing.T) {
	c := Coding{{0, 1}, {2, 2}, {1, math.NaN()}}
	if d := cmp.Diff(Coding{{0, 0}, {1, 1}, {0, math.NaN()}}, c.Binary(2), nanEqual); d != "" {
		t.Error(d)
	}
	if !slices.Equal(c.Categories(), []float64{0, 1, 2}) {
		t.Errorf("%v", c.Categories())
	}
}

func TestAgreementErrors(t *testing.T) {
	good, src := Coding{{1, 2}, {2, 2}}, NewStream(1)
	for name, err := range map[string]error{
		"ragged":   second(Alpha(Coding{{1, 2}, {1}}, Nominal, DefaultRule(), src)),
		"infinite": second(Percent(Coding{{math.Inf(1), 2}}, DefaultRule(), src)),
		"negative": second(Alpha(Coding{{-1, 2}}, Ratio, DefaultRule(), src)),
		"metric":   second(Alpha(good, "circular", DefaultRule(), src)),
		"weights":  second(GwetAC(good, "circular", nil, DefaultRule(), src)),
		"scale":    second(GwetAC(good, Identity, []float64{1}, DefaultRule(), src)),
		"coders":   second(CohenKappa(Coding{{1, 2, 3}}, Identity, DefaultRule(), src)),
		"source":   second(FleissKappa(good, DefaultRule(), nil)),
		"rule":     second(FleissKappa(good, Rule{}, src)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestAgreementIgnoresOrderAndCoders(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 30
	rapid.Check(t, func(t *rapid.T) {
		coders := rapid.IntRange(2, 4).Draw(t, "coders")
		code := rapid.SampledFrom([]float64{-1, 0, 0.5, 1, math.NaN()})
		c := Coding(rapid.SliceOfN(rapid.SliceOfN(code, coders, coders), 0, 25).Draw(t, "coding"))
		a := everyAgreement(c, rule)
		mixed := Coding(rapid.Permutation(c).Draw(t, "mixed"))
		for i := range mixed {
			if coders != 2 {
				mixed[i] = slices.Clone(mixed[i])
				slices.Reverse(mixed[i])
			}
		}
		if d := cmp.Diff(a, everyAgreement(mixed, rule), nanEqual); d != "" {
			t.Fatal(d)
		}
		for name, one := range a {
			if math.IsInf(one.Value, 0) || one.Value > 1 || one.Method != MethodNone && !(one.Low <= one.High) {
				t.Fatalf("%s: %+v", name, one)
			}
		}
	})
}

func ExampleAlpha() {
	coding := Coding{{-1, -1}, {0, 0}, {1, 0.5}, {0.5, 0.5}, {-1, -0.5}, {0, 0}}
	a, err := Alpha(coding, Interval, DefaultRule(), NewStream(1, "alpha"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f of %d items, %v\n", a.Value, a.Items, a.Warnings)
	// Output: 0.91 of 6 items, [small_n degenerate_draws]
}

// Of two coders alpha is the same from the table of their pairs as from their
// codes, and a table of weights counts as so many items.
func TestAlphaOfPairs(t *testing.T) {
	counts := []float64{5, 1, 2, 0, 3, 1, 4, 2, 6}
	var c Coding
	for a := range 3 {
		for b := range 3 {
			for range int(counts[a*3+b]) {
				c = append(c, []float64{float64(a) - 1, float64(b) - 1})
			}
		}
	}
	for _, metric := range []Metric{Nominal, Ordinal, Interval} {
		want, err := Alpha(c, metric, DefaultRule(), NewStream(1))
		if got := AlphaOfPairs([]float64{-1, 0, 1}, counts, metric); err != nil || math.Abs(got-want.Value) > 1e-12 {
			t.Errorf("%s: %v, and from the codes %v (%v)", metric, got, want.Value, err)
		}
	}
	if got := AlphaOfPairs([]float64{-1, 0, 1}, []float64{0, 0, 0, 0, 9, 0, 0, 0, 0}, Nominal); !math.IsNaN(got) {
		t.Errorf("all codes the same: %v", got)
	}
}
