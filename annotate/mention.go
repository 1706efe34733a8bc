package annotate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// resolver finds the mentions of one document, sentence by sentence, and
// remembers who has been named so far.
type resolver struct {
	*Annotator
	doc    *Document
	owner  []int             // token -> index of the mention it belongs to, -1
	heads  map[int]int       // head token -> index of its mention
	named  map[int]int       // actor -> sentence in which it was last named
	known  map[string]person // last word of a name -> whose name it is
	body   map[string]person // role noun -> the member of that kind that was last named
	groups int               // sentence in which another group was last named
	rival  int               // sentence in which another holder of an office was last named
}

// person is somebody with a name who is no actor, or belongs to one.
type person struct {
	name  string
	actor string // "" for nobody's member
	body  string
}

func (a *Annotator) findMentions(doc *Document) {
	r := &resolver{
		Annotator: a, doc: doc,
		owner:  make([]int, len(doc.Tokens)),
		heads:  map[int]int{},
		named:  map[int]int{},
		known:  map[string]person{},
		body:   map[string]person{},
		rival:  -10,
		groups: -10,
	}
	for i := range r.owner {
		r.owner[i] = -1
	}
	for s := range doc.Sentences {
		if !doc.Sentences[s].Parsed {
			continue
		}
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
	}
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
func (r *resolver) add(first, last, head int, m Mention) int {
	m.Span = Span{r.doc.Tokens[first].Start, r.doc.Tokens[last-1].End}
	m.Head, m.Sentence = head, r.doc.Tokens[head].Sentence
	id := len(r.doc.Mentions)
	if old, ok := r.heads[head]; ok { // it was a noun phrase of nobody's so far
		id = old
		r.doc.Mentions[id] = m
	} else {
		r.doc.Mentions = append(r.doc.Mentions, m)
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
func (r *resolver) headOf(first, last int) int {
	for i := first; i < last; i++ {
		if h := r.doc.Tokens[i].Head; h < first || h >= last {
			if r.doc.Tokens[i].Tag != syntax.PUNCT {
				return i
			}
		}
	}
	return last - 1
}

func (r *resolver) actorIndex(id string) int {
	return slices.IndexFunc(r.opts.Actors, func(a Actor) bool { return a.ID == id })
}

// names finds actors, members and proxies by their names.
func (r *resolver) names(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	day := r.doc.Article.Date.Time
	for i := sent.First; i < sent.Last; i++ {
		found, end := r.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool {
			switch t.kind {
			case nominalTerm, officeTerm:
				return false
			}
			return during(day, t.from, t.to)
		})
		if len(found) == 0 || !startsUpper(toks[i].Text) {
			continue
		}
		slices.SortStableFunc(found, func(a, b term) int { return cmp.Compare(a.kind, b.kind) })
		t := found[0]
		actor := &r.opts.Actors[t.actor]
		if t.kind == blockTerm || t.kind != proxyTerm && r.insideOtherName(i, end, actor, t.kind) {
			i = end - 1
			continue
		}
		m := Mention{Type: Name, Actor: actor.ID, Name: t.name}
		switch t.kind {
		case aliasTerm:
			m.Relation = Self
			r.named[t.actor] = s
		case memberTerm:
			m.Relation = Member
			m.female, m.male = t.gender == "female", t.gender == "male"
			if t.body {
				m.Body = t.name
				r.body[lastWord(t.name)] = person{t.name, actor.ID, t.name}
			} else if end-i > 1 || strings.Contains(t.name, " ") {
				r.known[lastWord(t.name)] = person{name: t.name, actor: actor.ID}
			}
		case proxyTerm:
			m.Relation = Proxy
		}
		head := r.headOf(i, end)
		first := i
		if t.kind != proxyTerm {
			first = r.overTitles(i, sent.First, head)
			head = r.headOf(first, end)
		}
		r.add(first, end, head, m)
		i = end - 1
	}
}

func startsUpper(s string) bool { return s != "" && (isUpper(s[0]) || s[0] > 127) }

func lastWord(name string) string { return strings.ToLower(lastField(name)) }

// insideOtherName reports whether the name at [i, end) is only a part of
// another ("Trump Tower", "Melania Trump", "Trump-era", "pro-Taliban").
func (r *resolver) insideOtherName(i, end int, actor *Actor, kind termKind) bool {
	toks := r.doc.Tokens
	joined := func(a, b int) bool { return toks[a].End == toks[b].Start }
	if end+1 < len(toks) && isDash(toks[end].Text) && joined(end-1, end) && joined(end, end+1) {
		found, _ := r.Annotator.names.longest(toks, end+1, func(t term) bool { return t.kind == aliasTerm || t.kind == proxyTerm })
		if len(found) == 0 {
			return true
		}
	}
	if i >= 2 && isDash(toks[i-1].Text) && joined(i-1, i) && joined(i-2, i-1) {
		if l := strings.ToLower(toks[i-2].Text); l == "anti" || l == "pro" || l == "ex" || l == "non" || l == "post" || l == "pre" {
			return true
		}
	}
	if actor.Kind != Person && kind == aliasTerm {
		return false
	}
	if end < len(toks) && toks[end].Sentence == toks[i].Sentence && toks[end].Tag == syntax.PROPN && joinedName(toks, end-1, end) {
		class, isRole := r.roles[strings.ToLower(toks[end].Text)]
		found, _ := r.Annotator.names.longest(toks, end, func(t term) bool { return t.kind == aliasTerm })
		if len(found) == 0 && (!isRole || class == "outside") {
			return true
		}
	}
	if end-i == 1 && i > 0 && toks[i-1].Sentence == toks[i].Sentence && toks[i-1].Tag == syntax.PROPN &&
		joinedName(toks, i-1, i) && !r.isTitle(toks[i-1].Text) {
		return true
	}
	return false
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
func (r *resolver) isTitle(word string) bool {
	w := strings.TrimSuffix(strings.ToLower(word), ".")
	if titleAbbreviations[w] || titleWords[w] {
		return true
	}
	class, ok := r.roles[w]
	return ok && class == "person"
}

// overTitles moves the start of a name back over titles ("President Donald",
// "Mr."), as far as they hang on it.
func (r *resolver) overTitles(i, from, head int) int {
	toks := r.doc.Tokens
	for i > from && r.owner[i-1] < 0 {
		t := &toks[i-1]
		if !r.isTitle(t.Text) && !officeOf[fold(t.Text)] || t.Head != head && t.Head != i && toks[i].Head != i-1 {
			break
		}
		i--
	}
	return i
}

// members finds persons and bodies that belong to an actor by the noun they
// hang on: "Taliban spokesman", "Trump's campaign", "a member of the group".
func (r *resolver) members(s int) {
	for changed := true; changed; {
		changed = false
		for id := 0; id < len(r.doc.Mentions); id++ {
			m := r.doc.Mentions[id]
			if m.Sentence != s || m.Actor == "" || m.Relation == Proxy {
				continue
			}
			changed = r.grow(m) || changed
		}
	}
}

// grow adds the mention whose head the mention m modifies, if that is a role
// noun; it reports whether it added one.
func (r *resolver) grow(m Mention) bool {
	toks := r.doc.Tokens
	t := &toks[m.Head]
	if t.Head < 0 {
		return false
	}
	h := t.Head
	if next := r.after(m); next >= 0 {
		h = next
	}
	for toks[h].Rel == syntax.Compound && toks[h].Head > h {
		h = toks[h].Head // "the campaign's communications director"
	}
	if id, taken := r.heads[h]; taken && (r.doc.Mentions[id].Actor != "" || r.doc.Mentions[id].Apart) || toks[h].Tag == syntax.VERB {
		return false
	}
	switch {
	case h != t.Head && t.Rel != syntax.Nmod: // the words stand side by side, whatever the tree says
	case t.Rel == syntax.Compound || t.Rel == syntax.NmodPoss || t.Rel == syntax.NmodDesc || t.Rel == syntax.Amod:
	case t.Rel == syntax.Nmod || t.Rel == syntax.NmodUnmarked:
		switch r.doc.Preposition(m.Head) {
		case "of", "for", "from", "in", "within", "with", "":
		default:
			return false
		}
	default:
		return false
	}
	if toks[h].Tag != syntax.NOUN && toks[h].Tag != syntax.PROPN && toks[h].Tag != syntax.ADJ {
		return false
	}
	class := r.roleClass(toks[h])
	actor := r.actorIndex(m.Actor)
	if class == "" || actor < 0 || !r.opts.Actors[actor].MemberNouns && class != "outside" && class != "self" {
		return false
	}
	if class == "self" && t.Rel == syntax.NmodPoss && strings.EqualFold(toks[h].Text, "army") {
		class = "body"
	}
	if class == "self" && (t.Rel == syntax.NmodPoss || t.Rel == syntax.Nmod && r.doc.Preposition(m.Head) != "of" || m.Type == Pronoun) {
		return false
	}
	return r.addRole(m, h, class, &r.opts.Actors[actor])
}

// after gives a role noun that follows a mention directly ("a White House
// official") where the parser did not join the two, -1 for none.
func (r *resolver) after(m Mention) int {
	toks := r.doc.Tokens
	next := m.Head + 1
	if m.Type == Pronoun || next+1 >= len(toks) || toks[next].Sentence != m.Sentence || m.End != toks[m.Head].End {
		return -1
	}
	if toks[next].Tag == syntax.PART { // "the Taliban's Ministry of Foreign Affairs"
		next++
		if r.roles[strings.ToLower(toks[next].Text)] == "body" && toks[next].Tag == syntax.PROPN && toks[m.Head].Head != next {
			return next
		}
		return -1
	}
	if toks[m.Head].Head == next || toks[next].Head == m.Head {
		return -1
	}
	if c := r.roles[strings.ToLower(toks[next].Text)]; c == "person" && isSubject(toks[next].Rel) {
		return next
	}
	return -1
}

func (r *resolver) roleClass(t Token) string {
	l := strings.ToLower(t.Lemma)
	if c, ok := r.roles[l]; ok {
		return c
	}
	return r.roles[strings.ToLower(t.Text)]
}

// addRole records the mention with head h, a role noun of the actor.
func (r *resolver) addRole(m Mention, h int, class string, actor *Actor) bool {
	first, last := r.phrase(h)
	if m.Head == h-1 { // side by side, whatever the tree says
		start := m.Head
		for start > 0 && r.doc.Tokens[start-1].Start >= m.Start {
			start--
		}
		if start > 0 && r.doc.Tokens[start-1].Tag == syntax.DET {
			start--
		}
		first = min(first, start)
	}
	if m.Head >= last { // "a member of the Taliban"
		last = m.Head + 1
		for last < len(r.doc.Tokens) && r.doc.Tokens[last].End <= m.End {
			last++
		}
	}
	n := Mention{Type: Nominal, Actor: m.Actor, Relation: Member}
	switch class {
	case "self":
		n.Relation, n.Type, n.Name = m.Relation, m.Type, m.Name
	case "outside":
		n.Actor, n.Relation, n.Name, n.Apart = "", "", r.plain(first, last), true
		if p := r.properHead(h); p >= 0 { // "his opponent, Kamala Harris"
			nameFirst, nameLast := r.nameSpan(p)
			n.Name = r.text(nameFirst, nameLast)
			if k, ok := r.known[lastWord(n.Name)]; ok {
				n.Name = k.name
			}
		}
	case "body":
		n.Name = actor.shortName() + " " + strings.ToLower(r.doc.Tokens[h].Text)
		if m.Relation == Member && m.Body == "" {
			n.Name = r.plain(first, last)
		}
		if h > 0 && startsUpper(r.doc.Tokens[h].Text) && m.Relation == Self && r.doc.Tokens[h].Tag == syntax.PROPN && last-first > 2 {
			n.Name = r.plain(first, last)
		}
		n.Body = n.Name
		r.body[strings.ToLower(r.doc.Tokens[h].Lemma)] = person{n.Name, m.Actor, n.Name}
	case "person":
		n.Name = r.plain(first, last)
		if m.Relation == Member {
			n.Body = m.Name
		}
		r.body[strings.ToLower(r.doc.Tokens[h].Lemma)] = person{n.Name, m.Actor, n.Body}
		if p := r.properHead(h); p >= 0 {
			return r.addNamed(n, m.Actor, h, p, first, last)
		}
	}
	r.add(first, last, h, n)
	return true
}

// addNamed records a member whose role noun h stands with the proper name
// around token p: one mention, whose head is the one of the two that the
// other hangs on.
func (r *resolver) addNamed(n Mention, actor string, h, p, first, last int) bool {
	nameFirst, nameLast := r.nameSpan(p)
	n.Type, n.Name = Name, r.text(nameFirst, nameLast)
	if known, ok := r.known[lastWord(n.Name)]; ok && known.actor == actor {
		n.Name = known.name
	}
	r.known[lastWord(n.Name)] = person{n.Name, actor, n.Body}
	first, last = min(first, nameFirst), max(last, nameLast)
	head := h
	if r.doc.Tokens[h].Head == p {
		head = p
	}
	if id, ok := r.heads[p]; ok { // the name was seen before its role
		old := &r.doc.Mentions[id]
		if old.Actor != "" && old.Actor != actor || old.Relation == Self {
			return false
		}
		n.Span = Span{r.doc.Tokens[first].Start, r.doc.Tokens[last-1].End}
		n.Head, n.Sentence = head, old.Sentence
		*old = n
		r.heads[h], r.heads[p] = id, id
		return true
	}
	id := r.add(first, last, head, n)
	r.heads[h], r.heads[p] = id, id
	return true
}

// properHead gives the head of the proper name beside a role noun, -1 for
// none.
func (r *resolver) properHead(h int) int {
	toks := r.doc.Tokens
	if c := r.doc.Child(h, syntax.Appos, syntax.Flat); c >= 0 && toks[c].Tag == syntax.PROPN && startsUpper(toks[c].Text) {
		return c
	}
	t := &toks[h]
	if t.Head >= 0 && toks[t.Head].Tag == syntax.PROPN && startsUpper(toks[t.Head].Text) {
		switch t.Rel {
		case syntax.NmodDesc, syntax.Appos, syntax.Compound:
			return t.Head
		}
	}
	// the parser lost the apposition: "director, Tim Murtaugh," or "spokesman Tim Murtaugh"
	next := h + 1
	if next+1 < len(toks) && toks[next].Text == "," && toks[next+1].Tag == syntax.PROPN && startsUpper(toks[next+1].Text) {
		next++
		if _, last := r.nameSpan(next); last < len(toks) && toks[last].Text == "," && toks[last].Sentence == t.Sentence {
			return next // "his opponent, Kamala Harris, who"
		}
	}
	if next < len(toks) && toks[next].Sentence == t.Sentence && toks[next].Tag == syntax.PROPN && startsUpper(toks[next].Text) &&
		toks[next].Rel != syntax.Nsubj && (toks[next].Head == h || toks[h].Head == next) {
		return next
	}
	return -1
}

// nameSpan gives the stretch of proper nouns around token p.
func (r *resolver) nameSpan(p int) (first, last int) {
	toks := r.doc.Tokens
	first, last = p, p+1
	for first > 0 && toks[first-1].Sentence == toks[p].Sentence && toks[first-1].Tag == syntax.PROPN && joinedName(toks, first-1, first) {
		first--
	}
	for last < len(toks) && toks[last].Sentence == toks[p].Sentence && toks[last].Tag == syntax.PROPN && joinedName(toks, last-1, last) {
		last++
	}
	for first < p && r.isTitle(toks[first].Text) {
		first++
	}
	return first, last
}

// phrase gives the stretch of a noun phrase around its head: what stands
// before the head and hangs on it.
func (r *resolver) phrase(h int) (first, last int) {
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
func (r *resolver) plain(first, last int) string {
	toks := r.doc.Tokens
	for first < last-1 && (toks[first].Tag == syntax.DET || toks[first].Tag == syntax.PUNCT || toks[first].Tag == syntax.CCONJ) {
		first++
	}
	if first < last-1 && (toks[last-1].Tag == syntax.PART || isQuoteMark(toks[last-1].Text)) {
		last--
	}
	return r.text(first, last)
}

func (r *resolver) text(first, last int) string {
	return strings.Join(strings.Fields(r.doc.Text[r.doc.Tokens[first].Start:r.doc.Tokens[last-1].End]), " ")
}

// otherNames records every other proper name: a possible speaker or holder,
// or the antecedent of a pronoun.
func (r *resolver) otherNames(s int) {
	sent, toks := &r.doc.Sentences[s], r.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		if r.owner[i] >= 0 || toks[i].Tag != syntax.PROPN || !startsUpper(toks[i].Text) {
			continue
		}
		end := i + 1
		for end < sent.Last && r.owner[end] < 0 && toks[end].Tag == syntax.PROPN && joinedName(toks, end-1, end) {
			end++
		}
		head := r.headOf(i, end)
		name := i
		titled := false
		for name < end-1 && r.isTitle(toks[name].Text) {
			titled = titled || r.isOffice(toks[name].Text)
			name++
		}
		m := Mention{Type: Name, Name: r.plain(name, end)}
		if toks[head].Fine == syntax.FineNNPS { // "exiled Afghans"
			first, last := r.phrase(head)
			m.Name = r.plain(first, max(last, end))
		}
		if r.dealings[strings.ToLower(toks[end-1].Lemma)] != "" || r.dealings[strings.ToLower(toks[end-1].Text)] != "" {
			m.Dealing = true
		}
		if k, ok := r.known[lastWord(m.Name)]; ok && (end-name == 1 || strings.EqualFold(k.name, m.Name)) {
			m.Name, m.Actor, m.Body = k.name, k.actor, k.body
			if k.actor != "" {
				m.Relation = Member
			}
		} else if end-name > 1 && !m.Dealing {
			r.known[lastWord(m.Name)] = person{name: m.Name}
		}
		if titled {
			r.rival = s
		}
		if isGroup(m.Name) {
			r.groups = s
		}
		r.add(i, end, head, m)
		i = end - 1
	}
}

// isOffice reports whether a word is an office that an actor may hold: its
// bearer is somebody else whom "the president" may mean.
func (r *resolver) isOffice(word string) bool {
	node := r.Annotator.names.next[fold(word)]
	return node != nil && slices.ContainsFunc(node.terms, func(t term) bool { return t.kind == officeTerm })
}

// appositions joins a name and what it is said to be: "Tim Murtaugh, the
// communications director of Trump's campaign," makes Murtaugh a member.
func (r *resolver) appositions(s int) {
	toks := r.doc.Tokens
	for id := range r.doc.Mentions {
		m := r.doc.Mentions[id]
		if m.Sentence != s || m.Actor == "" || m.Relation != Member || toks[m.Head].Rel != syntax.Appos {
			continue
		}
		h := toks[m.Head].Head
		other, ok := r.heads[h]
		if !ok || r.doc.Mentions[other].Actor != "" || r.doc.Mentions[other].Type != Name {
			continue
		}
		o := &r.doc.Mentions[other]
		o.Actor, o.Relation, o.Body = m.Actor, Member, m.Body
		r.known[lastWord(o.Name)] = person{o.Name, o.Actor, o.Body}
		r.doc.Mentions[id].Name = o.Name
	}
}

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
func isGroup(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if groupWords[strings.ToLower(w)] {
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

// Words around an office or a name, folded.
var (
	titleWords = set(`president mr mrs ms miss sir madam senator congressman congresswoman governor secretary vice
		chairman candidate nominee mogul billionaire businessman tycoon president-elect former republican democrat
		democratic mullah maulvi mawlawi maulawi qari sheikh general premier chancellor king prince deputy speaker
		justice judge professor doctor us american gop incumbent pres`)
	groupWords = set(`nato qaeda qaida al-qaeda isis isil is-k isis-k hamas hezbollah institute association alliance
		network militia brotherhood league society foundation party union coalition houthis haqqani front committee caucus`)
	officeOf         = set(`us american the`)
	officeAdjectives = set(`new newly elected incoming current sitting outgoing then 45th 47th next`)
)
