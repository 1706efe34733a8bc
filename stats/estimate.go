package stats

import (
	"errors"
	"fmt"
	"math"
)

// Unit is one observation (an article's mean, say) and the cluster it is
// resampled with: units of one cluster are never independent of each other.
type Unit struct {
	// Cluster names the cluster. Units with the same name are resampled
	// together; the name itself has no other meaning.
	Cluster string
	// Value is the observation, finite.
	Value float64
	// Weight is the unit's weight, finite and not negative; 0 means 1.
	Weight float64
}

// weight is the weight with its default.
func (u Unit) weight() float64 {
	if u.Weight == 0 {
		return 1
	}
	return u.Weight
}

// Method names how an interval was made, as it stands in tables.
type Method string

// The methods of this package.
const (
	// MethodNone: there is no interval; the warnings say why.
	MethodNone Method = "none"
	// MethodT: estimate ± t quantile × standard error.
	MethodT Method = "t"
	// MethodExpanded: bootstrap quantiles, moved outward as a t interval is
	// wider than a normal one.
	MethodExpanded Method = "percentile_expanded"
	// MethodPercentile: plain quantiles of the bootstrap distribution.
	MethodPercentile Method = "percentile"
	// MethodBCa: bias-corrected and accelerated bootstrap quantiles.
	MethodBCa Method = "bca"
	// MethodOuter: the outer ends of the t interval and of the expanded one.
	MethodOuter Method = "outer_t"
	// MethodWildT: the wild cluster bootstrap-t.
	MethodWildT Method = "wild_t"
	// MethodNormal: a large-sample normal interval.
	MethodNormal Method = "normal"
)

// Warning is a short code that says what a reader must know about a result.
type Warning string

// The warnings of this package.
const (
	// WarnTooFew: fewer clusters than Rule.MinClusters, so no interval.
	WarnTooFew Warning = "too_few"
	// WarnSmallN: fewer clusters than Rule.SmallClusters.
	WarnSmallN Warning = "small_n"
	// WarnNoVariation: all clusters agree, which says nothing about what other
	// clusters would show; a mean then has no interval.
	WarnNoVariation Warning = "no_variation"
	// WarnLittleVariation: fewer than Rule.MinClusters clusters differ from the
	// most common cluster mean, so the estimate rests on those few.
	WarnLittleVariation Warning = "little_variation"
	// WarnFewDraws: too few draws for the level asked; the interval has the
	// level that could be reached (one of the BCa kind, the outermost draws).
	WarnFewDraws Warning = "few_draws"
	// WarnDegenerateDraws: draws without variation, which agreement leaves out.
	WarnDegenerateDraws Warning = "degenerate_draws"
	// WarnNotComputable: the codes do not overlap, so that nothing can be
	// compared.
	WarnNotComputable Warning = "not_computable"
	// WarnOutOfRange: a figure had to be cut to its range.
	WarnOutOfRange Warning = "out_of_range"
	// WarnUnbounded: the interval has no end on one side at least, so none is
	// given.
	WarnUnbounded Warning = "unbounded"
	// WarnDominantCluster: one cluster carries at least half the weight.
	WarnDominantCluster Warning = "dominant_cluster"
)

// Estimate is a mean with its uncertainty. NaN means missing, never 0: a
// writer of tables leaves such a cell empty.
type Estimate struct {
	// Units and Clusters count what went in.
	Units, Clusters int
	// EffectiveClusters is the number of clusters of equal weight that would
	// be as informative, (Σw)²/Σw² over the clusters' weights: between 1 and
	// Clusters, missing without units.
	EffectiveClusters float64
	// Mean is the weighted mean of the units.
	Mean float64
	// SD is the sample standard deviation of the units (n-1 form; with weights
	// the form for reliability weights), missing below two units.
	SD float64
	// SE is the cluster-robust standard error of the mean in the form CR2 (Bell
	// and McCaffrey 2002), missing below two clusters.
	SE float64
	// Median is the (weighted) median of the units.
	Median float64
	// Low and High are the ends of the interval, missing where Method is none.
	Low, High float64
	// Level is the confidence level that the interval was made for; with few
	// draws it is below the rule's. Missing where Method is none.
	Level float64
	// Method says how Low and High were made.
	Method Method
	// Draws is the number of bootstrap draws used, 0 where none were.
	Draws int
	// SmallN is set where there are fewer clusters than Rule.SmallClusters.
	SmallN bool
	// Warnings are in a fixed order and hold no code twice.
	Warnings []Warning
}

// Errors that a caller can test for with errors.Is.
var (
	// ErrNilSource: a random source is an argument, and it was nil.
	ErrNilSource = errors.New("stats: random source is nil")
	// ErrNotFinite: a value or weight is NaN or infinite.
	ErrNotFinite = errors.New("not a finite number")
)

// emptyEstimate has every figure missing.
func emptyEstimate() Estimate {
	nan := math.NaN()
	return Estimate{EffectiveClusters: nan, Mean: nan, SD: nan, SE: nan, Median: nan, Low: nan, High: nan,
		Level: nan, Method: MethodNone}
}

// checkUnits reports the first unit that cannot be used, by index.
func checkUnits(units []Unit) error {
	for i, u := range units {
		if !finite(u.Value) {
			return fmt.Errorf("stats: unit %d: value %v: %w", i, u.Value, ErrNotFinite)
		}
		if !finite(u.Weight) {
			return fmt.Errorf("stats: unit %d: weight %v: %w", i, u.Weight, ErrNotFinite)
		}
		if u.Weight < 0 {
			return fmt.Errorf("stats: unit %d: weight %v is negative", i, u.Weight)
		}
	}
	return nil
}

// checkFinite reports the first value that is not finite, by name and index.
func checkFinite(name string, xs []float64) error {
	for i, x := range xs {
		if !finite(x) {
			return fmt.Errorf("stats: %s %d: value %v: %w", name, i, x, ErrNotFinite)
		}
	}
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
