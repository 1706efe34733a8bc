package encoder

import "golang.org/x/sys/cpu"

// kernels returns the kernels that the processor can run, fastest first.
func kernels() []*kernel {
	var out []*kernel
	x := &cpu.X86
	avx2 := x.HasAVX2
	avx512 := avx2 && x.HasAVX512F && x.HasAVX512BW && x.HasAVX512DQ && x.HasAVX512VL
	if avx512 && x.HasAVX512VNNI {
		k := avx512Floats()
		k.name, k.rows, k.cols, k.product = "avx512vnni", 8, 48, productVNNI
		out = append(out, k)
	}
	if avx2 && x.HasAVXVNNI {
		k := avx2Floats()
		k.name, k.rows, k.cols, k.product = "avxvnni", 6, 16, productAVXVNNI
		out = append(out, k)
	}
	if avx2 {
		k := avx2Floats()
		k.name, k.rows, k.cols, k.product = "avx2", 6, 16, productAVX2
		out = append(out, k)
	}
	return append(out, portableKernel())
}

//go:noescape
func productVNNI(t *tile)

//go:noescape
func productAVXVNNI(t *tile)

//go:noescape
func productAVX2(t *tile)

func avx2Floats() *kernel {
	return vectorKernel(vectors{
		minMax: minMaxAVX2, largest: largestAVX2, quantise: quantiseAVX2, scaleColumns: scaleColumnsAVX2,
		gelu: geluAVX2, addSum: addSumAVX2, centre: centreAVX2, scaleShift: scaleShiftAVX2,
		exponents: exponentsAVX2, matmul: matmulAVX2, rows: 4, transpose: transposeAVX,
	})
}

func avx512Floats() *kernel {
	return vectorKernel(vectors{
		minMax: minMaxAVX512, largest: largestAVX512, quantise: quantiseAVX512, scaleColumns: scaleColumnsAVX512,
		gelu: geluAVX512, addSum: addSumAVX512, centre: centreAVX512, scaleShift: scaleShiftAVX512,
		exponents: exponentsAVX512, matmul: matmulAVX512, rows: 8, transpose: transposeAVX,
	})
}

// The functions below need n to be a multiple of 16 and above 0.

//go:noescape
func minMaxAVX2(x *float32, n int) (lo, hi float32)

//go:noescape
func minMaxAVX512(x *float32, n int) (lo, hi float32)

//go:noescape
func largestAVX2(x *float32, n int) float32

//go:noescape
func largestAVX512(x *float32, n int) float32

//go:noescape
func quantiseAVX2(dst *uint8, x *float32, n int, inv float32, zero int32)

//go:noescape
func quantiseAVX512(dst *uint8, x *float32, n int, inv float32, zero int32)

//go:noescape
func scaleColumnsAVX2(dst, x, m *float32, n int)

//go:noescape
func scaleColumnsAVX512(dst, x, m *float32, n int)

//go:noescape
func geluAVX2(x *float32, n int)

//go:noescape
func geluAVX512(x *float32, n int)

//go:noescape
func addSumAVX2(dst, add *float32, n int, sums *float32)

//go:noescape
func addSumAVX512(dst, add *float32, n int, sums *float32)

//go:noescape
func centreAVX2(dst *float32, n int, mean float32, sums *float32)

//go:noescape
func centreAVX512(dst *float32, n int, mean float32, sums *float32)

//go:noescape
func scaleShiftAVX2(dst *float32, n int, factor float32, gamma, beta *float32)

//go:noescape
func scaleShiftAVX512(dst *float32, n int, factor float32, gamma, beta *float32)

//go:noescape
func exponentsAVX2(x, mask *float32, n int, top float32, sums *float32)

//go:noescape
func exponentsAVX512(x, mask *float32, n int, top float32, sums *float32)

//go:noescape
func transposeAVX(dst *float32, ldd int, src *float32, lds, blocks int)

//go:noescape
func matmulAVX2(s *strips)

//go:noescape
func matmulAVX512(s *strips)
