package stance

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// makersOf gives the actor whose dealing the noun at token h is: "he negotiated
// one of the weakest deals", "Trump's disastrous deal".
func (r *arguments) makersOf(h int) []int {
	doc, toks := r.doc, r.doc.Tokens
	if p := doc.Child(h, syntax.NmodPoss); p >= 0 {
		if r.isActor(p) {
			return []int{p}
		}
		if r.mentionAt(p) >= 0 {
			return nil
		}
	}
	for k, steps := h, 0; steps < 4; steps++ {
		t := &toks[k]
		if t.Head < 0 || t.Rel != syntax.Nmod && t.Rel != syntax.Obj && t.Rel != syntax.Obl {
			break
		}
		k = t.Head
		if toks[k].Tag != syntax.VERB {
			continue
		}
		if a := doc.Agent(k); a >= 0 && t.Rel == syntax.Obj && r.is(toks[k].Lemma, "makes") && r.mentionAt(a) >= 0 {
			return []int{a}
		}
		break
	}
	return nil
}

// blame gives what somebody calls a dealing also to the actor who made it.
func (r *finder) blame(id, word, holder int, v float64) {
	h := r.doc.Mentions[id].Head
	for _, k := range r.makersOf(h) {
		if maker := r.mentionAt(k); r.doc.Mentions[maker].Actor != "" {
			r.add(claim{at: word, holder: holder, target: maker, polarity: math.Copysign(0.5, v), kind: Composed, rule: "composed.maker",
				why: "who makes a dealing is rated with it", evidence: []int{h}})
		}
	}
}
