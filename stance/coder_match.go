package stance

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// match gives the most specific entry that the word at token i is, nil for
// none.
func (c *eventMatcher) match(i int) *lexicon.Event {
	if e, part := c.hyphened(i); part {
		return e
	}
	t := &c.doc.Tokens[i]
	lemma, text := strings.ToLower(t.Lemma), t.Lower()
	verb := func(word string) *lexicon.Event { return c.first(c.lists.verbs[word], i, c.phrasal) }
	noun := func(word string) *lexicon.Event { return c.first(c.lists.nouns[word], i, c.compound) }
	switch t.Tag {
	case syntax.VERB, syntax.AUX: // "severed" is no form of "severe"; "the bombing" is a noun
		return cmp.Or(verb(lemma), verb(c.lists.forms[text]), noun(text))
	case syntax.NOUN:
		e := cmp.Or(noun(lemma), noun(text))
		if e != nil || len(c.lists.things[lemma]) > 0 {
			return e // "a peacekeeping force" is no verb with a wrong tag
		}
		return verb(lemma) // "meets" with a wrong tag
	case syntax.PROPN: // in a title "Air Strike" is tagged a name
		if c.agent.has(i) || c.theme.has(i) || i == c.doc.Sentences[t.Sentence].First {
			return nil
		}
		return cmp.Or(noun(lemma), verb(lemma))
	case syntax.ADJ:
		if e := c.first(c.lists.adjs[lemma], i, c.phrasal); e != nil {
			return e
		}
		if i > 0 && (c.doc.Tokens[i-1].Tag == syntax.AUX || strings.EqualFold(c.doc.Tokens[i-1].Text, "to")) {
			return verb(lemma) // "would free" with a wrong tag
		}
	}
	return nil
}

// hyphened gives the entry of a word with hyphens ("co-operate", "cease-fire")
// at the one of its parts on which the others hang. Part is true at all of its
// parts: they are no words of their own.
func (c *eventMatcher) hyphened(i int) (e *lexicon.Event, part bool) {
	toks := c.doc.Tokens
	first, last := i, i
	for first > 1 && c.hyphen(first-1) {
		first -= 2
	}
	for c.hyphen(last + 1) {
		last += 2
	}
	if first == last {
		return nil, false
	}
	stem := strings.ToLower(c.doc.Text[toks[first].Start:toks[last].Start])
	ends := []string{strings.ToLower(toks[last].Lemma), toks[last].Lower()}
	if base := c.lists.forms[ends[1]]; base != "" {
		ends = append(ends, base)
	}
	for _, end := range ends {
		for _, list := range [][]lexicon.Event{c.lists.verbs[stem+end], c.lists.nouns[stem+end]} {
			if len(list) == 0 {
				continue
			}
			if h := toks[i].Head; h >= first && h <= last {
				return nil, true
			}
			return c.first(list, i, func(words []string, _ int) bool { return len(words) == 1 }), true
		}
	}
	return nil, false
}

// hyphen reports whether token k is a hyphen within a word.
func (c *eventMatcher) hyphen(k int) bool {
	toks := c.doc.Tokens
	return k > 0 && k+1 < len(toks) && toks[k].Text == "-" && toks[k-1].End == toks[k].Start && toks[k].End == toks[k+1].Start
}

// first gives the first entry whose words stand at token i and whose
// conditions hold.
func (c *eventMatcher) first(list []lexicon.Event, i int, stands func(words []string, i int) bool) *lexicon.Event {
	for k := range list {
		if stands(strings.Fields(list[k].Lemma), i) && c.conditions(&list[k], i) {
			return &list[k]
		}
	}
	return nil
}

// phrasal reports whether the words of a verb stand at token i: the particle
// may be parted from it by a few words ("turned the offer down").
func (c *eventMatcher) phrasal(words []string, i int) bool {
	toks := c.doc.Tokens
	last := min(c.doc.Sentences[toks[i].Sentence].Last, i+6)
	k := i + 1
	for _, w := range words[1:] {
		for k < last && !strings.EqualFold(toks[k].Text, w) && !strings.EqualFold(toks[k].Lemma, w) {
			if toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.PUNCT {
				return false
			}
			k++
		}
		if k >= last {
			return false
		}
		k++
	}
	return true
}

// compound reports whether the words of a noun end at token i.
func (c *eventMatcher) compound(words []string, i int) bool {
	toks := c.doc.Tokens
	if len(words) > 1 { // "no-fly zone" is four tokens
		words = strings.Fields(strings.ReplaceAll(strings.Join(words, " "), "-", " - "))
	}
	for k := range words[:len(words)-1] {
		at := i - (len(words) - 1 - k)
		if at < 0 || !strings.EqualFold(toks[at].Text, words[k]) && !strings.EqualFold(toks[at].Lemma, words[k]) {
			return false
		}
	}
	return true
}

func (c *eventMatcher) conditions(e *lexicon.Event, i int) bool {
	for _, cond := range e.With {
		if cond.Slot == lexicon.Object && c.particleObject(e, cond, i) {
			continue
		}
		if !slices.ContainsFunc(c.beside(i, cond.Slot), func(k int) bool { return c.holds(cond, k) }) {
			return false
		}
	}
	return true
}

// particleObject reports whether the object of a verb with a particle meets a
// condition where the tree took the particle for its preposition: "took in
// refugees".
func (c *eventMatcher) particleObject(e *lexicon.Event, cond lexicon.Condition, i int) bool {
	at := strings.LastIndexByte(e.Lemma, ' ')
	return at >= 0 && e.POS == "verb" && slices.ContainsFunc(c.doc.Prepositional(i, e.Lemma[at+1:]), func(k int) bool { return c.holds(cond, k) })
}

// beside gives the tokens in a slot of a condition.
func (c *eventMatcher) beside(i int, slot string) []int {
	switch slot {
	case lexicon.Object:
		return c.doc.Objects(i)
	case lexicon.Subject:
		return c.doc.Agents(i)
	case lexicon.Complement:
		for _, k := range c.doc.Children(i) {
			switch c.doc.Tokens[k].Rel {
			case syntax.Xcomp, syntax.Ccomp:
				if text := c.doc.Tokens[k].Text; unicode.IsUpper([]rune(text)[0]) {
					continue // "to Camp David" is no infinitive
				}
				return []int{int(k)}
			case syntax.Advcl, syntax.Acl:
				if c.doc.Marked(int(k), "to") {
					return []int{int(k)}
				}
			}
		}
		return c.toObject(i)
	}
	if found := c.slot(i, slot); len(found) > 0 {
		return found
	}
	toks := c.doc.Tokens // the tree may have hung the phrase elsewhere: the preposition right behind the word tells
	for k := i + 1; k < min(len(toks), i+3); k++ {
		if toks[k].Tag == syntax.ADP && strings.EqualFold(toks[k].Text, slot) && toks[k].Head > k {
			return []int{toks[k].Head}
		}
	}
	return nil
}

// toObject gives the infinitive that the tree has hung on the object of the
// word at token i: "told the group to leave".
func (c *eventMatcher) toObject(i int) []int {
	o := c.doc.Child(i, syntax.Obj)
	if o < 0 {
		return nil
	}
	for _, k := range c.doc.Children(o) {
		if c.doc.Tokens[k].Rel == syntax.Acl && c.doc.Marked(int(k), "to") {
			return []int{int(k)}
		}
	}
	return nil
}

// holds reports whether the noun at token k, or what it is a part or a number
// of ("a package of aid", "arms deal"), meets a condition.
func (c *eventMatcher) holds(cond lexicon.Condition, k int) bool {
	t := &c.doc.Tokens[k]
	for _, lemma := range []string{strings.ToLower(t.Lemma), t.Lower()} {
		if c.is(lemma, "calendar") { // "called on Saturday" is no call on somebody
			return false
		}
		if cond.Holds(lemma, c.lists.things[lemma]) {
			return true
		}
	}
	for _, d := range c.doc.Children(k) {
		t := &c.doc.Tokens[d]
		switch {
		case t.Rel == syntax.Compound, t.Rel == syntax.Nummod, t.Rel == syntax.Nmod && (slices.Contains(c.lists.things[strings.ToLower(c.doc.Tokens[k].Lemma)], "measure") || c.doc.Tokens[k].Tag == syntax.NUM):
			if lemma := strings.ToLower(t.Lemma); cond.Holds(lemma, c.lists.things[lemma]) {
				return true
			}
		}
	}
	return false
}
