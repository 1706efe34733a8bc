package annotate

import (
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// The argument structure of a word: which tokens fill its slots, whatever
// construction puts them there. Every rule and the event coder ask here.

// Conjuncts returns a token and those that "and" joins to it; for a relative
// pronoun, what it stands for. Of two subjects of one verb with only a conjunction
// or a comma between them the tree has lost that they are joined.
func (d *Document) Conjuncts(i int) []int {
	i = d.Antecedent(i)
	all := []int{i}
	if t := &d.Tokens[i]; t.Rel == syntax.Nsubj && t.Head >= 0 {
		for _, c := range d.Children(t.Head) {
			if d.Tokens[c].Rel == syntax.Nsubj && int(c) != i && d.listed(min(i, int(c)), max(i, int(c))) {
				all = append(all, int(c))
			}
		}
	}
	for _, c := range d.Children(i) {
		if d.Tokens[c].Rel == syntax.Conj && d.Tokens[c].Tag != syntax.VERB {
			all = append(all, int(c))
		}
	}
	return all
}

// listed reports whether nothing but a conjunction or a comma and what belongs to the
// second noun stands between two nouns.
func (d *Document) listed(a, b int) bool {
	joined := false
	for k := a + 1; k < b; k++ {
		switch t := &d.Tokens[k]; t.Tag {
		case syntax.CCONJ:
			joined = true
		case syntax.PUNCT:
			joined = joined || t.Text == ","
		case syntax.DET, syntax.ADJ:
		default:
			if t.Head != b {
				return false
			}
		}
	}
	return joined
}

// Objects returns what the verb at token i acts on: its object, the subject of
// a passive, the noun that a participle or a relative clause depends on, or
// the object it shares with a verb beside it.
func (d *Document) Objects(i int) []int {
	toks := d.Tokens
	if s := d.Child(i, syntax.NsubjPass); s >= 0 {
		return d.Conjuncts(s)
	}
	if o := d.FirstObject(i); o >= 0 {
		all := d.Conjuncts(o)
		if io := d.Child(i, syntax.Iobj); io >= 0 {
			all = append(all, io)
		}
		return all
	}
	if io := d.Child(i, syntax.Iobj); io >= 0 {
		return d.Conjuncts(io)
	}
	t := &toks[i]
	if t.Head < 0 {
		return nil
	}
	if d.Child(i, syntax.AuxPass) >= 0 && t.Rel == syntax.Advcl { // "having been snubbed, they left"
		if s := d.Child(t.Head, syntax.Nsubj, syntax.NsubjPass); s >= 0 {
			return d.Conjuncts(s)
		}
	}
	switch {
	case t.Rel == syntax.Acl && t.Fine == syntax.FineVBN:
		return []int{t.Head}
	case t.Rel == syntax.AclRelcl && d.Child(i, syntax.Nsubj) >= 0 && d.Child(i, syntax.AuxPass) < 0:
		return []int{t.Head}
	case t.Rel == syntax.Conj && toks[t.Head].Tag == t.Tag && (d.Child(i, syntax.AuxPass) >= 0 || t.Fine == syntax.FineVBN):
		return d.Objects(t.Head)
	}
	return d.laterObjects(i)
}

// laterObjects returns the object that the verb at token i shares with the one
// joined to it: "praised and thanked Trump", "neither praised nor thanked".
func (d *Document) laterObjects(i int) []int {
	for _, c := range d.Children(i) {
		if t := &d.Tokens[c]; t.Rel == syntax.Conj && t.Tag == syntax.VERB && int(c) == i+2 {
			if o := d.Child(int(c), syntax.Obj); o >= 0 {
				return d.Conjuncts(o)
			}
		}
	}
	return nil
}

// FirstObject returns the object of token i, of several the first that follows
// it, -1 for none.
func (d *Document) FirstObject(i int) int {
	first := d.Child(i, syntax.Obj)
	for _, c := range d.Children(i) {
		if d.Tokens[c].Rel == syntax.Obj && int(c) > i {
			return int(c)
		}
	}
	return first
}

// Recipients returns the indirect object of token i, or of two objects the
// first.
func (d *Document) Recipients(i int) []int {
	if o := d.Child(i, syntax.Iobj); o >= 0 {
		return d.Conjuncts(o)
	}
	if first := d.FirstObject(i); first >= 0 {
		for _, c := range d.Children(i) {
			if d.Tokens[c].Rel == syntax.Obj && int(c) > first {
				return d.Conjuncts(first)
			}
		}
	}
	return nil
}

// Agents returns who does what the word at token i says, with those joined to
// him; nil where nobody is named.
func (d *Document) Agents(i int) []int {
	if a := d.Agent(i); a >= 0 {
		return d.Conjuncts(a)
	}
	return nil
}

// Owners returns whose the noun at token i is: its possessor, or by whom or
// from whom it comes.
func (d *Document) Owners(i int) []int {
	if p := d.Child(i, syntax.NmodPoss); p >= 0 {
		return d.Conjuncts(p)
	}
	for _, c := range d.Children(i) {
		if prep := d.Preposition(int(c)); (prep == "by" || prep == "from") && d.Tokens[c].Rel.Base() == syntax.Nmod {
			return d.Conjuncts(int(c))
		}
	}
	for _, c := range d.Children(i) { // "criticism of X by Y", with "by Y" attached to X
		if d.Tokens[c].Rel != syntax.Nmod {
			continue
		}
		for _, by := range d.Children(int(c)) {
			if d.Tokens[by].Rel == syntax.Nmod && d.Preposition(int(by)) == "by" {
				return d.Conjuncts(int(by))
			}
		}
	}
	return nil
}

// Prepositional returns the nouns that depend on token i, or on its object, by
// a preposition.
func (d *Document) Prepositional(i int, prep string) []int {
	toks := d.Tokens
	var found []int
	look := func(k int) {
		for _, c := range d.Children(k) {
			if int(c) == i {
				continue
			}
			switch toks[c].Rel.Base() {
			case syntax.Obl, syntax.Nmod, syntax.Advcl, syntax.Acl, syntax.Obj:
				if d.HasCase(int(c), prep) || toks[c].Rel == syntax.Advcl && d.Marked(int(c), prep) {
					found = append(found, d.Conjuncts(int(c))...)
				}
			}
		}
	}
	look(i)
	if len(found) == 0 {
		if o := d.Child(i, syntax.Obj); o >= 0 {
			look(o)
		}
	}
	if len(found) == 0 && toks[i].Tag == syntax.NOUN && toks[i].Head >= 0 && (toks[i].Rel == syntax.Obj || toks[i].Rel == syntax.NsubjPass || toks[i].Rel == syntax.Nmod) {
		look(toks[i].Head)
	}
	return found
}

// HasCase reports whether a preposition stands before the noun at token i.
func (d *Document) HasCase(i int, prep string) bool {
	if d.Preposition(i) == prep {
		return true
	}
	for _, c := range d.Children(i) {
		if t := &d.Tokens[c]; t.Rel == syntax.Case && t.Lemma == prep && int(c)+6 >= i {
			return true // "ill of Trump"
		}
	}
	return false
}

// Antecedent returns the noun that a relative pronoun stands for, and any
// other token as it is.
func (d *Document) Antecedent(i int) int {
	toks := d.Tokens
	if !relativizers.Has(toks[i].Lower()) {
		return i
	}
	for h, n := i, 0; toks[h].Head >= 0 && n < 4; n++ {
		if toks[h].Rel == syntax.AclRelcl {
			return toks[h].Head
		}
		h = toks[h].Head
	}
	return i
}

// Marked reports whether the clause of token i is introduced by the word.
func (d *Document) Marked(i int, word string) bool {
	m := d.Child(i, syntax.Mark, syntax.Case)
	return m >= 0 && d.Tokens[m].Lemma == word
}
