package stance

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/internal/samefloat"
)

// An article is by one author and of one event: what its other sentences say of an actor
// bears on what one of them says. A reader that sees a sentence alone gives as much weight
// to a faint sign in a news report as in a polemic.

// neutralClass is that of what says nothing: neutral, neither, none.
const neutralClass = 1

// contextPrior is how many sentences of the usual kind an article is held to have beside
// its own, so that one or two sentences do not decide what kind of article it is.
const contextPrior = 6

// leastProb is the least probability whose logarithm is taken.
const leastProb = 1e-4

// Context says how far an answer about a sentence leans on the other sentences of its
// article. With n of them that answer the same question about the same actor,
// w = n/(n+6), and for each class but the neutral one
//
//	same  = log (sum of its probabilities in them + 6·usual)/((n+6)·usual)
//	cross = the same of the other actor, with for and against exchanged
//
// the probabilities become
//
//	p' = softmax(log p + w·(Stretch·log p + Offset) + Same·same + Cross·cross)
//
// so that a sentence that stands alone keeps its own. The sums are those of an empirical
// Bayes estimate of how often an article says so (Efron and Morris 1973), the weights a
// conditional logit (McFadden 1974), which training/cmd/fit fits.
type Context struct {
	Usual   []float64 `json:"usual"` // mean probability of each class, above 0; none is a Context that changes nothing
	Stretch float64   `json:"stretch"`
	Offset  []float64 `json:"offset"` // one a class, 0 of the neutral one
	Same    float64   `json:"same"`
	Cross   float64   `json:"cross"`
}

// Tally adds up the probabilities that sentences of an article give to classes.
type Tally struct {
	Sum []float64
	N   int
}

// Add counts an answer; one that is not known does not count.
func (t *Tally) Add(p []float64) {
	if t.Sum == nil {
		t.Sum = make([]float64, len(p))
	}
	for i, v := range p {
		t.Sum[i] += v
	}
	t.N += answers(p)
}

// without is the tally of the other sentences, p being an answer that was counted.
func (t Tally) without(p []float64) Tally {
	out := Tally{Sum: slices.Clone(t.Sum), N: t.N - answers(p)}
	for i, v := range p {
		out.Sum[i] = max(0, out.Sum[i]-v)
	}
	return out
}

// answers is 1 for probabilities that are known, and else 0.
func answers(p []float64) int {
	if slices.Max(p) > 0 {
		return 1
	}
	return 0
}

// lift is by how much, as a logarithm, sentences name each class more often than usual;
// 0 of the neutral class.
func (t Tally) lift(usual []float64) []float64 {
	out := make([]float64, len(usual))
	for k, u := range usual {
		if k == neutralClass || t.N == 0 {
			continue
		}
		out[k] = samefloat.Log((t.Sum[k] + float64(contextPrior*u)) / float64((float64(t.N)+contextPrior)*u))
	}
	return out
}

// LogProbs are the logarithms that a context moves: none is below that of leastProb.
func LogProbs(p []float64) []float64 {
	out := make([]float64, len(p))
	for k, v := range p {
		out[k] = samefloat.Log(max(v, leastProb))
	}
	return out
}

// Terms are what the logarithms of probabilities are moved by, each by class: those of
// Stretch, of Offset in order of the classes without the neutral one, of Same and of Cross.
func (c *Context) Terms(p []float64, same, cross Tally) [][]float64 {
	w := float64(same.N) / (float64(same.N) + contextPrior)
	stretch := LogProbs(p)
	for k := range stretch {
		stretch[k] *= w
	}
	out := [][]float64{stretch}
	for k := range p {
		if k != neutralClass {
			offset := make([]float64, len(p))
			offset[k] = w
			out = append(out, offset)
		}
	}
	turned := make([]float64, len(p))
	if cross.N > 0 {
		turned = cross.lift(c.Usual)
		slices.Reverse(turned)
	}
	return append(out, same.lift(c.Usual), turned)
}

// weights are those of the Terms.
func (c *Context) weights() []float64 {
	out := []float64{c.Stretch}
	for k, o := range c.Offset {
		if k != neutralClass {
			out = append(out, o)
		}
	}
	return append(out, c.Same, c.Cross)
}

// SetWeights takes over the weights of the Terms, for as many classes as Usual has.
func (c *Context) SetWeights(w []float64) {
	c.Stretch, c.Offset = w[0], make([]float64, len(c.Usual))
	at := 1
	for k := range c.Offset {
		if k != neutralClass {
			c.Offset[k] = w[at]
			at++
		}
	}
	c.Same, c.Cross = w[at], w[at+1]
}

// Lean moves the probabilities p of a sentence by what the other sentences say.
func (c *Context) Lean(p []float64, same, cross Tally) []float64 {
	if len(c.Usual) == 0 || same.N == 0 && cross.N == 0 {
		return p
	}
	out, weights := LogProbs(p), c.weights()
	for j, term := range c.Terms(p, same, cross) {
		for k, x := range term {
			out[k] += float64(weights[j] * x)
		}
	}
	samefloat.Softmax(out)
	return out
}

// impression is what a sentence says by itself, after the votes of the rules.
type impression struct {
	portrayal [2]Probs // of actor1 and actor2
	own       [2]Probs // zero where the words are not the narrator's
	relation  Dealings
	votes     [2]string
	rules     [2]*Judgment // the strongest with the vote
	dealings  string       // vote
	event     *Relation    // with that vote
}

// around adds up the impressions of a document.
type around struct {
	portrayal, own [2]Tally
	relation       Tally
}

func (a *around) add(m *impression) {
	for i := range m.portrayal {
		a.portrayal[i].Add(m.portrayal[i][:])
		a.own[i].Add(m.own[i][:])
	}
	a.relation.Add(m.relation[:])
}

// Leaning is an answer about a sentence before the article bears on it.
type Leaning struct {
	Question    string // portrayal, own or relation
	Side        int    // 0 actor1, 1 actor2; 0 of relation
	Probs       []float64
	Same, Cross Tally // of the other sentences
}

// leanings are the answers of one sentence that the article bears on.
func (a *around) leanings(m *impression) []Leaning {
	var out []Leaning
	for i := range m.portrayal {
		if m.portrayal[i].Known() {
			out = append(out, Leaning{"portrayal", i, m.portrayal[i][:], a.portrayal[i].without(m.portrayal[i][:]), Tally{}})
		}
		if m.own[i].Known() {
			out = append(out, Leaning{"own", i, m.own[i][:], a.own[i].without(m.own[i][:]), a.own[1-i].without(m.own[1-i][:])})
		}
	}
	if m.relation.Known() {
		out = append(out, Leaning{"relation", 0, m.relation[:], a.relation.without(m.relation[:]), Tally{}})
	}
	return out
}
