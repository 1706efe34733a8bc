package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Mean estimates the weighted mean of units with an interval that respects
// their clusters, by the rule's thresholds:
//
//   - fewer than MinClusters clusters: no interval, Method none, warning too_few;
//   - fewer than SmallClusters: a t interval on the cluster-robust standard
//     error, SmallN set, warning small_n;
//   - else the default bootstrap.
//
// Where all clusters agree the interval is [Mean, Mean] with the warning
// no_variation. No units at all give an estimate with every figure missing.
//
// The result depends on the units, the rule and the stream, not on the order
// of the units nor on the names of clusters. It is an error if a value is not
// finite or a weight negative (the message names the index), if the rule is
// not valid, or if src is nil.
func Mean(units []Unit, rule Rule, src *rand.Rand) (Estimate, error) {
	return estimate(units, rule, "", src)
}

// MeanBy is Mean with the method of the interval chosen by the caller, one of
// MethodT, MethodPercentile, MethodBCa and MethodBootstrapT; it takes the place
// of both the t interval and the default bootstrap. MinClusters still holds.
func MeanBy(method Method, units []Unit, rule Rule, src *rand.Rand) (Estimate, error) {
	switch method {
	case MethodT, MethodPercentile, MethodBCa, MethodBootstrapT:
		return estimate(units, rule, method, src)
	}
	return emptyEstimate(), fmt.Errorf("stats: method %q makes no interval for a mean", method)
}

func estimate(units []Unit, rule Rule, method Method, src *rand.Rand) (Estimate, error) {
	e := emptyEstimate()
	if src == nil {
		return e, ErrNilSource
	}
	if err := rule.Validate(); err != nil {
		return e, err
	}
	if err := checkUnits(units); err != nil {
		return e, err
	}
	s := newSample(units)
	e.describe(s)
	if len(units) > 0 && !finite(e.Mean) {
		return emptyEstimate(), fmt.Errorf("stats: mean of %d units overflows: %w", len(units), ErrNotFinite)
	}
	e.interval(s, rule, method, src)
	return e, nil
}

// describe fills in the figures that need no interval.
func (e *Estimate) describe(s sample) {
	e.Units, e.Clusters = len(s.units), len(s.clusters)
	e.Mean, e.SD, e.SE, e.Median = s.mean, s.sd(), s.se(), weightedMedian(s.units)
}

// interval applies the rule.
func (e *Estimate) interval(s sample, rule Rule, method Method, src *rand.Rand) {
	if e.Clusters < rule.MinClusters {
		e.Warnings = append(e.Warnings, WarnTooFew)
		e.SmallN = true
		return
	}
	if e.SmallN = e.Clusters < rule.SmallClusters; e.SmallN {
		e.Warnings = append(e.Warnings, WarnSmallN)
	}
	if method == "" {
		method = defaultMethod
		if e.SmallN {
			method = MethodT
		}
	}
	if s.dominated() {
		e.Warnings = append(e.Warnings, WarnDominantCluster)
	}
	e.Method, e.Level = method, rule.Level
	switch {
	case s.constant():
		e.Low, e.High = e.Mean, e.Mean
		e.Warnings = append(e.Warnings, WarnNoVariation)
	case method == MethodT:
		e.tInterval(rule.Level)
	default:
		e.bootstrap(s, rule, src)
	}
}

const defaultMethod = MethodPercentile

// tInterval is mean ± t(clusters-1) × SE.
func (e *Estimate) tInterval(level float64) {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(e.Clusters - 1)}.Quantile(0.5 + level/2)
	e.Low, e.High = e.Mean-t*e.SE, e.Mean+t*e.SE
}

// sd is the sample standard deviation with reliability weights: the sum of
// squares over W - Σw²/W, which is n-1 for equal weights.
func (s sample) sd() float64 {
	if len(s.units) < 2 {
		return math.NaN()
	}
	var ss, ww float64
	for _, u := range s.units {
		d, w := u.Value-s.mean, u.weight()
		ss += w * d * d
		ww += w * w
	}
	return math.Sqrt(ss / (s.weight - ww/s.weight))
}

// se is the cluster-robust standard error of the mean, a ratio of sums:
// sqrt(G/(G-1) Σ dev²)/W with dev the cluster's weighted sum of deviations. For
// clusters of one unit of equal weight it is SD/√n.
func (s sample) se() float64 {
	g := float64(len(s.clusters))
	if g < 2 {
		return math.NaN()
	}
	var ss float64
	for _, c := range s.clusters {
		ss += c.dev * c.dev
	}
	return math.Sqrt(ss*g/(g-1)) / s.weight
}

// constant says whether no cluster's mean differs from the overall mean by
// more than rounding.
func (s sample) constant() bool {
	scale := 0.0
	for _, u := range s.units {
		scale = max(scale, math.Abs(u.Value-s.mean))
	}
	for _, c := range s.clusters {
		if math.Abs(c.dev) > 1e-12*scale*c.weight {
			return false
		}
	}
	return true
}

// dominated says whether one cluster carries at least half the weight.
func (s sample) dominated() bool {
	for _, c := range s.clusters {
		if 2*c.weight >= s.weight {
			return true
		}
	}
	return false
}

// weightedMedian is the value at half the weight; where the half falls between
// two values it is their midpoint, so that equal weights give the usual median.
func weightedMedian(units []Unit) float64 {
	if len(units) == 0 {
		return math.NaN()
	}
	us := slices.Clone(units)
	slices.SortFunc(us, func(a, b Unit) int { return compareFloats(a.Value, b.Value) })
	total := 0.0
	for _, u := range us {
		total += u.weight()
	}
	sum := 0.0
	for i, u := range us {
		sum += u.weight()
		if d := sum - total/2; math.Abs(d) <= 1e-12*total && i+1 < len(us) {
			return u.Value + (us[i+1].Value-u.Value)/2
		} else if d > 0 {
			return u.Value
		}
	}
	return us[len(us)-1].Value
}
