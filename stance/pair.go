package stance

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// target is a side that a sentence mentions, with its mentions.
type target struct {
	side     Side
	mentions []int
}

// targets gives the sides that a sentence mentions, in order.
func (j *judge) targets(s int) (ts []target) {
	add := func(side Side, ids []int) {
		if len(ids) > 0 {
			slices.SortStableFunc(ids, func(a, b int) int { // self before member
				return cmp.Compare(distance(j.doc.Mentions[a].Relation), distance(j.doc.Mentions[b].Relation))
			})
			ts = append(ts, target{side, ids})
		}
	}
	for k, side := range bothActors {
		add(side, slices.Clone(j.actors[s][k]))
	}
	var dealings []int
	for _, id := range j.bySentence[s] {
		if j.doc.Mentions[id].Dealing && j.side(id) == "" && j.ofThePair(s, id) {
			dealings = append(dealings, id)
		}
	}
	add(Relationship, dealings)
	return ts
}

// ofThePair reports whether a dealing in sentence s is one of the pair: an
// actor is mentioned with it, the other one there or shortly before, and no
// third party is named as its partner.
func (j *judge) ofThePair(s, id int) bool {
	var known [2]bool
	for _, of := range j.actors[max(0, s-3) : s+1] {
		for k := range known {
			known[k] = known[k] || len(of[k]) > 0
		}
	}
	if known != [2]bool{true, true} {
		return false
	}
	m := &j.doc.Mentions[id]
	if j.scopes[s] == "" && j.doc.Sentences[s].Paragraph-j.doc.Sentences[max(0, s-1)].Paragraph > 1 {
		return false
	}
	if p := j.doc.Child(m.Head, syntax.NmodPoss); p >= 0 && strings.EqualFold(j.doc.Tokens[p].Text, "their") {
		for _, other := range j.bySentence[s] { // "their dispute", of two others
			if o := &j.doc.Mentions[other]; o.Head == p && j.side(other) == "" && o.Relation != annotate.Proxy {
				return false
			}
		}
	}
	return !j.withThird(m.Head)
}

// withThird reports whether the dealing at token h names a partner that is
// neither actor: "talks with the Afghan government".
func (j *judge) withThird(h int) bool {
	doc := j.doc
	beside := doc.Children(h)
	if t := &doc.Tokens[h]; t.Rel == syntax.Obj && t.Head >= 0 { // "rejected talks with the government", hung on the verb
		beside = slices.Concat(beside, doc.Children(t.Head))
	}
	for _, c := range beside {
		prep := doc.Preposition(int(c))
		if int(c) < h || doc.Tokens[c].Head != h && (prep != "with" || ofClass(doc.Tokens[doc.Tokens[h].Head].Lemma, "talked_over")) {
			continue
		}
		if !ofClass(prep, "third_party_prepositions") {
			continue
		}
		first, last := doc.Subtree(int(c))
		third := false
		for _, id := range j.bySentence[doc.Tokens[h].Sentence] {
			m := &doc.Mentions[id]
			if m.Head < first || m.Head >= last || m.Dealing {
				continue
			}
			if j.side(id) != "" || m.Relation == annotate.Proxy {
				return false
			}
			if m.Type == annotate.Name || m.Type == annotate.Nominal && prep != "in" {
				third = true
			}
		}
		if third {
			return true
		}
	}
	return false
}

func distance(r annotate.ActorRelation) int {
	switch r {
	case annotate.Proxy:
		return 2
	case annotate.Member:
		return 1
	}
	return 0
}

func farther(a, b annotate.ActorRelation) annotate.ActorRelation {
	if distance(b) > distance(a) {
		return b
	}
	return a
}
