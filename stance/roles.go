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
		if c := doc.Child(i, syntax.Compound); c >= 0 && toks[c].Tag == syntax.PROPN && !r.gives(i) {
			return []int{c}
		}
		if !r.targetsBy(i, "of") { // "the support of the group"
			return doc.Prepositional(i, "of")
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
			} else if r.is(p, "owning_prepositions") {
				ids = append(ids, r.mentionsOf(int(c), depth-1)...)
			} else if r.is(p, "example_prepositions") {
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
