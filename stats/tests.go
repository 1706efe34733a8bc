package stats

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Test is the outcome of a test. NaN means missing: a test that cannot be made
// has no P, and its warnings say why.
type Test struct {
	// Name of the test, with its variant: welch, mann_whitney_exact,
	// mann_whitney_normal, kruskal_wallis.
	Name string
	// Statistic is t, U of the first sample, or H.
	Statistic float64
	// DF is the degrees of freedom, missing where the test has none.
	DF float64
	// P is the two-sided p-value, in [0, 1].
	P        float64
	Warnings []Warning
}

func noTest(name string, w Warning) Test {
	nan := math.NaN()
	return Test{Name: name, Statistic: nan, DF: nan, P: nan, Warnings: []Warning{w}}
}

// finished lets no overflow out as a figure.
func (t Test) finished() (Test, error) {
	if !finite(t.Statistic) || !finite(t.P) {
		return noTest(t.Name, WarnTooFew), fmt.Errorf("stats: %s: statistic %v, p %v: %w",
			t.Name, t.Statistic, t.P, ErrNotFinite)
	}
	return t, nil
}

func checkPair(a, b []float64) error {
	if err := checkFinite("first sample", a); err != nil {
		return err
	}
	return checkFinite("second sample", b)
}

// Welch tests whether two means are equal, without taking the variances as
// equal (Welch 1947, Biometrika 34). Its values must be independent: with
// copies of one story among them use Contrast or WildContrast. P is missing
// with fewer than two values a side (too_few) and where neither side varies
// (no_variation). A value that is not finite is an error.
func Welch(a, b []float64) (Test, error) {
	if err := checkPair(a, b); err != nil {
		return noTest("welch", WarnTooFew), err
	}
	if len(a) < 2 || len(b) < 2 {
		return noTest("welch", WarnTooFew), nil
	}
	return welch(momentsOf(a), momentsOf(b))
}

// described is what the tests of means need of a sample.
type described struct{ mean, variance, n float64 }

func momentsOf(values []float64) described {
	m, v := meanVariance(values)
	return described{m, v, float64(len(values))}
}

// welch is Welch of two samples.
func welch(a, b described) (Test, error) {
	qa, qb := a.variance/a.n, b.variance/b.n
	if qa+qb == 0 {
		return noTest("welch", WarnNoVariation), nil
	}
	t := (a.mean - b.mean) / math.Sqrt(qa+qb)
	df := satterthwaite(qa, a.n-1, qb, b.n-1)
	return Test{Name: "welch", Statistic: t, DF: df, P: tTwoSided(t, df)}.finished()
}

// meanVariance works on a sorted copy, so that the order of rows has no part
// in the last digits.
func meanVariance(values []float64) (mean, variance float64) {
	sorted := slices.Sorted(slices.Values(values))
	if sorted[0] == sorted[len(sorted)-1] {
		return sorted[0], 0
	}
	return stat.MeanVariance(sorted, nil)
}

// satterthwaite is the degrees of freedom of a sum of two variances.
func satterthwaite(va, dfa, vb, dfb float64) float64 {
	pa, pb := va/(va+vb), vb/(va+vb)
	return 1 / (pa*pa/dfa + pb*pb/dfb)
}

func tTwoSided(t, df float64) float64 {
	return 2 * studentT(df).CDF(-math.Abs(t))
}

func normalTwoSided(z float64) float64 { return 2 * distuv.UnitNormal.CDF(-math.Abs(z)) }

// Exact Mann-Whitney probabilities are counted up to these sizes.
const (
	exactSmaller = 8
	exactLarger  = 100
)

// MannWhitney tests whether values of a tend to be larger or smaller than
// values of b (Mann and Whitney 1947, Ann. Math. Stat. 18). Without ties, and
// with at most 8 values on one side and 100 on the other, the probability is
// exact; else it is the normal approximation corrected for ties and for
// continuity, which is rough below some 8 values a side. The values must be
// independent. A difference in spread alone can also be significant. P is
// missing where a side is empty (too_few) or all values are equal
// (no_variation).
func MannWhitney(a, b []float64) (Test, error) {
	if err := checkPair(a, b); err != nil {
		return noTest("mann_whitney", WarnTooFew), err
	}
	if len(a) == 0 || len(b) == 0 {
		return noTest("mann_whitney", WarnTooFew), nil
	}
	r, ties := ranks(slices.Concat(a, b))
	m, n := float64(len(a)), float64(len(b))
	u := -m * (m + 1) / 2
	for _, x := range r[:len(a)] {
		u += x
	}
	return mannWhitney(u, m, n, ties)
}

// mannWhitney is MannWhitney of m and n values, given U of the first and what ranks gives
// of the ties among all.
func mannWhitney(u, m, n, ties float64) (Test, error) {
	if ties == 0 && min(m, n) <= exactSmaller && max(m, n) <= exactLarger {
		p := exactU(int(min(m, n)), int(max(m, n)), int(max(u, m*n-u)))
		return Test{Name: "mann_whitney_exact", Statistic: u, DF: math.NaN(), P: p}.finished()
	}
	total := m + n
	variance := m * n / 12 * (total + 1 - ties/(total*(total-1)))
	if variance <= 0 {
		return noTest("mann_whitney_normal", WarnNoVariation), nil
	}
	z := max(math.Abs(u-m*n/2)-0.5, 0) / math.Sqrt(variance)
	p := min(normalTwoSided(z), 1)
	return Test{Name: "mann_whitney_normal", Statistic: u, DF: math.NaN(), P: p}.finished()
}

// exactU is twice the share of the choices of m among m+n ranks whose U is u or
// more, at most 1. count[k][s] is the number of choices of k ranks with the
// U-sum s; all counts are integers below 2⁵³.
func exactU(m, n, u int) float64 {
	count := make([][]float64, m+1)
	for k := range count {
		count[k] = make([]float64, m*n+1)
	}
	count[0][0] = 1
	for rank := range m + n {
		for k := min(m, rank+1); k >= 1; k-- {
			for s := rank - (k - 1); s >= 0 && s <= m*n; s++ {
				count[k][s] += count[k-1][s-(rank-(k-1))]
			}
		}
	}
	var tail, all float64
	for s, c := range count[m] {
		all += c
		if s >= u {
			tail += c
		}
	}
	return min(1, 2*tail/all)
}

// KruskalWallis tests whether the values of several groups come from one
// distribution (Kruskal and Wallis 1952, JASA 47), with the correction for ties
// and the chi-squared approximation, which is rough below five values a group.
// The values must be independent. P is missing with fewer than two groups that
// have values (too_few) and where all values are equal (no_variation); empty
// groups are left out.
func KruskalWallis(groups ...[]float64) (Test, error) {
	const name = "kruskal_wallis"
	var all []float64
	var sizes []int
	for i, g := range groups {
		if err := checkFinite(fmt.Sprintf("group %d, value", i), g); err != nil {
			return noTest(name, WarnTooFew), err
		}
		if len(g) > 0 {
			all, sizes = append(all, g...), append(sizes, len(g))
		}
	}
	if len(sizes) < 2 {
		return noTest(name, WarnTooFew), nil
	}
	r, ties := ranks(all)
	n := float64(len(all))
	correction := 1 - ties/(n*n*n-n)
	if correction <= 0 {
		return noTest(name, WarnNoVariation), nil
	}
	sum, from := 0.0, 0
	for _, size := range sizes {
		rank := 0.0
		for _, x := range r[from : from+size] {
			rank += x
		}
		sum += rank * rank / float64(size)
		from += size
	}
	h := max(12/(n*(n+1))*sum-3*(n+1), 0) / correction
	df := float64(len(sizes) - 1)
	return Test{Name: name, Statistic: h, DF: df, P: distuv.ChiSquared{K: df}.Survival(h)}.finished()
}

func normalQuantile(p float64) float64 { return distuv.UnitNormal.Quantile(p) }
