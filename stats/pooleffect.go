package stats

import (
	"math"
	"slices"
	"sort"
)

// Effects are the sizes and plain tests of a difference over the means of clusters.
type Effects struct {
	G, Delta           Effect
	Welch, MannWhitney Test
}

// EffectsOf are those of two samples of independent values.
func EffectsOf(a, b []float64, level float64) (e Effects, err error) {
	if e.G, err = HedgesG(a, b, level); err != nil {
		return e, err
	}
	if e.Delta, err = CliffsDelta(a, b, level); err != nil {
		return e, err
	}
	if e.Welch, err = Welch(a, b); err != nil {
		return e, err
	}
	e.MannWhitney, err = MannWhitney(a, b)
	return e, err
}

// Effects are those of the i-th side against all others, over the plain means of clusters,
// missing with fewer than two of either.
func (p *Pool) Effects(i int, level float64) (e Effects, err error) {
	if p.err != nil {
		return e, p.err
	}
	if err := checkLevel(level); err != nil {
		return e, err
	}
	o := p.without(i)
	own := make([]float64, len(o.parts))
	for k := range o.parts {
		own[k] = o.parts[k].own.mean()
	}
	slices.Sort(own)
	if len(own) < 2 || o.clusters < 2 {
		return Effects{noEffect("hedges_g", WarnTooFew), noEffect("cliffs_delta", WarnTooFew), noTest("welch", WarnTooFew), noTest("mann_whitney", WarnTooFew)}, nil
	}
	a, b := momentsOf(own), o.described()
	if e.G, err = hedges(a, b, level); err != nil {
		return e, err
	}
	if e.Welch, err = welch(a, b); err != nil {
		return e, err
	}
	below := make([]float64, len(own)) // of the others' values below each of the side's
	u := 0.0
	for k, x := range own {
		below[k] = (float64(o.before(x)) + float64(o.upTo(x))) / 2
		u += below[k]
	}
	_, va := meanVariance(below)
	if e.Delta, err = cliffs(u/a.n, va, o.placed(own), a.n, b.n, level); err != nil {
		return e, err
	}
	e.MannWhitney, err = mannWhitney(u, a.n, b.n, o.tiesWith(own))
	return e, err
}

// before counts the others' values below x, upTo those that are not above it.
func (o *others) before(x float64) int {
	return sort.SearchFloat64s(o.means, x) - sort.SearchFloat64s(o.removed, x) + sort.SearchFloat64s(o.added, x)
}

func (o *others) upTo(x float64) int { return o.before(math.Nextafter(x, math.Inf(1))) }

// described is what the tests of means need of the others.
func (o *others) described() described {
	sum, squares := o.plain[0], o.plain[1]
	for k := range o.parts {
		y := o.all[o.parts[k].cluster].mean() - o.origin
		sum, squares = sum-y, squares-y*y
		if rest := o.parts[k].rest; rest.n > 0 {
			y := rest.mean() - o.origin
			sum, squares = sum+y, squares+y*y
		}
	}
	n := float64(o.clusters)
	d := described{mean: o.origin + sum/n, n: n}
	for _, x := range o.means { // the first that is not among the removed
		if first := o.before(x) == 0 && o.upTo(x) > 0; first {
			if o.upTo(x) == o.clusters {
				return described{mean: x, n: n} // all are equal
			}
			break
		}
	}
	d.variance = max(squares-sum*sum/n, 0) / (n - 1)
	return d
}

// placed is the variance of how many of the side's values lie below each of the others'.
func (o *others) placed(own []float64) float64 {
	var values, counts []float64
	last := 0
	add := func(value float64, upTo int) {
		if upTo > last {
			values, counts = append(values, value), append(counts, float64(upTo-last))
			last = upTo
		}
	}
	for from := 0; from < len(own); {
		to := from + 1
		for to < len(own) && own[to] == own[from] {
			to++
		}
		add(float64(from), o.before(own[from]))
		add(float64(from+to)/2, o.upTo(own[from]))
		from = to
	}
	add(float64(len(own)), o.clusters)
	mean := 0.0
	for k, v := range values {
		mean += counts[k] * v / float64(o.clusters)
	}
	ss := 0.0
	for k, v := range values {
		ss += counts[k] * (v - mean) * (v - mean)
	}
	return ss / float64(o.clusters-1)
}

// tiesWith is what ranks gives of the ties among the side's values and the others'.
func (o *others) tiesWith(own []float64) float64 {
	touched := slices.Concat(own, o.removed, o.added)
	slices.Sort(touched)
	ties := o.ties
	for _, x := range slices.Compact(touched) {
		up := math.Nextafter(x, math.Inf(1))
		of := func(sorted []float64) int { return sort.SearchFloat64s(sorted, up) - sort.SearchFloat64s(sorted, x) }
		was := of(o.means)
		ties += tied(was-of(o.removed)+of(o.added)+of(own)) - tied(was)
	}
	return ties
}
