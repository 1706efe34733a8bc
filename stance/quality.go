package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// doneBy handles "it was wrong of X to meet them", and reports whether it is
// that.
func (r *reading) doneBy(i int) bool {
	if r.doc.Tokens[i].Tag != syntax.ADJ && r.doc.Tokens[i].Tag != syntax.NOUN {
		return false
	}
	if r.doneFor(i) || r.doc.Tokens[i].Tag == syntax.NOUN {
		return false
	}
	done := false
	for _, c := range r.doc.Children(i) {
		switch r.doc.Tokens[c].Rel {
		case syntax.Advcl, syntax.Xcomp, syntax.Csubj, syntax.Ccomp, syntax.Acl:
			done = done || r.marked(int(c), "to")
		}
	}
	v := 0.0
	if done {
		v = r.rating(&r.doc.Tokens[i])
	}
	if v == 0 {
		return false
	}
	by := r.prepositional(i, "of")
	for _, k := range by {
		for _, id := range r.mentionsOf(k, 1) {
			r.add(i, utterer, id, v, Attribute, "attribute.done_by", "“"+r.doc.Tokens[i].Text+"” is said of what it does", k)
		}
	}
	return len(by) > 0
}

// doneFor handles "it was a mistake for X to meet them".
func (r *reading) doneFor(i int) bool {
	toks := r.doc.Tokens
	if s := r.doc.Child(i, syntax.Nsubj, syntax.Expl); s < 0 || toks[s].Lemma != "it" || i+2 >= len(toks) || toks[i+1].Lemma != "for" {
		return false
	}
	for _, c := range r.doc.Children(i) {
		s := r.doc.Subject(int(c))
		if int(c) < i || s < i || !r.marked(int(c), "for") && !r.marked(int(c), "to") {
			continue
		}
		v, word := r.phraseRating(i)
		if word < 0 {
			return false
		}
		for _, id := range r.mentionsOf(s, 0) {
			r.add(word, utterer, id, v, Attribute, "attribute.done_by", "“"+toks[word].Text+"” is said of what it does", s)
		}
		return true
	}
	return false
}

// deplorable handles "it is troubling that X conflates them": what X does is
// rated, and so is X. What befalls X is not X's doing. It reports whether it is
// that.
func (r *reading) deplorable(i int) bool {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.ADJ && toks[i].Fine != syntax.FineVBG {
		return false
	}
	if s := r.doc.Child(i, syntax.Nsubj, syntax.Expl); s < 0 || toks[s].Lemma != "it" {
		return r.foundSo(i)
	}
	v := r.rating(&toks[i])
	if v == 0 {
		return false
	}
	clauses := r.doc.Children(i)
	if c := r.thatClause(i); c >= 0 {
		clauses = []int32{int32(c)}
	}
	for _, c := range clauses {
		if rel := toks[c].Rel; int(c) < i || rel != syntax.Ccomp && rel != syntax.Csubj || !r.marked(int(c), "that") {
			continue
		}
		s := r.doc.Subject(int(c))
		befalls := slices.ContainsFunc(r.entries(int(c)), func(p lexicon.Predicate) bool { return p.Class == "fortune" || p.Class == "failure" })
		if s < 0 || befalls || toks[c].Tag != syntax.VERB {
			return true
		}
		for _, id := range r.mentionsOf(s, 0) {
			r.add(i, utterer, id, v, Attribute, "attribute.done_by", "“"+toks[i].Text+"” is said of what it does", int(c))
		}
		return true
	}
	return false
}

// ofDealing gives what a word says of a dealing that it says of nothing else,
// 0 for nothing: talks that are "dead" have failed.
func (r *reading) ofDealing(i int) float64 {
	if w := r.ratings[strings.ToLower(r.doc.Tokens[i].Lemma)]; w.Class == "dealing" {
		return w.Polarity
	}
	return 0
}

// isDealing reports whether the noun at token i is of a dealing.
func (r *reading) isDealing(i int) bool {
	id, ok := r.headed(i)
	return ok && r.doc.Mentions[id].Dealing
}

// excess handles "too soft on them", "too kind": to be too much of anything
// that is rated, or felt, is a fault. It reports whether it is that.
func (r *reading) excess(i, subject int) bool {
	if r.doc.Tokens[i].Tag != syntax.ADJ || r.rating(&r.doc.Tokens[i]) == 0 && len(r.entries(i)) == 0 {
		return false
	}
	for _, c := range r.doc.Children(i) {
		if t := &r.doc.Tokens[c]; t.Rel == syntax.Advmod && (t.Lemma == "too" || t.Lemma == "overly") && int(c) < i {
			for _, id := range r.mentionsOf(subject, 1) {
				r.add(i, utterer, id, -0.5, Attribute, "attribute.excess", "to be “"+t.Text+" "+r.doc.Tokens[i].Text+"” is a fault", int(c))
			}
			return true
		}
	}
	return false
}

// possesses handles qualities that somebody has, shows or lacks: "has courage",
// "has no shame".
func (r *reading) possesses(i int) {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.VERB && toks[i].Tag != syntax.AUX {
		return
	}
	switch toks[i].Lemma {
	case "have", "possess", "show", "display", "lack", "demonstrate", "exhibit":
	default:
		return
	}
	subject := r.doc.Subject(i)
	if subject < 0 {
		return
	}
	for _, o := range r.object(i) {
		if r.unable(i, o) {
			for _, id := range r.mentionsOf(subject, 0) {
				r.addPlain(o, id, "“"+toks[o].Text+"” is what its subject is said to lack", i)
			}
			return
		}
		v := r.quality(o)
		if v == 0 {
			continue
		}
		for _, id := range r.mentionsOf(subject, 0) {
			r.add(o, utterer, id, v, Attribute, "attribute.possesses", "“"+toks[o].Text+"” is a quality that its subject is said to have or lack", i)
		}
		return
	}
}

// unable reports whether the verb at token i denies its subject a power that
// its object is: "does not have the power to", "lacks the skill to".
func (r *reading) unable(i, o int) bool {
	toks := r.doc.Tokens
	switch toks[o].Lemma {
	case "power", "ability", "capacity", "authority", "will", "skill", "stomach", "temperament", "stamina", "nerve", "backbone", "spine", "gut", "guts", "brain", "brains", "standing", "credibility", "courage", "wisdom", "patience", "discipline", "experience":
	default:
		return false
	}
	return toks[i].Lemma == "lack" || toks[i].Lemma != "show" && (r.ownDenials(i)+r.ownDenials(o))%2 == 1
}

// addPlain records that an actor lacks something, which is denied already.
func (r *reading) addPlain(o, id int, why string, evidence int) {
	n := len(r.findings)
	r.add(evidence, utterer, id, 0.5, Attribute, "attribute.possesses", why, o)
	for k := n; k < len(r.findings); k++ {
		f := &r.findings[k]
		f.Polarity = -0.5
		f.Explanation = why + " (" + signed(-0.5) + " toward “" + r.words(id) + "”)"
	}
}

// quality gives the rating of a noun as something that one has. What is only
// spoken of as missing ("no shame", "no idea") counts as good there.
func (r *reading) quality(o int) float64 {
	t := &r.doc.Tokens[o]
	if t.Tag != syntax.NOUN || t.Lemma == "word" { // "had words of praise"
		return 0
	}
	if d := r.doc.Child(o, syntax.Det); d >= 0 && r.doc.Tokens[d].Lemma == "no" {
		if t.Lemma == "plan" && t.Fine == syntax.FineNNS {
			return 0 // "has no plans to"
		}
		switch t.Lemma {
		case "shame", "clue", "idea", "plan", "business", "right", "sense", "class", "chance":
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
