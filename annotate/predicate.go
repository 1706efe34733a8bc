package annotate

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// predicates finds the phrases that a sentence says an actor is: "he became
// the first president", "cast himself as the candidate of order", "the Taliban
// is the strongest insurgency". Only definite ones are mentions: "a salesman"
// says what he is like and means nobody.
func (r *resolver) predicates(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		if toks[i].Tag != syntax.NOUN && toks[i].Tag != syntax.PROPN {
			continue
		}
		d := r.doc.Child(i, syntax.Det)
		if d < 0 || !strings.EqualFold(toks[d].Text, "the") {
			continue
		}
		if id, ok := r.heads[i]; ok && r.doc.Mentions[id].Actor != "" || !ok && r.owner[i] >= 0 {
			continue
		}
		subject := r.saidOf(i)
		if subject < 0 {
			continue
		}
		id, ok := r.heads[subject]
		if !ok {
			continue
		}
		m := r.doc.Mentions[id]
		if m.Actor == "" || m.Relation != Self || !r.isKindOf(i, &m) && !r.isOffice(toks[i].Text) {
			continue
		}
		first, last := r.phrase(i)
		r.add(first, last, i, Mention{Type: Nominal, Actor: m.Actor, Relation: Self, Name: m.Name})
	}
}

// saidOf gives the token of whom or what the noun at token i is said to be,
// -1 where it is said of nobody or denied.
func (r *resolver) saidOf(i int) int {
	toks := r.doc.Tokens
	if r.denied(i) {
		return -1
	}
	if r.doc.Child(i, syntax.Cop) >= 0 {
		return r.doc.Child(i, syntax.Nsubj)
	}
	h := toks[i].Head
	if h >= 0 && toks[i].Rel == syntax.Nmod && strings.HasSuffix(toks[h].Text, "self") && r.doc.Preposition(i) == "as" {
		return h
	}
	if h < 0 || toks[h].Tag != syntax.VERB || r.denied(h) {
		return -1
	}
	switch toks[i].Rel {
	case syntax.Xcomp, syntax.Obj:
		if l := toks[h].Lemma; l == "become" || l == "remain" {
			return r.doc.Child(h, syntax.Nsubj)
		}
	case syntax.Obl, syntax.Advcl:
		o := r.doc.Child(h, syntax.Obj)
		if o >= 0 && strings.HasSuffix(toks[o].Text, "self") && r.doc.Preposition(i) == "as" {
			return o
		}
	}
	return -1
}

// denied reports whether a word is negated.
func (r *nameResolver) denied(i int) bool {
	return slices.ContainsFunc(r.doc.Children(i), func(c int32) bool { return negators.Has(r.doc.Tokens[c].Lower()) })
}
