package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// AltCoder is a coder whom a scorer might stand in for: for each item that this
// coder and another one coded, how near the scorer and how near the coder are to
// the others (larger is nearer).
type AltCoder struct{ Scorer, Human []float64 }

// AltResult is the test of one coder.
type AltResult struct {
	Items int
	// Scorer and Human are the shares of items on which the scorer, and the coder,
	// is at least as near to the others.
	Scorer, Human float64
	// P is that of the scorer being worse than the coder by Epsilon or more;
	// Adjusted is P adjusted for all coders (Benjamini and Yekutieli 2001).
	P, Adjusted float64
	Better      bool // Adjusted is at most alpha: the scorer may stand in for this coder
	// Needed is how many items give the test a power of .8 if the shares stay as
	// they are; 0 where no number does.
	Needed int
}

// Alternative is what the alt-test says of a scorer.
type Alternative struct {
	Coders    []AltResult // in the order given
	Winning   float64     // share of coders whom the scorer may stand in for
	Advantage float64     // mean of Scorer: that the scorer is as near as a coder chosen at random
	Passed    bool        // Winning is at least a half
	Warnings  []Warning
}

// WarnFewCoders says that a statistic over coders has fewer than three of them.
const WarnFewCoders Warning = "few_coders"

// AltTest asks whether a scorer may stand in for human coders (Calderon, Reichart
// and Dror 2025, ACL): each coder in turn is left out, and the scorer must be as
// near to the remaining ones as the coder left out, less epsilon, the price of a
// human's work (.2 for experts, .15 for skilled coders, .1 for a crowd). The test
// of a coder is a one-sided t test of the differences over items, at alpha.
//
// Limits: it takes items as independent; with fewer than three coders "the
// others" are one person, and it warns; below 30 items of a coder the t test is
// rough, and it warns. Where all differences of a coder are the same, P is 0 or 1.
func AltTest(coders []AltCoder, epsilon, alpha float64) (Alternative, error) {
	var out Alternative
	if len(coders) == 0 || !(epsilon >= 0 && epsilon < 1) || !(alpha > 0 && alpha < 1) {
		return out, fmt.Errorf("stats: alt-test of %d coders with epsilon %v, alpha %v", len(coders), epsilon, alpha)
	}
	const roughItems = 30
	few := false
	p := make([]float64, len(coders))
	for i, c := range coders {
		r, err := c.test(epsilon, alpha)
		if err != nil {
			return out, fmt.Errorf("stats: alt-test, coder %d: %w", i, err)
		}
		few = few || r.Items < roughItems
		p[i] = r.P
		out.Coders = append(out.Coders, r)
		out.Advantage += r.Scorer / float64(len(coders))
	}
	adjusted, err := BenjaminiHochberg(p)
	if err != nil {
		return out, err
	}
	harmonic := 0.0
	for i := range coders {
		harmonic += 1 / float64(i+1)
	}
	for i := range out.Coders {
		r := &out.Coders[i]
		r.Adjusted = min(1, adjusted[i]*harmonic)
		if r.Better = r.Adjusted <= alpha; r.Better {
			out.Winning += 1 / float64(len(coders))
		}
	}
	out.Passed = out.Winning >= 0.5
	if len(coders) < 3 {
		out.Warnings = append(out.Warnings, WarnFewCoders)
	}
	if few {
		out.Warnings = append(out.Warnings, WarnSmallN)
	}
	return out, nil
}

func (c *AltCoder) test(epsilon, alpha float64) (AltResult, error) {
	n := float64(len(c.Scorer))
	r := AltResult{Items: len(c.Scorer)}
	if len(c.Scorer) != len(c.Human) || n < 2 {
		return r, fmt.Errorf("%d and %d items: the same number, 2 or more", len(c.Scorer), len(c.Human))
	}
	var squares float64
	for i := range c.Scorer {
		if math.IsNaN(c.Scorer[i]) || math.IsNaN(c.Human[i]) {
			return r, fmt.Errorf("item %d is missing", i)
		}
		d := 0.0 // how much more often the human is as near
		if c.Scorer[i] >= c.Human[i] {
			r.Scorer += 1 / n
			d--
		}
		if c.Human[i] >= c.Scorer[i] {
			r.Human += 1 / n
			d++
		}
		squares += d * d
	}
	mean := r.Human - r.Scorer
	sd := math.Sqrt(max(0, squares-n*mean*mean) / (n - 1))
	margin := epsilon - mean
	const power, least = 0.8, 1e-9
	if sd < least {
		if r.P = 0; margin <= 0 {
			r.P = 1
		}
	} else {
		r.P = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: n - 1}.CDF(-margin / (sd / math.Sqrt(n)))
	}
	if margin > 0 {
		normal := distuv.UnitNormal
		r.Needed = max(2, int(math.Ceil(math.Pow((normal.Quantile(1-alpha)+normal.Quantile(power))*sd/margin, 2))))
	}
	return r, nil
}
