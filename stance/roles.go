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
		return doc.Agents(i)
	case lexicon.Object:
		return doc.Objects(i)
	case "iobj":
		return doc.Recipients(i)
	case lexicon.Possessor:
		if owners := doc.Owners(i); len(owners) > 0 {
			return owners
		}
		if c := doc.Child(i, syntax.Compound); c >= 0 && toks[c].Tag == syntax.PROPN && !r.fits("given_away", i) {
			return []int{c}
		}
		if !r.targetsBy(i, "of") { // "the support of the group"
			return doc.Prepositional(i, "of")
		}
		if c := doc.Child(i, syntax.AclRelcl); c >= 0 && r.is(toks[c].Lemma, "undergoing") { // "the setbacks that he has suffered"
			return doc.Agents(c)
		}
		return nil
	case lexicon.Complement:
		for _, c := range doc.Children(i) {
			if rel := toks[c].Rel; rel == syntax.Ccomp || rel == syntax.Xcomp || rel == syntax.Acl && int(c) > i {
				return []int{int(c)}
			}
		}
		return nil
	}
	return doc.Prepositional(i, slot)
}

// targetsBy reports whether the word at token i takes its target by a
// preposition.
func (r *arguments) targetsBy(i int, prep string) bool {
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool { return slices.Contains(p.Target, prep) })
}

// mentionsOf gives the mentions that an argument stands for: the one whose
// head it is, else those it belongs to ("their support", "Trump's victory").
func (r *arguments) mentionsOf(i, depth int) []int {
	id, isHead := r.headed(i)
	if isHead {
		if ids := r.standsFor(i, id); ids != nil {
			return ids
		}
	}
	if ref := r.unnamedReferent(i); ref >= 0 {
		return []int{ref}
	}
	if depth == 0 {
		return nil
	}
	var ids []int
	for _, c := range r.doc.Children(i) {
		ids = append(ids, r.belongsTo(i, int(c), depth, len(ids) > 0)...)
	}
	if len(ids) > 0 {
		return ids
	}
	if k := r.tokenOf("example", i); k >= 0 {
		return []int{r.mentionAt(k)}
	}
	if isHead {
		return []int{id}
	}
	return ids
}

// standsFor returns the mentions that mention id, whose head is token i, stands
// for by itself: an actor, a dealing with who made it, a name or a pronoun; nil
// for a noun that may belong to another.
func (r *arguments) standsFor(i, id int) []int {
	m := &r.doc.Mentions[id]
	switch {
	case m.Actor != "":
		return []int{id}
	case m.Dealing:
		ids := []int{id}
		if p := r.doc.Child(i, syntax.NmodPoss); p >= 0 {
			if own, ok := r.ofActor(p); ok && !strings.EqualFold(r.doc.Tokens[p].Text, "their") {
				ids = append(ids, own)
			}
		} else if by := r.tokenOf("made_by", i); by >= 0 {
			ids = append(ids, r.mentionAt(by))
		}
		return ids
	case m.Type == annotate.Name || m.Type == annotate.Pronoun || m.Apart:
		return []int{id}
	}
	return nil
}

// ofActor returns the mention of an actor whose head is token i.
func (r *arguments) ofActor(i int) (id int, ok bool) {
	id, ok = r.headed(i)
	return id, ok && r.doc.Mentions[id].Actor != ""
}

// belongsTo returns the mentions to which child c says that noun i belongs; others
// is set where the noun belongs to somebody already.
func (r *arguments) belongsTo(i, c, depth int, others bool) []int {
	doc, noun, t := r.doc, &r.doc.Tokens[i], &r.doc.Tokens[c]
	switch t.Rel {
	case syntax.NmodPoss:
		if r.is(noun.Lemma, "others_nouns") {
			return nil // "mocked his critics"
		}
		if strings.EqualFold(t.Text, "our") && r.is(noun.Lemma, "common_things") {
			return nil // "our families": everybody's
		}
		return r.mentionsOf(c, 0)
	case syntax.Appos:
		return r.mentionsOf(c, 0)
	case syntax.Compound, syntax.NmodDesc, syntax.NmodUnmarked:
		if id, ok := r.ofActor(c); ok {
			return []int{id}
		}
	case syntax.Nmod:
		switch p := doc.Preposition(c); {
		case r.is(noun.Lemma, "others_nouns"):
		case p == "of" && (r.isAttitudeOf(i) || others || r.is(noun.Lemma, "befalling_nouns")): // "criticism of X" is not X's
		case r.is(p, "owning_prepositions"):
			return r.mentionsOf(c, depth-1)
		case r.is(p, "example_prepositions"):
			return r.mentionsOf(c, 0)
		}
	case syntax.AclRelcl: // "a word that he says"
		if a := doc.Agent(c); a >= 0 && a != i && (r.is(noun.Lemma, "utterances") || r.is(t.Lemma, "doing")) {
			return r.mentionsOf(a, 0)
		}
	case syntax.Acl: // "the support offered by the group"
		if t.Fine == syntax.FineVBN && doc.Child(c, syntax.Nsubj) < 0 {
			if by := doc.Agent(c); by >= 0 && by != i {
				return r.mentionsOf(by, 0)
			}
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
