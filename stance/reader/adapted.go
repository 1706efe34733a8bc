package reader

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/encoder"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Basis says over which vectors a head adds up: those of the head of that name,
// or one of the two below.
type Basis string

// The bases of questions of one's own.
const (
	BasisWords Basis = "words" // the encoder's vectors of the words
	BasisActor Basis = "actor" // these and, after them, those of the head for portrayal, which know the actor asked about
)

// actorBasis is the head whose vectors know of whom a question is.
const actorBasis = "portrayal"

// Adapted are heads that were fitted on codes of one's own, as `dyad model
// adapt` writes them and a study's key heads names them. The encoder below them
// is as it was.
type Adapted struct {
	Weights string        `json:"weights"` // Hash of the reader that they are for
	Gold    string        `json:"gold"`    // SHA-256 of the codes
	Codes   string        `json:"codes"`   // name of their file
	Seed    uint64        `json:"seed"`    // of the folds
	Heads   []AdaptedHead `json:"heads"`
}

// AdaptedHead answers one question. What Head names is a head of the reader,
// which it takes the place of; where Head is empty, the question is of one's own.
type AdaptedHead struct {
	Head        string              `json:"head,omitempty"`
	Question    *stance.OwnQuestion `json:"question,omitempty"`
	N           int                 `json:"n"`        // codes that it was fitted on
	Articles    int                 `json:"articles"` // that these are of
	Figures     map[string]float64  `json:"figures"`  // cross-validated
	Calibration Calibration         `json:"calibration"`
	// Most multiplies the probability of the value Common before a value is
	// chosen; it changes no probability.
	Most   float64 `json:"most"`
	Common int     `json:"common"`
	// Nothing below where the head itself was left as it was.
	Look  []float32   `json:"look,omitempty"`
	Share [][]float32 `json:"share,omitempty"` // by class
	Bias  []float32   `json:"bias,omitempty"`
}

// ownHead is a question of one's own, made ready.
type ownHead struct {
	stance.OwnQuestion
	adder
	most   float64
	common int
}

func (h *ownHead) basis() Basis { return OwnBasis(h.Per) }

// OwnBasis says over which vectors a question of one's own adds up.
func OwnBasis(per string) Basis {
	if per == "" {
		return BasisWords
	}
	return BasisActor
}

// ReadAdapted reads what Adapted.JSON writes.
func ReadAdapted(data []byte) (Adapted, error) {
	var a Adapted
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(&a)
	return a, err
}

// JSON gives the file of the heads: the same bytes for the same heads.
func (a Adapted) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(a, "", " ")
	if err != nil {
		return nil, err
	}
	return inLines(data), nil
}

// Adapt returns the reader with adapted heads. Heads that were fitted for other
// weights, that do not fit together, or two for one question are errors.
func (r *Reader) Adapt(a Adapted) (*Reader, error) {
	if a.Weights != r.hash {
		return nil, fmt.Errorf("the heads are for the weights %.12s, and this dyad has %.12s: run dyad model adapt again", a.Weights, r.hash)
	}
	heads, calibrations := map[string]*head{}, map[string]Calibration{}
	for name, h := range r.heads {
		heads[name] = h
	}
	for name, c := range r.calibration {
		calibrations[name] = c
	}
	own := slices.Clone(r.own)
	seen := map[string]bool{}
	for _, h := range r.own {
		seen[h.Name] = true
	}
	for i := range a.Heads {
		h := &a.Heads[i]
		name := h.name()
		if name == "" || seen[name] || h.Question != nil && r.heads[name] != nil {
			return nil, fmt.Errorf("head %d has the name %q, which is empty or stands twice", i+1, name)
		}
		seen[name] = true
		if h.Head != "" {
			old := r.heads[name]
			if old == nil {
				return nil, fmt.Errorf("there is no head %q in the reader", name)
			}
			if len(h.Look) > 0 {
				add, err := h.adder(old.width, old.classes)
				if err != nil {
					return nil, err
				}
				heads[name] = &head{word: old.word, target: old.target, holder: old.holder, adder: add}
			}
			if err := h.check(old.classes); err != nil {
				return nil, err
			}
			calibrations[name] = h.Calibration
			continue
		}
		add, err := h.adder(r.Width(OwnBasis(h.Question.Per)), len(h.Question.Values))
		if err != nil {
			return nil, err
		}
		if err := h.check(len(h.Question.Values)); err != nil {
			return nil, err
		}
		own = append(own, ownHead{*h.Question, add, h.Most, h.Common})
		calibrations[name] = h.Calibration
	}
	out := newReader(r.model, r.inputs, heads, r.absent, r.hash, calibrations)
	out.own = own
	text, err := a.JSON()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(append([]byte(r.fitted+"\n"), text...))
	out.fitted = hex.EncodeToString(sum[:])
	return out, nil
}

func (h *AdaptedHead) name() string {
	if h.Question != nil {
		return h.Question.Name
	}
	return h.Head
}

// check refuses calibrations that no fit makes.
func (h *AdaptedHead) check(classes int) error {
	c := h.Calibration
	if !(c.Scale >= 0) || math.IsInf(c.Scale, 1) || c.Offset != nil && len(c.Offset) != classes || !(h.Most > 0) || h.Common < 0 || h.Common >= classes {
		return fmt.Errorf("%s: a calibration of scale %g with %d offsets for %d values, factor %g of value %d", h.name(), c.Scale, len(c.Offset), classes, h.Most, h.Common)
	}
	return nil
}

// adder makes the head's sums, checking their sizes.
func (h *AdaptedHead) adder(width, classes int) (adder, error) {
	a := adder{look: h.Look, bias: h.Bias, width: width, classes: classes}
	for _, s := range h.Share {
		a.share = append(a.share, s...)
	}
	if len(a.look) != width || len(a.bias) != classes || len(a.share) != width*classes {
		return a, fmt.Errorf("%s: %d, %d and %d numbers, want %d, %d and %d", h.name(), len(a.look), len(a.share), len(a.bias), width, width*classes, classes)
	}
	return a, nil
}

// Width is that of the vectors of a basis.
func (r *Reader) Width(b Basis) int {
	switch b {
	case BasisWords:
		return r.model.Config().Hidden
	case BasisActor:
		return r.model.Config().Hidden + r.heads[actorBasis].width
	}
	return r.heads[string(b)].width
}

// Start gives the look, the shares by class and the bias of a head of the
// reader, where fits of it start from.
func (r *Reader) Start(name string) (look []float32, share [][]float32, bias []float32, err error) {
	h := r.heads[name]
	if h == nil {
		return nil, nil, nil, fmt.Errorf("reader: there is no head %q", name)
	}
	for c := range h.classes {
		share = append(share, h.share[c*h.width:(c+1)*h.width])
	}
	return h.look, share, h.bias, nil
}

// Vectors gives, for each question about each of the inputs, the vectors that
// the answer adds up over, one after the other, in one pass of the encoder. The
// question's Head is the basis.
func (r *Reader) Vectors(ins []Input, questions [][]Question, yield func(input, question int, vectors []float32)) error {
	ids := make([][]int32, len(ins))
	for i := range ins {
		ids[i] = ins[i].IDs
	}
	w := r.workspaces.Get().(*encoder.Workspace)
	defer r.workspaces.Put(w)
	return w.Each(ids, func(i int, all []float32) error {
		s, words := r.statesOf(&ins[i], all), map[string][]float32{}
		for k, q := range questions[i] {
			rows, _, err := r.rows(s, words, Basis(q.Head), q)
			if err != nil {
				return err
			}
			yield(i, k, rows)
		}
		return nil
	})
}

// rows gives the vectors of a basis, and the tokens that they are of. words
// keeps what heads make of all tokens.
func (r *Reader) rows(s *states, words map[string][]float32, b Basis, q Question) ([]float32, []int, error) {
	if b == BasisWords {
		use := speaking(len(s.all)/s.dim, nil)
		return s.all[use[0]*s.dim : (use[len(use)-1]+1)*s.dim], use, nil
	}
	name := string(b)
	if b == BasisActor {
		name = actorBasis
	}
	h := r.heads[name]
	if h == nil {
		return nil, nil, fmt.Errorf("reader: there is no head %q", name)
	}
	if words[name] == nil {
		var err error
		if words[name], err = h.words(s); err != nil {
			return nil, nil, err
		}
	}
	rows, use, err := h.rows(s, words[name], q.Target, q.Holder)
	if err != nil || b != BasisActor {
		return rows, use, err
	}
	both := make([]float32, 0, len(use)*(s.dim+h.width))
	for i, t := range use {
		both = append(append(both, s.all[t*s.dim:(t+1)*s.dim]...), rows[i*h.width:(i+1)*h.width]...)
	}
	return both, use, nil
}

// ownQuestions are the questions of one's own about an input.
func (r *Reader) ownQuestions(in *Input) []Question {
	var out []Question
	for i := range r.own {
		h := &r.own[i]
		for a := range in.Places {
			if h.Per == "" || len(in.Places[a]) > 0 {
				out = append(out, Question{Head: h.Name, Target: a, Holder: a})
			}
			if h.Per == "" {
				break
			}
		}
	}
	return out
}

// evidenceWords is how many words an answer is explained by at most.
const evidenceWords = 3

// ownAnswers adds the answers to questions of one's own to a reading.
func (r *Reader) ownAnswers(out *stance.Reading, doc *annotate.Document, sent annotate.Sentence, in *Input, questions []Question, answers []Answer) {
	for i := range r.own {
		h := &r.own[i]
		for k, q := range questions {
			if q.Head != h.Name {
				continue
			}
			a := stance.OwnAnswer{OwnQuestion: &h.OwnQuestion, Probs: answers[k].Probs, Said: Choose(answers[k].Probs, h.common, h.most)}
			a.Evidence = stance.Strongest(towards(doc, sent, in, &answers[k], a.Said), 1, evidenceWords)
			for side := range out.Sides {
				if h.Per == "" || side == q.Target {
					out.Sides[side].Answers = append(out.Sides[side].Answers, a)
				}
			}
		}
	}
}

// Choose gives the likeliest value, the probability of the common one being
// multiplied by most; of equals the first.
func Choose(probs []float64, common int, most float64) int {
	best := 0
	at := func(i int) float64 {
		if i == common {
			return probs[i] * most
		}
		return probs[i]
	}
	for i := range probs {
		if at(i) > at(best) {
			best = i
		}
	}
	return best
}

// towards gives what each word adds to one class less what it adds to the
// others on average.
func towards(doc *annotate.Document, sent annotate.Sentence, in *Input, a *Answer, class int) []stance.Share {
	two := Answer{Shares: make([][]float32, len(a.Shares))}
	for t, s := range a.Shares {
		rest := float32(0)
		for c, v := range s {
			if c != class {
				rest += v
			}
		}
		two.Shares[t] = []float32{rest / float32(max(1, len(s)-1)), s[class]}
	}
	return sharesOf(doc, sent, in, &two, 0, 1)
}
