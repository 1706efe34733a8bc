package encoder

import "golang.org/x/sys/cpu"

// kernels returns the kernels that the processor can run, fastest first.
func kernels() []*kernel {
	if !cpu.ARM64.HasASIMDDP {
		return []*kernel{portableKernel()}
	}
	k := vectorKernel(vectors{
		minMax: minMaxNEON, largest: largestNEON, quantise: quantiseNEON, scaleColumns: scaleColumnsNEON,
		gelu: geluNEON, addSum: addSumNEON, centre: centreNEON, scaleShift: scaleShiftNEON,
		exponents: exponentsNEON, matmul: matmulNEON, rows: 4,
	})
	k.name, k.rows, k.cols, k.product = "sdot", 4, 16, productSDOT
	return []*kernel{k, portableKernel()}
}

//go:noescape
func productSDOT(t *tile)

// The functions below need n to be a multiple of 16 and above 0.

//go:noescape
func minMaxNEON(x *float32, n int) (lo, hi float32)

//go:noescape
func largestNEON(x *float32, n int) float32

//go:noescape
func quantiseNEON(dst *uint8, x *float32, n int, inv float32, zero int32)

//go:noescape
func scaleColumnsNEON(dst, x, m *float32, n int)

//go:noescape
func geluNEON(x *float32, n int)

//go:noescape
func addSumNEON(dst, add *float32, n int, sums *float32)

//go:noescape
func centreNEON(dst *float32, n int, mean float32, sums *float32)

//go:noescape
func scaleShiftNEON(dst *float32, n int, factor float32, gamma, beta *float32)

//go:noescape
func exponentsNEON(x, mask *float32, n int, top float32, sums *float32)

//go:noescape
func matmulNEON(s *strips)
