package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// outerContrast draws the interval of a difference out to the farthest of the
// expanded percentile bootstrap, the studentised bootstrap and, with few
// clusters, the t interval, and takes the largest of their p-values, so that
// the two agree. Where the studentised bootstrap has no end it has no part.
func outerContrast(a, b []Unit, rule Rule, src *rand.Rand) (Difference, error) {
	return contrast(a, b, rule, src, func(d *Difference, j joint) {
		shifts, ts := make([]float64, rule.Draws), make([]float64, rule.Draws)
		for i := range ts {
			shifts[i], ts[i] = j.studentised(src)
		}
		slices.Sort(shifts)
		slices.Sort(ts)
		d.Draws = rule.Draws
		widen := d.SE / j.plainSE()
		d.P = d.bootstrapP(shifts, widen)
		d.bootstrapInterval(shifts, widen, rule.Level)
		if low, high := d.Low, d.High; d.SmallN {
			d.tInterval(d.Level)
			d.Low, d.High = min(low, d.Low), max(high, d.High)
			d.P = max(d.P, tTwoSided(d.Diff/d.SE, max(d.DF, 1)))
		}
		d.Method = MethodOuter
		d.studentise(j.plainSE(), ts)
	})
}

// studentise draws interval and p-value out to those of the sorted studentised
// draws, at the level that the interval has.
func (d *Difference) studentise(se float64, ts []float64) {
	tail := max((1-d.Level)/2, 1/float64(len(ts)+1))
	lo, hi := quantile(ts, tail), quantile(ts, 1-tail)
	if !finite(lo) || !finite(hi) {
		d.Warnings = append(d.Warnings, WarnDegenerateDraws)
		return
	}
	d.Low, d.High = min(d.Low, d.Diff-hi*se), max(d.High, d.Diff-lo*se)
	below := shareBelow(ts, d.Diff/se)
	d.P = max(d.P, 2*min(below, 1-below))
}

// products are the sums over the clusters of a draw from which the error of its
// difference follows.
type products struct {
	both
	aa, ab, bb       float64 // of the deviations
	aShareA, aShareB float64 // deviations of a with shares
	bShareA, bShareB float64 // deviations of b with shares
	shareAA, shareBB float64
	shareAB          float64
}

func (p *products) add(c both) {
	p.both.add(c)
	p.aa += c.devA * c.devA
	p.ab += c.devA * c.devB
	p.bb += c.devB * c.devB
	p.aShareA += c.devA * c.shareA
	p.aShareB += c.devA * c.shareB
	p.bShareA += c.devB * c.shareA
	p.bShareB += c.devB * c.shareB
	p.shareAA += c.shareA * c.shareA
	p.shareBB += c.shareB * c.shareB
	p.shareAB += c.shareA * c.shareB
}

// studentised gives the shift of one draw and the same over its own plain
// error. A draw without variation is infinitely far out on the side of its shift.
func (j joint) studentised(src *rand.Rand) (shift, t float64) {
	n := len(j.clusters)
	for {
		var p products
		for k := 0; k < n; k += 2 {
			x, y := index(src.Uint64(), uint64(n))
			p.add(j.clusters[x])
			if k+1 < n {
				p.add(j.clusters[y])
			}
		}
		if p.shareA > 0 && p.shareB > 0 {
			return p.t()
		}
	}
}

func (p *products) t() (shift, t float64) {
	ma, mb := p.devA/p.shareA, p.devB/p.shareB
	aa := p.aa - 2*ma*p.aShareA + ma*ma*p.shareAA
	bb := p.bb - 2*mb*p.bShareB + mb*mb*p.shareBB
	ab := p.ab - mb*p.aShareB - ma*p.bShareA + ma*mb*p.shareAB
	v := aa/(p.shareA*p.shareA) + bb/(p.shareB*p.shareB) - 2*ab/(p.shareA*p.shareB)
	scale := p.aa/(p.shareA*p.shareA) + p.bb/(p.shareB*p.shareB)
	shift = ma - mb
	switch {
	case v > 1e-12*scale:
		return shift, shift / math.Sqrt(v)
	case math.Abs(shift) <= 1e-12*math.Sqrt(scale):
		return shift, 0
	}
	return shift, math.Copysign(math.Inf(1), shift)
}
