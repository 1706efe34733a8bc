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

func (m *moments) add(o moments) {
	m.dev += o.dev
	m.weight += o.weight
	m.devDev += o.devDev
	m.devWeight += o.devWeight
	m.weightWeight += o.weightWeight
}

// resampler draws clusters with replacement from sums made beforehand: one
// draw costs one addition per cluster and allocates nothing.
type resampler struct {
	moments []moments
	src     *rand.Rand
}

func newResampler(clusters []cluster, src *rand.Rand) *resampler {
	r := &resampler{moments: make([]moments, len(clusters)), src: src}
	for i, c := range clusters {
		r.moments[i] = moments{c.dev, c.weight, c.dev * c.dev, c.dev * c.weight, c.weight * c.weight}
	}
	return r
}

// draw returns the sums over one resample of as many clusters as there are.
// Each 64-bit output gives two indices by multiplication; the bias of that is
// below clusters/2³².
func (r *resampler) draw() moments {
	var sum moments
	n := uint64(len(r.moments))
	for i := uint64(0); i < n; i += 2 {
		bits := r.src.Uint64()
		sum.add(r.moments[bits>>32*n>>32])
		if i+1 < n {
			sum.add(r.moments[bits&math.MaxUint32*n>>32])
		}
	}
	return sum
}

// shift is how far the mean of a draw lies from the sample's mean.
func (m moments) shift() float64 { return m.dev / m.weight }

// se is the cluster-robust standard error within a draw of n clusters.
func (m moments) se(n float64) float64 {
	d := m.shift()
	ss := m.devDev - 2*d*m.devWeight + d*d*m.weightWeight
	return math.Sqrt(max(ss, 0)*n/(n-1)) / m.weight
}

// bootstrap fills in the interval of the method that e.Method names.
func (e *Estimate) bootstrap(s sample, rule Rule, src *rand.Rand) {
	e.Draws = rule.Draws
	r := newResampler(s.clusters, src)
	draws := make([]float64, rule.Draws)
	tail := (1 - rule.Level) / 2
	switch e.Method {
	case MethodBootstrapT:
		e.studentised(r, draws, tail)
	case MethodBCa:
		r.shifts(draws)
		lo, hi := bcaTails(s.clusters, draws, tail)
		e.fromShifts(draws, lo, hi)
	default:
		r.shifts(draws)
		lo := expandedTail(tail, len(s.clusters))
		e.fromShifts(draws, lo, 1-lo)
	}
}

func (r *resampler) shifts(out []float64) {
	for b := range out {
		out[b] = r.draw().shift()
	}
	slices.Sort(out)
}

func (e *Estimate) fromShifts(sorted []float64, lo, hi float64) {
	e.Low, e.High = e.Mean+quantile(sorted, lo), e.Mean+quantile(sorted, hi)
}

// expandedTail widens the tail of a percentile interval so that for a mean of
// n values it has the width of the t interval (Hesterberg 2015, §5.3).
func expandedTail(tail float64, n int) float64 {
	g := float64(n)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: g - 1}.Quantile(tail)
	return distuv.UnitNormal.CDF(t * math.Sqrt(g/(g-1)))
}

func (e *Estimate) studentised(r *resampler, ts []float64, tail float64) {
	n := float64(len(r.moments))
	for b := range ts {
		m := r.draw()
		ts[b] = m.shift() / m.se(n)
		if math.IsNaN(ts[b]) {
			ts[b] = 0
		}
	}
	slices.Sort(ts)
	e.Low, e.High = e.Mean-quantile(ts, 1-tail)*e.SE, e.Mean-quantile(ts, tail)*e.SE
}

// bcaTails returns the adjusted probabilities of Efron (1987), with the
// acceleration from the jackknife over clusters.
func bcaTails(clusters []cluster, sorted []float64, tail float64) (lo, hi float64) {
	norm := distuv.UnitNormal
	below := 0.0
	for _, d := range sorted {
		switch {
		case d < 0:
			below++
		case d == 0:
			below += 0.5
		}
	}
	z0 := norm.Quantile(below / float64(len(sorted)))
	a := acceleration(clusters)
	adj := func(p float64) float64 {
		z := z0 + norm.Quantile(p)
		return norm.CDF(z0 + z/(1-a*z))
	}
	return adj(tail), adj(1 - tail)
}

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
