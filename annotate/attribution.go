package annotate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// findAttributions finds who says or thinks what, in three passes: words
// that report within a sentence, "according to", and quotations that float
// free of any cue.
func (a *Annotator) findAttributions(doc *Document) {
	f := &finder{Annotator: a, doc: doc, heads: map[int]int{}}
	for id, m := range doc.Mentions {
		if old, ok := f.heads[m.Head]; !ok || doc.Mentions[old].Actor == "" {
			f.heads[m.Head] = id
		}
	}
	for s := range doc.Sentences {
		sent := &doc.Sentences[s]
		if !sent.Parsed {
			continue
		}
		for i := sent.First; i < sent.Last; i++ {
			switch doc.Tokens[i].Tag {
			case syntax.VERB:
				f.verb(i)
			case syntax.NOUN:
				f.noun(i)
			}
		}
		for i := sent.First; i < sent.Last; i++ {
			if strings.EqualFold(doc.Tokens[i].Text, "according") || strings.EqualFold(doc.Tokens[i].Text, "per") {
				f.according(s, i)
			}
		}
	}
	for s := range doc.Sentences {
		if doc.Sentences[s].Parsed {
			f.floating(s)
		}
	}
	slices.SortStableFunc(doc.Attributions, func(x, y Attribution) int {
		return cmp.Or(cmp.Compare(start(x.Content), start(y.Content)), cmp.Compare(end(y.Content), end(x.Content)))
	})
	nest(doc)
}

func start(spans []Span) int { return spans[0].Start }
func end(spans []Span) int   { return spans[len(spans)-1].End }

// nest gives every attribution the smallest one around it as its parent.
func nest(doc *Document) {
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		a.Parent = -1
		for j := i - 1; j >= 0; j-- {
			b := &doc.Attributions[j]
			outer := Span{start(b.Content), end(b.Content)}
			inner := Span{start(a.Content), end(a.Content)}
			if outer.Contains(inner) && outer != inner {
				a.Parent = j
				break
			}
		}
	}
}

// finder looks for attributions in one document.
type finder struct {
	*Annotator
	doc   *Document
	heads map[int]int // head token -> mention
}

// verb tries token i as a verb that reports.
func (f *finder) verb(i int) {
	toks := f.doc.Tokens
	cue, ok := f.cues[cueKey{toks[i].Lemma, "verb"}]
	if !ok {
		return
	}
	content := f.content(i, cue.Kind)
	if len(content) == 0 {
		return
	}
	f.record(i, f.doc.Agent(i), cue.Kind, content)
}

// Agent gives the head token of who does what the word at i says: its
// subject, the agent of a passive, or the one it shares with the word that
// it hangs on ("said ... and added", "in a post, saying"). It gives -1 where
// nobody is named.
func (d *Document) Agent(i int) int {
	toks := d.Tokens
	for step := range 6 {
		if d.Child(i, syntax.NsubjPass, syntax.AuxPass) >= 0 {
			if step > 0 { // "he was hailed, calling it": the subject goes on
				return d.Child(i, syntax.NsubjPass)
			}
			return d.byAgent(i)
		}
		if s := d.Subject(i); s >= 0 {
			return d.antecedent(s)
		}
		if by := d.Child(i, syntax.OblAgent); by >= 0 {
			return by
		}
		t := &toks[i]
		if t.Head < 0 {
			return -1
		}
		switch t.Rel {
		case syntax.Conj, syntax.Advcl, syntax.Parataxis:
			if o := d.Child(t.Head, syntax.Obj); t.Rel == syntax.Advcl && o >= 0 && o < i && d.marked(i, "for", "of", "from") {
				return o // "blamed Pakistan for harboring"
			}
			if t.Rel == syntax.Parataxis && d.Child(i, syntax.Nsubj) < 0 && toks[t.Head].Tag != syntax.VERB {
				return -1
			}
		case syntax.Xcomp:
			// "urged Trump to leave": the object does it; "wants to leave": the subject
			if o := d.Child(t.Head, syntax.Obj, syntax.Iobj); o >= 0 && toks[t.Head].Tag == syntax.VERB {
				return o
			}
			if toks[t.Head].Tag == syntax.VERB && d.Child(t.Head, syntax.AuxPass) >= 0 {
				return d.Child(t.Head, syntax.NsubjPass)
			}
		case syntax.AclRelcl:
			return t.Head
		case syntax.Acl:
			if t.Fine == syntax.FineVBN {
				return d.byAgent(i)
			}
			return t.Head
		default:
			return -1
		}
		i = t.Head
	}
	return -1
}

// marked reports whether a clause is introduced by one of the words.
func (d *Document) marked(i int, words ...string) bool {
	m := d.Child(i, syntax.Mark, syntax.Case)
	return m >= 0 && slices.Contains(words, d.Tokens[m].Lemma)
}

// Subject gives the subject of token i, -1 for none: of several, which only a
// wrong tree has, the last one before it.
func (d *Document) Subject(i int) int {
	best := -1
	for _, c := range d.children[i] {
		if d.Tokens[c].Rel == syntax.Nsubj && (best < 0 || int(c) < i) {
			best = int(c)
		}
	}
	return best
}

// antecedent gives, for a relative pronoun, the noun that it stands for.
func (d *Document) antecedent(i int) int {
	toks := d.Tokens
	switch strings.ToLower(toks[i].Text) {
	case "who", "which", "that", "whom":
		for h, n := i, 0; toks[h].Head >= 0 && n < 4; n++ {
			if toks[h].Rel == syntax.AclRelcl {
				return toks[h].Head
			}
			h = toks[h].Head
		}
	}
	return i
}

// byAgent gives the agent of a passive.
func (d *Document) byAgent(i int) int {
	if by := d.Child(i, syntax.OblAgent); by >= 0 {
		return by
	}
	for _, c := range d.children[i] {
		if d.Tokens[c].Rel == syntax.Obl && d.Preposition(int(c)) == "by" {
			return int(c)
		}
	}
	return -1
}

// content gives the words that verb i reports: its complement clause, or the
// quotation beside it.
func (f *finder) content(i int, kind string) []Span {
	doc, toks := f.doc, f.doc.Tokens
	for _, c := range doc.Children(i) {
		t := &toks[c]
		switch t.Rel {
		case syntax.Ccomp:
			return f.clauseSpans(i, int(c))
		case syntax.Parataxis:
			if int(c) < i && toks[c].Tag == syntax.VERB {
				return f.clauseSpans(i, int(c))
			}
		case syntax.Xcomp:
			if kind != "say" && kind != "believe" {
				return f.clauseSpans(i, int(c))
			}
		}
	}
	// "called it a 'disaster'": the quotation is all that is reported
	sent := &doc.Sentences[toks[i].Sentence]
	_, last := doc.Subtree(i)
	var spans []Span
	for _, q := range doc.Quotes {
		near := q.Inner.End <= toks[last-1].End || q.Start-toks[i].End < 60
		if q.Start > toks[i].End && q.Inner.End <= sent.End && near && f.reports(i, q) && !isWorkTitle(doc.Text[q.Inner.Start:q.Inner.End]) {
			spans = append(spans, q.Span)
		}
	}
	if len(spans) > 0 {
		return spans
	}
	if that := f.that(i); that >= 0 {
		stop := sent.Last
		if toks[stop-1].Tag == syntax.PUNCT {
			stop--
		}
		return []Span{f.trim(that, stop, i)}
	}
	if t := &toks[i]; (t.Rel == syntax.Parataxis || t.Rel == syntax.Root) && t.Head >= 0 && t.Rel == syntax.Parataxis && toks[t.Head].Tag == syntax.VERB && doc.Child(i, syntax.Nsubj) >= 0 && i > t.Head && kind == "say" {
		// "X left, Trump said": the clause hangs the other way round
		f0, l0 := doc.Subtree(t.Head)
		f1, _ := doc.Subtree(i)
		if f1 > f0 {
			return []Span{f.trim(f0, f1, i)}
		}
		_ = l0
	}
	return nil
}

// that gives the "that" of a clause which a verb of telling reports though
// the parser did not see it, -1 for none.
func (f *finder) that(i int) int {
	toks := f.doc.Tokens
	switch toks[i].Lemma {
	case "tell", "say", "inform", "assure", "remind", "warn", "insist", "add", "claim", "argue":
	default:
		return -1
	}
	for k := i + 1; k < i+8 && k+2 < len(toks) && toks[k].Sentence == toks[i].Sentence; k++ {
		if toks[k].Text == "that" && toks[k+1].Tag != syntax.PUNCT {
			return k
		}
		if toks[k].Tag == syntax.VERB || toks[k].Tag == syntax.PUNCT {
			return -1
		}
	}
	return -1
}

// isWorkTitle reports whether quoted words look like the title of a work or a
// broadcast ("Face the Nation"): few, and capitalised but for the small ones.
func isWorkTitle(s string) bool {
	words := strings.Fields(s)
	if len(words) < 2 || len(words) > 7 {
		return false
	}
	for i, w := range words {
		if !startsUpper(w) && (i == 0 || len(w) > 4) {
			return false
		}
	}
	return startsUpper(words[len(words)-1]) && !strings.ContainsAny(s[len(s)-1:], ".?!,")
}

// reports reports whether no other cue stands between verb i and a quote.
func (f *finder) reports(i int, q Quote) bool {
	for k := i + 1; k < len(f.doc.Tokens) && f.doc.Tokens[k].Start < q.Start; k++ {
		t := &f.doc.Tokens[k]
		if t.Tag == syntax.VERB {
			if _, ok := f.cues[cueKey{t.Lemma, "verb"}]; ok {
				return false
			}
		}
	}
	return true
}

// clauseSpans gives the stretch of the clause at token c without the words
// of its cue i, and with the quotation marks around it.
func (f *finder) clauseSpans(i, c int) []Span {
	first, last := f.doc.Subtree(c)
	if first <= i && i < last { // the cue stands in the midst of what it reports
		from, to := i, i+1
		if s := f.doc.Agent(i); s >= 0 && f.doc.Tokens[s].Head == i {
			a, b := f.doc.Subtree(s)
			from, to = min(from, a), max(to, b)
		}
		var spans []Span
		if first < from {
			spans = append(spans, f.trim(first, from, i))
		}
		if to < last-1 {
			spans = append(spans, f.trim(to, last, i))
		}
		return spans
	}
	return []Span{f.trim(first, last, i)}
}

// trim gives the span of tokens without stray commas at its ends, widened to
// the quotation marks that belong to it. Marks around the cue are another's.
func (f *finder) trim(first, last, cue int) Span {
	toks := f.doc.Tokens
	for first < last-1 && (toks[first].Text == "," || toks[first].Text == ":") {
		first++
	}
	for last-1 > first && (toks[last-1].Text == "," || toks[last-1].Text == ";") {
		last--
	}
	s := Span{toks[first].Start, toks[last-1].End}
	for _, q := range f.doc.Quotes {
		if q.Single || q.Contains(toks[cue].Span) {
			continue
		}
		// a stretch inside a quotation that fills nearly all of it is the quotation
		if q.Inner.Contains(s) && s.Len()*10 >= f.inSentence(q, toks[first].Sentence)*8 {
			w := f.clip(q.Span, toks[first].Sentence)
			if w.Contains(s) {
				return w
			}
		}
		if q.Start < s.Start && q.End > s.Start && q.End <= s.End+1 || q.End > s.End && q.Start >= s.Start && q.Start < s.End {
			s.Start, s.End = min(s.Start, max(q.Start, f.doc.Sentences[toks[first].Sentence].Start)), max(s.End, min(q.End, f.doc.Sentences[toks[first].Sentence].End))
		}
	}
	return s
}

// inSentence gives the bytes of a quotation that lie in a sentence.
func (f *finder) inSentence(q Quote, s int) int { return f.clip(q.Inner, s).Len() }

func (f *finder) clip(s Span, sentence int) Span {
	sent := &f.doc.Sentences[sentence]
	return Span{max(s.Start, sent.Start), min(s.End, sent.End)}
}

// noun tries token i as a noun that reports: "hope that", "a statement
// saying", where somebody voices it or it is somebody's.
func (f *finder) noun(i int) {
	doc, toks := f.doc, f.doc.Tokens
	cue, ok := f.cues[cueKey{toks[i].Lemma, "noun"}]
	if !ok {
		return
	}
	var content []Span
	for _, c := range doc.Children(i) {
		if t := &toks[c]; t.Rel == syntax.Ccomp || t.Rel == syntax.Acl && doc.Child(int(c), syntax.Mark) >= 0 && int(c) > i {
			content = f.clauseSpans(i, int(c))
			break
		}
	}
	if len(content) == 0 {
		return
	}
	holder := doc.Child(i, syntax.NmodPoss)
	if holder < 0 && (toks[i].Rel == syntax.Obj || toks[i].Rel == syntax.Obl) && toks[i].Head >= 0 {
		holder = doc.Agent(toks[i].Head)
	}
	if holder >= 0 {
		f.record(i, holder, cue.Kind, content)
	}
}

// according handles "according to X": X says the rest of the sentence.
func (f *finder) according(s, i int) {
	doc, toks := f.doc, f.doc.Tokens
	h := toks[i].Head
	if h < 0 || toks[h].Tag != syntax.NOUN && toks[h].Tag != syntax.PROPN && toks[h].Tag != syntax.PRON {
		h = -1
		for _, c := range doc.Children(i) {
			if toks[c].Rel == syntax.Obl || toks[c].Rel == syntax.Fixed && toks[c].Head == i {
				if toks[c].Tag != syntax.ADP {
					h = int(c)
				}
			}
		}
	}
	if h < 0 || h < i {
		return
	}
	first, last := doc.Subtree(h)
	first = min(first, i)
	sent := &doc.Sentences[s]
	var content []Span
	if first > sent.First+1 {
		content = append(content, f.trim(sent.First, first, i))
	}
	stop := sent.Last
	if stop > sent.First && toks[stop-1].Tag == syntax.PUNCT {
		stop--
	}
	if len(content) == 0 && last < stop {
		content = append(content, f.trim(last, stop, i))
	}
	if len(content) > 0 && !f.cueWithin(content) {
		f.record(i, h, "say", content)
	}
}

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

// kind tells direct, mixed and indirect speech apart by the marks.
func (f *finder) kind(content []Span) AttributionType {
	some := false
	for _, c := range content {
		for _, q := range f.doc.Quotes {
			if q.Single && q.Inner.Len() < 12 || !c.Overlaps(q.Inner) {
				continue
			}
			if q.Start <= c.Start+1 && q.End >= c.End-1 {
				return Direct
			}
			some = true
		}
	}
	if some {
		return Mixed
	}
	return Indirect
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

// Cue0 gives the place of the cue, an empty span where there is none.
func (a *Attribution) Cue0() Span {
	if len(a.Cue) == 0 {
		return Span{}
	}
	return a.Cue[0]
}

// isPerson reports whether an actor is a single person: "we" of its
// spokesman is then the body he speaks for.
func (a *Annotator) isPerson(id string) bool {
	return slices.ContainsFunc(a.opts.Actors, func(x Actor) bool { return x.ID == id && x.Kind == Person })
}

// SpokenIn gives the innermost attribution whose content holds the span, -1
// where the words are the narrator's.
func (d *Document) SpokenIn(s Span) int {
	best, size := -1, 0
	for i, a := range d.Attributions {
		for _, c := range a.Content {
			if c.Contains(s) {
				n := end(a.Content) - start(a.Content)
				if best < 0 || n <= size {
					best, size = i, n
				}
			}
		}
	}
	return best
}

var timeWords = set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july
	august september october november december today yesterday week month year`)

var firstPerson = set(`i we me us my our mine ours myself ourselves`)
