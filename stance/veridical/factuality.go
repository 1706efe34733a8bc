package veridical

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Unasserted reports whether the clause of token i says nothing to be the
// case: a question, a condition contrary to fact, something left undone. What
// stands behind a plain "if" is hypothetical, which the mode says.
func (t *Text) Unasserted(i int) bool {
	toks := t.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 8; k, steps = toks[k].Head, steps+1 {
		for _, c := range t.doc.Children(k) {
			if tok := &toks[c]; (tok.Rel == syntax.Mark || tok.Rel == syntax.Advmod) && int(c) < k {
				if t.in(tok.Lemma, "unasserting_marks") {
					return true
				}
			} else if s := t.doc.Subject(k); tok.Rel == syntax.CcPreconj && tok.Lemma == "either" && toks[k].Tag == syntax.VERB && s > int(c) {
				return true // "either they agree or we leave"
			}
		}
		if toks[k].Rel == syntax.Conj && t.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) >= 0 {
			break
		}
		if k != i && toks[k].Rel == syntax.Ccomp {
			break // what is said is another matter than how it is said
		}
	}
	return t.inverted(i)
}

// Conditional reports whether token i stands in a condition: what happens
// there has not happened.
func (t *Text) Conditional(i int) bool {
	for k, steps := i, 0; k >= 0 && steps < 6; k, steps = t.doc.Tokens[k].Head, steps+1 {
		if m := t.doc.Child(k, syntax.Mark, syntax.Case); m >= 0 && t.in(t.doc.Tokens[m].Lemma, "conditions") {
			return true
		}
		if rel := t.doc.Tokens[k].Rel; rel != syntax.Xcomp && rel != syntax.Conj && rel != syntax.Obj {
			return false
		}
	}
	return false
}

// inverted reports whether the clause of token i begins with its auxiliary:
// a question that is answered by yes or no, or a condition ("Had he won").
func (t *Text) inverted(i int) bool {
	toks := t.doc.Tokens
	s := &t.doc.Sentences[toks[i].Sentence]
	first := i // the first word of the clause: after a mark or at the start of the sentence
	for first > s.First && toks[first-1].Tag != syntax.PUNCT {
		first--
	}
	if t.in(toks[first].Lower(), "clause_openers") {
		first++
	}
	if first+1 >= s.Last {
		return false
	}
	switch l := toks[first].Lower(); {
	case l == "who":
		return t.asks(i) && t.doc.Subject(i) == first // "who would ever thank him?"
	case t.in(l, "question_auxiliaries"):
		return t.asks(i)
	case t.in(l, "condition_auxiliaries"):
		switch toks[first+1].Tag {
		case syntax.PROPN, syntax.DET, syntax.PRON, syntax.NOUN:
			return first+1 < i
		}
	}
	return false
}

// asks reports whether the clause of token i ends in a question mark.
func (t *Text) asks(i int) bool {
	s := &t.doc.Sentences[t.doc.Tokens[i].Sentence]
	for k := i + 1; k < s.Last; k++ {
		switch t.doc.Tokens[k].Text {
		case "?":
			return true
		case ".", "!", ";":
			return false
		}
	}
	return false
}

// Doubted reports whether an attitude is taken back by a word beside it or
// above it: "alleged respect", "the supposedly peaceful", "pretends to admire".
func (t *Text) Doubted(i int) bool {
	toks := t.doc.Tokens
	for _, c := range t.doc.Children(i) {
		if int(c) > i {
			break
		}
		switch l := toks[c].Lemma; {
		case t.in(l, "doubting_adjectives"):
			return toks[c].Rel == syntax.Amod
		case t.in(l, "doubting_adverbs"):
			return toks[c].Rel == syntax.Advmod && toks[i].Tag != syntax.VERB
		}
	}
	tok := &toks[i]
	return t.rumoured(i) || t.charged(i, tok.Head) || tok.Head >= 0 && (tok.Rel == syntax.Xcomp || tok.Rel == syntax.Obj) && t.in(toks[tok.Head].Lemma, "pretending")
}

// Alleged reports whether the deed at token i is one that somebody is only
// accused of.
func (t *Text) Alleged(i int) bool {
	h := t.doc.Tokens[i].Head
	if h >= 0 && t.doc.Tokens[h].Tag != syntax.VERB && (t.doc.Tokens[h].Rel == syntax.Obj || t.doc.Tokens[h].Rel == syntax.OblAgent) && t.charged(i, t.doc.Tokens[h].Head) {
		return true // "suspects him of helping", attached to the noun
	}
	return t.charged(i, h)
}

// charged reports whether the verb at token i is what the word at token h
// charges somebody with.
func (t *Text) charged(i, h int) bool {
	return h >= 0 && t.doc.Tokens[i].Tag == syntax.VERB && (t.doc.Marked(i, "of") || t.doc.Marked(i, "with")) && t.in(t.doc.Tokens[h].Lemma, "charging")
}

// rumoured reports whether token i stands in a clause that is only feared or
// hoped by nobody in particular: "fears grow that he will betray them".
func (t *Text) rumoured(i int) bool {
	toks := t.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 4; k, steps = toks[k].Head, steps+1 {
		h := toks[k].Head
		if h < 0 || toks[k].Rel != syntax.Ccomp && toks[k].Rel.Base() != syntax.Acl && toks[k].Rel != syntax.Advcl && toks[k].Rel != syntax.Parataxis {
			continue
		}
		if toks[h].Tag == syntax.NOUN && k > h && strings.EqualFold(toks[h+1].Text, "that") && (t.in(toks[h].Lemma, "allegations") || t.impression(h) || t.unproved(h)) {
			return true // "charges that he was soft on them"
		}
		switch l := toks[h].Lemma; {
		case t.in(l, "imagining"):
			return true
		case !t.in(l, "spreading"):
			continue
		}
		if s := t.doc.Subject(h); s >= 0 && s < k && t.in(toks[s].Lemma, "rumours") {
			return true
		}
	}
	return false
}

// unproved reports whether the noun at token i says that something is not
// known: "no evidence that".
func (t *Text) unproved(i int) bool {
	return t.in(t.doc.Tokens[i].Lemma, "proofs") && t.NegatedAlone(i)
}

// impression reports whether the noun at token i is a view that nobody is said
// to have: "fed the perception that he is weak".
func (t *Text) impression(i int) bool {
	if !t.in(t.doc.Tokens[i].Lemma, "impressions") || t.doc.Child(i, syntax.NmodPoss) >= 0 {
		return false
	}
	h := t.doc.Tokens[i].Head
	return h < 0 || !t.Refutes(h) && !t.LightVerb(h) && !t.in(t.doc.Tokens[h].Lemma, "sharing")
}

// Imagined reports whether the noun at token i is only spoken of as possible
// or missing: "cannot reach a good deal", "would be a bad deal".
func (t *Text) Imagined(i int) bool {
	toks := t.doc.Tokens
	d := t.doc.Child(i, syntax.Det)
	switch {
	case d < 0:
		return false
	case t.in(toks[d].Lemma, "open_determiners"):
		return true
	case !t.in(toks[d].Lemma, "indefinite_articles"):
		return false
	}
	for k, steps := i, 0; k >= 0 && steps < 3; k, steps = toks[k].Head, steps+1 {
		if toks[k].Tag != syntax.VERB {
			continue
		}
		if _, wanting := t.WantedBy(k); wanting != Own || t.Negated(k) {
			return true
		}
		for _, c := range t.doc.Children(k) {
			if toks[c].Rel == syntax.Aux && toks[c].Fine == syntax.FineMD {
				return true
			}
		}
		return false
	}
	return false
}

// Undone reports whether the conduct at token i is the object of a verb that is
// denied or only possible: "did not take tough action".
func (t *Text) Undone(i int) bool {
	tok := &t.doc.Tokens[i]
	if tok.Rel != syntax.Obj {
		return false
	}
	for _, c := range t.doc.Children(tok.Head) {
		if x := &t.doc.Tokens[c]; x.Rel == syntax.Aux && x.Fine == syntax.FineMD {
			return true
		}
	}
	return t.Negated(tok.Head)
}
