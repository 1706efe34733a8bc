package stats

import (
	"fmt"
	"math/rand/v2"
)

// Metric is what counts as a difference between two codes in Krippendorff's
// alpha.
type Metric string

// The metrics of Krippendorff (2019).
const (
	Nominal  Metric = "nominal"  // different or not
	Ordinal  Metric = "ordinal"  // how many codes lie between
	Interval Metric = "interval" // squared difference
	Ratio    Metric = "ratio"    // squared difference over sum; codes not negative
)

// Alpha is Krippendorff's alpha (Krippendorff 2019, Content Analysis, 4th ed.,
// ch. 12): one less the observed over the expected disagreement, for any number
// of coders and with missing codes. Items with fewer than two codes have no
// part in it. The interval is the percentile interval over resampled items
// (Zapf and others 2016, BMC Med. Res. Methodol. 16), too narrow below some 30
// items.
//
// Where no item has two codes (disjoint coders) it is missing with the warning
// not_computable; where all codes are the same, with no_variation: it is then
// undefined and not 1. The ratio metric refuses negative codes. It compares all
// pairs of categories, which suits scales and not thousands of measurements.
func Alpha(c Coding, metric Metric, rule Rule, src *rand.Rand) (Agreement, error) {
	name := "alpha_" + string(metric)
	if err := c.check(); err != nil {
		return Agreement{}, err
	}
	categories := c.Categories()
	if err := metric.check(categories); err != nil {
		return Agreement{}, err
	}
	counts := c.counts(categories)
	items, codes := pairable(counts)
	k := len(categories)
	pairs, margins := make([]float64, k*k), make([]float64, k)
	return agreement(name, len(counts), items, codes, rule, src, func(items []int) (float64, float64, float64) {
		coincidences(counts, items, pairs, margins)
		do, de := metric.disagreement(categories, pairs, margins)
		return do, de, 1 - do/de
	})
}

// AlphaOfPairs is Krippendorff's alpha of two coders who both coded every item:
// counts[a*k+b] is how many items the one put into categories[a] and the other
// into categories[b], k being the number of categories, which rise. Counts may be
// weights; the correction for small samples takes their sum for the number of items.
// It is NaN where all codes are the same. The interval is the caller's (see
// ClusterInterval), who knows which items belong together.
func AlphaOfPairs(categories, counts []float64, metric Metric) float64 {
	k := len(categories)
	pairs, margins := make([]float64, k*k), make([]float64, k)
	for a := range k {
		for b := range k {
			n := counts[a*k+b]
			pairs[a*k+b] += n
			pairs[b*k+a] += n
			margins[a] += n
			margins[b] += n
		}
	}
	observed, expected := metric.disagreement(categories, pairs, margins)
	return orMissing(1 - observed/expected)
}

func (m Metric) check(categories []float64) error {
	switch m {
	case Nominal, Ordinal, Interval:
	case Ratio:
		if len(categories) > 0 && categories[0] < 0 {
			return fmt.Errorf("stats: ratio metric: code %v is negative", categories[0])
		}
	default:
		return fmt.Errorf("stats: metric %q is not nominal, ordinal, interval or ratio", string(m))
	}
	return nil
}

// coincidences fills pairs with the coincidence matrix and margins with its
// row sums.
func coincidences(counts [][]float64, items []int, pairs, margins []float64) {
	clear(pairs)
	clear(margins)
	k := len(margins)
	for _, i := range items {
		n := sumOf(counts[i])
		if n < 2 {
			continue
		}
		for a, x := range counts[i] {
			if x == 0 {
				continue
			}
			margins[a] += x
			for b, y := range counts[i] {
				if a == b {
					y--
				}
				pairs[a*k+b] += x * y / (n - 1)
			}
		}
	}
}

// disagreement returns the observed and expected disagreement.
func (m Metric) disagreement(categories, pairs, margins []float64) (observed, expected float64) {
	k, n := len(margins), sumOf(margins)
	for a := range k {
		between := margins[a] / 2
		for b := a + 1; b < k; b++ {
			between += margins[b] / 2
			d := m.delta(categories[a], categories[b], between)
			between += margins[b] / 2
			observed += 2 * pairs[a*k+b] * d / n
			expected += 2 * margins[a] * margins[b] * d / (n * (n - 1))
		}
	}
	return observed, expected
}

// delta is the squared difference of two codes; between is the number of codes
// from one to the other, each end counted half.
func (m Metric) delta(a, b, between float64) float64 {
	switch m {
	case Ordinal:
		return between * between
	case Interval:
		return (a - b) * (a - b)
	case Ratio:
		return (a - b) * (a - b) / ((a + b) * (a + b))
	}
	return 1
}
