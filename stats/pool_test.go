package stats

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// What a pool says of a side and all others is what a side of all their units says.
func TestPoolIsASideOfAllOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.Bool().Draw(t, "plain")
		method := rapid.SampledFrom([]Method{MethodT, MethodExpanded, MethodOuter}).Draw(t, "method")
		value := rapid.SampledFrom([]float64{-1, -0.5, 0, 0, 0, 0.25, 0.375, 1}) // sums are exact: a tie is a tie in any order
		if method != MethodT {                                                   // draws that are equal but for rounding have no certain rank
			value = rapid.Map(rapid.IntRange(-4096, 4096), func(n int) float64 { return float64(n) / 4096 })
		}
		sides := rapid.SliceOfN(rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Unit {
			u := Unit{Cluster: fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "cluster")), Value: value.Draw(t, "value"), Weight: 1}
			if !plain {
				u.Weight = rapid.SampledFrom([]float64{0.3, 1, 2, 40}).Draw(t, "weight")
			}
			return u
		}), 0, 60), 2, 5).Filter(func(s [][]Unit) bool { return len(s[0])+len(s[1]) > 20 }).Draw(t, "sides")
		rule := DefaultRule()
		rule.Draws = 100
		var made []*Side
		for _, units := range sides {
			made = append(made, NewSide(units))
		}
		p := NewPool(made)
		for i := range sides {
			var rest []Unit
			for k, units := range sides {
				if k != i {
					rest = append(rest, units...)
				}
			}
			want, err := ContrastBy(method, sides[i], rest, rule, 1)
			if err != nil {
				t.Fatal(err)
			}
			got, err := p.Less(i, method, rule, 1)
			if err != nil {
				t.Fatal(err)
			}
			alike(t, want, got)
			if own, others := p.Clusters(i); own != want.ClustersA || others != want.ClustersB {
				t.Fatalf("clusters %d and %d, want %d and %d", own, others, want.ClustersA, want.ClustersB)
			}
			wantEffects, err := EffectsOf(meansOf(sides[i]), meansOf(rest), rule.Level)
			if err != nil {
				t.Fatal(err)
			}
			gotEffects, err := p.Effects(i, rule.Level)
			if err != nil {
				t.Fatal(err)
			}
			if min(want.ClustersA, want.ClustersB) > 1 {
				alike(t, wantEffects, gotEffects)
			}
		}
	})
}

// alike says that two results are equal but for rounding.
func alike(t *rapid.T, want, got any) {
	numbers := func(v any) (out []float64, text string) {
		switch v := v.(type) {
		case Difference:
			return []float64{v.MeanA, v.MeanB, v.Diff, v.SE, v.DF, v.Low, v.High, v.Level, v.P},
				fmt.Sprint(v.UnitsA, v.UnitsB, v.ClustersA, v.ClustersB, v.Shared, v.Draws, v.Method, v.SmallN, v.Warnings)
		case Effects:
			return []float64{v.G.Value, v.G.Low, v.G.High, v.Delta.Value, v.Delta.Low, v.Delta.High, v.Welch.Statistic, v.Welch.P, v.MannWhitney.Statistic, v.MannWhitney.P},
				fmt.Sprint(v.G.Warnings, v.Delta.Warnings, v.Welch.Name, v.Welch.Warnings, v.MannWhitney.Name, v.MannWhitney.Warnings)
		}
		return nil, ""
	}
	a, as := numbers(want)
	b, bs := numbers(got)
	if as != bs {
		t.Fatalf("%s, want %s\n%+v\n%+v", bs, as, got, want)
	}
	for i := range a {
		if math.IsNaN(a[i]) != math.IsNaN(b[i]) || math.Abs(a[i]-b[i]) > 1e-7*max(1, math.Abs(a[i])) {
			t.Fatalf("figure %d is %v, want %v\n%+v\n%+v", i, b[i], a[i], got, want)
		}
	}
}

// meansOf are the plain means of the clusters of units.
func meansOf(units []Unit) (out []float64) {
	sum, n := map[string]float64{}, map[string]float64{}
	for _, u := range units {
		sum[u.Cluster] += u.Value
		n[u.Cluster]++
	}
	for c := range sum {
		out = append(out, sum[c]/n[c])
	}
	return out
}
