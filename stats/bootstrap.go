package stats

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// moments is what one cluster adds to the sums of a draw: its deviation and
// weight and, for the studentised draw, their products.
type moments struct {
	dev, weight, devDev, devWeight, weightWeight float64
}

// resampler draws clusters with replacement from sums made beforehand: one
// draw costs one addition per cluster and allocates nothing.
type resampler struct {
	clusters []cluster
	devs     []float64 // the deviations alone, where all weights are equal
	weight   float64   // the sum of weights
	bits     splitMix
}

// newResampler takes its random state from src.
func newResampler(s sample, src *rand.Rand) *resampler {
	r := &resampler{clusters: s.clusters, weight: s.weight, bits: splitMix(src.Uint64())}
	for _, c := range s.clusters {
		if c.weight != s.clusters[0].weight {
			return r
		}
	}
	for _, c := range s.clusters {
		r.devs = append(r.devs, c.dev)
	}
	return r
}

// splitMix is the generator SplitMix64 (Steele, Lea and Flood 2014, OOPSLA),
// small enough to be part of the loops that draw, and started from a stream.
type splitMix uint64

func (s *splitMix) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// index picks two of n clusters from one 64-bit output by multiplication; the
// bias of that is below n/2³².
func index(bits, n uint64) (i, j uint64) {
	return (bits >> 32) * n >> 32, (bits & math.MaxUint32) * n >> 32
}

// shift returns how far the mean of one draw lies from the sample's mean.
func (r *resampler) shift() float64 {
	if r.devs != nil {
		return r.evenShift()
	}
	var dev, weight float64
	n, bits := len(r.clusters), r.bits
	for k := 0; k < n; k += 2 {
		i, j := index(bits.next(), uint64(n))
		dev += r.clusters[i].dev
		weight += r.clusters[i].weight
		if k+1 < n {
			dev += r.clusters[j].dev
			weight += r.clusters[j].weight
		}
	}
	r.bits = bits
	return dev / weight
}

// evenShift is shift where all clusters have one weight.
func (r *resampler) evenShift() float64 {
	dev, n, bits := 0.0, len(r.devs), r.bits
	for k := 1; k < n; k += 2 {
		i, j := index(bits.next(), uint64(n))
		dev += r.devs[i] + r.devs[j]
	}
	if n%2 == 1 {
		i, _ := index(bits.next(), uint64(n))
		dev += r.devs[i]
	}
	r.bits = bits
	return dev / r.weight
}

// moments returns the sums over one draw.
func (r *resampler) moments() moments {
	var m moments
	n := len(r.clusters)
	for k := 0; k < n; k += 2 {
		i, j := index(r.bits.next(), uint64(n))
		m.add(r.clusters[i])
		if k+1 < n {
			m.add(r.clusters[j])
		}
	}
	return m
}

func (m *moments) add(c cluster) {
	m.dev += c.dev
	m.weight += c.weight
	m.devDev += c.dev * c.dev
	m.devWeight += c.dev * c.weight
	m.weightWeight += c.weight * c.weight
}

// studentised is the shift of a draw over its own standard error (CR1). A draw
// without variation is infinitely far out on the side of its shift.
func (m moments) studentised(n float64) float64 {
	d := m.dev / m.weight
	ss := m.devDev - 2*d*m.devWeight + d*d*m.weightWeight
	switch {
	case ss > 1e-12*m.devDev:
		return d * m.weight / math.Sqrt(ss*n/(n-1))
	case math.Abs(d)*m.weight <= 1e-12*math.Sqrt(m.devDev*n):
		return 0
	default:
		return math.Copysign(math.Inf(1), d)
	}
}

// bootstrap fills in the interval of the method that e.Method names.
func (e *Estimate) bootstrap(s sample, rule Rule, src *rand.Rand) {
	r := newResampler(s, src)
	draws := make([]float64, rule.Draws)
	e.Draws = rule.Draws
	tail := (1 - rule.Level) / 2
	switch e.Method {
	case MethodBootstrapT:
		e.bootstrapT(s, r, draws, tail)
		return
	case MethodOuter:
		e.outer(s, r, draws, tail)
		return
	}
	for b := range draws {
		draws[b] = r.shift()
	}
	lo, hi := e.tails(s, draws, tail)
	e.Low, e.High = e.Mean+selectQuantile(draws, lo), e.Mean+selectQuantile(draws, hi)
}

// tails are the probabilities whose quantiles end the interval.
func (e *Estimate) tails(s sample, draws []float64, tail float64) (lo, hi float64) {
	if e.Method == MethodExpanded {
		lo = e.reached(expandedTail(tail, e.EffectiveClusters), e.levelOfTail)
		return lo, 1 - lo
	}
	lo = e.reached(tail, levelOfPlainTail)
	if e.Method != MethodBCa {
		return lo, 1 - lo
	}
	lo, hi = bcaTails(s.clusters, draws, lo)
	if min(lo, 1-hi) < 1/float64(e.Draws+1) && !slices.Contains(e.Warnings, WarnFewDraws) {
		e.Warnings = append(e.Warnings, WarnFewDraws)
	}
	return lo, hi
}

// reached is the tail that the draws can reach, at least one rank from the
// end; where it is not the one asked for, the level is set to what is left.
func (e *Estimate) reached(tail float64, level func(tail float64) float64) float64 {
	least := 1 / float64(e.Draws+1)
	if tail >= least {
		return tail
	}
	e.Level = level(least)
	e.Warnings = append(e.Warnings, WarnFewDraws)
	return least
}

func levelOfPlainTail(tail float64) float64 { return 1 - 2*tail }

// levelOfTail is the inverse of expandedTail.
func (e *Estimate) levelOfTail(tail float64) float64 {
	n := max(e.EffectiveClusters, 2)
	t := distuv.UnitNormal.Quantile(tail) / math.Sqrt(n/(n-1))
	return 1 - 2*studentT(n-1).CDF(t)
}

// expandedTail widens the tail of a percentile interval so that for a mean of
// n values it has the width of the t interval: the t quantile in place of the
// normal one, and √(n/(n-1)) since a bootstrap's variance divides by n.
func expandedTail(tail, n float64) float64 {
	n = max(n, 2)
	return distuv.UnitNormal.CDF(tQuantile(tail, n-1) * math.Sqrt(n/(n-1)))
}

func (e *Estimate) bootstrapT(s sample, r *resampler, ts []float64, tail float64) {
	n := float64(len(r.clusters))
	for b := range ts {
		ts[b] = r.moments().studentised(n)
	}
	slices.Sort(ts)
	reach := e.reached(tail, levelOfPlainTail)
	lo, hi := quantile(ts, reach), quantile(ts, 1-reach)
	if !finite(lo) || !finite(hi) {
		e.Method, e.Level, e.Draws = MethodT, 1-2*tail, 0
		e.Warnings = append(slices.DeleteFunc(e.Warnings,
			func(w Warning) bool { return w == WarnFewDraws }), WarnDegenerateDraws)
		e.tInterval(e.Level)
		return
	}
	se := s.plainSE()
	e.Low, e.High = e.Mean-hi*se, e.Mean-lo*se
}

// outer is the studentised bootstrap drawn out to the t interval where that
// reaches farther; where the bootstrap gives none, it is the t interval.
func (e *Estimate) outer(s sample, r *resampler, ts []float64, tail float64) {
	e.bootstrapT(s, r, ts, tail)
	if e.Method == MethodT {
		return
	}
	low, high := e.Low, e.High
	e.tInterval(e.Level)
	e.Low, e.High = min(low, e.Low), max(high, e.High)
}

// bcaTails returns the adjusted probabilities of Efron (1987). A draw equal to
// the estimate, but for rounding, counts half below it.
func bcaTails(clusters []cluster, draws []float64, tail float64) (lo, hi float64) {
	below, n := 0.0, float64(len(draws))
	near := 1e-9 * max(math.Abs(slices.Min(draws)), math.Abs(slices.Max(draws)))
	for _, d := range draws {
		if d < -near {
			below++
		} else if d <= near {
			below += 0.5
		}
	}
	below = min(max(below, 0.5), n-0.5)
	z0 := distuv.UnitNormal.Quantile(below / n)
	a := acceleration(clusters)
	adjust := func(p float64) float64 {
		z := z0 + distuv.UnitNormal.Quantile(p)
		return distuv.UnitNormal.CDF(z0 + z/(1-a*z))
	}
	return adjust(tail), adjust(1 - tail)
}

// acceleration is a sixth of the skewness of the jackknife over clusters.
func acceleration(clusters []cluster) float64 {
	var w, mean, s2, s3 float64
	for _, c := range clusters {
		w += c.weight
	}
	jack := make([]float64, len(clusters))
	for i, c := range clusters {
		jack[i] = -c.dev / (w - c.weight)
		mean += jack[i] / float64(len(clusters))
	}
	for _, j := range jack {
		d := mean - j
		s2 += d * d
		s3 += d * d * d
	}
	if s2 == 0 {
		return 0
	}
	return s3 / (6 * math.Pow(s2, 1.5))
}

// quantile is the p quantile of sorted values at rank (n+1)p with linear
// interpolation (type 6 of Hyndman and Fan 1996), at most the extreme values.
func quantile(sorted []float64, p float64) float64 {
	n := len(sorted)
	h := p * float64(n+1)
	i := int(math.Floor(h))
	switch {
	case i < 1:
		return sorted[0]
	case i >= n:
		return sorted[n-1]
	}
	f := h - float64(i)
	if f == 0 {
		return sorted[i-1]
	}
	return sorted[i-1] + f*(sorted[i]-sorted[i-1])
}

// selectQuantile is quantile of values in any order, which it moves about: it
// brings the two ranks needed to their places and leaves the rest unsorted.
func selectQuantile(values []float64, p float64) float64 {
	n := len(values)
	i := min(max(int(math.Floor(p*float64(n+1))), 1), n)
	placeRank(values, i-1)
	if i < n {
		k := i
		for j := i; j < n; j++ {
			if values[j] < values[k] {
				k = j
			}
		}
		values[i], values[k] = values[k], values[i]
	}
	return quantile(values, p)
}

// placeRank moves values about so that the one of rank k (from 0) is in place,
// those before it are not larger and those after it not smaller (Hoare 1961,
// Algorithm 65, with the middle one of three as pivot).
func placeRank(values []float64, k int) {
	lo, hi := 0, len(values)-1
	for lo < hi {
		a, b, c := values[lo], values[lo+(hi-lo)/2], values[hi]
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := lo, hi
		for i <= j {
			for values[i] < pivot {
				i++
			}
			for pivot < values[j] {
				j--
			}
			if i <= j {
				values[i], values[j] = values[j], values[i]
				i++
				j--
			}
		}
		switch {
		case k <= j:
			hi = j
		case k >= i:
			lo = i
		default:
			return
		}
	}
}
