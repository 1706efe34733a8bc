package stance

import (
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// predicate tries the word at token i against the lexicon.
func (r *finder) predicate(i int) {
	for _, p := range r.entries(i) {
		if p.Lemma == "hit" && !r.fits("attack_in_words", i) {
			p.Class, p.HasPolarity = "violence", false
		}
		switch p.Class {
		case "naming":
			r.naming(i)
		case "light": // the noun that it carries has an entry of its own
		case "approve":
			if p.HasPolarity {
				r.attitude(i, p)
			}
		case "violence":
			if r.fits("attack_in_words", i) {
				p.Polarity, p.HasPolarity, p.Class = -0.5, true, "disapprove"
				r.attitude(i, p)
				continue
			}
			if r.fits("announced", i) { // a blow that is struck is an event; one that is threatened is an attitude too
				p.Polarity, p.HasPolarity = -0.5, true
				r.attitude(i, p)
			}
		default:
			if p.HasPolarity && !r.is(p.Class, "wish_classes") {
				r.attitude(i, p)
			}
		}
	}
}

// entries gives the lexicon's entries for the word at token i.
func (r *wordEntries) entries(i int) []lexicon.Predicate {
	k := &r.known[i]
	if !k.looked {
		k.entries, k.looked = r.lookUp(i), true
	}
	return k.entries
}

func (r *wordEntries) lookUp(i int) []lexicon.Predicate {
	t := &r.doc.Tokens[i]
	if !t.Tag.In(syntax.VERB, syntax.NOUN, syntax.PROPN, syntax.ADJ) || !in(r.heard, t.Lemma) && !in(r.heard, t.Text) {
		return nil
	}
	lemma, text := strings.ToLower(t.Lemma), t.Lower()
	switch t.Tag {
	case syntax.VERB:
		return r.lookUpVerb(i, lemma, text)
	case syntax.ADJ:
		if t.Rel.In(syntax.Nmod, syntax.Obl) { // "a gesture of goodwill" with a wrong tag
			return r.predicates[wordKey{text, "noun"}]
		}
		if ps := r.phrasedOr(i, text, "adj"); ps != nil {
			return ps
		}
		return r.predicates[wordKey{lemma, "adj"}] // "angrier"
	}
	if r.doc.Child(i, syntax.Nsubj) >= 0 && r.doc.Child(i, syntax.Cop, syntax.Det) < 0 { // a verb with a wrong tag
		if ps := r.predicates[wordKey{lemma, "verb"}]; ps != nil {
			return ps
		}
	}
	return r.phrasedOr(i, lemma, "noun")
}

// phrasedOr returns the entries of the phrase that begins with a word, else
// those of the word alone.
func (r *wordEntries) phrasedOr(i int, word, pos string) []lexicon.Predicate {
	if ps := r.phrased(i, word, pos); ps != nil {
		return ps
	}
	return r.predicates[wordKey{word, pos}]
}

// lookUpVerb returns the entries of the verb at token i; a participle may be an
// adjective of the lists.
func (r *wordEntries) lookUpVerb(i int, lemma, text string) []lexicon.Predicate {
	if r.doc.Tokens[i].Fine == syntax.FineVBN {
		if ps := r.predicates[wordKey{text, "adj"}]; ps != nil && r.doc.Child(i, syntax.Obj) < 0 {
			return ps // "was stunned with", "got worried for"
		}
		if ps := r.phrased(i, text, "adj"); ps != nil {
			return ps // "is fed up with"
		}
	}
	if ps := r.phrased(i, lemma, "verb"); ps != nil {
		return ps
	}
	if r.doc.Child(i, syntax.CompoundPrt) >= 0 {
		return nil
	}
	if ps := r.predicates[wordKey{lemma, "verb"}]; ps != nil {
		return ps
	}
	if i > 0 && r.doc.Tokens[i-1].Tag == syntax.VERB && r.isLightVerb(i-1) { // "has contempt" with a wrong tag
		return r.predicates[wordKey{text, "noun"}]
	}
	return nil
}

// targetsOf gives the mentions in the first target slot of an entry that is
// filled, and the tokens of that slot.
func (r *arguments) targetsOf(i int, p lexicon.Predicate) (ids, tokens []int) {
	for _, slot := range p.Target {
		args := r.argument(i, slot)
		if slot == lexicon.Possessor && slices.Contains(p.Target, "of") && len(r.doc.Prepositional(i, "of")) > 0 && r.doc.Child(i, syntax.NmodPoss) >= 0 {
			continue // "his dismissal of the general": it befalls the general
		}
		if prep := strings.LastIndexByte(p.Lemma, ' ') + 1; prep > 0 && len(args) == 0 && slot == lexicon.Object && p.POS == "verb" {
			args = r.doc.Prepositional(i, p.Lemma[prep:]) // "stood by the group"
		} else if prep > 0 && len(args) == 0 && p.POS == "verb" {
			args = r.ofPhrase(i, slot, strings.Fields(p.Lemma)[1:])
		}
		for _, k := range args {
			if r.fits("excluded", k) {
				continue
			}
			tokens = append(tokens, k)
			ids = append(ids, r.mentionsOf(k, 2)...)
		}
		if len(ids) > 0 {
			return ids, tokens
		}
	}
	return nil, tokens
}

// attitude handles entries whose holder is for or against their target. What
// the target does to somebody else carries over: who rejects an attack on X
// is for X.
func (r *finder) attitude(i int, p lexicon.Predicate) {
	if r.rules.Vetoed(r.reading, i, p.Class) || p.Holder == lexicon.Speaker && r.rules.Vetoed(r.reading, i, "doer") {
		return
	}
	holders, to := r.holdersOf(i, p), targets{}
	to.ids, to.tokens = r.targetsOf(i, p)
	if to.mutual = r.reciprocal(to.tokens); to.mutual {
		if to.each = r.reciprocants(i); len(to.each) > 1 {
			holders = to.each
		}
	}
	for _, holder := range holders {
		r.attitudeOf(i, holder, p, to)
	}
}

// targets is what an entry is about, whoever holds it: the mentions and the tokens of its
// target slot, and where that is a reciprocal those who do it to each other.
type targets struct {
	ids, tokens []int
	mutual      bool
	each        []int
}

// attitudeOf handles the attitude of one holder.
func (r *finder) attitudeOf(i, holder int, p lexicon.Predicate, to targets) {
	ids, tokens := to.ids, to.tokens
	if len(ids) == 0 && p.POS == "noun" && holder >= 0 { // "gave X his support"
		if ids = r.handedTo(i); len(ids) == 0 {
			ids = r.recipient(i, holder)
		}
	}
	if len(ids) == 0 && r.aboutClause(i, holder, p) {
		return
	}
	if to.mutual {
		ids = slices.DeleteFunc(slices.Clone(to.each), func(id int) bool { return holder < 0 || r.same(id, holder) })
	}
	if len(ids) == 0 && len(tokens) == 0 {
		ids = r.judgedIn(i, p)
	}
	if p.Holder == lexicon.Speaker {
		r.doersRated(i, holder, p, ids)
		return
	}
	side := "on the side of"
	if p.Polarity < 0 {
		side = "against"
	}
	shown, end := r.shown(i, p)
	if end > i && r.doc.Tokens[end].Tag == syntax.NOUN && p.Polarity > 0 && r.NegatedAlone(end) {
		p.Polarity = -p.Polarity // "have no faith in"
	}
	c := claim{at: i, holder: holder, polarity: p.Polarity, kind: Predicate, rule: p.POS + "." + p.Class,
		why: "“" + shown + "” puts " + r.nameOf(holder) + " " + side + " the target"}
	if len(ids) == 0 && p.Class == "threaten" {
		if id := r.onlyOther(i, holder); id >= 0 && r.within(i, id) {
			ids = []int{id}
		}
	}
	if !slices.ContainsFunc(tokens, func(k int) bool { return r.isEnding(k) && !r.endsHarm(k) && !r.is(p.Lemma, "mocking") }) {
		direct := c
		direct.class, direct.adjective = p.Class, p.POS == "adj"
		if p.Class == "mourn" {
			direct.polarity = 0.5 // whom somebody mourns he is for
		}
		direct.told = r.told(i, p)
		for _, id := range ids {
			direct.target, direct.evidence = id, []int{r.doc.Mentions[id].Head, end}
			r.add(direct)
		}
	}
	for _, k := range tokens {
		r.composed(i, holder, p, k)
	}
	if len(tokens) == 0 && r.isBareAdjective(i, p) {
		r.onlyOtherImplied(c)
	}
}

// told reports whether an entry is an act by which the attitude is shown, which has a
// root code, and no mere feeling: "thanked", "hurled abuse", "had harsh words".
func (r *wordEntries) told(i int, p lexicon.Predicate) bool {
	t := &r.doc.Tokens[i]
	return p.Root != "" && (p.POS == "verb" || p.POS == "noun" && t.Head >= 0 && (r.is(t.Lemma, "addresses") || r.is(r.doc.Tokens[t.Head].Lemma, "uttering")))
}

// judgedIn gives whom the clause is about that a verb judges; what is hoped or said
// has rules of its own.
func (r *holders) judgedIn(i int, p lexicon.Predicate) []int {
	if p.POS != "verb" || p.Holder != lexicon.Subject || !r.is(p.Class, "judged_classes") {
		return nil
	}
	if s := r.tokenOf("judged_clause", i); s >= 0 {
		return r.mentionsOf(s, 1)
	}
	return nil
}

// isBareAdjective reports whether an entry is an adjective of its subject that
// nothing completes.
func (r *finder) isBareAdjective(i int, p lexicon.Predicate) bool {
	return p.Holder == lexicon.Subject && p.POS == "adj" && !r.fits("complemented", i) && r.doc.Tokens[i].Rel != syntax.Xcomp
}

// doersRated handles entries by which whoever utters them rates the doer:
// "misled the public".
func (r *finder) doersRated(i, holder int, p lexicon.Predicate, ids []int) {
	shown, end := r.shown(i, p)
	why := "“" + shown + "” rates whoever does it"
	if p.Class == "fooled" {
		why = "who lets others get the better of him is rated by “" + shown + "”"
	}
	if end != i && r.doc.Tokens[end].Tag == syntax.NOUN && !r.Negated(i) && r.NegatedAlone(end) && p.Lemma != "make no sense" {
		p.Polarity, p.Class = -p.Polarity, "misdeed" // "makes little sense"
	}
	rule := p.POS + "." + p.Class
	if r.feared(i, p.Class) {
		p.Polarity = -p.Polarity
		why += ", and whoever says it fears that"
	}
	n := len(r.findings)
	for _, id := range ids {
		r.add(claim{at: i, holder: holder, target: id, polarity: p.Polarity, kind: Predicate, class: p.Class, adjective: p.POS == "adj", rule: rule, why: why, evidence: []int{end}})
	}
	if r.doc.SpokenIn(r.doc.Tokens[i].Span) < 0 {
		r.doubt(n) // the source may tell it as a fact
	}
}

// onlyOtherImplied takes the only other party of the sentence for the target of
// an adjective that names none: "was furious".
func (r *finder) onlyOtherImplied(c claim) {
	if c.target = r.onlyOther(c.at, c.holder); c.target < 0 {
		return
	}
	c.rule, c.why = c.rule+".implied", c.why+", the only other party in the sentence"
	n := len(r.findings)
	r.add(c)
	r.doubt(n)
}

// doubt halves the confidence of the findings from the n-th on.
func (r *finder) doubt(n int) {
	for k := n; k < len(r.findings); k++ {
		r.findings[k].Confidence = 0.5
	}
}

// isEnding reports whether the noun at token i ends or harms what it is of:
// who welcomes the end of the talks is against the talks, and who celebrates
// somebody's defeat against him.
func (r *wordEntries) isEnding(i int) bool {
	noun := r.doc.Tokens[i].Tag == syntax.NOUN
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool {
		return p.Class == "ending" || p.Class == "fortune" && p.Effect < 0 && noun
	})
}

// endsHarm reports whether the noun at token i ends what does harm, so that whoever
// does that does well: "the easing of the sanctions".
func (r *wordEntries) endsHarm(i int) bool {
	return slices.ContainsFunc(r.doc.Prepositional(i, "of"), func(k int) bool { v, _, ok := r.effectOf(k); return ok && v < 0 })
}

// composed carries an attitude towards an event over to whom the event does
// good or harm.
func (r *finder) composed(i, holder int, p lexicon.Predicate, event int) {
	for _, c := range r.doc.Children(event) { // "the strike that killed X"
		if t := &r.doc.Tokens[c]; t.Tag == syntax.VERB && t.Rel.In(syntax.AclRelcl, syntax.Acl) && r.doc.Subject(int(c)) >= 0 && r.doc.Agent(int(c)) == event {
			r.composed(i, holder, p, int(c))
		}
	}
	if r.isEnding(event) { // to be for the end of what harms somebody is to be for him
		n, turned := len(r.findings), p
		turned.Polarity = -p.Polarity
		for _, k := range r.doc.Prepositional(event, "of") {
			if len(r.effects(k)) > 0 {
				r.composed(i, holder, turned, k)
			}
		}
		if len(r.findings) > n {
			return
		}
	}
	if r.is(p.Lemma, "mocking") {
		return // who mocks a defeat does not regret it
	}
	for _, e := range r.effects(event) {
		ids, _ := r.targetsOf(event, e)
		ids = append(ids, r.ownersApart(ids)...)
		for _, id := range ids {
			why := "being for or against “" + r.doc.Tokens[event].Text + "” is being for or against whom it helps or harms"
			r.add(claim{at: i, holder: holder, target: id, polarity: math.Copysign(0.5, p.Polarity*e.Effect), kind: Composed,
				rule: "composed." + e.Class, why: why, evidence: []int{event}, told: r.told(i, p)})
		}
	}
}

// ownersApart gives the actors whose are the people and things that bear their name:
// an attack on "the Trump hotel" harms him.
func (r *finder) ownersApart(ids []int) (owners []int) {
	for _, id := range ids {
		m := &r.doc.Mentions[id]
		if noun := r.doc.Tokens[m.Head].Lemma; !m.Apart || r.is(noun, "others_nouns") || r.is(noun, "kin") {
			continue
		}
		for _, c := range r.doc.Children(m.Head) {
			owners = append(owners, r.belongsTo(m.Head, int(c), 2, false)...)
		}
	}
	return owners
}

// aboutClause handles a feeling about what somebody does: "is angry that X left
// the table", "voiced disappointment that X had not come". Where the clause says
// what befalls X, the feeling is turned by whether that is good or bad for him.
// It reports whether it found a clause.
func (r *finder) aboutClause(i, holder int, p lexicon.Predicate) bool {
	if !r.is(p.Class, "judged_classes") || p.Holder == lexicon.Speaker || p.POS == "verb" || r.is(p.Lemma, "doubts") {
		return false
	}
	clause := r.tokenOf("that_clause", i)
	if clause < 0 {
		return false
	}
	s := r.doc.Child(clause, syntax.Nsubj, syntax.NsubjPass)
	if s < 0 {
		return true
	}
	polarity, why := p.Polarity, "a feeling about what somebody does"
	if good := r.befalls(clause); good != 0 {
		polarity, why = math.Copysign(0.5, p.Polarity*good), "a feeling about what befalls somebody"
	} else if p.Polarity > 0 && r.is(r.doc.Tokens[clause].Lemma, "departs") {
		return true
	}
	for _, id := range r.mentionsOf(s, 0) {
		r.add(claim{at: i, holder: holder, target: id, polarity: polarity, kind: Predicate, rule: p.POS + "." + p.Class + ".clause",
			why: "“" + r.doc.Tokens[i].Text + "”: " + why, evidence: []int{clause}})
	}
	return true
}

// befalls gives whether what the clause of token c says of its subject is good
// (+1) or bad (-1) for him, 0 where he is not the one to whom it happens.
func (r *reading) befalls(c int) float64 {
	for _, p := range r.entries(c) {
		if r.is(p.Class, "outcome_classes") {
			for _, slot := range p.Target {
				if slot == lexicon.Subject || slot == lexicon.Object && r.doc.Child(c, syntax.NsubjPass) >= 0 {
					return math.Copysign(1, p.Effect+p.Polarity)
				}
			}
		}
	}
	if r.isHealth(&r.doc.Tokens[c]) {
		return -1
	}
	return 0
}
