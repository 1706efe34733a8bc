package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Difference is the contrast of two means. NaN means missing.
type Difference struct {
	// UnitsA to ClustersB count what went in on either side.
	UnitsA, UnitsB, ClustersA, ClustersB int
	// Shared is the number of clusters with units on both sides.
	Shared int
	// MeanA and MeanB are the weighted means; Diff is MeanA - MeanB.
	MeanA, MeanB, Diff float64
	// SE is the cluster-robust standard error of Diff (CR2), DF its degrees of
	// freedom.
	SE, DF float64
	// Low and High are the ends of the interval at Level, P is two-sided for no
	// difference; all missing where Method is none.
	Low, High, Level, P float64
	Method              Method
	Draws               int
	// SmallN is set where a side has fewer clusters than Rule.SmallClusters.
	SmallN   bool
	Warnings []Warning
}

func emptyDifference() Difference {
	nan := math.NaN()
	return Difference{MeanA: nan, MeanB: nan, Diff: nan, SE: nan, DF: nan, Low: nan, High: nan,
		Level: nan, P: nan, Method: MethodNone}
}

// Contrast estimates the difference of the means of a and b. A cluster with
// units on both sides (a story that both took over) is drawn for both at once,
// so that what they share takes no part in the uncertainty. The thresholds of
// the rule hold for the side with fewer clusters: none below MinClusters, SmallN
// below SmallClusters. The interval has the outer ends of the expanded percentile
// bootstrap over all clusters of both sides (see MeanBy), of the studentised one
// and, below SmallClusters, of the t interval.
//
// SE is CR2 with the leverage of a cluster taken as its share of its side's
// weight; DF are Satterthwaite's on the effective clusters of the sides, but
// not more than the effective clusters of both together less one where some are
// shared. For single units of equal weight, none shared, SE and DF are those of
// Welch.
//
// P is the largest of the levels at which these intervals would end at 0, so
// that it and the interval agree. It is never below what one draw in Draws+1 gives, some 0.001 to 0.005 for
// 2,000 draws.
//
// Over 60 designs without a difference (10,000 samples each; 8 to 50 clusters on
// the smaller side, sizes unequal, with copies; one side five times as large or
// twice as spread; half of the clusters shared) P was below 0.05 in 6.0 % at most,
// and that of a Welch test on units in 8 to 24 %; docs/simulation.md has the table.
//
// Where neither side varies, or both in the same way, there is no interval and no
// P, with the warning no_variation: one of no width would pass for certainty.
// Errors are as for Mean.
func Contrast(a, b []Unit, rule Rule, src *rand.Rand) (Difference, error) {
	return ContrastBy(MethodOuter, a, b, rule, src)
}

// ContrastBy is Contrast with the method of the interval chosen by the caller:
// MethodOuter is Contrast; MethodExpanded is the expanded percentile bootstrap
// alone, with the t interval below SmallClusters; MethodT gives Diff ± t × SE with DF degrees of
// freedom and draws nothing, for sides so large that a bootstrap would only
// repeat it; MethodWildT is WildContrast. Any other method is an error.
func ContrastBy(method Method, a, b []Unit, rule Rule, src *rand.Rand) (Difference, error) {
	switch method {
	case MethodOuter:
		return outerContrast(a, b, rule, src)
	case MethodExpanded:
		return bootstrapContrast(a, b, rule, src)
	case MethodWildT:
		return WildContrast(a, b, rule, src)
	case MethodT:
		return contrast(a, b, rule, src, func(d *Difference, _ joint) {
			d.tInterval(rule.Level)
			d.P = tTwoSided(d.Diff/d.SE, max(d.DF, 1))
		})
	}
	return emptyDifference(), fmt.Errorf("stats: no contrast by method %q", method)
}

func bootstrapContrast(a, b []Unit, rule Rule, src *rand.Rand) (Difference, error) {
	return contrast(a, b, rule, src, func(d *Difference, j joint) {
		shifts, widen := d.draw(j, rule, src), d.SE/j.plainSE()
		d.P = d.bootstrapP(shifts, widen)
		if d.SmallN {
			d.tInterval(rule.Level)
			d.P = max(d.P, tTwoSided(d.Diff/d.SE, max(d.DF, 1)))
		} else {
			d.bootstrapInterval(shifts, widen, rule.Level)
		}
	})
}

// contrast checks the input, describes the difference and, where the rule
// allows one, asks for the interval.
func contrast(a, b []Unit, rule Rule, src *rand.Rand, interval func(*Difference, joint)) (Difference, error) {
	if src == nil {
		return emptyDifference(), ErrNilSource
	}
	if err := rule.Validate(); err != nil {
		return emptyDifference(), err
	}
	if err := checkUnits(a); err != nil {
		return emptyDifference(), fmt.Errorf("%w (first sample)", err)
	}
	if err := checkUnits(b); err != nil {
		return emptyDifference(), fmt.Errorf("%w (second sample)", err)
	}
	d, j := emptyDifference(), newJoint(a, b)
	d.describe(j)
	least := min(d.ClustersA, d.ClustersB)
	d.SmallN = least < rule.SmallClusters
	switch {
	case least < rule.MinClusters:
		d.Warnings = append(d.Warnings, WarnTooFew)
	case j.constant():
		d.Warnings = append(d.Warnings, WarnNoVariation)
	default:
		if d.SmallN {
			d.Warnings = append(d.Warnings, WarnSmallN)
		}
		d.Level = rule.Level
		interval(&d, j)
	}
	if err := d.check(); err != nil {
		return emptyDifference(), err
	}
	return d, nil
}

func (d *Difference) describe(j joint) {
	d.UnitsA, d.UnitsB = len(j.a.units), len(j.b.units)
	d.ClustersA, d.ClustersB = len(j.a.clusters), len(j.b.clusters)
	d.Shared = j.shared
	d.MeanA, d.MeanB, d.Diff = j.a.mean, j.b.mean, j.a.mean-j.b.mean
	if d.ClustersA > 1 && d.ClustersB > 1 {
		d.SE, d.DF = j.se(), j.df()
	}
}

func (d *Difference) tInterval(level float64) {
	t := tQuantile(0.5+level/2, d.DF)
	d.Method, d.Low, d.High = MethodT, d.Diff-t*d.SE, d.Diff+t*d.SE
}

func (d *Difference) check() error {
	if math.IsInf(d.MeanA, 0) || math.IsInf(d.MeanB, 0) {
		return fmt.Errorf("stats: means %v and %v: %w", d.MeanA, d.MeanB, ErrNotFinite)
	}
	if d.UnitsA == 0 || d.UnitsB == 0 {
		return nil
	}
	if !finite(d.Diff) || math.IsInf(d.SE, 0) || math.IsInf(d.High-d.Low, 0) {
		return fmt.Errorf("stats: difference %v in [%v, %v]: %w", d.Diff, d.Low, d.High, ErrNotFinite)
	}
	return nil
}

// draw returns the sorted shifts of the difference over draws of the clusters of
// both sides together.
func (d *Difference) draw(j joint, rule Rule, src *rand.Rand) []float64 {
	d.Draws = rule.Draws
	draws := make([]float64, rule.Draws)
	for b := range draws {
		draws[b] = j.shift(src)
	}
	slices.Sort(draws)
	return draws
}

// bootstrapInterval is the expanded percentile interval.
func (d *Difference) bootstrapInterval(draws []float64, widen, level float64) {
	d.Method = MethodExpanded
	tail := distuv.UnitNormal.CDF(tQuantile((1-level)/2, d.DF) * widen)
	if least := 1 / float64(len(draws)+1); tail < least {
		tail = least
		d.Level = 1 - 2*studentT(max(d.DF, 1)).CDF(normalQuantile(least)/widen)
		d.Warnings = append(d.Warnings, WarnFewDraws)
	}
	d.Low, d.High = d.Diff+quantile(draws, tail), d.Diff+quantile(draws, 1-tail)
}

// bootstrapP is the level at which that interval ends at 0.
func (d *Difference) bootstrapP(draws []float64, widen float64) float64 {
	beyond := shareBelow(draws, -d.Diff)
	if d.Diff < 0 {
		beyond = 1 - beyond
	}
	return 2 * studentT(max(d.DF, 1)).CDF(normalQuantile(min(beyond, 0.5))/widen)
}

// shareBelow is the inverse of quantile: the p whose quantile is x, at least one
// rank from either end.
func shareBelow(sorted []float64, x float64) float64 {
	n := len(sorted)
	i, _ := slices.BinarySearch(sorted, x)
	rank := float64(i)
	if i > 0 && i < n && sorted[i] > sorted[i-1] {
		rank += (x - sorted[i-1]) / (sorted[i] - sorted[i-1])
	}
	return min(max(rank, 1), float64(n)) / float64(n+1)
}

// both is one cluster's part in the two means: its sums of weighted deviations
// and of weights, each over the side's total weight.
type both struct {
	devA, shareA, devB, shareB float64
}

// joint is two samples with their clusters put together.
type joint struct {
	a, b     sample
	clusters []both
	shared   int
}

func newJoint(a, b []Unit) joint {
	j := joint{a: newSample(a), b: newSample(b)}
	names := map[string]both{}
	for _, u := range j.a.units {
		c := names[u.Cluster]
		c.devA += u.weight() * (u.Value - j.a.mean) / j.a.weight
		c.shareA += u.weight() / j.a.weight
		names[u.Cluster] = c
	}
	for _, u := range j.b.units {
		c := names[u.Cluster]
		c.devB += u.weight() * (u.Value - j.b.mean) / j.b.weight
		c.shareB += u.weight() / j.b.weight
		names[u.Cluster] = c
	}
	for _, c := range names {
		if c.shareA > 0 && c.shareB > 0 {
			j.shared++
		}
		j.clusters = append(j.clusters, c)
	}
	slices.SortFunc(j.clusters, func(x, y both) int {
		return cmp.Or(cmp.Compare(x.devA, y.devA), cmp.Compare(x.shareA, y.shareA),
			cmp.Compare(x.devB, y.devB), cmp.Compare(x.shareB, y.shareB))
	})
	return j
}

// se is the standard error CR2 of the difference.
func (j joint) se() float64 {
	ss := 0.0
	for _, c := range j.clusters {
		d := c.devA/math.Sqrt(1-c.shareA) - c.devB/math.Sqrt(1-c.shareB)
		ss += d * d
	}
	return math.Sqrt(ss)
}

// constant says whether the difference has no variation: neither side has any,
// or the clusters vary in the same way on both sides.
func (j joint) constant() bool {
	scale := 0.0
	for _, c := range j.clusters {
		scale = max(scale, math.Abs(c.devA), math.Abs(c.devB))
	}
	return j.a.constant() && j.b.constant() || j.plainSE() <= 1e-12*scale
}

// plainSE is the standard error that the bootstrap has to first order.
func (j joint) plainSE() float64 {
	ss := 0.0
	for _, c := range j.clusters {
		ss += (c.devA - c.devB) * (c.devA - c.devB)
	}
	return math.Sqrt(ss)
}

func (j joint) df() float64 {
	va, vb := j.a.se(), j.b.se()
	va, vb = va*va, vb*vb
	df := satterthwaite(va, j.a.effective()-1, vb, j.b.effective()-1)
	if j.shared == 0 || math.IsNaN(df) {
		return df
	}
	var v, vv float64
	for _, c := range j.clusters {
		x := c.shareA*c.shareA + c.shareB*c.shareB
		v += x
		vv += x * x
	}
	return min(df, v*v/vv-1)
}

// shift is how far the difference of one draw lies from the sample's.
func (j joint) shift(src *rand.Rand) float64 {
	n := len(j.clusters)
	for {
		var s both
		for k := 0; k < n; k += 2 {
			x, y := index(src.Uint64(), uint64(n))
			s.add(j.clusters[x])
			if k+1 < n {
				s.add(j.clusters[y])
			}
		}
		if s.shareA > 0 && s.shareB > 0 {
			return s.devA/s.shareA - s.devB/s.shareB
		}
	}
}

func (b *both) add(c both) {
	b.devA += c.devA
	b.shareA += c.shareA
	b.devB += c.devB
	b.shareB += c.shareB
}
