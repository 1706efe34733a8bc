package stance

import (
	"maps"
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
	if n := r.reducedRelative(i); n >= 0 {
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
		if by := r.author(t.Head); by >= 0 {
			return by
		}
		return nobody
	}
	if t.Head >= 0 && t.Rel.In(syntax.Obj, syntax.Nmod, syntax.Obl, syntax.Conj) {
		v := r.verbAbove(t.Head)
		if r.doc.Tokens[v].Tag == syntax.AUX && r.doc.Tokens[v].Lemma != "have" {
			return nobody
		}
		if r.isLightVerb(v) || r.isToken(t.Head) || r.is(r.doc.Tokens[v].Lemma, "losing") {
			if a := r.doc.Agent(v); a >= 0 {
				return r.someone(a)
			}
		}
	}
	return r.among(i)
}

// verbAbove returns the verb that governs token v over at most one noun ("a vote
// of support", "nothing but contempt"), or what is reached by then.
func (r *holders) verbAbove(v int) int {
	for steps := 0; steps < 2 && r.doc.Tokens[v].Tag != syntax.VERB && r.doc.Tokens[v].Head >= 0; steps++ {
		v = r.doc.Tokens[v].Head
	}
	return v
}

// reducedRelative gives the noun that a participle says more about, which the
// tree may have hung elsewhere: "the pundits now cheering him". It is -1 where
// the words do not tell.
func (r *holders) reducedRelative(i int) int {
	toks := r.doc.Tokens
	if toks[i].Fine != syntax.FineVBG || i < 2 || toks[i-2].Sentence != toks[i].Sentence {
		return -1
	}
	switch l := toks[i-1].Lemma; {
	case r.is(l, "now_adverbs"):
	default:
		return -1
	}
	if t := &toks[i-2]; t.Tag != syntax.NOUN && t.Tag != syntax.PROPN {
		return -1
	}
	return i - 2
}

// someone gives the mention at a token or, for "one of his aides", of what it
// is one of.
func (r *holders) someone(i int) int {
	if by := r.author(i); by >= 0 {
		return by
	}
	if id := r.mentionAt(i); id >= 0 {
		if r.doc.Mentions[id].Thing {
			return nobody
		}
		if by := r.apposed(i, id); by >= 0 {
			return by
		}
		return id
	}
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel.Base() != syntax.Nmod {
			continue
		}
		switch l := r.doc.Preposition(int(c)); {
		case r.is(l, "part_prepositions"):
			if id := r.mentionAt(int(c)); id >= 0 && !r.doc.Mentions[id].Thing {
				return id
			}
		}
	}
	return nobody
}

// apposed gives the actor that a plain noun turns out to be: "praise from an
// unlikely quarter: the movement". It is -1 for nobody.
func (r *holders) apposed(i, id int) int {
	if m := &r.doc.Mentions[id]; m.Actor != "" || m.Type != annotate.Nominal {
		return -1
	}
	if c := r.doc.Child(i, syntax.Appos); c > i {
		if by := r.mentionAt(c); by >= 0 && r.doc.Mentions[by].Actor != "" && r.doc.Mentions[by].Type == annotate.Name {
			return by
		}
	}
	return -1
}

// among gives in whom an attitude is said to be that is the subject of its
// clause: "distrust of him runs deep in the movement".
func (r *holders) among(i int) int {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Nsubj || t.Head < 0 {
		return nobody
	}
	for _, prep := range slices.Sorted(maps.Keys(r.classes["within"])) {
		for _, k := range r.doc.Prepositional(t.Head, prep) {
			if id := r.mentionAt(k); id >= 0 && r.doc.Mentions[id].Actor != "" {
				return id
			}
		}
	}
	for _, c := range r.doc.Children(i) { // "sympathy for X within Y", hung on X
		for _, d := range r.doc.Children(int(c)) {
			if !r.is(r.doc.Preposition(int(d)), "within") {
				continue
			}
			if id := r.mentionAt(int(d)); id >= 0 && r.doc.Mentions[id].Actor != "" {
				return id
			}
		}
	}
	return nobody
}

// author gives whose words a text is: "a statement by X", "X's letter". It is
// -1 where token i is no text or nobody's.
func (r *holders) author(i int) int {
	switch l := r.doc.Tokens[i].Lemma; {
	case r.is(l, "texts"):
	default:
		return -1
	}
	for _, c := range r.doc.Children(i) {
		switch r.doc.Tokens[c].Rel {
		case syntax.NmodPoss, syntax.Compound:
		case syntax.Nmod:
			if !r.is(r.doc.Preposition(int(c)), "authorship_prepositions") {
				continue
			}
		default:
			continue
		}
		if id := r.mentionAt(int(c)); id >= 0 && r.doc.Mentions[id].Actor != "" {
			return id
		}
	}
	return r.issuer(i)
}

// issuer gives who brings out the text at token i: "X released a statement".
// It is -1 for nobody.
func (r *holders) issuer(i int) int {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Obj || t.Head < 0 {
		return -1
	}
	switch l := r.doc.Tokens[t.Head].Lemma; {
	case r.is(l, "issuing"):
	default:
		return -1
	}
	if a := r.doc.Agent(t.Head); a >= 0 && a != i {
		return r.mentionAt(a)
	}
	return -1
}

// isToken reports whether a noun stands for an attitude that is shown by a
// deed: "as a gesture of goodwill".
func (r *holders) isToken(i int) bool {
	switch l := r.doc.Tokens[i].Lemma; {
	case r.is(l, "tokens"):
		return true
	}
	return false
}

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
