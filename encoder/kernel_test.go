package encoder

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestKernelsAgree compares every function of every kernel of this processor
// with the portable one, to the bit, for sizes with and without a rest.
func TestKernelsAgree(t *testing.T) {
	want := portableKernel()
	for _, k := range kernels() {
		t.Run(k.name, func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(1, 2))
			for _, n := range []int{1, 5, 15, 16, 17, 32, 48, 100, 384} {
				compareRows(t, rnd, k, want, n)
			}
			for range 60 {
				compareMatmul(t, rnd, k, want, 1+rnd.IntN(40), 1+rnd.IntN(70), 1+rnd.IntN(70))
				compareLinear(t, rnd, k, want, 1+rnd.IntN(40), 1+rnd.IntN(200), 1+rnd.IntN(120))
			}
			compareLinear(t, rnd, k, want, 9, 1536, 384)
			compareLinear(t, rnd, k, want, 33, 384, 96)
		})
	}
}

// compareRows checks the functions that work on one row.
func compareRows(t *testing.T, rnd *rand.Rand, k, want *kernel, n int) {
	t.Helper()
	x, y, z := values(rnd, n, 3), values(rnd, n, 2), values(rnd, n, 1)
	both := func(name string, f func(k *kernel, x []float32, sums *[lanes]float32)) {
		t.Helper()
		a, b := append([]float32(nil), x...), append([]float32(nil), x...)
		var s, s2 [lanes]float32
		copy(s[:], y)
		s2 = s
		f(k, a, &s)
		f(want, b, &s2)
		same(t, name, append(a, s[:]...), append(b, s2[:]...))
	}
	lo, hi := k.minMax(x)
	lo2, hi2 := want.minMax(x)
	same(t, "minMax, largest", []float32{lo, hi, k.largest(x)}, []float32{lo2, hi2, want.largest(x)})
	both("scaleColumns", func(k *kernel, x []float32, _ *[lanes]float32) { k.scaleColumns(x, x, y) })
	both("gelu", func(k *kernel, x []float32, _ *[lanes]float32) { k.gelu(x) })
	both("addSum", func(k *kernel, x []float32, s *[lanes]float32) { k.addSum(x, y, s) })
	both("centre", func(k *kernel, x []float32, s *[lanes]float32) { k.centre(x, 0.37, s) })
	both("scaleShift", func(k *kernel, x []float32, _ *[lanes]float32) { k.scaleShift(x, 1.7, y, z) })
	both("exponents", func(k *kernel, x []float32, s *[lanes]float32) { k.exponents(x, y, want.largest(x), s) })
	both("quantise", func(k *kernel, x []float32, _ *[lanes]float32) {
		q := make([]uint8, len(x))
		k.quantise(q, x, 127/(hi-lo), nearest(-lo*127/(hi-lo)))
		for i, v := range q {
			x[i] = float32(v)
		}
	})
}

func compareMatmul(t *testing.T, rnd *rand.Rand, k, want *kernel, m, n, size int) {
	t.Helper()
	a, b := values(rnd, m*(size+3), 1), values(rnd, size*(n+2), 1)
	p := matmul{a: a, lda: size + 3, b: b, ldb: n + 2, ldd: n + 1, m: m, n: n, k: size, factor: values(rnd, m, 1), dst: make([]float32, m*(n+1))}
	k.matmul(&p)
	q := p
	q.dst = make([]float32, len(p.dst))
	want.matmul(&q)
	same(t, "matmul", p.dst, q.dst)
	c, d := make([]float32, size*(m+1)), make([]float32, size*(m+1))
	k.transpose(c, m+1, a, size+3, m, size)
	want.transpose(d, m+1, a, size+3, m, size)
	same(t, "transpose", c, d)
}

func compareLinear(t *testing.T, rnd *rand.Rand, k, want *kernel, rows, in, out int) {
	t.Helper()
	w := make([]int8, in*out)
	for i := range w {
		w[i] = int8(rnd.IntN(256) - 128)
		if rnd.IntN(3) == 0 {
			w[i] = 127 - int8(rnd.IntN(2)*255) // the extremes, for saturation
		}
	}
	x := values(rnd, rows*in, 2)
	for i := range x {
		if rnd.IntN(3) == 0 {
			x[i] = 30
		}
	}
	scale, bias := values(rnd, out, 1), values(rnd, out, 1)
	var columns []float32
	if rnd.IntN(2) == 0 {
		columns = values(rnd, in, 1)
	}
	var got [2][]float32
	for i, k := range []*kernel{k, want} {
		l, err := newLinear(k, in, out, w, scale, bias, columns)
		if err != nil {
			t.Fatal(err)
		}
		got[i] = make([]float32, rows*out)
		if err := l.Apply(got[i], x, rows); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "Linear", got[0], got[1])
}

func values(rnd *rand.Rand, n int, size float64) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = float32(rnd.NormFloat64() * size)
	}
	return out
}

func same(t *testing.T, name string, a, b []float32) {
	t.Helper()
	for i := range b {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			t.Fatalf("%s (%d values): value %d is %g, portable %g", name, len(a), i, a[i], b[i])
		}
	}
}

// TestGELU and TestExp hold the approximations against math.
func TestGELU(t *testing.T) {
	worst := 0.0
	for v := -9.0; v < 9; v += 1e-3 {
		x := []float32{float32(v)}
		geluGo(x)
		exact := float64(float32(v))
		worst = max(worst, math.Abs(float64(x[0])-exact*0.5*math.Erfc(-exact/math.Sqrt2)))
	}
	if worst > 2e-6 {
		t.Errorf("the error of GELU is %g", worst)
	}
}

func TestExp(t *testing.T) {
	for v := float32(0); v > -86; v -= 1e-3 {
		if want := math.Exp(float64(v)); math.Abs(float64(exp(v))/want-1) > 1e-6 {
			t.Fatalf("exp(%g) = %g, want %g", v, exp(v), want)
		}
	}
	if exp(0) != 1 || exp(-1e30) <= 0 || exp(-1e30) > 1e-37 {
		t.Errorf("exp(0) = %g, exp(-1e30) = %g", exp(0), exp(-1e30))
	}
}
