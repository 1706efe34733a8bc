//go:build amd64 || arm64

package encoder

// The assembly takes multiples of 16 elements; the portable functions take the
// rest. These adapters join the two.

// floatConstants holds the constants of floats.go for the assembly, each eight
// times. It is never written.
//
//lint:ignore U1000 the assembly reads it
var floatConstants = func() (out [23][8]float32) {
	for i, v := range [23]float32{
		-geluLimit, geluLimit, geluP0, geluP1, geluP2, geluP3, geluP4, geluP5,
		geluQ1, geluQ2, geluQ3, geluQ4, 1, 0.5,
		expLow, log2e, toInt, ln2High, ln2Low, expC2, expC3, expC4, expC5,
	} {
		for j := range out[i] {
			out[i][j] = v
		}
	}
	return out
}()

// vectors are the assembly functions of one register width.
type vectors struct {
	minMax       func(x *float32, n int) (lo, hi float32)
	largest      func(x *float32, n int) float32
	quantise     func(dst *uint8, x *float32, n int, inv float32, zero int32)
	scaleColumns func(dst, x, m *float32, n int)
	gelu         func(x *float32, n int)
	addSum       func(dst, add *float32, n int, sums *float32)
	centre       func(dst *float32, n int, mean float32, sums *float32)
	scaleShift   func(dst *float32, n int, factor float32, gamma, beta *float32)
	exponents    func(x, mask *float32, n int, top float32, sums *float32)
	matmul       func(s *strips)
	rows         int // of matmul
	// transpose may be nil; its strides are in bytes.
	transpose func(dst *float32, ldd int, src *float32, lds, blocks int)
}

func vectorKernel(v vectors) *kernel {
	k := &kernel{
		minMax: v.minMaxOf, largest: v.largestOf, quantise: v.quantiseTo, scaleColumns: v.scaleColumnsTo,
		gelu: v.geluOf, matmul: v.matmulOf, transpose: transposeGo,
	}
	if v.transpose != nil {
		k.transpose = v.transposeTo
	}
	k.addSum = func(dst, add []float32, sums *[lanes]float32) {
		n := len(dst) &^ (lanes - 1)
		add = add[:len(dst)]
		if n > 0 {
			v.addSum(&dst[0], &add[0], n, &sums[0])
		}
		addSumGo(dst[n:], add[n:], sums)
	}
	k.centre = func(dst []float32, mean float32, sums *[lanes]float32) {
		n := len(dst) &^ (lanes - 1)
		if n > 0 {
			v.centre(&dst[0], n, mean, &sums[0])
		}
		centreGo(dst[n:], mean, sums)
	}
	k.scaleShift = func(dst []float32, factor float32, gamma, beta []float32) {
		n := len(dst) &^ (lanes - 1)
		gamma, beta = gamma[:len(dst)], beta[:len(dst)]
		if n > 0 {
			v.scaleShift(&dst[0], n, factor, &gamma[0], &beta[0])
		}
		scaleShiftGo(dst[n:], factor, gamma[n:], beta[n:])
	}
	k.exponents = func(x, mask []float32, top float32, sums *[lanes]float32) {
		n := len(x) &^ (lanes - 1)
		mask = mask[:len(x)]
		if n > 0 {
			v.exponents(&x[0], &mask[0], n, top, &sums[0])
		}
		exponentsGo(x[n:], mask[n:], top, sums)
	}
	return k
}

func (v *vectors) minMaxOf(x []float32) (lo, hi float32) {
	n := len(x) &^ (lanes - 1)
	lo, hi = minMaxGo(x[n:])
	if n > 0 {
		l, h := v.minMax(&x[0], n)
		lo, hi = min(lo, l), max(hi, h)
	}
	return lo, hi
}

func (v *vectors) largestOf(x []float32) float32 {
	n := len(x) &^ (lanes - 1)
	if n == 0 {
		return largestGo(x)
	}
	top := v.largest(&x[0], n)
	for _, f := range x[n:] {
		top = max(top, f)
	}
	return top
}

func (v *vectors) quantiseTo(dst []uint8, x []float32, inv float32, zero int32) {
	n := len(x) &^ (lanes - 1)
	dst = dst[:len(x)]
	if n > 0 {
		v.quantise(&dst[0], &x[0], n, inv, zero)
	}
	quantiseGo(dst[n:], x[n:], inv, zero)
}

func (v *vectors) scaleColumnsTo(dst, x, m []float32) {
	n := len(x) &^ (lanes - 1)
	dst, m = dst[:len(x)], m[:len(x)]
	if n > 0 {
		v.scaleColumns(&dst[0], &x[0], &m[0], n)
	}
	scaleColumnsGo(dst[n:], x[n:], m[n:])
}

func (v *vectors) geluOf(x []float32) {
	n := len(x) &^ (lanes - 1)
	if n > 0 {
		v.gelu(&x[0], n)
	}
	geluGo(x[n:])
}

func (v *vectors) matmulOf(p *matmul) {
	n := p.n &^ (lanes - 1)
	if n < p.n {
		rest := *p
		rest.dst, rest.b, rest.n = p.dst[n:], p.b[n:], p.n-n
		matmulGo(&rest)
	}
	if n == 0 || p.k == 0 {
		return
	}
	// The last elements that the assembly touches lie inside the slices.
	_, _, _ = p.a[(p.m-1)*p.lda+p.k-1], p.b[(p.k-1)*p.ldb+n-1], p.dst[(p.m-1)*p.ldd+n-1]
	s := &p.strips // not a variable here, which would escape
	*s = strips{b: &p.b[0], ldb: 4 * p.ldb, n: 4 * n, k: p.k}
	for i := 0; i < p.m; i += v.rows {
		for r := range v.rows {
			row := min(i+r, p.m-1)
			s.a[r], s.dst[r], s.factor[r] = &p.a[row*p.lda], &p.dst[row*p.ldd], p.factor[row]
		}
		v.matmul(s)
	}
}

func (v *vectors) transposeTo(dst []float32, ldd int, src []float32, lds, rows, cols int) {
	// The last elements that the assembly touches lie inside the slices.
	r, c := rows&^7, cols&^7
	if r > 0 && c > 0 {
		_, _ = dst[(c-1)*ldd+r-1], src[(r-1)*lds+c-1]
		for t := 0; t < r; t += 8 {
			v.transpose(&dst[t], 4*ldd, &src[t*lds], 4*lds, c/8)
		}
		if c < cols {
			transposeGo(dst[c*ldd:], ldd, src[c:], lds, r, cols-c)
		}
	} else {
		r = 0
	}
	if r < rows {
		transposeGo(dst[r:], ldd, src[r*lds:], lds, rows-r, cols)
	}
}
