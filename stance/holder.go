package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// holderOf gives the mention that fills the holder's slot of an entry.
func (r *holders) holderOf(i int, p lexicon.Predicate) int {
	switch p.Holder {
	case lexicon.Speaker:
		return utterer
	case lexicon.Object:
		if o := r.doc.Objects(i); len(o) > 0 {
			return r.someone(o[0])
		}
		return nobody
	case lexicon.Possessor:
		return r.possessorOf(i, p)
	}
	h := r.doc.Agent(i)
	if h >= 0 {
		h = r.whoHas(i, h)
	}
	if s := r.doc.Child(i, syntax.NsubjPass); p.POS == "adj" && s >= 0 {
		h = s // "we were stunned"
	}
	if n := r.tokenOf("reduced_relative", i); n >= 0 {
		h = n
	}
	if h >= 0 {
		if id := r.someone(h); id >= 0 || !r.is(r.doc.Tokens[h].Lower(), "anyone_pronouns") {
			return id // "nobody in the group"
		}
		return utterer // "you cannot trust them"
	}
	if !r.doc.Tokens[i].Tag.In(syntax.ADJ, syntax.VERB) {
		return utterer
	}
	if x := r.doc.Child(i, syntax.Aux); x >= 0 && r.doc.Child(i, syntax.AuxPass) >= 0 && r.is(r.doc.Tokens[x].Lemma, "necessity") {
		return utterer // "cannot be trusted": who says so does not
	}
	return nobody
}

// whoHas returns who has the noun h where the word at token i is its infinitive
// ("has reason to thank"), else h.
func (r *holders) whoHas(i, h int) int {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Acl || h != t.Head || !r.doc.Marked(i, "to") || r.doc.Child(h, syntax.Cop) >= 0 {
		return h
	}
	if s := r.doc.Subject(h); s >= 0 {
		return s
	}
	if v := r.doc.Tokens[h].Head; v >= 0 && r.doc.Tokens[h].Rel == syntax.Obj {
		return r.doc.Agent(v)
	}
	return h
}

// possessorOf gives whose the attitude is that the noun at token i names.
func (r *holders) possessorOf(i int, p lexicon.Predicate) int {
	if h := r.argument(i, lexicon.Possessor); len(h) > 0 {
		return r.someone(h[0])
	}
	if of := r.doc.Prepositional(i, "of"); len(of) > 0 { // "the enthusiasm of the group for him"
		for _, slot := range p.Target {
			if slot != "of" && len(r.argument(i, slot)) > 0 {
				return r.someone(of[0])
			}
		}
	}
	t := &r.doc.Tokens[i]
	if t.Head >= 0 && r.doc.HasCase(i, "in") && r.is(t.Lemma, "siding_nouns") { // "remarks in support of him", "spoke in favour of him"
		if a := r.doc.Agent(t.Head); r.doc.Tokens[t.Head].Tag == syntax.VERB && a >= 0 {
			return r.someone(a)
		}
		if by := r.authorAt(t.Head); by >= 0 {
			return by
		}
		return nobody
	}
	if t.Head >= 0 && t.Rel.In(syntax.Obj, syntax.Nmod, syntax.Obl, syntax.Conj) {
		return r.shownBy(i)
	}
	return r.mentionOr(r.tokenOf("among", i), nobody)
}

// shownBy gives who shows the attitude that the noun at token i names: "voiced
// respect", "cast a vote of support", "lost faith".
func (r *holders) shownBy(i int) int {
	toks, h := r.doc.Tokens, r.doc.Tokens[i].Head
	v := h // the verb above, over at most one noun, or what is reached by then
	for steps := 0; steps < 2 && toks[v].Tag != syntax.VERB && toks[v].Head >= 0; steps++ {
		v = toks[v].Head
	}
	if toks[v].Tag == syntax.AUX && toks[v].Lemma != "have" {
		return nobody
	}
	if a := r.doc.Agent(v); a >= 0 && (r.isLightVerb(v) || r.is(toks[h].Lemma, "tokens") || r.is(toks[v].Lemma, "losing")) {
		return r.someone(a)
	}
	return nobody
}

// mentionOr gives the mention at token i, or else where there is no token.
func (r *arguments) mentionOr(i, otherwise int) int {
	if i < 0 {
		return otherwise
	}
	return r.mentionAt(i)
}

// someone gives the mention at a token or, for "one of his aides", of what it
// is one of.
func (r *holders) someone(i int) int {
	if by := r.authorAt(i); by >= 0 {
		return by
	}
	id := r.mentionAt(i)
	if id < 0 {
		return r.mentionOr(r.tokenOf("part_of", i), nobody)
	}
	m := &r.doc.Mentions[id]
	if m.Thing {
		return nobody
	}
	if m.Actor == "" && m.Type == annotate.Nominal {
		return r.mentionOr(r.tokenOf("turns_out", i), id)
	}
	return id
}

// authorAt gives the mention of whose words the text at token i is, -1 where it
// is no text or nobody's.
func (r *holders) authorAt(i int) int { return r.mentionOr(r.tokenOf("author", i), -1) }

// isLightVerb reports whether the verb at token i only carries the attitude of
// its object: "voiced respect".
func (r *wordEntries) isLightVerb(i int) bool {
	return r.is(strings.ToLower(r.doc.Tokens[i].Lemma), veridical.LightVerbs)
}

// holdersOf gives all who hold the attitude of an entry: "Both X and Y
// praised".
func (r *holders) holdersOf(i int, p lexicon.Predicate) []int {
	holder := r.holderOf(i, p)
	if holder == nobody && p.Class == "violence" {
		holder = utterer // "the group will be hunted down": who says so threatens
	}
	all := []int{holder}
	if holder < 0 {
		return all
	}
	for _, k := range r.doc.Conjuncts(r.doc.Mentions[holder].Head)[1:] {
		if id := r.someone(k); id >= 0 && !r.same(id, holder) {
			all = append(all, id)
		}
	}
	return all
}

// within reports whether a mention stands in what the word at token i
// governs or reports.
func (r *holders) within(i, id int) bool {
	m := &r.doc.Mentions[id]
	if first, last := r.doc.Subtree(i); m.Head > i && m.Head >= first && m.Head < last {
		return true
	}
	at := r.doc.SpokenIn(m.Span)
	return at >= 0 && r.doc.Attributions[at].Cue0() == r.doc.Tokens[i].Span
}

// onlyOther gives the mention of the one actor in the sentence who is not the
// holder, -1 where there is none or more than one.
func (r *holders) onlyOther(i, holder int) int {
	if holder < 0 || r.doc.Mentions[holder].Actor == "" {
		return -1
	}
	only := -1
	for _, id := range r.byPlace[r.doc.Tokens[i].Sentence] {
		m := &r.doc.Mentions[id]
		if m.Actor == "" || m.Actor == r.doc.Mentions[holder].Actor || m.Relation == annotate.Proxy {
			continue
		}
		if at := r.doc.SpokenIn(r.doc.Tokens[i].Span); at >= 0 && r.doc.Attributions[at].Mention >= 0 && r.same(id, r.doc.Attributions[at].Mention) {
			continue // who says it is not whom it is about
		}
		if only >= 0 && r.doc.Mentions[only].Actor != m.Actor {
			return -1
		}
		if only < 0 {
			only = id
		}
	}
	return only
}

// recipient gives whom an attitude without a stated target goes to: who
// rejects or welcomes "the support of the group" is whom the group supports.
func (r *holders) recipient(i, holder int) []int {
	t := &r.doc.Tokens[i]
	if t.Head < 0 || t.Rel != syntax.Obj || r.doc.Tokens[t.Head].Tag != syntax.VERB {
		return nil
	}
	if !slices.ContainsFunc(r.entries(t.Head), func(p lexicon.Predicate) bool { return p.HasPolarity && p.Holder == lexicon.Subject }) {
		return nil
	}
	if a := r.doc.Agent(t.Head); a >= 0 {
		if id := r.someone(a); id >= 0 && !r.same(id, holder) {
			return []int{id}
		}
	}
	return nil
}
