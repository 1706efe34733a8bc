package encoder

// lanes is the number of partial sums of every float sum: element i of a row
// is added to sum i mod lanes, and total joins the sums as a tree. Every
// kernel follows this order, so that all give the same bits.
const lanes = 16

// A kernel holds the inner loops for one kind of processor. All kernels give
// the same bits: the products are exact in integers, and the float functions
// work on independent elements or in the order of lanes, without fused
// multiply-add. Function by function, the comments of the portable kernel say
// what is computed.
type kernel struct {
	name string
	// rows and cols are the size of the tile that product computes;
	// weights are packed for cols.
	rows, cols int

	product      func(t *tile)
	minMax       func(x []float32) (lo, hi float32)
	largest      func(x []float32) float32
	quantise     func(dst []uint8, x []float32, inv float32, zero int32)
	scaleColumns func(dst, x, m []float32)
	gelu         func(x []float32)
	addSum       func(dst, add []float32, sums *[lanes]float32)
	centre       func(dst []float32, mean float32, sums *[lanes]float32)
	scaleShift   func(dst []float32, factor float32, gamma, beta []float32)
	exponents    func(x, mask []float32, top float32, sums *[lanes]float32)
	matmul       func(p *matmul)
	// transpose writes dst[c][r] = src[r][c].
	transpose func(dst []float32, ldd int, src []float32, lds, rows, cols int)
}

// tile is one call of kernel.product: rows × cols outputs
//
//	dst[r][c] = float(Σ a[r][k]·w[k][c] − rowZero[r]·colSum[c]) · (rowScale[r]·colScale[c]) + bias[c]
//
// a holds rows of lda bytes; w is the panel of cols columns in groups of four
// k: w[k/4][c][k mod 4]. There are k4 groups.
type tile struct {
	dst      []float32
	ldd      int
	a        []uint8
	lda      int
	w        []int8
	k4       int
	rowScale []float32
	rowZero  []int32
	colScale []float32
	colSum   []int32
	bias     []float32
}

// matmul is a product of float matrices, dst[i][j] = (Σ a[i][k]·b[k][j])·factor[i],
// added in the order of k from zero: m × n outputs, rows of ldd, lda and ldb
// floats.
type matmul struct {
	dst     []float32
	ldd     int
	a       []float32
	lda     int
	b       []float32
	ldb     int
	factor  []float32
	m, n, k int
	strips  strips
}

// strips is the part of a matmul that one call of the assembly computes: up to
// eight rows by n columns, a multiple of 16. Rows that do not exist repeat the
// last one.
type strips struct {
	a, dst [8]*float32
	factor [8]float32
	b      *float32
	ldb    int // bytes
	n      int // bytes
	k      int
}

// portableKernel returns the kernel in plain Go, which defines the results.
func portableKernel() *kernel {
	return &kernel{
		name: "portable", rows: 4, cols: 4,
		product:      productGo,
		minMax:       minMaxGo,
		largest:      largestGo,
		quantise:     quantiseGo,
		scaleColumns: scaleColumnsGo,
		gelu:         geluGo,
		addSum:       addSumGo,
		centre:       centreGo,
		scaleShift:   scaleShiftGo,
		exponents:    exponentsGo,
		matmul:       matmulGo,
		transpose:    transposeGo,
	}
}

// total joins the partial sums of a row.
func total(s *[lanes]float32) float32 {
	a0, a1, a2, a3 := s[0]+s[8], s[1]+s[9], s[2]+s[10], s[3]+s[11]
	a4, a5, a6, a7 := s[4]+s[12], s[5]+s[13], s[6]+s[14], s[7]+s[15]
	return ((a0 + a4) + (a2 + a6)) + ((a1 + a5) + (a3 + a7))
}

// productGo computes a tile of 4 × 4.
func productGo(t *tile) {
	for r := range 4 {
		a := t.a[r*t.lda:][:t.k4*4]
		var s0, s1, s2, s3 int32
		w := t.w
		for len(a) >= 4 && len(w) >= 16 {
			a0, a1, a2, a3 := int32(a[0]), int32(a[1]), int32(a[2]), int32(a[3])
			s0 += a0*int32(w[0]) + a1*int32(w[1]) + a2*int32(w[2]) + a3*int32(w[3])
			s1 += a0*int32(w[4]) + a1*int32(w[5]) + a2*int32(w[6]) + a3*int32(w[7])
			s2 += a0*int32(w[8]) + a1*int32(w[9]) + a2*int32(w[10]) + a3*int32(w[11])
			s3 += a0*int32(w[12]) + a1*int32(w[13]) + a2*int32(w[14]) + a3*int32(w[15])
			a, w = a[4:], w[16:]
		}
		dst := t.dst[r*t.ldd:][:4]
		for c, s := range [4]int32{s0, s1, s2, s3} {
			f := float32(s - t.rowZero[r]*t.colSum[c])
			dst[c] = float32(f*float32(t.rowScale[r]*t.colScale[c])) + t.bias[c]
		}
	}
}

// bestKernel returns the fastest kernel of this processor.
func bestKernel() *kernel { return kernels()[0] }
