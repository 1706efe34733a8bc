package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// family is groups whose true means are spread around a common one.
type family struct {
	name   string
	spread float64 // standard deviation of the true means, in units of a unit's
	value  valuer  // of mean 0 and standard deviation 1
}

// shrunk prints how often the intervals of shrunk means hold the true means, over
// all groups, and those of the plain means of the same groups.
func shrunk(w io.Writer, reps, draws int, seed uint64) error {
	fmt.Fprint(w, "\nCoverage of the nominal 95 % intervals of groups of 5 to 40 clusters in percent (mean width)\n\n| true means | groups | plain | shrunk |\n|---|---|---|---|\n")
	rule := stats.DefaultRule()
	rule.Draws = draws
	for _, f := range []family{{"all equal", 0, normal}, {"spread 0.2", 0.2, normal}, {"spread 0.5", 0.5, normal},
		{"spread 2", 2, normal}, {"spread 0.5, values exponential", 0.5, func(src *rand.Rand) float64 { return src.ExpFloat64() - 1 }}} {
		for _, groups := range []int{4, 10, 30} {
			src := stats.NewStream(seed, f.name, fmt.Sprint(groups))
			var plain, moved tally
			for range reps {
				if err := f.add(src, groups, rule, &plain, &moved); err != nil {
					return err
				}
			}
			fmt.Fprintf(w, "| %s | %d | %s | %s |\n", f.name, groups, plain.coverage(), moved.coverage())
		}
	}
	return nil
}

func (f family) add(src *rand.Rand, groups int, rule stats.Rule, plain, moved *tally) error {
	var list []stats.GroupMean
	var truth []float64
	for range groups {
		mean := f.spread * src.NormFloat64()
		var units []stats.Unit
		for i := range 5 + int(36*math.Pow(src.Float64(), 2)) {
			units = append(units, stats.Unit{Cluster: fmt.Sprint(i), Value: mean + f.value(src)})
		}
		e, err := stats.Mean(units, rule, src.Uint64())
		if err != nil {
			return err
		}
		plain.add(figure{e.Mean, e.Low, e.High}, mean)
		list, truth = append(list, stats.GroupOf(e.Mean, e.Low, e.High, rule.Level)), append(truth, mean)
	}
	s, err := stats.Shrink(list, rule, src)
	if err != nil {
		return err
	}
	for i, g := range s.Groups {
		moved.add(figure{g.Mean, g.Low, g.High}, truth[i])
	}
	return nil
}
