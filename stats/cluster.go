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
	name        string
	dev, weight float64
}

// sample is units made ready: sorted, with their mean and cluster sums.
type sample struct {
	units    []Unit // a sorted copy
	mean     float64
	median   float64
	weight   float64 // sum of weights
	clusters []cluster
}

// newSample sorts a copy of the units, so that nothing depends on the order
// of rows, and sums them by cluster. Clusters are put in order of their sums.
func newSample(units []Unit) sample {
	s := sample{units: slices.Clone(units)}
	slices.SortFunc(s.units, func(a, b Unit) int {
		if c := cmp.Compare(a.Value, b.Value); c != 0 {
			return c // what follows is seldom needed
		}
		return cmp.Or(cmp.Compare(a.weight(), b.weight()), cmp.Compare(a.Cluster, b.Cluster))
	})
	s.mean, s.weight = weightedMean(s.units)
	s.median = weightedMedian(s.units, s.weight)
	index := map[string]int{}
	for _, u := range s.units {
		i, ok := index[u.Cluster]
		if !ok {
			i = len(s.clusters)
			index[u.Cluster] = i
			s.clusters = append(s.clusters, cluster{name: u.Cluster})
		}
		s.clusters[i].dev += u.weight() * (u.Value - s.mean)
		s.clusters[i].weight += u.weight()
	}
	slices.SortFunc(s.clusters, func(a, b cluster) int {
		if c := cmp.Compare(a.dev, b.dev); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(a.weight, b.weight), cmp.Compare(a.name, b.name))
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

// weightedMedian is the value at half the weight of sorted units; where the
// half falls between two values it is their midpoint, so that equal weights
// give the usual median.
func weightedMedian(sorted []Unit, weight float64) float64 {
	sum := 0.0
	for i, u := range sorted {
		sum += u.weight()
		d := sum - weight/2
		if math.Abs(d) <= 1e-12*weight && i+1 < len(sorted) {
			return u.Value + (sorted[i+1].Value-u.Value)/2
		}
		if d > 0 {
			return u.Value
		}
	}
	return math.NaN()
}

// sd is the sample standard deviation with reliability weights: the sum of
// squares over W - Σw²/W, which is n-1 for equal weights.
func (s sample) sd() float64 {
	if len(s.units) < 2 {
		return math.NaN()
	}
	var ss, ww float64
	for _, u := range s.units {
		d, w := u.Value-s.mean, u.weight()
		ss += w * d * d
		ww += w * w
	}
	return math.Sqrt(ss / (s.weight - ww/s.weight))
}

// se is the cluster-robust standard error CR2 of the mean: the root of
// Σ dev²/(1-h) over W, with h the cluster's share of the weight. For clusters
// of one unit of equal weight it is SD/√n. NaN below two clusters.
func (s sample) se() float64 {
	if len(s.clusters) < 2 {
		return math.NaN()
	}
	var ss float64
	for _, c := range s.clusters {
		ss += c.dev * c.dev / (1 - c.weight/s.weight)
	}
	return math.Sqrt(ss) / s.weight
}

// skew is the skewness of the mean times its standard error.
func (s sample) skew() float64 {
	var s2, s3 float64
	for _, c := range s.clusters {
		s2 += c.dev * c.dev
		s3 += c.dev * c.dev * c.dev
	}
	return skewOf(s2/s.weight/s.weight, s3/s.weight/s.weight/s.weight, s.effective())
}

// skewOf is the skewness of a sum times its standard error, from the sums of squares
// and of cubes of its n parts. A sample shows too little of a large skewness and takes
// chance for a small one: it is made larger the fewer parts there are (by trial, on the
// populations of internal/coverage), and is nearly left out where it is below its own
// error √(6/n).
func skewOf(s2, s3, n float64) float64 {
	k := s3 / s2 * math.Sqrt(n/s2)
	return (1 + 15/n) * k * k / (k*k + 6/n) * s3 / s2 * n / max(n-2, 2)
}

// reached is how far an interval reaches on the side of the long tail: the end of the t
// interval that is moved for skewness (Johnson 1978, JASA 73).
func reached(t, se, skew float64) float64 { return t*se + math.Abs(skew)*(1+2*t*t)/6 }

// effective is the number of equal clusters as informative as these.
func (s sample) effective() float64 {
	var ww float64
	for _, c := range s.clusters {
		ww += (c.weight / s.weight) * (c.weight / s.weight)
	}
	return 1 / ww
}

// constant says whether no cluster's mean differs from the overall mean by
// more than rounding.
func (s sample) constant() bool {
	scale := 0.0
	for _, u := range s.units {
		scale = max(scale, math.Abs(u.Value-s.mean))
	}
	for _, c := range s.clusters {
		if math.Abs(c.dev) > 1e-12*scale*c.weight {
			return false
		}
	}
	return true
}

// different counts the clusters whose mean is not the most common one; where
// no two have the same mean, that is all of them.
func (s sample) different() int {
	means := make([]float64, len(s.clusters))
	for i, c := range s.clusters {
		means[i] = c.dev / c.weight
	}
	slices.Sort(means)
	near := 1e-12 * (means[len(means)-1] - means[0])
	most, run := 0, 0
	for i, m := range means {
		if i > 0 && m-means[i-1] > near {
			run = 0
		}
		run++
		most = max(most, run)
	}
	if most == 1 {
		return len(means)
	}
	return len(means) - most
}

// dominated says whether one cluster carries at least half the weight.
func (s sample) dominated() bool {
	for _, c := range s.clusters {
		if 2*c.weight >= s.weight {
			return true
		}
	}
	return false
}
