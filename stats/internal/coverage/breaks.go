package main

import (
	"fmt"
	"io"
	"math"

	"github.com/seed-7a84ba5f/dyad/stats"
)

var (
	breakLengths = []int{12, 24, 60, 120}
	breakPhis    = []float64{0, 0.3, 0.6, 0.8, 0.9}
	breakSteps   = []float64{0, 1.5, 3}
)

// breaks prints how often series have a break found in them, without one and with a
// step in their middle, in units of their standard deviation.
func breaks(w io.Writer, reps, draws int, seed uint64) error {
	fmt.Fprint(w, "\nSeries with a change point, in percent\n\n| length | autocorrelation |")
	for _, step := range breakSteps {
		fmt.Fprintf(w, " step %.1f |", step)
	}
	fmt.Fprintf(w, "\n|---|---|---|---|---|\n")
	finder, err := stats.NewBreakFinder(draws, seed)
	if err != nil {
		return err
	}
	for _, n := range breakLengths {
		for _, phi := range breakPhis {
			fmt.Fprintf(w, "| %d | %.1f |", n, phi)
			for _, step := range breakSteps {
				src, found := stats.NewStream(seed, "series", fmt.Sprint(n, phi, step)), 0
				for range reps {
					values := make([]float64, n)
					x := src.NormFloat64()
					for i := range values {
						values[i] = x
						if i >= n/2 {
							values[i] += step
						}
						x = phi*x + math.Sqrt(1-phi*phi)*src.NormFloat64()
					}
					b, err := finder.Find(values)
					if err != nil {
						return err
					}
					if len(b.At) > 0 {
						found++
					}
				}
				fmt.Fprintf(w, " %.1f |", 100*float64(found)/float64(reps))
			}
			fmt.Fprintln(w)
		}
	}
	return nil
}
