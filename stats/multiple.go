package stats

import (
	"cmp"
	"fmt"
	"slices"
)

// Holm adjusts the p-values of one family so that the chance of any false
// positive in it is held (Holm 1979, Scand. J. Stat. 6). It holds under any
// dependence. The family is all the values given but the missing ones (NaN),
// which stay missing and do not count; the caller says in print which family
// that was. The result has the order of p and is in [0, 1]. A value outside
// [0, 1] is an error.
func Holm(p []float64) ([]float64, error) {
	return adjust(p, func(sorted []float64) {
		m, last := float64(len(sorted)), 0.0
		for i := range sorted {
			last = max(last, min(1, sorted[i]*(m-float64(i))))
			sorted[i] = last
		}
	})
}

// BenjaminiHochberg adjusts the p-values of one family so that the expected
// share of false ones among those found is held (Benjamini and Hochberg 1995,
// JRSS B 57): the q-values of the step-up procedure. It holds for independent
// and for positively dependent tests. The family, missing values and errors
// are as for Holm.
func BenjaminiHochberg(p []float64) ([]float64, error) {
	return adjust(p, func(sorted []float64) {
		m, last := float64(len(sorted)), 1.0
		for i := len(sorted) - 1; i >= 0; i-- {
			last = min(last, sorted[i]*m/float64(i+1))
			sorted[i] = last
		}
	})
}

// adjust applies step to the sorted present values and puts them back.
func adjust(p []float64, step func(sorted []float64)) ([]float64, error) {
	out := slices.Clone(p)
	var order []int
	for i, x := range p {
		switch {
		case x >= 0 && x <= 1:
			order = append(order, i)
		case x == x:
			return nil, fmt.Errorf("stats: p-value %d: %v is not between 0 and 1", i, x)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	sorted := make([]float64, len(order))
	for k, i := range order {
		sorted[k] = p[i]
	}
	step(sorted)
	for k, i := range order {
		out[i] = sorted[k]
	}
	return out, nil
}
