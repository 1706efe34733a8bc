package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// negated reports whether the predicate at token i is denied. Two denials
// cancel out: "never failed to support".
func (r *reading) negated(i int) bool { return r.denials(i, 0)%2 == 1 && !r.boundless(i) }

// boundless reports whether a denial says that there is no end of something:
// "cannot praise them enough".
func (r *reading) boundless(i int) bool {
	toks := r.doc.Tokens
	can := slices.ContainsFunc(r.doc.Children(i), func(c int32) bool {
		return toks[c].Rel == syntax.Aux && r.events.is(strings.ToLower(toks[c].Lemma), "able")
	})
	for k := i + 1; can && k < len(toks) && toks[k].Sentence == toks[i].Sentence && k < i+8; k++ {
		if toks[k].Lemma == "enough" && toks[k].Tag == syntax.ADV {
			return true
		}
	}
	return false
}

// contrasted reports whether the mention is set against another: "X, not Y", "X
// rather than Y".
func (r *reading) contrasted(id int) bool {
	toks := r.doc.Tokens
	k := r.doc.Mentions[id].Head
	for k > 0 && toks[k-1].End > r.doc.Mentions[id].Start {
		k--
	}
	if k > 0 && toks[k-1].Tag == syntax.DET {
		k--
	}
	if k < 2 || toks[k-1].Sentence != toks[k].Sentence {
		return false
	}
	last, before := strings.ToLower(toks[k-1].Text), strings.ToLower(toks[k-2].Text)
	return last == "not" && (toks[k-2].Tag == syntax.PUNCT || toks[k-2].Tag == syntax.CCONJ) ||
		r.events.is(last, "excluding") || r.events.is(before+" "+last, "excluding")
}

// unsaid reports whether token i stands in words that are said not to have been
// said: "never said that".
func (r *reading) unsaid(i int) bool {
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	if at < 0 || r.doc.Attributions[at].Kind != "say" || len(r.doc.Attributions[at].Cue) == 0 {
		return false
	}
	cue := r.doc.Attributions[at].Cue[0]
	s := r.doc.Sentences[r.doc.Attributions[at].Sentence]
	for k := s.First; k < s.Last; k++ {
		if r.doc.Tokens[k].Start >= cue.Start && r.doc.Tokens[k].End <= cue.End && r.doc.Tokens[k].Tag == syntax.VERB {
			return r.ownDenials(k)%2 == 1
		}
	}
	return false
}

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
	case t.Rel == syntax.Amod && r.doc.Child(t.Head, syntax.Cop) >= 0: // "not a bad man"
		n += r.ownDenials(t.Head)
	case t.Rel == syntax.Xcomp, t.Rel == syntax.Advcl && r.marked(i, "from"), t.Rel == syntax.Advcl && r.marked(i, "to") && undoes(head.Lemma):
		if undoes(head.Lemma) || head.Lemma == "have" && r.hasYet(t.Head) {
			n++
		}
		if head.Tag == syntax.VERB || head.Tag == syntax.AUX || head.Tag == syntax.ADJ {
			n += r.denials(t.Head, depth+1)
		}
	case t.Tag == syntax.NOUN && t.Rel == syntax.Nsubj && (wanes(head.Lemma) || r.wanesAway(t.Head)):
		n++
	case t.Rel == syntax.Acl && head.Tag == syntax.NOUN && r.marked(i, "to"):
		switch head.Lemma {
		case "failure", "refusal", "inability", "unwillingness", "reluctance":
			n++
		case "will", "willingness", "ability", "capacity", "power", "intention", "desire", "courage", "readiness", "inclination":
			n += r.denials(t.Head, depth+1) // "has no will to keep it", "unable to show the will to keep it"
			if head.Head >= 0 && head.Rel == syntax.Obj {
				n += r.denials(head.Head, depth+1)
			}
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

// hasYet reports whether token i is the verb of "has yet to".
func (r *reading) hasYet(i int) bool {
	return i+1 < len(r.doc.Tokens) && r.doc.Tokens[i+1].Lemma == "yet"
}

// wanes reports whether a verb says that its subject comes to an end: "their
// trust evaporated".
func wanes(lemma string) bool {
	switch lemma {
	case "wane", "fade", "evaporate", "vanish", "dwindle", "erode", "ebb", "crumble", "disappear", "collapse", "shrink", "sink", "plummet":
		return true
	}
	return false
}

// wanesAway is wanes for verbs that mean it only with a particle: "run out",
// "wear thin".
func (r *reading) wanesAway(i int) bool {
	if i+1 >= len(r.doc.Tokens) {
		return false
	}
	switch r.doc.Tokens[i].Lemma + " " + r.doc.Tokens[i+1].Lemma {
	case "run out", "run low", "wear thin", "wear off", "dry up":
		return true
	}
	return false
}

// ownDenials counts the words beside token i that deny it.
func (r *reading) ownDenials(i int) int {
	n := 0
	for _, c := range r.doc.Children(i) {
		k := int(c)
		t := &r.doc.Tokens[k]
		switch t.Rel {
		case syntax.Obj, syntax.Obl:
			if r.neither(k) {
				n++
			}
		case syntax.Advmod, syntax.Det, syntax.Cc, syntax.CcPreconj:
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
			if r.isNobody(k) || r.neither(k) {
				n++
			}
		}
	}
	if r.farFrom(i) {
		n++
	}
	if n > 1 && r.hardly(i) {
		n-- // "hardly anyone" is one denial
	}
	return n
}

// neither reports whether "neither" stands before the noun at token k, and so
// denies what is said of it and of those joined to it.
func (r *reading) neither(k int) bool {
	return slices.ContainsFunc(r.doc.Children(k), func(c int32) bool {
		return r.doc.Tokens[c].Lemma == "neither" && int(c) < k && r.doc.Tokens[c].Rel != syntax.Det
	})
}

// farFrom reports whether the words before the adjective or noun at token i deny
// it: "less than candid", "far from honest", "anything but a friend".
func (r *reading) farFrom(i int) bool {
	toks := r.doc.Tokens
	k := i - 1
	for k > 1 && (toks[k].Tag == syntax.DET || toks[k].Tag == syntax.ADV || toks[k].Tag == syntax.AUX) {
		k--
	}
	if k < 1 || toks[i].Tag != syntax.ADJ && toks[i].Tag != syntax.NOUN && !strings.HasSuffix(toks[i].Text, "ing") {
		return false
	}
	return r.events.is(strings.ToLower(toks[k-1].Text+" "+toks[k].Text), "distant")
}

// denies reports whether token k is a word like "not" that denies what it
// hangs on: "not only", "not just" denies nothing.
func (r *reading) denies(k int) bool {
	if t := strings.ToLower(r.doc.Tokens[k].Text); k > 0 && strings.EqualFold(r.doc.Tokens[k-1].Text, "no") && (t == "longer" || t == "more") {
		return true
	}
	if k+1 < len(r.doc.Tokens) && strings.EqualFold(r.doc.Tokens[k].Text, "no") && strings.EqualFold(r.doc.Tokens[k+1].Text, "longer") {
		return false // "longer" counts
	}
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
func (r *wordEntries) marked(i int, word string) bool {
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

// surpassed reports whether a denied comparison praises or blames without
// bounds: "has never been stronger".
func (r *reading) surpassed(i int) bool {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.ADJ && toks[i].Tag != syntax.VERB {
		return false
	}
	more, never, could := toks[i].Fine == syntax.FineJJR, false, false
	for _, c := range r.doc.Children(i) {
		switch l := strings.ToLower(toks[c].Lemma); {
		case (l == "more" || l == "so") && int(c) == i-1:
			more = true
		case l == "never":
			never = true
		case toks[c].Rel == syntax.Aux && r.events.is(l, "able"):
			could = true
		case r.doc.Preposition(int(c)) == "than":
			return false
		}
	}
	return more && (never || could)
}
