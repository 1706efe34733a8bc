package stance

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// undone reports whether the conduct at token i is what somebody does not do, or
// does away with: "did not take tough action", "abandoned his wise decision".
func (r *reading) undone(i int) bool {
	if r.doc.Tokens[i].Rel != syntax.Obj {
		return false
	}
	return r.Undone(i) || slices.ContainsFunc(r.entries(r.doc.Tokens[i].Head), func(p lexicon.Predicate) bool { return p.Class == "misdeed" || p.Class == "merit" })
}

// doersOf gives the actors whose conduct the noun at token i is.
func (r *arguments) doersOf(i int) (doers []int) {
	toks := r.doc.Tokens
	actor := func(k int) {
		if id := r.mentionAt(k); id >= 0 && r.doc.Mentions[id].Actor != "" {
			doers = append(doers, k)
		}
	}
	for _, c := range r.doc.Children(i) {
		switch toks[c].Rel {
		case syntax.NmodPoss:
			actor(int(c))
			return doers
		case syntax.Compound:
			if toks[c].Tag == syntax.PROPN {
				actor(int(c))
			}
		case syntax.Nmod:
			if p := r.doc.Preposition(int(c)); p == "by" || p == "of" {
				actor(int(c))
			}
		}
	}
	if t := &toks[i]; len(doers) == 0 && t.Rel == syntax.Obj && t.Head >= 0 && r.is(toks[t.Head].Lemma, "conduct_verbs") {
		if a := r.doc.Agent(t.Head); a >= 0 && r.doc.Child(t.Head, syntax.AuxPass) < 0 {
			actor(a)
		}
	}
	return doers
}
