package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sync"
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

// Contrast estimates the difference of the means of a and b. A cluster has one
// weight in each draw, on both sides, so that sides are drawn jointly and what they
// share takes no part in the uncertainty. The thresholds of the rule hold for the
// side with fewer clusters: none below MinClusters, the t interval and SmallN below
// SmallClusters; else the outer ends of the t interval and of the expanded
// percentile bootstrap (see MeanBy).
//
// SE is CR2 with the leverage of a cluster taken as its share of its side's
// weight; DF are Satterthwaite's on the effective clusters of the sides, but
// not more than the effective clusters of both together less one where some are
// shared. For single units of equal weight, none shared, SE and DF are those of
// Welch. Below SmallClusters the t interval is made on three fifths of them, since few
// clusters do not show how skewed values are, and with an error not below that of pooled
// variances, where no cluster is shared: a small side that happens to vary little would
// pass for a certain one. From SmallClusters on the error is not below the geometric
// mean of the two.
//
// P is the largest of the levels at which these intervals would end at 0, so
// that it and the interval agree. Beyond all draws their normal score is taken to
// grow in proportion, for P as for the interval (warning few_draws).
//
// docs/simulation.md has the rates at which it finds differences that are not there.
//
// Where a side does not vary, or both vary in the same way, there is no interval and
// no P, with the warning no_variation: a mean of no known uncertainty cannot be
// compared. Fewer than MinClusters clusters of a side that differ from its most
// common cluster mean give the warning little_variation. Errors are as for Mean.
func Contrast(a, b []Unit, rule Rule, seed uint64) (Difference, error) {
	return ContrastBy(MethodOuter, a, b, rule, seed)
}

// ContrastBy is Contrast with the method of the interval chosen by the caller:
// MethodOuter is Contrast; MethodExpanded is the expanded percentile bootstrap
// alone, with the t interval below SmallClusters; MethodT gives Diff ± t × SE with
// DF degrees of freedom and draws nothing, for sides so large that a bootstrap would
// only repeat it; MethodWildT is WildContrast. Any other method is an error.
func ContrastBy(method Method, a, b []Unit, rule Rule, seed uint64) (Difference, error) {
	return NewSide(a).Less(NewSide(b), method, rule, seed)
}

// Side is one side of contrasts. Its draws are made once for all of them. It may be
// used from any number of goroutines.
type Side struct {
	sample
	err  error // of the units
	lock sync.Mutex
	of   drawsOf
	made []float64
}

// drawsOf says what draws were made.
type drawsOf struct {
	draws int
	seed  uint64
}

// NewSide makes units ready for contrasts. Units that cannot be used are an error of
// Less.
func NewSide(units []Unit) *Side {
	if err := checkUnits(units); err != nil {
		return &Side{err: err}
	}
	return &Side{sample: newSample(units)}
}

// drawnShifts are the side's shifts, which nobody may change.
func (s *Side) drawnShifts(of drawsOf) []float64 {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.made == nil || s.of != of {
		s.of, s.made = of, s.shifts(of.draws, of.seed)
	}
	return s.made
}

// Less is the contrast of the side with another, by a method of ContrastBy.
func (s *Side) Less(other *Side, method Method, rule Rule, seed uint64) (Difference, error) {
	switch method {
	case MethodWildT:
		return s.wild(other, rule, seed, true)
	case MethodOuter, MethodExpanded, MethodT:
	default:
		return emptyDifference(), fmt.Errorf("stats: no contrast by method %q", method)
	}
	return contrast(s, other, rule, func(d *Difference, j joint) {
		t := *d
		t.tInterval(j, rule.Level, method == MethodOuter)
		if method == MethodT || d.SmallN {
			*d = t
			return
		}
		of := drawsOf{rule.Draws, seed}
		draws, others := slices.Clone(s.drawnShifts(of)), other.drawnShifts(of)
		for i, x := range others {
			draws[i] -= x
		}
		d.bootstrap(draws, rule)
		d.reach(t, method)
	})
}

// reach takes the outer ends of the bootstrap and of the t interval, where that is the
// method.
func (d *Difference) reach(t Difference, method Method) {
	if d.Method != MethodNone && method == MethodOuter {
		d.Low, d.High, d.P = min(d.Low, t.Low), max(d.High, t.High), max(d.P, t.P)
		d.Method = MethodOuter
	}
}

// spreads says how two sides vary together.
type spreads interface {
	pooledSE() float64
	skew(n float64) float64
}

// contrast checks the input, describes the difference and, where the rule
// allows one, asks for the interval.
func contrast(a, b *Side, rule Rule, interval func(*Difference, joint)) (Difference, error) {
	switch err := rule.Validate(); {
	case err != nil:
		return emptyDifference(), err
	case a.err != nil:
		return emptyDifference(), fmt.Errorf("%w (first sample)", a.err)
	case b.err != nil:
		return emptyDifference(), fmt.Errorf("%w (second sample)", b.err)
	}
	d, j := emptyDifference(), newJoint(a.sample, b.sample)
	d.describe(j)
	if d.allowed(rule, j.constant, func() int { return min(a.different(), b.different()) }) {
		interval(&d, j)
	}
	if err := d.check(); err != nil {
		return emptyDifference(), err
	}
	return d, nil
}

// allowed reports whether the rule allows an interval of a described difference, and notes
// the warnings and the level: constant says that no side varies, different how many clusters
// of a side differ. Both are asked only where there are clusters enough.
func (d *Difference) allowed(rule Rule, constant func() bool, different func() int) bool {
	least := min(d.ClustersA, d.ClustersB)
	d.SmallN = least < rule.SmallClusters
	switch {
	case least < rule.MinClusters:
		d.Warnings = append(d.Warnings, WarnTooFew)
		return false
	case constant():
		d.Warnings = append(d.Warnings, WarnNoVariation)
		return false
	}
	if d.SmallN {
		d.Warnings = append(d.Warnings, WarnSmallN)
	}
	if different() < rule.MinClusters {
		d.Warnings = append(d.Warnings, WarnLittleVariation)
	}
	d.Level = rule.Level
	return true
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

// tInterval is the t interval with the p-value that it gives; for the default made
// safe against what few clusters do not show, and drawn out on the side of the long
// tail.
func (d *Difference) tInterval(j spreads, level float64, out bool) {
	df, se, skew := max(d.DF, 1), d.SE, 0.0
	if pooled := j.pooledSE(); out && d.SmallN {
		df, se = max(0.6*d.DF, 1), max(se, pooled)
	} else if out {
		se = max(se, math.Sqrt(se*pooled))
	}
	if out {
		skew = j.skew(d.DF + 1)
	}
	t := tQuantile(0.5+level/2, df)
	d.Method, d.Low, d.High = MethodT, d.Diff-t*se, d.Diff+t*se
	if skew < 0 {
		d.Low = d.Diff - reached(t, se, skew)
	} else {
		d.High = d.Diff + reached(t, se, skew)
	}
	// The t at which the end on the side of 0 is 0.
	far := math.Abs(d.Diff)
	end := far / se
	if a := math.Abs(skew) / 3; skew*d.Diff < 0 && a > 1e-9*se {
		end = 0
		if c := far - a/2; c > 0 {
			end = (math.Sqrt(se*se+4*a*c) - se) / (2 * a)
		}
	}
	d.P = tTwoSided(end, df)
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

// bootstrap is the expanded percentile interval of draws of how far the difference
// shifts, with the p-value that it gives.
func (d *Difference) bootstrap(draws []float64, rule Rule) {
	draws = drawn(draws)
	if d.Draws = len(draws); d.Draws == 0 {
		d.Level, d.Warnings = math.NaN(), append(d.Warnings, WarnFewDraws)
		return
	}
	slices.Sort(draws)
	d.Method = MethodExpanded
	tail, least, past := expandedTail((1-rule.Level)/2, d.DF+1), 1/float64(len(draws)+1), 1.0
	if tail < least {
		past, tail = normalQuantile(tail)/normalQuantile(least), least
		d.Warnings = append(d.Warnings, WarnFewDraws)
	}
	d.Low, d.High = d.Diff+past*quantile(draws, tail), d.Diff+past*quantile(draws, 1-tail)
	d.P = d.bootstrapP(draws)
}

// bootstrapP is the level at which that interval ends at 0.
func (d *Difference) bootstrapP(draws []float64) float64 {
	beyond, end := shareBelow(draws, -d.Diff), draws[0]
	if d.Diff < 0 {
		beyond, end = 1-beyond, draws[len(draws)-1]
	}
	z := normalQuantile(min(beyond, 0.5))
	if past := -d.Diff / end; past > 1 && finite(past) {
		z *= past
	}
	return min(2*studentT(max(d.DF, 1)).CDF(z), 1)
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
	name                       string
	devA, shareA, devB, shareB float64
}

// joint is two samples with their clusters put together.
type joint struct {
	a, b     sample
	clusters []both
	shared   int
}

func newJoint(a, b sample) joint {
	j := joint{a: a, b: b}
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
	for name, c := range names {
		c.name = name
		if c.shareA > 0 && c.shareB > 0 {
			j.shared++
		}
		j.clusters = append(j.clusters, c)
	}
	slices.SortFunc(j.clusters, func(x, y both) int {
		if c := cmp.Compare(x.devA, y.devA); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(x.devA, y.devA), cmp.Compare(x.shareA, y.shareA),
			cmp.Compare(x.devB, y.devB), cmp.Compare(x.shareB, y.shareB), cmp.Compare(x.name, y.name))
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

// constant says whether a side has no variation, or the clusters vary in the same
// way on both sides.
func (j joint) constant() bool {
	scale := 0.0
	for _, c := range j.clusters {
		scale = max(scale, math.Abs(c.devA), math.Abs(c.devB))
	}
	return j.a.constant() || j.b.constant() || j.plainSE() <= 1e-12*scale
}

// pooledSE is the standard error of the difference if clusters vary alike on both
// sides; 0 where some are shared.
func (j joint) pooledSE() float64 {
	if j.shared > 0 || len(j.a.clusters)+len(j.b.clusters) < 3 {
		return 0
	}
	return pooledSE(j.a.effective(), j.b.effective(), j.a.se(), j.b.se())
}

// pooledSE is that of sides of so many effective clusters with these standard errors.
func pooledSE(a, b, va, vb float64) float64 {
	pooled := (va*va*a*(a-1) + vb*vb*b*(b-1)) / max(a+b-2, 1)
	return math.Sqrt(pooled * (1/a + 1/b))
}

// plainSE is the standard error CR0 of the difference.
func (j joint) plainSE() float64 {
	ss := 0.0
	for _, c := range j.clusters {
		ss += (c.devA - c.devB) * (c.devA - c.devB)
	}
	return math.Sqrt(ss)
}

// skew is the skewness of the difference times its standard error.
func (j joint) skew(n float64) float64 {
	var s2, s3 float64
	for _, c := range j.clusters {
		x := c.devA - c.devB
		s2 += x * x
		s3 += x * x * x
	}
	return skewOf(s2, s3, n)
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
