package annotate

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// nominals finds the phrases that mean an actor once it has been named.
func (r *resolver) nominals(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	day := r.doc.Article.Date.Time
	for i := sent.First; i < sent.Last; i++ {
		if r.owner[i] >= 0 || i == sent.First || !definite(toks[i-1]) {
			continue
		}
		found, end := r.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool {
			return t.kind == nominalTerm && during(day, t.from, t.to)
		})
		best := -1
		for k, t := range found {
			at, ok := r.named[t.actor]
			if ok && s-at <= 6 && r.groups <= at && (best < 0 || at > r.named[found[best].actor]) {
				best = k
			}
		}
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
		r.add(i-1, end, head, Mention{Type: Nominal, Actor: actor.ID, Relation: Self, Name: actor.Name})
		i = end - 1
	}
}

// bodies finds a member that is named again by its noun alone: "the
// ministry", "the campaign", "the negotiator".
func (r *resolver) bodies(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		b, ok := r.body[strings.ToLower(toks[i].Lemma)]
		if !ok || r.owner[i] >= 0 || r.doc.Child(i, syntax.Nmod) >= 0 {
			continue
		}
		first := i - 1
		if toks[i].Rel == syntax.Compound && r.roleClass(toks[toks[i].Head]) == "person" {
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

func definite(t Token) bool {
	switch strings.ToLower(t.Text) {
	case "the", "this", "that", "these", "those":
		return true
	}
	return false
}

// offices finds an actor by an office that it holds on the article's day:
// "the president", "the U.S. leader".
func (r *resolver) offices(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		if r.owner[i] >= 0 {
			continue
		}
		found, end := r.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool {
			return t.kind == officeTerm && r.inOffice(t)
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
func (r *resolver) lastNamed(actor int) int {
	if s, ok := r.named[actor]; ok {
		return s
	}
	return -100
}

// inOffice reports whether the office is the actor's on the article's day.
// Where the day is not known, the article must give the actor the title.
func (r *resolver) inOffice(t term) bool {
	day := r.doc.Article.Date.Time
	if !day.IsZero() {
		return during(day, t.from, t.to)
	}
	if t.from.IsZero() && t.to.IsZero() {
		return true
	}
	for _, m := range r.doc.Mentions {
		if m.Actor == r.opts.Actors[t.actor].ID && m.Relation == Self && m.Type == Name {
			words := strings.ToLower(r.doc.Text[m.Start:m.End])
			if strings.HasPrefix(words, "president ") && !strings.Contains(words, "elect") {
				return true
			}
		}
	}
	return false
}

// officePhrase checks the words around an office at [i, end): it must be
// definite or carry its country, and no other name may follow or qualify it.
func (r *resolver) officePhrase(sent *Sentence, i, end int, t term) (first int, ok bool) {
	toks := r.doc.Tokens
	if end < sent.Last && toks[end].Tag == syntax.PROPN && startsUpper(toks[end].Text) && toks[end].Start-toks[end-1].End <= 1 && toks[end].Rel != syntax.Nsubj {
		return 0, false // "President Ghani"
	}
	if end < sent.Last && isDash(toks[end].Text) && toks[end].Start == toks[end-1].End {
		return 0, false // "president-elect" where that is no office of the actor
	}
	if c := r.doc.Child(end-1, syntax.Nmod); c >= 0 && r.doc.Preposition(c) == "of" && !slices.ContainsFunc(t.of, func(of string) bool {
		return strings.EqualFold(of, toks[c].Text) || strings.HasPrefix(of, toks[c].Text) || strings.HasSuffix(of, toks[c].Text)
	}) {
		return 0, false // "the president of Afghanistan"
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
		if officeAdjectives[p] {
			first--
			continue
		}
		break
	}
	if first > sent.First {
		if definite(toks[first-1]) {
			return first - 1, true
		}
		switch strings.ToLower(toks[first-1].Text) {
		case "no", "any", "every", "each", "a", "an", "another":
			return 0, false // "no American president"
		}
	}
	return first, country
}

// nouns records noun phrases that may hold an attitude or be the antecedent
// of a pronoun, and the dealings of two parties.
func (r *resolver) nouns(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		if toks[i].Tag != syntax.NOUN && !(toks[i].Tag == syntax.PROPN && r.owner[i] < 0) {
			continue
		}
		if _, taken := r.heads[i]; taken || r.owner[i] >= 0 {
			continue
		}
		dealing := r.dealings[toks[i].Lemma] != ""
		if !dealing && !holds(toks[i].Rel) {
			continue
		}
		first, last := r.phrase(i)
		if !dealing {
			last = r.withComplement(i, last)
		}
		m := Mention{Type: Nominal, Name: r.plain(first, last), Dealing: dealing}
		m.Span = Span{toks[first].Start, toks[last-1].End}
		m.Head, m.Sentence = i, s
		r.heads[i] = len(r.doc.Mentions)
		r.doc.Mentions = append(r.doc.Mentions, m)
	}
}

// withComplement moves the end of a phrase over a short complement with "of"
// that follows it: "relatives of the engineer".
func (r *resolver) withComplement(h, last int) int {
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
