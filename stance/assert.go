package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// unasserted reports whether the clause of token i says nothing to be the
// case: a question, a condition contrary to fact, something left undone. What
// stands behind a plain "if" is hypothetical, which the modality says.
func (r *reading) unasserted(i int) bool {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 8; k, steps = toks[k].Head, steps+1 {
		for _, c := range r.doc.Children(k) {
			if t := &toks[c]; (t.Rel == syntax.Mark || t.Rel == syntax.Advmod) && int(c) < k {
				switch l := t.Lemma; {
				case r.is(l, "unasserting_marks"):
					return true
				}
			} else if s := r.doc.Subject(k); t.Rel == syntax.CcPreconj && t.Lemma == "either" && toks[k].Tag == syntax.VERB && s > int(c) {
				return true // "either they agree or we leave"
			}
		}
		if toks[k].Rel == syntax.Conj && r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) >= 0 {
			break
		}
		if k != i && toks[k].Rel == syntax.Ccomp {
			break // what is said is another matter than how it is said
		}
	}
	return r.inverted(i)
}

// conditional reports whether token i stands in a condition: what happens
// there has not happened.
func (r *reading) conditional(i int) bool {
	for k, steps := i, 0; k >= 0 && steps < 6; k, steps = r.doc.Tokens[k].Head, steps+1 {
		if r.marked(k, "if") || r.marked(k, "unless") {
			return true
		}
		if rel := r.doc.Tokens[k].Rel; rel != syntax.Xcomp && rel != syntax.Conj && rel != syntax.Obj {
			return false
		}
	}
	return false
}

// inverted reports whether the clause of token i begins with its auxiliary:
// a question that is answered by yes or no, or a condition ("Had he won").
func (r *reading) inverted(i int) bool {
	toks := r.doc.Tokens
	s := &r.doc.Sentences[toks[i].Sentence]
	first := i // the first word of the clause: after a mark or at the start of the sentence
	for first > s.First && toks[first-1].Tag != syntax.PUNCT {
		first--
	}
	switch l := strings.ToLower(toks[first].Text); {
	case r.is(l, "clause_openers"):
		first++
	}
	if first+1 >= s.Last {
		return false
	}
	switch l := strings.ToLower(toks[first].Text); {
	case l == "who":
		return r.asks(i) && r.doc.Subject(i) == first // "who would ever thank him?"
	case r.is(l, "question_auxiliaries"):
		return r.asks(i)
	case r.is(l, "condition_auxiliaries"):
		switch toks[first+1].Tag {
		case syntax.PROPN, syntax.DET, syntax.PRON, syntax.NOUN:
			return first+1 < i
		}
	}
	return false
}

// asks reports whether the clause of token i ends in a question mark.
func (r *reading) asks(i int) bool {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	for k := i + 1; k < s.Last; k++ {
		switch r.doc.Tokens[k].Text {
		case "?":
			return true
		case ".", "!", ";":
			return false
		}
	}
	return false
}

// doubted reports whether an attitude is taken back by a word beside it or
// above it: "alleged respect", "the supposedly peaceful", "pretends to admire".
func (r *reading) doubted(i int) bool {
	toks := r.doc.Tokens
	for _, c := range r.doc.Children(i) {
		if int(c) > i {
			break
		}
		switch l := toks[c].Lemma; {
		case r.is(l, "doubting_adjectives"):
			return toks[c].Rel == syntax.Amod
		case r.is(l, "doubting_adverbs"):
			return toks[c].Rel == syntax.Advmod && toks[i].Tag != syntax.VERB
		}
	}
	if r.rumoured(i) {
		return true
	}
	t := &toks[i]
	if r.alleged(i) {
		return true
	}
	if t.Head < 0 || t.Rel != syntax.Xcomp && t.Rel != syntax.Obj {
		return false
	}
	switch l := toks[t.Head].Lemma; {
	case r.is(l, "pretending"):
		return true
	}
	return false
}

// alleged reports whether the attitude at token i is one that somebody is only
// accused of.
func (r *reading) alleged(i int) bool {
	t := &r.doc.Tokens[i]
	if t.Head < 0 || t.Tag != syntax.VERB || !r.marked(i, "of") && !r.marked(i, "with") {
		return false
	}
	switch l := r.doc.Tokens[t.Head].Lemma; {
	case r.is(l, "charging"):
		return true
	}
	return false
}

// rumoured reports whether token i stands in a clause that is only feared or
// hoped by nobody in particular: "fears grow that he will betray them".
func (r *reading) rumoured(i int) bool {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 4; k, steps = toks[k].Head, steps+1 {
		h := toks[k].Head
		if h < 0 || toks[k].Rel != syntax.Ccomp && toks[k].Rel.Base() != syntax.Acl && toks[k].Rel != syntax.Advcl && toks[k].Rel != syntax.Parataxis {
			continue
		}
		if toks[h].Tag == syntax.NOUN && k > h && strings.EqualFold(toks[h+1].Text, "that") && (r.is(toks[h].Lemma, "allegations") || r.impression(h) || r.unproved(h)) {
			return true // "charges that he was soft on them"
		}
		switch l := toks[h].Lemma; {
		case r.is(l, "imagining"):
			return true
		case r.is(l, "spreading"):
		default:
			continue
		}
		if s := r.doc.Subject(h); s >= 0 && s < k {
			switch l := toks[s].Lemma; {
			case r.is(l, "rumours"):
				return true
			}
		}
	}
	return false
}

// unproved reports whether the noun at token i says that something is not
// known: "no evidence that".
func (r *reading) unproved(i int) bool {
	switch l := r.doc.Tokens[i].Lemma; {
	case r.is(l, "proofs"):
		return r.ownDenials(i)%2 == 1
	}
	return false
}

// impression reports whether the noun at token i is a view that nobody is said
// to have: "fed the perception that he is weak".
func (r *reading) impression(i int) bool {
	toks := r.doc.Tokens
	switch l := toks[i].Lemma; {
	case r.is(l, "impressions"):
	default:
		return false
	}
	if r.doc.Child(i, syntax.NmodPoss) >= 0 {
		return false
	}
	h := toks[i].Head
	return h < 0 || !refutes(toks[h].Lemma) && !r.isLightVerb(h) && toks[h].Lemma != "share" && toks[h].Lemma != "have"
}

// ofOneself reports whether token i stands in what the target itself promises,
// wants or tries to be: that it is so nobody says.
func (r *reading) ofOneself(i, target int) bool {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 5; k, steps = toks[k].Head, steps+1 {
		h := toks[k].Head
		if h < 0 {
			return false
		}
		switch toks[k].Rel {
		case syntax.Ccomp, syntax.Xcomp, syntax.Advcl, syntax.Conj, syntax.Obj, syntax.Acl:
		default:
			return false
		}
		switch l := toks[h].Lemma; {
		case r.is(l, "undertakings"):
		default:
			continue
		}
		if a := r.doc.Agent(h); a >= 0 {
			if id := r.someone(a); id >= 0 && r.same(id, target) {
				return true
			}
		}
	}
	return false
}

// stopped reports whether token i is what somebody stops or is to stop: he did
// it until then.
func (r *reading) stopped(i int) bool {
	t := &r.doc.Tokens[i]
	if t.Head < 0 || t.Rel != syntax.Xcomp {
		return false
	}
	switch l := r.doc.Tokens[t.Head].Lemma; {
	case r.is(l, "stopping"):
		return true
	}
	return false
}

// wantedOf gives who wants the attitude at token i of its holder, where somebody
// is asked, told or hoped to have it, or ought to: that he has it is not said.
// "Urged X to condemn Y", "X must condemn Y". It is nobody where the attitude
// is plainly somebody's own.
func (r *reading) wantedOf(i int) int {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 5; k, steps = toks[k].Head, steps+1 {
		for _, c := range r.doc.Children(k) {
			if toks[c].Rel == syntax.Aux && int(c) < k {
				switch l := toks[c].Lemma; {
				case r.is(l, "obligations"):
					if toks[k].Tag == syntax.VERB {
						return utterer
					}
					return nobody
				}
			}
		}
		h := toks[k].Head
		if h < 0 {
			return nobody
		}
		switch toks[k].Rel {
		case syntax.Conj:
			if r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) >= 0 {
				return nobody
			}
		case syntax.Obj:
			if !r.isLightVerb(h) {
				return nobody
			}
		case syntax.Xcomp, syntax.Advcl:
			if r.is(toks[h].Lemma, "directives") && r.marked(k, "to") && (r.doc.Child(h, syntax.Obj, syntax.Iobj, syntax.AuxPass) >= 0 || toks[h].Lemma == "call") {
				return r.wanter(h)
			}
			if toks[k].Rel == syntax.Advcl {
				return nobody
			}
		case syntax.Ccomp:
			switch l := toks[h].Lemma; {
			case r.is(l, "wanting_that"):
				return r.wanter(h)
			}
			return nobody
		default:
			return nobody
		}
	}
	return nobody
}

// wanter gives the agent of a verb of asking or hoping, utterer where nobody is
// named.
func (r *reading) wanter(h int) int {
	if a := r.doc.Agent(h); a >= 0 {
		if id := r.someone(a); id >= 0 {
			return id
		}
	}
	return anybody
}

// feared reports whether token i is a success or failure that somebody fears:
// who fears that another fails is for him.
func (r *reading) feared(i int, class string) bool {
	switch l := class; {
	case r.is(l, "outcomes"):
	default:
		return false
	}
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	return at >= 0 && r.doc.Attributions[at].Kind == "fear"
}
