package learn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// draw makes rows whose classes follow known weights.
func draw(n int, seed uint64) (rows [][]Entry, labels []int) {
	rng := rand.New(rand.NewPCG(seed, 1))
	for range n {
		x, y := rng.NormFloat64(), rng.NormFloat64()
		p := []float64{1.5*x - y, 0.5, -1.5*x + 2*y}
		softmax(p)
		u, c := rng.Float64(), 0
		for u > p[c] && c < 2 {
			u -= p[c]
			c++
		}
		rows = append(rows, []Entry{{0, float32(x)}, {1, float32(y)}, {2, 1}})
		labels = append(labels, c)
	}
	return rows, labels
}

// The weights that made the rows are found again; they are known up to a
// constant over the classes.
func TestSoftmaxFindsTheWeights(t *testing.T) {
	rows, labels := draw(20000, 1)
	s, err := FitSoftmax(rows, labels, SoftmaxOptions{Classes: 3, Features: 3, L2: 1e-3, Steps: 200})
	if err != nil {
		t.Fatal(err)
	}
	want := [3][3]float64{{1.5, 0, -1.5}, {-1, 0, 2}, {0, .5, 0}}
	for f := range 3 {
		for c := range 3 {
			got := s.Weights[3*f+c] - s.Weights[3*f]
			if w := want[f][c] - want[f][0]; math.Abs(got-w) > .12 {
				t.Errorf("feature %d, class %d: %.3f, not %.3f", f, c, got, w)
			}
		}
	}
}

// The gradient is that of the loss, by differences; also where only two
// classes are compared, and by the loops for other numbers of classes.
func TestGradient(t *testing.T) {
	rows, labels := draw(50, 2)
	for i := range labels {
		labels[i] = 2 * (labels[i] / 2)
	}
	pair, weights := make([]bool, 50), make([]float64, 50)
	for i := range pair {
		pair[i], weights[i] = i%3 == 0, 1+float64(i%4)
	}
	for _, classes := range []int{3, 4} {
		p := &problem{rows: rows, labels: labels, o: SoftmaxOptions{Classes: classes, Features: 3, L2: .3, Pair: pair, Weights: weights}}
		if classes == 4 {
			p.o.Pair = nil
		}
		w := make([]float64, 3*classes)
		for i := range w {
			w[i] = .1 * float64(i%5)
		}
		grad := make([]float64, len(w))
		p.gradient(grad, w)
		for i := range w {
			up, down := append([]float64(nil), w...), append([]float64(nil), w...)
			up[i] += 1e-5
			down[i] -= 1e-5
			if want := (p.value(up) - p.value(down)) / 2e-5; math.Abs(grad[i]-want) > 1e-4*(1+math.Abs(want)) {
				t.Errorf("%d classes, weight %d: gradient %v, by differences %v", classes, i, grad[i], want)
			}
		}
	}
}

// What a word means may turn round by where it stands, which no sum over its
// names can tell; the same arguments give the same network.
func TestNetLearnsWhatByWhere(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	var rows [][]Word
	var labels []int
	for range 400 {
		what, where := rng.IntN(2), rng.IntN(2)
		rows = append(rows, []Word{{Is: []int32{int32(what)}, At: []int32{int32(where)}}, {Is: []int32{2}}})
		labels = append(labels, 2*(what^where))
	}
	o := NetOptions{Classes: 3, Is: 3, At: 2, Hidden: 16, Epochs: 20, Rate: .1}
	n := FitNet(rows, labels, o, rand.New(rand.NewPCG(4, 4)))
	for i := range rows[:50] {
		if p := n.Probs(rows[i]); p[labels[i]] < .9 {
			t.Fatalf("row %v of class %d: %v", rows[i], labels[i], p)
		}
	}
	again := FitNet(rows, labels, o, rand.New(rand.NewPCG(4, 4)))
	for i := range n.Is {
		if n.Is[i] != again.Is[i] {
			t.Fatal("the same rows and stream gave other weights")
		}
	}
	// what the words are said to add is what the scores are
	odds := func(w func(int) float64) float64 { return w(0) - w(2) }
	sum := float64(n.Out[16*3] - n.Out[16*3+2])
	for _, v := range n.Shares(rows[0], odds) {
		sum += v
	}
	p := n.Probs(rows[0])
	if want := math.Log(p[0] / p[2]); math.Abs(sum-want) > 1e-4 {
		t.Errorf("the words add up to %v, the log odds are %v", sum, want)
	}
}

// Probabilities that are too sure are drawn back to how often they are right.
func TestCalibrator(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	var rows []Said
	var labels []int
	for range 6000 {
		c := rng.IntN(3)
		said := []float64{.02, .02, .02}
		said[c] = .96
		if rng.Float64() < .3 {
			c = (c + 1 + rng.IntN(2)) % 3
		}
		rows, labels = append(rows, Said{Probs: [][]float64{said}}), append(labels, c)
	}
	c, err := FitCalibrator(rows, labels, 3, .01)
	if err != nil {
		t.Fatal(err)
	}
	p := c.Calibrate(Said{Probs: [][]float64{{.96, .02, .02}}})
	if math.Abs(p[0]-.7) > .03 || math.Abs(p[1]-.15) > .03 {
		t.Errorf("%v, not .70, .15, .15", p)
	}
}

// A voter that knows something moves the stack, one that does not hardly does.
func TestStackOfVotes(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	var rows []Said
	var labels []int
	for range 6000 {
		c := rng.IntN(3)
		good := c
		if rng.Float64() < .4 {
			good = -1
		}
		rows, labels = append(rows, Said{Probs: [][]float64{{.3, .4, .3}}, Votes: []int{good, rng.IntN(3)}}), append(labels, c)
	}
	c, err := FitCalibrator(rows, labels, 3, .01)
	if err != nil {
		t.Fatal(err)
	}
	p := c.Calibrate(Said{Probs: [][]float64{{.3, .4, .3}}, Votes: []int{2, 0}})
	q := c.Calibrate(Said{Probs: [][]float64{{.3, .4, .3}}, Votes: []int{-1, 0}})
	if p[2] < .95 || math.Abs(q[0]-1./3) > .05 {
		t.Errorf("the good vote gives %v, the bad one alone %v", p, q)
	}
}
