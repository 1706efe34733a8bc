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
	}
}

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
