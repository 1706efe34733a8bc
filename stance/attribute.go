package stance

import (
	"cmp"
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// naming handles "called the Taliban a terrorist organization", "described
// him as honest": what is rated is the first mention after the verb, or the
// subject of a passive, by the words that follow it.
func (r *finder) naming(i int) {
	doc, toks := r.doc, r.doc.Tokens
	holder := nobody
	if a := doc.Agent(i); a >= 0 && r.Nobody(a) {
		return // "no sane man would call him"
	} else if a >= 0 {
		holder = r.someone(a)
	} else if toks[i].Rel.In(syntax.Acl, syntax.AclRelcl) {
		return
	}
	if args := doc.Objects(i); r.reciprocal(args) { // "called each other liars"
		each := r.reciprocants(i)
		for _, one := range each {
			for _, other := range each {
				r.nameAs(i, one, other, args[0]+1)
			}
		}
		return
	}
	if target, from := r.named(i); target >= 0 {
		r.nameAs(i, holder, target, from)
	}
}

// nameAs adds what the verb of naming at token i has a holder call a target, by the words
// from token from on.
func (r *finder) nameAs(i, holder, target, from int) {
	doc, toks := r.doc, r.doc.Tokens
	sum, word := r.asPhrase(i)
	if word < 0 {
		sum, word = r.strongestName(i, from, target)
	}
	if word < 0 {
		return
	}
	if m := &doc.Mentions[target]; m.Dealing && doc.Child(m.Head, syntax.NmodPoss) >= 0 {
		r.blame(target, word, holder, sum)
	}
	n := len(r.findings)
	r.add(claim{at: i, holder: holder, target: target, polarity: sum, kind: Attribute, rule: "naming",
		why: "“" + toks[i].Text + "” names somebody “" + toks[word].Text + "”", evidence: []int{word}})
	if len(r.findings) > n { // the name may be quoted where the verb is not
		r.findings[n].At = toks[word].Span
		r.findings[n].Told = !r.is(toks[i].Lemma, "private_naming")
	}
}

// named returns the mention that the verb of naming at token i names something,
// -1 for none, and the token from which the name may stand.
func (r *finder) named(i int) (target, from int) {
	if k := r.tokenOf("named_before", i); k >= 0 {
		if target = r.mentionAt(k); target >= 0 {
			return target, i + 1
		}
	}
	s := r.doc.Child(i, syntax.NsubjPass)
	if s < 0 {
		return r.namedAfter(i)
	}
	if ids := r.mentionsOf(s, 1); len(ids) > 0 {
		return ids[0], i + 1
	}
	return -1, i + 1
}

// asPhrase rates what a verb of naming says by "as": "described him, a leader of
// the group, as a solid man". The word is -1 where that rates nothing.
func (r *finder) asPhrase(i int) (sum float64, word int) {
	word = -1
	for _, k := range r.doc.Prepositional(i, "as") {
		if k < i {
			continue
		}
		if sum, word = r.phraseRating(k); word < 0 {
			if sum = r.labelAt(k); sum != 0 {
				word = k
			}
		}
	}
	return sum, word
}

// strongestName returns the word that rates most of those behind the verb of
// naming at token i, -1 for none, up to a comma or the next verb.
func (r *finder) strongestName(i, from, target int) (sum float64, word int) {
	toks := r.doc.Tokens
	word = -1
	_, last := r.doc.Subtree(i)
	for k := from; k < last; k++ {
		if toks[k].Text == "," && r.doc.SpokenIn(toks[k].Span) < 0 || toks[k].Tag == syntax.VERB && k > from && !toks[k].Rel.In(syntax.Amod, syntax.Acl) {
			break
		}
		v := cmp.Or(r.rating(&toks[k]), r.labelAt(k))
		if v == 0 && r.doc.Mentions[target].Dealing {
			v = r.ofDealing(k)
		}
		if v != 0 && !r.circumstance(k, i) && math.Abs(v) > math.Abs(sum) {
			sum, word = v, k
		}
	}
	return sum, word
}

// circumstance reports whether token k stands in a phrase that says when or
// where the verb at token i is done, and not what it says: "calls him amid a
// scandal".
func (r *finder) circumstance(k, i int) bool {
	for steps := 0; k > i && steps < 6; k, steps = r.doc.Tokens[k].Head, steps+1 {
		if r.is(r.doc.Preposition(k), "circumstance") {
			return true
		}
	}
	return false
}

// namedAfter gives the mention that a naming verb is about, and the token
// after it.
func (r *finder) namedAfter(i int) (target, from int) {
	_, last := r.doc.Subtree(i)
	for k := i + 1; k < last && k < i+9; k++ {
		if id, ok := r.headed(k); ok && r.doc.Tokens[k].Rel != syntax.Obl {
			if h := r.doc.Tokens[k].Head; h > k && h < last && r.mentionAt(h) >= 0 && (r.same(id, r.mentionAt(h)) || r.doc.Mentions[r.mentionAt(h)].Dealing) {
				continue // "the Taliban negotiators": they, not it; "his deal": it, not he
			}
			m := &r.doc.Mentions[id]
			if m.Actor != "" || m.Dealing || m.Type != annotate.Nominal {
				return id, k + 1
			}
		}
		if t := &r.doc.Tokens[k]; t.Tag == syntax.VERB || t.Text == "," || t.Lemma == "that" || t.Tag == syntax.ADP && !r.is(t.Lemma, "naming_prepositions") {
			break
		}
	}
	return -1, i + 1
}

// isFinding reports whether "positive" or "negative" is the result of a test.
func (r *wordEntries) isFinding(i int) bool {
	if l := r.doc.Tokens[i].Lemma; l != "positive" && l != "negative" {
		return false
	}
	for k := max(0, i-4); k < i; k++ {
		if r.isHealth(&r.doc.Tokens[k]) || r.doc.Tokens[k].Lemma == "test" {
			return true
		}
	}
	return false
}

// phraseRating gives the rating of a noun or adjective with the adjectives
// that stand before it, and the word that carries most of it.
func (r *arguments) phraseRating(i int) (float64, int) {
	toks := r.doc.Tokens
	value, word := r.rating(&toks[i]), -1
	if value != 0 && !r.fits("as_good_as", i) {
		word = i
	} else {
		value = 0
	}
	if toks[i].Tag == syntax.ADJ && len(r.entries(i)) > 0 {
		return 0, -1 // "critical of", "impressed": what the subject feels, not what it is
	}
	if v, k := r.virtue(i); k >= 0 && value == 0 {
		value, word = v, k
	}
	for _, c := range r.doc.Children(i) {
		if rel := toks[c].Rel; rel != syntax.Amod && rel != syntax.Conj && rel != syntax.Compound && rel != syntax.Nmod {
			continue
		}
		if toks[c].Rel == syntax.Nmod && (toks[i].Tag != syntax.NUM && toks[i].Lemma != "one") {
			continue
		}
		if v := r.rating(&toks[c]); math.Abs(v) > math.Abs(value) {
			value, word = v, int(c)
		}
	}
	return value, word
}

// virtue gives the rating of a person who is "of" something: "a man of his
// word", "a leader of courage", "a waste of time".
func (r *arguments) virtue(i int) (float64, int) {
	if w := r.tokenOf("direction", i); w >= 0 {
		return r.classes["directions"][r.doc.Tokens[w].Lemma], w
	}
	if !r.is(r.doc.Tokens[i].Lemma, "person_nouns") {
		return 0, -1
	}
	for _, k := range r.doc.Prepositional(i, "of") {
		t := &r.doc.Tokens[k]
		if w := r.ratings[t.Lemma]; w.Class == "virtue" {
			return w.Polarity, k
		}
		for _, p := range r.predicates[wordKey{t.Lemma, "noun"}] {
			if p.Class == "trait" {
				return p.Polarity, k
			}
		}
	}
	return 0, -1
}

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
