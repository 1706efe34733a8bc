package fit

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// choice is a row of a conditional logit: what is known of each class, and which one it is.
type choice struct {
	Base   []float64   // logarithm of a probability before the fit, by class
	Terms  [][]float64 // by weight, then by class
	Label  int
	Weight float64 // 0 or more
}

// fitConditionalLogit fits the weights w of a conditional logit (McFadden 1974, Conditional
// logit analysis of qualitative choice behavior)
//
//	p = softmax(Base + w[0]·Terms[0] + w[1]·Terms[1] + …)
//
// by minimising the weighted negative log likelihood of the labels plus ridge/2 times the
// sum of the squares of w: what the rows do not speak about stays at 0. Rows of unlike
// shapes, labels out of range, weights below 0 and values that are not finite are errors.
func fitConditionalLogit(rows []choice, ridge float64) ([]float64, error) {
	if len(rows) == 0 || !(ridge >= 0) || math.IsInf(ridge, 1) {
		return nil, fmt.Errorf("conditional logit of %d rows with ridge %g", len(rows), ridge)
	}
	classes, terms := len(rows[0].Base), len(rows[0].Terms)
	total := 0.0
	for i := range rows {
		if err := rows[i].check(classes, terms); err != nil {
			return nil, fmt.Errorf("row %d of a conditional logit: %w", i, err)
		}
		total += rows[i].Weight
	}
	if !(total > 0) {
		return nil, fmt.Errorf("conditional logit on a weight of %g", total)
	}
	loss := func(w, grad []float64) float64 { return choiceLoss(rows, classes, w, grad, ridge) / total }
	start := make([]float64, terms)
	result, err := optimize.Minimize(optimize.Problem{
		Func: func(w []float64) float64 { return loss(w, nil) },
		Grad: func(grad, w []float64) {
			loss(w, grad)
			for j := range grad {
				grad[j] /= total
			}
		},
	}, start, &optimize.Settings{GradientThreshold: 1e-10, MajorIterations: 10_000, Converger: optimize.NeverTerminate{}}, &optimize.BFGS{})
	if result == nil {
		return nil, fmt.Errorf("conditional logit: %w", err)
	}
	grad := make([]float64, terms)
	loss(result.X, grad)
	for _, g := range grad { // close to the minimum a line search ends for want of digits, which is no failure
		if !(math.Abs(g)/total < 1e-6) {
			return nil, fmt.Errorf("the fit of a conditional logit finds no minimum (gradient %g)", g)
		}
	}
	return result.X, nil
}

func (r *choice) check(classes, terms int) error {
	if len(r.Base) != classes || len(r.Terms) != terms {
		return fmt.Errorf("%d classes and %d terms, want %d and %d", len(r.Base), len(r.Terms), classes, terms)
	}
	if r.Label < 0 || r.Label >= classes || !(r.Weight >= 0) || math.IsInf(r.Weight, 1) {
		return fmt.Errorf("label %d of %d classes, weight %g", r.Label, classes, r.Weight)
	}
	for _, values := range append([][]float64{r.Base}, r.Terms...) {
		if len(values) != classes {
			return fmt.Errorf("%d values for %d classes", len(values), classes)
		}
		for _, x := range values {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return fmt.Errorf("value %g", x)
			}
		}
	}
	return nil
}

// choiceLoss is the penalised loss; grad, where it is given, becomes its gradient.
func choiceLoss(rows []choice, classes int, w, grad []float64, ridge float64) float64 {
	loss := 0.0
	for j, v := range w {
		loss += ridge / 2 * v * v
		if grad != nil {
			grad[j] = ridge * v
		}
	}
	p := make([]float64, classes)
	for i := range rows {
		r := &rows[i]
		top := math.Inf(-1)
		for k := range p {
			p[k] = r.Base[k]
			for j, term := range r.Terms {
				p[k] += w[j] * term[k]
			}
			top = max(top, p[k])
		}
		sum := 0.0
		for _, x := range p {
			sum += math.Exp(x - top)
		}
		log := top + math.Log(sum)
		loss += r.Weight * (log - p[r.Label])
		if grad == nil {
			continue
		}
		for k := range p {
			d := math.Exp(p[k] - log)
			if k == r.Label {
				d--
			}
			for j, term := range r.Terms {
				grad[j] += r.Weight * d * term[k]
			}
		}
	}
	return loss
}
