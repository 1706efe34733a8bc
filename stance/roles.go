package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// argument gives the tokens in a slot of the word at token i.
func (r *arguments) argument(i int, slot string) []int {
	doc, toks := r.doc, r.doc.Tokens
	switch slot {
	case lexicon.Subject:
		if a := doc.Agent(i); a >= 0 {
			return r.with(a)
		}
	case lexicon.Object:
		return r.object(i)
	case "iobj":
		if o := r.doc.Child(i, syntax.Iobj); o >= 0 {
			return r.with(o)
		}
		if first := r.objectAfter(i); first >= 0 { // of two objects the first receives
			for _, c := range doc.Children(i) {
				if toks[c].Rel == syntax.Obj && int(c) > first {
					return r.with(first)
				}
			}
		}
	case lexicon.Possessor:
		if p := doc.Child(i, syntax.NmodPoss); p >= 0 {
			return r.with(p)
		}
		for _, c := range doc.Children(i) {
			if prep := doc.Preposition(int(c)); (prep == "by" || prep == "from") && toks[c].Rel.Base() == syntax.Nmod {
				return r.with(int(c))
			}
		}
		for _, c := range doc.Children(i) { // "criticism of X by Y", with "by Y" hung on X
			if toks[c].Rel != syntax.Nmod {
				continue
			}
			for _, by := range doc.Children(int(c)) {
				if toks[by].Rel == syntax.Nmod && doc.Preposition(int(by)) == "by" {
					return r.with(int(by))
				}
			}
		}
		if c := doc.Child(i, syntax.Compound); c >= 0 && toks[c].Tag == syntax.PROPN && !r.gives(i) {
			return []int{c}
		}
		if !r.targetsBy(i, "of") { // "the support of the group"
			return r.prepositional(i, "of")
		}
	case lexicon.Complement:
		for _, c := range doc.Children(i) {
			if rel := toks[c].Rel; rel == syntax.Ccomp || rel == syntax.Xcomp || rel == syntax.Acl && int(c) > i {
				return []int{int(c)}
			}
		}
	default:
		return r.prepositional(i, slot)
	}
	return nil
}

// targetsBy reports whether the word at token i takes its target by a
// preposition.
func (r *arguments) targetsBy(i int, prep string) bool {
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool { return slices.Contains(p.Target, prep) })
}

// with gives a token and those that "and" joins to it; for a relative
// pronoun, what it stands for.
func (r *arguments) with(i int) []int {
	i = r.antecedent(i)
	all := []int{i}
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel == syntax.Conj && r.doc.Tokens[c].Tag != syntax.VERB {
			all = append(all, int(c))
		}
	}
	return all
}

// object gives what the verb at token i acts on: its object, the subject of
// a passive, the noun that a participle or a relative clause hangs on, or
// the object it shares with a verb beside it.
func (r *arguments) object(i int) []int {
	doc, toks := r.doc, r.doc.Tokens
	if s := doc.Child(i, syntax.NsubjPass); s >= 0 {
		return r.with(s)
	}
	if o := r.objectAfter(i); o >= 0 {
		all := r.with(o)
		if io := doc.Child(i, syntax.Iobj); io >= 0 {
			all = append(all, io)
		}
		return all
	}
	if io := doc.Child(i, syntax.Iobj); io >= 0 {
		return r.with(io)
	}
	t := &toks[i]
	if t.Head < 0 {
		return nil
	}
	if doc.Child(i, syntax.AuxPass) >= 0 && t.Rel == syntax.Advcl { // "having been snubbed, they left"
		if s := doc.Child(t.Head, syntax.Nsubj, syntax.NsubjPass); s >= 0 {
			return r.with(s)
		}
	}
	switch t.Rel {
	case syntax.Acl:
		if t.Fine == syntax.FineVBN {
			return []int{t.Head}
		}
	case syntax.AclRelcl:
		if doc.Child(i, syntax.Nsubj) >= 0 && doc.Child(i, syntax.AuxPass) < 0 {
			return []int{t.Head}
		}
	case syntax.Conj:
		if toks[t.Head].Tag == t.Tag {
			if doc.Child(i, syntax.AuxPass) >= 0 || t.Fine == syntax.FineVBN {
				return r.object(t.Head)
			}
		}
	}
	for _, c := range doc.Children(i) { // "praised and thanked Trump"
		if toks[c].Rel == syntax.Conj && toks[c].Tag == syntax.VERB && int(c) == i+2 {
			if o := doc.Child(int(c), syntax.Obj); o >= 0 {
				return r.with(o)
			}
		}
	}
	return nil
}

// objectAfter gives the object of token i, of several the first that follows.
func (r *arguments) objectAfter(i int) int {
	first := r.doc.Child(i, syntax.Obj)
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel == syntax.Obj && int(c) > i {
			return int(c)
		}
	}
	return first
}

// prepositional gives the nouns that hang on token i, or on its object, by a
// preposition.
func (r *arguments) prepositional(i int, prep string) []int {
	doc, toks := r.doc, r.doc.Tokens
	var found []int
	look := func(k int) {
		for _, c := range doc.Children(k) {
			if int(c) == i {
				continue
			}
			switch toks[c].Rel.Base() {
			case syntax.Obl, syntax.Nmod, syntax.Advcl, syntax.Acl, syntax.Obj:
				if r.hasCase(int(c), prep) || toks[c].Rel == syntax.Advcl && marked(doc, int(c), prep) {
					found = append(found, r.with(int(c))...)
				}
			}
		}
	}
	look(i)
	if len(found) == 0 {
		if o := doc.Child(i, syntax.Obj); o >= 0 {
			look(o)
		}
	}
	if len(found) == 0 && toks[i].Tag == syntax.NOUN && toks[i].Head >= 0 && (toks[i].Rel == syntax.Obj || toks[i].Rel == syntax.NsubjPass || toks[i].Rel == syntax.Nmod) {
		look(toks[i].Head)
	}
	return found
}

// hasCase reports whether a preposition stands before the noun at token i.
func (r *arguments) hasCase(i int, prep string) bool {
	if r.doc.Preposition(i) == prep {
		return true
	}
	for _, c := range r.doc.Children(i) {
		if t := &r.doc.Tokens[c]; t.Rel == syntax.Case && t.Lemma == prep && int(c)+6 >= i {
			return true // "ill of Trump"
		}
	}
	return false
}

// antecedent gives the noun that a relative pronoun stands for, and any other
// token as it is.
func (r *arguments) antecedent(i int) int {
	toks := r.doc.Tokens
	switch l := strings.ToLower(toks[i].Text); {
	case r.is(l, "relative_pronouns"):
		for h, n := toks[i].Head, 0; h >= 0 && n < 4; h, n = toks[h].Head, n+1 {
			if toks[h].Rel == syntax.AclRelcl {
				return toks[h].Head
			}
		}
	}
	return i
}

func marked(doc *annotate.Document, i int, word string) bool {
	m := doc.Child(i, syntax.Mark)
	return m >= 0 && doc.Tokens[m].Lemma == word
}

// mentionsOf gives the mentions that an argument stands for: the one whose
// head it is, else those it belongs to ("their support", "Trump's victory").
func (r *arguments) mentionsOf(i, depth int) []int {
	doc, toks := r.doc, r.doc.Tokens
	if id, ok := r.headed(i); ok {
		m := &doc.Mentions[id]
		if m.Actor != "" {
			return []int{id}
		}
		if m.Dealing {
			ids := []int{id}
			if p := doc.Child(i, syntax.NmodPoss); p >= 0 {
				if own, ok := r.headed(p); ok && doc.Mentions[own].Actor != "" && !strings.EqualFold(toks[p].Text, "their") {
					ids = append(ids, own)
				}
			} else if by := r.makerOf(i); by >= 0 { // "the deal that X made"
				ids = append(ids, by)
			}
			return ids
		}
		if m.Type == annotate.Name || m.Type == annotate.Pronoun || m.Apart {
			return []int{id}
		}
	}
	if id := r.unnamedReferent(i); id >= 0 {
		return []int{id}
	}
	if depth == 0 {
		return nil
	}
	var ids []int
	for _, c := range doc.Children(i) {
		switch toks[c].Rel {
		case syntax.NmodPoss:
			if strings.EqualFold(toks[c].Text, "our") && r.is(toks[i].Lemma, "common_things") {
				continue // "our families": everybody's
			}
			ids = append(ids, r.mentionsOf(int(c), 0)...)
		case syntax.Appos:
			ids = append(ids, r.mentionsOf(int(c), 0)...)
		case syntax.Compound, syntax.NmodDesc, syntax.NmodUnmarked:
			if id, ok := r.headed(int(c)); ok && doc.Mentions[id].Actor != "" {
				ids = append(ids, id)
			}
		case syntax.Nmod:
			if p := doc.Preposition(int(c)); p == "of" && (r.isAttitudeOf(i) || len(ids) > 0 || r.is(toks[i].Lemma, "befalling_nouns")) {
				continue // "criticism of X" is not X's
			} else if p == "of" || p == "by" || p == "from" {
				ids = append(ids, r.mentionsOf(int(c), depth-1)...)
			} else if isExample(p) {
				ids = append(ids, r.mentionsOf(int(c), 0)...)
			}
		case syntax.Acl: // "the support offered by the group"
			if toks[c].Fine == syntax.FineVBN {
				if by := doc.Agent(int(c)); by >= 0 && by != i {
					ids = append(ids, r.mentionsOf(by, 0)...)
				}
			}
		case syntax.AclRelcl:
		}
	}
	if len(ids) == 0 {
		ids = r.examples(i)
	}
	if id, ok := r.headed(i); ok && len(ids) == 0 {
		return []int{id}
	}
	return ids
}

// isExample reports whether a preposition brings in one of several.
func isExample(prep string) bool { return prep == "like" || prep == "such" || prep == "including" }

// examples gives the actor who is named as one of what the noun at token i
// means, where the tree has hung him on the verb: "crush militias including X".
func (r *arguments) examples(i int) []int {
	toks := r.doc.Tokens
	k := i + 1
	if k < len(toks) && toks[k].Text == "," {
		k++
	}
	if k+1 >= len(toks) || toks[k].Sentence != toks[i].Sentence || toks[i].Tag != syntax.NOUN {
		return nil
	}
	switch l := toks[k].Lemma; {
	case r.is(l, "example_words"):
	case l == "among":
		if toks[k+1].Tag != syntax.PRON {
			return nil
		}
	case l == "like":
		if toks[k].Rel != syntax.Case {
			return nil
		}
	default:
		return nil
	}
	if toks[k].Lemma == "include" && !strings.EqualFold(toks[k].Text, "including") {
		return nil
	}
	for n := k + 1; n < len(toks) && n < k+5 && toks[n].Sentence == toks[i].Sentence; n++ {
		if id, ok := r.headed(n); ok && r.doc.Mentions[id].Actor != "" && r.doc.Mentions[id].Type != annotate.Pronoun {
			return []int{id}
		}
	}
	return nil
}

// mentionAt gives the mention of a holder with its head at token i, -1 for
// none.
func (r *arguments) mentionAt(i int) int {
	if id, ok := r.headed(i); ok {
		return id
	}
	for _, id := range r.byPlace[r.doc.Tokens[i].Sentence] { // a part of a name that a wrong tree made the argument
		if m := &r.doc.Mentions[id]; m.Type == annotate.Name && m.Contains(r.doc.Tokens[i].Span) {
			return id
		}
	}
	return -1
}

// isAttitudeOf reports whether a noun carries an attitude whose target stands
// behind "of".
func (r *arguments) isAttitudeOf(i int) bool {
	return r.doc.Tokens[i].Tag == syntax.NOUN && slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool {
		return p.HasPolarity && p.Holder == lexicon.Possessor && slices.Contains(p.Target, "of")
	})
}
