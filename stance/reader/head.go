package reader

import (
	"fmt"
	"slices"

	"github.com/seed-7a84ba5f/dyad/encoder"
)

// head is one additive head: see the package comment.
type head struct {
	word, target, holder *encoder.Linear // holder is nil where no pair is asked about
	adder
}

// adder is the last part of a head, which adds up over the tokens.
type adder struct {
	look           []float32 // [width]
	share          []float32 // [classes][width]
	bias           []float32 // [classes]
	width, classes int
}

func newHead(m *encoder.Model, name string, classes int, pair bool) (*head, error) {
	h := &head{adder: adder{classes: classes}}
	var err error
	at := "heads." + name + "."
	if h.word, err = m.Linear(at + "word"); err != nil {
		return nil, err
	}
	if h.target, err = m.Linear(at + "target"); err != nil {
		return nil, err
	}
	if pair {
		if h.holder, err = m.Linear(at + "holder"); err != nil {
			return nil, err
		}
	}
	h.width = h.word.Out()
	for _, part := range []struct {
		name string
		to   *[]float32
		size int
	}{{"look", &h.look, h.width}, {"share", &h.share, h.width * classes}, {"bias", &h.bias, classes}} {
		t, ok := m.Extra(at + part.name)
		if !ok || len(t.Data) != part.size {
			return nil, fmt.Errorf("reader: the weights have no %s%s of %d numbers", at, part.name, part.size)
		}
		*part.to = t.Data
	}
	return h, nil
}

// said is a head's answer: logits, and what each token adds to each of them.
type said struct {
	logits []float32
	shares [][]float32 // token -> class
}

// states are the vectors of one sentence.
type states struct {
	all    []float32 // [tokens][dim]
	dim    int
	actors [][]float32 // of each actor
	silent [][]int     // actor -> its placeholders, which are no evidence about it
}

// words projects all tokens for a head: once a sentence, whatever is asked.
func (h *head) words(s *states) ([]float32, error) {
	n := len(s.all) / s.dim
	out := make([]float32, n*h.width)
	return out, h.word.Apply(out, s.all, n)
}

// rows gives a vector for each token that has a say, and which tokens these
// are. The first and the last token ([CLS], [SEP]) have none, nor have the
// placeholders of those asked about, unless there are no other words.
func (h *head) rows(s *states, words []float32, target, holder int) (g []float32, use []int, err error) {
	add := make([]float32, h.width)
	if err := h.target.Apply(add, s.actors[target], 1); err != nil {
		return nil, nil, err
	}
	silent := s.silent[target]
	if h.holder != nil {
		more := make([]float32, h.width)
		if err := h.holder.Apply(more, s.actors[holder], 1); err != nil {
			return nil, nil, err
		}
		for k := range add {
			add[k] += more[k]
		}
		silent = slices.Concat(silent, s.silent[holder])
	}
	use = speaking(len(words)/h.width, silent)
	g = make([]float32, len(use)*h.width)
	for i, t := range use {
		row := g[i*h.width : (i+1)*h.width]
		for k := range row {
			row[k] = words[t*h.width+k] + add[k]
		}
		encoder.GELU(row)
	}
	return g, use, nil
}

// speaking are the tokens of n that have a say.
func speaking(n int, silent []int) []int {
	from, to := 1, n-1
	if to <= from { // a sentence without a word
		from, to = 0, n
	}
	use := make([]int, 0, to-from)
	for t := from; t < to; t++ {
		if !slices.Contains(silent, t) {
			use = append(use, t)
		}
	}
	if len(use) == 0 {
		for t := from; t < to; t++ {
			use = append(use, t)
		}
	}
	return use
}

// addUp sums over the rows of the tokens use, of n.
func (a *adder) addUp(g []float32, use []int, n int) said {
	weight := make([]float32, len(use))
	for i := range use {
		weight[i] = dot(a.look, g[i*a.width:(i+1)*a.width])
	}
	encoder.Softmax(weight)
	out := said{logits: make([]float32, a.classes), shares: make([][]float32, n)}
	copy(out.logits, a.bias)
	for t := range out.shares {
		out.shares[t] = make([]float32, a.classes)
	}
	for i, t := range use {
		row := g[i*a.width : (i+1)*a.width]
		for c := range out.logits {
			v := float32(weight[i] * dot(a.share[c*a.width:(c+1)*a.width], row))
			out.shares[t][c] = v
			out.logits[c] += v
		}
	}
	return out
}

// dot sums in the order of the elements; the conversion keeps a compiler from
// fusing multiplication and addition, which would differ between machines.
func dot(a, b []float32) float32 {
	var sum float32
	for i, x := range a {
		sum += float32(x * b[i])
	}
	return sum
}
