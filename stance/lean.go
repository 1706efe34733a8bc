package stance

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Leaning answers whatever Lexical answers, and more: where no rule decides
// what a holder thinks of a target, but the holder speaks of it or does
// something to it, it says which way the words around lean. Its own answers
// have Confidence 0.5 and say that they are the weaker kind. It is for texts
// in which somebody is known to take sides; Lexical is for counting how often
// that happens.
type Leaning struct {
	*Lexical
	models *Models // whose sign a weaker answer takes, nil for its own
}

// Describe says what the scorer is.
func (l Leaning) Describe() Description {
	d := l.Lexical.Describe()
	d.Name = "leaning"
	d.Doc = "lexical, and where its rules decide nothing the lean of the words around holder and target"
	if l.models != nil {
		d.Name = "signed"
		d.Doc += ", with the sign that the ensemble finds likelier"
		sum := sha256.Sum256([]byte(d.Hash + l.models.Describe().Hash))
		d.Hash = hex.EncodeToString(sum[:])
	}
	return d
}

// NewSigned is Leaning with weaker answers that take the sign which the
// ensemble of the directed model finds likelier: that somebody takes sides is
// found by the rules, which side by what was learnt of other texts.
func NewSigned() (Leaning, error) {
	l, err := NewLexical()
	if err != nil {
		return Leaning{}, err
	}
	m, err := NewEnsemble()
	return Leaning{l, m}, err
}

// signed gives a weaker answer the sign that the models find likelier.
func (l Leaning) signed(doc *annotate.Document, q Question, a *Answer) {
	if l.models == nil || doc.Mentions[q.Target].Sentence != q.Sentence {
		return
	}
	v := l.models.Classify(doc, []Question{q})[0]
	if sign := cmp.Compare(v.Positive, v.Negative); sign != 0 {
		a.Polarity = math.Copysign(a.Polarity, float64(sign))
		a.Prob = max(v.Positive, v.Negative) / (v.Positive + v.Negative)
		a.Explanation += fmt.Sprintf("; a model finds %s the likelier (probability %.2f)", map[int]string{-1: "against", 1: "for"}[sign], a.Prob)
	}
}

// Score answers the questions. What the document says of the same two
// elsewhere counts: a weak sign goes with the others, and where a holder and a
// target merely stand in one sentence there is an answer only if they have one
// elsewhere.
func (l Leaning) Score(doc *annotate.Document, questions []Question) [][]Answer {
	answers := l.Lexical.Score(doc, questions)
	r := newReading(l.Lexical, doc)
	var weak []int
	sums := sums{}
	for i, q := range questions {
		if q.Holder < 0 || !doc.Sentences[q.Sentence].Parsed {
			continue
		}
		if len(answers[i]) == 0 {
			if a, ok := r.lean(q); ok {
				l.signed(doc, q, &a)
				answers[i] = []Answer{a}
				weak = append(weak, i)
			}
		}
		if len(answers[i]) > 0 && !faint(&answers[i][0]) {
			sums.add(doc, q, answers[i][0])
		}
	}
	for _, i := range weak {
		a := &answers[i][0]
		others, known := sums[sums.key(doc, questions[i])]
		if faint(a) && !known {
			answers[i] = nil
			continue
		}
		if !faint(a) {
			others -= weight(a)
		}
		if own := weight(a); own*(own+others) < 0 {
			a.Polarity = -a.Polarity
			a.Explanation += "; turned, since elsewhere in the text it is the other way"
		}
	}
	return answers
}

// sums add up what a document says of each holder and target.
type sums map[[2]string]float64

func (s sums) key(doc *annotate.Document, q Question) [2]string {
	name := func(id int) string {
		if m := &doc.Mentions[id]; m.Actor != "" {
			return m.Actor
		}
		return "?" + doc.Mentions[id].Name
	}
	return [2]string{name(q.Holder), name(q.Target)}
}

func (s sums) add(doc *annotate.Document, q Question, a Answer) { s[s.key(doc, q)] += weight(&a) }

// weight is the sign of an answer by how much it is trusted.
func weight(a *Answer) float64 {
	w := 1.0
	switch {
	case !strings.HasPrefix(a.RuleID, "lean."):
		w = 3
	case faint(a):
		w = 0.5
	}
	return math.Copysign(w, a.Polarity)
}

// faint reports whether an answer rests on little more than that the two are
// named together.
func faint(a *Answer) bool {
	switch a.RuleID {
	case "lean.event.consult", "lean.event.agree", "lean.event.sign", "lean.event.offer":
		return true
	}
	return false
}

// lean gives the weaker answer: of who speaks of the target, or of who acts
// in the clause in which the target stands.
func (r *reading) lean(q Question) (Answer, bool) {
	target := &r.doc.Mentions[q.Target]
	if at := r.spokenBy(target.Span, q.Holder); at >= 0 {
		first, last := r.clauseWithin(target.Head, r.doc.Attributions[at].Content)
		return r.leanOf(first, last, q, tilt, "lean.speech", "speaks of it in words that lean"), true
	}
	holder := &r.doc.Mentions[q.Holder]
	if holder.Sentence != q.Sentence {
		return Answer{}, false
	}
	if e := ofEvent(r.CodeEvent(r.doc, holder.Span, target.Span)); e != nil {
		if e.RuleID == "lean.event.request" && r.wanted(target.Head) {
			e.Polarity = 0.5 // who asks for it is for it
		}
		return *e, true
	}
	if v := r.governor(q); v >= 0 {
		first, last := r.doc.Subtree(v)
		a := r.leanOf(first, last, q, -tilt/2, "lean.clause", "is the subject of its clause, whose words lean")
		if a.At == r.doc.Tokens[target.Head].Span { // nothing leans
			a.RuleID = "lean.clause.bare"
		}
		return a, true
	}
	return Answer{}, false
}

// governor gives the verb above the target whose agent is the holder, -1 for
// none.
func (r *reading) governor(q Question) int {
	toks := r.doc.Tokens
	for k, steps := toks[r.doc.Mentions[q.Target].Head].Head, 0; k >= 0 && steps < 8; k, steps = toks[k].Head, steps+1 {
		if toks[k].Tag != syntax.VERB && toks[k].Tag != syntax.ADJ {
			continue
		}
		if a := r.doc.Agent(k); a >= 0 {
			if id := r.someone(a); id >= 0 && r.same(id, q.Holder) {
				return k
			}
		}
	}
	return -1
}

// wanted reports whether the word at token i is what somebody asks for, not
// whom he asks.
func (r *reading) wanted(i int) bool {
	for k, steps := i, 0; k >= 0 && steps < 4; k, steps = r.doc.Tokens[k].Head, steps+1 {
		if r.doc.Preposition(k) == "for" || r.doc.Tokens[k].Rel == syntax.Obj && r.doc.Tokens[k].Tag == syntax.NOUN {
			return true
		}
		if r.doc.Tokens[k].Tag == syntax.VERB {
			return false
		}
	}
	return false
}

// ofEvent makes an answer of an event whose agent and theme are arguments of one
// word.
func ofEvent(c Coded) *Answer {
	if !c.anchored || c.Cooperation == 0 {
		return nil
	}
	return &Answer{
		Polarity: math.Copysign(0.5, c.Cooperation), Confidence: 0.5, Kind: Predicate, Modality: Asserted,
		Predicate: c.Predicate, At: c.Evidence[0], Evidence: c.Evidence, RuleID: "lean." + c.RuleID,
		Explanation: "what the one does to the other is taken for what it thinks of it: " + c.Explanation,
	}
}

// spokenBy gives the attribution that a stretch stands in and whose speaker is
// the holder, or of the holder's actor; the inner one first, -1 for none.
func (r *reading) spokenBy(span annotate.Span, holder int) int {
	for at := r.doc.SpokenIn(span); at >= 0; at = r.doc.Attributions[at].Parent {
		if m := r.doc.Attributions[at].Mention; m >= 0 {
			if m == holder || r.same(m, holder) {
				return at
			}
			return -1
		}
	}
	return -1
}

// clauseWithin gives the tokens of the sentence of token i that stand within
// the spans.
func (r *reading) clauseWithin(i int, spans []annotate.Span) (first, last int) {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	first, last = i, i+1
	for k := s.First; k < s.Last; k++ {
		if slices.ContainsFunc(spans, func(c annotate.Span) bool { return c.Contains(r.doc.Tokens[k].Span) }) {
			first, last = min(first, k), max(last, k+1)
		}
	}
	return first, last
}

// tilt is what words must have in favour to outweigh what is known before they
// are read: most of what one says of another in political news is against. What
// one does in a clause with another is rather for him, unless its words say
// otherwise.
const tilt = 0.5

// leanOf gives the answer that the words of a stretch make together.
func (r *reading) leanOf(first, last int, q Question, against float64, rule, why string) Answer {
	sum, word, most := -against, r.doc.Mentions[q.Target].Head, 0.0
	for k := first; k < last; k++ {
		v := r.wordLean(k)
		if v == 0 {
			continue
		}
		if r.negated(k) {
			v = -v / 2
		}
		sum += v
		if math.Abs(v) > most {
			word, most = k, math.Abs(v)
		}
	}
	a := Answer{Polarity: -0.5, Confidence: 0.5, Kind: Attribute, Modality: Asserted, RuleID: rule,
		Predicate: strings.ToLower(r.doc.Tokens[word].Lemma), At: r.doc.Tokens[word].Span, Evidence: []annotate.Span{r.doc.Tokens[word].Span}}
	side := "against"
	if sum > 0 {
		a.Polarity, side = 0.5, "for"
	}
	a.Explanation = "no rule decides; the holder " + why + " " + side + " it"
	return a
}

// wordLean gives the valence of a word from whichever list knows it: a
// rating, an attitude, VADER's.
func (r *reading) wordLean(k int) float64 {
	t := &r.doc.Tokens[k]
	switch t.Tag {
	case syntax.NOUN, syntax.VERB, syntax.ADJ, syntax.ADV:
	default:
		return 0
	}
	if v := r.rating(t); v != 0 {
		return v
	}
	for _, p := range r.entries(k) {
		if v := cmp.Or(p.Polarity, p.Effect/2); v != 0 {
			return v
		}
	}
	return r.valence[strings.ToLower(t.Text)] / 4
}
