package stance

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/pattern"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// ruleSet are the rules of the lexical scorer.
type ruleSet = pattern.Rules[*reading]

// Document is the document that rules are tried on.
func (r *reading) Document() *annotate.Document { return r.doc }

// is reports whether a word belongs to a class.
func (l *Lexical) is(word, class string) bool {
	_, ok := l.classes[class][word]
	return ok
}

// builtinClasses are the classes of words that are asked for without a scorer.
var builtinClasses = sync.OnceValues(func() (lexicon.Classes, error) { return lexicon.BuiltinClasses(lexicon.Builtin) })

// ofClass reports whether a word is in a built-in class; a malformed list is
// an error of NewLexical and has no words here.
func ofClass(word, class string) bool {
	classes, err := builtinClasses()
	_, ok := classes[class][word]
	return err == nil && ok
}

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
	slots["affected"] = (*reading).affected
	slots["maker"] = (*reading).makersOf
}

// nameTests names the tests of a token.
func nameTests(tests map[string]func(*reading, int, []string) bool) {
	tests["negated"] = plain((*reading).Negated)
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

// find records what the rules find with their anchor at token i.
func (r *finder) find(i int) {
	r.rules.Find(r.reading, i, func(rule *pattern.Rule[*reading], f *pattern.Finding) bool {
		holder := utterer
		switch {
		case f.Entry:
			holder = r.holderOf(f.Holder, r.attitudeEntry(f.Holder))
		case f.Holder >= 0:
			if holder = r.someone(f.Holder); f.Somebody && holder < 0 {
				return false
			}
		case f.Standing == pattern.Nobody:
			holder = nobody
		case f.Standing == pattern.Anybody:
			holder = anybody
		}
		n := len(r.findings)
		for _, id := range r.mentionsOf(f.Target, f.Depth) {
			if !f.Actors || r.doc.Mentions[id].Actor != "" {
				r.record(f, holder, id, rule.Name)
			}
		}
		return len(r.findings) > n
	})
}

// record adds what a rule found.
func (r *finder) record(f *pattern.Finding, holder, target int, rule string) {
	n := len(r.findings)
	polarity := f.Polarity
	if f.Flat { // the denial is in the rule: praise that is denied counts
		polarity = math.Abs(polarity)
	}
	r.add(claim{at: f.At, holder: holder, target: target, polarity: polarity, kind: Kind(f.Kind), rule: rule, why: f.Why, evidence: f.Evidence})
	for k := n; k < len(r.findings); k++ {
		x := &r.findings[k]
		x.Confidence, x.Told = min(x.Confidence, f.Confidence), f.Told
		if f.Voice >= 0 {
			x.At = r.doc.Tokens[f.Voice].Span
		}
		if f.Modality != "" && x.Modality != Denied {
			x.Modality = Modality(f.Modality)
		}
		if f.Flat {
			x.Polarity, x.Negated, x.Modality = f.Polarity, false, Asserted
			x.Explanation = f.Why + " (" + signed(f.Polarity) + " toward “" + r.words(target) + "”)"
		}
	}
}

// Without gives the scorer without some of its rules, by their names.
func (l *Lexical) Without(names ...string) (*Lexical, error) {
	out := *l
	return &out, out.compile(l.sources, append(names, l.without...))
}

// WithRules gives the scorer with rules of a study's own beside the built-in
// ones.
func (l *Lexical) WithRules(files ...pattern.Source) (*Lexical, error) {
	out := *l
	return &out, out.compile(append(slices.Clone(l.sources), files...), l.without)
}

// compile compiles rules and settles the hash.
func (l *Lexical) compile(sources []pattern.Source, without []string) (err error) {
	l.sources, l.without = sources, slices.Sorted(slices.Values(without))
	l.hash = l.dataHash()
	l.rules, err = pattern.Compile(l.vocabulary(), without, sources...)
	return err
}

// Rules lists the rules in the order of their files.
func (l *Lexical) Rules() []RuleInfo {
	var out []RuleInfo
	for _, r := range l.rules.All {
		out = append(out, RuleInfo{Sort: string(r.Sort), Name: r.Name, Kind: cmp.Or(r.Kind, strings.Join(r.Classes, " ")), Doc: r.Doc, File: r.File, Line: r.Line, Examples: r.Examples})
	}
	return out
}

// RuleInfo says what a rule is.
type RuleInfo struct {
	Sort, Name string
	Kind       string // of what a rule finds, or the classes of a veto
	Doc        string
	File       string
	Line       int
	Examples   []pattern.Example
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
