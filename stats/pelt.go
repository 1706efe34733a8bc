package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Breaks are the change points of a series' mean.
type Breaks struct {
	// At holds the first index of each new segment, in order; empty where the
	// series is one segment.
	At []int
	// Means are those of the segments, one more than there are breaks.
	Means []float64
	// Penalty is the price of a break in squared units of value.
	Penalty float64
	// Stability is, for each break, the share of resampled series that have a
	// break fewer than MinSize places from it, in [0, 1]; empty where none were drawn.
	Stability []float64
}

// BreakOptions says how breaks are looked for.
type BreakOptions struct {
	// Penalty is the price of a break in squared units of value; 0 takes 2σ²ln n
	// with σ from the median absolute difference of neighbours or, where that
	// is 0, from their mean square.
	Penalty float64
	// MinSize is the smallest segment, at least 1; 0 means 2.
	MinSize int
	// Draws is the number of resampled series for Stability; 0 makes none.
	Draws int
}

// Pelt finds the breaks in the mean of values, in the order of time, that
// minimise the sum of squares within segments plus the penalty for each break,
// exactly, by pruned dynamic programming (Killick, Fearnhead and Eckley 2012,
// JASA 107). Stability is the share of series made anew by drawing values
// within segments that break at the same place again.
//
// Limits: it supposes independent noise of equal spread; autocorrelation makes
// breaks where there are none, and a slope becomes stairs. Values that are not finite, options
// below 0 and a nil source with draws asked for are errors. A series shorter
// than two segments has no breaks; an empty one no means.
func Pelt(values []float64, opt BreakOptions, src *rand.Rand) (Breaks, error) {
	if err := checkFinite("value", values); err != nil {
		return Breaks{}, err
	}
	if opt.MinSize == 0 {
		opt.MinSize = 2
	}
	if opt.MinSize < 1 || opt.Draws < 0 || !(opt.Penalty >= 0) || math.IsInf(opt.Penalty, 1) {
		return Breaks{}, fmt.Errorf("stats: breaks: penalty %v, smallest segment %d or draws %d out of range",
			opt.Penalty, opt.MinSize, opt.Draws)
	}
	if opt.Draws > 0 && src == nil {
		return Breaks{}, ErrNilSource
	}
	if opt.Penalty == 0 {
		opt.Penalty = breakPenalty(values)
	}
	if len(values) == 0 {
		return Breaks{Penalty: opt.Penalty}, nil
	}
	if all := squaresWithin(values)(0, len(values)); !finite(all + opt.Penalty) {
		return Breaks{}, fmt.Errorf("stats: breaks: sum of squares %v: %w", all, ErrNotFinite)
	}
	out := Breaks{Penalty: opt.Penalty, At: segment(values, opt.Penalty, opt.MinSize)}
	out.Means = segmentMeans(values, out.At)
	if opt.Draws > 0 {
		out.Stability = stability(values, out, opt, src)
	}
	return out, nil
}

// squaresOf is the mean square.
func squaresOf(values []float64) float64 {
	sum := 0.0
	for _, v := range values {
		sum += v * v / float64(len(values))
	}
	return sum
}

// breakPenalty is 2σ²ln n, σ from neighbours so that breaks do not widen it.
func breakPenalty(values []float64) float64 {
	if len(values) < 2 {
		return 0
	}
	var steps []float64
	for i, v := range values[1:] {
		steps = append(steps, math.Abs(v-values[i]))
	}
	sigma := medianOf(steps) / (normalQuantile(0.75) * math.Sqrt2)
	if sigma == 0 {
		sigma = math.Sqrt(squaresOf(steps) / 2)
	}
	return 2 * sigma * sigma * math.Log(float64(len(values)))
}

// segment returns the cheapest breaks. best[t] is the cost of the first t
// values; candidates are the last breaks that can still be part of it. A
// candidate that is pruned at t may still be needed for segments that MinSize
// would cut short, so it is dropped only MinSize steps later.
func segment(values []float64, penalty float64, least int) []int {
	n := len(values)
	cost := squaresWithin(values)
	best, from := make([]float64, n+1), make([]int, n+1)
	doomed := make([]int, n+1)
	for i := range best {
		best[i], doomed[i] = math.Inf(1), n+1
	}
	best[0] = -penalty
	var candidates []int
	for t := least; t <= n; t++ {
		if s := t - least; s == 0 || s >= least {
			candidates = append(candidates, s)
		}
		for _, s := range candidates {
			if c := best[s] + cost(s, t) + penalty; c < best[t] {
				best[t], from[t] = c, s
			}
		}
		candidates = slices.DeleteFunc(candidates, func(s int) bool {
			if best[s]+cost(s, t) > best[t] {
				doomed[s] = min(doomed[s], t+least)
			}
			return doomed[s] <= t+1
		})
	}
	var at []int
	for t := from[n]; t > 0; t = from[t] {
		at = append(at, t)
	}
	slices.Reverse(at)
	return at
}

// squaresWithin returns the sum of squares about the mean of values[s:t], from
// running sums of centred values.
func squaresWithin(values []float64) func(s, t int) float64 {
	sum, square := make([]float64, len(values)+1), make([]float64, len(values)+1)
	centre := medianOf(values)
	for i, v := range values {
		sum[i+1] = sum[i] + (v - centre)
		square[i+1] = square[i] + (v-centre)*(v-centre)
	}
	return func(s, t int) float64 {
		d := sum[t] - sum[s]
		return max(square[t]-square[s]-d*d/float64(t-s), 0)
	}
}

func segmentMeans(values []float64, at []int) []float64 {
	var out []float64
	from := 0
	for _, to := range append(slices.Clone(at), len(values)) {
		sum := 0.0
		for _, v := range values[from:to] {
			sum += v - values[from]
		}
		out = append(out, values[from]+sum/float64(to-from))
		from = to
	}
	return out
}

// stability makes the series anew from the values of each segment and counts the draws that
// break where it does.
func stability(values []float64, b Breaks, opt BreakOptions, src *rand.Rand) []float64 {
	again := make([]float64, len(b.At))
	series := make([]float64, len(values))
	for range opt.Draws {
		from := 0
		for _, to := range append(slices.Clone(b.At), len(values)) {
			for i := from; i < to; i++ {
				series[i] = values[from+src.IntN(to-from)]
			}
			from = to
		}
		found := segment(series, b.Penalty, opt.MinSize)
		for k, at := range b.At {
			if slices.ContainsFunc(found, func(f int) bool { return f > at-opt.MinSize && f < at+opt.MinSize }) {
				again[k] += 1 / float64(opt.Draws)
			}
		}
	}
	return again
}
