package annotate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// cueWithin reports whether a speaker within the words already reports a
// quotation in them: the outer source is then only where it was read.
func (f *cueFinder) cueWithin(content []Span) bool {
	first, last := f.doc.SentencesIn(content[0])
	for s := first; s < last; s++ {
		for _, k := range f.said[s] {
			if a := &f.doc.Attributions[k]; a.SpeakerName != "" && a.Type != Indirect && len(a.Cue) > 0 && content[0].Contains(a.Cue[0]) {
				return true
			}
		}
	}
	return false
}

// record adds an attribution with its cue at token i and its speaker's head
// at token speaker (-1 for nobody).
func (f *cueFinder) record(i, speaker int, kind string, content []Span) {
	f.keep(f.attribution(i, speaker, kind, content))
}

// attribution makes one with its cue at token i (-1 for none) and its
// speaker's head at token speaker (-1 for nobody).
func (f *cueFinder) attribution(i, speaker int, kind string, content []Span) Attribution {
	doc, toks := f.doc, f.doc.Tokens
	at := Attribution{Content: tidy(content), Kind: kind, Mention: -1, Parent: -1, Continues: -1, by: -1}
	if i >= 0 {
		at.Cue, at.Sentence = []Span{toks[i].Span}, toks[i].Sentence
	}
	if speaker >= 0 && strings.EqualFold(toks[speaker].Text, "you") {
		speaker = -1 // nobody in particular
	}
	if i >= 0 {
		speaker = f.pastTime(i, speaker)
	}
	if speaker >= 0 && f.isNobody(speaker) {
		speaker = f.somebodyBefore(speaker)
	}
	if speaker >= 0 && toks[speaker].Tag == syntax.NUM {
		speaker = f.namedOne(speaker)
	}
	if speaker >= 0 && (toks[speaker].Tag == syntax.VERB || toks[speaker].Tag == syntax.AUX && !isAuxiliaryName(&toks[speaker]) || toks[speaker].Tag == syntax.PUNCT) {
		speaker = -1 // a wrong tree: nobody is better than anybody
	}
	if speaker >= 0 {
		speaker = f.headAround(speaker)
		at.by = speaker
		if id, ok := f.heads[speaker]; ok && !firstPersons.Has(toks[speaker].Lower()) {
			m := &doc.Mentions[id]
			at.Mention, at.SpeakerName, at.Speaker = id, m.Name, []Span{m.Span}
		} else {
			var r resolver
			r.nameResolver = nameResolver{Annotator: f.Annotator, doc: doc}
			first, last := r.phrase(speaker)
			last = r.withComplement(speaker, last) // "some of his rivals"
			at.Speaker = []Span{{toks[first].Start, toks[last-1].End}}
			at.SpeakerName = r.plain(first, last)
		}
		if rel := f.relative(i); rel >= 0 && !at.Speaker[0].Overlaps(toks[rel].Span) {
			at.Speaker = tidy(append(at.Speaker, toks[rel].Span))
		}
	}
	if speaker >= 0 && (at.Mention >= 0 && doc.Mentions[at.Mention].Thing || at.Mention < 0 && f.isNobody(speaker)) {
		at.Mention, at.SpeakerName = -1, "" // "headlines": no person, body or country
	}
	at.Type = f.kind(content)
	return at
}

// isNobody reports whether the token that heads a speaker's words can be no person,
// body or country: a noun for a thing, a pronoun for one, or a word that a wrong tree
// made a speaker, which is no noun and has no article ("the left").
func (f *cueFinder) isNobody(i int) bool {
	t := &f.doc.Tokens[i]
	if id, ok := f.heads[i]; ok && f.doc.Mentions[id].Type == Name {
		return f.doc.Mentions[id].Thing
	}
	switch t.Tag {
	case syntax.PRON, syntax.DET:
		return thingPronouns.Has(t.Lower())
	case syntax.ADV, syntax.ADP, syntax.SCONJ, syntax.CCONJ, syntax.PART, syntax.INTJ, syntax.ADJ:
		return !startsUpper(t.Text) && f.doc.Child(i, syntax.Det) < 0 && !crowds.Has(t.Lower())
	}
	return f.isThing(t)
}

// somebodyBefore gives, for a speaker that is nobody, the noun that its phrase
// belongs to: "people familiar with the matter". Without one it is the token itself.
func (f *cueFinder) somebodyBefore(i int) int {
	toks := f.doc.Tokens
	for k := i - 1; k >= max(f.doc.Sentences[toks[i].Sentence].First, i-phraseReach); k-- {
		switch t := &toks[k]; t.Tag {
		case syntax.ADP, syntax.DET, syntax.ADJ, syntax.ADV:
		case syntax.NOUN:
			if !f.isThing(t) {
				return k
			}
		default:
			return i
		}
	}
	return i
}

// phraseReach is how many words before its end a speaker's phrase may begin.
const phraseReach = 6

// tidy gives spans in order, those that overlap made one.
func tidy(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	var out []Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

// relative gives the relative pronoun that is the subject of cue i, which
// names the speaker beside its antecedent, -1 for none.
func (f *cueFinder) relative(i int) int {
	if i < 0 {
		return -1
	}
	if s := f.doc.Child(i, syntax.Nsubj); s >= 0 && s < i && f.doc.Antecedent(s) != s {
		return s
	}
	return -1
}

// agent gives who does verb i, by the tree or, where that names nobody, by what
// stands beside it.
func (f *cueFinder) agent(i int) int {
	if a := f.agentByTree(i); a >= 0 {
		return a
	}
	return f.besideVerb(i)
}

// besideVerb gives who does verb i where the tree has nobody: the subject of a
// passive without an auxiliary ("Bell proudly proclaimed"), a name before the verb
// or before the brackets between, or the phrase that follows it ("..., said former
// mayor Bell").
func (f *cueFinder) besideVerb(i int) int {
	doc, toks := f.doc, f.doc.Tokens
	if s := doc.Child(i, syntax.NsubjPass); s >= 0 && s < i && doc.Child(i, syntax.AuxPass) < 0 && f.speaks(i) {
		return s
	}
	first := doc.Sentences[toks[i].Sentence].First
	k := i - 1
	for ; k >= first; k-- {
		if toks[k].Text == ")" {
			for k > first && toks[k].Text != "(" {
				k--
			}
		} else if toks[k].Tag != syntax.ADV {
			break
		}
	}
	switch {
	case k < first:
		return -1
	case (toks[k].Tag == syntax.PROPN || isAuxiliaryName(&toks[k])) && toks[i].Fine != syntax.FineVBG:
		return k
	case toks[k].Tag == syntax.PUNCT && f.speaks(i) && finite(toks[i].Fine):
		return f.firstNominal(i+1, min(i+6, doc.Sentences[toks[i].Sentence].Last))
	}
	return -1
}

// isAuxiliaryName reports whether a name was tagged as an auxiliary: "Sanders has".
func isAuxiliaryName(t *Token) bool {
	return t.Tag == syntax.AUX && t.Fine == syntax.FineVBZ && startsUpper(t.Text) && strings.EqualFold(t.Lemma, t.Text)
}

// agentByTree gives who does verb i by the tree, else the nearest phrase before a
// finite verb and the subject of the sentence before a participle or an infinitive.
func (f *cueFinder) agentByTree(i int) int {
	doc, toks := f.doc, f.doc.Tokens
	a := doc.Agent(i)
	if a >= 0 && toks[i].Fine == syntax.FineVBG && toks[i].Head == a && (toks[a].Rel == syntax.Obj || toks[a].Rel == syntax.Obl) && toks[a].Head >= 0 {
		if sender := doc.Agent(toks[a].Head); sender >= 0 && sender < a { // "sent a letter calling it": who sent it
			return sender
		}
	}
	if a >= 0 && (a < i || f.speaks(i)) {
		return a
	}
	sent := &doc.Sentences[toks[i].Sentence]
	if !finite(toks[i].Fine) && toks[i].Tag != syntax.INTJ && doc.Child(i, syntax.Aux) < 0 {
		for k := i - 1; k >= sent.First; k-- {
			if toks[k].Rel == syntax.Root {
				if s := doc.Subject(k); s >= 0 && s < i {
					return doc.Antecedent(s)
				}
			}
		}
		return a
	}
	commas := 0
	for k := i - 1; k >= sent.First; k-- {
		switch t := &toks[k]; t.Tag {
		case syntax.PUNCT:
			if commas++; commas > 1 || t.Text != "," && t.Text != "%" { // an apposition ends
				return a
			}
		case syntax.ADV, syntax.AUX, syntax.PART, syntax.ADJ:
		case syntax.NOUN, syntax.PROPN, syntax.PRON, syntax.NUM:
			if !timeNouns.Has(t.Lower()) {
				return doc.Antecedent(k)
			}
		default:
			return a
		}
	}
	return a
}

// headAround gives the head of the mention that a token is a part of, where a
// wrong tree made another part the subject; else the token.
func (f *cueFinder) headAround(i int) int {
	if _, ok := f.heads[i]; ok {
		return i
	}
	for _, id := range f.proper[f.doc.Tokens[i].Sentence] {
		if m := &f.doc.Mentions[id]; m.Contains(f.doc.Tokens[i].Span) {
			return m.Head
		}
	}
	return i
}

// namedOne gives, for "one of them, Leo Fanning", the name.
func (f *cueFinder) namedOne(one int) int {
	toks := f.doc.Tokens
	if c := f.doc.Child(one, syntax.Appos); c >= 0 {
		return c
	}
	for k := one + 1; k+1 < len(toks) && k < one+6 && toks[k].Sentence == toks[one].Sentence; k++ {
		if toks[k].Text == "," && toks[k+1].Tag == syntax.PROPN {
			for n := k + 1; n < k+4 && n < len(toks); n++ {
				if _, ok := f.heads[n]; ok {
					return n
				}
			}
		}
	}
	return one
}

// pastTime takes, where the parser made a day the speaker ("On Thursday Trump
// told"), the name that stands between the day and the cue.
func (f *cueFinder) pastTime(i, speaker int) int {
	if speaker < 0 || speaker > i || !timeNouns.Has(f.doc.Tokens[speaker].Lower()) {
		return speaker
	}
	for k := i - 1; k > speaker; k-- {
		if id, ok := f.heads[k]; ok && f.doc.Mentions[id].Type == Name {
			return k
		}
	}
	for k := speaker - 1; k >= f.doc.Sentences[f.doc.Tokens[i].Sentence].First; k-- { // "Bell on Thursday said"
		switch t := &f.doc.Tokens[k]; {
		case isNominal(t.Tag) && !timeNouns.Has(t.Lower()):
			return k
		case t.Tag == syntax.PUNCT || t.Tag == syntax.VERB:
			return -1
		}
	}
	return -1
}

// isPost reports whether a sentence is of an embedded post.
func (f *cueFinder) isPost(s int) bool { return f.doc.Sentences[s].Region == corpus.Tweet }

// posted attributes a sentence of an embedded post to who posted it: its
// words are never the narrator's. It reports whether the sentence is of one.
func (f *cueFinder) posted(s int) bool {
	if !f.isPost(s) {
		return false
	}
	doc := f.doc
	sent := &doc.Sentences[s]
	at := Attribution{Content: []Span{sent.Span}, Type: Direct, Kind: "say", Mention: -1, Sentence: s, Parent: -1}
	regions := doc.Article.Regions
	if r, _ := slices.BinarySearchFunc(regions, sent.End, func(r corpus.Region, at int) int { return cmp.Compare(r.End, at) }); r < len(regions) && regions[r].Start <= sent.Start {
		at.SpeakerName = regions[r].Speaker
	}
	words := appendTokens(nil, at.SpeakerName, Span{0, len(at.SpeakerName)}, 0)
	for i := range words {
		found, _ := f.names.longest(words, i, func(t term) bool { return t.kind == aliasTerm || t.kind == memberTerm })
		if len(found) == 0 {
			continue
		}
		at.SpeakerName = found[0].name
		if id, ok := f.named[at.SpeakerName]; ok { // the post's tail is no sentence; the article's own mention stands in
			at.Mention = id
		}
		break
	}
	f.keep(at)
	return true
}

// actingBefore gives the person who is the subject of the sentence before s
// in its paragraph: "Another member praised his honesty. “...”".
func (f *cueFinder) actingBefore(s int) int {
	doc, toks := f.doc, f.doc.Tokens
	if s == 0 || doc.Sentences[s-1].Region != doc.Sentences[s].Region || doc.Sentences[s].Paragraph-doc.Sentences[s-1].Paragraph > 1 {
		return -1
	}
	prev := &doc.Sentences[s-1]
	for i := prev.First; i < prev.Last; i++ {
		if toks[i].Rel != syntax.Root {
			continue
		}
		if sub := doc.Agent(i); sub >= 0 {
			if id, ok := f.heads[sub]; ok {
				return id
			}
		}
	}
	return -1
}

// bindFirstPerson makes "I" and "we" in reported words mentions of who
// speaks them. "We" of somebody who speaks for a body is that body.
func (a *Annotator) bindFirstPerson(doc *Document) {
	owner := map[int]bool{}
	for _, m := range doc.Mentions {
		owner[m.Head] = true
	}
	spoken := map[Span][]int{} // speaker -> its attributions
	for k := range doc.Attributions {
		if by := doc.Attributions[k].Speaker; len(by) > 0 {
			spoken[by[0]] = append(spoken[by[0]], k)
		}
	}
	for i := range doc.Tokens {
		form := doc.Tokens[i].Lower()
		if !firstPersons.Has(form) || owner[i] || doc.Tokens[i].Text == "US" || !doc.Sentences[doc.Tokens[i].Sentence].Parsed {
			continue
		}
		at := doc.SpokenIn(doc.Tokens[i].Span)
		if at < 0 || doc.Attributions[at].SpeakerName == "" || doc.Attributions[at].Type == Indirect {
			continue
		}
		m := Mention{Span: doc.Tokens[i].Span, Sentence: doc.Tokens[i].Sentence, Head: i, Type: Pronoun, Name: doc.Attributions[at].SpeakerName}
		if id := doc.Attributions[at].Mention; id >= 0 {
			sp := &doc.Mentions[id]
			m.Actor, m.Relation, m.Name = sp.Actor, sp.Relation, sp.Name
			if sp.Body != "" && form[0] != 'i' && form[0] != 'm' && a.isPerson(sp.Actor) {
				m.Name = sp.Body
			}
		}
		doc.Mentions = append(doc.Mentions, m)
		for _, k := range spoken[m.Span] {
			doc.Attributions[k].Mention, doc.Attributions[k].SpeakerName = len(doc.Mentions)-1, m.Name
		}
	}
}

// isPerson reports whether an actor is a single person: "we" of its
// spokesman is then the body he speaks for.
func (a *Annotator) isPerson(id string) bool {
	return slices.ContainsFunc(a.opts.Actors, func(x Actor) bool { return x.ID == id && x.Kind == Person })
}
