package coding_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/coding"
)

// population makes n candidates of some sources and labels, of which some are
// much less sure than others.
func population(n int) []coding.Candidate {
	src := rand.New(rand.NewPCG(1, 2))
	out := make([]coding.Candidate, n)
	for i := range out {
		out[i] = coding.Candidate{Unit: coding.Unit{DocID: fmt.Sprint(i), Cluster: fmt.Sprint(i / 4)}, Unsure: math.Pow(src.Float64(), 3),
			Groups: []string{[]string{"A", "B", "C"}[src.IntN(10)/4], []string{"negative", "neutral"}[i%2]}}
	}
	slices.SortStableFunc(out, func(a, b coding.Candidate) int { return 0 })
	return out
}

// The recorded probabilities are the frequencies with which units are drawn, and
// each stratum has its expectation, rounded.
func TestRealisedFrequencies(t *testing.T) {
	for _, o := range []coding.DrawOptions{{N: 23, Focus: 0.5}, {N: 23}, {N: 30, Focus: 0.9, Allocate: coding.Equal}, {N: 17, Focus: 0.3, Allocate: coding.Root}} {
		all := population(90)
		p, err := coding.Probabilities(all, o)
		if err != nil {
			t.Fatal(err)
		}
		sum, expected := 0.0, map[string]float64{}
		for i, x := range p {
			if !(x > 0 && x <= 1) {
				t.Fatalf("%+v: probability %v", o, x)
			}
			sum += x
			expected[all[i].Groups[0]] += x
			expected[all[i].Groups[0]+all[i].Groups[1]] += x
		}
		if math.Abs(sum-float64(o.N)) > 1e-9 {
			t.Errorf("%+v: the probabilities sum to %v", o, sum)
		}
		const draws = 1200
		times := make([]float64, len(all))
		for seed := range uint64(draws) {
			drawn := coding.Draw(all, p, seed)
			if len(drawn) != o.N {
				t.Fatalf("%+v: %d are drawn", o, len(drawn))
			}
			got := map[string]float64{}
			for _, i := range drawn {
				times[i]++
				got[all[i].Groups[0]]++
				got[all[i].Groups[0]+all[i].Groups[1]]++
			}
			for cell, e := range expected {
				if math.Abs(got[cell]-e) > 1+1e-6 {
					t.Fatalf("%+v, seed %d: %v of stratum %s, expected %.2f", o, seed, got[cell], cell, e)
				}
			}
		}
		for i := range all {
			// 4.5 standard errors: of 360 frequencies none is beyond by chance in 400 such tests.
			if se := math.Sqrt(p[i] * (1 - p[i]) / draws); math.Abs(times[i]/draws-p[i]) > 4.5*se+1e-9 {
				t.Errorf("%+v: unit %d is drawn in %.4f of draws, recorded %.4f", o, i, times[i]/draws, p[i])
			}
		}
	}
}

// A weighted mean of the sample has no bias where a plain one has.
func TestWeightsUndoTheFocus(t *testing.T) {
	all := population(200)
	truth := 0.0
	for i := range all {
		truth += all[i].Unsure / 200 // what is coded goes with how unsure scorers are
	}
	p, _ := coding.Probabilities(all, coding.DrawOptions{N: 40, Focus: 0.6})
	var weighted, plain float64
	const draws = 800
	for seed := range uint64(draws) {
		for _, i := range coding.Draw(all, p, seed) {
			weighted += all[i].Unsure / p[i] / 200 / draws
			plain += all[i].Unsure / 40 / draws
		}
	}
	if math.Abs(weighted-truth) > 0.005 || plain < truth+0.1 {
		t.Errorf("truth %.4f, weighted %.4f, plain %.4f", truth, weighted, plain)
	}
}

func TestDrawIsReproducible(t *testing.T) {
	all := population(90)
	p, _ := coding.Probabilities(all, coding.DrawOptions{N: 20, Focus: 0.5})
	if diff := cmp.Diff(coding.Draw(all, p, 5), coding.Draw(all, p, 5)); diff != "" {
		t.Error(diff)
	}
	if slices.Equal(coding.Draw(all, p, 5), coding.Draw(all, p, 6)) {
		t.Error("two seeds draw the same")
	}
	p, err := coding.Probabilities(all, coding.DrawOptions{N: 500})
	if err != nil || len(coding.Draw(all, p, 1)) != 90 {
		t.Error("a draw of more than there are is not all of them")
	}
}

func TestAssign(t *testing.T) {
	coders := coding.Plan{Coders: []string{"a", "b", "c", "d"}, Overlap: 0.25, PerUnit: 2, Seed: 3}.Assign(100, 5)
	by := map[int]int{}
	for _, c := range coders {
		if n := len(c.Units); n != 5+31 && n != 5+32 {
			t.Errorf("%s has %d units", c.Name, n)
		}
		if !slices.Equal(c.Units[:5], []int{101, 102, 103, 104, 105}) {
			t.Errorf("%s begins with %v", c.Name, c.Units[:5])
		}
		for i, u := range c.Units {
			by[u]++
			if slices.Contains(c.Units[:i], u) {
				t.Errorf("%s has unit %d twice", c.Name, u)
			}
		}
	}
	twice := 0
	for u := 1; u <= 100; u++ {
		if by[u] == 2 {
			twice++
		} else if by[u] != 1 {
			t.Errorf("unit %d has %d coders", u, by[u])
		}
	}
	if twice != 25 {
		t.Errorf("%d units have two coders", twice)
	}
}

// The reckoned number of codes gives intervals of the wanted width.
func TestNeeds(t *testing.T) {
	src := rand.New(rand.NewPCG(3, 4))
	all := population(4000)
	for i := range all {
		bad := src.Float64() * 0.8
		all[i].Answers = []coding.Expected{{"portrayal", -bad, bad}}
		all[i].Cluster = fmt.Sprint(i) // no stories
	}
	p, _ := coding.Probabilities(all, coding.DrawOptions{N: 400, Focus: 0.5})
	needs := coding.Needs(all, p, 0.1)
	n := needs[0]
	if n.Group != "" || n.Sentences != 4000 || n.Corrected >= n.Alone {
		t.Fatalf("%+v", n)
	}
	p, _ = coding.Probabilities(all, coding.DrawOptions{N: n.Alone, Focus: 0.5})
	var means []float64
	for seed := range uint64(400) {
		var sum, weights float64
		for _, i := range coding.Draw(all, p, seed) {
			code := 0.0
			if src.Float64() < all[i].Answers[0].Square {
				code = -1
			}
			sum, weights = sum+code/p[i], weights+1/p[i]
		}
		means = append(means, sum/weights)
	}
	slices.Sort(means)
	if width := means[390] - means[9]; width < 0.085 || width > 0.115 {
		t.Errorf("with %d codes 95 %% of means span %.3f, wanted 0.1", n.Alone, width)
	}
}
