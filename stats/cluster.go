package stats

import (
	"cmp"
	"math"
	"slices"
)

// cluster is the sums of one cluster: of the weighted deviations from the
// overall mean, and of the weights. A mean over any resample of clusters needs
// no more than these.
type cluster struct {
	dev, weight float64
}

// sample is units made ready: sorted, with their mean and cluster sums.
type sample struct {
	units    []Unit // a sorted copy
	mean     float64
	weight   float64 // sum of weights
	clusters []cluster
}

// newSample sorts a copy of the units, so that nothing depends on the order
// of rows, and sums them by cluster. Clusters are put in order of their sums,
// so that nothing depends on their names either.
func newSample(units []Unit) sample {
	s := sample{units: slices.Clone(units)}
	slices.SortFunc(s.units, func(a, b Unit) int {
		return cmp.Or(cmp.Compare(a.Cluster, b.Cluster), compareFloats(a.Value, b.Value),
			cmp.Compare(a.weight(), b.weight()))
	})
	s.mean, s.weight = weightedMean(s.units)
	last := ""
	for i, u := range s.units {
		if i == 0 || u.Cluster != last {
			s.clusters, last = append(s.clusters, cluster{}), u.Cluster
		}
		c := &s.clusters[len(s.clusters)-1]
		c.dev += u.weight() * (u.Value - s.mean)
		c.weight += u.weight()
	}
	slices.SortFunc(s.clusters, func(a, b cluster) int {
		return cmp.Or(cmp.Compare(a.dev, b.dev), cmp.Compare(a.weight, b.weight))
	})
	return s
}

// weightedMean sums the deviations from a first value, so that equal values
// give exactly that value.
func weightedMean(units []Unit) (mean, weight float64) {
	if len(units) == 0 {
		return math.NaN(), 0
	}
	origin, sum := units[0].Value, 0.0
	for _, u := range units {
		sum += u.weight() * (u.Value - origin)
		weight += u.weight()
	}
	return origin + sum/weight, weight
}

func compareFloats(a, b float64) int { return cmp.Compare(a, b) }
