package stance

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// finding is one evaluation in a sentence, before anybody has asked for it.
type finding struct {
	holder int // index of the holder's mention, or one of the two below
	target int // index of the target's mention
	at     annotate.Span
	Answer
}

// Holders of a finding that are no mention.
const (
	utterer = -1 // whoever utters the words: the narrator or a quoted speaker
	nobody  = -3 // somebody the rules could not make out
)

// reading finds the evaluations of one sentence after the other.
type reading struct {
	*Lexical
	doc      *annotate.Document
	heads    map[int]int // head token -> its mention
	byPlace  [][]int     // sentence -> its mentions
	findings []finding
}

func newReading(l *Lexical, doc *annotate.Document) *reading {
	r := &reading{Lexical: l, doc: doc, heads: map[int]int{}, byPlace: make([][]int, len(doc.Sentences))}
	for id, m := range doc.Mentions {
		if old, ok := r.heads[m.Head]; !ok || better(m, doc.Mentions[old]) {
			r.heads[m.Head] = id
		}
		r.byPlace[m.Sentence] = append(r.byPlace[m.Sentence], id)
	}
	return r
}

// better prefers, of two mentions with one head, the one that is an actor.
func better(a, b annotate.Mention) bool { return b.Actor == "" && a.Actor != "" }

// read makes the findings of a sentence.
func (r *reading) read(sentence int) {
	r.findings = r.findings[:0]
	s := &r.doc.Sentences[sentence]
	if !s.Parsed {
		return
	}
	for i := s.First; i < s.Last; i++ {
		r.predicate(i)
		r.copula(i)
		r.likeness(i)
	}
	for _, id := range r.byPlace[sentence] {
		if m := &r.doc.Mentions[id]; m.Actor != "" || m.Dealing {
			r.modifiers(id)
			r.label(id)
		}
	}
}

// answer picks the findings that answer a question.
func (r *reading) answer(q Question) []Answer {
	var found []Answer
	for _, f := range r.findings {
		if f.target == q.Target && r.holds(f, q.Holder) {
			found = append(found, f.Answer)
		}
	}
	slices.SortStableFunc(found, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(math.Abs(b.Polarity), math.Abs(a.Polarity)))
	})
	return found
}

// holds reports whether the finding's holder is the one asked about.
func (r *reading) holds(f finding, holder int) bool {
	if holder == Anyone {
		return true
	}
	own := f.holder
	if own == utterer {
		at := r.doc.SpokenIn(f.At)
		for at >= 0 && f.Kind == Label && r.doc.Attributions[at].Type == annotate.Indirect && r.doc.Attributions[at].Kind != "say" {
			at = r.doc.Attributions[at].Parent // a thought is told in the teller's words
		}
		if at < 0 {
			return holder == Narrator
		}
		if own = r.doc.Attributions[at].Mention; own < 0 {
			return false
		}
	}
	if own == nobody || holder == Narrator || own < 0 {
		return false
	}
	a, b := &r.doc.Mentions[own], &r.doc.Mentions[holder]
	return a.Actor == b.Actor && a.Name == b.Name
}

// add records a finding, turned round by a negation of its predicate.
func (r *reading) add(i, holder, target int, polarity float64, kind Kind, rule, why string, evidence ...int) {
	if polarity == 0 || target < 0 || holder >= 0 && r.same(holder, target) {
		return
	}
	f := finding{holder: holder, target: target, at: r.doc.Tokens[i].Span}
	f.Modality = r.modality(i)
	if r.negated(i) {
		if polarity < 0 && !strings.HasSuffix(rule, "approve") && !strings.HasSuffix(rule, "distrust") {
			return // not to fight somebody, or to be no traitor, is not to be for him or good
		}
		f.Negated, f.Modality = true, Denied
		polarity *= -0.5
		if math.Abs(polarity) < 0.5 {
			polarity = math.Copysign(0.5, polarity)
		}
		why += ", and it is denied"
	}
	f.Polarity, f.Kind, f.RuleID, f.Confidence, f.At = polarity, kind, rule, 1, f.at
	if f.Modality == Hypothetical {
		f.Confidence = 0.5
	}
	f.Predicate = strings.ToLower(r.doc.Tokens[i].Lemma)
	f.Evidence = r.spans(append([]int{i}, evidence...))
	f.Explanation = why + " (" + signed(polarity) + " toward “" + r.words(target) + "”)"
	r.findings = append(r.findings, f)
}

// same reports whether two mentions are of one actor or one person.
func (r *reading) same(a, b int) bool {
	x, y := &r.doc.Mentions[a], &r.doc.Mentions[b]
	return x.Actor != "" && x.Actor == y.Actor || a == b
}

// who names a holder for an explanation.
func (r *reading) who(holder int) string {
	switch {
	case holder >= 0:
		return r.doc.Mentions[holder].Name
	case holder == utterer:
		return "whoever says it"
	}
	return "somebody"
}

func (r *reading) words(mention int) string {
	m := &r.doc.Mentions[mention]
	return strings.Join(strings.Fields(r.doc.Text[m.Start:m.End]), " ")
}

// spans gives the places of tokens in order, without doubles.
func (r *reading) spans(tokens []int) []annotate.Span {
	slices.Sort(tokens)
	tokens = slices.Compact(tokens)
	spans := make([]annotate.Span, 0, len(tokens))
	for _, i := range tokens {
		if i >= 0 {
			spans = append(spans, r.doc.Tokens[i].Span)
		}
	}
	return spans
}

// negated reports whether the predicate at token i is denied: by "not" and
// its kin, by "no", or by a verb of refusing that governs it.
func (r *reading) negated(i int) bool {
	toks := r.doc.Tokens
	for _, c := range r.doc.Children(i) {
		switch strings.ToLower(toks[c].Lemma) {
		case "not", "never", "no", "nobody", "neither", "nor", "hardly", "n't", "n’t", "without":
			if toks[c].Rel == syntax.Advmod || toks[c].Rel == syntax.Det || toks[c].Rel == syntax.Mark || toks[c].Rel == syntax.Case || toks[c].Rel == syntax.Nsubj || toks[c].Rel == syntax.Cc {
				return true
			}
		}
	}
	t := &toks[i]
	if t.Head >= 0 && t.Rel == syntax.Xcomp {
		switch toks[t.Head].Lemma {
		case "refuse", "fail", "decline", "stop", "cease", "hesitate", "avoid", "refrain":
			return true
		}
		if toks[t.Head].Tag == syntax.VERB || toks[t.Head].Tag == syntax.AUX {
			return r.negated(t.Head)
		}
	}
	if t.Tag == syntax.NOUN && t.Rel == syntax.Obj && t.Head >= 0 && isLight(toks[t.Head].Lemma) {
		return r.negated(t.Head)
	}
	if t.Rel == syntax.Ccomp && t.Head >= 0 {
		switch toks[t.Head].Lemma {
		case "deny", "doubt", "dispute", "refute":
			return true
		}
	}
	return false
}

func isLight(lemma string) bool {
	switch lemma {
	case "have", "express", "show", "voice", "offer", "give", "feel", "hold":
		return true
	}
	return false
}

// modality gives the mode in which the predicate at token i is put.
func (r *reading) modality(i int) Modality {
	toks := r.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 6; steps++ {
		for _, c := range r.doc.Children(k) {
			switch {
			case toks[c].Rel == syntax.Aux && slices.Contains([]string{"may", "might", "could"}, strings.ToLower(toks[c].Lemma)):
				return Hypothetical
			case toks[c].Rel == syntax.Advmod && (toks[c].Lemma == "reportedly" || toks[c].Lemma == "allegedly" || toks[c].Lemma == "apparently"):
				return Reported
			case toks[c].Rel == syntax.Mark && (toks[c].Lemma == "if" || toks[c].Lemma == "unless" || toks[c].Lemma == "whether"):
				return Hypothetical
			}
		}
		if toks[k].Rel == syntax.Conj && r.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) >= 0 {
			return Asserted // a clause of its own: "he might be odd, but he is wise"
		}
		switch toks[k].Rel {
		case syntax.Xcomp, syntax.Conj, syntax.Ccomp, syntax.Obj, syntax.Advcl, syntax.Acl:
		default:
			return Asserted
		}
		object := toks[k].Rel == syntax.Obj
		k = toks[k].Head
		if k >= 0 && (toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.NOUN) {
			if o := r.doc.Child(k, syntax.Obj); o >= 0 && isHope(toks[o].Lemma) || isHope(toks[k].Lemma) {
				return Hoped
			}
			if object { // "ordered strikes": what is ordered is done
				continue
			}
			switch toks[k].Lemma {
			case "hope", "wish", "want", "expect", "pray":
				return Hoped
			case "demand", "urge", "require", "oblige", "order":
				return Demanded
			case "deny":
				return Denied
			case "say", "tell", "claim", "report", "add", "note", "state":
				return Asserted
			}
		}
	}
	return Asserted
}

func isHope(lemma string) bool {
	switch lemma {
	case "hope", "optimism", "wish", "desire", "expectation":
		return true
	}
	return false
}

// announced reports whether a hostile act is only threatened: "vowed to
// crush", "will hit them".
func (r *reading) announced(i int) bool {
	toks := r.doc.Tokens
	for _, c := range r.doc.Children(i) {
		if l := toks[c].Lemma; toks[c].Rel == syntax.Aux && (l == "will" || l == "would" || l == "shall" || l == "'ll" || l == "’ll") {
			return true
		}
	}
	if t := &toks[i]; t.Rel == syntax.Xcomp && t.Head >= 0 {
		switch toks[t.Head].Lemma {
		case "vow", "threaten", "pledge", "promise", "swear", "go", "plan", "intend":
			return true
		}
	}
	return false
}

// argument gives the tokens in a slot of the word at token i.
func (r *reading) argument(i int, slot string) []int {
	doc, toks := r.doc, r.doc.Tokens
	switch slot {
	case lexicon.Subject:
		if a := doc.Agent(i); a >= 0 {
			return r.with(a)
		}
	case lexicon.Object:
		return r.object(i)
	case "iobj":
		if o := r.doc.Child(i, syntax.Iobj); o >= 0 {
			return r.with(o)
		}
	case lexicon.Possessor:
		if p := doc.Child(i, syntax.NmodPoss); p >= 0 {
			return r.with(p)
		}
		for _, c := range doc.Children(i) {
			if prep := doc.Preposition(int(c)); (prep == "by" || prep == "from") && toks[c].Rel.Base() == syntax.Nmod {
				return r.with(int(c))
			}
		}
		if c := doc.Child(i, syntax.Compound); c >= 0 && toks[c].Tag == syntax.PROPN {
			return []int{c}
		}
		if !r.targetsBy(i, "of") { // "the support of the group"
			return r.prepositional(i, "of")
		}
	case lexicon.Complement:
		for _, c := range doc.Children(i) {
			if rel := toks[c].Rel; rel == syntax.Ccomp || rel == syntax.Xcomp || rel == syntax.Acl && int(c) > i {
				return []int{int(c)}
			}
		}
	default:
		return r.prepositional(i, slot)
	}
	return nil
}

// targetsBy reports whether the word at token i takes its target by a
// preposition.
func (r *reading) targetsBy(i int, prep string) bool {
	return slices.ContainsFunc(r.entries(i), func(p lexicon.Predicate) bool { return slices.Contains(p.Target, prep) })
}

// with gives a token and those that "and" joins to it.
func (r *reading) with(i int) []int {
	all := []int{i}
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel == syntax.Conj && r.doc.Tokens[c].Tag != syntax.VERB {
			all = append(all, int(c))
		}
	}
	return all
}

// object gives what the verb at token i acts on: its object, the subject of
// a passive, the noun that a participle or a relative clause hangs on, or
// the object it shares with a verb beside it.
func (r *reading) object(i int) []int {
	doc, toks := r.doc, r.doc.Tokens
	if s := doc.Child(i, syntax.NsubjPass); s >= 0 {
		return r.with(s)
	}
	if o := r.objectAfter(i); o >= 0 {
		all := r.with(o)
		if io := doc.Child(i, syntax.Iobj); io >= 0 {
			all = append(all, io)
		}
		return all
	}
	if io := doc.Child(i, syntax.Iobj); io >= 0 {
		return r.with(io)
	}
	t := &toks[i]
	if t.Head < 0 {
		return nil
	}
	switch t.Rel {
	case syntax.Acl:
		if t.Fine == syntax.FineVBN {
			return []int{t.Head}
		}
	case syntax.AclRelcl:
		if doc.Child(i, syntax.Nsubj) >= 0 && doc.Child(i, syntax.AuxPass) < 0 {
			return []int{t.Head}
		}
	case syntax.Conj:
		if toks[t.Head].Tag == t.Tag {
			if doc.Child(i, syntax.AuxPass) >= 0 || t.Fine == syntax.FineVBN {
				return r.object(t.Head)
			}
		}
	}
	for _, c := range doc.Children(i) { // "praised and thanked Trump"
		if toks[c].Rel == syntax.Conj && toks[c].Tag == syntax.VERB && int(c) == i+2 {
			if o := doc.Child(int(c), syntax.Obj); o >= 0 {
				return r.with(o)
			}
		}
	}
	return nil
}

// objectAfter gives the object of token i, of several the first that follows.
func (r *reading) objectAfter(i int) int {
	first := r.doc.Child(i, syntax.Obj)
	for _, c := range r.doc.Children(i) {
		if r.doc.Tokens[c].Rel == syntax.Obj && int(c) > i {
			return int(c)
		}
	}
	return first
}

// prepositional gives the nouns that hang on token i, or on its object, by a
// preposition.
func (r *reading) prepositional(i int, prep string) []int {
	doc, toks := r.doc, r.doc.Tokens
	var found []int
	look := func(k int) {
		for _, c := range doc.Children(k) {
			if int(c) == i {
				continue
			}
			switch toks[c].Rel.Base() {
			case syntax.Obl, syntax.Nmod, syntax.Advcl, syntax.Acl:
				if doc.Preposition(int(c)) == prep || toks[c].Rel == syntax.Advcl && marked(doc, int(c), prep) {
					found = append(found, r.with(int(c))...)
				}
			}
		}
	}
	look(i)
	if len(found) == 0 {
		if o := doc.Child(i, syntax.Obj); o >= 0 {
			look(o)
		}
	}
	if len(found) == 0 && toks[i].Tag == syntax.NOUN && toks[i].Head >= 0 && (toks[i].Rel == syntax.Obj || toks[i].Rel == syntax.NsubjPass || toks[i].Rel == syntax.Nmod) {
		look(toks[i].Head)
	}
	return found
}

func marked(doc *annotate.Document, i int, word string) bool {
	m := doc.Child(i, syntax.Mark)
	return m >= 0 && doc.Tokens[m].Lemma == word
}

// mentionsOf gives the mentions that an argument stands for: the one whose
// head it is, else those it belongs to ("their support", "Trump's victory").
func (r *reading) mentionsOf(i, depth int) []int {
	doc, toks := r.doc, r.doc.Tokens
	if id, ok := r.heads[i]; ok {
		m := &doc.Mentions[id]
		if m.Actor != "" {
			return []int{id}
		}
		if m.Dealing {
			ids := []int{id}
			if p := doc.Child(i, syntax.NmodPoss); p >= 0 {
				if own, ok := r.heads[p]; ok && doc.Mentions[own].Actor != "" && !strings.EqualFold(toks[p].Text, "their") {
					ids = append(ids, own)
				}
			}
			return ids
		}
		if m.Type == annotate.Name || m.Type == annotate.Pronoun || m.Apart {
			return []int{id}
		}
	}
	if depth == 0 {
		return nil
	}
	var ids []int
	for _, c := range doc.Children(i) {
		switch toks[c].Rel {
		case syntax.NmodPoss:
			ids = append(ids, r.mentionsOf(int(c), 0)...)
		case syntax.Appos:
			ids = append(ids, r.mentionsOf(int(c), 0)...)
		case syntax.Compound, syntax.NmodDesc, syntax.NmodUnmarked:
			if id, ok := r.heads[int(c)]; ok && doc.Mentions[id].Actor != "" {
				ids = append(ids, id)
			}
		case syntax.Nmod:
			if p := doc.Preposition(int(c)); p == "of" || p == "by" || p == "from" {
				ids = append(ids, r.mentionsOf(int(c), depth-1)...)
			}
		case syntax.Acl: // "the support offered by the group"
			if toks[c].Fine == syntax.FineVBN {
				if by := doc.Agent(int(c)); by >= 0 && by != i {
					ids = append(ids, r.mentionsOf(by, 0)...)
				}
			}
		case syntax.AclRelcl:
		}
	}
	if id, ok := r.heads[i]; ok && len(ids) == 0 {
		return []int{id}
	}
	return ids
}

// mentionAt gives the mention of a holder with its head at token i, -1 for
// none.
func (r *reading) mentionAt(i int) int {
	if id, ok := r.heads[i]; ok {
		return id
	}
	for _, id := range r.byPlace[r.doc.Tokens[i].Sentence] { // a part of a name that a wrong tree made the argument
		if m := &r.doc.Mentions[id]; m.Type == annotate.Name && m.Contains(r.doc.Tokens[i].Span) {
			return id
		}
	}
	return -1
}
