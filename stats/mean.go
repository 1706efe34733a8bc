package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Mean estimates the weighted mean of units with an interval that respects
// their clusters, by the rule's thresholds:
//
//   - fewer than MinClusters clusters: no interval, Method none, warning too_few;
//   - fewer than SmallClusters: the t interval, SmallN set, warning small_n;
//   - more, but fewer than MinClusters of them differ from the most common cluster
//     mean: the t interval, with the warning little_variation;
//   - else MethodOuter.
//
// Where all clusters agree there is no interval, Method none and the warning
// no_variation: one of no width would pass for certainty. No units at all give an
// estimate with every figure missing.
//
// The result depends on the units, the rule and the seed, not on the order of the
// units. The name of a cluster gives it its weights in the draws, so that the same
// units have the same interval whatever they measure, and other units beside them
// change nothing. It is an error if a value is not finite or a weight negative (the
// message names the index), if a figure overflows, or if the rule is not valid.
//
// # Why this default
//
// docs/simulation.md, made by internal/coverage, compares the methods over
// populations of unequal clusters with copies, among them such as expected values
// are: many near 0 and few large. t alone falls short where values are skewed,
// percentiles and BCa where sizes differ. The studentised bootstrap, the default
// once, holds as often as this one; but with ten clusters its ends are up to twice as far
// out, beyond all that was observed, and move with the seed.
func Mean(units []Unit, rule Rule, seed uint64) (Estimate, error) {
	return estimate(units, rule, "", seed)
}

// MeanBy is Mean with the method of the interval chosen by the caller. MinClusters
// still holds. The methods:
//
//   - MethodOuter: the outer ends of the t interval and of the expanded one.
//   - MethodT: mean ± t × SE, with Estimate.SE and EffectiveClusters-1 degrees
//     of freedom, which is clusters-1 for clusters of equal weight. Fewer where
//     sizes differ, after Carter, Schnepel and Steigerwald (2017), since a few
//     large clusters then carry the estimate. May leave the range of the scale.
//     Below SmallClusters the degrees of freedom are halved, since so few clusters do not
//     show how skewed values are.
//   - MethodExpanded: quantiles of the cluster bootstrap at tails widened as the t
//     quantile is wider than the normal one, on the same degrees of freedom
//     (Hesterberg 2015, The American Statistician 69, §5.3). Stays within the
//     range of the cluster means.
//   - MethodPercentile: plain quantiles (Efron 1979; Davison and Hinkley 1997,
//     §5.3). Too narrow below some 30 clusters.
//   - MethodBCa: bias-corrected and accelerated (Efron 1987, JASA 82), the
//     acceleration from the jackknife over clusters. Too narrow below some 50
//     clusters of different sizes.
func MeanBy(method Method, units []Unit, rule Rule, seed uint64) (Estimate, error) {
	switch method {
	case MethodT, MethodExpanded, MethodPercentile, MethodBCa, MethodOuter:
		return estimate(units, rule, method, seed)
	}
	return emptyEstimate(), fmt.Errorf("stats: method %q makes no interval for a mean", method)
}

func estimate(units []Unit, rule Rule, method Method, seed uint64) (Estimate, error) {
	if err := rule.Validate(); err != nil {
		return emptyEstimate(), err
	}
	if err := checkUnits(units); err != nil {
		return emptyEstimate(), err
	}
	e, s := emptyEstimate(), newSample(units)
	e.describe(s)
	if e.Units > 0 {
		e.interval(s, rule, method, seed)
	} else {
		e.refuse()
	}
	if err := e.checkFigures(); err != nil {
		return emptyEstimate(), err
	}
	return e, nil
}

// describe fills in the figures that need no interval.
func (e *Estimate) describe(s sample) {
	e.Units, e.Clusters = len(s.units), len(s.clusters)
	if e.Units > 0 {
		e.EffectiveClusters = s.effective()
	}
	e.Mean, e.SD, e.SE, e.Median = s.mean, s.sd(), s.se(), s.median
}

func (e *Estimate) refuse() {
	e.SmallN, e.Warnings = true, append(e.Warnings, WarnTooFew)
}

// interval applies the rule.
func (e *Estimate) interval(s sample, rule Rule, method Method, seed uint64) {
	if e.Clusters < rule.MinClusters {
		e.refuse()
		return
	}
	if e.SmallN = e.Clusters < rule.SmallClusters; e.SmallN {
		e.Warnings = append(e.Warnings, WarnSmallN)
	}
	if s.dominated() {
		e.Warnings = append(e.Warnings, WarnDominantCluster)
	}
	e.Method, e.Level = method, rule.Level
	few := !e.SmallN && s.different() < rule.MinClusters
	if method == "" {
		e.Method = defaultMethod(few)
	}
	if few && !s.constant() {
		e.Warnings = append(e.Warnings, WarnLittleVariation)
	}
	switch {
	case s.constant():
		e.Method, e.Level = MethodNone, math.NaN()
		e.Low, e.High = math.NaN(), math.NaN()
		e.Warnings = append(e.Warnings, WarnNoVariation)
	case e.Method == MethodT:
		e.tInterval(rule.Level)
	case e.Method == MethodOuter:
		e.outer(s, rule, seed)
	default:
		e.bootstrap(s, rule, seed)
	}
}

func defaultMethod(few bool) Method {
	if few {
		return MethodT
	}
	return MethodOuter
}

// tInterval is the mean ± t × SE.
func (e *Estimate) tInterval(level float64) {
	t := tQuantile(0.5+level/2, e.EffectiveClusters-1)
	e.Low, e.High = e.Mean-t*e.SE, e.Mean+t*e.SE
}

// reach draws the t interval out on the side of the long tail; with fewer clusters
// than SmallClusters on two fifths of the degrees of freedom.
func (e *Estimate) reach(s sample, level float64) {
	e.tInterval(level)
	df, skew := e.EffectiveClusters-1, s.skew()
	if e.SmallN {
		df = max(0.4*df, min(df, 2.5))
	}
	far := reached(tQuantile(0.5+level/2, df), e.SE, skew)
	if skew < 0 {
		e.Low = e.Mean - far
	} else {
		e.High = e.Mean + far
	}
}

// tQuantile is the p quantile of Student's t; below one degree of freedom the
// tails have no use, and one is taken.
func tQuantile(p, df float64) float64 {
	return studentT(max(df, 1)).Quantile(p)
}

func studentT(df float64) distuv.StudentsT { return distuv.StudentsT{Mu: 0, Sigma: 1, Nu: df} }

// checkFigures keeps overflow from leaving as a figure.
func (e *Estimate) checkFigures() error {
	fail := func(name string, x float64) error {
		return fmt.Errorf("stats: %s of %d units is %v: %w", name, e.Units, x, ErrNotFinite)
	}
	switch {
	case e.Units > 0 && !finite(e.Mean):
		return fail("mean", e.Mean)
	case e.Units > 1 && !finite(e.SD):
		return fail("sd", e.SD)
	case e.Clusters > 1 && !finite(e.SE):
		return fail("standard error", e.SE)
	case e.Method != MethodNone && !finite(e.High-e.Low):
		return fail("interval width", e.High-e.Low)
	}
	return nil
}
