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
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		form, ok := thirdPerson()[toks[i].Lower()]
		if !ok || r.owner[i] >= 0 || r.expletive(i) {
			continue
		}
		best, score := -1, 0.0
		if id, ok := r.emphasized(i, form); ok {
			best, score = id, emphatic
		}
		for k := max(0, s-reachPerson); k <= s && score != emphatic; k++ {
			for _, id := range r.in[k] {
				if v, fits := r.salience(id, i, form, s); fits && (best < 0 || v >= score) {
					best, score = id, v
				}
			}
		}
		if best < 0 || score <= 0 {
			continue
		}
		m := r.doc.Mentions[best]
		r.add(i, i+1, i, Mention{Type: Pronoun, Actor: m.Actor, Relation: m.Relation, Name: m.Name, Body: m.Body, Thing: m.Thing})
	}
}

// emphatic is the score of a mention that a reflexive only stresses.
const emphatic = 100

// emphasized gives the mention that a reflexive stands right after: "the
// Americans themselves".
func (r *resolver) emphasized(i int, form pronounForm) (int, bool) {
	if !form.reflexive || i == 0 || r.doc.Tokens[i-1].Sentence != r.doc.Tokens[i].Sentence {
		return 0, false
	}
	switch r.doc.Tokens[i-1].Tag {
	case syntax.NOUN, syntax.PROPN:
	default:
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
	return r.doc.Child(h, syntax.Cop) >= 0 &&
		(r.doc.Child(h, syntax.Csubj, syntax.Ccomp) >= 0 ||
			toks[h].Tag == syntax.ADJ && r.doc.Child(h, syntax.Advcl, syntax.Xcomp) >= 0 ||
			toks[h].Tag == syntax.NOUN && (toks[h].Lemma == "time" || toks[h].Lemma == "unlikely"))
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

// salience weighs mention id as the antecedent of the pronoun at token i;
// fits is false where it cannot be.
func (r *resolver) salience(id, i int, form pronounForm, s int) (v float64, fits bool) {
	m := &r.doc.Mentions[id]
	distance := s - m.Sentence
	if !form.reaches(distance) || (m.Dealing || m.Relation == Proxy) && (form.person || form.plural) {
		return 0, false
	}
	if m.Head >= i {
		return 3.5, r.comesFirst(m, i, form) && r.agrees(m, form)
	}
	if !r.agrees(m, form) || r.namedAfter(m, i) {
		return 0, false
	}
	if form == (pronounForm{}) && distance > 0 && m.Actor != "" && (r.isImpersonal(i) || r.doc.Tokens[i].Rel == syntax.Obj) {
		return 0, false // what is done to "it" is seldom done to a body
	}
	if !form.person && m.Actor != "" && r.isWhere(m) {
		return 0, false
	}
	v = 3 - float64(distance)
	if form.person {
		v = 3 - 0.6*float64(distance) // people stay in mind longer than things
	}
	// paragraphs carry less over than sentences do
	v -= 0.5 * float64(min(2, r.doc.Sentences[s].Paragraph-r.doc.Sentences[m.Sentence].Paragraph))
	v += r.standing(m, form.plural && distance == 0)
	if form.person && distance == 0 && r.relates(m, i) {
		v += 1
	}
	if q, p := r.quoteWith(m), r.quoteAt(i); q >= 0 && q != p && !r.sameSpeech(q, p) {
		v -= 1.5 // out of a quotation and into another's words
	}
	if r.quoteAt(i) >= 0 {
		return r.acrossQuote(v, m, i, form)
	}
	return r.withinClause(v, m, i, form, distance)
}

// standing is what a mention is worth by what it is and where it stands in
// its clause. Things that are no subject are worth little, except where they
// are many and stand in the pronoun's own sentence ("when we send troops, we
// equip them").
func (r *resolver) standing(m *Mention, manyHere bool) (v float64) {
	rel := r.role(m.Head)
	if isSubject(rel) {
		v += 0.9
	}
	if rel == syntax.NmodPoss {
		v += 0.4
	}
	if m.Actor != "" && m.Relation == Self {
		v += 0.5
	}
	if m.Type == Pronoun {
		v += 0.3
	}
	if rel == syntax.Obl || rel == syntax.Nmod || m.Type == Nominal && m.Actor == "" && !m.Dealing {
		v -= 0.5
		if m.Type == Nominal && !isSubject(rel) && !manyHere {
			v -= 0.7
		}
	}
	return v
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

// namedAfter reports whether the clause of which the pronoun at token i is
// the subject goes on to name the one whom m means: "he had voted for Trump"
// is not said of Trump.
func (r *resolver) namedAfter(m *Mention, i int) bool {
	toks := r.doc.Tokens
	if !isSubject(toks[i].Rel) || m.Name == "" || toks[i].Head < 0 {
		return false
	}
	_, last := r.doc.Subtree(toks[i].Head)
	for k := i + 1; k < last; k++ {
		id, ok := r.heads[k]
		if !ok {
			continue
		}
		n := &r.doc.Mentions[id]
		if n.Type != Name || n.Name != m.Name || n.Actor != m.Actor || r.clause(k) != r.clause(i) {
			continue
		}
		switch toks[k].Rel {
		case syntax.Obj, syntax.Iobj, syntax.Obl, syntax.OblAgent:
			return true
		}
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
	return len(between) <= 80 && !strings.Contains(strings.TrimSpace(between), "\n")
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

// acrossQuote weighs an antecedent for a pronoun in direct speech: who
// speaks of himself says "I", so the one who reports is nobody's "he".
func (r *resolver) acrossQuote(v float64, m *Mention, i int, form pronounForm) (float64, bool) {
	toks := r.doc.Tokens
	h := toks[m.Head].Head
	if h >= 0 && isSubject(toks[m.Head].Rel) && !r.doc.Quotes[r.quoteAt(i)].Contains(m.Span) {
		if cue := r.cues[cueKey{toks[h].Lemma, "verb"}]; cue.Takes("that") && (m.Sentence == toks[i].Sentence || m.Sentence == toks[i].Sentence-1) {
			if m.Sentence == toks[i].Sentence {
				return 0, false
			}
			v -= 1
		}
	}
	return v, true
}

// joinedTo reports whether the noun of the possessive at token i is joined to a
// mention: "Trump and his aides".
func (r *resolver) joinedTo(m *Mention, i int) bool {
	toks := r.doc.Tokens
	h := toks[i].Head
	return h >= 0 && toks[h].Rel == syntax.Conj && toks[h].Head == m.Head || m.Head == i-2 && toks[i-1].Lemma == "and"
}

// withinClause weighs an antecedent in the narrator's own words.
func (r *resolver) withinClause(v float64, m *Mention, i int, form pronounForm, distance int) (float64, bool) {
	toks := r.doc.Tokens
	if distance > 0 {
		return v, true
	}
	clause := r.clause(i)
	same := r.clause(m.Head) == clause
	switch {
	case form.reflexive && same && isSubject(toks[m.Head].Rel):
		v += 3
	case !form.possessive && !form.reflexive && same && toks[m.Head].Head == toks[i].Head:
		return 0, false // "Trump praised him"
	case form.possessive && same && isSubject(r.role(m.Head)):
		v += 0.6
	}
	if form.possessive && r.joinedTo(m, i) {
		v += 1.5
	}
	if h := toks[clause].Head; h >= 0 && toks[clause].Rel == syntax.Ccomp {
		v += r.reportedBy(m, h)
	}
	return v, true
}

// reportedBy weighs an antecedent of a pronoun in the clause that verb h reports:
// its subject is the speaker ("the Taliban said it hopes"), or speaks for a body
// ("the campaign's director said it rejects").
func (r *resolver) reportedBy(m *Mention, h int) float64 {
	toks := r.doc.Tokens
	t := &toks[m.Head]
	switch {
	case isSubject(t.Rel) && t.Head == h:
		if r.cues[cueKey{toks[h].Lemma, "verb"}].Takes("that") {
			return 1.2
		}
	case t.Rel == syntax.NmodPoss && m.Actor != "" && m.Relation == Member:
		if sub := t.Head; sub >= 0 && isSubject(toks[sub].Rel) && toks[sub].Head == h {
			return 1.5
		}
	}
	return 0
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
	plural := t.Fine == syntax.FineNNS || t.Fine == syntax.FineNNPS
	personal := m.Relation == Member && m.Body != m.Name || r.personLike(m)
	switch {
	case form.person:
		if plural || !personal {
			return false
		}
		if m.female || m.male {
			return form.female == m.female
		}
		female, male := r.gender(m)
		return female == male || form.female == female
	case form.plural:
		return plural || m.Type == Pronoun && r.pronounIs(m, true) || !personal && m.Relation == Member && m.Body == m.Name
	}
	return !plural && !personal && (m.Type != Pronoun || r.pronounIs(m, false))
}

// gender gives what the words of a mention say of a person: noun, first name or
// title, else what the article says elsewhere of the bearers of a last name.
func (r *resolver) gender(m *Mention) (female, male bool) {
	t := &r.doc.Tokens[m.Head]
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

// personLike reports whether the words of a mention name a single person.
func (r *resolver) personLike(m *Mention) bool {
	if m.Type == Pronoun {
		f, ok := thirdPerson()[strings.ToLower(r.doc.Text[m.Start:m.End])]
		return ok && f.person
	}
	t := r.doc.Tokens[m.Head]
	if m.Type == Name {
		words := strings.Fields(m.Name)
		if len(words) == 0 || len(words) > 4 {
			return false
		}
		for _, w := range words {
			if r.is(w, "body") {
				return false
			}
		}
		first := strings.ToLower(words[0])
		if len(words) == 1 {
			_, bearer := r.bearers[first]
			return bearer || r.known[lastWord(m.Name)].name != "" && r.known[lastWord(m.Name)].name != m.Name || r.titled(m)
		}
		return r.is(first, "male_name") || r.is(first, "female_name") || r.titled(m) || len(words) <= 3 && !strings.EqualFold(words[0], "the")
	}
	return r.roleClass(t) == "person" || r.is(t.Lemma, "person")
}

// titled reports whether a name's words begin with a title.
func (r *resolver) titled(m *Mention) bool {
	f := firstField(r.doc.Text[m.Start:m.End])
	return r.isTitle(f)
}
