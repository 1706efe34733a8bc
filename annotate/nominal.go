package annotate

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// likeliest returns which of the terms is of the actor named last, of those that
// sentence s may still mean; -1 for none.
func (r *nominalResolver) likeliest(found []term, s int) int {
	best := -1
	for k, t := range found {
		at, ok := r.named[t.actor]
		if ok && s-at <= reachNominal && r.groups <= at && (best < 0 || at > r.named[found[best].actor]) {
			best = k
		}
	}
	return best
}

// nominals finds the phrases that mean an actor once it has been named.
func (r *nominalResolver) nominals(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		det := r.definiteBefore(i, sent.First)
		if r.owner[i] >= 0 || det < 0 {
			continue
		}
		found, end := r.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool {
			return t.kind == nominalTerm && r.inForce(t)
		})
		best := r.likeliest(found, s)
		if best < 0 {
			continue
		}
		head := r.headOf(i, end)
		if toks[head].Rel == syntax.Compound || toks[head].Head >= i && toks[head].Head < end {
			continue
		}
		if c := r.doc.Child(head, syntax.Nmod); c >= 0 && r.doc.Preposition(c) == "of" && toks[c].Tag != syntax.PRON {
			continue // "the group of senators"
		}
		if c := r.doc.Child(head, syntax.Appos, syntax.Flat); c >= 0 && toks[c].Tag == syntax.PROPN && r.owner[c] >= 0 && r.doc.Mentions[r.owner[c]].Actor == "" {
			continue // "the militant group ISIS"
		}
		actor := r.opts.Actors[found[best].actor]
		r.add(det, end, head, Mention{Type: Nominal, Actor: actor.ID, Relation: Self, Name: actor.Name})
		i = end - 1
	}
}

// definiteBefore gives the definite determiner before token i, past adjectives
// that say what somebody is like and not which one is meant ("the brutal
// movement"), -1 for none.
func (r *nominalResolver) definiteBefore(i, first int) int {
	toks := r.doc.Tokens
	for k := i - 1; k >= first && k >= i-4; k-- {
		if definite(toks[k]) {
			return k
		}
		if w := toks[k].Lower(); !describingAdjectives.Has(w) && w != "-" {
			return -1
		}
	}
	return -1
}

// bodies finds a member that is named again by its noun alone: "the
// ministry", "the campaign", "the negotiator".
func (r *nominalResolver) bodies(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		b, ok := r.bodyOf(strings.ToLower(toks[i].Lemma))
		if !ok || r.owner[i] >= 0 || r.doc.Child(i, syntax.Nmod) >= 0 || r.isTime(i) {
			continue
		}
		first := i - 1
		if toks[i].Rel == syntax.Compound && r.roleClass(toks[toks[i].Head]) == "person" {
			if i > sent.First && toks[i-1].Tag == syntax.PROPN && r.owner[i-1] < 0 {
				continue // "Bell campaign spokesman"
			}
			first = i // "campaign spokesman"
		} else if toks[i].Rel == syntax.Compound || i == sent.First || !definite(toks[i-1]) {
			continue
		}
		if r.doc.Child(i, syntax.Appos, syntax.Flat, syntax.Amod, syntax.Compound) >= 0 || r.properHead(i) >= 0 {
			continue // somebody else of that kind
		}
		r.add(first, i+1, i, Mention{Type: Nominal, Actor: b.actor, Relation: Member, Name: b.name, Body: b.body})
	}
}

// bodyOf gives the member that a noun alone names: the one of
// that kind that was last named, or the administration of whoever is in office.
func (r *nominalResolver) bodyOf(lemma string) (person, bool) {
	if b, ok := r.body[lemma]; ok {
		return b, true
	}
	rival, ok := r.others[lemma]
	if lemma != "administration" {
		return person{}, false
	}
	for i := range r.opts.Actors {
		a := &r.opts.Actors[i]
		if at, named := r.named[i]; !named || a.Kind != Person || ok && rival > at {
			continue
		}
		for _, o := range a.Offices {
			if len(o.Of) > 0 && fold(o.Title) == governingOffice && r.inForce(term{actor: i, from: o.From, to: o.To}) {
				name := a.shortName() + " " + lemma
				return person{name: name, actor: a.ID, body: name}, true
			}
		}
	}
	return person{}, false
}

// governingOffice is the office whose holder has an administration.
const governingOffice = "president"

// isTime reports whether a campaign is the time of one rather than those who
// lead it: "during the campaign", "the campaign trail".
func (r *nominalResolver) isTime(i int) bool {
	toks := r.doc.Tokens
	if toks[i].Lemma != "campaign" {
		return false
	}
	if h := toks[i].Head; toks[i].Rel == syntax.Conj && h >= 0 && toks[h].Lemma == "election" {
		return true
	}
	return toks[i].Rel == syntax.Obl && timePrepositions.Has(r.doc.Preposition(i))
}

// isGroup reports whether a name is of an organization that "the group" may
// mean.
func (a *Annotator) isGroup(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if a.is(w, "group") {
			return true
		}
	}
	return false
}

func definite(t Token) bool { return definites.Has(t.Lower()) }

// offices finds an actor by an office that it holds on the article's day:
// "the president", "the U.S. leader".
func (r *nominalResolver) offices(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		if r.owner[i] >= 0 {
			continue
		}
		found, end := r.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool {
			return t.kind == officeTerm && r.inForce(t)
		})
		if len(found) == 0 {
			continue
		}
		t := found[0]
		first, ok := r.officePhrase(sent, i, end, t)
		if !ok || s-r.rival <= 1 && first == i-1 && r.rival > r.lastNamed(t.actor) {
			continue
		}
		actor := r.opts.Actors[t.actor]
		r.add(first, end, r.headOf(i, end), Mention{Type: Nominal, Actor: actor.ID, Relation: Self, Name: actor.Name})
		i = end - 1
	}
}

// lastNamed gives the sentence in which an actor was last named, a negative
// number where it was not.
func (r *nominalResolver) lastNamed(actor int) int {
	if s, ok := r.named[actor]; ok {
		return s
	}
	return -100
}

// opensOther reports whether the word behind an office makes it another's or
// another office: "President Ghani", "president-elect".
func opensOther(toks []Token, end int) bool {
	t, gap := &toks[end], toks[end].Start-toks[end-1].End
	return t.Tag == syntax.PROPN && startsUpper(t.Text) && gap <= 1 && t.Rel != syntax.Nsubj || isDash(t.Text) && gap == 0
}

// isOfOther reports whether the office at token i is of something that the term is
// not: "the president of Afghanistan".
func (r *nominalResolver) isOfOther(i int, t term) bool {
	c := r.doc.Child(i, syntax.Nmod)
	if c < 0 || r.doc.Preposition(c) != "of" {
		return false
	}
	word := r.doc.Tokens[c].Text
	return !slices.ContainsFunc(t.of, func(of string) bool {
		return strings.EqualFold(of, word) || strings.HasPrefix(of, word) || strings.HasSuffix(of, word)
	})
}

// officePhrase checks the words around an office at [i, end): it must be
// definite or carry its country, and no other name may follow or qualify it.
func (r *nominalResolver) officePhrase(sent *Sentence, i, end int, t term) (first int, ok bool) {
	toks := r.doc.Tokens
	if end < sent.Last && opensOther(toks, end) || r.isOfOther(end-1, t) {
		return 0, false
	}
	first = i
	country := false
	for first > sent.First {
		p := fold(toks[first-1].Text)
		if slices.ContainsFunc(t.of, func(of string) bool { return fold(lastField(of)) == p }) {
			country = true
			first--
			if p == "states" && first > sent.First && fold(toks[first-1].Text) == "united" {
				first--
			}
			continue
		}
		if officeAdjectives.Has(p) {
			if newly.Has(p) && r.doc.Article.Date.Time.Sub(t.from) > newFor {
				return 0, false // who comes after
			}
			first--
			continue
		}
		break
	}
	if first > sent.First {
		if definite(toks[first-1]) {
			return first - 1, true
		}
		if indefinites.Has(toks[first-1].Lower()) {
			return 0, false // "no American president"
		}
	}
	return first, country
}

// nouns records noun phrases that may hold an attitude or be the antecedent
// of a pronoun, and the dealings of two parties.
func (r *nominalResolver) nouns(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		if toks[i].Tag != syntax.NOUN && !(toks[i].Tag == syntax.PROPN && r.owner[i] < 0) {
			continue
		}
		if _, taken := r.heads[i]; taken || r.owner[i] >= 0 {
			continue
		}
		if l := strings.ToLower(toks[i].Lemma); r.roles[l] != "" && r.qualified(i) {
			delete(r.body, l) // "U.S. officials": "the officials" are no longer ours
			r.others[l] = s
		}
		dealing := r.dealings[toks[i].Lemma] != ""
		if !dealing && !holds(toks[i].Rel) {
			continue
		}
		first, last := r.phrase(i)
		if !dealing {
			last = r.withComplement(i, last)
		}
		m := Mention{Type: Nominal, Name: r.plain(first, last), Dealing: dealing, Thing: r.isThing(&toks[i])}
		if o, ok := r.apposed(i); ok && !dealing {
			m.Actor, m.Relation, m.Name, m.Body = o.Actor, o.Relation, o.Name, o.Body
		}
		m.Span = Span{toks[first].Start, toks[last-1].End}
		m.Head, m.Sentence = i, s
		r.heads[i] = len(r.doc.Mentions)
		r.in[s] = append(r.in[s], len(r.doc.Mentions))
		r.doc.Mentions = append(r.doc.Mentions, m)
	}
}

// isThing reports whether a word names no person, body or country.
func (a *Annotator) isThing(t *Token) bool {
	lemma := strings.ToLower(t.Lemma)
	return a.is(lemma, "thing") || timeNouns.Has(lemma) || t.Tag == syntax.PROPN && a.is(strings.TrimSuffix(lemma, "s"), "thing")
}

// apposed gives the mention of an actor or of a member that the noun at token
// i says more about: "Zalmay Khalilzad, the special envoy".
func (r *nominalResolver) apposed(i int) (Mention, bool) {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Appos || t.Head < 0 || t.Head >= i {
		return Mention{}, false
	}
	id, ok := r.heads[t.Head]
	if !ok {
		return Mention{}, false
	}
	m := r.doc.Mentions[id]
	if m.Actor == "" || m.Relation == Proxy || m.Type != Name || !r.isKindOf(i, &m) {
		return Mention{}, false
	}
	return m, true
}

// isKindOf reports whether the noun at token i can be said of whom m means: a
// person's role, or a word for a group.
func (r *nominalResolver) isKindOf(i int, m *Mention) bool {
	t := r.doc.Tokens[i]
	l := strings.ToLower(t.Lemma)
	if m.Relation == Member && m.Body == m.Name && m.Body != "" {
		return r.roles[l] == "body"
	}
	if self := m.Relation == Self; self && r.opts.Actors[r.actorIndex(m.Actor)].Kind == Person && t.Fine == syntax.FineNNS {
		return false // "Bell, along with other officials"
	} else if self && r.opts.Actors[r.actorIndex(m.Actor)].Kind != Person {
		return r.roles[l] == "self" || r.Annotator.names.next[l] != nil && slices.ContainsFunc(r.Annotator.names.next[l].terms, func(t term) bool { return t.kind == nominalTerm })
	}
	return r.roles[l] == "person" || r.is(l, "person") || r.is(l, "male_noun") || r.is(l, "title")
}

// qualified reports whether words before a noun say whose it is or which, other
// than a pronoun.
func (r *nominalResolver) qualified(i int) bool {
	c := r.doc.Child(i, syntax.Amod, syntax.Compound, syntax.NmodPoss)
	return c >= 0 && r.doc.Tokens[c].Tag != syntax.PRON
}

// withComplement moves the end of a phrase over a short complement with "of"
// that follows it: "relatives of the engineer".
func (r *nominalResolver) withComplement(h, last int) int {
	for _, c := range r.doc.Children(h) {
		if r.doc.Tokens[c].Rel == syntax.Nmod && r.doc.Preposition(int(c)) == "of" {
			if a, b := r.doc.Subtree(int(c)); a == last && b-a <= 5 {
				return b
			}
		}
	}
	return last
}

// holds reports whether a noun in this relation may be somebody who acts.
func holds(rel syntax.Rel) bool {
	switch rel {
	case syntax.Nsubj, syntax.NsubjPass, syntax.Obl, syntax.OblAgent, syntax.Obj, syntax.Iobj, syntax.NmodPoss, syntax.Conj, syntax.Nmod, syntax.Appos, syntax.Root:
		return true
	}
	return false
}
