package encoder

// GELU replaces each x by x·Φ(x), Φ the standard normal distribution function
// (Hendrycks and Gimpel 2016), in the arithmetic of the forward pass: the same
// bits on every machine.
func GELU(x []float32) { geluGo(x) }

// Softmax replaces x by exp(x)/Σexp(x), in the arithmetic of the forward pass.
// An empty slice stays as it is.
func Softmax(x []float32) {
	if len(x) == 0 {
		return
	}
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		x[i] = exp(v - top)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}
