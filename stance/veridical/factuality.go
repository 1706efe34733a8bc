package veridical

import (
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

// What a word says of its complement has a signature (Karttunen 1971, FactBank of Saurí
// and Pustejovsky 2009): whether the complement is so when the word is affirmed, and
// when it is denied. The classes are +/- ("manage": nothing turns), -/+ (undoing),
// -/- (pretending) and ?/? (open_complements, open_infinitives): nothing is said of it.

// Open reports whether what token i says is only planned, weighed, wanted or near:
// "considered bombing", "on the verge of endorsing", "is ready to meet".
func (t *Text) Open(i int) bool {
	toks := t.doc.Tokens
	for k, steps := i, 0; steps < 6; steps++ {
		h := toks[k].Head
		if h < 0 || !t.complement(k) {
			return false
		}
		if t.opens(h, k) {
			return true
		}
		k = h
	}
	return false
}

// complement reports whether token k is what the word above it is about.
func (t *Text) complement(k int) bool {
	switch rel := t.doc.Tokens[k].Rel; rel {
	case syntax.Acl:
		return t.doc.Tokens[k].Fine != syntax.FineVBN // "a plan signed in May" is signed
	case syntax.Advcl:
		if m := t.doc.Child(k, syntax.Mark, syntax.Case); m >= 0 {
			return t.lemmaIn(m, "open_prepositions")
		}
		return t.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) < 0 // "when he left" is a matter of its own
	case syntax.Obj, syntax.Xcomp, syntax.Ccomp, syntax.Csubj, syntax.NsubjPass:
		return true
	case syntax.Conj:
		return t.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) < 0
	case syntax.Nmod, syntax.Obl:
		return t.in(t.doc.Preposition(k), "open_prepositions")
	}
	return false
}

// opens reports whether the word at token h leaves open what its complement k says.
func (t *Text) opens(h, k int) bool {
	if t.lemmaIn(h, "open_complements") || t.pairIn(h, "open_complements") {
		return true
	}
	if !t.doc.Marked(k, "to") && !t.doc.HasCase(k, "to") && t.doc.Tokens[k].Fine != syntax.FineVBG {
		return false
	}
	if t.lemmaIn(h, "open_infinitives") || t.lemmaIn(h, "hearsay_verbs") && t.doc.Child(h, syntax.AuxPass) >= 0 {
		return true
	}
	for _, c := range t.doc.Children(h) { // "came close to", "is about to"
		if t.lemmaIn(int(c), "open_infinitives") && int(c) > h && int(c) < k {
			return true
		}
	}
	return false
}

// Counterfactual reports whether token i stands in what is said not to be so, or to
// have come about but for a little: "reports that … were false", "almost thanked".
func (t *Text) Counterfactual(i int) bool {
	toks := t.doc.Tokens
	for k, steps := i, 0; steps < 4; steps++ {
		for _, c := range t.doc.Children(k) {
			if toks[c].Rel == syntax.Advmod && toks[k].Tag == syntax.VERB && int(c) == k-1 && t.in(toks[c].Lemma, "near_misses") {
				return true
			}
		}
		h := toks[k].Head
		if h < 0 {
			return false
		}
		if toks[k].Rel.In(syntax.Acl, syntax.Ccomp) && toks[h].Tag == syntax.NOUN && (t.in(toks[h].Lemma, "claims") || t.in(toks[h].Lemma, "allegations")) {
			return t.saidUntrue(h)
		}
		if !t.complement(k) {
			return false
		}
		k = h
	}
	return false
}

// saidUntrue reports whether what is said of the claim at token n is that it is untrue:
// "was false", "turned out to be a hoax", "were made up".
func (t *Text) saidUntrue(n int) bool {
	v := t.doc.Tokens[n].Head
	if v < 0 || !t.doc.Tokens[n].Rel.In(syntax.Nsubj, syntax.NsubjPass) || t.NegatedAlone(v) {
		return false
	}
	if t.lemmaIn(v, "untrue") || t.lemmaPairIn(v, "untrue") || t.doc.Tokens[n].Rel == syntax.NsubjPass && t.lemmaIn(v, "refuting") {
		return true
	}
	for _, c := range t.doc.Children(v) {
		if t.doc.Tokens[c].Rel.In(syntax.Xcomp, syntax.Obj, syntax.Ccomp, syntax.Advcl) && t.lemmaIn(int(c), "untrue") {
			return true
		}
	}
	return false
}
