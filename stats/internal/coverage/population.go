package main

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// population draws samples of clusters and knows its true mean.
type population struct {
	name       string
	mean       float64
	contrasted bool // part of the table of contrasts too
	draw       func(src *rand.Rand, clusters int) []stats.Unit
}

type (
	sizer  func(src *rand.Rand) int
	valuer func(src *rand.Rand) float64
)

func populations() []population {
	middle := fivePoint{0.1, 0.2, 0.4, 0.2, 0.1}
	skewed := fivePoint{0.45, 0.25, 0.2, 0.07, 0.03}
	rare := fivePoint{0.04, 0.06, 0.85, 0.03, 0.02}
	return []population{
		{"normal, single", 0, false, clustered(single, 0, normal)},
		{"normal, some copies", 0, false, clustered(few, 0.8, normal)},
		{"normal, large stories", 0, false, clustered(many, 0, normal)},
		{"normal, many copies", 0, true, clustered(many, 0.8, normal)},
		{"exponential, some copies", 1, true, clustered(few, 0.8, exponential)},
		{"exponential, many copies", 1, false, clustered(many, 0.8, exponential)},
		{"five-point middle, some copies", middle.mean(), false, clustered(few, 0.8, middle.draw)},
		{"five-point middle, many copies", middle.mean(), false, clustered(many, 0.8, middle.draw)},
		{"five-point skewed, some copies", skewed.mean(), true, clustered(few, 0.8, skewed.draw)},
		{"five-point skewed, many copies", skewed.mean(), false, clustered(many, 0.8, skewed.draw)},
		{"five-point rare, single", rare.mean(), false, clustered(single, 0, rare.draw)},
		{"five-point rare, many copies", rare.mean(), true, clustered(many, 0.8, rare.draw)},
		agency.population("own stance, agency, by article", single, 0, true),
		agency.population("own stance, agency, by story", few, 0.5, false),
		daily.population("own stance, daily, by article", single, 0, false),
		daily.population("own stance, daily, by story", few, 0.5, true),
		opinion.population("own stance, opinion, by article", single, 0, false),
		opinion.population("own stance, opinion, by story", few, 0.5, true),
		mixed.population("own stance, all outlets, by story", few, 0.5, false),
		mixed.population("own stance, all outlets, by outlet", outlet, 0.15, true),
		portrayed.population("portrayal, by story", few, 0.5, true),
		portrayed.population("portrayal, by outlet", outlet, 0.15, false),
		dealings.population("relation, by story", few, 0.5, true),
		dealings.population("relation, by outlet", outlet, 0.15, false),
	}
}

// expected makes values of a normal score, as the means of an article's expected
// values are spread.
type expected func(score float64) float64

// The spreads follow those of 208 real articles: own stance of sources with little, some
// and much opinion, and of all together, half of them within 0.03 of 0 and one in
// fifty beyond -0.4; portrayal; and relation, which has two humps.
var (
	agency    expected = func(z float64) float64 { return -0.6 * logistic(-4+1.1*z) }
	daily     expected = func(z float64) float64 { return -0.6 * logistic(-3.3+1.4*z) }
	opinion   expected = func(z float64) float64 { return -0.6 * logistic(-1.6+1.5*z) }
	mixed     expected = func(z float64) float64 { return -0.6 * logistic(-3.1+1.9*z) }
	portrayed expected = func(z float64) float64 { return math.Tanh(-0.28 + 0.25*z) }
	dealings  expected = func(z float64) float64 { return math.Tanh(-0.15+0.6*z+0.9*math.Tanh(3*z+0.6)) * 0.9 }
)

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// mean is that over the normal distribution, by the trapezoid rule.
func (e expected) mean() float64 {
	sum, weight := 0.0, 0.0
	for z := -8.0; z <= 8; z += 0.001 {
		w := math.Exp(-z * z / 2)
		sum, weight = sum+w*e(z), weight+w
	}
	return sum / weight
}

// population clusters values whose normal scores are correlated within a cluster.
func (e expected) population(name string, size sizer, correlation float64, contrasted bool) population {
	return population{name, e.mean(), contrasted, func(src *rand.Rand, clusters int) []stats.Unit {
		var units []stats.Unit
		for c := range clusters {
			common := math.Sqrt(correlation) * src.NormFloat64()
			for range size(src) {
				z := common + math.Sqrt(1-correlation)*src.NormFloat64()
				units = append(units, stats.Unit{Cluster: strconv.Itoa(c), Value: e(z)})
			}
		}
		return units
	}}
}

// outlet is from one article to some sixty, half of the outlets below eight.
func outlet(src *rand.Rand) int { return 1 + int(math.Exp(2+src.NormFloat64()))%60 }

// clustered gives each cluster a size and a first value; each further unit
// copies it with the probability given, else has a value of its own.
func clustered(size sizer, copied float64, value valuer) func(*rand.Rand, int) []stats.Unit {
	return func(src *rand.Rand, clusters int) []stats.Unit {
		var units []stats.Unit
		for c := range clusters {
			name, first := strconv.Itoa(c), value(src)
			for i := range size(src) {
				x := first
				if i > 0 && src.Float64() >= copied {
					x = value(src)
				}
				units = append(units, stats.Unit{Cluster: name, Value: x})
			}
		}
		return units
	}
}

func single(*rand.Rand) int { return 1 }

// few is one plus a Poisson number with mean one.
func few(src *rand.Rand) int {
	n := 0
	for p := src.Float64(); p > math.Exp(-1); p *= src.Float64() {
		n++
	}
	return n + 1
}

// many is one for seven clusters in ten, else up to twelve.
func many(src *rand.Rand) int {
	if src.Float64() < 0.7 {
		return 1
	}
	n := 1
	for n < 12 && src.Float64() < 0.7 {
		n++
	}
	return n
}

func normal(src *rand.Rand) float64      { return src.NormFloat64() }
func exponential(src *rand.Rand) float64 { return src.ExpFloat64() }

// fivePoint holds the probabilities of -1, -0.5, 0, 0.5 and 1.
type fivePoint [5]float64

func (f fivePoint) mean() float64 {
	m := 0.0
	for i, p := range f {
		m += p * (float64(i)/2 - 1)
	}
	return m
}

func (f fivePoint) draw(src *rand.Rand) float64 {
	u := src.Float64()
	for i, p := range f {
		if u < p {
			return float64(i)/2 - 1
		}
		u -= p
	}
	return 1
}
