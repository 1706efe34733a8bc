package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// members finds persons and bodies that belong to an actor by the noun they
// hang on: "Taliban spokesman", "Trump's campaign", "a member of the group".
func (r *memberResolver) members(s int) {
	for changed := true; changed; {
		changed = false
		for k := 0; k < len(r.in[s]); k++ { // they grow
			m := r.doc.Mentions[r.in[s][k]]
			if m.Actor == "" || m.Relation == Proxy {
				continue
			}
			changed = r.grow(m) || changed
		}
	}
}

// grow adds the mention whose head the mention m modifies, if that is a role
// noun; it reports whether it added one.
func (r *memberResolver) grow(m Mention) bool {
	if r.doc.Tokens[m.Head].Head < 0 {
		return false
	}
	h := r.modifiedBy(m)
	t := &r.doc.Tokens[h]
	if r.isMeant(h) || r.isTitleOf(m, h) || !t.Tag.In(syntax.NOUN, syntax.PROPN, syntax.ADJ) || !r.belongsTo(m, h) {
		return false
	}
	class := r.roleClass(*t)
	if class == "person" && r.isPast(h) {
		class = "outside"
	}
	actor := r.actorIndex(m.Actor)
	if r.isPremises(h) {
		return false
	}
	if class == "" || actor < 0 || !r.opts.Actors[actor].MemberNouns && class != "outside" && class != "self" {
		return false
	}
	if class == "self" {
		if class = r.selfClass(m, t); class == "" {
			return false
		}
	}
	return r.addRole(m, h, class, &r.opts.Actors[actor])
}

// selfClass gives what a word for the actor itself is behind a mention of it, "" for
// nothing: "its army" is a body of the actor, "the Taliban movement" the actor.
func (r *memberResolver) selfClass(m Mention, t *Token) string {
	rel := r.doc.Tokens[m.Head].Rel
	switch possessed := rel == syntax.NmodPoss || r.hasMark(m); {
	case possessed && strings.EqualFold(t.Text, "army"):
		return "body"
	case possessed || rel == syntax.Nmod && r.doc.Preposition(m.Head) != "of" || m.Type == Pronoun:
		return ""
	}
	return "self"
}

// hasMark reports whether a possessive mark stands right behind a mention.
func (r *memberResolver) hasMark(m Mention) bool {
	toks := r.doc.Tokens
	k := m.Head
	for k < len(toks) && toks[k].Start < m.End {
		k++
	}
	return k < len(toks) && toks[k].Tag == syntax.PART && toks[k].Start == m.End && toks[k].Sentence == m.Sentence && m.Type == Name
}

// isPremises reports whether token h is a room rather than those who work there: "in his office".
func (r *memberResolver) isPremises(h int) bool {
	return premises.Has(r.doc.Tokens[h].Lower()) && roomPrepositions.Has(r.doc.Preposition(h))
}

// isTitleOf reports whether noun h stands right before the person's name that m is:
// "House Republican leader Donald Trump" is he, and nobody of his.
func (r *memberResolver) isTitleOf(m Mention, h int) bool {
	return m.Type == Name && m.Relation == Self && h < m.Head && m.Start-r.doc.Tokens[h].End == 1 && r.opts.Actors[r.actorIndex(m.Actor)].Kind == Person
}

// isMeant reports whether token h is the head of a mention of an actor already, or
// of one set apart.
func (r *memberResolver) isMeant(h int) bool {
	id, taken := r.heads[h]
	return taken && (r.doc.Mentions[id].Actor != "" || r.doc.Mentions[id].Apart)
}

// modifiedBy returns the noun that a mention modifies: the word right behind it,
// else its head, outwards over compounds ("the campaign's communications
// director").
func (r *memberResolver) modifiedBy(m Mention) int {
	toks := r.doc.Tokens
	h := toks[m.Head].Head
	if next := r.after(m); next >= 0 {
		h = next
	}
	for toks[h].Rel == syntax.Compound && toks[h].Head > h {
		h = toks[h].Head
	}
	return h
}

// belongsTo reports whether mention m says whose the noun h is.
func (r *memberResolver) belongsTo(m Mention, h int) bool {
	switch t := &r.doc.Tokens[m.Head]; {
	case h != t.Head && t.Rel != syntax.Nmod: // the words stand side by side, whatever the tree says
		return true
	case t.Rel.In(syntax.Compound, syntax.NmodPoss, syntax.NmodDesc, syntax.Amod):
		return true
	case t.Rel.In(syntax.Nmod, syntax.NmodUnmarked):
		p := r.doc.Preposition(m.Head)
		return p == "" || membershipPrepositions.Has(p) || p == "to" && aideNouns.Has(r.doc.Tokens[h].Lemma)
	}
	return false
}

// after gives a role noun that follows a mention directly ("a White House
// official") where the parser did not join the two, -1 for none.
func (r *memberResolver) after(m Mention) int {
	toks := r.doc.Tokens
	next := m.Head + 1
	if m.Type == Pronoun || next+1 >= len(toks) || toks[next].Sentence != m.Sentence || m.End != toks[m.Head].End {
		return -1
	}
	if toks[next].Tag == syntax.PART { // "the Taliban's Ministry of Foreign Affairs"
		next++
		if r.roles[toks[next].Lower()] == "body" && toks[next].Tag == syntax.PROPN && toks[m.Head].Head != next {
			return next
		}
		return -1
	}
	if toks[m.Head].Head == next || toks[next].Head == m.Head {
		return -1
	}
	if c := r.roles[toks[next].Lower()]; c == "person" && isSubject(toks[next].Rel) {
		return next
	}
	return -1
}

// isPast reports whether a role is one that its bearer no longer has: "a
// former aide", "a staffer in the Obama administration".
func (r *memberResolver) isPast(h int) bool {
	for _, c := range r.doc.Children(h) {
		if t := &r.doc.Tokens[c]; (t.Rel == syntax.Amod || t.Rel == syntax.Compound) && formerWords.Has(t.Lower()) {
			return true
		}
	}
	return false
}

func (a *Annotator) roleClass(t Token) string {
	l := strings.ToLower(t.Lemma)
	if c, ok := a.roles[l]; ok {
		return c
	}
	return a.roles[t.Lower()]
}

// addRole records the mention with head h, a role noun of the actor.
func (r *memberResolver) addRole(m Mention, h int, class string, actor *Actor) bool {
	first, last := r.roleSpan(m, h)
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
		n.Name = actor.shortName() + " " + r.doc.Tokens[h].Lower()
		ofBody := m.Relation == Member && m.Body == ""
		ownName := m.Relation == Self && h > 0 && startsUpper(r.doc.Tokens[h].Text) && r.doc.Tokens[h].Tag == syntax.PROPN && last-first > 2
		if ofBody || ownName {
			n.Name = r.plain(first, last)
		}
		n.Body = n.Name
		r.body[strings.ToLower(r.doc.Tokens[h].Lemma)] = person{name: n.Name, actor: m.Actor, body: n.Name}
	case "person":
		n.Name = r.plain(first, last)
		if m.Relation == Member {
			n.Body = m.Name
		}
		if c := r.doc.Child(h, syntax.Compound); c < 0 || r.owner[c] >= 0 { // "the governor" is no lieutenant governor
			r.body[strings.ToLower(r.doc.Tokens[h].Lemma)] = person{name: n.Name, actor: m.Actor, body: n.Body}
		}
		if p := r.properHead(h); p >= 0 {
			return r.addNamed(n, m.Actor, h, p, first, last)
		}
	}
	r.add(first, last, h, n)
	return true
}

// roleSpan returns the phrase of role noun h, with the mention that says whose it
// is: before it, whatever the tree says, or behind it ("a member of the Taliban").
func (r *memberResolver) roleSpan(m Mention, h int) (first, last int) {
	toks := r.doc.Tokens
	first, last = r.phrase(h)
	if m.Head == h-1 {
		start := m.Head
		for start > 0 && toks[start-1].Start >= m.Start {
			start--
		}
		if start > 0 && toks[start-1].Tag == syntax.DET {
			start--
		}
		first = min(first, start)
	}
	if m.Head >= last {
		last = m.Head + 1
		for last < len(toks) && toks[last].End <= m.End {
			last++
		}
	}
	return first, last
}

// addNamed records a member whose role noun h stands with the proper name
// around token p: one mention, whose head is the one of the two that the
// other hangs on.
func (r *memberResolver) addNamed(n Mention, actor string, h, p, first, last int) bool {
	nameFirst, nameLast := r.nameSpan(p)
	n.Type, n.Name = Name, r.text(nameFirst, nameLast)
	if known, ok := r.known[lastWord(n.Name)]; ok && known.actor == actor {
		n.Name = known.name
	}
	r.known[lastWord(n.Name)] = person{name: n.Name, actor: actor, body: n.Body}
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
func (r *memberResolver) properHead(h int) int {
	toks := r.doc.Tokens
	if c := r.doc.Child(h, syntax.Appos, syntax.Flat); c >= 0 && r.startsName(c) {
		return c
	}
	t := &toks[h]
	if t.Head >= 0 && r.startsName(t.Head) && t.Rel.In(syntax.NmodDesc, syntax.Appos, syntax.Compound) {
		return t.Head
	}
	// the parser lost the apposition: "director, Tim Murtaugh," or "spokesman Tim Murtaugh"
	next := h + 1
	if next+1 < len(toks) && toks[next].Text == "," && r.startsName(next+1) {
		next++
		if _, last := r.nameSpan(next); last < len(toks) && toks[last].Text == "," && toks[last].Sentence == t.Sentence {
			return next // "his opponent, Kamala Harris, who"
		}
	}
	if next < len(toks) && toks[next].Sentence == t.Sentence && r.startsName(next) && toks[next].Rel != syntax.Nsubj && (toks[next].Head == h || toks[h].Head == next) {
		return next
	}
	return -1
}

// startsName reports whether a token is of a person's name and of no body's or thing's.
func (r *memberResolver) startsName(k int) bool {
	t := &r.doc.Tokens[k]
	return t.Tag == syntax.PROPN && startsUpper(t.Text) && !r.is(t.Text, "body") && (!r.isThing(t) || r.bears(k))
}

// nameSpan gives the stretch of proper nouns around token p.
func (r *memberResolver) nameSpan(p int) (first, last int) {
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

// appositions joins a name and what it is said to be: "Tim Murtaugh, the
// communications director of Trump's campaign," makes Murtaugh a member.
func (r *memberResolver) appositions(s int) {
	toks := r.doc.Tokens
	for _, id := range r.in[s] {
		m := r.doc.Mentions[id]
		if m.Actor == "" || m.Relation != Member || m.Type == Name || toks[m.Head].Rel != syntax.Appos {
			continue // of two names the tree makes one in "Bell, Chancellor Dell and the French president"
		}
		h := toks[m.Head].Head
		other, ok := r.heads[h]
		if !ok || r.doc.Mentions[other].Actor != "" || r.doc.Mentions[other].Type != Name {
			continue
		}
		o := &r.doc.Mentions[other]
		if o.Thing {
			continue // "Photos: Unrest in Syria – A member of"
		}
		o.Actor, o.Relation, o.Body = m.Actor, Member, m.Body
		r.known[lastWord(o.Name)] = person{name: o.Name, actor: o.Actor, body: o.Body}
		r.doc.Mentions[id].Name = o.Name
	}
}
