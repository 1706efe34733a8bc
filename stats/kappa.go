package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Weighting is how much of an agreement two different codes are worth.
type Weighting string

// The weightings. Linear and Quadratic use the codes as numbers; OrdinalRank
// uses only their order (Gwet 2014, §3.5).
const (
	Identity    Weighting = "identity"
	Linear      Weighting = "linear"
	Quadratic   Weighting = "quadratic"
	OrdinalRank Weighting = "ordinal"
)

// matrix returns the weights of all pairs of categories, row by row, from 0 to
// 1.
func (w Weighting) matrix(categories []float64) ([]float64, error) {
	k := len(categories)
	out := make([]float64, k*k)
	for a := range k {
		for b := range k {
			far, span := math.Abs(categories[a]-categories[b]), categories[k-1]-categories[0]
			steps, most := math.Abs(float64(a-b)), float64(k-1)
			switch {
			case a == b:
				out[a*k+b] = 1
			case w == Identity:
			case w == Linear:
				out[a*k+b] = 1 - far/span
			case w == Quadratic:
				out[a*k+b] = 1 - far*far/(span*span)
			case w == OrdinalRank:
				out[a*k+b] = 1 - steps*(steps+1)/(most*(most+1))
			}
		}
	}
	switch w {
	case Identity, Linear, Quadratic, OrdinalRank:
		return out, nil
	}
	return nil, fmt.Errorf("stats: weighting %q is not identity, linear, quadratic or ordinal", string(w))
}

// Percent is the share of agreeing pairs of codes, averaged over items with two
// codes or more. It makes no allowance for chance: with one common category it
// is high whatever the coders do, and should not stand alone.
func Percent(c Coding, rule Rule, src *rand.Rand) (Agreement, error) {
	return byItems("percent", c, Identity, nil, rule, src,
		func([]float64, []float64) float64 { return math.NaN() })
}

// FleissKappa corrects for the agreement of coders who draw from the common
// distribution of categories (Fleiss 1971, Psychol. Bull. 76), for any number
// of coders and with missing codes in the way of Gwet (2014, Handbook of
// Inter-Rater Reliability, 4th ed., §2). Where one category is very common it is
// low although coders agree; GwetAC is less so. Missing codes, intervals and
// refusals are as for Alpha.
func FleissKappa(c Coding, rule Rule, src *rand.Rand) (Agreement, error) {
	return byItems("fleiss_kappa", c, Identity, nil, rule, src,
		func(shares, _ []float64) float64 {
			pe := 0.0
			for _, p := range shares {
				pe += p * p
			}
			return pe
		})
}

// GwetAC is Gwet's AC1 with the weighting Identity and AC2 with any other (Gwet
// 2008, Br. J. Math. Stat. Psychol. 61; 2014, Handbook, §5). It depends on the
// number of categories that could be used: scale names them all; nil takes
// those that were used. A code outside scale is an error. Missing codes,
// intervals and refusals are as for Alpha.
func GwetAC(c Coding, w Weighting, scale []float64, rule Rule, src *rand.Rand) (Agreement, error) {
	name := "gwet_ac2_" + string(w)
	if w == Identity {
		name = "gwet_ac1"
	}
	return byItems(name, c, w, scale, rule, src, func(shares, weights []float64) float64 {
		pe, k := 0.0, float64(len(shares))
		for _, p := range shares {
			pe += p * (1 - p)
		}
		return sumOf(weights) * pe / (k * (k - 1))
	})
}

// byItems computes a coefficient from the items' counts. The observed agreement
// is over items with two codes, the shares of categories over all with one.
func byItems(name string, c Coding, w Weighting, scale []float64, rule Rule, src *rand.Rand,
	chance func(shares, weights []float64) float64) (Agreement, error) {
	if err := c.check(); err != nil {
		return Agreement{}, err
	}
	categories, err := scaleOf(c, scale)
	if err != nil {
		return Agreement{}, err
	}
	weights, err := w.matrix(categories)
	if err != nil {
		return Agreement{}, err
	}
	counts := c.counts(categories)
	n, codes := pairable(counts)
	shares := make([]float64, len(categories))
	return agreement(name, len(counts), n, codes, rule, src, func(items []int) (float64, float64, float64) {
		pa := observedAgreement(counts, items, weights, shares)
		pe := chance(shares, weights)
		if name == "percent" {
			return pa, pe, pa
		}
		return pa, pe, corrected(pa, pe)
	})
}

// corrected is the share of the possible agreement beyond chance; it is not
// defined where chance alone gives full agreement.
func corrected(observed, expected float64) float64 {
	if 1-expected <= 1e-12 {
		return math.NaN()
	}
	return (observed - expected) / (1 - expected)
}

// scaleOf is the scale in order, or the codes used where there is none.
func scaleOf(c Coding, scale []float64) ([]float64, error) {
	used := c.Categories()
	if scale == nil {
		return used, nil
	}
	if err := checkFinite("category", scale); err != nil {
		return nil, err
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(scale)))
	for _, x := range used {
		if _, ok := slices.BinarySearch(sorted, x); !ok {
			return nil, fmt.Errorf("stats: code %v is not in the scale %v", x, sorted)
		}
	}
	return sorted, nil
}

// observedAgreement is the mean over items of the weighted share of agreeing
// pairs; it fills shares with the mean share of each category.
func observedAgreement(counts [][]float64, items []int, weights, shares []float64) float64 {
	clear(shares)
	k, sum, pairs := len(shares), 0.0, 0.0
	for _, i := range items {
		n := sumOf(counts[i])
		agree := 0.0
		for a, x := range counts[i] {
			shares[a] += x / n / float64(len(items))
			if x == 0 {
				continue
			}
			near := 0.0
			for b, y := range counts[i] {
				near += weights[a*k+b] * y
			}
			agree += x * (near - 1)
		}
		if n >= 2 {
			sum += agree / (n * (n - 1))
			pairs++
		}
	}
	return sum / pairs
}

// CohenKappa is the kappa of two coders (Cohen 1960, Educ. Psychol. Meas. 20)
// and, with a weighting, his weighted kappa (1968, Psychol. Bull. 70): chance is
// that of two coders each with a distribution of their own. Items that only one
// of them coded have no part in it. Any other number of coders is an error.
// Intervals and refusals are as for Alpha.
func CohenKappa(c Coding, w Weighting, rule Rule, src *rand.Rand) (Agreement, error) {
	if err := c.check(); err != nil {
		return Agreement{}, err
	}
	pairs, err := twoCoders(c)
	if err != nil {
		return Agreement{}, err
	}
	categories := pairs.Categories()
	weights, err := w.matrix(categories)
	if err != nil {
		return Agreement{}, err
	}
	k, n := len(categories), len(pairs)
	places := make([][2]int, n)
	for i, p := range pairs {
		places[i][0], _ = slices.BinarySearch(categories, p[0])
		places[i][1], _ = slices.BinarySearch(categories, p[1])
	}
	left, right := make([]float64, k), make([]float64, k)
	return agreement("cohen_kappa_"+string(w), n, n, 2*n, rule, src, func(items []int) (float64, float64, float64) {
		clear(left)
		clear(right)
		pa, pe, one := 0.0, 0.0, 1/float64(len(items))
		for _, i := range items {
			a, b := places[i][0], places[i][1]
			pa += weights[a*k+b] * one
			left[a] += one
			right[b] += one
		}
		for a, x := range left {
			for b, y := range right {
				pe += weights[a*k+b] * x * y
			}
		}
		return pa, pe, corrected(pa, pe)
	})
}

// twoCoders returns the items that both coders coded, sorted.
func twoCoders(c Coding) (Coding, error) {
	var pairs Coding
	for _, row := range c {
		if len(row) != 2 {
			return nil, fmt.Errorf("stats: Cohen's kappa is for two coders, not %d", len(row))
		}
		if row[0] == row[0] && row[1] == row[1] {
			pairs = append(pairs, row)
		}
	}
	slices.SortFunc(pairs, func(a, b []float64) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	return pairs, nil
}
