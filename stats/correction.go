package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// Gold is a row that a human coded and a scorer predicted.
type Gold struct {
	// Human is the human's value, Predicted the scorer's; both finite.
	Human, Predicted float64
	// Trained is set where the scorer learned from this row: such a row says
	// nothing about the scorer's error, and is refused.
	Trained bool
}

// ErrTrained says that a row that the scorer was trained on was given as gold.
var ErrTrained = errors.New("used for training, so no gold")

// Corrected is a mean corrected by gold data. NaN means missing.
type Corrected struct {
	// Gold and Predicted count the rows with and without a human's value.
	Gold, Predicted int
	// Value is the corrected mean.
	Value float64
	// Lambda is the trust in the predictions, from 0 (the mean of the gold
	// alone) to 1.
	Lambda float64
	// SE is the standard error; Low and High are the ends of the interval at
	// Level, missing where Method is none.
	SE, Low, High, Level float64
	Method               Method
	Warnings             []Warning
}

// PPI is the prediction-powered mean (Angelopoulos and others 2023, Science
// 382) with the power tuning of PPI++ (Angelopoulos, Duchi and Zrnic 2023,
// arXiv:2311.01453): the mean of the predictions for rows without gold, moved
// by what the scorer gets wrong on the rows with gold. It is never much wider
// than the mean of the gold alone, however bad the scorer.
//
// It supposes that gold rows were drawn at random with equal probability from
// the same population (else use DesignBased), that rows are independent, and
// enough gold for a normal interval: below some 30 gold rows it is too narrow.
// Fewer gold rows or predictions than rule.MinClusters give no interval
// (too_few), fewer than SmallClusters the warning small_n. Rows trained on
// (ErrTrained) and values not finite are errors that name the index.
func PPI(gold []Gold, predicted []float64, rule Rule) (Corrected, error) {
	return ppi(gold, predicted, math.NaN(), rule)
}

// PPIUntuned is PPI with Lambda fixed at 1, as first published.
func PPIUntuned(gold []Gold, predicted []float64, rule Rule) (Corrected, error) {
	return ppi(gold, predicted, 1, rule)
}

func ppi(gold []Gold, predicted []float64, lambda float64, rule Rule) (Corrected, error) {
	nan := math.NaN()
	out := Corrected{len(gold), len(predicted), nan, nan, nan, nan, nan, nan, MethodNone, nil}
	if err := rule.Validate(); err != nil {
		return out, err
	}
	if err := checkGold(gold); err != nil {
		return out, err
	}
	if err := checkFinite("prediction", predicted); err != nil {
		return out, err
	}
	if min(len(gold), len(predicted)) < 2 {
		out.Warnings = []Warning{WarnTooFew}
		return out, nil
	}
	c := out
	c.Lambda = lambda
	c.correct(gold, slices.Sorted(slices.Values(predicted)))
	c.interval(rule, min(len(gold), len(predicted)))
	if !finite(c.Value) || !finite(c.SE) {
		return out, fmt.Errorf("stats: corrected mean %v ± %v: %w", c.Value, c.SE, ErrNotFinite)
	}
	return c, nil
}

func checkGold(gold []Gold) error {
	for i, g := range gold {
		if g.Trained {
			return fmt.Errorf("stats: gold row %d: %w", i, ErrTrained)
		}
		if !finite(g.Human) || !finite(g.Predicted) {
			return fmt.Errorf("stats: gold row %d: (%v, %v): %w", i, g.Human, g.Predicted, ErrNotFinite)
		}
	}
	return nil
}

// correct computes value and standard error, with variances over n as in the
// paper.
func (c *Corrected) correct(gold []Gold, predicted []float64) {
	human, scored := goldColumns(gold)
	n, m := float64(len(human)), float64(len(predicted))
	if math.IsNaN(c.Lambda) {
		c.Lambda = 0
		all := stat.Variance(slices.Concat(scored, predicted), nil)
		if all > 0 {
			cov := stat.Covariance(human, scored, nil) * (n - 1) / n
			c.Lambda = min(max(cov/((1+n/m)*all), 0), 1)
		}
	}
	rest := make([]float64, len(human))
	for i := range human {
		rest[i] = human[i] - c.Lambda*scored[i]
	}
	mp, vp := stat.PopMeanVariance(predicted, nil)
	mr, vr := stat.PopMeanVariance(rest, nil)
	c.Value = c.Lambda*mp + mr
	c.SE = math.Sqrt(c.Lambda*c.Lambda*vp/m + vr/n)
}

// goldColumns sorts a copy of the rows, so that their order has no part.
func goldColumns(gold []Gold) (human, scored []float64) {
	gold = slices.Clone(gold)
	slices.SortFunc(gold, func(a, b Gold) int {
		return slices.Compare([]float64{a.Human, a.Predicted}, []float64{b.Human, b.Predicted})
	})
	for _, g := range gold {
		human, scored = append(human, g.Human), append(scored, g.Predicted)
	}
	return human, scored
}

func (c *Corrected) interval(rule Rule, n int) {
	switch {
	case n < rule.MinClusters:
		c.Warnings = append(c.Warnings, WarnTooFew)
		return
	case n < rule.SmallClusters:
		c.Warnings = append(c.Warnings, WarnSmallN)
	}
	if c.SE == 0 {
		c.Warnings = append(c.Warnings, WarnNoVariation)
	}
	z := -normalQuantile((1 - rule.Level) / 2)
	c.Method, c.Level = MethodNormal, rule.Level
	c.Low, c.High = c.Value-z*c.SE, c.Value+z*c.SE
}

// Minus is the contrast of two corrected means that share neither gold nor
// predictions, with the normal interval of the rule.
func (c Corrected) Minus(d Corrected, rule Rule) Corrected {
	nan := math.NaN()
	out := Corrected{c.Gold + d.Gold, c.Predicted + d.Predicted, c.Value - d.Value, nan,
		math.Hypot(c.SE, d.SE), nan, nan, nan, MethodNone, nil}
	if c.Method == MethodNone || d.Method == MethodNone {
		out.Warnings = []Warning{WarnTooFew}
		return out
	}
	out.interval(rule, min(c.Gold, c.Predicted, d.Gold, d.Predicted))
	return out
}

// Sampled is a row that was, or could have been, sampled for human coding.
type Sampled struct {
	Cluster   string
	Predicted float64
	// Human is the human's value, NaN where the row was not coded.
	Human float64
	// Probability is that with which the row was sampled for coding, known from
	// the design, in (0, 1]; needed for coded rows only.
	Probability float64
	// Weight is as in Unit.
	Weight  float64
	Trained bool
}

// DesignBased turns rows into units whose mean is without bias whatever the
// scorer does, by design-based supervised learning (Egami, Hinck, Stewart and
// Wei 2023, NeurIPS 36): a coded row's prediction is moved by its error over
// the probability with which it was sampled. Give the units to Mean or
// Contrast; their intervals then hold for the corrected means and respect
// clusters.
//
// It supposes that the probabilities are the true ones. Small ones make wide
// intervals: single units can lie far outside the scale. A coded row without a
// probability in (0, 1], or trained on (ErrTrained), and values not finite are
// errors that name the index. The units are in the order of the rows.
func DesignBased(rows []Sampled) ([]Unit, error) {
	units := make([]Unit, len(rows))
	for i, r := range rows {
		coded := !math.IsNaN(r.Human)
		switch {
		case !finite(r.Predicted) || math.IsInf(r.Human, 0):
			return nil, fmt.Errorf("stats: row %d: (%v, %v): %w", i, r.Human, r.Predicted, ErrNotFinite)
		case coded && r.Trained:
			return nil, fmt.Errorf("stats: row %d: %w", i, ErrTrained)
		case coded && !(r.Probability > 0 && r.Probability <= 1):
			return nil, fmt.Errorf("stats: row %d: sampling probability %v is not in (0, 1]", i, r.Probability)
		}
		units[i] = Unit{Cluster: r.Cluster, Value: r.Predicted, Weight: r.Weight}
		if coded {
			units[i].Value += (r.Human - r.Predicted) / r.Probability
		}
	}
	return units, nil
}
