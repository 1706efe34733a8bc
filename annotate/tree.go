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
		if d.Child(i, syntax.NsubjPass, syntax.AuxPass) >= 0 {
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
		t := &toks[i]
		if t.Head < 0 {
			return -1
		}
		switch t.Rel {
		case syntax.Conj, syntax.Advcl, syntax.Parataxis:
			if o := d.Child(t.Head, syntax.Obj); t.Rel == syntax.Advcl && o >= 0 && o < i && d.marked(i, clausePrepositions) {
				return o // "blamed Pakistan for harboring"
			}
			if t.Rel == syntax.Parataxis && d.Child(i, syntax.Nsubj) < 0 && toks[t.Head].Tag != syntax.VERB {
				return -1
			}
		case syntax.Xcomp:
			// "urged Trump to leave": the object does it; "wants to leave": the subject
			if o := d.Child(t.Head, syntax.Obj, syntax.Iobj); o >= 0 && toks[t.Head].Tag == syntax.VERB {
				return o
			}
			if toks[t.Head].Tag == syntax.VERB && d.Child(t.Head, syntax.AuxPass) >= 0 {
				return d.Child(t.Head, syntax.NsubjPass)
			}
		case syntax.AclRelcl:
			return t.Head
		case syntax.Acl:
			if t.Fine == syntax.FineVBN {
				return d.byAgent(i)
			}
			if d.Child(t.Head, syntax.Cop) >= 0 && d.marked(i, clausePrepositions) && d.Subject(t.Head) >= 0 {
				return d.Antecedent(d.Subject(t.Head)) // "is a long way from trusting"
			}
			if h := &toks[t.Head]; h.Rel == syntax.OblAgent && h.Head >= 0 && d.marked(i, passivePrepositions) {
				return d.Child(h.Head, syntax.NsubjPass) // "was accused by them of breaking"
			}
			return t.Head
		default:
			return -1
		}
		i = t.Head
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
