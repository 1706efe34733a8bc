package annotate

import (
	"slices"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// pronouns resolves the third person: each pronoun takes the most salient
// mention before it that fits in number and gender. Salience is a sum: near
// beats far, a subject beats an object, and in reported words the speaker's
// own pronoun beats everybody ("Trump said he").
func (r *resolver) pronouns(s int) {
	sent := &r.doc.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		if r.quoteAt(i) < 0 {
			r.pronoun(i, s)
		}
	}
	r.speaker = r.quotedSpeaker(s)
	for i := sent.First; i < sent.Last; i++ { // in what somebody says, once it is known who
		if r.quoteAt(i) >= 0 {
			r.pronoun(i, s)
		}
	}
}

// pronoun resolves the pronoun at token i of sentence s, if there is one.
func (r *resolver) pronoun(i, s int) {
	form, ok := thirdPerson()[r.doc.Tokens[i].Lower()]
	if !ok || r.owner[i] >= 0 || r.expletive(i) {
		return
	}
	if best := r.antecedent(i, s, form); best >= 0 {
		m := r.doc.Mentions[best]
		r.add(i, i+1, i, Mention{Type: Pronoun, Actor: m.Actor, Relation: m.Relation, Name: m.Name, Body: m.Body, Thing: m.Thing})
	}
}

// antecedent gives the mention that the pronoun at token i of sentence s stands for, -1 for
// none. An actor must be weighed well above everybody else.
func (r *resolver) antecedent(i, s int, form pronounForm) int {
	if id, ok := r.emphasized(i, form); ok {
		return id
	}
	return r.weightiest(r.candidates(i, s, form), form)
}

// candidate is a mention that a pronoun may stand for, with what speaks for it.
type candidate struct {
	id    int
	clues clueVector
}

// candidates gives the mentions that the pronoun at token i of sentence s may stand for.
func (r *resolver) candidates(i, s int, form pronounForm) []candidate {
	var all []candidate
	for k := max(0, s-reachPerson); k <= s; k++ {
		for _, id := range r.in[k] {
			c := candidate{id: id}
			if r.salience(&c, i, form, s) {
				all = append(all, c)
			}
		}
	}
	return all
}

// weightiest gives the candidate of most weight, the later of two, -1 for none; of an actor it asks
// what the bounds of the table say.
func (r *resolver) weightiest(all []candidate, form pronounForm) int {
	w := pronounWeights().of(form)
	best, most := -1, 0.0
	for k := range all {
		if v := w.sum(&all[k].clues); best < 0 || v >= most {
			best, most = k, v
		}
	}
	if best < 0 || most <= 0 {
		return -1
	}
	m := &r.doc.Mentions[all[best].id]
	if m.Actor == "" {
		return all[best].id
	}
	if most < w.clues[clueLeast] {
		return -1
	}
	for k := range all {
		n := &r.doc.Mentions[all[k].id]
		if (n.Actor != m.Actor || n.Name != m.Name) && most-w.sum(&all[k].clues) < w.clues[clueMargin] && !r.maybeNamed(n) {
			return -1
		}
	}
	return all[best].id
}

// emphasized gives the mention that a reflexive stands right after: "the
// Americans themselves".
func (r *resolver) emphasized(i int, form pronounForm) (int, bool) {
	if !form.reflexive || i == 0 || r.doc.Tokens[i-1].Sentence != r.doc.Tokens[i].Sentence {
		return 0, false
	}
	id, ok := r.heads[i-1]
	return id, ok && (r.agrees(&r.doc.Mentions[id], form) || r.doc.Mentions[id].Relation == Proxy)
}

// expletive reports whether the "it" at token i stands for nothing: "it is
// unclear whether".
func (r *resolver) expletive(i int) bool {
	toks := r.doc.Tokens
	if toks[i].Rel == syntax.Expl {
		return true
	}
	if !strings.EqualFold(toks[i].Text, "it") || toks[i].Head < 0 {
		return false
	}
	h := toks[i].Head
	if r.seemsSo(i) || isSubject(toks[i].Rel) && r.happens(h) {
		return true
	}
	return r.doc.Child(h, syntax.Cop) >= 0 &&
		(r.doc.Child(h, syntax.Csubj, syntax.Ccomp) >= 0 ||
			toks[h].Tag == syntax.ADJ && r.doc.Child(h, syntax.Advcl, syntax.Xcomp) >= 0 ||
			toks[h].Tag == syntax.NOUN && (toks[h].Lemma == "time" || toks[h].Lemma == "unlikely"))
}

// seemsSo reports whether what stands right behind the "it" at token i makes it stand for
// nothing: "it appears that", "how hard it will be to".
func (r *resolver) seemsSo(i int) bool {
	toks := r.doc.Tokens
	k, last := i+1, r.doc.Sentences[toks[i].Sentence].Last
	be := false
	for ; k < last && (toks[k].Tag == syntax.AUX || toks[k].Tag == syntax.ADV || toks[k].Tag == syntax.PART && toks[k].Text != "to"); k++ {
		be = toks[k].Lemma == "be"
	}
	if k+1 >= last {
		return false
	}
	if toks[k].Lemma == "come" && toks[k+1].Text == "to" {
		return true
	}
	return be && toks[k].Text == "to" || impersonalVerbs.Has(toks[k].Lemma) && toks[k+1].Text != "to"
}

// happens reports whether verb h, or the one that it goes on to, tells of no doer: "it is going to happen".
func (r *resolver) happens(h int) bool {
	x := r.doc.Child(h, syntax.Xcomp)
	return eventVerbs.Has(r.doc.Tokens[h].Lemma) || x >= 0 && eventVerbs.Has(r.doc.Tokens[x].Lemma)
}

// pronounForm is what a pronoun demands of what it stands for.
type pronounForm struct {
	person     bool // he, she
	female     bool
	plural     bool // they
	possessive bool
	reflexive  bool
}

// thirdPerson is the form of every pronoun of the third person.
var thirdPerson = sync.OnceValue(func() map[string]pronounForm {
	forms := map[string]pronounForm{}
	for _, entry := range pronouns.List() {
		word, marks, _ := strings.Cut(entry, "=")
		has := func(mark string) bool { return slices.Contains(strings.Fields(marks), mark) }
		forms[word] = pronounForm{
			person: has("person"), female: has("female"), plural: has("plural"), possessive: has("possessive"), reflexive: has("reflexive"),
		}
	}
	return forms
})

// isImpersonal reports whether the pronoun at token i depends on no plain verb: "It
// would be outrageous" is seldom said of a body.
func (r *resolver) isImpersonal(i int) bool {
	h := r.doc.Tokens[i].Head
	return h >= 0 && (r.doc.Tokens[h].Tag != syntax.VERB || r.doc.Child(h, syntax.Cop) >= 0)
}

// reaches reports whether a pronoun may mean what was named so many sentences ago.
func (form pronounForm) reaches(distance int) bool {
	return distance >= 0 && (distance <= reachThing || form.person && distance <= reachPerson)
}

// mayMean reports whether the pronoun at token i can stand for a mention before it, so many
// sentences ago.
func (r *resolver) mayMean(m *Mention, i int, form pronounForm, distance int) bool {
	switch {
	case !r.agrees(m, form) || r.namedAfter(m, i) || form.reflexive && distance > 0 || m.Type == Name && m.Thing:
		return false
	case m.Type == Nominal && m.Actor == "" && r.isNone(m.Head):
		return false
	case m.Actor == "" || form.person:
		return true
	case form == (pronounForm{}) && distance > 0 && r.isDoneTo(i): // what is done to "it" is seldom done to a body
		return false
	case form.plural && m.Relation == Self && r.isOne(m, i):
		return false
	}
	return !r.isWhere(m)
}

// isNone reports whether a noun says that there is nobody: "no consultant".
func (r *resolver) isNone(i int) bool {
	d := r.doc.Child(i, syntax.Det)
	return d >= 0 && negators.Has(r.doc.Tokens[d].Lower())
}

// maybeNamed reports whether a mention may be of somebody named before: "the senator".
func (r *resolver) maybeNamed(m *Mention) bool {
	return m.Type == Nominal && m.Actor == "" && r.hasArticle(m) && r.personLike(m) == onePerson && !r.isRuler(m)
}

// isRuler reports whether a mention is of whoever has an office that one has at a time and no actor
// of a study of two people: "the president" in one of two senators.
func (r *resolver) isRuler(m *Mention) bool {
	l := strings.ToLower(r.doc.Tokens[m.Head].Lemma)
	return soleOffices.Has(l) && !slices.ContainsFunc(r.opts.Actors, func(a Actor) bool {
		return a.Kind != Person || slices.ContainsFunc(a.Offices, func(o Office) bool { return lastWord(o.Title) == l })
	})
}

// isDoneTo reports whether the "it" at token i is what something is done to, or said to be.
func (r *resolver) isDoneTo(i int) bool {
	return r.isImpersonal(i) || r.doc.Tokens[i].Rel == syntax.Obj
}

// salience notes what speaks for and against a candidate as the antecedent of the pronoun at token i
// of sentence s; false where it cannot be.
func (r *resolver) salience(c *candidate, i int, form pronounForm, s int) bool {
	m := &r.doc.Mentions[c.id]
	distance := s - m.Sentence
	if r.isDoer(m, i, form) || !form.reaches(distance) || (m.Dealing || m.Relation == Proxy) && (form.person || form.plural) {
		return false
	}
	if m.Head >= i {
		c.clues[clueBefore] = 1
		return r.comesFirst(m, i, form) && r.agrees(m, form) && !r.isWithin(i, m)
	}
	if !r.mayMean(m, i, form, distance) {
		return false
	}
	c.clues[clueHere], c.clues[clueSentences] = 1, float64(distance)
	// paragraphs carry less over than sentences do
	c.clues[clueParagraphs] = float64(min(2, r.doc.Sentences[s].Paragraph-r.doc.Sentences[m.Sentence].Paragraph))
	r.standing(c, form.plural && distance == 0)
	c.clues[clueMaybePerson] = truth(form.person && m.Actor == "" && r.personLike(m) == maybe)
	if !form.person && m.Type == Name && r.doc.Tokens[m.Head].Rel.In(syntax.Compound, syntax.Amod) {
		c.clues[clueModifier] = 1
	}
	if form == (pronounForm{}) && m.Actor != "" && r.isDoneTo(i) {
		c.clues[clueImpersonal] = 1
	}
	if distance == 0 && r.relates(m, i) {
		c.clues[clueRelative] = 1
	}
	if q, p := r.quoteWith(m), r.quoteAt(i); q >= 0 && q != p && !r.sameSpeech(q, p) {
		if p < 0 && distance == 0 && form.person && r.says(i) {
			return false // "Bell lost," he said
		}
		c.clues[clueOutOfQuote] = 1 // and into another's words
	}
	if r.quoteAt(i) >= 0 {
		return r.acrossQuote(c, i, form)
	}
	return r.withinClause(c, i, form, distance)
}

// standing notes what a candidate is and where it stands in its clause. Things that are
// no subject are worth little, except where they
// are many and stand in the pronoun's own sentence ("when we send troops, we
// equip them").
func (r *resolver) standing(c *candidate, manyHere bool) {
	m := &r.doc.Mentions[c.id]
	rel := r.role(m.Head)
	c.clues[clueSubject] = truth(isSubject(rel))
	c.clues[cluePossessor] = truth(rel == syntax.NmodPoss)
	c.clues[clueSelf] = truth(m.Actor != "" && m.Relation == Self)
	c.clues[cluePronoun] = truth(m.Type == Pronoun)
	c.clues[clueOblique] = truth(rel == syntax.Obl || rel == syntax.Nmod)
	if m.Type == Nominal && (r.personLike(m) == onePerson || r.roleClass(r.doc.Tokens[m.Head]) == "body") {
		c.clues[clueMaybeNamed] = truth(r.maybeNamed(m))
		return
	}
	if c.clues[clueOblique] > 0 || m.Type == Nominal && m.Actor == "" && !m.Dealing {
		c.clues[clueOblique] = 1
		c.clues[clueThing] = truth(m.Type == Nominal && !isSubject(rel) && !manyHere)
	}
}

// role gives how a noun stands in its clause: a name as what it is said to be
// stands ("retired surgeon Ann Bell"), and a name before a colon as a subject.
func (r *resolver) role(i int) syntax.Rel {
	toks := r.doc.Tokens
	if t := &toks[i]; t.Tag == syntax.PROPN && t.Head >= 0 && t.Head < i && i-t.Head <= 2 && t.Rel.In(syntax.Appos, syntax.Flat) && toks[t.Head].Tag == syntax.NOUN && toks[i-1].Tag != syntax.PUNCT {
		return toks[t.Head].Rel
	}
	return toks[i].Rel
}

// relates reports whether the pronoun at token i stands in a relative clause
// whose subject is whom m means: "Bell, who came with his wife".
func (r *resolver) relates(m *Mention, i int) bool {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 50; steps++ {
		if toks[k].Rel == syntax.AclRelcl && toks[k].Head == m.Head {
			s := r.doc.Subject(k)
			return s > m.Head && s < i && relativePronouns.Has(strings.ToLower(toks[s].Text))
		}
		k = toks[k].Head
	}
	return false
}

// isWhere reports whether a mention of a country or a body says where something
// is or happens, which no later "it" or "they" goes back to: "in Pakistan".
func (r *resolver) isWhere(m *Mention) bool {
	i := m.Head
	if t := &r.doc.Tokens[i]; t.Rel == syntax.Conj && t.Head >= 0 {
		i = t.Head
	}
	return m.Type == Name && r.doc.Tokens[i].Rel.In(syntax.Obl, syntax.Nmod) && r.doc.Preposition(i) == "in"
}

// namedAfter reports whether the one whom m means is named again in what depends on the verb of which
// the pronoun at token i is the subject: "he had voted for Trump" is not said of Trump.
func (r *resolver) namedAfter(m *Mention, i int) bool {
	toks := r.doc.Tokens
	verb := toks[i].Head
	if !isSubject(toks[i].Rel) || m.Name == "" || verb < 0 {
		return false
	}
	_, last := r.doc.Subtree(verb)
	for k := i + 1; k < last; k++ {
		id, ok := r.heads[k]
		if !ok {
			continue
		}
		if n := &r.doc.Mentions[id]; n.Type == Name && n.Name == m.Name && n.Actor == m.Actor && !isQuoteMark(toks[k-1].Text) && !r.joinedUnder(k, verb) {
			return true
		}
	}
	return false
}

// joinedUnder reports whether token k stands in another main clause than the verb above it: one that
// "and" or nothing joins to it.
func (r *resolver) joinedUnder(k, verb int) bool {
	toks := r.doc.Tokens
	for steps := 0; k >= 0 && k != verb && steps < 200; steps++ {
		if toks[k].Rel == syntax.Parataxis || toks[k].Rel == syntax.Conj && toks[k].Tag == syntax.VERB {
			return true
		}
		k = toks[k].Head
	}
	return false
}

// comesFirst reports whether the pronoun at token i stands in a phrase or
// clause before the main clause whose subject m is: "In his talks with the
// group, the envoy said".
func (r *resolver) comesFirst(m *Mention, i int, form pronounForm) bool {
	toks := r.doc.Tokens
	if !form.person && !(form.possessive && m.Actor != "") || m.Type != Name && (m.Type != Nominal || m.Actor == "") || m.Sentence != toks[i].Sentence || !isSubject(toks[m.Head].Rel) {
		return false
	}
	v := toks[m.Head].Head
	for k, steps := i, 0; toks[k].Head >= 0 && steps < 50; steps++ {
		up := toks[k].Head
		if up == v {
			first, _ := r.doc.Subtree(k)
			return k < m.Head && (toks[k].Rel == syntax.Obl || toks[k].Rel == syntax.Advcl) && first <= r.doc.Sentences[m.Sentence].First+2
		}
		k = up
	}
	return false
}

// isWithin reports whether the pronoun at token i belongs to what m is said to be: "his rival, Bell".
func (r *resolver) isWithin(i int, m *Mention) bool {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 50; steps++ {
		if k == m.Head || toks[m.Head].Rel == syntax.Appos && toks[m.Head].Head == k {
			return true
		}
		k = toks[k].Head
	}
	return false
}

// sameSpeech reports whether two quotations are parts of one speech, broken
// only by a few words of who speaks.
func (r *resolver) sameSpeech(a, b int) bool {
	if a < 0 || b < 0 {
		return false
	}
	x, y := &r.doc.Quotes[min(a, b)], &r.doc.Quotes[max(a, b)]
	if x.End > y.Start || max(a, b)-min(a, b) > 1 {
		return false
	}
	between := r.doc.Text[x.End:y.Start]
	return len(between) <= 200 && !strings.Contains(strings.TrimSpace(between), "\n")
}

// quoteAt gives the quote that token i stands in, -1 for none. Single marks
// and quotes of one or two words leave a pronoun with the narrator.
func (r *resolver) quoteAt(i int) int { return r.longQuote(r.doc.Tokens[i].Span) }

// quoteWith gives the quote that a mention stands in, -1 for none.
func (r *resolver) quoteWith(m *Mention) int { return r.longQuote(m.Span) }

func (r *resolver) longQuote(s Span) int {
	for q := r.doc.quoteFrom(s.Start); q < len(r.doc.Quotes) && r.doc.Quotes[q].Start <= s.Start; q++ {
		quote := &r.doc.Quotes[q]
		if !quote.Single && quote.Inner.Contains(s) && quote.Inner.Len() > 20 {
			return q
		}
	}
	return -1
}

// acrossQuote notes what speaks for a candidate of a pronoun in direct speech: who
// speaks of himself says "I", so the one who reports is nobody's "he".
func (r *resolver) acrossQuote(c *candidate, i int, form pronounForm) bool {
	m := &r.doc.Mentions[c.id]
	by := r.speaker
	if by < 0 {
		by = r.introducer(r.quoteAt(i))
	}
	if by >= 0 && form.person {
		speaker := &r.doc.Mentions[by]
		return speaker.Actor != m.Actor || speaker.Name != m.Name
	}
	toks := r.doc.Tokens
	h := toks[m.Head].Head
	if h >= 0 && isSubject(toks[m.Head].Rel) && !r.doc.Quotes[r.quoteAt(i)].Contains(m.Span) && m.Sentence >= toks[i].Sentence-1 {
		if r.cues[cueKey{toks[h].Lemma, "verb"}].Takes("that") {
			c.clues[clueReporter] = 1
			return m.Sentence < toks[i].Sentence
		}
	}
	return true
}

// quotedSpeaker gives the person who is told in sentence s, beside its quotations, to say them,
// -1 for none.
func (r *resolver) quotedSpeaker(s int) int {
	toks := r.doc.Tokens
	for _, id := range r.in[s] {
		m := &r.doc.Mentions[id]
		h := toks[m.Head].Head
		if h < 0 || !isSubject(toks[m.Head].Rel) || r.quoteWith(m) >= 0 || r.quoteAt(h) >= 0 || r.personLike(m) == noPerson {
			continue
		}
		if r.cues[cueKey{toks[h].Lemma, "verb"}].Takes("quote") {
			return id
		}
	}
	return -1
}

// introducer gives the person who is told before a colon to say quotation q, -1 for none: "Bell answered
// with a tweet: “…".
func (r *resolver) introducer(q int) int {
	start := r.doc.Quotes[q].Start
	s, _ := r.doc.SentencesIn(Span{start, start + 1})
	if s >= len(r.doc.Sentences) || !strings.HasSuffix(strings.TrimSpace(r.doc.Text[min(start, r.doc.Sentences[s].Start):start]), ":") {
		return -1
	}
	for _, id := range r.in[s] {
		if m := &r.doc.Mentions[id]; m.End <= start && isSubject(r.role(m.Head)) && r.personLike(m) != noPerson && r.doc.Tokens[max(0, r.doc.Tokens[m.Head].Head)].Rel == syntax.Root {
			return id
		}
	}
	return -1
}

// says reports whether the pronoun at token i is the subject of a verb that brings in a quotation.
func (r *resolver) says(i int) bool {
	toks := r.doc.Tokens
	h := toks[i].Head
	return h >= 0 && isSubject(toks[i].Rel) && r.cues[cueKey{toks[h].Lemma, "verb"}].Takes("quote")
}

// joinedTo reports whether the noun of the possessive at token i is joined to a
// mention: "Trump and his aides".
func (r *resolver) joinedTo(m *Mention, i int) bool {
	toks := r.doc.Tokens
	h := toks[i].Head
	return h >= 0 && toks[h].Rel == syntax.Conj && toks[h].Head == m.Head || m.Head == i-2 && toks[i-1].Lemma == "and"
}

// withinClause notes what speaks for a candidate in the narrator's own words.
func (r *resolver) withinClause(c *candidate, i int, form pronounForm, distance int) bool {
	toks := r.doc.Tokens
	if distance > 0 {
		return true
	}
	m := &r.doc.Mentions[c.id]
	clause := r.clause(i)
	same := r.clause(m.Head) == clause
	switch {
	case form.reflexive && same && isSubject(toks[m.Head].Rel):
		c.clues[clueReflexive] = 1
	case !form.possessive && !form.reflexive && (same && toks[m.Head].Head == toks[i].Head || r.doesIt(m, i)):
		return false // "Trump praised him"
	case form.possessive && (same && isSubject(r.role(m.Head)) || r.doer(clause) == m.Head):
		c.clues[clueOwnClause] = 1
	}
	c.clues[clueParallel] = truth(toks[clause].Rel == syntax.Conj && isSubject(toks[i].Rel) && toks[i].Head == clause && r.doer(toks[clause].Head) == m.Head)
	c.clues[clueJoined] = truth(form.possessive && r.joinedTo(m, i))
	if h := toks[clause].Head; h >= 0 && toks[clause].Rel == syntax.Ccomp {
		r.reportedBy(c, h)
	}
	return true
}

// doer gives the token of who does verb v: its subject, or for a verb without one the object or
// subject of the verb that it belongs to ("helped the mayor keep", "the mayor tries to keep"), -1
// for none.
func (r *resolver) doer(v int) int {
	toks := r.doc.Tokens
	for steps := 0; v >= 0 && steps < 6; steps++ {
		if s := r.doc.Subject(v); s >= 0 {
			return s
		}
		h := toks[v].Head
		if h < 0 || !toks[v].Rel.In(syntax.Xcomp, syntax.Advcl, syntax.Obl, syntax.Nmod) {
			return -1
		}
		if o := r.doc.Child(h, syntax.Obj, syntax.Iobj); o >= 0 && o < v && toks[v].Rel == syntax.Xcomp {
			return o
		}
		v = h
	}
	return -1
}

// isDoer reports whether m means whoever does what is done to the object at token i, wherever else it
// stands: "the agency said that it analyzes them".
func (r *resolver) isDoer(m *Mention, i int, form pronounForm) bool {
	t := &r.doc.Tokens[i]
	if form.possessive || form.reflexive || !t.Rel.In(syntax.Obj, syntax.Iobj) {
		return false
	}
	d := r.doer(t.Head)
	if d < 0 {
		return false
	}
	id, ok := r.heads[d]
	return ok && r.doc.Mentions[id].Name == m.Name && r.doc.Mentions[id].Actor == m.Actor && m.Name != ""
}

// doesIt reports whether m does what is done to the object at token i, alone or among others.
func (r *resolver) doesIt(m *Mention, i int) bool {
	toks := r.doc.Tokens
	if isSubject(toks[i].Rel) {
		return false
	}
	k := m.Head
	for steps := 0; steps < 6 && toks[k].Head >= 0 && toks[k].Rel.In(syntax.Conj, syntax.Appos, syntax.Flat, syntax.Compound); steps++ {
		k = toks[k].Head
	}
	return k != i && r.doer(toks[i].Head) == k
}

// reportedBy notes of a candidate of a pronoun in the clause that verb h reports whether
// its subject is the speaker ("the Taliban said it hopes"), or speaks for a body
// ("the campaign's director said it rejects").
func (r *resolver) reportedBy(c *candidate, h int) {
	toks := r.doc.Tokens
	m := &r.doc.Mentions[c.id]
	switch t := &toks[m.Head]; {
	case isSubject(t.Rel) && t.Head == h:
		c.clues[clueSpeaker] = truth(r.cues[cueKey{toks[h].Lemma, "verb"}].Takes("that"))
	case t.Rel == syntax.NmodPoss && m.Actor != "" && m.Relation == Member:
		sub := t.Head
		c.clues[clueSpokesman] = truth(sub >= 0 && isSubject(toks[sub].Rel) && toks[sub].Head == h)
	}
}

// clause gives the nearest verb or root above a token, itself included.
func (r *resolver) clause(i int) int {
	toks := r.doc.Tokens
	for steps := 0; toks[i].Head >= 0 && steps < 200; steps++ {
		switch toks[i].Rel {
		case syntax.Ccomp, syntax.Advcl, syntax.AclRelcl, syntax.Acl, syntax.Xcomp, syntax.Parataxis, syntax.Csubj:
			return i
		case syntax.Conj:
			if toks[i].Tag == syntax.VERB {
				return i
			}
		}
		i = toks[i].Head
	}
	return i
}

func isSubject(rel syntax.Rel) bool {
	return rel == syntax.Nsubj || rel == syntax.NsubjPass
}

// actorAgrees reports whether a pronoun fits the actor whom a mention names.
func (r *resolver) actorAgrees(m *Mention, form pronounForm) bool {
	a := &r.opts.Actors[r.actorIndex(m.Actor)]
	switch {
	case form.person:
		return a.Kind == Person && (a.Gender == "" || form.female == (a.Gender == "female"))
	case form.plural:
		return a.Plural
	}
	return a.Kind != Person && !(form == pronounForm{} && r.isMany(m))
}

// agrees reports whether a mention fits a pronoun in number and gender.
func (r *resolver) agrees(m *Mention, form pronounForm) bool {
	t := r.doc.Tokens[m.Head]
	if m.Actor != "" && m.Relation == Self {
		return r.actorAgrees(m, form)
	}
	plural := t.Fine == syntax.FineNNS || t.Fine == syntax.FineNNPS && !(m.Type == Name && (r.is(t.Text, "body") || r.bears(m.Head))) // "the United States", "Coons"
	like := r.personLike(m)
	if isMemberPerson(m) {
		like = onePerson
	}
	personal := like == onePerson
	switch {
	case form.person:
		return !plural && like != noPerson && r.genderAgrees(m, form)
	case form.plural:
		return plural || m.Type == Pronoun && r.pronounIs(m, true) || !personal && m.Relation == Member && m.Body == m.Name
	}
	return !plural && !personal && (m.Type != Pronoun || r.pronounIs(m, false))
}

// isMemberPerson reports whether a mention is of somebody who belongs to an actor.
func isMemberPerson(m *Mention) bool {
	return m.Relation == Member && m.Body != m.Name && m.Type != Pronoun
}

// genderAgrees reports whether a person may be the "he" or "she" of a pronoun.
func (r *resolver) genderAgrees(m *Mention, form pronounForm) bool {
	if m.female || m.male {
		return form.female == m.female
	}
	female, male := r.gender(m)
	return female == male || form.female == female
}

// gender gives what the words of a mention say of a person: noun, first name or
// title, else what the article says elsewhere of the bearers of a last name.
func (r *resolver) gender(m *Mention) (female, male bool) {
	t := &r.doc.Tokens[m.Head]
	if f, ok := thirdPerson()[t.Lower()]; ok && m.Type == Pronoun && f.person {
		return f.female, !f.female
	}
	female = r.is(t.Text, "female_noun") || r.is(firstField(m.Name), "female_name")
	male = r.is(t.Text, "male_noun") || r.is(firstField(m.Name), "male_name")
	if female || male || m.Type != Name {
		return female, male
	}
	if female, male = r.genderOf(firstField(r.doc.Text[m.Start:m.End])); female || male || strings.Contains(m.Name, " ") {
		return female, male
	}
	b := r.bearers[strings.ToLower(m.Name)]
	return b.female, b.male
}

// isOne reports whether an actor is no "they" at token i: it is called by no plural, and the article
// nowhere says that it "are". Named just before in the same speech it is "they" all the same, and
// from subject to subject where the article says no "is" ("the Taliban left when they lost").
func (r *resolver) isOne(m *Mention, i int) bool {
	toks := r.doc.Tokens
	n := r.number[m.Actor]
	was, is := isSubject(toks[m.Head].Rel), isSubject(toks[i].Rel)
	switch {
	case n.many > 0 || r.isMany(m) || m.Type == Nominal && toks[m.Head].Fine == syntax.FineNNS,
		toks[i].Rel == syntax.NmodPoss && m.Sentence == toks[i].Sentence && r.doer(r.clause(i)) == m.Head: // "the Taliban gave their word"
		return false
	case m.Sentence < toks[i].Sentence-1:
		return true
	case r.quoteAt(i) >= 0 && toks[i].Rel == syntax.NmodPoss && !r.hasThey(i): // "We reject their support", of whom the sentence before has named
		return false
	case r.quoteAt(i) >= 0:
		return !was && !is || r.quoteWith(m) < 0
	}
	return n.one > 0 || !was || !is
}

// hasThey reports whether a "they" stands before token i in its sentence: "their" is his who does.
func (r *resolver) hasThey(i int) bool {
	toks := r.doc.Tokens
	for k := r.doc.Sentences[toks[i].Sentence].First; k < i; k++ {
		if f, ok := thirdPerson()[toks[k].Lower()]; ok && f.plural && !f.possessive {
			return true
		}
	}
	return false
}

// isMany reports whether an actor is mentioned by one word that is a plural:
// "Democrats" is no "it".
func (r *resolver) isMany(m *Mention) bool {
	t := &r.doc.Tokens[m.Head]
	return m.Type == Name && (t.Fine == syntax.FineNNS || t.Fine == syntax.FineNNPS) && t.Lemma != t.Text && m.End-m.Start <= len("the ")+len(t.Text)
}

// pronounIs reports whether a pronoun mention is of the given number.
func (r *resolver) pronounIs(m *Mention, plural bool) bool {
	f, ok := thirdPerson()[strings.ToLower(r.doc.Text[m.Start:m.End])]
	return ok && f.plural == plural && !f.person
}

// likeness says how far the words of a mention speak for a single person.
type likeness int8

// The likenesses.
const (
	noPerson likeness = iota - 1 // a body, a place or a thing
	maybe                        // nothing tells: "Harkin" or "Harwich"
	onePerson
)

// personLike gives how far the words of a mention name a single person.
func (r *resolver) personLike(m *Mention) likeness {
	if m.Type == Pronoun {
		if f, ok := thirdPerson()[strings.ToLower(r.doc.Text[m.Start:m.End])]; ok && f.person {
			return onePerson
		}
		return noPerson
	}
	t := &r.doc.Tokens[m.Head]
	if m.Type == Nominal {
		if r.roleClass(*t) == "person" || r.is(t.Lemma, "person") || r.is(t.Lemma, "male_noun") || r.is(t.Lemma, "female_noun") || r.isWhoever(m.Head) {
			return onePerson
		}
		return noPerson
	}
	return r.nameLike(m)
}

// nameLike is personLike for a name.
func (r *resolver) nameLike(m *Mention) likeness {
	words := strings.Fields(m.Name)
	if len(words) == 0 || len(words) > 4 || m.Thing || m.Dealing {
		return noPerson
	}
	for _, w := range words {
		if r.is(w, "body") || r.is(w, "group") {
			return noPerson
		}
	}
	first := strings.ToLower(words[0])
	_, bearer := r.bearers[first]
	known := r.known[lastWord(m.Name)].name
	switch {
	case r.titled(m) || r.is(first, "male_name") || r.is(first, "female_name"),
		len(words) == 1 && (bearer || known != "" && known != m.Name):
		return onePerson
	case r.hasArticle(m), len(words) == 1 && isCapitals(m.Name), strings.Contains(m.Name, "."), r.isWhere(m):
		return noPerson // "the Kremlin", "UNESCO", "in Harwich"
	}
	return maybe
}

// isWhoever reports whether a relative clause with "who" tells more of the noun at token i.
func (r *resolver) isWhoever(i int) bool {
	c := r.doc.Child(i, syntax.AclRelcl)
	if c < 0 {
		return false
	}
	first, _ := r.doc.Subtree(c)
	return personalRelatives.Has(r.doc.Tokens[first].Lower())
}

// hasArticle reports whether an article stands before a name.
func (r *resolver) hasArticle(m *Mention) bool {
	for _, c := range r.doc.Children(m.Head) {
		if t := &r.doc.Tokens[c]; t.Rel == syntax.Det && definites.Has(t.Lower()) {
			return true
		}
	}
	return false
}

// titled reports whether a name's words begin with a title.
func (r *resolver) titled(m *Mention) bool {
	f := firstField(r.doc.Text[m.Start:m.End])
	return r.isTitle(f)
}
