package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Each cluster has a weight of its own in each draw, from a hash of the seed, its
// name and the number of the draw: neither measure, order, other clusters nor the
// machine that sums it has a part in it. Weights are Poisson with mean 1 (Hanley
// and MacGibbon 2006, Comput. Methods Programs Biomed. 83), which is the usual
// bootstrap but that the number of clusters drawn varies too.

// weightOf is the weight for each value of a byte. Of 256 bytes so many have the
// weights 0 to 5 that mean and variance are exactly 1, as of the Poisson
// distribution, whose shares these are but for rounding.
var weightOf = func() (table [256]float64) {
	i := 0
	for weight, bytes := range [6]int{94, 95, 46, 16, 4, 1} {
		for range bytes {
			table[i] = float64(weight)
			i++
		}
	}
	return table
}()

// clusterBits is the stream of random bits of one cluster: word k is a hash of
// the seed, the name and k.
type clusterBits uint64

func newClusterBits(seed uint64, name string) clusterBits {
	h := uint64(14695981039346656037) // FNV-1a
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return clusterBits(mix(mix(seed+increment) ^ h))
}

// increment and mix are those of the generator SplitMix64 (Steele, Lea and Flood
// 2014, OOPSLA).
const increment = 0x9e3779b97f4a7c15

func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (c clusterBits) word(k int) uint64 { return mix(uint64(c) + uint64(k+1)*increment) }

// weights fills in the cluster's weights in the draws from 0 on.
func (c clusterBits) weights(out []float64) {
	for b := 0; b < len(out); b += 8 {
		bits := c.word(b / 8)
		for i := range out[b:min(b+8, len(out))] {
			out[b+i] = weightOf[bits&255]
			bits >>= 8
		}
	}
}

// shifts returns for each draw how far its mean lies from the sample's: NaN where
// no cluster was drawn.
func (s sample) shifts(draws int, seed uint64) []float64 {
	dev, weight, times := make([]float64, draws), make([]float64, draws), make([]float64, draws)
	for _, c := range s.clusters {
		newClusterBits(seed, c.name).weights(times)
		for b, k := range times {
			dev[b] += float64(k * c.dev)
			weight[b] += float64(k * c.weight)
		}
	}
	for b := range dev {
		dev[b] /= weight[b] // 0 over 0 is NaN
	}
	return dev
}

// drawn leaves out the draws that hold nothing.
func drawn(shifts []float64) []float64 {
	return slices.DeleteFunc(shifts, math.IsNaN)
}

// bootstrap fills in the interval of the method that e.Method names.
func (e *Estimate) bootstrap(s sample, rule Rule, seed uint64) {
	draws := drawn(s.shifts(rule.drawsOf(len(s.clusters)), seed))
	if e.Draws = len(draws); e.Draws == 0 {
		e.Method, e.Level, e.Warnings = MethodNone, math.NaN(), append(e.Warnings, WarnFewDraws)
		return
	}
	lo, hi := e.tails(s, draws, (1-rule.Level)/2)
	e.Low, e.High = e.Mean+selectQuantile(draws, lo), e.Mean+selectQuantile(draws, hi)
}

// outer takes the outer ends of the t interval drawn out for skewness and, from
// SmallClusters on, of the expanded percentile interval.
func (e *Estimate) outer(s sample, rule Rule, seed uint64) {
	if e.SmallN {
		e.reach(s, rule.Level)
		return
	}
	if e.bootstrap(s, rule, seed); e.Method != MethodNone {
		low, high := e.Low, e.High
		e.reach(s, e.Level)
		e.Low, e.High = min(low, e.Low), max(high, e.High)
	}
}

// tails are the probabilities whose quantiles end the interval.
func (e *Estimate) tails(s sample, draws []float64, tail float64) (lo, hi float64) {
	if e.Method == MethodExpanded || e.Method == MethodOuter {
		lo = e.within(expandedTail(tail, e.EffectiveClusters), e.levelOfTail)
		return lo, 1 - lo
	}
	lo = e.within(tail, levelOfPlainTail)
	if e.Method != MethodBCa {
		return lo, 1 - lo
	}
	lo, hi = bcaTails(s.clusters, draws, lo)
	if min(lo, 1-hi) < 1/float64(e.Draws+1) && !slices.Contains(e.Warnings, WarnFewDraws) {
		e.Warnings = append(e.Warnings, WarnFewDraws)
	}
	return lo, hi
}

// within is the tail that the draws can reach, at least one rank from the
// end; where it is not the one asked for, the level is set to what is left.
func (e *Estimate) within(tail float64, level func(tail float64) float64) float64 {
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
	return 1 - 2*studentT(max(e.EffectiveClusters-1, 1)).CDF(normalQuantile(tail))
}

// expandedTail widens the tail of a percentile interval as the t quantile is wider
// than the normal one. That a bootstrap's variance divides by n and not by n-1 is
// made good by the number of clusters drawn, which varies.
func expandedTail(tail, n float64) float64 {
	return distuv.UnitNormal.CDF(tQuantile(tail, n-1))
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
