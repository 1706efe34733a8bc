package stance

import (
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// naming handles "called the Taliban a terrorist organization", "described
// him as honest": what is rated is the first mention after the verb, or the
// subject of a passive, by the words that follow it.
func (r *reading) naming(i int) {
	doc, toks := r.doc, r.doc.Tokens
	holder := nobody
	if a := doc.Agent(i); a >= 0 {
		holder = r.someone(a)
	} else if toks[i].Rel == syntax.Acl || toks[i].Rel == syntax.AclRelcl {
		return
	}
	target, from := r.relative(i), i+1
	if target >= 0 {
	} else if s := doc.Child(i, syntax.NsubjPass); s >= 0 {
		if ids := r.mentionsOf(s, 1); len(ids) > 0 {
			target = ids[0]
		}
	} else {
		target, from = r.namedAfter(i)
	}
	if target < 0 {
		return
	}
	_, last := doc.Subtree(i)
	sum, word := 0.0, -1
	for _, k := range r.prepositional(i, "as") { // "described him, a leader of the group, as a solid man"
		if k < i {
			continue
		}
		if sum, word = r.phraseRating(k); word < 0 {
			sum = r.labelAt(k, last)
			if sum != 0 {
				word = k
			}
		}
	}
	found := word >= 0
	for k := from; k < last && !found; k++ {
		if toks[k].Text == "," && r.doc.SpokenIn(toks[k].Span) < 0 {
			break
		}
		if toks[k].Tag == syntax.VERB && k > from && toks[k].Rel != syntax.Amod && toks[k].Rel != syntax.Acl {
			break
		}
		v := r.rating(&toks[k])
		if v == 0 {
			v = r.labelAt(k, last)
		}
		if v != 0 {
			if math.Abs(v) > math.Abs(sum) {
				sum, word = v, k
			}
		}
	}
	if word >= 0 {
		if r.doc.Mentions[target].Dealing && doc.Child(r.doc.Mentions[target].Head, syntax.NmodPoss) >= 0 {
			r.blame(target, word, holder, sum)
		}
		n := len(r.findings)
		r.add(i, holder, target, sum, Attribute, "naming", "“"+toks[i].Text+"” names somebody “"+toks[word].Text+"”", word)
		if len(r.findings) > n { // the name may be quoted where the verb is not
			r.findings[n].At = toks[word].Span
		}
	}
}

// relative gives the mention that a naming verb's relative pronoun stands
// for: "the Taliban, which she called".
func (r *reading) relative(i int) int {
	if r.doc.Tokens[i].Rel != syntax.AclRelcl || r.doc.Child(i, syntax.Nsubj) < 0 {
		return -1
	}
	s := r.doc.Subject(i)
	for _, c := range r.doc.Children(i) {
		if int(c) < i && int(c) != s && r.antecedent(int(c)) != int(c) {
			return r.mentionAt(r.doc.Tokens[i].Head)
		}
	}
	return -1
}

// namedAfter gives the mention that a naming verb is about, and the token
// after it.
func (r *reading) namedAfter(i int) (target, from int) {
	_, last := r.doc.Subtree(i)
	for k := i + 1; k < last && k < i+9; k++ {
		if id, ok := r.headed(k); ok && r.doc.Tokens[k].Rel != syntax.Obl {
			if h := r.doc.Tokens[k].Head; h > k && h < last && r.mentionAt(h) >= 0 && (r.same(id, r.mentionAt(h)) || r.doc.Mentions[r.mentionAt(h)].Dealing) {
				continue // "the Taliban negotiators": they, not it; "his deal": it, not he
			}
			m := &r.doc.Mentions[id]
			if m.Actor != "" || m.Dealing || m.Type != annotate.Nominal {
				return id, k + 1
			}
		}
		if r.doc.Tokens[k].Tag == syntax.VERB || r.doc.Tokens[k].Text == "," || r.doc.Tokens[k].Lemma == "that" {
			break
		}
	}
	return -1, i + 1
}

// copula handles "X is honest", "he is a wise man": a rated predicate and
// its subject.
func (r *reading) copula(i int) {
	doc, toks := r.doc, r.doc.Tokens
	t := &toks[i]
	if t.Tag != syntax.ADJ && t.Tag != syntax.NOUN && t.Tag != syntax.PROPN {
		return
	}
	cop := doc.Child(i, syntax.Cop)
	if cop >= 0 && t.Tag == syntax.NOUN {
		r.underFire(i)
	}
	if r.doneBy(i) || doc.Child(i, syntax.Expl) >= 0 {
		return // "it would be fair to say"
	}
	if t.Rel == syntax.Ccomp && t.Head >= 0 && doc.SpokenIn(t.Span) == doc.SpokenIn(toks[t.Head].Span) && slices.ContainsFunc(r.entries(t.Head), func(p lexicon.Predicate) bool { return p.Class == "approve" || p.Class == "disapprove" }) {
		return // "admires how ruthless he is": the admirer's rating
	}
	subject := doc.Subject(i)
	if subject < 0 && t.Rel == syntax.Conj && t.Head >= 0 {
		subject = doc.Subject(t.Head)
		if cop < 0 {
			cop = doc.Child(t.Head, syntax.Cop)
		}
	}
	if subject < 0 && t.Rel == syntax.Xcomp && t.Head >= 0 && isCopular(toks[t.Head].Lemma) {
		subject, cop = doc.Subject(t.Head), t.Head
	}
	if subject < 0 || cop < 0 {
		return
	}
	if r.relational(i, subject) || r.excess(i, subject) {
		return
	}
	value, word := r.phraseRating(i)
	if word < 0 || r.isFinding(word) {
		return
	}
	for _, id := range r.mentionsOf(subject, 1) {
		r.add(word, utterer, id, value, Attribute, "attribute.copula", "“"+toks[word].Text+"” is said of its subject", cop)
	}
}

// relational handles nouns that say how their subject stands to another: "X
// is a friend of Y". It reports whether the noun is one with an actor behind it.
func (r *reading) relational(i, subject int) bool {
	v, inverse := 0.5, false
	switch r.doc.Tokens[i].Lemma {
	case "darling", "favorite", "favourite", "hero", "idol", "sweetheart", "pet":
		inverse = true
	case "scourge", "bane", "nemesis", "bogeyman", "villain", "bugbear", "whipping-boy":
		v, inverse = -0.5, true
	case "friend", "ally", "supporter", "admirer", "fan", "champion", "backer", "defender", "advocate", "follower", "loyalist":
	case "enemy", "foe", "critic", "opponent", "detractor", "adversary", "antagonist":
		v = -0.5
	default:
		return false
	}
	found := false
	for _, k := range append(r.prepositional(i, "of"), r.argument(i, lexicon.Possessor)...) {
		id := r.mentionAt(k)
		if id < 0 || r.doc.Mentions[id].Actor == "" && r.doc.Mentions[id].Type == annotate.Nominal {
			continue
		}
		found = true
		if h := r.someone(subject); h >= 0 {
			if inverse { // "a darling of the party": the party likes him
				h, id = id, h
			}
			r.add(i, h, id, v, Attribute, "attribute.relational", "“"+r.doc.Tokens[i].Text+"” says how the subject stands to it", subject)
		}
	}
	return found
}

// doneBy handles "it was wrong of X to meet them", and reports whether it is
// that.
func (r *reading) doneBy(i int) bool {
	v := r.rating(&r.doc.Tokens[i])
	if v == 0 || r.doc.Tokens[i].Tag != syntax.ADJ {
		return false
	}
	done := false
	for _, c := range r.doc.Children(i) {
		switch r.doc.Tokens[c].Rel {
		case syntax.Advcl, syntax.Xcomp, syntax.Csubj, syntax.Ccomp, syntax.Acl:
			done = done || r.marked(int(c), "to")
		}
	}
	if !done {
		return false
	}
	by := r.prepositional(i, "of")
	for _, k := range by {
		for _, id := range r.mentionsOf(k, 1) {
			r.add(i, utterer, id, v, Attribute, "attribute.done_by", "“"+r.doc.Tokens[i].Text+"” is said of what it does", k)
		}
	}
	return len(by) > 0
}

// excess handles "too soft on them", "too kind": to be too much of anything
// that is rated, or felt, is a fault. It reports whether it is that.
func (r *reading) excess(i, subject int) bool {
	if r.doc.Tokens[i].Tag != syntax.ADJ || r.rating(&r.doc.Tokens[i]) == 0 && len(r.entries(i)) == 0 {
		return false
	}
	for _, c := range r.doc.Children(i) {
		if t := &r.doc.Tokens[c]; t.Rel == syntax.Advmod && (t.Lemma == "too" || t.Lemma == "overly") && int(c) < i {
			for _, id := range r.mentionsOf(subject, 1) {
				r.add(i, utterer, id, -0.5, Attribute, "attribute.excess", "to be “"+t.Text+" "+r.doc.Tokens[i].Text+"” is a fault", int(c))
			}
			return true
		}
	}
	return false
}

// possesses handles qualities that somebody has, shows or lacks: "has courage",
// "has no shame".
func (r *reading) possesses(i int) {
	toks := r.doc.Tokens
	if toks[i].Tag != syntax.VERB && toks[i].Tag != syntax.AUX {
		return
	}
	switch toks[i].Lemma {
	case "have", "possess", "show", "display", "lack", "demonstrate", "exhibit":
	default:
		return
	}
	subject := r.doc.Subject(i)
	if subject < 0 {
		return
	}
	for _, o := range r.object(i) {
		v := r.quality(o)
		if v == 0 {
			continue
		}
		for _, id := range r.mentionsOf(subject, 0) {
			r.add(o, utterer, id, v, Attribute, "attribute.possesses", "“"+toks[o].Text+"” is a quality that its subject is said to have or lack", i)
		}
		return
	}
}

// quality gives the rating of a noun as something that one has. What is only
// spoken of as missing ("no shame", "no idea") counts as good there.
func (r *reading) quality(o int) float64 {
	t := &r.doc.Tokens[o]
	if t.Tag != syntax.NOUN || t.Lemma == "word" { // "had words of praise"
		return 0
	}
	if d := r.doc.Child(o, syntax.Det); d >= 0 && r.doc.Tokens[d].Lemma == "no" {
		switch t.Lemma {
		case "shame", "clue", "idea", "plan", "business", "right", "sense", "class", "chance":
			return 0.5
		}
	}
	if w := r.ratings[t.Lemma]; w.Class == "virtue" {
		return w.Polarity
	}
	for _, p := range r.predicates[wordKey{t.Lemma, "noun"}] {
		if p.Class == "trait" {
			return p.Polarity
		}
	}
	return 0
}

// likeness handles "he talks like a bully": a rated noun after "like".
func (r *reading) likeness(i int) {
	doc := r.doc
	if doc.Tokens[i].Tag != syntax.VERB {
		return
	}
	subject := doc.Child(i, syntax.Nsubj)
	if subject < 0 {
		return
	}
	for _, k := range r.prepositional(i, "like") {
		if v, word := r.phraseRating(k); word >= 0 {
			for _, id := range r.mentionsOf(subject, 0) {
				r.add(word, utterer, id, v, Attribute, "attribute.likeness", "the subject is likened to “"+doc.Tokens[word].Text+"”", i)
			}
		}
	}
}

// isFinding reports whether "positive" or "negative" is the result of a test.
func (r *reading) isFinding(i int) bool {
	switch r.doc.Tokens[i].Lemma {
	case "positive", "negative":
	default:
		return false
	}
	for k := max(0, i-4); k < i; k++ {
		if r.isHealth(&r.doc.Tokens[k]) || r.doc.Tokens[k].Lemma == "test" {
			return true
		}
	}
	return false
}

func isCopular(lemma string) bool {
	switch lemma {
	case "seem", "look", "appear", "become", "remain", "prove", "sound", "stay", "get":
		return true
	}
	return false
}

// phraseRating gives the rating of a noun or adjective with the adjectives
// that stand before it, and the word that carries most of it.
func (r *reading) phraseRating(i int) (float64, int) {
	toks := r.doc.Tokens
	value, word := r.rating(&toks[i]), -1
	if value != 0 {
		word = i
	}
	if toks[i].Tag == syntax.ADJ && len(r.entries(i)) > 0 {
		return 0, -1 // "critical of", "impressed": what the subject feels, not what it is
	}
	if v, k := r.virtue(i); k >= 0 && value == 0 {
		value, word = v, k
	}
	for _, c := range r.doc.Children(i) {
		if rel := toks[c].Rel; rel != syntax.Amod && rel != syntax.Conj && rel != syntax.Compound && rel != syntax.Nmod {
			continue
		}
		if toks[c].Rel == syntax.Nmod && (toks[i].Tag != syntax.NUM && toks[i].Lemma != "one") {
			continue
		}
		if v := r.rating(&toks[c]); math.Abs(v) > math.Abs(value) {
			value, word = v, int(c)
		}
	}
	return value, word
}

// virtue gives the rating of a person who is "of" something: "a man of his
// word", "a leader of courage", "a waste of time".
func (r *reading) virtue(i int) (float64, int) {
	switch r.doc.Tokens[i].Lemma {
	case "man", "woman", "person", "leader", "people", "president", "party", "group", "politician", "guy", "statesman", "men":
	default:
		return 0, -1
	}
	for _, k := range r.prepositional(i, "of") {
		t := &r.doc.Tokens[k]
		if w := r.ratings[t.Lemma]; w.Class == "virtue" {
			return w.Polarity, k
		}
		for _, p := range r.predicates[wordKey{t.Lemma, "noun"}] {
			if p.Class == "trait" {
				return p.Polarity, k
			}
		}
	}
	return 0, -1
}

// modifiers handles rated adjectives before a mention: "the weakest deal",
// "reckless Trump".
func (r *reading) modifiers(id int) {
	doc, toks := r.doc, r.doc.Tokens
	m := &doc.Mentions[id]
	words := doc.Children(m.Head)
	if b := m.Head - 1; m.Dealing && toks[m.Head].Rel == syntax.Compound && b >= 0 && toks[b].Tag == syntax.ADJ && toks[b].Head == toks[m.Head].Head {
		words = append(slices.Clone(words), int32(b)) // "the weakest deal imaginable"
	}
	for _, c := range words {
		if toks[c].Rel != syntax.Amod || r.isLabelWord(&toks[c], m) {
			continue
		}
		v := r.rating(&toks[c])
		if v == 0 {
			continue
		}
		why := "“" + toks[c].Text + "” describes it"
		r.add(int(c), utterer, id, v, Attribute, "attribute.modifier", why, m.Head)
		if m.Dealing {
			r.blame(id, int(c), utterer, v)
		}
	}
}

// blame gives what is said of a dealing also to the actor who made it: "he
// negotiated one of the weakest deals", "Trump's disastrous deal".
func (r *reading) blame(id, word, holder int, v float64) {
	doc, toks := r.doc, r.doc.Tokens
	h := doc.Mentions[id].Head
	maker := -1
	if p := doc.Child(h, syntax.NmodPoss); p >= 0 {
		maker = r.mentionAt(p)
	}
	for k, steps := h, 0; maker < 0 && steps < 4; steps++ {
		t := &toks[k]
		if t.Head < 0 || t.Rel != syntax.Nmod && t.Rel != syntax.Obj && t.Rel != syntax.Obl {
			break
		}
		k = t.Head
		if toks[k].Tag == syntax.VERB {
			if a := doc.Agent(k); a >= 0 && t.Rel == syntax.Obj && makes(toks[k].Lemma) {
				maker = r.mentionAt(a)
			}
			break
		}
	}
	if maker >= 0 && doc.Mentions[maker].Actor != "" {
		r.add(word, holder, maker, math.Copysign(0.5, v), Composed, "composed.maker", "who makes a dealing is rated with it", h)
	}
}

// makes reports whether who does what a verb says made its object.
func makes(lemma string) bool {
	switch lemma {
	case "make", "negotiate", "sign", "strike", "reach", "cut", "broker", "offer", "conclude", "seal", "forge", "give", "propose", "write", "design", "launch", "start", "get":
		return true
	}
	return false
}
