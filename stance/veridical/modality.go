package veridical

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Mode returns the mode in which the predicate at token i is put.
func (t *Text) Mode(i int) Modality {
	toks := t.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 6; steps++ {
		if m := t.beside(k); m != "" {
			return m
		}
		if toks[k].Rel == syntax.Conj && t.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) >= 0 {
			return Asserted // a clause of its own: "he might be odd, but he is wise"
		}
		switch toks[k].Rel {
		case syntax.Xcomp, syntax.Conj, syntax.Ccomp, syntax.Obj, syntax.Advcl, syntax.Acl:
		default:
			return Asserted
		}
		object := toks[k].Rel == syntax.Obj
		k = toks[k].Head
		if k >= 0 && (toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.NOUN) {
			if m := t.under(k, object); m != "" {
				return m
			}
		}
	}
	return Asserted
}

// beside returns the mode that the words beside token k give it, "" for none.
func (t *Text) beside(k int) Modality {
	toks := t.doc.Tokens
	for _, c := range t.doc.Children(k) {
		switch {
		case toks[c].Rel.In(syntax.Aux, syntax.Advmod) && t.lemmaIn(int(c), "possible"):
			return Hypothetical
		case toks[c].Rel == syntax.Advmod && t.in(toks[c].Lemma, "hearsay_adverbs"):
			return Reported
		case toks[c].Rel == syntax.Mark && t.in(toks[c].Lemma, "condition_marks"):
			return Hypothetical
		case toks[c].Rel == syntax.Aux && t.lemmaIn(int(c), "future") && t.conditioned(k):
			return Hypothetical // "if they were honest, they would thank him"
		}
	}
	return ""
}

// conditioned reports whether a condition stands beside the clause of token k, or opens
// its sentence with its auxiliary: "should he come, they will thank him".
func (t *Text) conditioned(k int) bool {
	if i := t.doc.Sentences[t.doc.Tokens[k].Sentence].First; t.in(t.doc.Tokens[i].Lower(), "condition_auxiliaries") && !t.asks(i) {
		for i < k && t.doc.Tokens[i].Text != "," {
			i++
		}
		return i < k
	}
	for _, c := range t.doc.Children(k) {
		if t.doc.Tokens[c].Rel != syntax.Advcl {
			continue
		}
		if m := t.doc.Child(int(c), syntax.Mark); m >= 0 && t.in(t.doc.Tokens[m].Lemma, "conditions") || t.inverted(int(c)) {
			return true // "should he come, they will thank him"
		}
	}
	return false
}

// under returns the mode that a governing word gives what it governs, "" for
// none. What is ordered as an object is done: "ordered strikes".
func (t *Text) under(k int, object bool) Modality {
	toks := t.doc.Tokens
	if o := t.doc.Child(k, syntax.Obj); o >= 0 && t.in(toks[o].Lemma, "hopes") || t.in(toks[k].Lemma, "hopes") {
		return Hoped
	}
	switch l := toks[k].Lemma; {
	case object:
		return ""
	case t.in(l, "hoping"):
		return Hoped
	case t.in(l, "demanding"):
		return Demanded
	case l == "deny":
		return Denied
	case t.in(l, "plain_reporting"):
		return Asserted
	}
	return ""
}

// Outlook is what the auxiliaries of an event say of when and whether it comes.
type Outlook struct {
	Future, Negation int  // tokens of the words, -1 for none
	Supposed         bool // it only may, would or should come
}

// Outlook returns what stands beside the event at token i: a future word, also
// the "to" of a headline ("President to visit"), and a negation.
func (t *Text) Outlook(i int) Outlook {
	if t.boundless(i) { // what cannot be done enough is done
		return Outlook{Future: -1, Negation: -1}
	}
	o := Outlook{Future: -1, Negation: t.Negator(i)}
	past, would := false, false
	for _, d := range t.doc.Children(i) {
		tok := &t.doc.Tokens[d]
		lemma := strings.ToLower(tok.Lemma)
		switch {
		case tok.Rel == syntax.Aux && t.in(lemma, "possible"), tok.Rel == syntax.Aux && t.in(lemma, "obligations"):
			o.Future, o.Supposed = int(d), true
		case tok.Rel == syntax.Aux && t.in(lemma, "future"):
			o.Future, would = int(d), lemma == "would"
		case tok.Rel == syntax.Aux && lemma == "have": // "may have launched"
			past = true
		case tok.Rel == syntax.Mark && lemma == "to" && t.doc.Tokens[i].Rel == syntax.Root:
			o.Future = int(d)
		}
	}
	if tok := &t.doc.Tokens[i]; tok.Rel == syntax.Xcomp && t.lemmaIn(tok.Head, "obligations") {
		o.Supposed = true // "ought to leave"
	}
	if past {
		o.Future, o.Supposed = -1, o.Supposed || would // "would have attacked"
	}
	o.Supposed = o.Supposed || o.Future >= 0 && t.conditioned(i)
	return o
}
