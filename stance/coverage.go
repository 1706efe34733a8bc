package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// Link is the predicate that links two named actors of a sentence: the word
// of the tree that stands between them.
type Link struct {
	Sentence int
	A, B     int // indices into the document's mentions, in order of the text
	Token    int // of the predicate
	Lemma    string
	POS      string // verb, noun, adj
	// Known says by which list the predicate is known: event, attitude,
	// operator, cue (it reports speech or thought, and nothing else links the
	// two), neutral (it says nothing of how the two stand) or "" where no list
	// has it.
	Known string
}

// Links gives the links of a sentence, in order of their mentions.
//
// A named actor is a mention by name that is no day, month or holiday and no
// place that something only happens in. The predicate is the word where the
// ways from the two names meet in the tree. A copula is none: its predicate is
// the noun or adjective beside it. Of a light verb ("have", "make", "hold") it
// is the noun that the verb carries, and of a verb that only reports ("said
// that X attacked Y") the highest verb on the way to the second name, where
// there is one. Two names that one is part of, or that "and" joins, have no
// link of their own: what links them to others counts.
func (l *Lexical) Links(doc *annotate.Document, sentence int) []Link {
	r := newReading(l, doc)
	k := &coder{eventMatcher{reading: r, lists: l.events, agent: party{head: -1}, theme: party{head: -1}}}
	var named []int
	for _, id := range r.byPlace[sentence] {
		if k.isNamedActor(id) {
			named = append(named, id)
		}
	}
	var out []Link
	for i, a := range named {
		for _, b := range named[i+1:] {
			if strings.EqualFold(doc.Mentions[a].Name, doc.Mentions[b].Name) {
				continue
			}
			if p := k.linking(doc.Mentions[a].Head, doc.Mentions[b].Head); p >= 0 {
				link := Link{Sentence: sentence, A: a, B: b, Token: p, Lemma: strings.ToLower(doc.Tokens[p].Lemma)}
				link.POS, link.Known = k.knownAs(p)
				out = append(out, link)
			}
		}
	}
	return out
}

// isNamedActor reports whether a mention names somebody who can act.
func (c *coder) isNamedActor(id int) bool {
	m := &c.doc.Mentions[id]
	t := &c.doc.Tokens[m.Head]
	if m.Type != annotate.Name || m.Dealing || t.Tag != syntax.PROPN || len(t.Text) < 2 {
		return false
	}
	if c.is(t.Lower(), "calendar") {
		return false
	}
	if rel := t.Rel.Base(); rel == syntax.Obl || rel == syntax.Nmod {
		return !c.is(c.doc.Preposition(m.Head), "place_prepositions")
	}
	return true
}

// linking gives the predicate between two names, -1 for none.
func (c *coder) linking(a, b int) int {
	toks := c.doc.Tokens
	var way []int // from b up
	for h, n := b, 0; h >= 0 && n < 100; h, n = toks[h].Head, n+1 {
		way = append(way, h)
	}
	meet := -1
	for h, n := a, 0; h >= 0 && n < 100 && meet < 0; h, n = toks[h].Head, n+1 {
		meet = slices.Index(way, h)
	}
	if meet < 0 {
		return -1
	}
	top := way[meet]
	if top == a || top == b || toks[top].Tag == syntax.PROPN {
		return -1 // one is a part of the other
	}
	way = way[:meet+1]
	if toks[top].Tag == syntax.VERB && c.lists.reports[strings.ToLower(toks[top].Lemma)] {
		for k := len(way) - 2; k > 0; k-- { // the highest clause below it
			if t := toks[way[k]].Tag; t == syntax.VERB {
				return c.carriedBy(way[k])
			}
		}
		return top
	}
	switch toks[top].Tag {
	case syntax.VERB, syntax.AUX:
		return c.carriedBy(top)
	case syntax.NOUN, syntax.ADJ:
		if c.takes(top, way[meet-1]) || c.doc.Child(top, syntax.Cop) >= 0 {
			return top
		}
	}
	return -1
}

// takes reports whether a noun has arguments as a verb has: an owner or doer
// ("Norland's letter to Sudria", "talks between Norland and Sudria"). Where
// it has none, the names beside it only describe it.
func (c *coder) takes(noun, below int) bool {
	for _, d := range c.doc.Children(noun) {
		t := &c.doc.Tokens[d]
		switch t.Rel.Base() {
		case syntax.Nmod:
			if p := c.doc.Preposition(int(d)); t.Rel == syntax.NmodPoss && c.doc.Tokens[d].Tag == syntax.PROPN && int(d) != below || c.is(p, "party_prepositions") {
				return true
			}
		}
	}
	return false
}

// carriedBy gives the noun that a light verb carries, else the verb.
func (c *coder) carriedBy(v int) int {
	if c.isLightVerb(v) || c.doc.Tokens[v].Tag == syntax.AUX {
		if o := c.doc.FirstObject(v); o >= 0 && c.doc.Tokens[o].Tag == syntax.NOUN {
			return o
		}
	}
	return v
}

// knownAs says by which list a predicate is known.
func (c *coder) knownAs(p int) (pos, list string) {
	t := &c.doc.Tokens[p]
	lemma := strings.ToLower(t.Lemma)
	switch t.Tag {
	case syntax.VERB, syntax.AUX:
		pos = "verb"
	case syntax.ADJ:
		pos = "adj"
	default:
		pos = "noun"
	}
	switch {
	case c.match(p) != nil:
		return pos, "event"
	case len(c.entries(p)) > 0:
		return pos, "attitude"
	case pos == "verb" && c.lists.reports[lemma]:
		return pos, "cue"
	case c.lists.operators[wordKey{lemma, pos}] != "":
		return pos, "operator"
	}
	if c.lists.neutral[wordKey{lemma, pos}] {
		return pos, "neutral"
	}
	return pos, ""
}
