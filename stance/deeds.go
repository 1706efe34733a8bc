package stance

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Deeds gives the events of each search whose agent is one of its agents and
// whose theme is one of its themes. They are coded as CodeEvent codes them; an
// event is left out unless both parties are arguments of its word.
func (l *Lexical) Deeds(doc *annotate.Document, searches []Search) [][]Deed {
	out := make([][]Deed, len(searches))
	newReading(l, doc).deeds(searches, out)
	return out
}

func (r *reading) deeds(searches []Search, out [][]Deed) {
	c := coder{eventMatcher{reading: r, lists: r.events}}
	for n, search := range searches {
		s := &r.doc.Sentences[search.Sentence]
		if !s.Parsed || len(search.Agents) == 0 || len(search.Themes) == 0 {
			continue
		}
		agents, themes := c.parties(search.Agents), c.parties(search.Themes)
		for i := s.First; i < s.Last; i++ {
			if e := c.match(i); e != nil {
				if d, ok := c.deed(i, e, nearest(agents, i), nearest(themes, i)); ok {
					out[n] = append(out[n], d)
				}
			}
		}
	}
}

// parties gives mentions as parties of an event.
func (c *coder) parties(ids []int) []party {
	out := make([]party, len(ids))
	for k, id := range ids {
		out[k] = c.party(c.doc.Mentions[id].Span)
		out[k].id, out[k].head = id, c.doc.Mentions[id].Head
	}
	return out
}

// mostParties is how many mentions of one side are tried with each event word:
// the nearest, so that a sentence with hundreds costs no more than its length.
const mostParties = 4

func nearest(ps []party, i int) []party {
	if len(ps) <= mostParties {
		return ps
	}
	ps = slices.Clone(ps)
	slices.SortStableFunc(ps, func(a, b party) int { return cmp.Compare(abs(a.head-i), abs(b.head-i)) })
	return ps[:mostParties]
}

func abs(n int) int { return max(n, -n) }

// deed gives the event that the word at token i tells of one of the agents and
// one of the themes, of several that which stands best with them. The theme must
// fill a slot of the word: what only hangs somewhere below it is seldom acted on.
func (c *coder) deed(i int, e *lexicon.Event, agents, themes []party) (Deed, bool) {
	if e.Class == "attitude" || c.Unsaid(i) || c.onlyNamed(i, e) || c.fits("in_words", i) || c.is(e.Lemma, "bidding") && e.POS == "verb" && !c.bids(i) {
		return Deed{}, false
	}
	best, confidence := c.bestParties(i, e, agents, themes)
	if best.entry == nil || best.undone || c.Unasserted(i) && c.Mode(i) != Hypothetical || c.Conditional(i) {
		return Deed{}, false
	}
	if best.root == e.Root && !c.is(e.Class, "mourning_classes") && !c.is(e.Lemma, "mocking") && c.harm(i, e) {
		switch e.Root {
		case "SUPPORT":
			best.root = "ACCUSE"
		case "ACCUSE":
			best.root = "SUPPORT" // "condemned the attack on them"
		}
	}
	if c.Distant(i) {
		return Deed{}, false // "stopped short of blaming them"
	}
	if m := c.Mode(i); c.Open(i) || best.own && (m == Hoped || m == Demanded) {
		best.supposed = true
	}
	if best.supposed {
		best.root, best.because = e.Root, nil
	}
	d := c.coded(&best)
	d.Agent, d.Theme, d.Mutual = c.agent.id, c.theme.id, best.mutual || together(best.entry.Class) && best.root == best.entry.Root
	d.Modality, d.Predicate = c.status(&best), strings.ToLower(c.doc.Tokens[i].Lemma)
	d.RuleID, d.Confidence = "deed."+e.Class, confidence
	return d, true
}

// bestParties makes those of the parties the coder's with which the word at token
// i stands best, and returns how it stands with them, without an entry where it
// stands with none, and how sure that is.
func (c *coder) bestParties(i int, e *lexicon.Event, agents, themes []party) (best candidate, confidence float64) {
	var agent, theme party
	excluded := func(p party) bool { return c.Contrasted(p.id) }
	agents, themes = slices.DeleteFunc(slices.Clone(agents), excluded), slices.DeleteFunc(slices.Clone(themes), excluded)
	for _, c.agent = range agents {
		for _, c.theme = range themes {
			if k, sure, ok := c.fit(i, e); ok && (best.entry == nil || k.score > best.score) {
				best, agent, theme, confidence = k, c.agent, c.theme, sure
			}
		}
	}
	c.agent, c.theme = agent, theme
	return best, confidence
}

// fit weighs the word at token i as an event of the coder's two parties; ok is
// false where one of them has no part in it.
func (c *coder) fit(i int, e *lexicon.Event) (k candidate, sure float64, ok bool) {
	if c.agent.has(i) || c.theme.has(i) {
		return k, 0, false
	}
	if k = c.candidate(i, e); k.named {
		return k, 0, false
	}
	if sure = 1; !k.filled {
		k.filled, sure = c.reached(&k)
	} else if e.Class == "violence" && c.onlyBelongs(i, e) {
		return k, 0, false
	}
	if !k.own && e.POS != "noun" && c.doc.Agent(i) >= 0 {
		return k, 0, false // somebody else does it
	}
	return k, sure, k.agent && k.filled
}

// harm reports whether the object of a verb is what harms the theme: who welcomes
// somebody's defeat is not with him, and who deplores it is.
func (c *coder) harm(i int, e *lexicon.Event) bool {
	objects := c.doc.Objects(i)
	for _, slot := range e.Theme {
		objects = append(objects, c.slot(i, slot)...)
	}
	for _, x := range objects {
		if c.doc.Tokens[x].Tag != syntax.NOUN {
			continue
		}
		for _, p := range c.effects(x) {
			_, harmed := c.targetsOf(x, p)
			if p.Effect < 0 && !c.endsHarm(x) && slices.ContainsFunc(harmed, func(k int) bool { return c.stands(k, &c.theme) >= 0 }) {
				return true
			}
		}
	}
	return false
}

// onlyBelongs reports whether violence is done to somebody or something that only
// belongs to the theme: a soldier of theirs is not they.
func (c *coder) onlyBelongs(i int, e *lexicon.Event) bool {
	for _, slot := range e.Theme {
		for _, x := range c.slot(i, slot) {
			s := c.stands(x, &c.theme)
			if s < 0 {
				continue
			}
			return s > 1 || s == 1 && c.doc.Preposition(c.theme.head) == "of" || c.is(strings.ToLower(c.doc.Tokens[x].Lemma), "belongs")
		}
	}
	return false
}

// together reports whether events of a class are done by both parties alike.
func together(class string) bool { return ofClass(class, "joint_classes") }

// reached reports whether the theme is a party of the event though it fills none
// of its slots, and how sure that is: it is joined to the agent ("X and Y met"),
// acts in the clause of what is asked or charged ("demanded that Y leave"), or is
// not in the sentence and implied by a dealing without another partner.
func (c *coder) reached(k *candidate) (bool, float64) {
	switch class := k.entry.Class; {
	case c.mutual(k):
		return true, 1
	case together(class) && c.joinsIn(k), (class == "request" || class == "accuse") && c.actsBelow(k.token),
		k.root == "THREATEN" && c.inCondition(k):
		return true, 1
	case c.pairwise(k):
		return true, 1
	case (together(class) || class == "reduce") && c.impliesPartner(k):
		return true, 0.5
	}
	return false, 0
}

// isTheme reports whether the theme stands at token x itself.
func (c *coder) isTheme(x int) bool { return c.stands(x, &c.theme) == 0 }

// mutual reports whether the two parties do to each other what the word at token i
// says: "accused each other", "each thanked the other".
func (c *coder) mutual(k *candidate) bool {
	args := c.doc.Objects(k.token)
	for _, slot := range k.entry.Theme {
		args = append(args, c.slot(k.token, slot)...)
	}
	if c.same(c.theme.id, c.agent.id) || !c.reciprocal(args) {
		return false
	}
	group := c.reciprocants(k.token)
	is := func(p int) bool { return slices.ContainsFunc(group, func(id int) bool { return c.same(id, p) }) }
	k.mutual = is(c.agent.id) && is(c.theme.id)
	k.agent, k.own = k.agent || k.mutual, k.own || k.mutual
	return k.mutual
}

// pairwise reports whether the parties do with each other what a word says that is done
// by two: "X and Y embraced", "a quarrel between X and Y".
func (c *coder) pairwise(k *candidate) bool {
	pair := c.doc.Agents(k.token)
	if k.entry.POS == "noun" && !c.is(k.entry.Class, "spoken_of_classes") {
		pair = c.tokensOf("between", k.token)
	} else if !c.is(c.doc.Tokens[k.token].Lemma, "symmetric") || slices.ContainsFunc(c.doc.Objects(k.token), func(o int) bool { return c.mentionAt(o) >= 0 && !c.doc.Mentions[c.mentionAt(o)].Thing }) {
		return false
	}
	k.mutual = slices.ContainsFunc(pair, c.isTheme) && slices.ContainsFunc(pair, func(x int) bool { return c.stands(x, &c.agent) == 0 })
	k.agent, k.own = k.agent || k.mutual, k.own || k.mutual
	return k.mutual
}

// onlyNamed reports whether the noun at token i only names an event of a kind
// that is spoken of more often than done.
func (c *coder) onlyNamed(i int, e *lexicon.Event) bool {
	return e.POS == "noun" && c.is(e.Class, "spoken_of_classes") && c.fits("merely_named", i)
}

// joinsIn reports whether the theme takes part in what two do together: as one
// named before the subject ("X, Y sign deal"), as a subject, or between.
func (c *coder) joinsIn(k *candidate) bool {
	i, head := k.token, &c.doc.Tokens[c.theme.head]
	if head.Head == i && head.Rel == syntax.Vocative { // of a title
		return true
	}
	for _, x := range c.argument(i, lexicon.Subject) {
		for _, y := range append(c.tokensOf("between", x), x) {
			if c.isTheme(y) || head.Head == y && head.Rel == syntax.Appos {
				return true
			}
		}
	}
	between := c.tokensOf("between", i)
	if !slices.ContainsFunc(between, c.isTheme) {
		return false
	}
	k.own = true
	k.agent = k.agent || slices.ContainsFunc(between, func(x int) bool { return c.stands(x, &c.agent) == 0 })
	return true
}

// actsBelow reports whether the theme acts in the clause of what the word at token
// i asks or charges.
func (c *coder) actsBelow(i int) bool {
	return slices.ContainsFunc(c.argument(i, lexicon.Complement), func(x int) bool {
		a := c.doc.Agent(x)
		return a >= 0 && c.isTheme(a)
	})
}

// inCondition reports whether the theme acts in the condition on which a candidate,
// or what governs it, is done: "threatened to shoot unless X left".
func (c *coder) inCondition(k *candidate) bool {
	for i := range c.doc.Upward(k.token) {
		if c.actsInCondition(i) {
			return true
		}
		if i == k.outer {
			break
		}
	}
	return false
}

func (c *coder) actsInCondition(i int) bool {
	return slices.ContainsFunc(c.doc.Children(i), func(d int32) bool {
		m := c.doc.Child(int(d), syntax.Mark)
		if c.doc.Tokens[d].Rel != syntax.Advcl || m < 0 || !c.is(c.doc.Tokens[m].Lemma, "conditional_marks") {
			return false
		}
		a := c.doc.Agent(int(d))
		return a >= 0 && c.isTheme(a)
	})
}

// impliesPartner reports whether the agent's dealing, which the verb acts on,
// implies the theme, since no third party is named.
func (c *coder) impliesPartner(k *candidate) bool {
	i := k.token
	if !k.own || k.root != k.entry.Root || c.doc.Tokens[i].Tag != syntax.VERB {
		return false
	}
	return slices.ContainsFunc(append(c.doc.Objects(i), c.doc.Prepositional(i, "from")...), func(x int) bool {
		d := c.tokenOf("dealing_at", x)
		return d >= 0 && !c.fits("third_party", d) && !c.fits("third_party", i)
	})
}

// bids reports whether a verb has an infinitive or a bare clause with it: "told
// him to leave", "insisted that he leave".
func (c *coder) bids(i int) bool {
	for _, d := range append(c.beside(i, lexicon.Complement), c.toObject(i)...) {
		t := &c.doc.Tokens[d]
		if c.doc.Marked(d, "to") || t.Tag == syntax.VERB && strings.EqualFold(t.Text, t.Lemma) && c.doc.Child(d, syntax.Aux, syntax.AuxPass, syntax.Cop) < 0 {
			return true
		}
	}
	return false
}

// status gives the mode in which an event is told.
func (c *coder) status(k *candidate) Modality {
	i := k.token
	m := c.Mode(i)
	switch {
	case m == Denied || k.denied || c.ReportDenied(i) || c.Counterfactual(i),
		k.root == k.entry.Root && k.entry.POS == "verb" && k.entry.Cooperation > 0 && c.Negated(i): // "has yet to thank"
		return Denied
	case k.supposed || m == Hoped || m == Demanded || c.fits("alleged", i) || c.fits("rumoured", i):
		return Hypothetical
	}
	return m
}

func goldstein(root string) float64 { return lexicon.RootCodes[root].Goldstein }
