package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// fallible is a population of rows that a scorer gets wrong, some of which are
// drawn to be coded by humans.
type fallible struct {
	name   string
	mean   float64 // of the true values; 0 for a contrast
	human  valuer
	scorer func(src *rand.Rand, human float64) float64
	// coded is the probability of being coded, by what the scorer says.
	coded func(scored float64) float64
	// other is the scorer on a second side with the same true values; nil where
	// a mean and no difference is estimated.
	other func(src *rand.Rand, human float64) float64
}

func fallibles() []fallible {
	skewed := fivePoint{0.45, 0.25, 0.2, 0.07, 0.03}
	fifth := func(float64) float64 { return 0.2 }
	loud := func(scored float64) float64 { // the designer looks where the scorer sees something
		if scored == 0 {
			return 0.1
		}
		return 0.4
	}
	high := func(src *rand.Rand, human float64) float64 { return human + 0.5 + src.NormFloat64() }
	right := func(src *rand.Rand, human float64) float64 { return human + src.NormFloat64() }
	return []fallible{
		{"continuous, scorer 0.5 too high, a fifth coded", 0, normal, high, fifth, nil},
		{"five-point, scorer blind to most blame, a fifth coded", skewed.mean(), skewed.draw, blind, fifth, nil},
		{"five-point, the same scorer, coded by what it says", skewed.mean(), skewed.draw, blind, loud, nil},
		{"contrast, continuous, scorer 0.5 too high on one side", 0, normal, high, fifth, right},
		{"contrast, five-point, blind on one side", 0, skewed.draw, blind, fifth, seeing},
		{"contrast, five-point, the same, coded by what it says", 0, skewed.draw, blind, loud, seeing},
	}
}

// blind takes most blame for neutral, and errs at random in one row of ten.
func blind(src *rand.Rand, human float64) float64 {
	if human < 0 && src.Float64() < 0.6 {
		return 0
	}
	return seeing(src, human)
}

// seeing errs at random in one row of ten.
func seeing(src *rand.Rand, human float64) float64 {
	if src.Float64() < 0.1 {
		return float64(src.IntN(5))/2 - 1
	}
	return human
}

// rows draws clusters of unequal size with copies, which share the human's
// value and not the scorer's error.
func (f fallible) rows(scorer func(*rand.Rand, float64) float64, src *rand.Rand, clusters int) []stats.Sampled {
	var out []stats.Sampled
	for _, u := range clustered(few, 0.8, f.human)(src, clusters) {
		r := stats.Sampled{Cluster: u.Cluster, Predicted: scorer(src, u.Value), Human: math.NaN()}
		if p := f.coded(r.Predicted); src.Float64() < p {
			r.Human, r.Probability = u.Value, p
		}
		out = append(out, r)
	}
	return out
}

// figure is an estimate with its interval.
type figure struct{ value, low, high float64 }

var correctedCounts = []int{60, 200}

var correctionNames = [3]string{"plain", "PPI++", "DSL"}

// estimates gives the mean of the scorer's values, and the same corrected.
func (f fallible) estimates(src *rand.Rand, clusters int, rule stats.Rule) (out [3]figure, err error) {
	rows := f.rows(f.scorer, src, clusters)
	if f.other != nil {
		others := f.rows(f.other, src, clusters)
		for i := range others {
			others[i].Cluster = "b" + others[i].Cluster
		}
		return f.differences(rows, others, rule, src)
	}
	plain, err := stats.Mean(predictedUnits(rows), rule, src.Uint64())
	if err != nil {
		return out, err
	}
	ppi, err := stats.PPIClusters(rows, rule)
	if err != nil {
		return out, err
	}
	units, err := stats.DesignBased(rows)
	if err != nil {
		return out, err
	}
	dsl, err := stats.Mean(units, rule, src.Uint64())
	return [3]figure{{plain.Mean, plain.Low, plain.High}, {ppi.Value, ppi.Low, ppi.High}, {dsl.Mean, dsl.Low, dsl.High}}, err
}

func (f fallible) differences(a, b []stats.Sampled, rule stats.Rule, src *rand.Rand) (out [3]figure, err error) {
	plain, err := stats.Contrast(predictedUnits(a), predictedUnits(b), rule, src.Uint64())
	if err != nil {
		return out, err
	}
	ppi, err := stats.PPIContrast(a, b, rule)
	if err != nil {
		return out, err
	}
	unitsA, err := stats.DesignBased(a)
	if err != nil {
		return out, err
	}
	unitsB, err := stats.DesignBased(b)
	if err != nil {
		return out, err
	}
	dsl, err := stats.Contrast(unitsA, unitsB, rule, src.Uint64())
	return [3]figure{{plain.Diff, plain.Low, plain.High}, {ppi.Value, ppi.Low, ppi.High}, {dsl.Diff, dsl.Low, dsl.High}}, err
}

func predictedUnits(rows []stats.Sampled) []stats.Unit {
	out := make([]stats.Unit, len(rows))
	for i, r := range rows {
		out[i] = stats.Unit{Cluster: r.Cluster, Value: r.Predicted}
	}
	return out
}

// corrections prints how far estimates lie from the truth on average, with and
// without human codes, and how often their intervals hold it.
func corrections(w io.Writer, counts []int, reps, draws int, seed uint64) error {
	fmt.Fprintf(w, "\nBias ± its Monte Carlo error, coverage of the nominal 95 %% interval in percent (mean width)\n\n| population | clusters |")
	for _, name := range correctionNames {
		fmt.Fprintf(w, " %s bias | %s coverage |", name, name)
	}
	fmt.Fprintf(w, "\n|---|---|---|---|---|---|---|---|\n")
	for _, f := range fallibles() {
		for _, g := range counts {
			row, err := f.row(g, reps, draws, seed)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, row)
		}
	}
	return nil
}

func (f fallible) row(clusters, reps, draws int, seed uint64) (string, error) {
	rule := stats.DefaultRule()
	rule.Draws = draws
	src := stats.NewStream(seed, f.name, fmt.Sprint(clusters))
	var tallies [len(correctionNames)]tally
	for range reps {
		figures, err := f.estimates(src, clusters, rule)
		if err != nil {
			return "", err
		}
		for i, e := range figures {
			tallies[i].add(e, f.mean)
		}
	}
	row := fmt.Sprintf("| %s | %d |", f.name, clusters)
	for _, t := range tallies {
		row += fmt.Sprintf(" %s | %s |", t.bias(), t.coverage())
	}
	return row, nil
}

// tally adds up the errors of one estimator and what its intervals hold.
type tally struct{ n, sum, squares, given, held, width float64 }

func (t *tally) add(e figure, truth float64) {
	if math.IsNaN(e.value) { // no such row was coded
		return
	}
	d := e.value - truth
	t.n, t.sum, t.squares = t.n+1, t.sum+d, t.squares+d*d
	if math.IsNaN(e.low) {
		return
	}
	t.given, t.width = t.given+1, t.width+e.high-e.low
	if e.low <= truth && truth <= e.high {
		t.held++
	}
}

func (t tally) bias() string {
	mean := t.sum / t.n
	return fmt.Sprintf("%+.4f ± %.4f", mean, math.Sqrt((t.squares/t.n-mean*mean)/t.n))
}

func (t tally) coverage() string {
	return fmt.Sprintf("%.1f (%.3f)", 100*t.held/t.given, t.width/t.given)
}
