package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// newsroom is a population of sentences of two sources, or of two groups of
// outlets, that a scorer gets wrong in another way in each of them, with a design
// by which some are coded by people.
type newsroom struct {
	name    string
	outlets bool // clusters are outlets of two groups, not stories of two sources
	count   int  // of clusters
	blame   [2]float64
	praise  float64
	coded   func(src *rand.Rand, scored float64) float64 // the probability of being coded
	whole   float64                                      // the probability that a whole cluster is coded; 0: sentences are drawn
	claimed float64                                      // the probability that is given for all, where it is not the true one
}

func newsrooms() []newsroom {
	usual := [2]float64{0.35, 0.25}
	rate := func(p float64) func(*rand.Rand, float64) float64 {
		return func(*rand.Rand, float64) float64 { return p }
	}
	loud := func(_ *rand.Rand, scored float64) float64 {
		if math.Abs(scored) > 0.3 {
			return 0.4
		}
		return 0.1
	}
	return []newsroom{
		{"60 stories, a fifth at random", false, 60, usual, 0.12, rate(0.2), 0, 0},
		{"200 stories, a fifth at random", false, 200, usual, 0.12, rate(0.2), 0, 0},
		{"60 stories, a third of the stories whole", false, 60, usual, 0.12, nil, 0.33, 0},
		{"200 stories, by what the scorer says", false, 200, usual, 0.12, loud, 0, 0},
		{"30 outlets a group, a fifth at random", true, 30, usual, 0.12, rate(0.2), 0, 0},
		{"30 outlets a group, by what the scorer says", true, 30, usual, 0.12, loud, 0, 0},
		{"10 outlets a group, a fifth at random", true, 10, usual, 0.12, rate(0.2), 0, 0},
		{"60 stories, one in 30 at random", false, 60, usual, 0.12, rate(1.0 / 30), 0, 0},
		{"60 stories, hardly any blame, a fifth at random", false, 60, [2]float64{0.02, 0.02}, 0.01, rate(0.2), 0, 0},
		{"200 stories, by what the scorer says, and given as a fifth at random", false, 200, usual, 0.12, loud, 0, 0.2},
	}
}

// draw makes the sentences of both sides.
func (n newsroom) draw(src *rand.Rand) (sides [2][]stats.Sampled) {
	for c := range n.count {
		shared := 0.1 * (2*src.Float64() - 1) // how bad the story is, for both sources
		for s := range sides {
			name, swing, bias := fmt.Sprint(c), shared, 0.1*float64(1-2*s)
			articles := src.IntN(3) // a source does not cover each story, and some twice
			if n.outlets {
				name, swing, bias = fmt.Sprint(c, s), 0.1*(2*src.Float64()-1), bias+0.15*src.NormFloat64()
				articles = 4 + src.IntN(9)
			}
			whole := src.Float64() < n.whole
			for range articles {
				sides[s] = append(sides[s], n.article(src, name, n.blame[s]*(1+swing*2), bias, whole)...)
			}
		}
	}
	return sides
}

// article makes the sentences of one article.
func (n newsroom) article(src *rand.Rand, cluster string, blame, bias float64, whole bool) []stats.Sampled {
	rows := make([]stats.Sampled, 2+src.IntN(5))
	for i := range rows {
		human := 0.0
		switch u := src.Float64(); {
		case u < blame:
			human = -1
		case u < blame+n.praise:
			human = 1
		}
		r := stats.Sampled{Cluster: cluster, Predicted: human/2 + bias + src.NormFloat64()/4, Human: math.NaN(), Weight: 1 / float64(len(rows))}
		p, coded := n.whole, whole
		if n.coded != nil {
			p = n.coded(src, r.Predicted)
			coded = src.Float64() < p
		}
		if n.claimed > 0 {
			p = n.claimed
		}
		if coded {
			r.Human, r.Probability = human, p
		}
		rows[i] = r
	}
	return rows
}

// truth is the mean of a side: the swings are 0 on average.
func (n newsroom) truth(side int) float64 { return n.praise - n.blame[side] }

// corrected gives the mean of the first side and its difference from the second:
// plain, and by both corrections.
func (n newsroom) corrected(src *rand.Rand, rule stats.Rule) (mean, diff [3]figure, err error) {
	sides := n.draw(src)
	var plain, fixed [2][]stats.Unit
	for s := range sides {
		plain[s] = predictedUnits(sides[s])
		for i := range plain[s] {
			plain[s][i].Weight = sides[s][i].Weight
		}
		if fixed[s], err = stats.DesignBased(sides[s]); err != nil {
			return mean, diff, err
		}
	}
	for k, units := range [][2][]stats.Unit{0: plain, 2: fixed} {
		if units[0] == nil {
			continue
		}
		m, err := stats.Mean(units[0], rule, src.Uint64())
		if err != nil {
			return mean, diff, err
		}
		d, err := stats.Contrast(units[0], units[1], rule, src.Uint64())
		if err != nil {
			return mean, diff, err
		}
		mean[k], diff[k] = figure{m.Mean, m.Low, m.High}, figure{d.Diff, d.Low, d.High}
	}
	p, err := stats.PPIClusters(sides[0], rule)
	if err != nil {
		return mean, diff, err
	}
	q, err := stats.PPIContrast(sides[0], sides[1], rule)
	mean[1], diff[1] = figure{p.Value, p.Low, p.High}, figure{q.Value, q.Low, q.High}
	return mean, diff, err
}

// rooms prints bias and coverage of source means and contrasts; what lies outside
// of 93 to 97 % is set in bold.
func rooms(w io.Writer, reps, draws int, seed uint64) error {
	fmt.Fprintf(w, "\n| design | figure |")
	for _, name := range correctionNames {
		fmt.Fprintf(w, " %s bias | %s coverage |", name, name)
	}
	fmt.Fprintf(w, "\n|---|---|---|---|---|---|---|---|\n")
	rule := stats.DefaultRule()
	rule.Draws = draws
	for _, n := range newsrooms() {
		src := stats.NewStream(seed, n.name)
		var means, diffs [len(correctionNames)]tally
		for range reps {
			mean, diff, err := n.corrected(src, rule)
			if err != nil {
				return err
			}
			for k := range means {
				means[k].add(mean[k], n.truth(0))
				diffs[k].add(diff[k], n.truth(0)-n.truth(1))
			}
		}
		for i, of := range [][len(correctionNames)]tally{means, diffs} {
			fmt.Fprintf(w, "| %s | %s |", n.name, [2]string{"mean", "difference"}[i])
			for _, t := range of {
				cell := t.coverage()
				if c := 100 * t.held / t.given; c < 93 || c > 97 {
					cell = "**" + cell + "**"
				}
				fmt.Fprintf(w, " %s | %s |", t.bias(), cell)
			}
			fmt.Fprintln(w)
		}
	}
	return nil
}
