package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// negated reports whether the predicate at token i is denied. Two denials
// cancel out: "never failed to support".
func (r *reading) negated(i int) bool { return r.denials(i, 0)%2 == 1 }

// denials counts what denies the predicate at token i: "not" and its kin
// beside it, a subject or agent that is nobody, and the words that govern it.
func (r *reading) denials(i, depth int) int {
	n := r.ownDenials(i)
	t := &r.doc.Tokens[i]
	if t.Head < 0 || depth > 5 {
		return n
	}
	head := &r.doc.Tokens[t.Head]
	switch {
	case t.Rel == syntax.Xcomp, t.Rel == syntax.Advcl && r.marked(i, "from"), t.Rel == syntax.Advcl && r.marked(i, "to") && undoes(head.Lemma):
		if undoes(head.Lemma) {
			n++
		}
		if head.Tag == syntax.VERB || head.Tag == syntax.AUX || head.Tag == syntax.ADJ {
			n += r.denials(t.Head, depth+1)
		}
	case t.Rel == syntax.Acl && head.Tag == syntax.NOUN && r.marked(i, "to"):
		switch head.Lemma {
		case "failure", "refusal", "inability", "unwillingness", "reluctance":
			n++
		}
	case t.Tag == syntax.NOUN && (t.Rel == syntax.Obj || t.Rel == syntax.Nmod || t.Rel == syntax.Obl):
		if t.Rel == syntax.Obj && loses(head.Lemma) {
			return n + 1 + r.denials(t.Head, depth+1)
		}
		if t.Rel == syntax.Nmod && (head.Lemma == "lack" || head.Lemma == "loss" || head.Lemma == "absence") {
			return n + 1
		}
		if t.Rel == syntax.Obj && r.isLightVerb(t.Head) {
			n += r.denials(t.Head, depth+1)
		}
	case t.Rel == syntax.Ccomp || t.Rel == syntax.Csubj:
		switch head.Lemma {
		case "deny", "doubt", "dispute", "refute", "untrue", "false":
			n += 1 + r.denials(t.Head, depth+1)
		case "think", "believe", "suppose", "imagine", "expect", "true", "seem", "appear":
			n += r.denials(t.Head, depth+1) // who does not believe it denies it
		}
	}
	return n
}

// ownDenials counts the words beside token i that deny it.
func (r *reading) ownDenials(i int) int {
	n := 0
	for _, c := range r.doc.Children(i) {
		k := int(c)
		t := &r.doc.Tokens[k]
		switch t.Rel {
		case syntax.Advmod, syntax.Det, syntax.Cc:
			if r.denies(k) {
				n++
			}
		case syntax.Case:
			if t.Lemma == "without" {
				n++
			}
		case syntax.Nsubj, syntax.NsubjPass, syntax.OblAgent:
			if r.isNobody(k) {
				n++
			}
		}
	}
	if n > 1 && r.hardly(i) {
		n-- // "hardly anyone" is one denial
	}
	return n
}

// denies reports whether token k is a word like "not" that denies what it
// hangs on: "not only", "not just" denies nothing.
func (r *reading) denies(k int) bool {
	switch strings.ToLower(r.doc.Tokens[k].Lemma) {
	case "not", "never", "no", "neither", "nor", "hardly", "scarcely", "barely", "n't", "n’t", "nowhere":
	default:
		return false
	}
	if k+1 < len(r.doc.Tokens) {
		switch strings.ToLower(r.doc.Tokens[k+1].Text) {
		case "only", "just", "merely", "simply", "alone", "least", "anyone", "anybody":
			return strings.HasPrefix(strings.ToLower(r.doc.Tokens[k+1].Text), "any")
		}
	}
	return true
}

func (r *reading) hardly(i int) bool {
	for _, c := range r.doc.Children(i) {
		if l := r.doc.Tokens[c].Lemma; l == "hardly" || l == "scarcely" || l == "barely" {
			return true
		}
	}
	return false
}

// isNobody reports whether a subject is of nobody: "nobody", "no one", "none
// of them", "no president".
func (r *reading) isNobody(k int) bool {
	switch strings.ToLower(r.doc.Tokens[k].Text) {
	case "nobody", "none", "neither", "noone", "no-one":
		return true
	}
	d := r.doc.Child(k, syntax.Det)
	if d < 0 {
		return false
	}
	l := r.doc.Tokens[d].Lemma
	return l == "no" || l == "neither"
}

// marked reports whether the clause of token i is introduced by the word.
func (r *reading) marked(i int, word string) bool {
	m := r.doc.Child(i, syntax.Mark, syntax.Case)
	return m >= 0 && r.doc.Tokens[m].Lemma == word
}

// undoes reports whether a verb says that what it governs is not done.
func undoes(lemma string) bool {
	switch lemma {
	case "refuse", "fail", "decline", "stop", "cease", "hesitate", "avoid", "refrain", "forget", "neglect", "quit",
		"abstain", "desist", "balk", "omit", "unwilling", "reluctant", "loath", "unable", "hesitant":
		return true
	}
	return false
}

// loses reports whether a verb takes away the attitude that is its object:
// "lost faith in", "withdrew his support", "lacks confidence".
func loses(lemma string) bool {
	switch lemma {
	case "lose", "lack", "withdraw", "drop", "end", "abandon", "withhold", "retract", "rescind", "revoke", "pull", "forfeit":
		return true
	}
	return false
}

// unasserted reports whether the clause of token i says nothing to be the
// case: a question, a condition contrary to fact, something left undone. What
// stands behind a plain "if" is hypothetical, which the modality says.
func (r *reading) unasserted(i int) bool {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 8; k, steps = toks[k].Head, steps+1 {
		for _, c := range r.doc.Children(k) {
			if t := &toks[c]; (t.Rel == syntax.Mark || t.Rel == syntax.Advmod) && int(c) < k {
				switch t.Lemma {
				case "whether", "without":
					return true
				}
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
	switch strings.ToLower(toks[first].Text) {
	case "and", "but", "so", "or":
		first++
	}
	if first+1 >= s.Last {
		return false
	}
	switch strings.ToLower(toks[first].Text) {
	case "do", "does", "did", "is", "are", "was", "will", "would", "can", "could", "has", "have", "shall", "may", "might", "isn't", "doesn't", "didn't", "won't":
		return r.asks(i)
	case "had", "were", "should":
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
