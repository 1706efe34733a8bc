package annotate

import (
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// Agent gives the head token of who does what the word at i says: its
// subject, the agent of a passive, or the one it shares with the word that
// it hangs on ("said ... and added", "in a post, saying"). It gives -1 where
// nobody is named.
func (d *Document) Agent(i int) int {
	toks := d.Tokens
	for step := range 6 {
		if d.Child(i, syntax.NsubjPass, syntax.AuxPass) >= 0 && (d.Child(i, syntax.AuxPass) >= 0 || d.Subject(i) < 0) {
			if step > 0 { // "he was hailed, calling it": the subject goes on
				return d.Child(i, syntax.NsubjPass)
			}
			return d.byAgent(i)
		}
		if s := d.Subject(i); s >= 0 {
			return d.Antecedent(s)
		}
		if by := d.Child(i, syntax.OblAgent); by >= 0 {
			return by
		}
		if toks[i].Head < 0 {
			return -1
		}
		if agent, found := d.agentAbove(i); found {
			return agent
		}
		i = toks[i].Head
	}
	return -1
}

// agentAbove returns who the word above token i says does what that token says;
// found is false where it is whoever does what the word above says.
func (d *Document) agentAbove(i int) (agent int, found bool) {
	toks := d.Tokens
	t := &toks[i]
	switch t.Rel {
	case syntax.Conj:
		return -1, false
	case syntax.Advcl:
		o := d.Child(t.Head, syntax.Obj)
		return o, o >= 0 && o < i && d.marked(i, clausePrepositions) // "blamed Pakistan for harboring"
	case syntax.Parataxis:
		if h := &toks[t.Head]; h.Rel == syntax.Root && h.Tag != syntax.VERB && i > t.Head && toks[i-1].Text == "," &&
			t.Fine == syntax.FineVBD && d.Child(t.Head, syntax.Appos) >= 0 && d.Child(i, syntax.Nsubj) < 0 {
			return t.Head, true // "his envoy, X, met": the noun is its subject
		}
		return -1, d.Child(i, syntax.Nsubj) < 0 && toks[t.Head].Tag != syntax.VERB
	case syntax.Xcomp:
		if toks[t.Head].Tag != syntax.VERB {
			return -1, false
		}
		// "urged Trump to leave": the object does it; "wants to leave": the subject
		if o := d.Child(t.Head, syntax.Obj, syntax.Iobj); o >= 0 {
			return o, true
		}
		return d.Child(t.Head, syntax.NsubjPass), d.Child(t.Head, syntax.AuxPass) >= 0
	case syntax.AclRelcl:
		return t.Head, true
	case syntax.Acl:
		if t.Fine == syntax.FineVBN {
			return d.byAgent(i), true
		}
		if d.Child(t.Head, syntax.Cop) >= 0 && d.marked(i, clausePrepositions) && d.Subject(t.Head) >= 0 {
			return d.Antecedent(d.Subject(t.Head)), true // "is a long way from trusting"
		}
		if h := &toks[t.Head]; h.Rel == syntax.OblAgent && h.Head >= 0 && d.marked(i, passivePrepositions) {
			return d.Child(h.Head, syntax.NsubjPass), true // "was accused by them of breaking"
		}
		if t.Fine != syntax.FineVBN && controlNouns.Has(toks[t.Head].Lemma) && d.marked(i, infinitiveMarks) {
			return d.controller(t.Head), true // "has a plan to leave"
		}
		return t.Head, true
	}
	return -1, true
}

// controller returns whose plan, idea or power the noun at token n is, and who so does
// what it is of: its owner, or the agent of the verb above it; -1 where nobody is named.
func (d *Document) controller(n int) int {
	if owners := d.Owners(n); len(owners) > 0 {
		return owners[0]
	}
	for k, steps := n, 0; steps < 4; steps++ {
		if s := d.Subject(k); s >= 0 && s != n {
			return d.Antecedent(s)
		}
		h := d.Tokens[k].Head
		if h < 0 || !d.Tokens[k].Rel.In(syntax.Obj, syntax.Obl, syntax.Nmod) {
			return -1
		}
		if d.Tokens[h].Tag == syntax.VERB {
			return d.Agent(h)
		}
		k = h
	}
	return -1
}

// marked reports whether a clause is introduced by a word of the class.
func (d *Document) marked(i int, by *words.Class) bool {
	m := d.Child(i, syntax.Mark, syntax.Case)
	return m >= 0 && by.Has(d.Tokens[m].Lemma)
}

// Subject gives the subject of token i, -1 for none: of several, which only a
// wrong tree has, the last one before it.
func (d *Document) Subject(i int) int {
	best := -1
	for _, c := range d.children[i] {
		if d.Tokens[c].Rel == syntax.Nsubj && (best < 0 || int(c) < i) {
			best = int(c)
		}
	}
	return best
}

// byAgent gives the agent of a passive.
func (d *Document) byAgent(i int) int {
	if by := d.Child(i, syntax.OblAgent); by >= 0 {
		return by
	}
	for _, c := range d.children[i] {
		if d.Tokens[c].Rel == syntax.Obl && d.Preposition(int(c)) == "by" {
			return int(c)
		}
	}
	return -1
}
