package stats

import (
	"fmt"
	"math"
	"slices"
)

// Effect is the size of a difference with its interval; NaN means missing.
type Effect struct {
	// Name is hedges_g or cliffs_delta.
	Name string
	// Value is the effect of the first sample against the second.
	Value float64
	// SE is its standard error.
	SE float64
	// Low and High are the ends of the interval at Level.
	Low, High, Level float64
	Warnings         []Warning
}

func noEffect(name string, w Warning) Effect {
	nan := math.NaN()
	return Effect{name, nan, nan, nan, nan, nan, []Warning{w}}
}

func checkLevel(level float64) error {
	if !(level > 0 && level < 1) {
		return fmt.Errorf("stats: level %v is not between 0 and 1", level)
	}
	return nil
}

// HedgesG is the difference of two means in units of their pooled standard
// deviation, corrected for its bias in small samples by 1 - 3/(4N-9) (Hedges
// 1981, J. Educ. Stat. 6). The interval is normal with variance
// N/(mn) + g²/(2(N-3.94)) (Hartung, Knapp and Sinha 2008); below some ten
// values a side it is rough. The values must be independent and the variances
// near each other. Missing with fewer than two values a side (too_few) or
// where neither side varies (no_variation).
func HedgesG(a, b []float64, level float64) (Effect, error) {
	const name = "hedges_g"
	if err := checkPair(a, b); err != nil {
		return noEffect(name, WarnTooFew), err
	}
	if err := checkLevel(level); err != nil {
		return noEffect(name, WarnTooFew), err
	}
	if len(a) < 2 || len(b) < 2 {
		return noEffect(name, WarnTooFew), nil
	}
	return hedges(momentsOf(a), momentsOf(b), level)
}

// hedges is HedgesG of two samples.
func hedges(a, b described, level float64) (Effect, error) {
	const name = "hedges_g"
	ma, va, m, mb, vb, n := a.mean, a.variance, a.n, b.mean, b.variance, b.n
	pooled := ((m-1)*va + (n-1)*vb) / (m + n - 2)
	if pooled == 0 {
		return noEffect(name, WarnNoVariation), nil
	}
	g := (ma - mb) / math.Sqrt(pooled) * (1 - 3/(4*(m+n)-9))
	se := math.Sqrt((m+n)/(m*n) + g*g/2/(m+n-3.94))
	z := -normalQuantile((1 - level) / 2)
	e := Effect{name, g, se, g - z*se, g + z*se, level, nil}
	return e.finished()
}

func (e Effect) finished() (Effect, error) {
	if !finite(e.Value) || !finite(e.Low) || !finite(e.High) {
		return noEffect(e.Name, WarnTooFew), fmt.Errorf("stats: %s is %v in [%v, %v]: %w",
			e.Name, e.Value, e.Low, e.High, ErrNotFinite)
	}
	return e, nil
}

// CliffsDelta is the chance that a value of a is larger than one of b less the
// chance that it is smaller, in [-1, 1] (Cliff 1993, Psychol. Bull. 114). It
// takes values as ranks only. The interval is that of Brunner and Munzel (2000,
// Biom. J. 42) with Satterthwaite's degrees of freedom, cut at -1 and 1. The
// values must be independent. Missing with fewer than two values a side
// (too_few). Where no value of one side lies among those of the other there is
// no variance to see, and the interval has no width (no_variation).
func CliffsDelta(a, b []float64, level float64) (Effect, error) {
	const name = "cliffs_delta"
	if err := checkPair(a, b); err != nil {
		return noEffect(name, WarnTooFew), err
	}
	if err := checkLevel(level); err != nil {
		return noEffect(name, WarnTooFew), err
	}
	if len(a) < 2 || len(b) < 2 {
		return noEffect(name, WarnTooFew), nil
	}
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	m, n := float64(len(a)), float64(len(b))
	all, _ := ranks(slices.Concat(a, b))
	da, va := placements(all[:len(a)], a)
	_, vb := placements(all[len(a):], b)
	return cliffs(da, va, vb, m, n, level)
}

// cliffs is CliffsDelta of m values, below each of which da of the other n lie on
// average; va and vb are the variances of such numbers on either side.
func cliffs(da, va, vb, m, n, level float64) (Effect, error) {
	const name = "cliffs_delta"
	delta := 2*da/n - 1
	qa, qb := va/(m*n*n), vb/(n*m*m)
	if qa+qb == 0 {
		return Effect{name, delta, 0, delta, delta, level, []Warning{WarnNoVariation}}, nil
	}
	se := 2 * math.Sqrt(qa+qb)
	t := tQuantile(0.5+level/2, satterthwaite(qa, m-1, qb, n-1))
	e := Effect{name, delta, se, max(-1, delta-t*se), min(1, delta+t*se), level, nil}
	return e.finished()
}

// placements is the mean and variance of how many values of the other sample
// lie below each value of this one (ties count half).
func placements(all, own []float64) (mean, variance float64) {
	r, _ := ranks(own)
	below := make([]float64, len(own))
	for i := range r {
		below[i] = all[i] - r[i]
	}
	return meanVariance(below)
}
