package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// ofDealing gives what a word says of a dealing that it says of nothing else,
// 0 for nothing: talks that are "dead" have failed.
func (r *wordEntries) ofDealing(i int) float64 {
	if w := r.ratings[strings.ToLower(r.doc.Tokens[i].Lemma)]; w.Class == "dealing" {
		return w.Polarity
	}
	return 0
}

// isDealing reports whether the noun at token i is of a dealing.
func (r *wordEntries) isDealing(i int) bool {
	id, ok := r.headed(i)
	return ok && r.doc.Mentions[id].Dealing
}

// quality gives the rating of a noun as something that one has. What is only
// spoken of as missing ("no shame", "no idea") counts as good there.
func (r *arguments) quality(o int) float64 {
	t := &r.doc.Tokens[o]
	if t.Tag != syntax.NOUN || t.Lemma == "word" { // "had words of praise"
		return 0
	}
	if d := r.doc.Child(o, syntax.Det); d >= 0 && r.doc.Tokens[d].Lemma == "no" {
		if t.Lemma == "plan" && t.Fine == syntax.FineNNS {
			return 0 // "has no plans to"
		}
		switch l := t.Lemma; {
		case r.is(l, "missed_qualities"):
			return 0.5
		}
	}
	if w := r.ratings[t.Lemma]; w.Class == "virtue" {
		return w.Polarity
	}
	for _, p := range r.predicates[wordKey{t.Lemma, "noun"}] {
		if p.Class == "trait" {
			return p.Polarity
		}
	}
	return 0
}
