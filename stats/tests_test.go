package stats

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

type twoSamples struct {
	Name        string
	A, B        floats
	Welch       struct{ Statistic, DF, P number }
	MannWhitney struct {
		Statistic, P number
		Exact        bool
	} `json:"mann_whitney"`
	HedgesG     struct{ Value, SE, Low, High number } `json:"hedges_g"`
	CliffsDelta struct{ Value, Low, High number }     `json:"cliffs_delta"`
}

func TestTwoSamplesAgreeWithReference(t *testing.T) {
	for _, c := range reference[twoSamples](t, "two_samples") {
		t.Run(c.Name, func(t *testing.T) {
			a, b := c.A.values(), c.B.values()
			w, err := Welch(a, b)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "welch t", w.Statistic, c.Welch.Statistic)
			agree(t, "welch df", w.DF, c.Welch.DF)
			agree(t, "welch p", w.P, c.Welch.P)
			u, err := MannWhitney(a, b)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "U", u.Statistic, c.MannWhitney.Statistic)
			agree(t, "U p", u.P, c.MannWhitney.P)
			if exact := u.Name == "mann_whitney_exact"; exact != c.MannWhitney.Exact {
				t.Errorf("%s", u.Name)
			}
			g, err := HedgesG(a, b, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "g", g.Value, c.HedgesG.Value)
			agree(t, "g se", g.SE, c.HedgesG.SE)
			agree(t, "g low", g.Low, c.HedgesG.Low)
			agree(t, "g high", g.High, c.HedgesG.High)
			d, err := CliffsDelta(a, b, 0.95)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, "delta", d.Value, c.CliffsDelta.Value)
			agree(t, "delta low", d.Low, c.CliffsDelta.Low)
			agree(t, "delta high", d.High, c.CliffsDelta.High)
		})
	}
}

func TestKruskalWallisAgreesWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name         string
		Groups       []floats
		Statistic, P number
	}](t, "kruskal") {
		groups := [][]float64{{}}
		for _, g := range c.Groups {
			groups = append(groups, g.values())
		}
		k, err := KruskalWallis(groups...)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, c.Name+" H", k.Statistic, c.Statistic)
		agree(t, c.Name+" p", k.P, c.P)
	}
}

func TestAdjustedPAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name        string
		P, Holm, BH floats
	}](t, "multiple") {
		holm, err := Holm(c.P.values())
		if err != nil {
			t.Fatal(err)
		}
		agreeAll(t, c.Name+" holm", holm, c.Holm)
		bh, err := BenjaminiHochberg(c.P.values())
		if err != nil {
			t.Fatal(err)
		}
		agreeAll(t, c.Name+" bh", bh, c.BH)
	}
}

func TestAdjustedPMissing(t *testing.T) {
	p := []float64{0.04, math.NaN(), 0.01}
	holm, _ := Holm(p)
	bh, _ := BenjaminiHochberg(p)
	agreeAll(t, "holm", holm, floats{0.04, number(math.NaN()), 0.02})
	agreeAll(t, "bh", bh, floats{0.04, number(math.NaN()), 0.02})
	if p[0] != 0.04 || p[2] != 0.01 {
		t.Error("the caller's values were changed")
	}
	for _, bad := range []float64{-0.1, 1.1, math.Inf(1)} {
		if _, err := Holm([]float64{0.5, bad}); err == nil {
			t.Errorf("%v is taken as a p-value", bad)
		}
	}
}

// Two of the 35 ways to choose three ranks of seven are as far out.
func TestMannWhitneyExactSmallest(t *testing.T) {
	u, _ := MannWhitney([]float64{1, 2, 3}, []float64{4, 5, 6, 7})
	agree(t, "p", u.P, 2.0/35)
	one, _ := MannWhitney([]float64{1}, []float64{2})
	agree(t, "p", one.P, 1)
}

func TestTestsRefuse(t *testing.T) {
	one, same, nan := []float64{1}, []float64{2, 2, 2}, []float64{1, math.NaN()}
	cases := []struct {
		name string
		made Test
		want Warning
	}{
		{"welch one", first(Welch(one, same)), WarnTooFew},
		{"welch same", first(Welch(same, same)), WarnNoVariation},
		{"U none", first(MannWhitney(nil, same)), WarnTooFew},
		{"U same", first(MannWhitney(same, same)), WarnNoVariation},
		{"H one group", first(KruskalWallis(same, nil)), WarnTooFew},
		{"H same", first(KruskalWallis(same, same)), WarnNoVariation},
	}
	for _, c := range cases {
		if !math.IsNaN(c.made.P) || !slices.Equal(c.made.Warnings, []Warning{c.want}) {
			t.Errorf("%s: %+v", c.name, c.made)
		}
	}
	for name, err := range map[string]error{
		"welch": second(Welch(nan, same)), "U": second(MannWhitney(same, nan)), "H": second(KruskalWallis(same, nan)),
		"g": second(HedgesG(nan, same, 0.95)), "delta": second(CliffsDelta(nan, same, 0.95)),
		"g level": second(HedgesG(same, same, 1)), "delta level": second(CliffsDelta(same, same, math.NaN())),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func first[T any](v T, _ error) T        { return v }
func second[T any](_ T, err error) error { return err }

func TestCliffsDeltaOfApartSamples(t *testing.T) {
	d, err := CliffsDelta([]float64{4, 5}, []float64{1, 2, 3}, 0.95)
	if err != nil || d.Value != 1 || d.Low != 1 || d.High != 1 || !slices.Equal(d.Warnings, []Warning{WarnNoVariation}) {
		t.Errorf("%+v %v", d, err)
	}
	if g, _ := HedgesG([]float64{1, 1}, []float64{1, 1}, 0.95); !math.IsNaN(g.Value) {
		t.Errorf("%+v", g)
	}
}

func TestTwoSamplesIgnoreOrderScaleAndSide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := stepped(drawValues(t, "a", 2)), stepped(drawValues(t, "b", 2))
		mixed := rapid.Permutation(a).Draw(t, "mixed")
		scaled := func(x []float64) []float64 {
			y := slices.Clone(x)
			for i := range y {
				y[i] = y[i]*8 + 3
			}
			return y
		}
		wa, wb := first(Welch(a, b)), first(Welch(mixed, b))
		ua, ub := first(MannWhitney(a, b)), first(MannWhitney(mixed, b))
		us := first(MannWhitney(b, a))
		if !same(wa.P, wb.P) || !same(ua.P, ub.P) || !same(ua.P, us.P) {
			t.Fatalf("p depends on order or side: %v %v %v", ua, ub, us)
		}
		ga, da := first(HedgesG(a, b, 0.9)), first(CliffsDelta(a, b, 0.9))
		gs, ds := first(HedgesG(scaled(b), scaled(a), 0.9)), first(CliffsDelta(b, a, 0.9))
		if !near(ga.Low, -gs.High) && ga.SE > 1e-6 || !near(da.Low, -ds.High) {
			t.Fatalf("effects: %+v %+v, %+v %+v", ga, gs, da, ds)
		}
	})
}

// stepped rounds to steps of 1/4096, in which a value far below 1 does not lose
// its digits where 3 is added to it: that loss is the test's, not the figure's.
func stepped(x []float64) []float64 {
	y := slices.Clone(x)
	for i := range y {
		y[i] = math.Round(y[i]*4096) / 4096
	}
	return y
}

func same(a, b float64) bool { return a == b || a != a && b != b }
