package reader

import "math"

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
	top := math.Inf(-1)
	for i, x := range logits {
		out[i] = scale * float64(x)
		if i < len(c.Offset) {
			out[i] += c.Offset[i]
		}
		top = max(top, out[i])
	}
	sum := 0.0
	for i := range out {
		out[i] = exp(out[i] - top)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// exp is e to the power of x for x <= 0, by halving the argument and squaring a
// series: math.Exp has assembly of its own on some machines and other last bits.
func exp(x float64) float64 {
	if x < -60 {
		return 0
	}
	const halvings = 7
	r := x / (1 << halvings)
	y, term := 1.0, 1.0
	for k := 1; k <= 12; k++ {
		term = float64(term * r / float64(k))
		y += term
	}
	for range halvings {
		y = float64(y * y)
	}
	return y
}
