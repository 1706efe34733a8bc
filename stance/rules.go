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
			if r.announced(i) { // a blow that is struck is an event; one that is threatened is an attitude too
				p.Polarity, p.HasPolarity = -0.5, true
				r.attitude(i, p)
			}
		default:
			if p.HasPolarity {
				r.attitude(i, p)
			}
		}
	}
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
		if i+1 < len(r.doc.Tokens) { // "call off" is no calling
			if ps := r.predicates[wordKey{lemma + " " + strings.ToLower(r.doc.Tokens[i+1].Text), "verb"}]; ps != nil {
				return ps
			}
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
		return r.predicates[wordKey{lemma, "noun"}]
	case syntax.ADJ:
		if t.Rel == syntax.Nmod || t.Rel == syntax.Obl { // "a gesture of goodwill" with a wrong tag
			return r.predicates[wordKey{strings.ToLower(t.Text), "noun"}]
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
			if r.doc.Tokens[v].Tag == syntax.VERB && (r.isLightVerb(v) || r.isToken(t.Head)) {
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
			return utterer // "you cannot trust them"
		}
		return r.someone(h)
	}
	if t := &r.doc.Tokens[i]; t.Tag == syntax.ADJ || t.Tag == syntax.VERB {
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
		if r.doc.Tokens[c].Rel.Base() == syntax.Nmod && r.doc.Preposition(int(c)) == "of" {
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
		for _, k := range r.argument(i, slot) {
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
	holder := r.holderOf(i, p)
	if holder == nobody && p.Class == "violence" {
		holder = utterer // "the group will be hunted down": who says so threatens
	}
	ids, tokens := r.targetsOf(i, p)
	if len(ids) == 0 && p.POS == "noun" && holder >= 0 {
		ids = r.recipient(i, holder)
	}
	side := "on the side of"
	if p.Polarity < 0 {
		side = "against"
	}
	rule := p.POS + "." + p.Class
	if p.Holder == lexicon.Speaker {
		why := "“" + r.doc.Tokens[i].Text + "” rates whoever does it"
		for _, id := range ids {
			r.add(i, holder, id, p.Polarity, Predicate, rule, why)
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
	for _, id := range ids {
		if !ending {
			r.add(i, holder, id, p.Polarity, Predicate, rule, why, r.doc.Mentions[id].Head)
		}
	}
	for _, k := range tokens {
		r.composed(i, holder, p.Polarity, k)
	}
	if len(tokens) == 0 && p.Holder == lexicon.Subject && p.POS == "adj" && !r.complemented(i) {
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

// charged reports whether the verb at token i is what somebody is praised or
// blamed for.
func (r *reading) charged(i int) bool {
	t := &r.doc.Tokens[i]
	if t.Head < 0 || t.Rel != syntax.Advcl && t.Rel != syntax.Acl && t.Rel != syntax.Obl && t.Rel != syntax.Nmod {
		return false
	}
	if !marked(r.doc, i, "of") && !marked(r.doc, i, "for") && r.doc.Preposition(i) == "" {
		return false
	}
	return slices.ContainsFunc(r.entries(t.Head), func(p lexicon.Predicate) bool { return p.HasPolarity && p.Holder == lexicon.Subject })
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

// desire handles hopes and wishes: they have the polarity of what they wish
// somebody.
func (r *reading) desire(i int, p lexicon.Predicate) {
	holder := r.holderOf(i, p)
	sign := math.Copysign(1, p.Polarity)
	clause := -1
	for _, c := range r.argument(i, lexicon.Complement) {
		clause = c
	}
	if clause < 0 && r.doc.Tokens[i].Tag == syntax.NOUN && r.doc.Tokens[i].Rel == syntax.Obj && r.doc.Tokens[i].Head >= 0 {
		// "expressed hope that": the clause hangs on the verb
		for _, c := range r.argument(r.doc.Tokens[i].Head, lexicon.Complement) {
			if c > i {
				clause = c
			}
		}
	}
	if clause >= 0 {
		r.wished(i, holder, sign, clause)
		return
	}
	for _, slot := range p.Target {
		for _, k := range r.argument(i, slot) {
			r.wishedNoun(i, holder, sign, k)
		}
	}
	if p.POS == "adj" || r.doc.Tokens[i].Lemma == "optimism" {
		ids, _ := r.targetsOf(i, p)
		for _, id := range ids {
			r.add(i, holder, id, p.Polarity, Predicate, p.POS+"."+p.Class, "“"+r.doc.Tokens[i].Text+"” expects good of somebody")
		}
	}
}

// wished rates the parties of a clause that somebody wishes for.
func (r *reading) wished(i, holder int, sign float64, clause int) {
	doc := r.doc
	rated := false
	for _, c := range r.with2(clause) {
		for _, e := range r.entries(c) {
			if e.Effect == 0 {
				continue
			}
			ids, _ := r.targetsOf(c, e)
			for _, id := range ids {
				r.wish(i, holder, id, sign*e.Effect, c, "desire.effect", "what is wished for does good or harm")
				rated = true
			}
		}
	}
	if rated {
		return
	}
	subject := doc.Agent(clause)
	if s := doc.Child(clause, syntax.NsubjPass); s >= 0 {
		subject = s
	}
	if subject < 0 {
		return
	}
	first, last := doc.Subtree(clause)
	sum, word := 0.0, -1
	for k := first; k < last; k++ {
		if v := r.rating(&doc.Tokens[k]); v != 0 && k != subject {
			sum += v
			word = k
		}
	}
	if word < 0 && sign > 0 && warmWish(doc.Tokens[i].Lemma) && !departs(doc.Tokens[clause].Lemma) && !r.negated(clause) && r.inOwnWords(i) && !strings.EqualFold(doc.Tokens[subject].Text, "they") {
		for _, id := range r.mentionsOf(subject, 0) {
			n := len(r.findings)
			r.wish(i, holder, id, 1, clause, "desire.open", "what is hoped of somebody is taken as good will")
			if len(r.findings) > n {
				r.findings[n].Confidence = 0.5
			}
		}
		return
	}
	if word >= 0 && sum != 0 {
		for _, id := range r.mentionsOf(subject, 1) {
			r.wish(i, holder, id, sign*math.Copysign(1, sum), word, "desire.rating", "somebody is trusted to do what is rated by “"+doc.Tokens[word].Text+"”")
		}
	}
}

// inOwnWords reports whether token i stands in direct speech or in the report
// of its speaker's own hope; hopes told at second hand are often irony.
func (r *reading) inOwnWords(i int) bool {
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	return at >= 0 && (r.doc.Attributions[at].Type != annotate.Indirect || r.doc.Attributions[at].Parent < 0 && r.doc.Tokens[i].Tag == syntax.ADJ)
}

// warmWish reports whether a word wishes well when nothing says otherwise: a
// hope does, a bare want or expectation does not.
func warmWish(lemma string) bool {
	switch lemma {
	case "hope", "pray", "optimism", "optimistic", "hopeful", "confident":
		return true
	}
	return false
}

// departs reports whether a verb is of leaving or stopping: to hope for that
// is no good will.
func departs(lemma string) bool {
	switch lemma {
	case "leave", "withdraw", "pull", "stop", "end", "quit", "resign", "change", "learn", "understand", "realize", "know", "pay", "regret":
		return true
	}
	return false
}

// with2 gives a clause's verb and the verbs joined to it.
func (r *reading) with2(i int) []int {
	all := []int{i}
	for _, c := range r.doc.Children(i) {
		if rel := r.doc.Tokens[c].Rel; (rel == syntax.Conj || rel == syntax.Xcomp) && r.doc.Tokens[c].Tag == syntax.VERB {
			all = append(all, int(c))
		}
	}
	return all
}

func (r *reading) wishedNoun(i, holder int, sign float64, noun int) {
	for _, e := range r.entries(noun) {
		if e.Effect == 0 {
			continue
		}
		ids, _ := r.targetsOf(noun, e)
		for _, id := range ids {
			r.wish(i, holder, id, sign*e.Effect, noun, "desire.effect", "what is wished for does good or harm")
		}
	}
}

func (r *reading) wish(i, holder, target int, polarity float64, event int, rule, why string) {
	n := len(r.findings)
	r.add(i, holder, target, math.Copysign(0.5, polarity), Composed, rule, "“"+r.doc.Tokens[i].Text+"”: "+why, event)
	if len(r.findings) > n {
		r.findings[n].At = r.doc.Tokens[event].Span // in whose words the wish stands, not who reports it
		if r.findings[n].Modality != Denied {
			r.findings[n].Modality = Hoped
		}
	}
}

// concern tells worry about somebody from worry for somebody: about a health
// or a life, or "for", it is sympathy.
func (r *reading) concern(i int, p lexicon.Predicate) {
	holder := r.holderOf(i, p)
	found := false
	defer func() {
		if !found {
			r.worryForIll(i, holder, p)
		}
	}()
	for _, slot := range p.Target {
		for _, k := range r.argument(i, slot) {
			polarity, why := p.Polarity, "worry about what somebody does"
			first, last := r.doc.Subtree(k)
			for w := first; w < last; w++ {
				if r.isHealth(&r.doc.Tokens[w]) {
					polarity, why = 0.5, "worry about somebody's health or safety is sympathy"
				}
			}
			if slot == "for" && polarity < 0 {
				polarity, why = 0.5, "worry for somebody is sympathy"
			}
			found = true
			for _, id := range r.mentionsOf(k, 2) {
				r.add(i, holder, id, polarity, Predicate, p.POS+".concern", "“"+r.doc.Tokens[i].Text+"”: "+why, k)
			}
			if len(r.mentionsOf(k, 2)) == 0 { // "concern about Trump being ill"
				if s := r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass); s >= 0 {
					for _, id := range r.mentionsOf(s, 1) {
						r.add(i, holder, id, polarity, Predicate, p.POS+".concern", "“"+r.doc.Tokens[i].Text+"”: "+why, k)
					}
				}
			}
		}
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
	if o := r.doc.Child(i, syntax.Obj); o < 0 || o > i {
		return -1
	}
	return r.mentionAt(r.doc.Tokens[i].Head)
}

// namedAfter gives the mention that a naming verb is about, and the token
// after it.
func (r *reading) namedAfter(i int) (target, from int) {
	_, last := r.doc.Subtree(i)
	for k := i + 1; k < last && k < i+9; k++ {
		if id, ok := r.heads[k]; ok && r.doc.Tokens[k].Rel != syntax.Obl {
			if h := r.doc.Tokens[k].Head; h > k && h < last && r.mentionAt(h) >= 0 && r.same(id, r.mentionAt(h)) {
				continue // "the Taliban negotiators": they, not it
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

// labelAt gives the polarity of the label whose last word is token k.
func (r *reading) labelAt(k, last int) float64 {
	toks := r.doc.Tokens
	if k > 0 {
		if v, ok := r.labels[strings.ToLower(toks[k-1].Text+" "+toks[k].Text)]; ok {
			return v
		}
	}
	return r.labels[strings.ToLower(toks[k].Text)]
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
	if doc.Child(i, syntax.Expl) >= 0 {
		return // "it would be fair to say"
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
	value, word := r.phraseRating(i)
	if word < 0 || r.isFinding(word) {
		return
	}
	for _, id := range r.mentionsOf(subject, 1) {
		r.add(word, utterer, id, value, Attribute, "attribute.copula", "“"+toks[word].Text+"” is said of its subject", cop)
	}
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
			r.blame(id, int(c), v)
		}
	}
}

// blame gives what is said of a dealing also to the actor who made it: "he
// negotiated one of the weakest deals", "Trump's disastrous deal".
func (r *reading) blame(id, word int, v float64) {
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
		r.add(word, utterer, maker, math.Copysign(0.5, v), Composed, "composed.maker", "who makes a dealing is rated with it", h)
	}
}

// makes reports whether who does what a verb says made its object.
func makes(lemma string) bool {
	switch lemma {
	case "make", "negotiate", "sign", "strike", "reach", "cut", "broker", "offer", "hold", "have", "conclude", "seal", "forge", "give", "propose", "write", "design", "launch", "start", "get":
		return true
	}
	return false
}

func (r *reading) isLabelWord(t *annotate.Token, m *annotate.Mention) bool {
	_, ok := r.labels[strings.ToLower(t.Text)]
	return ok && m.Actor != ""
}

// label handles what an actor is called: in its own mention ("the terrorist
// group"), in an apposition ("the Taliban, a terrorist group") and in front
// of its name ("Taliban jihadists", "an organization called the Taliban").
func (r *reading) label(id int) {
	doc, toks := r.doc, r.doc.Tokens
	m := &doc.Mentions[id]
	if m.Actor == "" || m.Type == annotate.Pronoun {
		return
	}
	heads := []int{m.Head}
	for _, c := range doc.Children(m.Head) {
		if rel := toks[c].Rel; rel == syntax.Appos || rel == syntax.NmodDesc || rel == syntax.Compound || rel == syntax.Flat {
			if other, ok := r.heads[int(c)]; !ok || doc.Mentions[other].Actor == "" || other == id {
				heads = append(heads, int(c))
			}
		}
	}
	if h := toks[m.Head].Head; h >= 0 && toks[m.Head].Rel == syntax.Nmod && doc.Preposition(m.Head) == "of" { // "the mujahideen of the movement"
		if _, ok := r.heads[h]; !ok || doc.Mentions[r.heads[h]].Actor == "" {
			heads = append(heads, h)
		}
	}
	t := &toks[m.Head]
	if t.Head >= 0 {
		switch t.Rel {
		case syntax.Appos:
			if _, ok := r.heads[t.Head]; !ok || doc.Mentions[r.heads[t.Head]].Actor == "" {
				heads = append(heads, t.Head)
			}
		case syntax.Xcomp, syntax.Obj:
			if toks[t.Head].Rel == syntax.Acl && (toks[t.Head].Lemma == "call" || toks[t.Head].Lemma == "name" || toks[t.Head].Lemma == "know") {
				heads = append(heads, toks[t.Head].Head)
			}
		}
	}
	for _, h := range heads {
		v, first, ok := r.labelOf(h)
		if !ok {
			continue
		}
		r.addLabel(id, h, first, v)
	}
}

// labelOf gives the label that ends in token h, the longest there is, as
// its words stand in the text ("reality-TV star").
func (r *reading) labelOf(h int) (v float64, first int, ok bool) {
	if h < 0 {
		return 0, 0, false
	}
	toks := r.doc.Tokens
	for k := h; k > h-6 && k >= r.doc.Sentences[toks[h].Sentence].First; k-- {
		if p, found := r.labels[strings.ToLower(r.doc.Text[toks[k].Start:toks[h].End])]; found {
			v, first, ok = p, k, true
		}
		// "extremist Islamist group": a rated word anywhere before the head
		if k < h && (toks[k].Rel == syntax.Amod || toks[k].Rel == syntax.Compound) && toks[k].Head == h {
			if p, found := r.labels[strings.ToLower(toks[k].Text)]; found && p < v {
				v, first, ok = p, k, true
			}
		}
	}
	return v, first, ok
}

func (r *reading) addLabel(id, h, first int, v float64) {
	toks := r.doc.Tokens
	var tokens []int
	for k := first; k <= h; k++ {
		tokens = append(tokens, k)
	}
	spans := r.spans(tokens)
	name := strings.ToLower(r.doc.Text[spans[0].Start:spans[len(spans)-1].End])
	r.findings = append(r.findings, finding{
		holder: utterer, target: id, at: toks[h].Span,
		Answer: Answer{
			Polarity: v, Kind: Label, Modality: Asserted, Predicate: name, Confidence: 1, RuleID: "label", At: toks[h].Span,
			Evidence:    []annotate.Span{{Start: spans[0].Start, End: spans[len(spans)-1].End}},
			Explanation: "the words used to name the actor: “" + name + "” is " + signed(v) + " in the label list",
		},
	})
}
