package stance

import (
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// predicate tries the word at token i against the lexicon.
func (r *reading) predicate(i int) {
	for _, p := range r.entries(i) {
		switch p.Class {
		case "naming":
			r.naming(i)
		case "light": // the noun that it carries has an entry of its own
		case "light_reverse":
			r.received(i)
		case "desire", "dread":
			r.desire(i, p)
		case "concern":
			r.concern(i, p)
		case "violence":
			if r.verbal(i) {
				p.Polarity, p.HasPolarity, p.Class = -0.5, true, "disapprove"
				r.attitude(i, p)
				continue
			}
			if r.announced(i) { // a blow that is struck is an event; one that is threatened is an attitude too
				p.Polarity, p.HasPolarity = -0.5, true
				r.attitude(i, p)
			}
		case "tolerate":
			if r.negated(i) { // "cannot stand": only the denial says something
				r.attitude(i, p)
			}
		default:
			if p.HasPolarity {
				r.attitude(i, p)
			}
		}
	}
}

// verbal reports whether an attack is one of words: on a dealing, over or for
// something, or in one breath with praise or blame.
func (r *reading) verbal(i int) bool {
	toks := r.doc.Tokens
	if l := toks[i].Lemma; l != "attack" || toks[i].Tag != syntax.VERB {
		return false
	}
	for _, o := range r.object(i) {
		if id, ok := r.heads[o]; ok && r.doc.Mentions[id].Dealing {
			return true
		}
	}
	for _, prep := range []string{"over", "for", "as"} {
		if len(r.prepositional(i, prep)) > 0 {
			return true
		}
	}
	joined := func(k int) bool {
		return slices.ContainsFunc(r.entries(k), func(p lexicon.Predicate) bool {
			return p.Class == "approve" || p.Class == "disapprove" || p.Class == "accuse"
		})
	}
	for _, c := range r.doc.Children(i) {
		if toks[c].Rel == syntax.Conj && joined(int(c)) {
			return true
		}
	}
	for k := i - 1; k >= 0 && toks[k].Sentence == toks[i].Sentence && k > i-10; k-- {
		if toks[k].Tag == syntax.VERB {
			return (toks[i].Rel == syntax.Conj || toks[i].Rel == syntax.Acl) && joined(k)
		}
	}
	return false
}

// entries gives the lexicon's entries for the word at token i.
func (r *reading) entries(i int) []lexicon.Predicate {
	t := &r.doc.Tokens[i]
	lemma := strings.ToLower(t.Lemma)
	switch t.Tag {
	case syntax.VERB:
		if ps := r.predicates[wordKey{strings.ToLower(t.Text), "adj"}]; ps != nil && t.Fine == syntax.FineVBN && r.doc.Child(i, syntax.Obj) < 0 {
			return ps // "was stunned with", "got worried for"
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
			return r.predicates[wordKey{strings.ToLower(t.Text), "noun"}]
		}
		return nil
	case syntax.NOUN, syntax.PROPN:
		if r.doc.Child(i, syntax.Nsubj) >= 0 && r.doc.Child(i, syntax.Cop, syntax.Det) < 0 { // a verb with a wrong tag
			if ps := r.predicates[wordKey{lemma, "verb"}]; ps != nil {
				return ps
			}
		}
		if ps := r.phrased(i, lemma, "noun"); ps != nil {
			return ps
		}
		return r.predicates[wordKey{lemma, "noun"}]
	case syntax.ADJ:
		if t.Rel == syntax.Nmod || t.Rel == syntax.Obl { // "a gesture of goodwill" with a wrong tag
			return r.predicates[wordKey{strings.ToLower(t.Text), "noun"}]
		}
		if ps := r.phrased(i, strings.ToLower(t.Text), "adj"); ps != nil {
			return ps
		}
		return r.predicates[wordKey{strings.ToLower(t.Text), "adj"}]
	}
	return nil
}

// holderOf gives the mention that fills the holder's slot of an entry.
func (r *reading) holderOf(i int, p lexicon.Predicate) int {
	switch p.Holder {
	case lexicon.Speaker:
		return utterer
	case lexicon.Object:
		if o := r.object(i); len(o) > 0 {
			return r.someone(o[0])
		}
		return nobody
	case lexicon.Possessor:
		if h := r.argument(i, lexicon.Possessor); len(h) > 0 {
			return r.someone(h[0])
		}
		if of := r.prepositional(i, "of"); len(of) > 0 { // "the enthusiasm of the group for him"
			for _, slot := range p.Target {
				if slot != "of" && len(r.argument(i, slot)) > 0 {
					return r.someone(of[0])
				}
			}
		}
		t := &r.doc.Tokens[i]
		if t.Head >= 0 && (t.Rel == syntax.Obj || t.Rel == syntax.Nmod || t.Rel == syntax.Obl || t.Rel == syntax.Conj) {
			v := t.Head
			for steps := 0; steps < 2 && r.doc.Tokens[v].Tag != syntax.VERB && r.doc.Tokens[v].Head >= 0; steps++ {
				v = r.doc.Tokens[v].Head // "a vote of support", "nothing but contempt"
			}
			if r.doc.Tokens[v].Tag == syntax.AUX && r.doc.Tokens[v].Lemma != "have" {
				return nobody
			}
			if r.isLightVerb(v) || r.isToken(t.Head) || loses(r.doc.Tokens[v].Lemma) {
				if a := r.doc.Agent(v); a >= 0 {
					return r.someone(a)
				}
			}
		}
		return nobody
	}
	h := r.doc.Agent(i)
	if s := r.doc.Child(i, syntax.NsubjPass); p.POS == "adj" && s >= 0 {
		h = s // "we were stunned"
	}
	if h >= 0 {
		switch strings.ToLower(r.doc.Tokens[h].Text) {
		case "you", "one", "nobody", "anyone", "anybody":
			if id := r.someone(h); id >= 0 {
				return id // "nobody in the group"
			}
			return utterer // "you cannot trust them"
		}
		return r.someone(h)
	}
	if t := &r.doc.Tokens[i]; t.Tag == syntax.ADJ || t.Tag == syntax.VERB {
		if x := r.doc.Child(i, syntax.Aux); x >= 0 && r.doc.Child(i, syntax.AuxPass) >= 0 {
			switch r.doc.Tokens[x].Lemma {
			case "can", "could", "must", "should", "ought":
				return utterer // "cannot be trusted": who says so does not
			}
		}
		return nobody
	}
	return utterer
}

// someone gives the mention at a token or, for "one of his aides", of what it
// is one of.
func (r *reading) someone(i int) int {
	if id := r.mentionAt(i); id >= 0 {
		return id
	}
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel.Base() != syntax.Nmod {
			continue
		}
		switch r.doc.Preposition(int(c)) {
		case "of", "in", "among", "from":
			if id := r.mentionAt(int(c)); id >= 0 {
				return id
			}
		}
	}
	return nobody
}

// isToken reports whether a noun stands for an attitude that is shown by a
// deed: "as a gesture of goodwill".
func (r *reading) isToken(i int) bool {
	switch r.doc.Tokens[i].Lemma {
	case "gesture", "sign", "token", "show", "word", "words", "message", "expression", "display":
		return true
	}
	return false
}

func (r *reading) isLightVerb(i int) bool {
	return slices.ContainsFunc(r.predicates[wordKey{strings.ToLower(r.doc.Tokens[i].Lemma), "verb"}], func(p lexicon.Predicate) bool { return p.Class == "light" })
}

// targetsOf gives the mentions in the first target slot of an entry that is
// filled, and the tokens of that slot.
func (r *reading) targetsOf(i int, p lexicon.Predicate) (ids, tokens []int) {
	for _, slot := range p.Target {
		args := r.argument(i, slot)
		if _, prep, ok := strings.Cut(p.Lemma, " "); ok && len(args) == 0 && slot == lexicon.Object && p.POS == "verb" {
			args = r.prepositional(i, prep) // "stood by the group"
		}
		for _, k := range args {
			if r.excluded(k) {
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
func (r *reading) attitude(i int, p lexicon.Predicate) {
	if p.Class == "success" && len(r.object(i)) > 0 {
		return // "succeeding David Chu"
	}
	if p.Holder == lexicon.Speaker && r.charged(i) {
		return // "accused him of lying": the accuser's rating, which has its own entry
	}
	for _, holder := range r.holdersOf(i, p) {
		r.attitudeOf(i, holder, p)
	}
}

// holdersOf gives all who hold the attitude of an entry: "Both X and Y
// praised".
func (r *reading) holdersOf(i int, p lexicon.Predicate) []int {
	holder := r.holderOf(i, p)
	if holder == nobody && p.Class == "violence" {
		holder = utterer // "the group will be hunted down": who says so threatens
	}
	all := []int{holder}
	if holder < 0 {
		return all
	}
	for _, k := range r.with(r.doc.Mentions[holder].Head)[1:] {
		if id := r.someone(k); id >= 0 && !r.same(id, holder) {
			all = append(all, id)
		}
	}
	return all
}

// attitudeOf handles the attitude of one holder.
func (r *reading) attitudeOf(i, holder int, p lexicon.Predicate) {
	ids, tokens := r.targetsOf(i, p)
	if len(ids) == 0 && p.POS == "noun" && holder >= 0 {
		if ids = r.given(i); len(ids) == 0 {
			ids = r.recipient(i, holder)
		}
	}
	if len(tokens) == 1 && r.isEachOther(tokens[0]) {
		ids = r.others(i, holder)
	}
	if len(ids) == 0 && len(tokens) == 0 {
		ids = r.inClause(i, p)
	}
	side := "on the side of"
	if p.Polarity < 0 {
		side = "against"
	}
	rule := p.POS + "." + p.Class
	if p.Holder == lexicon.Speaker {
		why := "“" + r.doc.Tokens[i].Text + "” rates whoever does it"
		n := len(r.findings)
		for _, id := range ids {
			r.add(i, holder, id, p.Polarity, Predicate, rule, why)
		}
		if r.doc.SpokenIn(r.doc.Tokens[i].Span) < 0 {
			for k := n; k < len(r.findings); k++ {
				r.findings[k].Confidence = 0.5 // the source may tell it as a fact
			}
		}
		return
	}
	why := "“" + r.doc.Tokens[i].Text + "” puts " + r.who(holder) + " " + side + " the target"
	if len(ids) == 0 && p.Class == "threaten" {
		if id := r.onlyOther(i, holder); id >= 0 && r.within(i, id) {
			ids = []int{id}
		}
	}
	ending := slices.ContainsFunc(tokens, r.isEnding)
	direct := p.Polarity
	if p.Class == "mourn" {
		direct = 0.5 // whom somebody mourns he is for
	}
	for _, id := range ids {
		if !ending {
			r.add(i, holder, id, direct, Predicate, rule, why, r.doc.Mentions[id].Head)
		}
	}
	for _, k := range tokens {
		r.composed(i, holder, p.Polarity, k)
	}
	if len(tokens) == 0 && p.Holder == lexicon.Subject && p.POS == "adj" && !r.complemented(i) && r.doc.Tokens[i].Rel != syntax.Xcomp {
		if id := r.onlyOther(i, holder); id >= 0 {
			n := len(r.findings)
			r.add(i, holder, id, p.Polarity, Predicate, rule+".implied", why+", the only other party in the sentence")
			if len(r.findings) > n {
				r.findings[n].Confidence = 0.5
			}
		}
	}
}

// complemented reports whether the word at token i says what it is about,
// though by no slot of its entry: "skeptical about spending more".
func (r *reading) complemented(i int) bool {
	for _, c := range r.doc.Children(i) {
		switch r.doc.Tokens[c].Rel.Base() {
		case syntax.Obl, syntax.Advcl, syntax.Ccomp, syntax.Xcomp, syntax.Acl:
			if int(c) > i {
				return true
			}
		}
	}
	return false
}

// charged reports whether the word at token i is what somebody is praised,
// blamed or held in some regard for: whoever does that rates it, and not who
// tells of it.
func (r *reading) charged(i int) bool {
	t := &r.doc.Tokens[i]
	if t.Head < 0 {
		return false
	}
	switch t.Rel {
	case syntax.Advcl, syntax.Acl:
		if !r.marked(i, "of") && !r.marked(i, "for") && !r.marked(i, "over") {
			return false
		}
	case syntax.Obl, syntax.Nmod:
		if r.doc.Preposition(i) == "" {
			return false
		}
	case syntax.Obj:
		return t.Tag == syntax.NOUN && r.judges(t.Head)
	default:
		return false
	}
	if head := &r.doc.Tokens[t.Head]; head.Tag != syntax.VERB && head.Head >= 0 && (head.Rel == syntax.Obj || head.Rel == syntax.Nmod || head.Rel == syntax.OblAgent) && r.judges(head.Head) {
		return true // "accused Trump of coddling"
	}
	return r.judges(t.Head)
}

// judges reports whether the word at token i carries an attitude of one of
// its arguments.
func (r *reading) judges(i int) bool {
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool {
		return p.HasPolarity && p.Holder != lexicon.Speaker
	})
}

// within reports whether a mention stands in what the word at token i
// governs or reports.
func (r *reading) within(i, id int) bool {
	m := &r.doc.Mentions[id]
	if first, last := r.doc.Subtree(i); m.Head > i && m.Head >= first && m.Head < last {
		return true
	}
	at := r.doc.SpokenIn(m.Span)
	return at >= 0 && r.doc.Attributions[at].Cue0() == r.doc.Tokens[i].Span
}

// isEnding reports whether the noun at token i ends or harms what it is of:
// who welcomes the end of the talks is against the talks, and who celebrates
// somebody's defeat against him.
func (r *reading) isEnding(i int) bool {
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool {
		return p.Class == "ending" || p.Class == "fortune" && p.Effect < 0 && p.POS == "noun"
	})
}

// onlyOther gives the mention of the one actor in the sentence who is not the
// holder, -1 where there is none or more than one.
func (r *reading) onlyOther(i, holder int) int {
	if holder < 0 || r.doc.Mentions[holder].Actor == "" {
		return -1
	}
	only := -1
	for _, id := range r.byPlace[r.doc.Tokens[i].Sentence] {
		m := &r.doc.Mentions[id]
		if m.Actor == "" || m.Actor == r.doc.Mentions[holder].Actor || m.Relation == annotate.Proxy {
			continue
		}
		if at := r.doc.SpokenIn(r.doc.Tokens[i].Span); at >= 0 && r.doc.Attributions[at].Mention >= 0 && r.same(id, r.doc.Attributions[at].Mention) {
			continue // who says it is not whom it is about
		}
		if only >= 0 && r.doc.Mentions[only].Actor != m.Actor {
			return -1
		}
		if only < 0 {
			only = id
		}
	}
	return only
}

// recipient gives whom an attitude without a stated target goes to: who
// rejects or welcomes "the support of the group" is whom the group supports.
func (r *reading) recipient(i, holder int) []int {
	t := &r.doc.Tokens[i]
	if t.Head < 0 || t.Rel != syntax.Obj || r.doc.Tokens[t.Head].Tag != syntax.VERB {
		return nil
	}
	if !slices.ContainsFunc(r.entries(t.Head), func(p lexicon.Predicate) bool { return p.HasPolarity && p.Holder == lexicon.Subject }) {
		return nil
	}
	if a := r.doc.Agent(t.Head); a >= 0 {
		if id := r.someone(a); id >= 0 && !r.same(id, holder) {
			return []int{id}
		}
	}
	return nil
}

// composed carries an attitude towards an event over to whom the event does
// good or harm.
func (r *reading) composed(i, holder int, polarity float64, event int) {
	for _, e := range r.entries(event) {
		if e.Effect == 0 && e.HasPolarity && e.Holder == lexicon.Possessor {
			e.Effect = e.Polarity // "welcomed the criticism of X" is against X
		}
		if e.Effect == 0 || e.Holder == lexicon.Speaker && e.Class != "fortune" {
			continue
		}
		ids, _ := r.targetsOf(event, e)
		for _, id := range ids {
			why := "being for or against “" + r.doc.Tokens[event].Text + "” is being for or against whom it helps or harms"
			r.add(i, holder, id, math.Copysign(0.5, polarity*e.Effect), Composed, "composed."+e.Class, why, event)
		}
	}
}

// concern tells worry about somebody from worry for somebody: about a health
// or a life, or "for", it is sympathy.
func (r *reading) concern(i int, p lexicon.Predicate) {
	holder := r.holderOf(i, p)
	found := false
	for _, slot := range p.Target {
		for _, k := range r.argument(i, slot) {
			found = true
			polarity, why := p.Polarity, "worry about what somebody does"
			if slot == "for" {
				polarity, why = 0.5, "worry for somebody is sympathy"
			}
			first, last := r.doc.Subtree(k)
			if slices.ContainsFunc(r.doc.Tokens[first:last], func(t annotate.Token) bool { return r.isHealth(&t) }) {
				polarity, why = 0.5, "worry about somebody's health or safety is sympathy"
			}
			ids := r.mentionsOf(k, 2)
			if s := r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass); len(ids) == 0 && s >= 0 {
				ids = r.mentionsOf(s, 1) // "concern about Trump being ill"
			}
			for _, id := range ids {
				r.add(i, holder, id, polarity, Predicate, p.POS+".concern", "“"+r.doc.Tokens[i].Text+"”: "+why, k)
			}
		}
	}
	if !found {
		r.worryForIll(i, holder, p)
	}
}

// worryForIll handles a worry without an object in a sentence about illness:
// "we were worried when he fell ill".
func (r *reading) worryForIll(i, holder int, p lexicon.Predicate) {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	for k := s.First; k < s.Last; k++ {
		if r.isHealth(&r.doc.Tokens[k]) {
			if id := r.onlyOther(i, holder); id >= 0 {
				r.add(i, holder, id, 0.5, Predicate, p.POS+".concern.implied", "worry in a sentence about somebody's health is sympathy", k)
			}
			return
		}
	}
}

// received handles what somebody gets: "faced criticism from X", "drew
// praise from X", where the subject is the target.
func (r *reading) received(i int) {
	doc := r.doc
	targets := r.argument(i, lexicon.Subject)
	for _, o := range r.object(i) {
		noun := o
		p, ok := r.nounAttitude(noun)
		if !ok {
			if c := doc.Child(o, syntax.Nmod); c >= 0 && doc.Preposition(c) == "of" {
				noun = c
				p, ok = r.nounAttitude(noun)
			}
		}
		if !ok {
			continue
		}
		holders := r.prepositional(i, "from")
		if len(holders) == 0 {
			holders = r.prepositional(noun, "from")
		}
		for _, k := range targets {
			for _, id := range r.mentionsOf(k, 1) {
				for _, h := range holders {
					r.add(noun, r.someone(h), id, p.Polarity, Predicate, "light.received", "the subject of “"+doc.Tokens[i].Text+"” is whom “"+doc.Tokens[noun].Text+"” is about", i, h)
				}
				if len(holders) == 0 {
					holder := nobody
					if l := doc.Tokens[i].Lemma; l == "deserve" || l == "merit" {
						holder = utterer
					}
					r.add(noun, holder, id, p.Polarity, Predicate, "light.received", "the subject of “"+doc.Tokens[i].Text+"” is whom “"+doc.Tokens[noun].Text+"” is about", i)
				}
			}
		}
	}
}

func (r *reading) nounAttitude(i int) (lexicon.Predicate, bool) {
	if r.doc.Tokens[i].Tag != syntax.NOUN {
		return lexicon.Predicate{}, false
	}
	for _, p := range r.entries(i) {
		if p.HasPolarity {
			return p, true
		}
	}
	return lexicon.Predicate{}, false
}
