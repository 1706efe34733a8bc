package annotate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// The search for the mentions of one document is built in layers, each with what
// the one below knows: names, the members that stand with them, nominals, and
// beyond them predicates and pronouns, sentence by sentence.
type (
	memberResolver  struct{ nameResolver }
	nominalResolver struct{ memberResolver }
	resolver        struct {
		nominalResolver
		speaker int // the mention of who says what is quoted in the sentence, -1 for nobody
	}
)

// nameResolver finds names, and remembers who has been named so far.
type nameResolver struct {
	*Annotator
	doc    *Document
	owner  []int             // token -> index of the mention it belongs to, -1
	heads  map[int]int       // head token -> index of its mention
	in     [][]int           // sentence -> indexes of the mentions in it
	named  map[int]int       // actor -> sentence in which it was last named
	full   map[string]string // last name -> first and last name, wherever the article has them; ambiguous for two
	known  map[string]person // last word of a name -> whose name it is
	body   map[string]person // role noun -> the member of that kind that was last named
	groups int               // sentence in which another group was last named
	rival  int               // sentence in which another holder of an office was last named
	others map[string]int    // noun of a body -> sentence in which one of somebody else's was last named
	styled map[int][]term    // actor -> its offices that an article without a date gives it

	bearers  map[string]bearer    // last word of a person's name, by the whole article
	bearing  map[string]int       // an actor's last name, or first -> token at which somebody else who has it is first told
	tellings map[string][]telling // last name -> where an actor and others are told by more, in order
	number   map[string]number    // of the verbs whose subject an actor is
	whole    map[int]bool         // actors told by more than a last name
}

// person is somebody with a name who is no actor, or belongs to one.
type person struct {
	name  string
	actor string // "" for nobody's member
	body  string
	self  bool // the actor itself
}

// findMentions finds the mentions of every sentence that was parsed.
func (a *Annotator) findMentions(doc *Document) {
	r := a.newResolver(doc)
	for s := range doc.Sentences {
		if doc.Sentences[s].Parsed {
			r.sentence(s)
		}
	}
}

func (a *Annotator) newResolver(doc *Document) *resolver {
	r := &resolver{speaker: -1}
	r.nameResolver = nameResolver{
		Annotator: a, doc: doc,
		owner:  make([]int, len(doc.Tokens)),
		heads:  map[int]int{},
		in:     make([][]int, len(doc.Sentences)),
		named:  map[int]int{},
		full:   map[string]string{},
		known:  map[string]person{},
		body:   map[string]person{},
		rival:  -10,
		groups: -10,
		others: map[string]int{},
		styled: map[int][]term{},

		bearers: map[string]bearer{}, bearing: map[string]int{}, tellings: map[string][]telling{}, number: map[string]number{}, whole: map[int]bool{},
	}
	for i := range r.owner {
		r.owner[i] = -1
	}
	if doc.Article.Date.Time.IsZero() {
		r.findStyled()
	}
	r.findPeople()
	return r
}

// sentence finds the mentions of one sentence, after those before it.
func (r *resolver) sentence(s int) {
	r.names(s)
	r.members(s)
	r.offices(s)
	r.bodies(s)
	r.otherNames(s)
	r.appositions(s)
	r.nominals(s)
	r.members(s) // of nominals: "the group's spokesman"
	r.nouns(s)
	r.pronouns(s)
	r.members(s) // of pronouns: "his campaign"
	r.predicates(s)
}

func sortMentions(doc *Document) {
	order := make([]int, len(doc.Mentions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		a, b := doc.Mentions[x], doc.Mentions[y]
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Head, b.Head))
	})
	moved := make([]int, len(order))
	sorted := make([]Mention, len(order))
	for to, from := range order {
		moved[from], sorted[to] = to, doc.Mentions[from]
	}
	doc.Mentions = sorted
	for i := range doc.Attributions {
		if m := doc.Attributions[i].Mention; m >= 0 {
			doc.Attributions[i].Mention = moved[m]
		}
	}
}

// add records a mention over the tokens first..last-1 with its head.
func (r *nameResolver) add(first, last, head int, m Mention) int {
	m.Span = Span{r.doc.Tokens[first].Start, r.doc.Tokens[last-1].End}
	m.Head, m.Sentence = head, r.doc.Tokens[head].Sentence
	id := len(r.doc.Mentions)
	if old, ok := r.heads[head]; ok { // it was a noun phrase of nobody's so far
		id = old
		r.doc.Mentions[id] = m
	} else {
		r.doc.Mentions = append(r.doc.Mentions, m)
		r.in[m.Sentence] = append(r.in[m.Sentence], id)
	}
	for i := first; i < last; i++ {
		if r.owner[i] < 0 || i == head {
			r.owner[i] = id
		}
	}
	r.heads[head] = id
	return id
}

// headOf gives the token of a stretch that the others hang on.
func (r *nameResolver) headOf(first, last int) int {
	for i := first; i < last; i++ {
		if h := r.doc.Tokens[i].Head; h < first || h >= last {
			if r.doc.Tokens[i].Tag != syntax.PUNCT {
				return i
			}
		}
	}
	return last - 1
}

func (r *nameResolver) actorIndex(id string) int {
	return slices.IndexFunc(r.opts.Actors, func(a Actor) bool { return a.ID == id })
}

// names finds actors, members and proxies by their names.
func (r *nameResolver) names(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		found, end := r.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool {
			return t.kind != nominalTerm && t.kind != officeTerm && r.inForce(t)
		})
		if len(found) == 0 || !found[0].small && !opensName(toks, i, end) || end-i == 1 && found[0].isWord(&toks[i]) {
			continue
		}
		slices.SortStableFunc(found, func(a, b term) int { return cmp.Compare(a.kind, b.kind) })
		if t := found[0]; !r.meansOther(t, i, end, sent) {
			r.addName(t, i, end, s)
		}
		i = end - 1
	}
}

// meansOther reports whether the words [i, end) of a term mean somebody or
// something else here: another name, a contest named after a body, a place.
func (r *nameResolver) meansOther(t term, i, end int, sent *Sentence) bool {
	toks := r.doc.Tokens
	switch {
	case t.kind == blockTerm || r.inCase(i, end, sent):
		return true
	case t.kind == aliasTerm && end-i == 1 && r.isSomebodyElse(i, t.actor):
		return true
	case t.kind != proxyTerm && r.insideOtherName(i, end, &r.opts.Actors[t.actor], t.kind):
		return true
	case t.kind == proxyTerm && end < sent.Last && r.is(toks[end].Text, "body") && joinedName(toks, end-1, end):
		return true
	case t.body && end < sent.Last && contestNouns.Has(toks[end].Lemma):
		return true
	case end < sent.Last && t.kind == aliasTerm && r.isNamedAfter(t, end), end-i > 1 && t.kind == aliasTerm && r.isShown(t, i, end):
		return true
	}
	return r.isPlace(t, r.headOf(i, end))
}

// isNamedAfter reports whether the word at token end, right behind a name, makes the two somebody or
// something else: "Bell Jr.", "Fox News Sunday".
func (r *nameResolver) isNamedAfter(t term, end int) bool {
	toks := r.doc.Tokens
	next := &toks[end]
	if nameSuffixes.Has(next.Text) && !strings.HasSuffix(t.name, next.Text) {
		return true
	}
	return r.opts.Actors[t.actor].Kind != Person && startsUpper(next.Text) && next.Tag == syntax.PROPN && joinedName(toks, end-1, end) &&
		r.roleClass(*next) == "" && (timeNouns.Has(next.Lower()) || r.is(next.Text, "thing"))
}

// isShown reports whether the words [i, end) of a body's name stand as words on a sign or in a chant:
// "the signs say Black Lives Matter".
func (r *nameResolver) isShown(t term, i, end int) bool {
	toks := r.doc.Tokens
	k := i - 1
	if k > 0 && isQuoteMark(toks[k].Text) {
		k--
	}
	return k >= 0 && toks[k].Sentence == toks[i].Sentence && r.opts.Actors[t.actor].Kind != Person && displayVerbs.Has(toks[k].Lower()) &&
		(isQuoteMark(toks[i-1].Text) || !isSubject(toks[r.headOf(i, end)].Rel))
}

// inCase reports whether the words [i, end) are a party in the name of a case: "Bell v. Dell".
func (r *nameResolver) inCase(i, end int, sent *Sentence) bool {
	toks := r.doc.Tokens
	return i > sent.First && versus.Has(toks[i-1].Text) || end < sent.Last && versus.Has(toks[end].Text)
}

// addName records the words [i, end) of sentence s as a mention by a term, and
// whose last name may follow alone.
func (r *nameResolver) addName(t term, i, end, s int) {
	toks, actor := r.doc.Tokens, &r.opts.Actors[t.actor]
	m := Mention{Type: Name, Actor: actor.ID, Name: t.name}
	switch t.kind {
	case aliasTerm:
		m.Relation = Self
		r.named[t.actor] = s
		if actor.Kind == Person && strings.Contains(t.name, " ") && strings.HasSuffix(toks[end-1].Lower(), lastWord(t.name)) && end-i > 1 {
			r.known[lastWord(t.name)] = person{name: t.name, actor: actor.ID, self: true} // whose last name alone may be no alias
		}
	case memberTerm:
		m.Relation = Member
		m.female, m.male = t.gender == "female", t.gender == "male"
		if t.body {
			m.Body = t.name
			r.body[lastWord(t.name)] = person{name: t.name, actor: actor.ID, body: t.name}
		} else if end-i > 1 || strings.Contains(t.name, " ") {
			r.known[lastWord(t.name)] = person{name: t.name, actor: actor.ID}
		}
	case proxyTerm:
		m.Relation = Proxy
		r.add(i, end, r.headOf(i, end), m)
		return
	}
	first := r.overTitles(i, r.doc.Sentences[s].First, r.headOf(i, end))
	r.add(first, end, r.headOf(first, end), m)
}

// opensName reports whether the words [i, end) are written as a name: with a
// capital, behind the article where the name has one ("the Guild").
func opensName(toks []Token, i, end int) bool {
	return startsUpper(toks[i].Text) || i+1 < end && strings.EqualFold(toks[i].Text, "the") && startsUpper(toks[i+1].Text)
}

// inForce reports whether a term holds on the article's day. Where the day is
// not known, it holds while the actor has an office that the article gives it.
func (r *nameResolver) inForce(t term) bool {
	day := r.doc.Article.Date.Time
	if during(day, t.from, t.to) {
		return true
	}
	return day.IsZero() && slices.ContainsFunc(r.styled[t.actor], func(o term) bool {
		return (t.to.IsZero() || o.from.Before(t.to)) && (o.to.IsZero() || t.from.Before(o.to))
	})
}

// findStyled finds the offices by which an article without a date calls an
// actor ("President Donald Trump", never "former President").
func (r *nameResolver) findStyled() {
	toks := r.doc.Tokens
	own, others := map[int]int{}, 0 // how often an actor and somebody else is called president
	for i := range toks {
		found, end := r.Annotator.names.longest(toks, i, func(t term) bool { return t.kind == officeTerm && !t.from.IsZero() })
		if len(found) == 0 || !startsUpper(toks[i].Text) || end >= len(toks) || !startsUpper(toks[end].Text) {
			continue
		}
		if i > 0 && formerWords.Has(toks[i-1].Lower()) || i > 1 && isDash(toks[i-1].Text) && toks[i-1].End == toks[i].Start {
			continue
		}
		named, _ := r.Annotator.names.longest(toks, end, func(t term) bool { return t.kind == aliasTerm })
		presides := fold(toks[end-1].Text) == governingOffice
		if presides && len(named) == 0 {
			others++
		}
		for _, n := range named {
			for _, t := range found {
				if t.actor == n.actor {
					own[t.actor] += int(truth(presides))
					r.styled[t.actor] = append(r.styled[t.actor], t)
				}
			}
		}
	}
	for actor, n := range own {
		if n < others {
			delete(r.styled, actor) // of whom it tells as of the past
		}
	}
}

// isPlace reports whether a country, a capital or a house of government is
// only the place where something is or happens: "fighters in the U.S.", "told
// reporters at the White House".
func (r *nameResolver) isPlace(t term, head int) bool {
	prep := r.doc.Preposition(head)
	switch r.doc.Tokens[head].Rel {
	case syntax.Obl, syntax.Nmod:
	default:
		return false
	}
	switch t.kind {
	case proxyTerm:
		return placePrepositions.Has(prep) || prep == "in"
	case memberTerm:
		return t.body && placePrepositions.Has(prep)
	}
	return false
}

func startsUpper(s string) bool { return s != "" && (isUpper(s[0]) || s[0] > 127) }

func lastWord(name string) string { return strings.ToLower(lastField(name)) }

// insideOtherName reports whether the name at [i, end) is only a part of
// another ("Trump Tower", "Melania Trump", "Trump-era", "pro-Taliban").
func (r *nameResolver) insideOtherName(i, end int, actor *Actor, kind termKind) bool {
	toks := r.doc.Tokens
	if r.hyphenated(i, end) || i > 0 && newly.Has(toks[i-1].Lower()) && startsUpper(toks[i-1].Text) && joinedName(toks, i-1, i) {
		return true // "New Mexico"
	}
	if actor.Kind != Person && kind == aliasTerm {
		return false
	}
	if i > 0 && kind == aliasTerm && end-i == 1 && r.ofAnother(i-1, actor) {
		return true
	}
	if r.goesOn(end) {
		return true
	}
	if end-i == 1 && i > 0 && toks[i-1].Sentence == toks[i].Sentence && toks[i-1].Tag == syntax.PROPN {
		first := r.firstName(i)
		return joinedName(toks, i-1, i) && !r.isTitle(toks[i-1].Text) || actor.Kind == Person && kind == aliasTerm && first >= 0 && !r.isOwn(first, r.actorIndex(actor.ID))
	}
	return false
}

// goesOn reports whether a name goes on at token end with a word that is neither
// a name of an actor nor a role ("Trump Tower").
func (r *nameResolver) goesOn(end int) bool {
	toks := r.doc.Tokens
	if end >= len(toks) || toks[end].Sentence != toks[end-1].Sentence || toks[end].Tag != syntax.PROPN || !joinedName(toks, end-1, end) && !r.isParted(end) {
		return false
	}
	class, isRole := r.roles[toks[end].Lower()]
	found, _ := r.Annotator.names.longest(toks, end, func(t term) bool { return t.kind == aliasTerm })
	return len(found) == 0 && (!isRole || class == "outside")
}

// isParted reports whether token end is the last name behind a first name of which the tree makes a
// subject of its own: "Judge Kim Mollica informed him".
func (r *nameResolver) isParted(end int) bool {
	x, y := &r.doc.Tokens[end-1], &r.doc.Tokens[end]
	return x.Head == y.Head && isSubject(x.Rel) && x.Rel == y.Rel && y.Start-x.End == 1 && startsUpper(y.Text) &&
		(r.is(x.Text, "male_name") || r.is(x.Text, "female_name"))
}

// hyphenated reports whether the name at [i, end) is joined by a hyphen to a word
// behind it that is no name ("Trump-era") or to a prefix ("pro-Taliban").
func (r *nameResolver) hyphenated(i, end int) bool {
	toks := r.doc.Tokens
	hyphen := func(k int) bool {
		return isDash(toks[k].Text) && toks[k-1].End == toks[k].Start && toks[k].End == toks[k+1].Start
	}
	if end+1 < len(toks) && hyphen(end) {
		found, _ := r.Annotator.names.longest(toks, end+1, func(t term) bool { return t.kind == aliasTerm || t.kind == proxyTerm })
		if len(found) == 0 {
			return true
		}
	}
	return i >= 2 && hyphen(i-1) && namePrefixes.Has(toks[i-2].Lower())
}

// ofAnother reports whether the word at token k, right before the last name of
// an actor, makes it somebody else's: the title of a woman before a man's name
// ("Mrs."), or a first name that is not his.
func (r *nameResolver) ofAnother(k int, actor *Actor) bool {
	toks := r.doc.Tokens
	if toks[k].Sentence != toks[k+1].Sentence || toks[k+1].Start-toks[k].End != 1 || !startsUpper(toks[k].Text) {
		return false
	}
	w := strings.TrimSuffix(toks[k].Lower(), ".")
	switch {
	case femaleTitles.Has(w):
		return actor.Gender != "female"
	case r.isTitle(w) || toks[k].Tag != syntax.PROPN:
		return false
	}
	return r.is(w, "female_name") || r.is(w, "male_name")
}

// joinedName reports whether two neighbouring tokens are parts of one name.
func joinedName(toks []Token, a, b int) bool {
	x, y := &toks[a], &toks[b]
	if !startsUpper(y.Text) || !startsUpper(x.Text) || y.Start-x.End > 1 {
		return false
	}
	nameRel := func(t *Token) bool {
		switch t.Rel {
		case syntax.Flat, syntax.Compound, syntax.NmodDesc:
			return true
		}
		return false
	}
	return y.Head == a && nameRel(y) || x.Head == b && nameRel(x) || x.Head == y.Head && nameRel(x) && nameRel(y)
}

func isDash(s string) bool { return s == "-" || s == "–" || s == "—" }

// isTitle reports whether a word may stand before a person's name without
// being a part of it.
func (r *nameResolver) isTitle(word string) bool {
	w := strings.TrimSuffix(strings.ToLower(word), ".")
	if titleAbbreviations.Has(w) || r.is(w, "title") {
		return true
	}
	class, ok := r.roles[w]
	return ok && class == "person"
}

// overTitles moves the start of a name back over titles ("President Donald",
// "Mr."), as far as they hang on it.
func (r *nameResolver) overTitles(i, from, head int) int {
	toks := r.doc.Tokens
	for i > from && r.owner[i-1] < 0 {
		t := &toks[i-1]
		if !r.isTitle(t.Text) && !officeCountries.Has(fold(t.Text)) || t.Head != head && t.Head != i && toks[i].Head != i-1 {
			break
		}
		i--
	}
	return i
}

// phrase gives the stretch of a noun phrase around its head: what stands
// before the head and hangs on it.
func (r *nameResolver) phrase(h int) (first, last int) {
	toks := r.doc.Tokens
	first, last = h, h+1
	for _, c := range r.doc.Children(h) {
		if int(c) < first {
			switch toks[c].Rel {
			case syntax.Det, syntax.Amod, syntax.Compound, syntax.NmodPoss, syntax.Nummod, syntax.NmodDesc, syntax.DetPredet, syntax.NmodUnmarked:
				f, _ := r.doc.Subtree(int(c))
				if f >= r.doc.Sentences[toks[h].Sentence].First {
					first = min(first, f)
				}
			}
		} else if toks[c].Rel == syntax.Flat {
			last = max(last, int(c)+1)
		}
	}
	return first, last
}

// plain gives the words of a phrase without article, quotation marks and
// possessive mark: how somebody without a name is called in tables.
func (r *nameResolver) plain(first, last int) string {
	toks := r.doc.Tokens
	first, last, paired := r.withMarks(first, last)
	for first < last-1 {
		switch t := &toks[first]; {
		case t.Tag == syntax.DET, t.Tag == syntax.CCONJ, t.Tag == syntax.ADP, t.Tag == syntax.PUNCT && !(paired && isQuoteMark(t.Text)):
			first++
			continue
		}
		break
	}
	if first < last-1 && toks[last-1].Tag == syntax.PART {
		last--
	}
	return r.text(first, last)
}

// withMarks gives the words of a phrase with its two quotation marks where it has only one of
// them ("America first" populist), without any where they hold all of it or the other is
// missing; paired says whether it has two.
func (r *nameResolver) withMarks(first, last int) (int, int, bool) {
	toks := r.doc.Tokens
	isMark := func(k int) bool { return k >= 0 && k < len(toks) && isQuoteMark(toks[k].Text) }
	marks := 0
	for k := first; k < last; k++ {
		if isMark(k) {
			marks++
		}
	}
	if marks == 1 && isMark(last) {
		last, marks = last+1, 2
	} else if marks == 1 && isMark(first-1) {
		first, marks = first-1, 2
	}
	if marks == 2 && isMark(first) && isMark(last-1) {
		return first + 1, last - 1, false
	}
	for marks != 2 && first < last-1 && isMark(last-1) {
		last--
	}
	return first, last, marks == 2
}

func (r *nameResolver) text(first, last int) string {
	return strings.Join(strings.Fields(r.doc.Text[r.doc.Tokens[first].Start:r.doc.Tokens[last-1].End]), " ")
}

// otherNames records every other proper name: a possible speaker or holder,
// or the antecedent of a pronoun.
func (r *nameResolver) otherNames(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		end := r.nameEnd(i, sent.Last)
		if end == i {
			continue
		}
		head := r.headOf(i, end)
		name, titled := r.behindTitles(i, end)
		m := Mention{Type: Name, Name: r.plain(name, end), Thing: end-name == 1 && (titleAbbreviations.Has(strings.TrimSuffix(toks[name].Lower(), ".")) || r.isThing(&toks[name]) && !r.bears(name))}
		many := toks[head].Fine == syntax.FineNNPS
		if many { // "exiled Afghans"
			first, last := r.phrase(head)
			m.Name = r.plain(first, max(last, end))
		}
		if r.dealings[strings.ToLower(toks[end-1].Lemma)] != "" || r.dealings[toks[end-1].Lower()] != "" {
			m.Dealing = true
		}
		r.callOther(&m, i, name, end, many)
		if m.Relation == Self {
			r.named[r.actorIndex(m.Actor)] = s
		}
		if titled {
			r.rival = s
		}
		if r.isGroup(m.Name) {
			r.groups = s
		}
		r.add(i, end, head, m)
		i = end - 1
	}
}

// callOther says who is meant by the name at [i, end), titles before name: somebody told before
// or elsewhere by more words, or whoever these words name. Many ("Democrats") have no last name.
func (r *nameResolver) callOther(m *Mention, i, name, end int, many bool) {
	k, known := r.known[lastWord(m.Name)]
	whole := r.full[lastWord(m.Name)]
	switch {
	case name > i && r.ofAnotherSex(end-1): // "Mrs. Trump" where Trump is a man
		m.Name = r.plain(i, end)
	case known && k.self && end-name == 1 && r.isSomebodyElse(name, r.actorIndex(k.actor)): // "Clinton" of Hillary Clinton
	case known && (!many || k.actor != "") && r.isKnown(k, name, end, m.Name):
		m.standsFor(k)
	case many:
	case end-name == 1 && whole != "" && whole != ambiguous:
		m.Name = whole
	case !m.Dealing:
		if name == i {
			m.Name = r.text(r.withAdjectives(i, end), end)
		}
		if end-name > 1 && !r.is(r.doc.Tokens[name].Text, "body") { // "House Bell" is no whole name of his
			r.known[lastWord(m.Name)] = person{name: m.Name}
		}
	}
}

// standsFor makes a mention one of a person who is known.
func (m *Mention) standsFor(k person) {
	m.Name, m.Actor, m.Body = k.name, k.actor, k.body
	if k.self {
		m.Relation = Self
	} else if k.actor != "" {
		m.Relation = Member
	}
}

// withAdjectives gives the first word of a name of a body or place with what belongs to it
// before its first noun: "New York", "Democratic National Committee". A capital that begins
// the sentence says nothing, and a person has no such words.
func (r *nameResolver) withAdjectives(i, end int) int {
	toks := r.doc.Tokens
	if r.is(toks[i].Text, "male_name") || r.is(toks[i].Text, "female_name") {
		return i
	}
	for from := r.doc.Sentences[toks[i].Sentence].First + 1; i > from; i-- {
		if t := &toks[i-1]; t.Tag != syntax.ADJ || t.Rel != syntax.Amod || t.Head < i || t.Head >= end || !startsUpper(t.Text) || r.owner[i-1] >= 0 {
			break
		}
	}
	return i
}

// ofAnotherSex reports whether the word at token i is the last name of an actor,
// behind a title of the other sex.
func (r *nameResolver) ofAnotherSex(i int) bool {
	k, ok := r.known[r.doc.Tokens[i].Lower()]
	return ok && k.self && r.contrary(i, r.opts.Actors[r.actorIndex(k.actor)].Gender)
}

// nameEnd gives the end of the proper name of somebody else that begins at
// token i, i where none does. Small words may stand in it and before it: "Ursula
// von der Leyen".
func (r *nameResolver) nameEnd(i, last int) int {
	toks := r.doc.Tokens
	free := func(k int) bool { return k < last && r.owner[k] < 0 && (toks[k].Tag == syntax.PROPN || r.isBearer(k)) }
	particles := func(k int) int { // behind small words that a capital follows
		to := k
		for free(to) && to+1 < last && nameParticles.Has(toks[to].Text) && toks[to+1].Start-toks[to].End <= 1 {
			to++
		}
		if to > k && free(to) && startsUpper(toks[to].Text) {
			return to
		}
		return k
	}
	if !free(i) {
		return i
	}
	end := particles(i)
	if !startsUpper(toks[end].Text) {
		return i
	}
	if free(i+1) && timeNouns.Has(toks[i].Lower()) && r.isTitle(toks[i+1].Text) { // "On Monday Mayor Bell said"
		return i + 1
	}
	for end++; free(end); end++ {
		if to := particles(end); to > end && toks[end].Start-toks[end-1].End <= 1 {
			end = to
		} else if !joinedName(toks, end-1, end) {
			break
		}
	}
	return end
}

// isBearer reports whether a word in capitals that is tagged as no name is somebody's last name,
// which the article has elsewhere with a first name or a title: "King said", after "Rep. Peter King".
func (r *nameResolver) isBearer(k int) bool {
	t := &r.doc.Tokens[k]
	return startsUpper(t.Text) && t.Tag.In(syntax.NOUN, syntax.VERB, syntax.ADV, syntax.INTJ, syntax.X) && r.bears(k)
}

// bears reports whether a word is somebody's last name somewhere in the article.
func (r *nameResolver) bears(k int) bool {
	_, ok := r.bearers[r.doc.Tokens[k].Lower()]
	return ok
}

// behindTitles gives the first token of a name behind its titles ("Homeland
// Security Secretary Jeh Johnson"), and whether one of them is an office that an
// actor may hold.
func (r *nameResolver) behindTitles(i, end int) (name int, office bool) {
	name = i
	for k := i; k < end-1; k++ {
		word := r.doc.Tokens[k].Text
		if r.isTitle(word) {
			name, office = k+1, office || r.isOffice(word)
		} else if r.is(word, "male_name") || r.is(word, "female_name") {
			break // "Martin Luther King Jr."
		}
	}
	return name, office
}

// isKnown reports whether the name at [first, end) is that of somebody who was
// told before by the whole name.
func (r *nameResolver) isKnown(k person, first, end int, name string) bool {
	if strings.EqualFold(k.name, name) {
		return true
	}
	return end-first == 1 && sameCase(name, lastField(k.name)) && !r.isDay(first)
}

// isOffice reports whether a word is an office that an actor may hold: its
// bearer is somebody else whom "the president" may mean.
func (r *nameResolver) isOffice(word string) bool {
	node := r.Annotator.names.next[fold(word)]
	return node != nil && slices.ContainsFunc(node.terms, func(t term) bool { return t.kind == officeTerm })
}
