package stance

import (
	"iter"
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

// Add counts an answer.
func (t *Tally) Add(p []float64) {
	if t.Sum == nil {
		t.Sum = make([]float64, len(p))
	}
	for i, v := range p {
		t.Sum[i] += v
	}
	t.N++
}

// without is the tally of the other sentences, p being an answer that was counted;
// nil is none.
func (t Tally) without(p []float64) Tally {
	out := Tally{Sum: slices.Clone(t.Sum), N: t.N}
	for i, v := range p {
		out.Sum[i] = max(0, out.Sum[i]-v)
	}
	if p != nil {
		out.N--
	}
	return out
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

// The answers about a sentence that its article bears on: portrayal and own
// stance of actor1 and of actor2, and the dealings of the two.
var leaningAnswers = [5]struct {
	question string
	side     int
	cross    int // the same of the other actor, -1 for none
}{{OfPortrayal, 0, -1}, {OfOwn, 0, 3}, {OfPortrayal, 1, -1}, {OfOwn, 1, 1}, {OfRelation, 0, -1}}

// The questions of a Leaning.
const (
	OfPortrayal = "portrayal"
	OfOwn       = "own"
	OfRelation  = "relation"
)

// impression is what a sentence says by itself, after the votes of the rules.
type impression struct {
	answers  [5][]float64 // in the order of leaningAnswers; nil where there is none, of own stances where the words are not the narrator's
	votes    [2]string
	rules    [2]*Judgment // the strongest with the vote
	dealings string       // vote
	event    *Relation    // with that vote
}

func (m *impression) portrayal(side int) Probs { return probsOf(m.answers[2*side]) }
func (m *impression) own(side int) Probs       { return probsOf(m.answers[2*side+1]) }

func (m *impression) relation() (d Dealings) {
	copy(d[:], m.answers[4])
	return d
}

func probsOf(p []float64) (out Probs) {
	copy(out[:], p)
	return out
}

// around adds up the impressions of a document.
type around [5]Tally

func (a *around) add(m *impression) {
	for k, p := range m.answers {
		if p != nil {
			a[k].Add(p)
		}
	}
}

// Leaning is an answer about a sentence before the article bears on it.
type Leaning struct {
	Question    string // portrayal, own or relation
	Side        int    // 0 actor1, 1 actor2; 0 of relation
	Probs       []float64
	Same, Cross Tally // of the other sentences
}

// leanings yields the answers of a sentence that the article bears on, by their number.
func (a *around) leanings(m *impression) iter.Seq2[int, Leaning] {
	return func(yield func(int, Leaning) bool) {
		for k, of := range leaningAnswers {
			if m.answers[k] == nil {
				continue
			}
			l := Leaning{Question: of.question, Side: of.side, Probs: m.answers[k], Same: a[k].without(m.answers[k])}
			if of.cross >= 0 {
				l.Cross = a[of.cross].without(m.answers[of.cross])
			}
			if !yield(k, l) {
				return
			}
		}
	}
}
