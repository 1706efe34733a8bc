package stance

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// concern tells worry about somebody from worry for somebody: about a health
// or a life, or "for", it is sympathy.
func (r *reading) concern(i int, p lexicon.Predicate) {
	holder := r.holderOf(i, p)
	found := false
	for _, slot := range p.Target {
		for _, k := range r.argument(i, slot) {
			found = true
			polarity, why := p.Polarity, "worry about what somebody does"
			if slot == "for" {
				polarity, why = 0.5, "worry for somebody is sympathy"
			}
			first, last := r.doc.Subtree(k)
			if slices.ContainsFunc(r.doc.Tokens[first:last], func(t annotate.Token) bool { return r.isHealth(&t) }) {
				polarity, why = 0.5, "worry about somebody's health or safety is sympathy"
			}
			ids := r.mentionsOf(k, 2)
			if s := r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass); len(ids) == 0 && s >= 0 {
				ids = r.mentionsOf(s, 1) // "concern about Trump being ill"
			}
			for _, id := range ids {
				r.add(i, holder, id, polarity, Predicate, p.POS+".concern", "“"+r.doc.Tokens[i].Text+"”: "+why, k)
			}
		}
	}
	if !found {
		r.worryForIll(i, holder, p)
	}
}

// worryForIll handles a worry without an object in a sentence about illness:
// "we were worried when he fell ill".
func (r *reading) worryForIll(i, holder int, p lexicon.Predicate) {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	for k := s.First; k < s.Last; k++ {
		if r.isHealth(&r.doc.Tokens[k]) {
			if id := r.onlyOther(i, holder); id >= 0 {
				r.add(i, holder, id, 0.5, Predicate, p.POS+".concern.implied", "worry in a sentence about somebody's health is sympathy", k)
			}
			return
		}
	}
}

// nounAttitude gives the first entry with a polarity of the noun at token i.
func (r *reading) nounAttitude(i int) (lexicon.Predicate, bool) {
	if r.doc.Tokens[i].Tag != syntax.NOUN {
		return lexicon.Predicate{}, false
	}
	for _, p := range r.entries(i) {
		if p.HasPolarity {
			return p, true
		}
	}
	return lexicon.Predicate{}, false
}
