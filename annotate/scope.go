package annotate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// The first pass over a document goes from sentence to sentence: it parses
// those in which an actor can be concerned and finds their mentions before it
// decides on the next. Whether an actor can be concerned is told by cheap
// signs on the surface, and by who was found so far.
//
// With the scope `all` the same pass is made first, and what it found stands;
// a second pass adds what is in the other sentences. So a sentence that both
// scopes do comes out the same by construction, and so does every judgment.

// How many sentences back a pronoun may find its antecedent (see salience),
// and a nominal its actor.
const (
	reachPerson  = 6
	reachThing   = 3
	reachNominal = 6
	// reachRivals is how many sentences before one that refers back are done
	// too, so that others who may be meant are known.
	reachRivals = 3
)

// scoper decides which sentences of a document concern an actor.
type scoper struct {
	*resolver
	last   int // sentence of the last mention of an actor so far, -1 for none
	done   int // how many sentences were parsed so far
	barren int // where the quotation ends of which nothing ahead concerned an actor, ...
	since  int // ... when so many sentences had been parsed
}

// concerned makes the first pass.
func (a *Annotator) concerned(doc *Document) {
	sc := &scoper{resolver: a.newResolver(doc), last: -1}
	for s := range doc.Sentences {
		concerned, refers := sc.decide(s)
		if !concerned {
			continue
		}
		from := s
		if refers {
			from = max(0, sc.last+1, s-reachRivals)
		}
		if sc.meansOthers(s) {
			from = max(0, s-reachRivals)
		}
		for k := from; k < s; k++ {
			sc.do(k)
		}
		sc.do(s)
	}
}

// do parses a sentence and finds its mentions.
func (sc *scoper) do(s int) {
	sent := &sc.doc.Sentences[s]
	if sent.Parsed {
		return
	}
	sent.Concerned = true
	sc.done++
	sc.parseSentence(sc.doc, sent)
	hangChildren(sc.doc, sent)
	first := len(sc.doc.Mentions)
	sc.sentence(s)
	for i := first; i < len(sc.doc.Mentions); i++ {
		if sc.counts(&sc.doc.Mentions[i]) {
			sc.last = max(sc.last, s)
		}
	}
}

// decide tells whether sentence s concerns an actor, and whether that rests on
// a word that refers back, so that what stands between must be known too.
func (sc *scoper) decide(s int) (concerned, gap bool) {
	sent := &sc.doc.Sentences[s]
	if sent.Region == corpus.Title || sent.Region == corpus.Tweet {
		return true, false
	}
	named, refers := sc.signs(s)
	if !refers {
		refers = sc.speechGoesOn(s)
	}
	if named || refers {
		return true, refers
	}
	return sc.dealings(s) || sc.sharesSpeech(s), false
}

// mayBegin reports whether a term may begin at token i of sentence s.
func (sc *scoper) mayBegin(t term, s, i int) bool {
	tok := &sc.doc.Tokens[i]
	switch t.kind {
	case aliasTerm:
		return t.begins(tok) || strings.EqualFold(tok.Text, "the")
	case memberTerm:
		return t.begins(tok) && sc.inForce(t)
	case proxyTerm:
		return sc.proxyCounts(t) && t.begins(tok) && sc.inForce(t)
	case nominalTerm:
		at, ok := sc.named[t.actor]
		return ok && s-at <= reachNominal && sc.definiteBefore(i, sc.doc.Sentences[s].First) >= 0 && sc.inForce(t)
	case officeTerm:
		return sc.inForce(t)
	}
	return false
}

// signs looks for names of actors and members, and for words that may refer
// back to one.
func (sc *scoper) signs(s int) (named, refers bool) {
	sent, toks := &sc.doc.Sentences[s], sc.doc.Tokens
	for i := sent.First; i < sent.Last; i++ {
		low := toks[i].Lower()
		if form, ok := thirdPerson()[low]; ok {
			refers = refers || sc.mayMean(s, form)
			continue
		}
		if k, ok := sc.known[low]; ok && k.actor != "" && startsUpper(toks[i].Text) {
			named = true
		}
		if b, ok := sc.bodyOf(strings.TrimSuffix(low, "s")); ok && b.actor != "" {
			refers = true
		}
		found, _ := sc.Annotator.names.longest(toks[:sent.Last], i, func(t term) bool { return sc.mayBegin(t, s, i) })
		for _, t := range found {
			if t.kind == nominalTerm || t.kind == officeTerm {
				refers = true
			} else {
				named = true
			}
		}
	}
	return named, refers
}

// meansOthers reports whether a sentence has a pronoun for a person whom nobody
// found so far explains: who she is may stand in the sentences before.
func (sc *scoper) meansOthers(s int) bool {
	for i := sc.doc.Sentences[s].First; i < sc.doc.Sentences[s].Last; i++ {
		if form, ok := thirdPerson()[sc.doc.Tokens[i].Lower()]; ok && form.person && !sc.mayMean(s, form) {
			return true
		}
	}
	return false
}

// mayMean reports whether a pronoun in sentence s may mean an actor that was
// mentioned shortly before.
func (sc *scoper) mayMean(s int, form pronounForm) bool {
	reach := reachThing
	if form.person {
		reach = reachPerson
	}
	for k := s - 1; k >= max(0, s-reach); k-- {
		for _, id := range sc.in[k] {
			if m := &sc.doc.Mentions[id]; sc.counts(m) && sc.agrees(m, form) {
				return true
			}
		}
	}
	return false
}

// speechGoesOn reports whether a sentence that is quoted may be the speech of
// somebody in the sentences before it: it stands in a quotation with one that
// concerns an actor, or is one quotation and follows such a sentence.
func (sc *scoper) speechGoesOn(s int) bool {
	sent := &sc.doc.Sentences[s]
	for _, q := range sc.doc.QuotesAt(sent.Span) {
		if q.Single || !q.Overlaps(sent.Span) {
			continue
		}
		if s > 0 && q.Start < sc.doc.Sentences[s-1].End && sc.doc.Sentences[s-1].Concerned {
			return true
		}
		near := sc.last >= 0 && (s-sc.last <= 2 || sc.doc.Sentences[s-1].Concerned)
		inner := Span{max(q.Start, sent.Start), min(q.End, sent.End)}
		if near && inner.Len()*10 >= sent.Len()*8 {
			return true
		}
	}
	return false
}

// sharesSpeech reports whether the sentence stands in a quotation that goes on
// in a later sentence which concerns an actor.
func (sc *scoper) sharesSpeech(s int) bool {
	sent := &sc.doc.Sentences[s]
	for _, q := range sc.doc.QuotesAt(sent.Span) {
		if q.Single || !q.Overlaps(sent.Span) || q.End <= sent.End || sc.barren == q.End && sc.since == sc.done {
			continue
		}
		for k := s + 1; k < len(sc.doc.Sentences) && sc.doc.Sentences[k].Start < q.End; k++ {
			if named, refers := sc.signs(k); named || refers {
				return true
			}
		}
		sc.barren, sc.since = q.End, sc.done // asked again by each of its sentences
	}
	return false
}

// dealings reports whether a sentence may tell of the dealings of two actors
// that were mentioned shortly before.
func (sc *scoper) dealings(s int) bool {
	actors := map[string]bool{}
	for k := max(0, s-reachThing); k <= s; k++ {
		for _, id := range sc.in[k] {
			if m := &sc.doc.Mentions[id]; sc.counts(m) {
				actors[m.Actor] = true
			}
		}
	}
	if len(actors) < 2 {
		return false
	}
	sent := &sc.doc.Sentences[s]
	for i := sent.First; i < sent.Last; i++ {
		low := sc.doc.Tokens[i].Lower()
		for _, w := range []string{low, strings.TrimSuffix(low, "s"), strings.TrimSuffix(low, "es"), strings.TrimSuffix(low, "ies") + "y"} {
			if sc.Annotator.dealings[w] != "" {
				return true
			}
		}
	}
	return false
}

// others makes the second pass: it parses what the first left, looks over the
// whole document anew, and adds what it finds in the sentences that concern no
// actor. By the first pass no actor is mentioned there.
func (a *Annotator) others(doc *Document) {
	near := findings{doc.Mentions, doc.Attributions}
	doc.Mentions, doc.Attributions = nil, nil
	for i := range doc.Sentences {
		if s := &doc.Sentences[i]; !s.Parsed {
			a.parseSentence(doc, s)
			hangChildren(doc, s)
		}
	}
	a.findMentions(doc)
	a.findAttributed(doc)
	far := findings{doc.Mentions, doc.Attributions}
	doc.Mentions, doc.Attributions = nil, nil
	doc.merge(near, far)
}

// findings are what a pass found.
type findings struct {
	mentions     []Mention
	attributions []Attribution
}

// merge fills a document with the near findings and those far ones that stand
// in sentences which concern no actor.
func (d *Document) merge(near, far findings) {
	heads := map[int]int{} // head token -> mention
	add := func(m Mention) int {
		d.Mentions = append(d.Mentions, m)
		heads[m.Head] = len(d.Mentions) - 1
		return len(d.Mentions) - 1
	}
	for _, m := range near.mentions {
		add(m)
	}
	for _, m := range far.mentions {
		if !d.Sentences[m.Sentence].Concerned && (m.Actor == "" || m.Relation == Proxy) {
			add(m)
		}
	}
	d.Attributions = append(d.Attributions, near.attributions...)
	moved := make([]int, len(far.attributions))
	for i := range far.attributions {
		moved[i] = -1
		if at := &far.attributions[i]; !d.touchesConcerned(at) {
			moved[i] = len(d.Attributions)
			d.Attributions = append(d.Attributions, *at)
		}
	}
	to := func(i int) int {
		if i < 0 {
			return -1
		}
		return moved[i]
	}
	for i := len(near.attributions); i < len(d.Attributions); i++ {
		at := &d.Attributions[i]
		at.Parent, at.Continues = to(at.Parent), to(at.Continues)
		if at.Mention >= 0 {
			id, ok := heads[far.mentions[at.Mention].Head]
			if at.Mention = id; !ok {
				at.Mention = -1
			}
		}
	}
	sortAttributions(d)
	d.measureReach()
	sortMentions(d)
}

// touchesConcerned reports whether an attribution has its cue or some of its
// content in a sentence that concerns an actor.
func (d *Document) touchesConcerned(at *Attribution) bool {
	if d.Sentences[at.Sentence].Concerned {
		return true
	}
	for _, c := range at.Content {
		first, last := d.SentencesIn(c)
		if slices.ContainsFunc(d.Sentences[first:last], func(s Sentence) bool { return s.Concerned }) {
			return true
		}
	}
	return false
}

// sortAttributions puts attributions in order of their content, the longer
// first, and keeps what they refer to.
func sortAttributions(d *Document) {
	order := make([]int, len(d.Attributions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		a, b := d.Attributions[x], d.Attributions[y]
		return cmp.Or(cmp.Compare(start(a.Content), start(b.Content)), cmp.Compare(end(b.Content), end(a.Content)))
	})
	moved := make([]int, len(order))
	sorted := make([]Attribution, len(order))
	for to, from := range order {
		moved[from], sorted[to] = to, d.Attributions[from]
	}
	for i := range sorted {
		if p := sorted[i].Parent; p >= 0 {
			sorted[i].Parent = moved[p]
		}
		if c := sorted[i].Continues; c >= 0 {
			sorted[i].Continues = moved[c]
		}
	}
	d.Attributions = sorted
}
