// Package learn fits classifiers: multinomial logistic regression on sparse
// features, and calibrators of what it gives. It knows nothing of texts.
package learn

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/optimize"
)

// Entry is one feature of an example: an index and its value.
type Entry struct {
	Index int32
	Value float32
}

// Softmax is multinomial logistic regression: the score of class c is the sum
// over an example's entries of value times Weights[index*Classes+c].
type Softmax struct {
	Classes int
	Weights []float64
}

// SoftmaxOptions say how a Softmax is fitted.
type SoftmaxOptions struct {
	Classes  int
	Features int
	L2       float64   // strength of the quadratic penalty
	Steps    int       // of L-BFGS at most
	Weights  []float64 // of the examples, nil for one each
	Penalty  []float64 // of each feature, times L2; nil for one each
	// Pair marks rows of which only the first and the last class are compared.
	Pair []bool
}

// FitSoftmax minimises the cross entropy of the labels with a quadratic penalty
// by L-BFGS (Liu and Nocedal 1989). The result depends on nothing but its
// arguments.
func FitSoftmax(rows [][]Entry, labels []int, o SoftmaxOptions) (*Softmax, error) {
	if len(rows) == 0 || len(rows) != len(labels) {
		return nil, fmt.Errorf("learn: %d rows and %d labels", len(rows), len(labels))
	}
	p := &problem{rows: rows, labels: labels, o: o}
	start := make([]float64, o.Features*o.Classes)
	settings := &optimize.Settings{MajorIterations: o.Steps, GradientThreshold: 1e-4, Converger: &optimize.FunctionConverge{Relative: 1e-5, Iterations: 3}}
	res, err := optimize.Minimize(optimize.Problem{Func: p.value, Grad: p.gradient}, start, settings, &optimize.LBFGS{Store: 8})
	if res == nil {
		return nil, fmt.Errorf("learn: %w", err)
	}
	return &Softmax{o.Classes, res.X}, nil
}

type problem struct {
	rows   [][]Entry
	labels []int
	o      SoftmaxOptions

	at    []float64 // where grad and loss hold
	grad  []float64
	loss  float64
	known bool
}

func (p *problem) value(w []float64) float64 {
	p.compute(w)
	return p.loss
}

func (p *problem) gradient(grad, w []float64) {
	p.compute(w)
	copy(grad, p.grad)
}

// compute gets loss and gradient at once, and keeps them for the second call.
func (p *problem) compute(w []float64) {
	if p.known && same(p.at, w) {
		return
	}
	if p.grad == nil {
		p.grad, p.at = make([]float64, len(w)), make([]float64, len(w))
	}
	copy(p.at, w)
	p.known = true
	k := p.o.Classes
	p.loss = 0
	for i := range w {
		l := p.o.L2
		if p.o.Penalty != nil {
			l *= p.o.Penalty[i/k]
		}
		p.grad[i] = l * w[i]
		p.loss += l / 2 * w[i] * w[i]
	}
	prob := make([]float64, k)
	for r, row := range p.rows {
		weight := 1.0
		if p.o.Weights != nil {
			weight = p.o.Weights[r]
		}
		score(w, k, row, prob)
		if p.o.Pair != nil && p.o.Pair[r] {
			for c := 1; c < k-1; c++ {
				prob[c] = math.Inf(-1)
			}
		}
		softmax(prob)
		p.loss -= weight * math.Log(max(prob[p.labels[r]], 1e-300))
		prob[p.labels[r]]--
		if k == 3 {
			a, b, c := weight*prob[0], weight*prob[1], weight*prob[2]
			for _, e := range row {
				g := p.grad[e.Index*3 : e.Index*3+3 : e.Index*3+3]
				v := float64(e.Value)
				g[0] += v * a
				g[1] += v * b
				g[2] += v * c
			}
			continue
		}
		for _, e := range row {
			for c := range prob {
				p.grad[int(e.Index)*k+c] += weight * float64(e.Value) * prob[c]
			}
		}
	}
}

func same(a, b []float64) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func score(w []float64, k int, row []Entry, out []float64) {
	if k == 3 {
		var a, b, c float64
		for _, e := range row {
			x := w[e.Index*3 : e.Index*3+3 : e.Index*3+3]
			v := float64(e.Value)
			a += v * x[0]
			b += v * x[1]
			c += v * x[2]
		}
		out[0], out[1], out[2] = a, b, c
		return
	}
	clear(out)
	for _, e := range row {
		for c := range out {
			out[c] += float64(e.Value) * w[int(e.Index)*k+c]
		}
	}
}

func softmax(x []float64) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	sum := 0.0
	for i, v := range x {
		x[i] = math.Exp(v - top)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// Scores gives the scores of the classes.
func (s *Softmax) Scores(row []Entry) []float64 {
	out := make([]float64, s.Classes)
	score(s.Weights, s.Classes, row, out)
	return out
}

// Probs gives the probabilities of the classes.
func (s *Softmax) Probs(row []Entry) []float64 {
	out := s.Scores(row)
	softmax(out)
	return out
}
