package annotate

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// cueWithin reports whether a speaker within the words already reports a
// quotation in them: the outer source is then only where it was read.
func (f *finder) cueWithin(content []Span) bool {
	for _, a := range f.doc.Attributions {
		if a.SpeakerName != "" && a.Type != Indirect && content[0].Contains(a.Cue0()) {
			return true
		}
	}
	return false
}

// record adds an attribution with its cue at token i and its speaker's head
// at token speaker (-1 for nobody).
func (f *finder) record(i, speaker int, kind string, content []Span) {
	doc, toks := f.doc, f.doc.Tokens
	at := Attribution{Cue: []Span{toks[i].Span}, Content: content, Kind: kind, Mention: -1, Sentence: toks[i].Sentence}
	if speaker >= 0 && strings.EqualFold(toks[speaker].Text, "you") {
		speaker = -1 // nobody in particular
	}
	speaker = f.pastTime(i, speaker)
	if speaker >= 0 && toks[speaker].Tag == syntax.NUM {
		speaker = f.namedOne(speaker)
	}
	if speaker >= 0 && (toks[speaker].Tag == syntax.VERB || toks[speaker].Tag == syntax.AUX || toks[speaker].Tag == syntax.PUNCT) {
		speaker = -1 // a wrong tree: nobody is better than anybody
	}
	if speaker >= 0 {
		speaker = f.headAround(speaker)
		if id, ok := f.heads[speaker]; ok && !firstPerson[strings.ToLower(toks[speaker].Text)] {
			m := &doc.Mentions[id]
			at.Mention, at.SpeakerName, at.Speaker = id, m.Name, []Span{m.Span}
		} else {
			r := resolver{Annotator: f.Annotator, doc: doc}
			first, last := r.phrase(speaker)
			at.Speaker = []Span{{toks[first].Start, toks[last-1].End}}
			at.SpeakerName = r.plain(first, last)
		}
	}
	at.Type = f.kind(content)
	doc.Attributions = append(doc.Attributions, at)
}

// headAround gives the head of the mention that a token is a part of, where a
// wrong tree made another part the subject; else the token.
func (f *finder) headAround(i int) int {
	if _, ok := f.heads[i]; ok {
		return i
	}
	for _, m := range f.doc.Mentions {
		if m.Type == Name && m.Sentence == f.doc.Tokens[i].Sentence && m.Contains(f.doc.Tokens[i].Span) {
			return m.Head
		}
	}
	return i
}

// namedOne gives, for "one of them, Leo Fanning", the name.
func (f *finder) namedOne(one int) int {
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
func (f *finder) pastTime(i, speaker int) int {
	if speaker < 0 || speaker > i || !timeWords[strings.ToLower(f.doc.Tokens[speaker].Text)] {
		return speaker
	}
	for k := i - 1; k > speaker; k-- {
		if id, ok := f.heads[k]; ok && f.doc.Mentions[id].Type == Name {
			return k
		}
	}
	return -1
}

// posted attributes a sentence of an embedded post to who posted it: its
// words are never the narrator's. It reports whether the sentence is of one.
func (f *finder) posted(s int) bool {
	doc := f.doc
	sent := &doc.Sentences[s]
	if sent.Region != corpus.Tweet {
		return false
	}
	at := Attribution{Content: []Span{sent.Span}, Type: Direct, Kind: "say", Mention: -1, Sentence: s, Parent: -1}
	for _, r := range doc.Article.Regions {
		if r.Kind == corpus.Tweet && r.Start <= sent.Start && sent.End <= r.End {
			at.SpeakerName = r.Speaker
		}
	}
	words := appendTokens(nil, at.SpeakerName, Span{0, len(at.SpeakerName)}, 0)
	for i := range words {
		found, _ := f.names.longest(words, i, func(t term) bool { return t.kind == aliasTerm || t.kind == memberTerm })
		if len(found) == 0 {
			continue
		}
		at.SpeakerName = found[0].name
		for id, m := range doc.Mentions { // the post's tail is no sentence; the article's own mention stands in
			if m.Name == at.SpeakerName && m.Type == Name {
				at.Mention = id
			}
		}
		break
	}
	doc.Attributions = append(doc.Attributions, at)
	return true
}

// floating attributes a sentence that is quoted as a whole, and says nothing
// of who speaks, to the speaker before it.
func (f *finder) floating(s int) {
	doc := f.doc
	sent := &doc.Sentences[s]
	var cover Span
	for _, q := range doc.Quotes {
		inner, whole := f.clip(q.Inner, s), f.clip(q.Span, s)
		if !q.Single && inner.Start < inner.End && whole.Len()*10 >= sent.Len()*8 {
			cover = f.clip(q.Span, s)
		}
	}
	if cover.Len() == 0 || f.attributed(cover) {
		return
	}
	at := Attribution{Content: []Span{cover}, Type: Floating, Kind: "say", Mention: -1, Sentence: s, Parent: -1}
	if same := f.inQuoteOf(s); same >= 0 {
		p := doc.Attributions[same]
		at.SpeakerName, at.Mention, at.Speaker, at.Type = p.SpeakerName, p.Mention, p.Speaker, Direct
	} else if prev := f.before(s); prev >= 0 {
		p := doc.Attributions[prev]
		at.SpeakerName, at.Mention, at.Speaker = p.SpeakerName, p.Mention, p.Speaker
	} else if id := f.actingBefore(s); id >= 0 {
		m := &doc.Mentions[id]
		at.SpeakerName, at.Mention, at.Speaker = m.Name, id, []Span{m.Span}
	}
	doc.Attributions = append(doc.Attributions, at)
}

func (f *finder) attributed(cover Span) bool {
	for _, a := range f.doc.Attributions {
		if cover.Contains(a.Cue0()) && len(a.Cue) > 0 {
			continue // it is reported inside the speech: "We hope that"
		}
		for _, c := range a.Content {
			if c.Overlaps(cover) && c.Len()*10 >= cover.Len()*6 {
				return true
			}
		}
	}
	return false
}

// before gives the attribution whose speaker goes on in sentence s: the last
// one that quotes in the sentence before, in this paragraph or, where the
// paragraph opens with a quotation, the one before.
func (f *finder) before(s int) int {
	doc := f.doc
	for k := s - 1; k >= 0 && k >= s-2; k-- {
		if doc.Sentences[s].Paragraph-doc.Sentences[k].Paragraph > 1 {
			break
		}
		best := -1
		for i, a := range doc.Attributions {
			if a.Sentence == k && a.SpeakerName != "" && a.Type != Indirect {
				best = i
			}
		}
		if best >= 0 {
			return best
		}
		if doc.Sentences[k].Paragraph == doc.Sentences[s].Paragraph && k == s-1 {
			if f.actingBefore(s) >= 0 {
				return -1
			}
		}
	}
	return -1
}

// inQuoteOf gives an attribution with a speaker whose content lies in the
// same pair of marks as sentence s: a speech of several sentences is
// attributed once. It gives -1 for none.
func (f *finder) inQuoteOf(s int) int {
	sent := f.doc.Sentences[s].Span
	for _, q := range f.doc.Quotes {
		if q.Single || !q.Overlaps(sent) || f.clip(q.Inner, s).Len()*10 < sent.Len()*8 {
			continue
		}
		for i, a := range f.doc.Attributions {
			if a.SpeakerName != "" && a.Sentence != s && a.Kind == "say" && q.Overlaps(a.Content[0]) && !q.Contains(a.Cue0()) {
				return i
			}
		}
	}
	return -1
}

// actingBefore gives the person who is the subject of the sentence before s
// in its paragraph: "Another member praised his honesty. “...”".
func (f *finder) actingBefore(s int) int {
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
	for i := range doc.Tokens {
		form := strings.ToLower(doc.Tokens[i].Text)
		if !firstPerson[form] || owner[i] || doc.Tokens[i].Text == "US" {
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
		for k := range doc.Attributions {
			if in := &doc.Attributions[k]; len(in.Speaker) > 0 && in.Speaker[0] == m.Span {
				in.Mention, in.SpeakerName = len(doc.Mentions)-1, m.Name
			}
		}
	}
}

// isPerson reports whether an actor is a single person: "we" of its
// spokesman is then the body he speaks for.
func (a *Annotator) isPerson(id string) bool {
	return slices.ContainsFunc(a.opts.Actors, func(x Actor) bool { return x.ID == id && x.Kind == Person })
}
