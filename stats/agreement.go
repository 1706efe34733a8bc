package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Coding holds codes as Coding[item][coder]; NaN is a code not given. All rows
// have the same length. Nominal codes are any numbers, one for each label.
type Coding [][]float64

// Agreement is a coefficient of agreement with its interval from resampled
// items. NaN means missing: a coefficient that cannot be computed is never 1.
type Agreement struct {
	// Name says which coefficient, with its metric or weights.
	Name string
	// Value is the coefficient: 1 is perfect agreement, 0 agreement as by
	// chance (but for percent).
	Value float64
	// Observed and Expected are the agreement found and that expected by
	// chance; for alpha the two disagreements. Expected is missing for percent.
	Observed, Expected float64
	// Items counts the items with two codes or more, Codes the codes in them.
	Items, Codes int
	// Low and High are the ends of the percentile interval at Level.
	Low, High, Level float64
	Method           Method
	Draws            int
	SmallN           bool
	Warnings         []Warning
}

// check reports ragged rows and infinite codes.
func (c Coding) check() error {
	for i, row := range c {
		if len(row) != len(c[0]) {
			return fmt.Errorf("stats: item %d has %d coders, item 0 has %d", i, len(row), len(c[0]))
		}
		for j, x := range row {
			if math.IsInf(x, 0) {
				return fmt.Errorf("stats: item %d, coder %d: code %v: %w", i, j, x, ErrNotFinite)
			}
		}
	}
	return nil
}

// Binary recodes one category to 1 and all others to 0, for the agreement on
// that category alone; missing codes stay missing.
func (c Coding) Binary(category float64) Coding {
	out := make(Coding, len(c))
	for i, row := range c {
		out[i] = slices.Clone(row)
		for j, x := range row {
			switch {
			case x == category:
				out[i][j] = 1
			case x == x:
				out[i][j] = 0
			}
		}
	}
	return out
}

// Categories returns the codes given, in order.
func (c Coding) Categories() []float64 {
	var out []float64
	for _, row := range c {
		for _, x := range row {
			if x == x {
				out = append(out, x)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// counts is how often each item got each category; items without a code are
// left out, and the items sorted so that the order of rows has no part.
func (c Coding) counts(categories []float64) [][]float64 {
	var out [][]float64
	for _, row := range c {
		item, any := make([]float64, len(categories)), false
		for _, x := range row {
			if k, ok := slices.BinarySearch(categories, x); ok {
				item[k]++
				any = true
			}
		}
		if any {
			out = append(out, item)
		}
	}
	slices.SortFunc(out, slices.Compare)
	return out
}

func sumOf(values []float64) float64 {
	s := 0.0
	for _, v := range values {
		s += v
	}
	return s
}

// coefficient computes observed, expected and the value over chosen items.
type coefficient func(items []int) (observed, expected, value float64)

// agreement fills in a coefficient over n items, of which those with two codes
// or more are pairable, and its bootstrap interval.
func agreement(name string, n, pairable, codes int, rule Rule, src *rand.Rand, f coefficient) (Agreement, error) {
	nan := math.NaN()
	a := Agreement{Name: name, Value: nan, Observed: nan, Expected: nan, Low: nan, High: nan,
		Level: nan, Method: MethodNone, Items: pairable, Codes: codes}
	if src == nil {
		return a, ErrNilSource
	}
	if err := rule.Validate(); err != nil {
		return a, err
	}
	if pairable == 0 {
		a.Warnings = []Warning{WarnNotComputable}
		return a, nil
	}
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	a.Observed, a.Expected, a.Value = f(all)
	a.Observed, a.Expected = orMissing(a.Observed), orMissing(a.Expected)
	a.SmallN = pairable < rule.SmallClusters
	switch {
	case !finite(a.Value):
		a.Value = nan
		a.Warnings = append(a.Warnings, WarnNoVariation)
	case pairable < rule.MinClusters:
		a.Warnings = append(a.Warnings, WarnTooFew)
	default:
		if a.SmallN {
			a.Warnings = append(a.Warnings, WarnSmallN)
		}
		a.bootstrap(all, rule, src, f)
	}
	return a, nil
}

// orMissing is x, or NaN where x is infinite.
func orMissing(x float64) float64 {
	if math.IsInf(x, 0) {
		return math.NaN()
	}
	return x
}

// bootstrap resamples items; draws in which the coefficient is not defined are
// left out and warned of.
func (a *Agreement) bootstrap(items []int, rule Rule, src *rand.Rand, f coefficient) {
	draws := make([]float64, 0, rule.Draws)
	n := len(items)
	for range rule.Draws {
		for i := range items {
			items[i] = src.IntN(n)
		}
		if _, _, v := f(items); finite(v) {
			draws = append(draws, v)
		}
	}
	if len(draws) < rule.Draws {
		a.Warnings = append(a.Warnings, WarnDegenerateDraws)
	}
	if 2*len(draws) < rule.Draws {
		return
	}
	slices.Sort(draws)
	tail, least := (1-rule.Level)/2, 1/float64(len(draws)+1)
	if tail < least {
		tail = least
		a.Warnings = append(a.Warnings, WarnFewDraws)
	}
	a.Method, a.Draws, a.Level = MethodPercentile, len(draws), 1-2*tail
	a.Low, a.High = quantile(draws, tail), quantile(draws, 1-tail)
}

// pairable counts the items with two codes or more, and the codes in them.
func pairable(counts [][]float64) (items, codes int) {
	for _, item := range counts {
		if n := int(sumOf(item)); n >= 2 {
			items++
			codes += n
		}
	}
	return items, codes
}
