// Command coverage measures how often the intervals of package stats hold the
// true mean, and how often its contrasts cry wolf, on invented populations of
// clusters of unequal size with copies in them. It prints Markdown tables with
// the Monte Carlo error.
//
//	go run ./stats/internal/coverage -draws 299
//	go run ./stats/internal/coverage -method default -draws 2000
//	go run ./stats/internal/coverage -what contrasts -draws 299
//	go run ./stats/internal/coverage -what corrections -draws 299
//	go run ./stats/internal/coverage -what newsrooms -reps 2000 -draws 199
//	go run ./stats/internal/coverage -what shrunk
//	go run ./stats/internal/coverage -what breaks -draws 500
//	go run ./stats/internal/coverage -what seeds -reps 100 -draws 2000
package main

import (
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

func main() {
	reps := flag.Int("reps", 10000, "replicates per cell")
	draws := flag.Int("draws", 999, "bootstrap draws per replicate")
	seed := flag.Uint64("seed", 1, "seed")
	what := flag.String("what", "means", "means, contrasts, corrections, newsrooms, shrunk, breaks or seeds")
	only := flag.String("method", "", "of means: one method alone; of contrasts: default alone")
	clusters := flag.Int("clusters", 0, "one number of clusters alone")
	flag.Parse()
	counts := func(usual []int) []int {
		if *clusters > 0 {
			return []int{*clusters}
		}
		return usual
	}
	f, ok := map[string]func() error{
		"means": func() error { return report(os.Stdout, chosen(*only), counts(clusterCounts), *reps, *draws, *seed) },
		"contrasts": func() error {
			return falsePositives(os.Stdout, counts(sideCounts), *only != "default", *reps, *draws, *seed)
		},
		"seeds":       func() error { return seeds(os.Stdout, counts([]int{10, 20, 100}), *reps, *draws, *seed) },
		"breaks":      func() error { return breaks(os.Stdout, *reps, *draws, *seed) },
		"newsrooms":   func() error { return rooms(os.Stdout, *reps, *draws, *seed) },
		"shrunk":      func() error { return shrunk(os.Stdout, *reps, *draws, *seed) },
		"corrections": func() error { return corrections(os.Stdout, counts(correctedCounts), *reps, *draws, *seed) },
	}[*what]
	if !ok {
		fmt.Fprintf(os.Stderr, "coverage: -what %s is none of means, contrasts, corrections, newsrooms, shrunk, breaks, seeds\n", *what)
		os.Exit(2)
	}
	fmt.Printf("%d replicates, %d draws, seed %d; Monte Carlo error at 5 %%: %.2f points.\n",
		*reps, *draws, *seed, 100*math.Sqrt(0.05*0.95/float64(*reps)))
	if err := f(); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

var clusterCounts = []int{8, 20, 100}

// chosen gives the methods of a name; no name is all.
func chosen(name string) []method {
	var out []method
	for _, m := range methods {
		if name == "" || m.name == name {
			out = append(out, m)
		}
	}
	return out
}

func report(w io.Writer, methods []method, counts []int, reps, draws int, seed uint64) error {
	fmt.Fprintf(w, "\nCoverage of the nominal 95 %% interval in percent, where one is given (mean width)\n\n")
	fmt.Fprintf(w, "| population | clusters | no interval |")
	for _, m := range methods {
		fmt.Fprintf(w, " %s |", m.name)
	}
	fmt.Fprintf(w, "\n|---|---|---|%s\n", strings.Repeat("---|", len(methods)))
	for _, p := range populations() {
		for _, g := range counts {
			row, err := cover(p, methods, g, reps, draws, seed)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, row)
		}
	}
	return nil
}

// method makes an interval; it is NaN where there is none.
type method struct {
	name string
	ends func(units []stats.Unit, rule stats.Rule, seed uint64) (low, high float64, err error)
}

var methods = []method{
	{"default", func(units []stats.Unit, rule stats.Rule, seed uint64) (float64, float64, error) {
		e, err := stats.Mean(units, rule, seed)
		return e.Low, e.High, err
	}},
	by(stats.MethodT), by(stats.MethodExpanded), by(stats.MethodPercentile), by(stats.MethodBCa),
}

func by(m stats.Method) method {
	return method{string(m), func(units []stats.Unit, rule stats.Rule, seed uint64) (float64, float64, error) {
		e, err := stats.MeanBy(m, units, rule, seed)
		return e.Low, e.High, err
	}}
}

// cover is one row: a population, a number of clusters, the methods.
func cover(p population, methods []method, g, reps, draws int, seed uint64) (string, error) {
	rule := stats.DefaultRule()
	rule.Draws = draws
	src := stats.NewStream(seed, p.name, fmt.Sprint(g))
	hits, width := make([]int, len(methods)), make([]float64, len(methods))
	given := 0
	for range reps {
		units, drawSeed := p.draw(src, g), src.Uint64()
		for i, m := range methods {
			low, high, err := m.ends(units, rule, drawSeed)
			if err != nil {
				return "", err
			}
			if math.IsNaN(low) {
				break // no method gives one where all clusters agree
			}
			if i == 0 {
				given++
			}
			if low <= p.mean && p.mean <= high {
				hits[i]++
			}
			width[i] += high - low
		}
	}
	n := float64(given)
	row := fmt.Sprintf("| %s | %d | %.1f |", p.name, g, 100-100*n/float64(reps))
	for i := range methods {
		row += fmt.Sprintf(" %.1f (%.3f) |", 100*float64(hits[i])/n, width[i]/n)
	}
	return row, nil
}
