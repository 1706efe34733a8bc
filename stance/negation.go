package stance

import (
	"slices"
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
	case (t.Rel == syntax.Acl || t.Rel == syntax.AclRelcl || t.Rel == syntax.Ccomp) && head.Tag == syntax.NOUN && r.marked(i, "that") && isClaim(head.Lemma):
		if v := head.Head; v >= 0 && (head.Rel == syntax.Obj || head.Rel == syntax.NsubjPass) && refutes(r.doc.Tokens[v].Lemma) {
			n += 1 + r.denials(v, depth+1)
		}
	case t.Rel == syntax.Ccomp || t.Rel == syntax.Csubj || t.Rel == syntax.Acl:
		switch head.Lemma {
		case "lie", "myth", "fiction", "nonsense", "falsehood", "fantasy", "fallacy", "fabrication":
			if head.Tag == syntax.NOUN && r.marked(i, "that") {
				n += 1 + r.denials(t.Head, depth+1)
			}
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
		case syntax.Amod:
			if r.scant(k) {
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

// scant reports whether an adjective leaves hardly anything of its noun:
// "little patience", but not "a little patience".
func (r *reading) scant(k int) bool {
	switch r.doc.Tokens[k].Lemma {
	case "scant", "zero":
		return true
	case "little":
		return k == 0 || r.doc.Tokens[k-1].Tag != syntax.DET
	}
	return false
}

// hardly reports whether the word at token i has "hardly" or its kin beside it.
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
				case "whether", "without", "if", "unless", "lest":
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

// isClaim reports whether a noun is something said or thought, which may be
// false.
func isClaim(lemma string) bool {
	switch lemma {
	case "claim", "allegation", "notion", "idea", "suggestion", "accusation", "charge", "report", "rumor", "rumour", "assertion", "belief", "view", "theory", "speculation", "contention", "insinuation":
		return true
	}
	return false
}

// refutes reports whether a verb says that what it governs is not so.
func refutes(lemma string) bool {
	switch lemma {
	case "reject", "deny", "dismiss", "refute", "dispute", "rebut", "debunk", "contradict", "repudiate", "ridicule", "disprove":
		return true
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
		switch toks[c].Lemma {
		case "alleged", "supposed", "so-called", "purported", "ostensible", "feigned", "feign", "fake", "pretended", "imagined", "imagine", "rumored", "rumoured", "self-styled", "self-proclaimed", "faked":
			return toks[c].Rel == syntax.Amod
		case "supposedly", "allegedly", "ostensibly", "purportedly":
			return toks[c].Rel == syntax.Advmod && toks[i].Tag != syntax.VERB
		}
	}
	t := &toks[i]
	if t.Head < 0 || t.Rel != syntax.Xcomp && t.Rel != syntax.Obj {
		return false
	}
	switch toks[t.Head].Lemma {
	case "pretend", "feign", "fake", "simulate", "sham":
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
				switch toks[c].Lemma {
				case "should", "must", "ought":
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
			if isDirective(toks[h].Lemma) && r.marked(k, "to") && (r.doc.Child(h, syntax.Obj, syntax.Iobj, syntax.AuxPass) >= 0 || toks[h].Lemma == "call") {
				return r.wanter(h)
			}
			if toks[k].Rel == syntax.Advcl {
				return nobody
			}
		case syntax.Ccomp:
			switch toks[h].Lemma {
			case "demand", "ask", "request", "urge", "recommend", "propose", "require", "want", "hope", "wish", "pray":
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

// isDirective reports whether a verb makes its object do something, or tries.
func isDirective(lemma string) bool {
	switch lemma {
	case "urge", "ask", "tell", "order", "demand", "call", "beg", "implore", "advise", "encourage", "press", "want", "expect", "require", "request",
		"plead", "exhort", "invite", "warn", "challenge", "dare", "caution", "counsel", "instruct":
		return true
	}
	return false
}

// feared reports whether token i is a success or failure that somebody fears:
// who fears that another fails is for him.
func (r *reading) feared(i int, class string) bool {
	switch class {
	case "failure", "fortune", "success":
	default:
		return false
	}
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	return at >= 0 && r.doc.Attributions[at].Kind == "fear"
}

// surpassed reports whether a denied comparison praises or blames without
// bounds: "has never been stronger".
func (r *reading) surpassed(i int) bool {
	t := &r.doc.Tokens[i]
	return t.Tag == syntax.ADJ && t.Fine == syntax.FineJJR && r.doc.Child(i, syntax.Obl) < 0 && slices.ContainsFunc(r.doc.Children(i), func(c int32) bool {
		return r.doc.Tokens[c].Lemma == "never"
	})
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
	case "who":
		return r.asks(i) && r.doc.Subject(i) == first // "who would ever thank him?"
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
