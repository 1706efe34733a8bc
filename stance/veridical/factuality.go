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
