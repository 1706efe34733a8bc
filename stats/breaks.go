package stats

import (
	"fmt"
	"math"
	"slices"
	"sync"
)

// Breaks are the change points of a series' mean.
type Breaks struct {
	// At holds the first index of each new segment, in order; empty where the
	// series is one segment.
	At []int
	// Means are those of the segments, one more than there are breaks.
	Means []float64
	// P is for each break the p-value of no break in the stretch that it parts.
	P []float64
}

// BreakFinder finds breaks. It keeps what series without breaks look like, by length,
// and may be used from any number of goroutines.
type BreakFinder struct {
	draws int
	seed  uint64
	lock  sync.Mutex
	of    map[int]*sync.Once
	null  map[int][][]nullSeries
}

// nullSeries is what a series without a break shows: how much parting it at the best
// place gains, and the autocorrelation of what is left.
type nullSeries struct{ gain, rest float64 }

// What the search needs.
const (
	shortestSegment = 3    // values
	shortestStretch = 8    // values that are still parted
	breakLevel      = 0.05 // of the p-value
	// restShare is the share of series without a break that leave as little
	// autocorrelation as the observed one, below which a strength of
	// autocorrelation is not believed any more.
	restShare = 0.05
)

// breakPhis are the strengths of autocorrelation that are looked at.
var breakPhis = []float64{0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}

// NewBreakFinder takes the number of series, at least 19, that are made without a
// break for each length and strength of autocorrelation.
func NewBreakFinder(draws int, seed uint64) (*BreakFinder, error) {
	if draws < 19 {
		return nil, fmt.Errorf("stats: breaks: %d draws are below 19", draws)
	}
	return &BreakFinder{draws: draws, seed: seed, of: map[int]*sync.Once{}, null: map[int][][]nullSeries{}}, nil
}

// Draws is the number of series that were asked for.
func (f *BreakFinder) Draws() int { return f.draws }

// Find parts values, in the order of time, where that lowers the sum of squares most,
// then the parts again (binary segmentation; Vostrikova 1981, Soviet Math. Dokl. 24), as
// long as the gain, over the variance of what is left, is larger than in 95 % of
// autoregressive series of order one and of this length that have no break. Their
// autocorrelation is the largest with which one series in twenty would leave as little
// as this one does once it is parted: news is autocorrelated, and such a series drifts to and fro
// without any break.
//
// Limits: a steady drift becomes a step. Breaks close together hide each other, and
// few values show large breaks only. A stretch below eight values is not parted, nor into
// parts below three. Values that are not finite are an error; an empty series has no
// means.
func (f *BreakFinder) Find(values []float64) (Breaks, error) {
	if err := checkFinite("value", values); err != nil || len(values) == 0 {
		return Breaks{}, err
	}
	if all := squaresWithin(values)(0, len(values)); !finite(all) {
		return Breaks{}, fmt.Errorf("stats: breaks: sum of squares %v: %w", all, ErrNotFinite)
	}
	var out Breaks
	f.part(values, 0, &out)
	out.Means = segmentMeans(values, out.At)
	return out, nil
}

// part adds the breaks of a stretch that begins at from, in order.
func (f *BreakFinder) part(values []float64, from int, out *Breaks) {
	if len(values) < shortestStretch {
		return
	}
	at, is := bestPart(values)
	p := f.p(len(values), is)
	if p > breakLevel {
		return
	}
	f.part(values[:at], from, out)
	out.At, out.P = append(out.At, from+at), append(out.P, p)
	f.part(values[at:], from+at, out)
}

// bestPart is the place of the best break, and what it shows.
func bestPart(values []float64) (at int, is nullSeries) {
	n, cost := len(values), squaresWithin(values)
	all, best := cost(0, n), math.Inf(1)
	for s := shortestSegment; s <= n-shortestSegment; s++ {
		if c := cost(0, s) + cost(s, n); c < best {
			at, best = s, c
		}
	}
	means := segmentMeans(values, []int{at})
	rest := func(i int) float64 {
		if i < at {
			return values[i] - means[0]
		}
		return values[i] - means[1]
	}
	var square, lagged float64
	for i := range values {
		r := rest(i)
		square += float64(r * r)
		if i > 0 {
			lagged += float64(r * rest(i-1))
		}
	}
	if square <= 1e-18*all { // nothing is left, or nothing was there
		if all == 0 {
			return at, nullSeries{}
		}
		return at, nullSeries{math.Inf(1), 0}
	}
	return at, nullSeries{(all - best) / square, lagged / square}
}

// p is the share of series without a break, the observed one among them, that gain
// as much.
func (f *BreakFinder) p(n int, is nullSeries) float64 {
	made := f.without(n)
	k := len(made) - 1
	for k > 0 && shareOf(made[k], func(s nullSeries) bool { return s.rest <= is.rest }) < restShare {
		k--
	}
	return (1 + float64(len(made[k]))*shareOf(made[k], func(s nullSeries) bool { return s.gain >= is.gain })) / float64(1+len(made[k]))
}

func shareOf(list []nullSeries, is func(nullSeries) bool) float64 {
	n := 0
	for _, s := range list {
		if is(s) {
			n++
		}
	}
	return float64(n) / float64(len(list))
}

// without gives what series of n values without a break show, by strength of
// autocorrelation. Long ones are taken to be like those of a round length below.
func (f *BreakFinder) without(n int) [][]nullSeries {
	switch {
	case n > 200:
		n -= n % 50
	case n > 40:
		n -= n % 10
	}
	f.lock.Lock()
	once := f.of[n]
	if once == nil {
		once = &sync.Once{}
		f.of[n] = once
	}
	f.lock.Unlock()
	once.Do(func() {
		made := make([][]nullSeries, len(breakPhis))
		src, series := NewStream(f.seed, "breaks", fmt.Sprint(n)), make([]float64, n)
		for range f.draws {
			noise := make([]float64, n)
			for i := range noise {
				noise[i] = src.NormFloat64()
			}
			for k, phi := range breakPhis { // on the same noise
				series[0] = noise[0] / math.Sqrt(1-phi*phi)
				for i := 1; i < n; i++ {
					series[i] = float64(phi*series[i-1]) + noise[i]
				}
				_, is := bestPart(series)
				made[k] = append(made[k], is)
			}
		}
		f.lock.Lock()
		f.null[n] = made
		f.lock.Unlock()
	})
	f.lock.Lock()
	defer f.lock.Unlock()
	return f.null[n]
}

// squaresWithin returns the sum of squares about the mean of values[s:t], from
// running sums of centred values.
func squaresWithin(values []float64) func(s, t int) float64 {
	sum, square := make([]float64, len(values)+1), make([]float64, len(values)+1)
	centre := values[0]
	for i, v := range values {
		sum[i+1] = sum[i] + (v - centre)
		square[i+1] = square[i] + float64((v-centre)*(v-centre))
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
