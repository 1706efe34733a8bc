package veridical

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// maxDepth is how many governing words are asked for a denial.
const maxDepth = 5

// Negated reports whether the predicate at token i is denied. Two denials
// cancel out: "never failed to support".
func (t *Denials) Negated(i int) bool { return t.denials(i, 0)%2 == 1 && !t.boundless(i) }

// NegatedAlone reports whether the words beside token i deny it, whatever
// governs it.
func (t *Denials) NegatedAlone(i int) bool { return t.ownDenials(i)%2 == 1 }

// Negator returns the first word beside token i that denies it, before it;
// -1 for none.
func (t *Denials) Negator(i int) int {
	for _, c := range t.doc.Children(i) {
		switch t.doc.Tokens[c].Rel {
		case syntax.Advmod, syntax.Det, syntax.Mark, syntax.Case, syntax.Cc, syntax.CcPreconj:
			if int(c) < i && (t.denies(int(c)) || t.lemmaIn(int(c), "lacking_prepositions")) {
				return int(c)
			}
		}
	}
	return -1
}

// boundless reports whether a denial says that there is no end of something:
// "cannot praise them enough".
func (t *Denials) boundless(i int) bool {
	toks := t.doc.Tokens
	can := slices.ContainsFunc(t.doc.Children(i), func(c int32) bool { return toks[c].Rel == syntax.Aux && t.lemmaIn(int(c), "able") })
	for k := i + 1; can && k < len(toks) && toks[k].Sentence == toks[i].Sentence && k < i+8; k++ {
		if toks[k].Lemma == "enough" && toks[k].Tag == syntax.ADV {
			return true
		}
	}
	return false
}

// Contrasted reports whether a mention is set against another: "X, not Y", "X
// rather than Y".
func (t *Denials) Contrasted(id int) bool {
	toks, m := t.doc.Tokens, &t.doc.Mentions[id]
	k := m.Head
	for k > 0 && toks[k-1].End > m.Start {
		k--
	}
	if k > 0 && toks[k-1].Tag == syntax.DET {
		k--
	}
	if k < 2 || toks[k-1].Sentence != toks[k].Sentence {
		return false
	}
	return toks[k-1].Lemma == "not" && (toks[k-2].Tag == syntax.PUNCT || toks[k-2].Tag == syntax.CCONJ) ||
		t.in(toks[k-1].Lower(), "excluding") || t.pairIn(k-2, "excluding")
}

// Unsaid reports whether token i stands in words that are said not to have been
// said: "never said that".
func (t *Denials) Unsaid(i int) bool {
	for k, n := i, 0; k >= 0 && n < maxDepth; k, n = t.doc.Tokens[k].Head, n+1 {
		if h := t.doc.Tokens[k].Head; t.doc.Tokens[k].Rel == syntax.Ccomp && t.doc.Marked(k, "that") && t.lemmaIn(h, "plain_reporting") && t.NegatedAlone(h) {
			return true // "I would not say," he said, "that": the frame speaks, not "say"
		}
	}
	at := t.doc.SpokenIn(t.doc.Tokens[i].Span)
	if at < 0 || len(t.doc.Attributions[at].Cue) == 0 {
		return false
	}
	said, cue := t.doc.Attributions[at].Kind == "say", t.doc.Attributions[at].Cue[0]
	s := t.doc.Sentences[t.doc.Attributions[at].Sentence]
	for k := s.First; k < s.Last; k++ {
		if t.doc.Tokens[k].Start >= cue.Start && t.doc.Tokens[k].End <= cue.End && t.doc.Tokens[k].Tag == syntax.VERB {
			return said && (t.NegatedAlone(k) || t.refusedWhat(k)) || t.untrue(k)
		}
	}
	return false
}

// ReportDenied reports whether the clause of token i is told as what is not so: "it
// is not true that he praised them".
func (t *Denials) ReportDenied(i int) bool {
	return t.doc.Tokens[i].Rel.In(syntax.Ccomp, syntax.Csubj, syntax.Acl) && t.doc.Marked(i, "that") && t.ofReport(i, 0)%2 == 1
}

// untrue reports whether it would be false to do what the verb at token k says:
// "it would be wrong to say that".
func (t *Denials) untrue(k int) bool {
	h := t.doc.Tokens[k].Head
	return h >= 0 && t.doc.Marked(k, "to") && t.doc.Tokens[h].Tag != syntax.VERB && t.lemmaIn(h, "untruths") && !t.NegatedAlone(h)
}

// refusedWhat reports whether the verb at token k closes a clause that says
// what something is not: "“…” is not what he said".
func (t *Denials) refusedWhat(k int) bool {
	toks := t.doc.Tokens
	for n := k - 1; n > 0 && n > k-5 && toks[n].Sentence == toks[k].Sentence; n-- {
		if strings.EqualFold(toks[n].Text, "what") {
			return t.denies(n - 1)
		}
	}
	return false
}

// denials counts what denies the predicate at token i: "not" and its kin
// beside it, a subject or agent that is nobody, and the words that govern it.
func (t *Denials) denials(i, depth int) int {
	n := t.ownDenials(i)
	tok := &t.doc.Tokens[i]
	if tok.Head < 0 || depth > maxDepth {
		return n
	}
	head := &t.doc.Tokens[tok.Head]
	switch {
	case tok.Rel == syntax.Amod && t.doc.Child(tok.Head, syntax.Cop) >= 0: // "not a bad man"
		n += t.ownDenials(tok.Head)
	case t.sharesNegation(i):
		n += t.ofGovernor(tok.Head, depth)
	case tok.Tag == syntax.NOUN && tok.Rel == syntax.Nsubj && t.declines(tok.Head):
		n++
	case tok.Rel == syntax.Acl && head.Tag == syntax.NOUN && (t.doc.Marked(i, "to") || t.doc.Marked(i, "of")):
		n += t.infinitiveOfNoun(tok.Head, depth)
	case tok.Tag == syntax.NOUN && tok.Rel.In(syntax.Obj, syntax.Nmod, syntax.Obl):
		n += t.ofNoun(i, depth)
	case tok.Rel.In(syntax.Acl, syntax.AclRelcl, syntax.Ccomp) && head.Tag == syntax.NOUN && t.doc.Marked(i, "that") && t.in(head.Lemma, "claims"):
		n += t.ofClaim(tok.Head, depth)
	case tok.Rel.In(syntax.Ccomp, syntax.Csubj, syntax.Acl):
		n += t.ofReport(i, depth)
	}
	return n
}

// sharesNegation reports whether token i is the verb of a clause without a
// subject of its own, over which the negation of its governor reaches: "did not
// try to", "kept from", "failing to".
func (t *Denials) sharesNegation(i int) bool {
	tok := &t.doc.Tokens[i]
	switch tok.Rel {
	case syntax.Xcomp:
		return true
	case syntax.Advcl:
		if t.Distant(i) { // "stopped short of praising" is one denial
			return false
		}
		return t.doc.Marked(i, "from") || (t.doc.Marked(i, "to") || t.doc.Marked(i, "of")) && t.in(t.doc.Tokens[tok.Head].Lemma, "undoing")
	}
	return false
}

// ofGovernor counts the denials that verb h hands down to the clause below it.
func (t *Denials) ofGovernor(h, depth int) (n int) {
	head := &t.doc.Tokens[h]
	if t.in(head.Lemma, "undoing") || t.in(head.Lemma, "denying") || head.Lemma == "have" && t.hasYet(h) {
		n++
	}
	if head.Tag.In(syntax.VERB, syntax.AUX, syntax.ADJ) {
		n += t.denials(h, depth+1)
	}
	return n
}

// declines reports whether the verb at token h says that its subject grows less.
func (t *Denials) declines(h int) bool {
	return t.in(t.doc.Tokens[h].Lemma, "declining") || t.pairIn(h, "declining") || t.lemmaPairIn(h, "declining")
}

// ofClaim counts the denials of what a claim says: "refuted the claim that".
func (t *Denials) ofClaim(noun, depth int) int {
	head := &t.doc.Tokens[noun]
	if v := head.Head; v >= 0 && head.Rel.In(syntax.Obj, syntax.NsubjPass) && t.in(t.doc.Tokens[v].Lemma, "refuting") {
		return 1 + t.denials(v, depth+1)
	}
	return 0
}

// ofReport counts the denials that the word above a reported clause makes.
func (t *Denials) ofReport(i, depth int) int {
	h := t.doc.Tokens[i].Head
	head := &t.doc.Tokens[h]
	switch {
	case t.in(head.Lemma, "falsehoods") && head.Tag == syntax.NOUN && t.doc.Marked(i, "that"), t.in(head.Lemma, "denying"):
		return 1 + t.denials(h, depth+1)
	case t.in(head.Lemma, "believing"):
		return t.denials(h, depth+1) // who does not believe it denies it
	}
	return 0
}

// infinitiveOfNoun counts what a noun and its verb deny of the infinitive that
// depends on the noun: "refusal to", "has no will to keep it".
func (t *Denials) infinitiveOfNoun(noun, depth int) int {
	tok := &t.doc.Tokens[noun]
	switch {
	case t.in(tok.Lemma, "refusals"):
		return 1
	case !t.in(tok.Lemma, "abilities"):
		return 0
	}
	n := t.denials(noun, depth+1)
	if tok.Head >= 0 && tok.Rel == syntax.Obj {
		n += t.denials(tok.Head, depth+1)
	}
	return n
}

// ofNoun counts what governs the noun at token i and takes it away: "lost
// faith", "lack of respect", "voiced no support".
func (t *Denials) ofNoun(i, depth int) int {
	tok := &t.doc.Tokens[i]
	head := &t.doc.Tokens[tok.Head]
	switch {
	case tok.Rel == syntax.Obj && t.Loses(tok.Head):
		return 1 + t.denials(tok.Head, depth+1)
	case tok.Rel == syntax.Nmod && t.in(head.Lemma, "absences"):
		return 1
	case tok.Rel == syntax.Obj && t.LightVerb(tok.Head):
		return t.denials(tok.Head, depth+1)
	}
	return 0
}

// Loses reports whether the verb at token i takes away the attitude that is its
// object: "lost faith in", "withdrew his support".
func (t *Denials) Loses(i int) bool { return t.in(t.doc.Tokens[i].Lemma, "losing") }

// Refutes reports whether the verb at token i says that what it governs is not
// so.
func (t *Denials) Refutes(i int) bool { return t.in(t.doc.Tokens[i].Lemma, "refuting") }

// lemmaPairIn is pairIn by the lemmas: "ran out".
func (t *Denials) lemmaPairIn(i int, class string) bool {
	toks := t.doc.Tokens
	return i+1 < len(toks) && t.in(toks[i].Lemma+" "+toks[i+1].Lemma, class)
}

// hasYet reports whether token i is the verb of "has yet to".
func (t *Denials) hasYet(i int) bool {
	return i+1 < len(t.doc.Tokens) && t.doc.Tokens[i+1].Lemma == "yet"
}

// ownDenials counts the words beside token i that deny it.
func (t *Denials) ownDenials(i int) int {
	n, subjects := 0, 0
	for _, c := range t.doc.Children(i) {
		k := int(c)
		switch tok := &t.doc.Tokens[k]; tok.Rel {
		case syntax.Obj, syntax.Obl:
			if t.neither(k) {
				n++
			}
		case syntax.Cc, syntax.CcPreconj:
			if subjects == 0 && t.denies(k) { // the "nor" of "neither X nor Y" is no second denial
				n++
			}
		case syntax.Advmod, syntax.Det:
			if t.denies(k) {
				n++
			}
		case syntax.Amod:
			if t.scant(k) {
				n++
			}
		case syntax.Case:
			if t.in(tok.Lemma, "lacking_prepositions") {
				n++
			}
		case syntax.Nsubj, syntax.NsubjPass, syntax.OblAgent:
			if t.Nobody(k) || t.neither(k) {
				n++
				subjects++
			}
		}
	}
	if t.Distant(i) {
		n++
	}
	if n > 1 && slices.ContainsFunc(t.doc.Children(i), func(c int32) bool { return t.lemmaIn(int(c), "near_negatives") }) {
		n-- // "hardly anyone" is one denial
	}
	return n
}

// neither reports whether "neither" stands before the noun at token k, and so
// denies what is said of it and of those joined to it.
func (t *Denials) neither(k int) bool {
	return slices.ContainsFunc(t.doc.Children(k), func(c int32) bool {
		return t.doc.Tokens[c].Lemma == "neither" && int(c) < k && t.doc.Tokens[c].Rel != syntax.Det
	})
}

// Distant reports whether the words before the adjective, noun or gerund at
// token i deny it: "less than candid", "far from honest", "anything but a friend".
func (t *Denials) Distant(i int) bool {
	toks := t.doc.Tokens
	k := i - 1
	for k > 1 && (toks[k].Tag == syntax.DET || toks[k].Tag == syntax.ADV || toks[k].Tag == syntax.AUX) {
		k--
	}
	if k < 1 || toks[i].Tag != syntax.ADJ && toks[i].Tag != syntax.NOUN && !strings.HasSuffix(toks[i].Text, "ing") {
		return false
	}
	return t.pairIn(k-1, "distant")
}

// denies reports whether token k is a word like "not" that denies what it
// modifies: "not only", "not just" denies nothing, and of "no longer" the
// second word counts.
func (t *Denials) denies(k int) bool {
	if k < 0 {
		return false
	}
	toks := t.doc.Tokens
	if k > 0 && t.pairIn(k-1, "no_longer") {
		return true
	}
	if t.pairIn(k, "no_longer") && toks[k+1].Lemma != "more" || !t.lemmaIn(k, "negator") {
		return false
	}
	if k+1 < len(toks) {
		return !t.in(toks[k+1].Lower(), "focus_adverbs")
	}
	return true
}

// scant reports whether an adjective leaves hardly anything of its noun:
// "little patience", but not "a little patience".
func (t *Denials) scant(k int) bool {
	if !t.in(t.doc.Tokens[k].Lemma, "scant_adjectives") {
		return false
	}
	return t.doc.Tokens[k].Lemma != "little" || k == 0 || t.doc.Tokens[k-1].Tag != syntax.DET
}

// Nobody reports whether a noun or pronoun means nobody: "nobody", "no one",
// "none of them", "no president".
func (t *Denials) Nobody(k int) bool {
	d := t.doc.Child(k, syntax.Det)
	if d >= 0 && t.in(t.doc.Tokens[d].Lemma, "indefinite_articles") {
		return false // "a few of them"
	}
	if a := t.doc.Child(k, syntax.Amod); a >= 0 && a < k && t.in(t.doc.Tokens[a].Lower(), "nobody_pronouns") {
		return true // "few voters"
	}
	return t.in(t.doc.Tokens[k].Lower(), "nobody_pronouns") || d >= 0 && t.in(t.doc.Tokens[d].Lemma, "no_determiners")
}
