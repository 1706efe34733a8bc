package validate

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// stanceCounts are of one article.
type stanceCounts struct {
	gold, found, pairGold, pairFound, pairs, triples int
	confusion                                        [2][2]int // of matched pairs: gold, predicted
}

// MeasureStances measures the triples of each article: F1 of triples
// (sentence, holder, target, polarity), F1 of pairs (without the polarity),
// and macro-F1 of the polarity on the pairs that both have. A pair with both
// polarities in the gold table is matched by either. Intervals resample
// articles.
func MeasureStances(scorer string, articles []StanceArticle, found [][]Triple, o Options) ([]Metric, error) {
	rule := o.Rule
	if rule == (stats.Rule{}) {
		rule = stats.DefaultRule()
	}
	order := make([]int, len(articles))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(articles[a].ID, articles[b].ID) })
	counts := make([]stanceCounts, len(articles))
	for k, i := range order {
		counts[k] = countStances(articles[i].Gold, found[i])
	}
	var out []Metric
	for _, m := range []struct {
		name, class string
		of          func(c *stanceCounts) float64
		n           func(c *stanceCounts) int
	}{
		{"triple_f1", "", func(c *stanceCounts) float64 { return ratioOf(2*c.triples, c.gold+c.found) }, func(c *stanceCounts) int { return c.gold }},
		{"pair_f1", "", func(c *stanceCounts) float64 { return ratioOf(2*c.pairs, c.pairGold+c.pairFound) }, func(c *stanceCounts) int { return c.pairGold }},
		{"pair_precision", "", func(c *stanceCounts) float64 { return ratioOf(c.pairs, c.pairFound) }, func(c *stanceCounts) int { return c.pairFound }},
		{"pair_recall", "", func(c *stanceCounts) float64 { return ratioOf(c.pairs, c.pairGold) }, func(c *stanceCounts) int { return c.pairGold }},
		{"polarity_macro_f1", "", (*stanceCounts).polarityF1, func(c *stanceCounts) int { return c.pairs }},
		{"polarity_f1", "negative", func(c *stanceCounts) float64 { return c.f1(0) }, func(c *stanceCounts) int { return c.confusion[0][0] + c.confusion[0][1] }},
		{"polarity_f1", "positive", func(c *stanceCounts) float64 { return c.f1(1) }, func(c *stanceCounts) int { return c.confusion[1][0] + c.confusion[1][1] }},
	} {
		all := addCounts(counts, nil)
		row := Metric{Scorer: scorer, Task: "stances", Name: m.name, Class: m.class, Value: m.of(&all), N: m.n(&all)}
		var err error
		row.Low, row.High, err = stats.ClusterInterval(len(counts), func(times []int) float64 {
			c := addCounts(counts, times)
			return m.of(&c)
		}, rule, stats.NewStream(o.Seed, "validate", "stances", m.name, m.class))
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

func (c *stanceCounts) f1(k int) float64 {
	return ratioOf(2*c.confusion[k][k], c.confusion[k][0]+c.confusion[k][1]+c.confusion[0][k]+c.confusion[1][k])
}

func (c *stanceCounts) polarityF1() float64 {
	a, b := c.f1(0), c.f1(1)
	switch {
	case math.IsNaN(a):
		return b
	case math.IsNaN(b):
		return a
	}
	return (a + b) / 2
}

func addCounts(counts []stanceCounts, times []int) (sum stanceCounts) {
	for i := range counts {
		n := 1
		if times != nil {
			n = times[i]
		}
		c := &counts[i]
		sum.gold += n * c.gold
		sum.found += n * c.found
		sum.pairGold += n * c.pairGold
		sum.pairFound += n * c.pairFound
		sum.pairs += n * c.pairs
		sum.triples += n * c.triples
		for g := range 2 {
			for p := range 2 {
				sum.confusion[g][p] += n * c.confusion[g][p]
			}
		}
	}
	return sum
}

func countStances(gold, found []Triple) (c stanceCounts) {
	type pair struct {
		sentence       int
		holder, target string
	}
	want := map[pair][]string{}
	for _, t := range gold {
		k := pair{t.Sentence, t.Holder, t.Target}
		want[k] = append(want[k], t.Polarity)
	}
	c.gold, c.pairGold, c.found = len(gold), len(want), len(found)
	seen := map[pair]bool{}
	for _, t := range found {
		k := pair{t.Sentence, t.Holder, t.Target}
		if seen[k] {
			continue
		}
		seen[k] = true
		c.pairFound++
		signsWanted := want[k]
		if len(signsWanted) == 0 {
			continue
		}
		c.pairs++
		of := signsWanted[0]
		if slices.Contains(signsWanted, t.Polarity) {
			c.triples++
			of = t.Polarity
		}
		c.confusion[signIndex(of)][signIndex(t.Polarity)]++
	}
	return c
}

func signIndex(s string) int {
	if s == signs[2] {
		return 1
	}
	return 0
}
