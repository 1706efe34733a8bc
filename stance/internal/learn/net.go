package learn

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/gonum"
)

// blas adds rows of weights with the vector instructions of the machine.
var blas gonum.Implementation

// Net is a network with one hidden layer over sparse features: the hidden
// units are rectified sums of the rows of In, the scores sums of rows of Out.
type Net struct {
	Classes, Hidden int
	In              []float32 // Hidden for each feature
	Bias            []float32
	Out             []float32 // Classes for each hidden unit, and one bias row
}

// NetOptions say how a Net is fitted.
type NetOptions struct {
	Classes, Features, Hidden, Epochs int
	Rate                              float64 // of AdaGrad
	Drop                              float64 // share of hidden units left out in a step
	DropIn                            float64 // share of entries left out in a step
	Weights                           []float64
	Pair                              []bool // rows of which only the first and the last class are compared
}

// FitNet fits by AdaGrad (Duchi, Hazan and Singer 2011), one row at a time,
// with dropout (Srivastava et al. 2014). The result depends on nothing but the
// arguments and the stream.
func FitNet(rows [][]Entry, labels []int, o NetOptions, rng *rand.Rand) *Net {
	f := newNetFit(rows, labels, o, rng)
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	for range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, r := range order {
			f.step(r)
		}
	}
	return f.Net
}

// netFit is a network while it is fitted.
type netFit struct {
	*Net
	rows             [][]Entry
	labels           []int
	o                NetOptions
	rng              *rand.Rand
	gIn, gBias, gOut []float32 // sums of squared gradients
	hid, back        []float32
	prob             []float64
	kept             []Entry
}

func newNetFit(rows [][]Entry, labels []int, o NetOptions, rng *rand.Rand) *netFit {
	h := o.Hidden
	n := &Net{Classes: o.Classes, Hidden: h, In: make([]float32, o.Features*h), Bias: make([]float32, h), Out: make([]float32, (h+1)*o.Classes)}
	for i := range n.In {
		n.In[i] = float32(rng.NormFloat64() * .1)
	}
	for i := range h * o.Classes {
		n.Out[i] = float32(rng.NormFloat64() * math.Sqrt(2/float64(h)) * .5)
	}
	return &netFit{Net: n, rows: rows, labels: labels, o: o, rng: rng,
		gIn: make([]float32, o.Features), gBias: make([]float32, h), gOut: make([]float32, len(n.Out)),
		hid: make([]float32, h), back: make([]float32, h), prob: make([]float64, o.Classes)}
}

// step goes down the gradient of one row.
func (f *netFit) step(r int) {
	f.forward(r)
	if f.o.Pair != nil && f.o.Pair[r] {
		for c := 1; c < f.o.Classes-1; c++ {
			f.prob[c] = math.Inf(-1)
		}
	}
	softmax(f.prob)
	f.prob[f.labels[r]]--
	w := 1.0
	if f.o.Weights != nil {
		w = f.o.Weights[r]
	}
	f.stepOut(w)
	f.stepIn()
}

// forward computes the scores of a row, with some entries and units left out.
func (f *netFit) forward(r int) {
	f.kept = f.kept[:0]
	up := float32(1 / (1 - f.o.DropIn))
	for _, e := range f.rows[r] {
		if f.o.DropIn == 0 || f.rng.Float64() >= f.o.DropIn {
			f.kept = append(f.kept, Entry{e.Index, e.Value * up})
		}
	}
	copy(f.hid, f.Bias)
	h := f.Hidden
	for _, e := range f.kept {
		blas.Saxpy(h, e.Value, f.In[int(e.Index)*h:int(e.Index)*h+h], 1, f.hid, 1)
	}
	keep := float32(1 / (1 - f.o.Drop))
	for j := range f.hid {
		if f.hid[j] <= 0 || f.rng.Float64() < f.o.Drop {
			f.hid[j] = 0
		} else {
			f.hid[j] *= keep
		}
	}
	f.scores(f.hid, f.prob)
}

// small keeps a step finite where there has been no gradient.
const small = 1e-6

// stepOut moves the weights behind the hidden units, and gathers the gradient
// of the units.
func (f *netFit) stepOut(w float64) {
	h, rate, keep := f.Hidden, float32(f.o.Rate), float32(1/(1-f.o.Drop))
	clear(f.back)
	for j := range h {
		if f.hid[j] == 0 {
			continue
		}
		for c := range f.prob {
			k := j*f.Classes + c
			g := float32(w * f.prob[c])
			f.back[j] += g * f.Out[k] * keep
			g *= f.hid[j]
			f.gOut[k] += g * g
			f.Out[k] -= rate * g / (sqrt32(f.gOut[k]) + small)
		}
	}
	for c := range f.prob {
		k := h*f.Classes + c
		g := float32(w * f.prob[c])
		f.gOut[k] += g * g
		f.Out[k] -= rate * g / (sqrt32(f.gOut[k]) + small)
	}
}

// stepIn moves the weights before the hidden units. The squared gradients of a
// feature are summed over its units, which share one rate.
func (f *netFit) stepIn() {
	h, rate := f.Hidden, float32(f.o.Rate)
	sum := float32(0)
	for j := range h {
		g := f.back[j]
		sum += g * g
		f.gBias[j] += g * g
		if g != 0 {
			f.Bias[j] -= rate * g / (sqrt32(f.gBias[j]) + small)
		}
	}
	sum /= float32(h)
	for _, e := range f.kept {
		f.gIn[e.Index] += e.Value * e.Value * sum
		step := rate / (sqrt32(f.gIn[e.Index]) + small)
		blas.Saxpy(h, -step*e.Value, f.back, 1, f.In[int(e.Index)*h:int(e.Index)*h+h], 1)
	}
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func (n *Net) scores(hid []float32, out []float64) {
	h := n.Hidden
	for c := range out {
		out[c] = float64(n.Out[h*n.Classes+c])
	}
	for j, v := range hid {
		if v != 0 {
			for c := range out {
				out[c] += float64(v * n.Out[j*n.Classes+c])
			}
		}
	}
}

// Probs gives the probabilities of the classes.
func (n *Net) Probs(row []Entry) []float64 {
	hid := n.hidden(row)
	for j := range hid {
		hid[j] = max(0, hid[j])
	}
	out := make([]float64, n.Classes)
	n.scores(hid, out)
	softmax(out)
	return out
}

// Through gives, for each hidden unit that is at work on a row, the weight that
// combine makes of the unit's weights to the classes; 0 for the others. So the
// sum over a row's entries of value times In times Through is what combine
// makes of the scores, but for the biases.
func (n *Net) Through(row []Entry, combine func(weight func(class int) float64) float64) []float32 {
	hid := n.hidden(row)
	out := make([]float32, n.Hidden)
	for j := range out {
		if hid[j] > 0 {
			out[j] = float32(combine(func(c int) float64 { return float64(n.Out[j*n.Classes+c]) }))
		}
	}
	return out
}

// hidden gives the hidden units of a row, before they are rectified.
func (n *Net) hidden(row []Entry) []float32 {
	hid := make([]float32, n.Hidden)
	copy(hid, n.Bias)
	for _, e := range row {
		blas.Saxpy(n.Hidden, e.Value, n.In[int(e.Index)*n.Hidden:int(e.Index)*n.Hidden+n.Hidden], 1, hid, 1)
	}
	return hid
}
