// Command coverage measures how often the intervals of package stats hold the
// true mean, and how often its contrasts cry wolf, on invented populations of
// clusters of unequal size with copies in them. It prints Markdown tables with
// the Monte Carlo error.
//
//	go run ./stats/internal/coverage -reps 10000 -draws 999
//	go run ./stats/internal/coverage -what contrasts -reps 10000 -draws 499
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
	what := flag.String("what", "means", "means or contrasts")
	flag.Parse()
	f := report
	if *what == "contrasts" {
		f = falsePositives
	}
	fmt.Printf("%d replicates, %d draws, seed %d; Monte Carlo error at 5 %%: %.2f points.\n",
		*reps, *draws, *seed, 100*math.Sqrt(0.05*0.95/float64(*reps)))
	if err := f(os.Stdout, *reps, *draws, *seed); err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(1)
	}
}

var clusterCounts = []int{8, 12, 20, 50, 100}

func report(w io.Writer, reps, draws int, seed uint64) error {
	fmt.Fprintf(w, "\nCoverage of the nominal 95 %% interval in percent (mean width)\n\n")
	fmt.Fprintf(w, "| population | clusters | no variation |")
	for _, m := range methods {
		fmt.Fprintf(w, " %s |", m.name)
	}
	fmt.Fprintf(w, "\n|---|---|---|%s\n", strings.Repeat("---|", len(methods)))
	for _, p := range populations() {
		for _, g := range clusterCounts {
			row, err := cover(p, g, reps, draws, seed)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, row)
		}
	}
	return nil
}

type method struct {
	name   string
	method stats.Method // "" is the default of stats.Mean
}

var methods = []method{
	{"default", ""},
	{"t", stats.MethodT},
	{"percentile_expanded", stats.MethodExpanded},
	{"percentile", stats.MethodPercentile},
	{"bca", stats.MethodBCa},
	{"bootstrap_t", stats.MethodBootstrapT},
}

// cover is one row: a population, a number of clusters, all methods.
func cover(p population, g, reps, draws int, seed uint64) (string, error) {
	rule := stats.DefaultRule()
	rule.Draws = draws
	src := stats.NewStream(seed, p.name, fmt.Sprint(g))
	hits, width := make([]int, len(methods)), make([]float64, len(methods))
	flat := 0
	for range reps {
		units := p.draw(src, g)
		for i, m := range methods {
			f := func() (stats.Estimate, error) { return stats.Mean(units, rule, src) }
			if m.method != "" {
				f = func() (stats.Estimate, error) { return stats.MeanBy(m.method, units, rule, src) }
			}
			e, err := f()
			if err != nil {
				return "", err
			}
			if e.Low <= p.mean && p.mean <= e.High {
				hits[i]++
			}
			if i == 0 && e.Low == e.High {
				flat++
			}
			width[i] += e.High - e.Low
		}
	}
	n := float64(reps)
	row := fmt.Sprintf("| %s | %d | %.1f |", p.name, g, 100*float64(flat)/n)
	for i := range methods {
		row += fmt.Sprintf(" %.1f (%.3f) |", 100*float64(hits[i])/n, width[i]/n)
	}
	return row, nil
}
