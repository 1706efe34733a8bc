package stance

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// vocabulary is what the rules of the lexical scorer may name: slots of the
// argument structure, tests and values of a token. docs/rules.md lists it.
func (l *Lexical) vocabulary() pattern.Vocabulary[*reading] {
	v := pattern.Vocabulary[*reading]{
		Class:       func(name string) map[string]float64 { return l.classes[name] },
		Slots:       map[string]func(*reading, int) []int{},
		Preposition: func(r *reading, i int, prep string) []int { return r.doc.Prepositional(i, prep) },
		Tests:       map[string]func(*reading, int, []string) bool{},
		Values:      map[string]func(*reading, int) (float64, int, bool){},
	}
	for _, k := range []Kind{Predicate, Attribute, Label, Composed} {
		v.Kinds = append(v.Kinds, string(k))
	}
	nameSlots(v.Slots)
	nameTests(v.Tests)
	nameValues(v.Values)
	return v
}

// nameSlots names the slots of a token.
func nameSlots(slots map[string]func(*reading, int) []int) {
	slots["self"] = func(_ *reading, i int) []int { return []int{i} }
	slots["head"] = func(r *reading, i int) []int { return token(r.doc.Tokens[i].Head) }
	slots["next"] = func(r *reading, i int) []int { return r.steps(i, 1, 1) }
	slots["after"] = func(r *reading, i int) []int { return r.steps(i, 1, near) }
	slots["before"] = func(r *reading, i int) []int { return r.steps(i, -1, near) }
	slots["any"] = (*reading).children
	slots["upward"] = func(r *reading, i int) []int { return slices.Collect(r.doc.Upward(i)) }
	slots["owner"] = func(r *reading, i int) []int { return r.doc.Owners(i) }
	slots["agent"] = func(r *reading, i int) []int { return token(r.doc.Agent(i)) }
	slots["agents"] = func(r *reading, i int) []int { return r.argument(i, lexicon.Subject) }
	slots["subject"] = func(r *reading, i int) []int { return token(r.doc.Subject(i)) }
	slots["object"] = func(r *reading, i int) []int { return r.doc.Objects(i) }
	slots["recipient"] = func(r *reading, i int) []int { return r.argument(i, "iobj") }
	slots["possessor"] = func(r *reading, i int) []int { return r.argument(i, lexicon.Possessor) }
	slots["clause"] = func(r *reading, i int) []int { return r.argument(i, lexicon.Complement) }
	slots["copula"] = func(r *reading, i int) []int { _, c := r.predication(i); return token(c) }
	slots["previous"] = (*reading).previous
	slots["joined"] = func(r *reading, i int) []int { return r.doc.Conjuncts(i) }
	slots["predicated"] = func(r *reading, i int) []int { s, _ := r.predication(i); return token(s) }
	slots["span"] = (*reading).span
	slots["harmed"] = (*reading).harmed
	slots["targets"] = (*reading).targets
	slots["filled_targets"] = func(r *reading, i int) []int { _, t := r.targetsOf(i, r.attitudeEntry(i)); return t }
	slots["other_party"] = (*reading).otherParty
	slots["other_actor"] = (*reading).otherActor
	slots["affected"] = (*reading).affected
	slots["maker"] = (*reading).makersOf
}

// nameTests names the tests of a token.
func nameTests(tests map[string]func(*reading, int, []string) bool) {
	tests["negated"] = plain((*reading).Negated)
	tests["nobody"] = plain(func(r *reading, i int) bool { return r.Nobody(i) })
	tests["scare_quoted"] = plain((*reading).scareQuoted)
	tests["denied"] = plain(func(r *reading, i int) bool { return r.NegatedAlone(i) })
	tests["actor"] = plain((*reading).isActor)
	tests["dealing"] = plain((*reading).isDealing)
	tests["mention"] = (*reading).isMention
	tests["relative"] = plain(func(r *reading, i int) bool { return r.doc.Antecedent(i) != i })
	tests["turns_events"] = plain(func(r *reading, i int) bool { return r.turnsEvents(i) })
	tests["party"] = plain((*reading).isParty)
	tests["target"] = func(r *reading, i int, depth []string) bool { return len(r.mentionsOf(i, depthOf(depth))) > 0 }
	tests["own_words"] = plain((*reading).inOwnWords)
	tests["rated_clause"] = plain(func(r *reading, i int) bool { _, k := r.clauseRating(i); return k >= 0 })
	tests["about_health"] = plain(func(r *reading, i int) bool { return slices.ContainsFunc(r.span(i), r.isSick) })
	tests["sick_sentence"] = plain((*reading).sickSentence)
	tests["wanted"] = plain(func(r *reading, i int) bool { _, by := r.WantedBy(i); return by != veridical.Own })
	tests["finding"] = plain((*reading).isFinding)
	tests["ending"] = plain((*reading).isEnding)
	tests["felt"] = plain(func(r *reading, i int) bool { return len(r.entries(i)) > 0 })
	tests["rates"] = plain(func(r *reading, i int) bool { return r.rating(&r.doc.Tokens[i]) != 0 })
	tests["opens"] = plain(func(r *reading, i int) bool { return i == r.doc.Sentences[r.doc.Tokens[i].Sentence].First })
	tests["label"] = plain(func(r *reading, i int) bool { return r.isLabelWord(&r.doc.Tokens[i]) })
	tests["marked"] = func(r *reading, i int, words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return r.doc.Marked(i, w) })
	}
	tests["prep"] = func(r *reading, i int, words []string) bool {
		p := r.doc.Preposition(i)
		return slices.Contains(words, p) || words == nil && p != ""
	}
	tests["case"] = func(r *reading, i int, words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return r.doc.HasCase(i, w) })
	}
	tests["entry"] = (*reading).hasEntry
	tests["sentence_or_mark"] = plain((*reading).behindMark)
	tests["same_speech"] = plain(func(r *reading, i int) bool {
		h := r.doc.Tokens[i].Head
		return h >= 0 && r.doc.SpokenIn(r.doc.Tokens[i].Span) == r.doc.SpokenIn(r.doc.Tokens[h].Span)
	})
}

// nameValues names the values that a token may have, with the token that says it.
func nameValues(values map[string]func(*reading, int) (float64, int, bool)) {
	values["rated"] = func(r *reading, i int) (float64, int, bool) { v := r.rating(&r.doc.Tokens[i]); return v, i, v != 0 }
	values["phrase"] = func(r *reading, i int) (float64, int, bool) { v, k := r.phraseRating(i); return v, k, k >= 0 }
	values["slur"] = func(r *reading, i int) (float64, int, bool) { v := r.labelAt(i); return v, i, v <= -1 }
	values["ill"] = func(r *reading, i int) (float64, int, bool) { v := r.rating(&r.doc.Tokens[i]); return v, i, v < 0 }
	values["well"] = func(r *reading, i int) (float64, int, bool) { v := r.rating(&r.doc.Tokens[i]); return v, i, v > 0 }
	values["state"] = func(r *reading, i int) (float64, int, bool) { v := r.ofDealing(i); return v, i, v != 0 }
	values["manner"] = func(r *reading, i int) (float64, int, bool) { v := r.adverb(&r.doc.Tokens[i]); return v, i, v != 0 }
	values["quality"] = func(r *reading, i int) (float64, int, bool) { v := r.quality(i); return v, i, v != 0 }
	values["good_quality"] = func(r *reading, i int) (float64, int, bool) { v := r.quality(i); return v, i, v > 0 }
	values["attitude"] = (*reading).possessedAttitude
	values["received"] = (*reading).receivedAttitude
	values["effect"] = (*reading).effectOf
	values["wish"] = entryValue(wishOf)
	values["good_wish"] = entryValue(func(p *lexicon.Predicate) (float64, bool) { v, ok := wishOf(p); return v, ok && v > 0 })
	values["feeling"] = entryValue(func(p *lexicon.Predicate) (float64, bool) { return p.Polarity, p.HasPolarity })
	values["harm"] = entryValue(func(p *lexicon.Predicate) (float64, bool) { return p.Effect, p.Effect != 0 })
	values["judging"] = entryValue(func(p *lexicon.Predicate) (float64, bool) {
		return p.Polarity, p.HasPolarity && p.Holder != lexicon.Speaker
	})
	values["clause_rating"] = func(r *reading, i int) (float64, int, bool) { v, k := r.clauseRating(i); return v, k, k >= 0 && v != 0 }
	values["ill_phrase"] = func(r *reading, i int) (float64, int, bool) { v, k := r.phraseRating(i); return v, k, v < 0 }
}

// entryValue is what the first entry of a word that has a value says.
func entryValue(of func(*lexicon.Predicate) (float64, bool)) func(*reading, int) (float64, int, bool) {
	return func(r *reading, i int) (float64, int, bool) {
		entries := r.entries(i)
		for k := range entries {
			if v, ok := of(&entries[k]); ok {
				return v, i, true
			}
		}
		return 0, i, false
	}
}

// wishOf is the sign of a hope (+1) or a dread (-1).
func wishOf(p *lexicon.Predicate) (float64, bool) {
	return math.Copysign(1, p.Polarity), p.Class == "desire" || p.Class == "dread"
}

func plain(f func(*reading, int) bool) func(*reading, int, []string) bool {
	return func(r *reading, i int, _ []string) bool { return f(r, i) }
}

// token gives a token as a slot, none for -1.
func token(i int) []int {
	if i < 0 {
		return nil
	}
	return []int{i}
}

// near is how many tokens "after" and "before" reach.
const near = 9

// steps gives up to n tokens of the sentence from token i on, the nearest first.
func (r *surroundings) steps(i, step, n int) (out []int) {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	for k := i + step; k >= s.First && k < s.Last && len(out) < n; k += step {
		out = append(out, k)
	}
	return out
}

func (r *surroundings) previous(i int) []int { return r.steps(i, -1, 1) }

// behindMark reports whether token i opens its sentence or stands behind a
// punctuation mark that is no hyphen.
func (r *surroundings) behindMark(i int) bool {
	p := r.previous(i)
	return len(p) == 0 || r.doc.Tokens[p[0]].Tag == syntax.PUNCT && r.doc.Tokens[p[0]].Text != "-"
}

func (r *surroundings) children(i int) (out []int) {
	for _, c := range r.doc.Children(i) {
		out = append(out, int(c))
	}
	return out
}

func (r *wordEntries) isActor(i int) bool {
	id, ok := r.headed(i)
	return ok && r.doc.Mentions[id].Actor != ""
}

// isParty reports whether token i is a mention of somebody who is more than a
// plain noun.
func (r *holders) isParty(i int) bool {
	id := r.mentionAt(i)
	return id >= 0 && (r.doc.Mentions[id].Actor != "" || r.doc.Mentions[id].Type != annotate.Nominal)
}

// isMention reports whether token i is a mention, of one of the kinds if any are
// named.
func (r *arguments) isMention(i int, kinds []string) bool {
	id := r.mentionAt(i)
	if id < 0 || len(kinds) == 0 {
		return id >= 0
	}
	m := &r.doc.Mentions[id]
	return slices.ContainsFunc(kinds, func(kind string) bool {
		return kind == "actor" && m.Actor != "" || kind == "thing" && m.Thing || kind == string(m.Type)
	})
}

// hasEntry reports whether the word at token i has an entry of one of the
// classes.
func (r *wordEntries) hasEntry(i int, classes []string) bool {
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool { return slices.Contains(classes, p.Class) })
}

// possessedAttitude is the attitude that a noun is, of whose it is.
func (r *wordEntries) possessedAttitude(i int) (float64, int, bool) {
	p, ok := r.nounAttitude(i)
	return p.Polarity, i, ok && p.Holder == lexicon.Possessor
}

// receivedAttitude is what somebody gets from others: an attitude, a picture of
// one ("drew fire"), or "words of praise".
func (r *wordEntries) receivedAttitude(i int) (float64, int, bool) {
	if p, ok := r.nounAttitude(i); ok {
		return p.Polarity, i, true
	}
	if v := r.classes["drawn_nouns"][r.doc.Tokens[i].Lemma]; v != 0 {
		return v, i, true
	}
	if c := r.doc.Child(i, syntax.Nmod); c >= 0 && r.doc.Preposition(c) == "of" {
		p, ok := r.nounAttitude(c)
		return p.Polarity, c, ok
	}
	return 0, i, false
}

// effects gives the entries of the word at token i that do somebody good or
// harm, with Effect set: "the criticism of X" harms X.
func (r *wordEntries) effects(i int) (out []lexicon.Predicate) {
	for _, e := range r.entries(i) {
		if e.Effect == 0 && e.HasPolarity && e.Holder == lexicon.Possessor {
			e.Effect = e.Polarity
		}
		if e.Effect != 0 && (e.Holder != lexicon.Speaker || e.Class == "fortune") {
			out = append(out, e)
		}
	}
	if t := &r.doc.Tokens[i]; len(out) == 0 && t.Tag == syntax.NOUN {
		for _, e := range r.events.nouns[t.Lemma] { // sanctions, a blockade
			if e.Lemma == t.Lemma && e.With == nil && lexicon.RootCodes[e.Root].Quad == "material_conflict" {
				return append(out, lexicon.Predicate{Lemma: e.Lemma, POS: e.POS, Class: e.Class, Effect: -1, Target: e.Theme})
			}
		}
	}
	return out
}

// effectOf is whether an event does good or harm.
func (r *wordEntries) effectOf(i int) (float64, int, bool) {
	if es := r.effects(i); len(es) > 0 {
		return es[0].Effect, i, true
	}
	return 0, i, false
}

// affected gives to whom the event at token i does good or harm.
func (r *holders) affected(i int) (out []int) {
	for _, e := range r.effects(i) {
		_, tokens := r.targetsOf(i, e)
		out = append(out, tokens...)
	}
	return out
}

// predication gives what the word at token i is said of, and the copula that
// says so; -1 where it is no predicate.
func (r *arguments) predication(i int) (subject, cop int) {
	doc, toks := r.doc, r.doc.Tokens
	t := &toks[i]
	subject, cop = doc.Subject(i), doc.Child(i, syntax.Cop)
	if subject < 0 && t.Rel == syntax.Conj && t.Head >= 0 {
		subject = doc.Subject(t.Head)
		if cop < 0 {
			cop = doc.Child(t.Head, syntax.Cop)
		}
	}
	if subject < 0 && t.Rel == syntax.Xcomp && t.Head >= 0 && r.is(toks[t.Head].Lemma, "copular_verbs") {
		subject, cop = doc.Subject(t.Head), t.Head
	}
	if subject < 0 || cop < 0 {
		return -1, -1
	}
	return subject, cop
}

// depthOf gives how far owners are looked for, from the argument of a test.
func depthOf(args []string) int {
	if len(args) == 1 {
		if n, err := strconv.Atoi(args[0]); err == nil {
			return n
		}
	}
	return 0
}

// attitudeEntry gives the first entry with a polarity of the word at token i.
func (r *wordEntries) attitudeEntry(i int) lexicon.Predicate {
	for _, p := range r.entries(i) {
		if p.HasPolarity {
			return p
		}
	}
	return lexicon.Predicate{}
}

// span gives the tokens of the stretch that hangs on token i.
func (r *surroundings) span(i int) (out []int) {
	first, last := r.doc.Subtree(i)
	for k := first; k < last; k++ {
		out = append(out, k)
	}
	return out
}

// targets gives what fills any target slot of the entry at token i.
func (r *holders) targets(i int) (out []int) {
	for _, slot := range r.attitudeEntry(i).Target {
		out = append(out, r.argument(i, slot)...)
	}
	return out
}

// harmed gives those to whom the word at token i does good or harm.
func (r *holders) harmed(i int) (out []int) {
	for _, e := range r.entries(i) {
		if e.Effect != 0 {
			_, tokens := r.targetsOf(i, e)
			out = append(out, tokens...)
		}
	}
	return out
}

// clauseRating adds up the ratings in a clause but its subject's, and gives the
// last word that rates.
func (r *arguments) clauseRating(i int) (sum float64, word int) {
	word = -1
	subject := r.tokenOf("clause_subject", i)
	for _, k := range r.span(i) {
		if v := r.rating(&r.doc.Tokens[k]); v != 0 && k != subject {
			sum, word = sum+v, k
		}
	}
	return sum, word
}

// inOwnWords reports whether token i stands in direct speech or in the report
// of its speaker's own hope; hopes told at second hand are often irony.
func (r *holders) inOwnWords(i int) bool {
	at := r.doc.SpokenIn(r.doc.Tokens[i].Span)
	return at >= 0 && (r.doc.Attributions[at].Type != annotate.Indirect || r.doc.Attributions[at].Parent < 0 && r.doc.Tokens[i].Tag == syntax.ADJ)
}

func (r *wordEntries) isSick(i int) bool { return r.isHealth(&r.doc.Tokens[i]) }

func (r *wordEntries) sickSentence(i int) bool {
	s := &r.doc.Sentences[r.doc.Tokens[i].Sentence]
	for k := s.First; k < s.Last; k++ {
		if r.isSick(k) {
			return true
		}
	}
	return false
}

// otherParty gives the head of the one actor of the sentence beside whose
// attitude the word at token i is.
func (r *holders) otherParty(i int) []int {
	if id := r.onlyOther(i, r.holderOf(i, r.attitudeEntry(i))); id >= 0 {
		return []int{r.doc.Mentions[id].Head}
	}
	return nil
}

// nounAttitude gives the first entry with a polarity of the noun at token i.
func (r *wordEntries) nounAttitude(i int) (lexicon.Predicate, bool) {
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

// ofDealing gives what a word says of a dealing that it says of nothing else,
// 0 for nothing: talks that are "dead" have failed.
func (r *wordEntries) ofDealing(i int) float64 {
	if w := r.ratings[strings.ToLower(r.doc.Tokens[i].Lemma)]; w.Class == "dealing" {
		return w.Polarity
	}
	return 0
}

// isDealing reports whether the noun at token i is of a dealing.
func (r *wordEntries) isDealing(i int) bool {
	id, ok := r.headed(i)
	return ok && r.doc.Mentions[id].Dealing
}

// quality gives the rating of a noun as something that one has. What is only
// spoken of as missing ("no shame", "no idea") counts as good there.
func (r *arguments) quality(o int) float64 {
	t := &r.doc.Tokens[o]
	if t.Tag != syntax.NOUN || t.Lemma == "word" { // "had words of praise"
		return 0
	}
	if d := r.doc.Child(o, syntax.Det); d >= 0 && r.doc.Tokens[d].Lemma == "no" {
		if t.Lemma == "plan" && t.Fine == syntax.FineNNS {
			return 0 // "has no plans to"
		}
		switch l := t.Lemma; {
		case r.is(l, "missed_qualities"):
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

// otherActor gives the head of the one actor of the sentence beside who does what
// the word at token i says.
func (r *reading) otherActor(i int) []int {
	if a := r.doc.Agent(i); a >= 0 {
		if id := r.onlyOther(i, r.someone(a)); id >= 0 {
			return []int{r.doc.Mentions[id].Head}
		}
	}
	return nil
}

// longestScare is how many tokens scare quotes have at most, the marks among them.
const longestScare = 5

// scareQuoted reports whether token i stands between marks of which nobody is said
// to be quoted: the source itself takes the word back.
func (r *reading) scareQuoted(i int) bool {
	span := r.doc.Tokens[i].Span
	if r.doc.SpokenIn(span) >= 0 {
		return false
	}
	return slices.ContainsFunc(r.doc.QuotesAt(span), func(q annotate.Quote) bool {
		n := 0
		for k := i; k >= 0 && r.doc.Tokens[k].End > q.Start; k-- {
			n++
		}
		for k := i + 1; k < len(r.doc.Tokens) && r.doc.Tokens[k].Start < q.End; k++ {
			n++
		}
		return q.Contains(span) && n <= longestScare
	})
}
