package learn

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/gonum"
)

// blas adds rows of weights with the vector instructions of the machine.
var blas gonum.Implementation

// Word is one word of a row as a Net sees it: indexes of what it is, and of
// where it stands.
type Word struct{ Is, At []int32 }

// Net is a factored network over the words of a row. A word is the sum of its
// rows of Is, times, unit by unit, 1 and the sum of its rows of At: so what is
// known of a word holds wherever it stands, and what is known of a place holds
// for every word. The words of a row are added up, and the scores are sums of
// rows of Out (after the factorisation machines of Rendle 2010, with the
// products of what and where alone).
type Net struct {
	Classes, Hidden int
	Is, At          []float32 // Hidden for each index
	Out             []float32 // Classes for each hidden unit, and one bias row
}

// NetOptions say how a Net is fitted.
type NetOptions struct {
	Classes, Hidden, Epochs int
	Is, At                  int     // how many indexes there are
	Rate                    float64 // of AdaGrad
	Drop                    float64 // share of hidden units left out in a step
	DropIn                  float64 // share of words left out in a step, and half of it of the indexes of the others
	Weights                 []float64
	Pair                    []bool // rows of which only the first and the last class are compared
}

// FitNet fits by AdaGrad (Duchi, Hazan and Singer 2011), one row at a time,
// with dropout (Srivastava et al. 2014). The result depends on nothing but the
// arguments and the stream.
func FitNet(rows [][]Word, labels []int, o NetOptions, rng *rand.Rand) *Net {
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
	rows            [][]Word
	labels          []int
	o               NetOptions
	rng             *rand.Rand
	gIs, gAt, gOut  []float32 // sums of squared gradients
	hid, back, turn []float32
	prob            []float64
	kept            []Word
	is, at          []float32 // of the words kept, Hidden each
}

func newNetFit(rows [][]Word, labels []int, o NetOptions, rng *rand.Rand) *netFit {
	h := o.Hidden
	n := &Net{Classes: o.Classes, Hidden: h, Is: make([]float32, o.Is*h), At: make([]float32, o.At*h), Out: make([]float32, (h+1)*o.Classes)}
	fill := func(w []float32, sd float64) {
		for i := range w {
			w[i] = float32(rng.NormFloat64() * sd)
		}
	}
	fill(n.Is, .1)
	fill(n.At, .05)
	fill(n.Out[:h*o.Classes], .3)
	return &netFit{Net: n, rows: rows, labels: labels, o: o, rng: rng,
		gIs: make([]float32, o.Is), gAt: make([]float32, o.At), gOut: make([]float32, len(n.Out)),
		hid: make([]float32, h), back: make([]float32, h), turn: make([]float32, h), prob: make([]float64, o.Classes)}
}

// step goes down the gradient of one row.
func (f *netFit) step(r int) {
	f.forward(f.rows[r])
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
	norm := lengthNorm(len(f.rows[r]))
	for j := range f.back {
		f.back[j] *= norm
	}
	h := f.Hidden
	for k, word := range f.kept {
		f.stepRows(f.Is, f.gIs, word.Is, f.at[k*h:k*h+h])
		f.stepRows(f.At, f.gAt, word.At, f.is[k*h:k*h+h])
	}
}

// lengthNorm keeps a long sentence from outweighing a short one.
func lengthNorm(words int) float32 { return float32(1 / math.Sqrt(float64(words)+1)) }

// forward computes the scores of a row, with some words and units left out.
func (f *netFit) forward(row []Word) {
	f.keep(row)
	h := f.Hidden
	clear(f.hid)
	for k := range f.kept {
		is, at := f.is[k*h:k*h+h], f.at[k*h:k*h+h]
		f.meaning(f.kept[k], is, at)
		for j := range is {
			f.hid[j] += is[j] * at[j]
		}
	}
	up := lengthNorm(len(row)) / float32(1-f.o.Drop)
	for j := range f.hid {
		f.hid[j] *= up
		if f.o.Drop > 0 && f.rng.Float64() < f.o.Drop {
			f.hid[j] = 0
		}
	}
	f.scores(f.hid, f.prob)
}

// keep chooses the words and indexes that a step sees.
func (f *netFit) keep(row []Word) {
	f.kept = f.kept[:0]
	some := func(all []int32) []int32 {
		var out []int32
		for _, i := range all {
			if f.rng.Float64() >= f.o.DropIn/2 {
				out = append(out, i)
			}
		}
		return out
	}
	for _, w := range row {
		switch {
		case f.o.DropIn == 0:
			f.kept = append(f.kept, w)
		case len(row) == 1 || f.rng.Float64() >= f.o.DropIn:
			f.kept = append(f.kept, Word{some(w.Is), some(w.At)})
		}
	}
	if n := len(f.kept) * f.Hidden; n > len(f.is) {
		f.is, f.at = make([]float32, n), make([]float32, n)
	}
}

// meaning sums up the rows of a word.
func (n *Net) meaning(w Word, is, at []float32) {
	h := n.Hidden
	for j := range h {
		is[j], at[j] = 0, 1
	}
	for _, i := range w.Is {
		blas.Saxpy(h, 1, n.Is[int(i)*h:int(i)*h+h], 1, is, 1)
	}
	for _, i := range w.At {
		blas.Saxpy(h, 1, n.At[int(i)*h:int(i)*h+h], 1, at, 1)
	}
}

// small keeps a step finite where there has been no gradient.
const small = 1e-5

// stepOut moves the weights behind the hidden units, and gathers the gradient
// of the units.
func (f *netFit) stepOut(w float64) {
	h, rate, up := f.Hidden, float32(f.o.Rate), float32(1/(1-f.o.Drop))
	clear(f.back)
	for j := range h + 1 {
		value := float32(1) // of the bias
		if j < h {
			if value = f.hid[j]; value == 0 {
				continue
			}
		}
		for c := range f.prob {
			k := j*f.Classes + c
			g := float32(w * f.prob[c])
			if j < h {
				f.back[j] += g * f.Out[k] * up
			}
			g *= value
			f.gOut[k] += g * g
			f.Out[k] -= rate * g / (sqrt32(f.gOut[k]) + small)
		}
	}
}

// stepRows moves the rows of some indexes by the gradient of the hidden units
// times the other factor. The squared gradients of an index are summed over
// its units, which share one rate.
func (f *netFit) stepRows(rows, squares []float32, indexes []int32, other []float32) {
	h, sum := f.Hidden, float32(0)
	for j := range h {
		f.turn[j] = f.back[j] * other[j]
		sum += f.turn[j] * f.turn[j]
	}
	sum /= float32(h)
	for _, i := range indexes {
		squares[i] += sum
		step := float32(f.o.Rate) / (sqrt32(squares[i]) + small)
		blas.Saxpy(h, -step, f.turn, 1, rows[int(i)*h:int(i)*h+h], 1)
	}
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func (n *Net) scores(hid []float32, out []float64) {
	h := n.Hidden
	for c := range out {
		out[c] = float64(n.Out[h*n.Classes+c])
	}
	for j, v := range hid {
		for c := range out {
			out[c] += float64(v * n.Out[j*n.Classes+c])
		}
	}
}

// Probs gives the probabilities of the classes.
func (n *Net) Probs(row []Word) []float64 {
	hid := make([]float32, n.Hidden)
	n.each(row, func(_, j int, v float32) { hid[j] += v })
	out := make([]float64, n.Classes)
	n.scores(hid, out)
	softmax(out)
	return out
}

// each visits what each word of a row adds to each hidden unit.
func (n *Net) each(row []Word, visit func(word, unit int, value float32)) {
	is, at := make([]float32, n.Hidden), make([]float32, n.Hidden)
	norm := lengthNorm(len(row))
	for k, w := range row {
		n.meaning(w, is, at)
		for j := range is {
			visit(k, j, is[j]*at[j]*norm)
		}
	}
}

// Shares gives what each word of a row adds to what combine makes of the
// scores; the shares and the bias add up to it.
func (n *Net) Shares(row []Word, combine func(weight func(class int) float64) float64) []float64 {
	weight := make([]float64, n.Hidden)
	for j := range weight {
		weight[j] = combine(func(c int) float64 { return float64(n.Out[j*n.Classes+c]) })
	}
	out := make([]float64, len(row))
	n.each(row, func(k, j int, v float32) { out[k] += weight[j] * float64(v) })
	return out
}
