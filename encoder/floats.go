package encoder

import "math"

// The functions of this file are the definition of every float operation; the
// assembly repeats them instruction by instruction. Each product that is added
// to is converted to float32 first: the language then forbids the fused
// multiply-add that some processors would use.

// toInt is 1.5·2²³: added to a float32 below 2²² in size it leaves the nearest
// integer, ties to even, in the low bits.
const toInt = 12582912

// Coefficients of geluGo, lowest first: a rational minimax fit to
// erf(x/√2)/2 ≈ x·P(x²)/Q(x²) on |x| ≤ 5.25, made by weighted least squares;
// the error of GELU in float32 is below 2e-6.
const (
	geluLimit = 5.25
	geluP0    = 0.39894166588783264
	geluP1    = 0.062680184841156
	geluP2    = 0.006246824748814106
	geluP3    = 0.0004373654373921454
	geluP4    = 5.682012670149561e-06
	geluP5    = -1.6846520622948447e-08
	geluQ1    = 0.3237725794315338
	geluQ2    = 0.044639214873313904
	geluQ3    = 0.0034023008774966
	geluQ4    = 0.00014703602937515825
)

// Coefficients of exp(r) = 1 + r + r²·(c2 + c3·r + c4·r² + c5·r³) for
// |r| ≤ ln2/2, fitted in the same way: the relative error is 1e-7.
const (
	expLow   = -87
	log2e    = 1.44269504
	ln2High  = 0.693359375 // nine bits, so that n·ln2High is exact
	ln2Low   = -2.12194440e-4
	expC2    = 0.499992311000824
	expC3    = 0.16667114198207855
	expC4    = 0.041890114545822144
	expC5    = 0.008312525227665901
	expBias  = 127
	mantissa = 23
)

// minMaxGo returns the smallest and the largest of x and 0.
func minMaxGo(x []float32) (lo, hi float32) {
	for _, v := range x {
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
	}
	return lo, hi
}

// quantiseGo writes round(x·inv) + zero, at most 127. The caller chooses inv
// and zero such that no result is below 0.
func quantiseGo(dst []uint8, x []float32, inv float32, zero int32) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = uint8(min(nearest(float32(v*inv))+zero, 127))
	}
}

// nearest rounds to the nearest integer, ties to even, for |v| < 2²².
func nearest(v float32) int32 {
	return int32(math.Float32bits(v+toInt)) - int32(math.Float32bits(toInt))
}

// geluGo replaces each x by x·Φ(x), the GELU of Hendrycks and Gimpel (2016).
func geluGo(x []float32) {
	for i, v := range x {
		z := min(max(v, -geluLimit), geluLimit)
		t := float32(z * z)
		p := float32(geluP5)
		p = float32(p*t) + geluP4
		p = float32(p*t) + geluP3
		p = float32(p*t) + geluP2
		p = float32(p*t) + geluP1
		p = float32(p*t) + geluP0
		q := float32(geluQ4)
		q = float32(q*t) + geluQ3
		q = float32(q*t) + geluQ2
		q = float32(q*t) + geluQ1
		q = float32(q*t) + 1
		x[i] = float32(v * (0.5 + float32(float32(z*p)/q)))
	}
}

// addSumGo adds add to dst and dst to the partial sums.
func addSumGo(dst, add []float32, sums *[lanes]float32) {
	add = add[:len(dst)]
	for i, v := range add {
		dst[i] += v
		sums[i%lanes] += dst[i]
	}
}

// centreGo takes mean from dst and adds the squares to the partial sums.
func centreGo(dst []float32, mean float32, sums *[lanes]float32) {
	for i := range dst {
		d := dst[i] - mean
		dst[i] = d
		sums[i%lanes] += float32(d * d)
	}
}

// scaleShiftGo computes dst·factor·gamma + beta.
func scaleShiftGo(dst []float32, factor float32, gamma, beta []float32) {
	gamma, beta = gamma[:len(dst)], beta[:len(dst)]
	for i, v := range dst {
		dst[i] = float32(float32(v*factor)*gamma[i]) + beta[i]
	}
}

// exponentsGo replaces x by exp(x−top)·mask, for x ≤ top, and adds
// the results to the partial sums.
func exponentsGo(x, mask []float32, top float32, sums *[lanes]float32) {
	mask = mask[:len(x)]
	for i, v := range x {
		e := float32(exp(v-top) * mask[i])
		x[i] = e
		sums[i%lanes] += e
	}
}

// exp returns e to the power of v for v ≤ 0; below expLow it stays at the
// value there.
func exp(v float32) float32 {
	v = max(v, expLow)
	shifted := float32(v*log2e) + toInt
	n := shifted - toInt
	r := v - float32(n*ln2High)
	r -= float32(n * ln2Low)
	p := float32(expC5)
	p = float32(p*r) + expC4
	p = float32(p*r) + expC3
	p = float32(p*r) + expC2
	p = float32(float32(p*r)*r) + r
	p++
	exponent := int32(math.Float32bits(shifted)) << mantissa
	return math.Float32frombits(uint32(int32(math.Float32bits(p)) + exponent))
}

// scaleColumnsGo writes the products of x and m.
func scaleColumnsGo(dst, x, m []float32) {
	dst, m = dst[:len(x)], m[:len(x)]
	for i, v := range x {
		dst[i] = v * m[i]
	}
}

// largestGo returns the largest of x, which is not empty.
func largestGo(x []float32) float32 {
	top := x[0]
	for _, v := range x[1:] {
		top = max(top, v)
	}
	return top
}

// matmulGo computes a product of float matrices.
func matmulGo(p *matmul) {
	for i := range p.m {
		dst := p.dst[i*p.ldd:][:p.n]
		clear(dst)
		for k, f := range p.a[i*p.lda:][:p.k] {
			b := p.b[k*p.ldb:][:p.n]
			for j, v := range b {
				dst[j] += float32(f * v)
			}
		}
		for j := range dst {
			dst[j] *= p.factor[i]
		}
	}
}

// transposeGo writes dst[c][r] = src[r][c].
func transposeGo(dst []float32, ldd int, src []float32, lds, rows, cols int) {
	for r := range rows {
		for c, v := range src[r*lds:][:cols] {
			dst[c*ldd+r] = v
		}
	}
}
