package stance

import (
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// modifiers handles rated adjectives before a mention: "the weakest deal",
// "reckless Trump".
func (r *reading) modifiers(id int) {
	doc, toks := r.doc, r.doc.Tokens
	m := &doc.Mentions[id]
	words := doc.Children(m.Head)
	if b := m.Head - 1; m.Dealing && toks[m.Head].Rel == syntax.Compound && b >= 0 && toks[b].Tag == syntax.ADJ && toks[b].Head == toks[m.Head].Head {
		words = append(slices.Clone(words), int32(b)) // "the weakest deal imaginable"
	}
	for _, c := range words {
		if toks[c].Rel != syntax.Amod || r.isLabelWord(&toks[c], m) {
			continue
		}
		v := r.rating(&toks[c])
		if m.Dealing && v == 0 && int(c) > m.Head {
			v = r.ofDealing(int(c)) // a heading: "Talks ‘dead’"
		}
		if v == 0 || m.Dealing && (v > 0 && sizes(toks[c].Lemma) || r.imagined(m.Head)) {
			continue
		}
		why := "“" + toks[c].Text + "” describes it"
		r.add(int(c), utterer, id, v, Attribute, "attribute.modifier", why, m.Head)
		if m.Dealing {
			r.blame(id, int(c), utterer, v)
		}
	}
}

// sizes reports whether a word says how much a dealing matters, which rates it
// only where somebody calls it so: every paper writes "the historic deal".
func sizes(lemma string) bool {
	switch lemma {
	case "historic", "landmark", "meaningful", "ambitious", "unprecedented", "important", "significant", "crucial", "comprehensive", "momentous", "extraordinary", "remarkable":
		return true
	}
	return false
}

// imagined reports whether the noun at token i is only spoken of as possible or
// missing: "cannot reach a good deal", "would be a bad deal".
func (r *reading) imagined(i int) bool {
	toks := r.doc.Tokens
	if d := r.doc.Child(i, syntax.Det); d >= 0 && (toks[d].Lemma == "no" || toks[d].Lemma == "any") {
		return true
	} else if d < 0 || toks[d].Lemma != "a" && toks[d].Lemma != "an" {
		return false
	}
	for k, steps := i, 0; k >= 0 && steps < 3; k, steps = toks[k].Head, steps+1 {
		if toks[k].Tag != syntax.VERB {
			continue
		}
		if r.negated(k) || r.wantedOf(k) != nobody {
			return true
		}
		for _, c := range r.doc.Children(k) {
			if toks[c].Rel == syntax.Aux && toks[c].Fine == syntax.FineMD {
				return true
			}
		}
		return false
	}
	return false
}

// blame gives what is said of a dealing also to the actor who made it: "he
// negotiated one of the weakest deals", "Trump's disastrous deal".
func (r *reading) blame(id, word, holder int, v float64) {
	doc, toks := r.doc, r.doc.Tokens
	h := doc.Mentions[id].Head
	maker := -1
	if p := doc.Child(h, syntax.NmodPoss); p >= 0 {
		maker = r.mentionAt(p)
	}
	for k, steps := h, 0; maker < 0 && steps < 4; steps++ {
		t := &toks[k]
		if t.Head < 0 || t.Rel != syntax.Nmod && t.Rel != syntax.Obj && t.Rel != syntax.Obl {
			break
		}
		k = t.Head
		if toks[k].Tag == syntax.VERB {
			if a := doc.Agent(k); a >= 0 && t.Rel == syntax.Obj && makes(toks[k].Lemma) {
				maker = r.mentionAt(a)
			}
			break
		}
	}
	if maker >= 0 && doc.Mentions[maker].Actor != "" {
		r.add(word, holder, maker, math.Copysign(0.5, v), Composed, "composed.maker", "who makes a dealing is rated with it", h)
	}
}

// makerOf gives who is said to have made the dealing at token i in a clause of
// it, -1 for nobody.
func (r *reading) makerOf(i int) int {
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel != syntax.AclRelcl || !makes(r.doc.Tokens[c].Lemma) {
			continue
		}
		if s := r.doc.Child(int(c), syntax.Nsubj); s >= 0 && r.antecedent(s) == s {
			if id := r.mentionAt(s); id >= 0 && r.doc.Mentions[id].Actor != "" {
				return id
			}
		}
	}
	return -1
}

// makes reports whether who does what a verb says made its object.
func makes(lemma string) bool {
	switch lemma {
	case "make", "negotiate", "sign", "strike", "reach", "cut", "broker", "offer", "conclude", "seal", "forge", "give", "propose", "write", "design", "launch", "start", "get":
		return true
	}
	return false
}
