package encoder

import (
	"fmt"
	"sync"
)

// maxInput bounds the inputs of a Linear, so that no sum of products leaves
// int32: 127·128·65536 < 2³¹.
const maxInput = 65536

// blockRows is the number of rows that are quantised and multiplied at a time.
const blockRows = 128

// Linear is a layer y = W·x + b with 8-bit weights: one float32 scale per row
// of W, and inputs that are quantised row by row to 7 bits. It is immutable
// and safe for concurrent use.
type Linear struct {
	in, out int
	stride  int // bytes of a quantised row: in rounded up to 16
	weight  []int8
	scale   []float32 // per output, padded to whole panels
	sum     []int32   // sums of the weights per output, padded
	bias    []float32 // padded
	columns []float32 // factors of the inputs, or nil
	kernel  *kernel
	pool    sync.Pool // of *quantised
}

// In returns the number of inputs of a row.
func (l *Linear) In() int { return l.in }

// Out returns the number of outputs of a row.
func (l *Linear) Out() int { return l.out }

// newLinear packs weights, out rows of in, for the kernel. bias and columns
// may be nil.
func newLinear(k *kernel, in, out int, weight []int8, scale, bias, columns []float32) (*Linear, error) {
	switch {
	case in < 1 || in > maxInput || out < 1:
		return nil, fmt.Errorf("a matrix of %d × %d is outside 1 … × 1 … %d", out, in, maxInput)
	case len(weight) != in*out || len(scale) != out || bias != nil && len(bias) != out || columns != nil && len(columns) != in:
		return nil, fmt.Errorf("a matrix of %d × %d has %d weights, %d scales, %d biases, %d factors",
			out, in, len(weight), len(scale), len(bias), len(columns))
	}
	panels := (out + k.cols - 1) / k.cols
	l := &Linear{
		in: in, out: out, stride: (in + 15) &^ 15, kernel: k, columns: columns,
		scale: make([]float32, panels*k.cols),
		sum:   make([]int32, panels*k.cols),
		bias:  make([]float32, panels*k.cols),
	}
	copy(l.scale, scale)
	copy(l.bias, bias)
	l.weight = make([]int8, panels*k.cols*l.stride)
	for j := range out {
		panel := l.weight[j/k.cols*k.cols*l.stride:]
		c := j % k.cols
		for i, w := range weight[j*in : (j+1)*in] {
			panel[(i/4*k.cols+c)*4+i%4] = w
			l.sum[j] += int32(w)
		}
	}
	l.pool.New = func() any { return new(quantised) }
	return l, nil
}

// Apply computes rows outputs of Out values each in dst from rows inputs of In
// values each in x. A row's result does not depend on the other rows. It
// returns an error if a slice is too short; dst and x must not overlap.
func (l *Linear) Apply(dst, x []float32, rows int) error {
	if rows < 0 || len(x)/l.in < rows || len(dst)/l.out < rows {
		return fmt.Errorf("%d rows of %d inputs and %d outputs do not fit slices of %d and %d",
			rows, l.in, l.out, len(x), len(dst))
	}
	q := l.pool.Get().(*quantised)
	defer l.pool.Put(q)
	for r := 0; r < rows; r += blockRows {
		n := min(blockRows, rows-r)
		l.apply(dst[r*l.out:], l.out, x[r*l.in:], n, q)
	}
	return nil
}

// apply computes all rows at once; output rows are ldd floats apart.
func (l *Linear) apply(dst []float32, ldd int, x []float32, rows int, q *quantised) {
	if rows == 0 {
		return
	}
	q.set(l, x, rows)
	k := l.kernel
	q.tile = tile{lda: l.stride, k4: l.stride / 4}
	t := &q.tile
	if need := k.rows * k.cols; len(q.edge) < need {
		q.edge = make([]float32, need)
	}
	for c := 0; c < l.out; c += k.cols {
		t.w = l.weight[c*l.stride:][:k.cols*l.stride]
		t.colScale, t.colSum, t.bias = l.scale[c:], l.sum[c:], l.bias[c:]
		for r := 0; r < rows; r += k.rows {
			t.a, t.rowScale, t.rowZero = q.data[r*l.stride:], q.scale[r:], q.zero[r:]
			if r+k.rows <= rows && c+k.cols <= l.out {
				t.dst, t.ldd = dst[r*ldd+c:], ldd
				k.product(t)
				continue
			}
			t.dst, t.ldd = q.edge, k.cols
			k.product(t)
			width := min(k.cols, l.out-c)
			for i := range min(k.rows, rows-r) {
				copy(dst[(r+i)*ldd+c:][:width], q.edge[i*k.cols:])
			}
		}
	}
}

// quantised holds rows of inputs in 7 bits: value = (data − zero)·scale.
type quantised struct {
	data  []uint8
	scale []float32
	zero  []int32
	row   []float32 // a row of inputs after the factors
	tile  tile
	edge  []float32 // a tile that does not fit the output
}

// set quantises rows of inputs for l. The range of a row is from its smallest
// to its largest value, after the factors of the columns, and holds 0; it is
// divided into 127 steps, with an integer for 0.
func (q *quantised) set(l *Linear, x []float32, rows int) {
	k, n := l.kernel, l.in
	padded := (rows + k.rows - 1) / k.rows * k.rows
	if len(q.data) < padded*l.stride {
		q.data = make([]uint8, padded*l.stride)
	}
	if len(q.scale) < padded {
		q.scale, q.zero = make([]float32, padded), make([]int32, padded)
	}
	if l.columns != nil && len(q.row) < n {
		q.row = make([]float32, n)
	}
	for r := range rows {
		row := x[r*n : (r+1)*n]
		if l.columns != nil {
			k.scaleColumns(q.row[:n], row, l.columns)
			row = q.row[:n]
		}
		lo, hi := k.minMax(row)
		var inv float32
		if hi > lo {
			inv = 127 / (hi - lo)
		}
		zero := nearest(float32(-lo * inv))
		q.scale[r], q.zero[r] = (hi-lo)/127, zero
		data := q.data[r*l.stride : (r+1)*l.stride]
		k.quantise(data, row, inv, zero)
		clear(data[n:])
	}
}
