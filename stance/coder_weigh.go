package stance

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// The weights of how a word stands with the two parties. They were set by
// hand: a party that is an argument counts most, then one that hangs below the
// word, then nearness.
const (
	wArgument = 3.0  // the party fills a slot of the entry
	wShared   = 2.5  // the party fills a slot of a word that governs it
	wBelow    = 2.0  // the theme hangs below the word
	wBefore   = 0.7  // the agent only stands before it
	wAfter    = 0.8  // the theme only stands after it
	wPath     = 1.0  // the word is on the path between the two
	wFar      = 0.04 // for each word between it and the theme
	wInside   = -2.5 // the word is part of a party
	wReverse  = -1.5 // the theme does it to the agent
	wStep     = 0.15 // for each step from the slot to the party
)

// weigh scores how a candidate stands with the two parties.
func (c *eventMatcher) weigh(k *candidate) {
	i := k.token
	if c.agent.head >= 0 {
		k.score += c.weighAgent(k)
	}
	if c.theme.head >= 0 {
		k.score += c.weighTheme(k)
		k.score -= wFar * math.Min(20, math.Abs(float64(i-c.theme.head)))
	}
	if c.onPath(i) {
		k.score += wPath
	}
	if c.agent.has(i) || c.theme.has(i) {
		k.score += wInside
	}
}

func (c *eventMatcher) weighAgent(k *candidate) float64 {
	i := k.token
	if s := c.doer(i, k.entry); s >= 0 {
		k.agent, k.own = true, true
		return wArgument - wStep*float64(s)
	}
	if k.outer != i {
		if a := c.doc.Agent(k.outer); a >= 0 {
			if s := c.stands(a, &c.agent); s >= 0 {
				k.agent = true
				return wShared - wStep*float64(s)
			}
		}
	}
	if a := c.doc.Agent(i); a >= 0 && c.doc.Tokens[i].Tag == syntax.VERB && c.stands(a, &c.theme) >= 0 {
		return wReverse
	}
	if c.agent.head < i {
		return wBefore
	}
	return 0
}

// doer gives the steps from the agent's slot of the word at token i to the
// agent, -1 where it is not there.
func (c *eventMatcher) doer(i int, e *lexicon.Event) int {
	toks := c.doc.Tokens
	if e.POS != "noun" || toks[i].Tag == syntax.VERB {
		if a := c.doc.Agent(i); a >= 0 {
			for _, x := range c.doc.Conjuncts(a) {
				if s := c.stands(x, &c.agent); s >= 0 {
					return s
				}
			}
			return -1
		}
	}
	for _, d := range c.doc.Children(i) { // "Israel's strikes", "Israeli strikes", "strikes by Israel"
		switch rel := toks[d].Rel; {
		case rel == syntax.NmodPoss, rel == syntax.Compound, rel == syntax.Amod,
			rel.Base() == syntax.Nmod && c.is(c.doc.Preposition(int(d)), "agent_prepositions"):
			if s := c.stands(int(d), &c.agent); s >= 0 {
				return s
			}
		}
	}
	for h, n := i, 0; n < 4; n++ { // what it is the object of: "launched strikes"
		up := toks[h].Head
		if up < 0 || !c.fits("governed", h) {
			return -1
		}
		if toks[up].Tag == syntax.VERB {
			if a := c.doc.Agent(up); a >= 0 {
				if s := c.stands(a, &c.agent); s >= 0 {
					return n + 1 + s
				}
			}
		}
		h = up
	}
	return -1
}

func (c *eventMatcher) weighTheme(k *candidate) float64 {
	i := k.token
	for _, slot := range k.entry.Theme {
		for _, x := range c.slot(i, slot) {
			if s := c.stands(x, &c.theme); s >= 0 {
				k.theme, k.filled = true, true
				return wArgument - wStep*float64(s)
			}
		}
	}
	if c.under(c.theme.head, i) {
		k.theme = true
		return wBelow
	}
	for h, n := i, 0; n < 5 && h != k.outer; n++ { // "urged the group to leave"
		h = c.doc.Tokens[h].Head
		for _, x := range c.doc.Objects(h) {
			if c.stands(x, &c.theme) >= 0 {
				k.theme = true
				return wShared
			}
		}
	}
	if c.under(c.theme.head, k.outer) && c.theme.head > i {
		return wBelow - 0.5
	}
	if c.theme.head > i {
		return wAfter
	}
	return 0
}

func (c *eventMatcher) slot(i int, slot string) []int {
	switch slot {
	case "-":
		return nil
	case lexicon.Possessor:
		if p := c.doc.Child(i, syntax.NmodPoss); p >= 0 {
			return c.doc.Conjuncts(p)
		}
		return nil
	}
	if found := c.argument(i, slot); len(found) > 0 || slot != "with" || c.doc.Tokens[i].Tag != syntax.VERB {
		return found
	}
	return c.withFarther(i)
}

// withFarther returns whom a verb is done with where the tree has hung the phrase on
// another phrase of the verb: "spoke by telephone with X".
func (c *eventMatcher) withFarther(i int) []int {
	for _, d := range c.doc.Children(i) {
		if int(d) > i && c.doc.Tokens[d].Rel == syntax.Obl {
			if found := c.doc.Prepositional(int(d), "with"); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// stands gives how many steps below the noun at token k the head of a party
// hangs, as a part or owner of it ("a convoy of the army"), -1 where it does not.
func (c *eventMatcher) stands(k int, p *party) int {
	toks := c.doc.Tokens
	for h, n := p.head, 0; h >= 0 && n < 6; h, n = toks[h].Head, n+1 {
		if h == k || p.has(k) {
			return n
		}
		if up := toks[h].Head; up >= 0 && toks[h].Rel != syntax.Conj && (c.is(toks[up].Lemma, "others_nouns") || c.is(toks[up].Lemma, "kin")) {
			return -1 // his niece or his critics are not he
		}
		switch toks[h].Rel.Base() {
		case syntax.Nmod, syntax.Compound, syntax.Amod, syntax.Appos, syntax.Conj, syntax.Flat, syntax.Nummod, syntax.Dep, syntax.List:
		default:
			return -1
		}
	}
	return -1
}

// under reports whether token i depends, over any number of steps, on top.
func (c *eventMatcher) under(i, top int) bool {
	for k := range c.doc.Upward(i) {
		if k == top {
			return true
		}
	}
	return false
}

// onPath reports whether token i is on the path between the two parties, or
// is the object of a word that is.
func (c *eventMatcher) onPath(i int) bool {
	if c.agent.head < 0 || c.theme.head < 0 {
		return false
	}
	a, t := c.under(c.agent.head, i), c.under(c.theme.head, i)
	if a != t {
		return true
	}
	if !a {
		return false
	}
	for _, d := range c.doc.Children(i) { // the lowest that holds both
		if c.under(c.agent.head, int(d)) && c.under(c.theme.head, int(d)) {
			return false
		}
	}
	return true
}
