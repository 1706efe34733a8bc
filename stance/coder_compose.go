package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// candidate weighs the word at token i: what it becomes under the words that
// govern it, and how it stands with the two parties.
func (c *eventMatcher) candidate(i int, e *lexicon.Event) candidate {
	k := candidate{token: i, entry: e, root: e.Root, outer: i}
	c.mode(&k, i)
	penalty := 0.0
	for h, steps := i, 0; steps < 8; steps++ {
		up := c.doc.Tokens[h].Head
		if up < 0 || c.agent.has(up) || c.theme.has(up) || c.acts(h) {
			break
		}
		rel := c.doc.Tokens[h].Rel
		if rel == syntax.Conj { // the head of a list stands where it stands
			if c.doc.Subject(h) >= 0 {
				break
			}
			h = up
			continue
		}
		if !c.fits("governed", h) {
			break
		}
		op, word := c.operator(up), c.match(up)
		if word != nil && (op == "" || rel.In(syntax.Advcl, syntax.Acl) && (op == "do" || op == "report")) {
			penalty, k.named = 2.5, true // "condemned the attack": the attack is not what is done
			break
		}
		if word != nil && op == "do" && word.Cooperation*e.Cooperation < 0 {
			k.named = true // "released a prisoner"
		}
		c.operate(&k, op, up)
		h, k.outer = up, up
	}
	c.weigh(&k)
	k.score -= penalty
	return k
}

// operate turns the root code as the word up that governs the event does, and
// takes over its modality: "offered to release", "stopped bombing". What undoes
// nothing, since it is denied itself, leaves both as they were.
func (c *eventMatcher) operate(k *candidate, op string, up int) {
	was := k.root
	if to := turn(op, k.root); to != k.root {
		k.root = to
		k.because = append(k.because, up)
	}
	if c.is(op, "undoing_operators") {
		if c.NegatedAlone(up) {
			k.root = was                                                                          // "has not stopped praising"
			k.supposed = k.supposed || op == "refuse" && !c.is(c.doc.Tokens[up].Lemma, "undoing") // "has not ruled out talks"
			return
		}
		if op != "end" && strings.HasSuffix(lexicon.RootCodes[was].Quad, "conflict") {
			k.undone = true // "refused to condemn"
		}
	}
	c.mode(k, up)
}

// acts reports whether the agent is the subject of token h itself: what
// governs it then is said of the event and does not turn it.
func (c *eventMatcher) acts(h int) bool {
	t := &c.doc.Tokens[h]
	if t.Tag == syntax.NOUN {
		return false
	}
	s := c.doc.Subject(h)
	if s < 0 && t.Rel == syntax.Advcl && c.doc.Marked(h, "for") { // "criticized X for inviting": he did
		s = c.doc.Agent(h)
	}
	return s >= 0 && c.stands(s, &c.agent) >= 0
}

// operator gives what the word at token i does to the event it governs.
func (r *wordEntries) operator(i int) string {
	t := &r.doc.Tokens[i]
	lemma := strings.ToLower(t.Lemma)
	pos := "noun"
	switch t.Tag {
	case syntax.VERB, syntax.AUX:
		pos = "verb"
		for _, d := range r.doc.Children(i) { // "break off", "be about"
			p := &r.doc.Tokens[d]
			if int(d) > i && (p.Rel == syntax.CompoundPrt || p.Rel == syntax.Advmod || p.Rel == syntax.Case) {
				if op := r.events.operators[wordKey{lemma + " " + p.Lower(), pos}]; op != "" {
					return op
				}
			}
		}
	case syntax.ADJ:
		pos = "adj"
	}
	return r.events.operators[wordKey{lemma, pos}]
}

// turnsEvents reports whether the word at token i turns the event it governs, and
// does not only tell of it.
func (r *wordEntries) turnsEvents(i int) bool {
	op := r.operator(i)
	return op != "" && !r.is(op, "telling_operators")
}

// turn gives what an event becomes under an operator.
func turn(op, root string) string {
	cooperative := strings.HasSuffix(lexicon.RootCodes[root].Quad, "cooperation")
	switch op {
	case "commit":
		switch {
		case cooperative:
			return "AGREE"
		case keepsRoot(root):
			return root
		}
		return "THREATEN"
	case "offer":
		if keepsRoot(root) {
			return root // "offered criticism"
		}
		return "AGREE"
	case "refuse", "deny":
		return "REJECT"
	case "threaten":
		return "THREATEN"
	case "request":
		return "REQUEST"
	case "end":
		if cooperative {
			return "SANCTION"
		}
		return "YIELD"
	case "prevent":
		return "COERCE"
	}
	return root
}

// keepsRoot reports whether a promise of an event with the root code is still
// that event: "offered criticism".
func keepsRoot(root string) bool { return ofClass(root, "kept_roots") }

// mode turns an event by the words beside token i: an event to come is a
// promise or a threat of it, and one that does not come a refusal or a promise.
func (c *eventMatcher) mode(k *candidate, i int) {
	o := c.Outlook(i)
	k.supposed = k.supposed || o.Supposed
	was := k.root
	switch {
	case o.Negation >= 0 && strings.HasSuffix(lexicon.RootCodes[k.root].Quad, "cooperation"):
		k.root, k.denied = "REJECT", true
	case o.Negation >= 0 && keepsRoot(k.root):
		k.undone = true // "would not condemn"
	case o.Negation >= 0 && o.Future >= 0:
		k.root = "AGREE" // "will not attack"
	case o.Negation >= 0:
		k.denied = true // "did not attack"
	case o.Future >= 0:
		k.root = turn("commit", k.root)
	}
	if k.root != was {
		if o.Negation >= 0 {
			k.because = append(k.because, o.Negation)
		} else {
			k.because = append(k.because, o.Future)
		}
	}
}
