package stance

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// handedTo gives whom an attitude is handed to: "gave him its blessing".
func (r *arguments) handedTo(i int) (ids []int) {
	for _, c := range r.tokensOf("handed_to", i) {
		ids = append(ids, r.mentionsOf(c, 1)...)
	}
	if c := r.doc.Child(i, syntax.Compound); len(ids) == 0 && c > r.doc.Tokens[i].Head && r.fits("given_away", i) && r.isLightVerb(r.doc.Tokens[i].Head) {
		ids = r.mentionsOf(c, 0) // "gave Trump credit", read as credit of Trump's kind
	}
	return ids
}

// cuedMention gives the mention that a construction names at the cue of an attribution, -1
// for none.
func (r *arguments) cuedMention(construction string, at int) int {
	if cue := r.doc.CueToken(at); cue >= 0 {
		return r.mentionOr(r.tokenOf(construction, cue), -1)
	}
	return -1
}

// reciprocal reports whether one of the tokens is a reciprocal: "each other", "the
// other".
func (r *holders) reciprocal(tokens []int) bool {
	return slices.ContainsFunc(tokens, func(k int) bool {
		p := r.doc.Child(k, syntax.NmodPoss)
		return r.fits("each_other", k) || p >= 0 && r.fits("each_other", p) // "the other's skill"
	})
}

// reciprocants gives those who do to each other what the word at token i says: the
// nearest agents or owners above it of whom there are several ("X and Y hid their
// contempt for each other"), else the two actors of the sentence ("each blamed the
// other"); fewer than two where it cannot be told.
func (r *holders) reciprocants(i int) (ids []int) {
	add := func(id int) {
		if id >= 0 && !slices.ContainsFunc(ids, func(old int) bool { return r.same(old, id) }) {
			ids = append(ids, id)
		}
	}
	for k := range r.doc.Upward(i) {
		ids = ids[:0]
		for _, a := range append(r.doc.Agents(k), r.doc.Owners(k)...) {
			add(r.someone(a))
		}
		if len(ids) > 1 {
			return ids
		}
		if len(ids) == 1 && r.doc.Mentions[ids[0]].Actor == "" && r.doc.Mentions[ids[0]].Type == annotate.Nominal {
			return nil // "the candidates bashed each other"
		}
	}
	ids = ids[:0]
	for _, id := range r.byPlace[r.doc.Tokens[i].Sentence] {
		if m := &r.doc.Mentions[id]; m.Actor != "" && m.Relation != annotate.Proxy {
			add(id)
		}
	}
	if len(ids) > 2 {
		return nil
	}
	return ids
}

// unnamedReferent gives whom words are about that do not name him: the pronoun in "“He
// is a liar,” she said of X" where nobody was named before. It is -1 where the
// cue does not tell.
func (r *arguments) unnamedReferent(i int) int {
	t := &r.doc.Tokens[i]
	people := r.fits("demonstrative", i)
	if _, known := r.headed(i); !people && (t.Tag != syntax.PRON || known || !r.is(t.Lower(), "speech_pronouns")) {
		return -1
	}
	at := r.doc.SpokenIn(t.Span)
	if !people && strings.EqualFold(t.Text, "you") {
		if at < 0 || r.doc.Attributions[at].Type == annotate.Indirect {
			return -1
		}
		return r.cuedMention("addressee", at)
	}
	for k := at; k >= 0; k = r.doc.Attributions[k].Parent {
		if id := r.cuedMention("spoken_about", k); id >= 0 {
			return id
		}
	}
	if at >= 0 && !people && !strings.EqualFold(t.Text, "it") {
		return r.spokenOf(at, t.Sentence)
	}
	return -1
}

// spokenOf gives whom a pronoun in direct speech means that nobody before it
// explains: the one actor in the sentence beside the speaker, where there is
// one only.
func (r *arguments) spokenOf(at, sentence int) int {
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

// fragments handles what is said of somebody without a verb: "“A reliable
// partner,” he called X", "A poor sort of friend, she said of X".
func (r *finder) fragments(sentence int) {
	s := &r.doc.Sentences[sentence]
	for _, at := range r.cued[sentence] {
		a := &r.doc.Attributions[at]
		if len(a.Content) == 0 || !s.Contains(a.Content[0]) {
			continue
		}
		id := r.cuedMention("spoken_about", at)
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
			r.add(claim{at: word, holder: utterer, target: id, polarity: value, kind: Attribute, rule: "attribute.fragment", why: "“" + r.doc.Tokens[word].Text + "” is said of it"})
		}
	}
}

// adverb gives the rating of an adverb: that of its adjective.
func (r *wordEntries) adverb(t *annotate.Token) float64 {
	word := t.Lower()
	if v := r.classes["manner_adverbs"][word]; v != 0 {
		return v
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
