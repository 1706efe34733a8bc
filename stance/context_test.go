package stance

import (
	"math"
	"slices"
	"testing"
)

func context() *Context {
	c := &Context{Usual: []float64{0.1, 0.85, 0.05}}
	c.SetWeights([]float64{-0.2, -0.1, 0.1, 1.2, 0.5})
	return c
}

func tally(n int, p ...float64) Tally {
	var out Tally
	for range n {
		out.Add(p)
	}
	return out
}

// A sentence that stands alone keeps what it says.
func TestLeanAlone(t *testing.T) {
	p := []float64{0.2, 0.7, 0.1}
	if got := context().Lean(p, Tally{}, Tally{}); !slices.Equal(got, p) {
		t.Errorf("alone: %v, want %v", got, p)
	}
	if got := (&Context{}).Lean(p, tally(3, 0.5, 0.5, 0), Tally{}); !slices.Equal(got, p) {
		t.Errorf("without a fit: %v, want %v", got, p)
	}
}

func TestLean(t *testing.T) {
	p, c := []float64{0.2, 0.7, 0.1}, context()
	quiet, against := tally(20, 0.02, 0.97, 0.01), tally(20, 0.4, 0.58, 0.02)
	calm, hostile := c.Lean(p, quiet, Tally{}), c.Lean(p, against, Tally{})
	if !(calm[0] < p[0] && p[0] < hostile[0]) {
		t.Errorf("against: %.3f among neutral sentences, %.3f alone, %.3f among hostile ones", calm[0], p[0], hostile[0])
	}
	if d := math.Abs(hostile[0] + hostile[1] + hostile[2] - 1); d > 1e-12 {
		t.Errorf("adds up to %g from 1", d)
	}
	// Who is against the other speaks for this one.
	if turned := c.Lean(p, quiet, against); !(turned[2]/turned[1] > calm[2]/calm[1]) {
		t.Errorf("for: %v where the other actor is attacked, %v where not", turned, calm)
	}
	// Two sentences move less than twenty of the same kind.
	if few := c.Lean(p, tally(2, 0.4, 0.58, 0.02), Tally{}); !(few[0] < hostile[0]) {
		t.Errorf("two hostile sentences: %v, twenty: %v", few, hostile)
	}
}

// The weights that are fitted are those of the terms, in their order.
func TestTermsAndWeights(t *testing.T) {
	c := context()
	if got := c.weights(); !slices.Equal(got, []float64{-0.2, -0.1, 0.1, 1.2, 0.5}) {
		t.Errorf("weights %v", got)
	}
	terms := c.Terms([]float64{0.2, 0.7, 0.1}, tally(6, 0.1, 0.85, 0.05), tally(6, 0.1, 0.85, 0.05))
	if len(terms) != 5 {
		t.Fatalf("%d terms", len(terms))
	}
	if want := []float64{0.5, 0, 0}; !slices.Equal(terms[1], want) {
		t.Errorf("offset of the first class %v, want half of it: six sentences beside six of the usual kind", terms[1])
	}
	for _, j := range []int{3, 4} {
		for k, v := range terms[j] {
			if math.Abs(v) > 1e-12 {
				t.Errorf("term %d of class %d is %g where the article is as usual", j, k, v)
			}
		}
	}
}

// A sentence is not its own context, and actors exchanged are answers exchanged.
func TestAround(t *testing.T) {
	one := impression{answers: [5][]float64{{0.7, 0.2, 0.1}, {0.5, 0.4, 0.1}, {0.1, 0.8, 0.1}, nil, {0.6, 0.3, 0.05, 0.05}}}
	two := impression{answers: [5][]float64{{0.1, 0.2, 0.7}, {0.1, 0.8, 0.1}, nil, nil, nil}}
	var all around
	all.add(&one)
	for k, got := range all.leanings(&one) {
		if got.Same.N != 0 || got.Same.Sum[0] != 0 {
			t.Errorf("answer %d of a sentence alone has context %+v", k, got.Same)
		}
	}
	all.add(&two)
	questions := map[string]int{}
	for _, l := range all.leanings(&one) {
		questions[l.Question]++
		if l.Question == "portrayal" && l.Side == 0 && (l.Same.N != 1 || math.Abs(l.Same.Sum[2]-0.7) > 1e-12) {
			t.Errorf("context of the first: %+v, want the second alone", l.Same)
		}
		if l.Question == "own" && l.Cross.N != 0 {
			t.Errorf("the other actor has no own stance here, and context %+v", l.Cross)
		}
	}
	if questions["portrayal"] != 2 || questions["own"] != 1 || questions["relation"] != 1 {
		t.Errorf("questions %v", questions)
	}
}
