package stats

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Where the spread is known, the figures are the reference's.
func TestShrinkAgreesWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name         string
		Mean, SE     floats
		Tau2, Mu     number
		MuSE         number `json:"mu_se"`
		Shrunk       floats
		ShrunkErrors floats `json:"shrunk_se"`
	}](t, "shrinkage") {
		var groups []GroupMean
		for i := range c.Mean {
			groups = append(groups, GroupMean{float64(c.Mean[i]), float64(c.SE[i])})
		}
		x := spread{sd: math.Sqrt(float64(c.Tau2))}
		x.mean, x.meanSE = commonMean(groups, float64(c.Tau2))
		agree(t, c.Name+" mean", x.mean, c.Mu)
		agree(t, c.Name+" mean se", x.meanSE, c.MuSE)
		var means, errs []float64
		for _, g := range groups {
			mean, se := x.posterior(g)
			means, errs = append(means, mean), append(errs, se)
		}
		agreeAll(t, c.Name+" shrunk", means, c.Shrunk)
		agreeAll(t, c.Name+" shrunk se", errs, c.ShrunkErrors)
	}
}

func TestShrinkRanks(t *testing.T) {
	far := []GroupMean{{3, 0.01}, {1, 0.01}, {2, 0.01}, {math.NaN(), 1}, {5, 0}}
	s, err := Shrink(far, DefaultRule(), NewStream(1))
	if err != nil {
		t.Fatal(err)
	}
	for i, rank := range []float64{1, 3, 2} {
		if g := s.Groups[i]; g.Rank != rank || g.RankLow != rank || g.RankHigh != rank {
			t.Errorf("group %d: %+v", i, g)
		}
	}
	if s.Used != 3 || !math.IsNaN(s.Groups[3].Mean) || !math.IsNaN(s.Groups[4].Rank) {
		t.Errorf("%+v", s)
	}
	alike := slices.Repeat([]GroupMean{{1, 1}}, 6)
	s, _ = Shrink(alike, DefaultRule(), NewStream(1))
	if g := s.Groups[0]; g.RankLow != 1 || g.RankHigh != 6 || g.Mean != 1 {
		t.Errorf("groups without difference: %+v", s)
	}
	if s, _ := Shrink(alike[:2], DefaultRule(), NewStream(1)); !slices.Equal(s.Warnings, []Warning{WarnTooFew}) {
		t.Errorf("%+v", s)
	}
	for name, err := range map[string]error{
		"source": second(Shrink(alike, DefaultRule(), nil)), "rule": second(Shrink(alike, Rule{}, NewStream(1))),
		"below 0":  second(Shrink([]GroupMean{{1, -1}}, DefaultRule(), NewStream(1))),
		"infinite": second(Shrink([]GroupMean{{math.Inf(1), 1}}, DefaultRule(), NewStream(1))),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestShrinkIgnoresOrderAndScale(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 50
	rapid.Check(t, func(t *rapid.T) {
		means := drawValues(t, "means", 3)
		var groups, scaled []GroupMean
		for i, m := range means {
			groups = append(groups, GroupMean{m, 0.25 + float64(i)/8})
			scaled = append(scaled, GroupMean{8 * m, 8 * (0.25 + float64(i)/8)})
		}
		a := first(Shrink(groups, rule, NewStream(1)))
		b := first(Shrink(scaled, rule, NewStream(1)))
		for i, g := range a.Groups {
			if math.Abs(g.Mean-a.Mean) > math.Abs(g.Raw-a.Mean)+a.MeanSE || !near(8*g.Mean, b.Groups[i].Mean) || g.RankLow > g.RankHigh || g.RankLow < 1 {
				t.Fatalf("%+v %+v", g, b.Groups[i])
			}
		}
		slices.Reverse(groups)
		c := first(Shrink(groups, rule, NewStream(1)))
		slices.Reverse(c.Groups)
		if d := cmp.Diff(a, c, nanEqual); d != "" {
			t.Fatal(d)
		}
	})
}

func TestComponentsAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name       string
		Y          floats
		Factors    [][]string
		Components floats
	}](t, "components") {
		got, err := VarianceComponents(c.Y.values(), c.Factors)
		if err != nil {
			t.Fatal(err)
		}
		agreeAll(t, c.Name, append(slices.Clone(got.Factors), got.Rest), c.Components)
		if !near(sumOf(got.Shares), 1) || slices.Min(got.Shares) < 0 {
			t.Errorf("%s: shares %v", c.Name, got.Shares)
		}
	}
}

func TestComponentsRefuse(t *testing.T) {
	values := []float64{1, 2, 3, 4}
	for name, levels := range map[string][]string{
		"one level": {"a", "a", "a", "a"}, "a level each": {"a", "b", "c", "d"},
	} {
		c, err := VarianceComponents(values, [][]string{levels})
		if err != nil || !math.IsNaN(c.Rest) || !slices.Equal(c.Warnings, []Warning{WarnNotComputable}) {
			t.Errorf("%s: %+v %v", name, c, err)
		}
	}
	twice := []string{"a", "a", "b", "b"}
	if c, _ := VarianceComponents(values, [][]string{twice, twice}); !math.IsNaN(c.Factors[1]) {
		t.Errorf("one factor twice: %+v", c)
	}
	if c, _ := VarianceComponents([]float64{1, 1}, [][]string{{"a", "b"}}); !slices.Equal(c.Warnings, []Warning{WarnNoVariation}) {
		t.Errorf("%+v", c)
	}
	if _, err := VarianceComponents([]float64{1, math.NaN()}, nil); err == nil {
		t.Error("NaN was taken")
	}
	if _, err := VarianceComponents(values, [][]string{{"a"}}); err == nil {
		t.Error("a short factor was taken")
	}
}

func TestComponentsIgnoreOrderScaleAndNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := drawValues(t, "values", 6)
		var f, g []string
		for i := range values {
			f, g = append(f, fmt.Sprint(i%3)), append(g, fmt.Sprint(i*i%4))
		}
		a, err := VarianceComponents(values, [][]string{f, g})
		if err != nil {
			t.Fatal(err)
		}
		var v []float64
		var ff, gg []string
		for i := len(values) - 1; i >= 0; i-- {
			v, ff, gg = append(v, values[i]*4+1), append(ff, "x"+f[i]), append(gg, "y"+g[i])
		}
		b, err := VarianceComponents(v, [][]string{ff, gg})
		if err != nil {
			t.Fatal(err)
		}
		if !math.IsNaN(a.Rest) && math.Abs(16*a.Rest-b.Rest) > 1e-6*(1+math.Abs(b.Rest)) {
			t.Fatalf("%+v %+v", a, b)
		}
	})
}
