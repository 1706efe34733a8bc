// Package samefloat has the few transcendental functions that probabilities need, with the
// same last bit on every machine: package math has assembly of its own for some. Products
// are rounded before they are added, so that none is fused.
package samefloat

import "math"

// Exp is e to the power of x for x <= 0, by halving the argument and squaring a series.
func Exp(x float64) float64 {
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

// Log is the natural logarithm of x > 0, by the series of the inverse hyperbolic tangent
// of what is left when the power of 2 is taken off.
func Log(x float64) float64 {
	f, e := math.Frexp(x)
	if f < math.Sqrt2/2 {
		f, e = 2*f, e-1
	}
	s := (f - 1) / (f + 1)
	square, power, sum := float64(s*s), s, 0.0
	for k := 1; k < 32; k += 2 {
		sum += power / float64(k)
		power = float64(power * square)
	}
	return float64(2*sum) + float64(float64(e)*math.Ln2)
}

// Softmax puts in place of x the probabilities whose logarithms differ as x does: they
// add up to 1.
func Softmax(x []float64) {
	top := math.Inf(-1)
	for _, v := range x {
		top = max(top, v)
	}
	sum := 0.0
	for i := range x {
		x[i] = Exp(x[i] - top)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}
