package reader

import "github.com/seed-7a84ba5f/dyad/internal/samefloat"

// Calibration turns the logits of a head into probabilities: softmax(Scale·x + Offset).
// The zero Calibration is the plain softmax.
type Calibration struct {
	Scale  float64   `json:"scale"`  // inverse temperature (Guo et al. 2017); 0 is read as 1
	Offset []float64 `json:"offset"` // one a class; none is read as zeros
}

// Probs returns the probabilities, which add up to 1.
func (c Calibration) Probs(logits []float32) []float64 {
	scale := c.Scale
	if scale == 0 {
		scale = 1
	}
	out := make([]float64, len(logits))
	for i, x := range logits {
		out[i] = float64(scale * float64(x))
		if i < len(c.Offset) {
			out[i] += c.Offset[i]
		}
	}
	samefloat.Softmax(out)
	return out
}

// ProbsOf is Probs of logits that were kept for a fit, at the precision of the heads.
func (c Calibration) ProbsOf(logits []float64) []float64 {
	x := make([]float32, len(logits))
	for i, v := range logits {
		x[i] = float32(v)
	}
	return c.Probs(x)
}
