package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

const seedsTried = 20

// seeds prints how far the ends of the default interval of one sample lie apart over
// twenty seeds: median and 95th percentile over the ends of all samples.
func seeds(w io.Writer, counts []int, reps, draws int, seed uint64) error {
	rule := stats.DefaultRule()
	rule.Draws = draws
	fmt.Fprintf(w, "\nLargest less smallest value of an end over %d seeds: median, 95th percentile\n\n| population |", seedsTried)
	for _, g := range counts {
		fmt.Fprintf(w, " %d clusters |", g)
	}
	fmt.Fprintf(w, "\n|---|%s\n", strings.Repeat("---|", len(counts)))
	for _, p := range populations() {
		fmt.Fprintf(w, "| %s |", p.name)
		for _, g := range counts {
			src := stats.NewStream(seed, "seeds", p.name, fmt.Sprint(g))
			var moves []float64
			for range reps {
				var lows, highs []float64
				units := p.draw(src, g)
				for s := range seedsTried {
					e, err := stats.Mean(units, rule, uint64(s))
					if err != nil {
						return err
					}
					if e.Method != stats.MethodNone {
						lows, highs = append(lows, e.Low), append(highs, e.High)
					}
				}
				if len(lows) > 0 {
					moves = append(moves, slices.Max(lows)-slices.Min(lows), slices.Max(highs)-slices.Min(highs))
				}
			}
			slices.Sort(moves)
			fmt.Fprintf(w, " %.4f, %.4f |", moves[len(moves)/2], moves[len(moves)*95/100])
		}
		fmt.Fprintln(w)
	}
	return nil
}
