package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// excluded reports whether a target is denied itself: "condemned neither X
// nor Y".
func (r *reading) excluded(k int) bool {
	for _, c := range r.doc.Children(k) {
		if t := &r.doc.Tokens[c]; t.Rel == syntax.Cc || t.Rel == syntax.CcPreconj || t.Rel == syntax.Advmod {
			if l := t.Lemma; l == "neither" || l == "nor" {
				return true
			}
		}
	}
	return false
}

// given gives whom an attitude is handed to: "gave him its blessing".
func (r *reading) given(i int) []int {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Obj || t.Head < 0 || !r.isLightVerb(t.Head) {
		return nil
	}
	var ids []int
	for _, c := range r.doc.Children(t.Head) {
		if rel := r.doc.Tokens[c].Rel; int(c) < i && (rel == syntax.Iobj || rel == syntax.Obj && int(c) > t.Head) {
			ids = append(ids, r.mentionsOf(int(c), 1)...)
		}
	}
	if c := r.doc.Child(i, syntax.Compound); len(ids) == 0 && c > t.Head && r.gives(i) {
		ids = r.mentionsOf(c, 0) // "gave Trump credit", read as credit of Trump's kind
	}
	return ids
}

// gives reports whether the noun at token i is what a verb of giving hands
// over.
func (r *reading) gives(i int) bool {
	t := &r.doc.Tokens[i]
	if t.Rel != syntax.Obj || t.Head < 0 {
		return false
	}
	switch r.doc.Tokens[t.Head].Lemma {
	case "give", "show", "send", "deny", "grant", "accord", "offer", "pay", "owe", "lend", "wish", "deal":
		return true
	}
	return false
}

func (r *reading) isEachOther(k int) bool {
	toks := r.doc.Tokens
	if k+1 >= len(toks) {
		return false
	}
	switch strings.ToLower(toks[k].Text) + " " + strings.ToLower(toks[k+1].Text) {
	case "each other", "one another":
		return true
	}
	return k > 0 && strings.EqualFold(toks[k].Text, "other") && strings.EqualFold(toks[k-1].Text, "each")
}

// others gives the other parties of a subject of several.
func (r *reading) others(i, holder int) []int {
	a := r.doc.Agent(i)
	if a < 0 {
		return nil
	}
	var ids []int
	for _, k := range r.with(a) {
		if id := r.someone(k); id >= 0 && holder >= 0 && !r.same(id, holder) {
			ids = append(ids, id)
		}
	}
	return ids
}

// inClause gives the subject of a clause that an attitude is about: "admires
// how ruthless he is". What is hoped or said has rules of its own.
func (r *reading) inClause(i int, p lexicon.Predicate) []int {
	if p.POS != "verb" || p.Holder != lexicon.Subject || p.Class != "approve" && p.Class != "disapprove" {
		return nil
	}
	c := r.doc.Child(i, syntax.Ccomp)
	if c < 0 || r.doc.SpokenIn(r.doc.Tokens[c].Span) != r.doc.SpokenIn(r.doc.Tokens[i].Span) {
		return nil
	}
	if s := r.doc.Child(c, syntax.Nsubj, syntax.NsubjPass); s >= 0 {
		return r.mentionsOf(s, 1)
	}
	return nil
}

// about gives whom words are about that do not name him: the pronoun in "“He
// is a liar,” she said of X" where nobody was named before. It is -1 where the
// cue does not tell.
func (r *reading) about(i int) int {
	t := &r.doc.Tokens[i]
	if r.pointed(i) {
		at := r.doc.SpokenIn(t.Span)
		for k := at; k >= 0; k = r.doc.Attributions[k].Parent {
			if id := r.subjectOf(k); id >= 0 {
				return id
			}
		}
		return -1
	}
	if t.Tag != syntax.PRON {
		return -1
	}
	switch strings.ToLower(t.Text) {
	case "he", "she", "they", "it", "him", "her", "them", "you":
	default:
		return -1
	}
	if _, known := r.headed(i); known {
		return -1
	}
	at := r.doc.SpokenIn(t.Span)
	if strings.EqualFold(t.Text, "you") {
		return r.addressed(at)
	}
	for k := at; k >= 0; k = r.doc.Attributions[k].Parent {
		if id := r.subjectOf(k); id >= 0 {
			return id
		}
	}
	if at >= 0 && !strings.EqualFold(t.Text, "it") {
		return r.spokenOf(at, t.Sentence)
	}
	return -1
}

// pointed reports whether token i points at people without naming them: "those
// are thugs", "these guys".
func (r *reading) pointed(i int) bool {
	t := &r.doc.Tokens[i]
	switch t.Lemma {
	case "people", "guy", "man", "folk", "folks", "person":
		d := r.doc.Child(i, syntax.Det)
		if d < 0 {
			return false
		}
		t = &r.doc.Tokens[d]
	default:
		if t.Tag != syntax.PRON && t.Tag != syntax.DET {
			return false
		}
	}
	switch strings.ToLower(t.Text) {
	case "these", "those":
		return true
	}
	return false
}

// addressed gives to whom direct speech is said: X in "“You are a disgrace,”
// she told X". It is -1 for nobody.
func (r *reading) addressed(at int) int {
	if at < 0 || r.doc.Attributions[at].Type == annotate.Indirect {
		return -1
	}
	cue := r.cueToken(at)
	if cue < 0 {
		return -1
	}
	to := append(r.argument(cue, "iobj"), r.prepositional(cue, "to")...)
	if o := r.doc.Child(cue, syntax.Obj); o > cue {
		to = append(to, o)
	}
	for _, k := range to {
		if id := r.mentionAt(k); id >= 0 {
			return id
		}
	}
	return -1
}

// spokenOf gives whom a pronoun in direct speech means that nobody before it
// explains: the one actor in the sentence beside the speaker, where there is
// one only.
func (r *reading) spokenOf(at, sentence int) int {
	a := &r.doc.Attributions[at]
	if a.Type == annotate.Indirect || a.Mention < 0 || a.Sentence != sentence {
		return -1
	}
	only := -1
	for _, id := range r.byPlace[sentence] {
		m := &r.doc.Mentions[id]
		if m.Dealing || m.Relation == annotate.Proxy || r.same(id, a.Mention) || r.doc.SpokenIn(m.Span) == at {
			continue
		}
		if m.Actor == "" || only >= 0 && !r.same(only, id) {
			return -1
		}
		only = id
	}
	return only
}

// subjectOf gives whom a cue says its words are about: "said of X", "X, whom
// she called". It is -1 for nobody.
func (r *reading) subjectOf(at int) int {
	cue := r.cueToken(at)
	if cue < 0 {
		return -1
	}
	for _, prep := range []string{"of", "about"} {
		for _, k := range r.prepositional(cue, prep) {
			if id := r.mentionAt(k); id >= 0 {
				return id
			}
		}
	}
	if slices.ContainsFunc(r.entries(cue), func(p lexicon.Predicate) bool { return p.Class == "naming" }) {
		if o := r.doc.Child(cue, syntax.Obj); o >= 0 {
			return r.mentionAt(o)
		}
	}
	return -1
}

// cueToken gives the first token of an attribution's cue, -1 for none.
func (r *reading) cueToken(at int) int {
	a := &r.doc.Attributions[at]
	if len(a.Cue) == 0 {
		return -1
	}
	s := &r.doc.Sentences[a.Sentence]
	for k := s.First; k < s.Last; k++ {
		if r.doc.Tokens[k].Start == a.Cue[0].Start {
			return k
		}
	}
	return -1
}

// fragments handles what is said of somebody without a verb: "“A reliable
// partner,” he called X", "A poor sort of friend, she said of X".
func (r *reading) fragments(sentence int) {
	s := &r.doc.Sentences[sentence]
	for _, at := range r.cued[sentence] {
		a := &r.doc.Attributions[at]
		if len(a.Content) == 0 || !s.Contains(a.Content[0]) {
			continue
		}
		id := r.subjectOf(at)
		if id < 0 || a.Content[0].Contains(r.doc.Mentions[id].Span) {
			continue
		}
		value, word, clause := 0.0, -1, false
		for k := s.First; k < s.Last; k++ {
			t := &r.doc.Tokens[k]
			if !a.Content[0].Contains(t.Span) {
				continue
			}
			clause = clause || t.Tag == syntax.AUX || t.Tag == syntax.VERB && (t.Fine != syntax.FineVBN && t.Fine != syntax.FineVBG)
			if v := r.rating(t); v != 0 && word < 0 {
				value, word = v, k
			}
		}
		if word >= 0 && !clause {
			r.add(word, utterer, id, value, Attribute, "attribute.fragment", "“"+r.doc.Tokens[word].Text+"” is said of it")
		}
	}
}

// viewpoint gives in whose eyes something is so: "in the eyes of X, Y is a
// coward". It is -1 for nobody's but the one who says it.
func (r *reading) viewpoint(i int) int {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 4; k, steps = toks[k].Head, steps+1 {
		for _, c := range r.doc.Children(k) {
			if toks[c].Rel.Base() != syntax.Obl {
				continue
			}
			switch toks[c].Lemma {
			case "eye", "view", "opinion", "estimation", "judgment", "mind":
			default:
				continue
			}
			if !r.hasCase(int(c), "in") && !r.hasCase(int(c), "to") {
				continue
			}
			for _, o := range append(r.prepositional(int(c), "of"), r.argument(int(c), lexicon.Possessor)...) {
				if id := r.mentionAt(o); id >= 0 {
					return id
				}
			}
		}
	}
	return -1
}

// lessened reports whether an attitude is only a matter of less or more than
// another: "trusts him less than".
func (r *reading) lessened(i int) bool {
	for _, c := range r.doc.Children(i) {
		if l := r.doc.Tokens[c].Lemma; r.doc.Tokens[c].Rel == syntax.Advmod && int(c) > i && (l == "less" || l == "little" || l == "least") {
			return true
		}
	}
	return false
}

// manner handles how one speaks of, treats or behaves: "spoke warmly of X",
// "treated X with contempt", "behaved badly".
func (r *reading) manner(i int) {
	t := &r.doc.Tokens[i]
	if t.Tag != syntax.VERB {
		return
	}
	switch t.Lemma {
	case "speak", "talk", "think", "write":
		v, word := r.mannerOf(i)
		if word < 0 {
			return
		}
		for _, prep := range []string{"of", "about"} {
			for _, k := range append(r.prepositional(i, prep), r.prepositional(word, prep)...) {
				r.mannerAdd(i, r.agentMention(i), r.mentionsOf(k, 1), v, word)
			}
		}
	case "treat", "receive", "greet", "regard", "meet", "view", "see", "watch", "hold":
		if t.Lemma == "meet" && len(r.object(i)) == 0 {
			r.metWith(i)
			return
		}
		prep := "with"
		if t.Lemma == "hold" {
			prep = "in"
		}
		for _, k := range r.prepositional(i, prep) {
			if p, ok := r.nounAttitude(k); ok && p.Holder == lexicon.Possessor {
				for _, o := range r.object(i) {
					r.mannerAdd(i, r.agentMention(i), r.mentionsOf(o, 1), p.Polarity, k)
				}
			}
		}
		if v, word := r.mannerOf(i); word >= 0 && t.Lemma == "treat" {
			if h := r.agentMention(i); h >= 0 {
				r.mannerAdd(i, utterer, []int{h}, v, word)
			}
		}
	case "behave", "act", "perform", "govern":
		if v, word := r.mannerOf(i); word >= 0 {
			if h := r.agentMention(i); h >= 0 {
				r.mannerAdd(i, utterer, []int{h}, v, word)
			}
		}
	case "come", "fall", "remain":
		r.underFire(i)
	case "take", "catch":
		if o := r.doc.Child(i, syntax.Obj); o > i && heat(r.doc.Tokens[o].Lemma) != 0 && len(append(r.prepositional(i, "from"), r.prepositional(o, "from")...)) > 0 {
			r.received(i)
		}
	}
}

// metWith handles "the plan met with scorn from X".
func (r *reading) metWith(i int) {
	s := r.doc.Child(i, syntax.Nsubj)
	if s < 0 {
		return
	}
	for _, k := range r.prepositional(i, "with") {
		p, ok := r.nounAttitude(k)
		if !ok || p.Holder != lexicon.Possessor {
			continue
		}
		for _, h := range append(r.prepositional(k, "from"), r.prepositional(i, "from")...) {
			r.mannerAdd(i, r.someone(h), r.mentionsOf(s, 1), p.Polarity, k)
			return
		}
	}
}

func (r *reading) agentMention(i int) int {
	if a := r.doc.Agent(i); a >= 0 {
		return r.someone(a)
	}
	return nobody
}

func (r *reading) mannerAdd(i, holder int, targets []int, v float64, word int) {
	for _, id := range targets {
		r.add(i, holder, id, v, Predicate, "manner", "“"+r.doc.Tokens[i].Text+" … "+r.doc.Tokens[word].Text+"” says how", word)
	}
}

// mannerOf gives the rating of the adverb of a verb, and the adverb.
func (r *reading) mannerOf(i int) (float64, int) {
	toks := r.doc.Tokens
	for _, c := range r.doc.Children(i) {
		if toks[c].Rel == syntax.Advmod {
			if v := r.adverb(&toks[c]); v != 0 {
				return v, int(c)
			}
		}
	}
	if k := i + 1; k < len(toks) && toks[k].Sentence == toks[i].Sentence {
		if v := r.adverb(&toks[k]); v != 0 {
			return v, k
		}
	}
	return 0, -1
}

// adverb gives the rating of an adverb: that of its adjective.
func (r *reading) adverb(t *annotate.Token) float64 {
	word := strings.ToLower(t.Text)
	switch word {
	case "well", "highly":
		return 0.5
	case "ill", "poorly":
		return -0.5
	}
	base, ok := strings.CutSuffix(word, "ly")
	if !ok {
		return 0
	}
	for _, w := range []string{base, strings.TrimSuffix(base, "i") + "y", base + "le"} {
		if x, ok := r.ratings[w]; ok && x.Class != "virtue" && x.Polarity != 0 {
			return x.Polarity
		}
		for _, p := range r.predicates[wordKey{w, "adj"}] {
			if p.HasPolarity && p.Holder == lexicon.Subject {
				return p.Polarity
			}
		}
	}
	return 0
}

// underFire handles "has come under fire from X".
func (r *reading) underFire(i int) {
	under := r.prepositional(i, "under")
	if r.doc.Tokens[i].Tag == syntax.NOUN && r.hasCase(i, "under") { // "is under fire"
		under = []int{i}
	}
	for _, k := range under {
		switch r.doc.Tokens[k].Lemma {
		case "fire", "criticism", "attack", "assault":
		default:
			continue
		}
		s := r.doc.Child(i, syntax.Nsubj)
		if s < 0 {
			return
		}
		holders := append(r.prepositional(i, "from"), r.prepositional(k, "from")...)
		for _, id := range r.mentionsOf(s, 1) {
			for _, h := range holders {
				r.add(i, r.someone(h), id, -0.5, Predicate, "light.received", "to come under “"+r.doc.Tokens[k].Text+"” is to be blamed", k, h)
			}
			if len(holders) == 0 {
				r.add(i, nobody, id, -0.5, Predicate, "light.received", "to come under “"+r.doc.Tokens[k].Text+"” is to be blamed", k)
			}
		}
		return
	}
}
