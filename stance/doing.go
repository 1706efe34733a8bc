package stance

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// concluded gives the entry of a verb of concluding as it stands: to make a call
// is to consult, and who only tries to sign has not signed.
func (d *deeds) concluded(i int, p lexicon.Predicate) lexicon.Predicate {
	for _, k := range d.object(i) {
		switch d.doc.Tokens[k].Lemma {
		case "call", "talk", "visit", "contact", "conversation", "meeting", "appearance", "trip":
			p.Root, p.Cooperation, p.Class = "CONSULT", 0.5, "consult"
			return p
		}
	}
	if t := &d.doc.Tokens[i]; t.Head >= 0 && (t.Rel == syntax.Xcomp || t.Rel == syntax.Acl || t.Rel == syntax.Advcl) && d.marked(i, "to") {
		switch d.doc.Tokens[t.Head].Lemma {
		case "try", "seek", "attempt", "want", "hope", "aim", "struggle", "effort", "plan", "work", "bid", "intend", "expect", "wish", "push", "desire", "promise", "chance", "opportunity":
			p.Root, p.Cooperation = "AGREE", 0.5
		}
	}
	return p
}

// sent reports whether the infinitive at token i is what somebody makes others
// do who stand right before it: "training recruits to fight them".
func (d *deeds) sent(i int) bool {
	toks := d.doc.Tokens
	if toks[i].Tag != syntax.VERB || !d.marked(i, "to") || i < 3 {
		return false
	}
	k := i - 1
	for k > 0 && toks[k].Lemma != "to" {
		k--
	}
	if k < 2 || toks[k-1].Tag != syntax.NOUN && toks[k-1].Tag != syntax.PROPN {
		return false
	}
	if id, ok := d.headed(k - 1); ok && slices.Contains(d.agents, id) {
		return false
	}
	for n := k - 2; n >= 0 && n > k-6 && toks[n].Sentence == toks[i].Sentence; n-- {
		switch toks[n].Lemma {
		case "train", "training", "arm", "equip", "pay", "bribe", "help", "advise", "recruit", "hire", "teach":
			return true
		}
	}
	return false
}

// between gives the parties of a dealing that is a subject itself: "the talks
// between X and Y began".
func (d *deeds) between(k int) (ids []int) {
	if !d.isDealing(k) {
		return nil
	}
	for _, c := range d.doc.Children(k) {
		if d.doc.Preposition(int(c)) != "between" {
			continue
		}
		for _, x := range d.with(int(c)) {
			if id := d.mentionAt(x); id >= 0 {
				ids = append(ids, id)
			}
		}
	}
	return ids
}
