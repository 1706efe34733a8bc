package stats

import (
	"math"
	"math/rand/v2"
	"slices"
)

// ClusterInterval gives a bootstrap interval of any statistic of clusters,
// for those that are no mean (a macro-averaged F1, say): clusters are drawn
// with replacement, and statistic is called with how often each was drawn. It
// must not keep the slice. A draw for which it gives NaN does not count.
//
// The interval has plain quantiles (Efron 1979; Davison and Hinkley 1997,
// §5.3), which are too narrow below some 30 clusters; below rule.MinClusters
// there is none and both ends are NaN. It depends on the order of the clusters.
func ClusterInterval(clusters int, statistic func(times []int) float64, rule Rule, src *rand.Rand) (low, high float64, err error) {
	if err := rule.Validate(); err != nil {
		return math.NaN(), math.NaN(), err
	}
	if src == nil {
		return math.NaN(), math.NaN(), ErrNilSource
	}
	if clusters < rule.MinClusters {
		return math.NaN(), math.NaN(), nil
	}
	times := make([]int, clusters)
	draws := make([]float64, 0, rule.Draws)
	for range rule.Draws {
		clear(times)
		for range clusters {
			times[src.IntN(clusters)]++
		}
		if v := statistic(times); !math.IsNaN(v) {
			draws = append(draws, v)
		}
	}
	if len(draws) < 2 {
		return math.NaN(), math.NaN(), nil
	}
	slices.Sort(draws)
	tail := (1 - rule.Level) / 2
	return quantile(draws, tail), quantile(draws, 1-tail), nil
}
