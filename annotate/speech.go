package annotate

import (
	"slices"
	"sort"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// A speech is what one speaker says in one go: quotations that belong
// together, over sentences and paragraphs, and the word that reports them.
type speech struct {
	id      int
	cue     int  // token, -1 for none
	speaker int  // head token, -1 for nobody
	last    int  // index of its last quotation
	led     bool // the quotation beside the cue has been recorded
	ahead   bool // the cue stands beside a later quotation
}

// place says what stands before a quotation.
type place uint8

const (
	midClause  place = iota // a word: only a part of what is said is quoted
	atStart                 // a sentence or paragraph begins with it
	afterColon              // a colon
	afterComma              // a comma or a dash
)

// speeches finds direct speech. A quotation gets the cue behind it ("A," X
// said), else the one before it (X said: "A"); one without a cue goes on with
// the speech before it, or floats.
func (f *speechFinder) speeches() {
	var now *speech
	for k := range f.doc.Quotes {
		q := &f.doc.Quotes[k]
		if first, last := f.inside(q); q.Single || first >= last || f.inPost(q.Span) {
			continue
		}
		if !f.parsed(q) { // the scope left it out: a speech does not go on over it
			now = nil
			continue
		}
		where := f.place(q)
		pre, post := f.cueBefore(q, where), f.cueBehind(q)
		if pre < 0 && post < 0 {
			post = f.signature(q)
		}
		whole := where == midClause && post >= 0 && endsOpen(f.doc.Text, q) && f.wholeClause(q, post)
		if !whole && !f.isSpeech(q, where, pre, post) {
			continue
		}
		if now = f.speechOf(now, k, pre, post); now == nil {
			continue
		}
		f.say(now, k, whole, now.cue == post && post >= 0)
		if now.last < 0 && pre >= 0 && now.cue == pre && (where == afterComma || where == afterColon) {
			f.before(now, q, where)
		}
		now.last = k
	}
}

// speechOf returns the speech that quotation k belongs to: the one before it goes
// on, a cue before or behind it begins another, or it floats; nil where it is no
// speech.
func (f *speechFinder) speechOf(now *speech, k, pre, post int) *speech {
	q := &f.doc.Quotes[k]
	if now != nil && (pre >= 0 && pre == now.cue && post < 0 || now.ahead && post >= 0 && post == now.cue) {
		return now
	}
	cue := post
	if cue < 0 {
		cue = pre
	}
	if cue >= 0 {
		return f.begin(cue, f.speakerOf(cue, q))
	}
	if now != nil && now.ahead && !now.led {
		return now
	}
	if cue := f.reportedLater(k); cue >= 0 {
		now = f.begin(cue, f.speakerOf(cue, q))
		now.ahead = true
		return now
	}
	if now != nil && f.goesOn(now, q) {
		return now
	}
	return f.float(q)
}

// reportedLater gives the cue of a running quotation, in which each paragraph
// opens with a mark and only the last one closes: the speaker is named behind
// that. It is -1 where quotation k does not open one.
func (f *speechFinder) reportedLater(k int) int {
	for steps := 0; steps < longestRun; steps++ {
		q := &f.doc.Quotes[k]
		if q.End != q.Inner.End { // it closes
			if steps == 0 {
				return -1
			}
			return f.cueBehind(q)
		}
		next := k + 1
		for next < len(f.doc.Quotes) && f.doc.Quotes[next].Single {
			next++
		}
		if next >= len(f.doc.Quotes) || !f.parsed(&f.doc.Quotes[next]) {
			return -1
		}
		a, b := f.doc.tokenAt(q.Inner.Start), f.doc.tokenAt(f.doc.Quotes[next].Start)
		if b >= len(f.doc.Tokens) {
			return -1
		}
		from, to := &f.doc.Sentences[f.doc.Tokens[a].Sentence], &f.doc.Sentences[f.doc.Tokens[b].Sentence]
		for s := f.doc.Tokens[a].Sentence; s < len(f.doc.Sentences) && f.doc.Sentences[s].Start < q.End; s++ {
			from = &f.doc.Sentences[s]
		}
		if to.Paragraph != from.Paragraph+1 || to.First != b {
			return -1
		}
		k = next
	}
	return -1
}

// longestRun is how many paragraphs of a running quotation are followed.
const longestRun = 20

// parsed reports whether all sentences of a quotation are parsed.
func (f *speechFinder) parsed(q *Quote) bool {
	first, last := f.inside(q)
	for s := f.doc.Tokens[first].Sentence; s <= f.doc.Tokens[last-1].Sentence; s++ {
		if !f.doc.Sentences[s].Parsed {
			return false
		}
	}
	return true
}

// wholeClause reports whether the words of its sentence up to the end of a
// quotation are a clause that the cue behind it reports: they have a verb, and
// the cue has nothing else to report.
func (f *speechFinder) wholeClause(q *Quote, cue int) bool {
	toks := f.doc.Tokens
	first, last := f.inside(q)
	if n := cue + 1; n < len(toks) && (toks[n].Tag == syntax.SCONJ || toks[n].Text == "that") || !f.bare(cue) && toks[cue].Tag == syntax.VERB && f.doc.Agent(cue) < cue {
		return false
	}
	return f.hasVerb(f.doc.Sentences[toks[first].Sentence].First, last)
}

// hasVerb reports whether a verb stands in a stretch of tokens.
func (f *speechFinder) hasVerb(first, last int) bool {
	return slices.ContainsFunc(f.doc.Tokens[first:last], func(t Token) bool { return t.Tag == syntax.VERB || t.Tag == syntax.AUX })
}

// before adds, where a quotation goes on with a clause that the cue broke off
// ("The toll, he said, “is a scandal.”"), the words before the cue.
func (f *speechFinder) before(sp *speech, q *Quote, where place) {
	doc, toks := f.doc, f.doc.Tokens
	if where == afterComma && beginsUpper(doc.Text[q.Inner.Start:q.Inner.End]) || toks[sp.cue].Tag != syntax.VERB {
		return
	}
	first, _, _ := f.aside(sp.cue)
	from := doc.Sentences[toks[sp.cue].Sentence].First
	for from < first && toks[from].Tag == syntax.CCONJ {
		from++
	}
	if first <= from || f.isDouble(toks[from].Span) || where == afterColon && !f.hasVerb(from, first) {
		return
	}
	said := f.said[toks[sp.cue].Sentence]
	lead := slices.IndexFunc(said, func(k int) bool { return doc.Attributions[k].turn == sp.id && len(doc.Attributions[k].Cue) > 0 })
	if lead < 0 {
		return
	}
	at := &doc.Attributions[said[lead]]
	if s := f.trim(from, first, sp.cue); s.End <= start(at.Content) && s.Len() > 0 {
		at.Content = append([]Span{s}, at.Content...)
		at.Type = Mixed
	}
}

func (f *speechFinder) begin(cue, speaker int) *speech {
	f.turns++
	f.used[cue] = true
	return &speech{id: f.turns, cue: cue, speaker: speaker, last: -1}
}

// inPost reports whether a span lies in an embedded post, whose words are
// its author's as they stand.
func (f *speechFinder) inPost(s Span) bool {
	i := f.doc.tokenAt(s.Start)
	return i < len(f.doc.Tokens) && f.isPost(f.doc.Tokens[i].Sentence)
}

// tokenAt gives the first token that starts at or after a byte.
func (d *Document) tokenAt(at int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].Start >= at })
}

// CueToken gives the first token of an attribution's cue, -1 where it has none.
func (d *Document) CueToken(at int) int {
	cue := d.Attributions[at].Cue
	if len(cue) == 0 {
		return -1
	}
	if i := d.tokenAt(cue[0].Start); i < len(d.Tokens) && d.Tokens[i].Start == cue[0].Start {
		return i
	}
	return -1
}

// inside gives the tokens between the marks of a quotation.
func (f *speechFinder) inside(q *Quote) (first, last int) {
	return f.doc.tokenAt(q.Inner.Start), f.doc.tokenAt(q.Inner.End)
}

// place says what stands before a quotation.
func (f *speechFinder) place(q *Quote) place {
	toks := f.doc.Tokens
	first, last := f.inside(q)
	if first >= last {
		return midClause
	}
	b := first - 1
	for b >= 0 && isQuoteMark(toks[b].Text) && toks[b].Start >= q.Start {
		b--
	}
	if b < 0 || toks[b].Sentence != toks[first].Sentence {
		return atStart
	}
	switch t := toks[b].Text; t {
	case ".", "?", "!", "*", "•":
		return atStart
	case ":":
		return afterColon
	case ",", "—", "–", "--", "-", ";":
		return afterComma
	default:
		if isQuoteMark(t) && f.doc.Sentences[toks[first].Sentence].First == b {
			return atStart
		}
	}
	return midClause
}

// isSpeech tells a quotation that is speech from a quoted part of a clause,
// a title and a scare quote.
func (f *speechFinder) isSpeech(q *Quote, where place, pre, post int) bool {
	first, last := f.inside(q)
	n := 0
	for i := first; i < last; i++ {
		if f.doc.Tokens[i].Tag != syntax.PUNCT {
			n++
		}
	}
	words := f.doc.Text[q.Inner.Start:q.Inner.End]
	closed := endsClause(f.doc.Text, q)
	switch where {
	case atStart:
		return post >= 0 || closed && n >= 2 && !isWorkTitle(strings.TrimSpace(words)) || n >= 8
	case afterColon:
		return n >= 2
	case afterComma:
		return (pre >= 0 || post >= 0) && n >= 2 && (closed || beginsUpper(words))
	}
	return pre >= 0 && n >= 3 && closed
}

func beginsUpper(s string) bool {
	s = strings.TrimLeft(s, " .…[('‘’")
	return s != "" && startsUpper(s)
}

// endsClause reports whether a quotation ends as a clause does.
func endsClause(text string, q *Quote) bool {
	if q.Repaired {
		return true
	}
	inner := strings.TrimRight(text[q.Inner.Start:q.Inner.End], " '’")
	after := strings.TrimLeft(text[q.End:min(len(text), q.End+3)], " ")
	return strings.HasSuffix(inner, "—") || strings.HasSuffix(inner, "…") || inner != "" && strings.ContainsRune(".,?!-", rune(inner[len(inner)-1])) ||
		after != "" && strings.ContainsRune(".,?!", rune(after[0]))
}

// endsOpen reports whether a quotation ends in a comma or question mark, as
// one does that a cue follows.
func endsOpen(text string, q *Quote) bool {
	inner := strings.TrimRight(text[q.Inner.Start:q.Inner.End], " '’")
	return !q.Repaired && inner != "" && strings.ContainsRune(",?!", rune(inner[len(inner)-1])) ||
		strings.HasPrefix(strings.TrimLeft(text[q.End:min(len(text), q.End+3)], " "), ",")
}

// goesOn reports whether a quotation without a cue of its own goes on with the
// speech before it: in the same sentence or the next one, or as the opening of
// the next paragraph.
func (f *speechFinder) goesOn(now *speech, q *Quote) bool {
	doc, toks := f.doc, f.doc.Tokens
	at := doc.Tokens[f.doc.tokenAt(q.Inner.Start)].Sentence
	_, l := f.inside(&doc.Quotes[now.last])
	end := toks[l-1].Sentence
	if now.cue >= 0 {
		end = max(end, toks[now.cue].Sentence)
	}
	apart := doc.Sentences[at].Paragraph - doc.Sentences[end].Paragraph
	return at-end <= 1 && apart <= 1 || at-end == 2 && apart == 0 && isThirdPerson(toks[doc.Sentences[end+1].First].Text)
}

// isThirdPerson reports whether a sentence that begins with the word goes on
// about who spoke in the one before.
func isThirdPerson(w string) bool { return w == "He" || w == "She" }

// join makes a speech that nothing reports go on with what its speaker is
// reported to say in the sentence before, in the same paragraph: "Bell called
// the toll a scandal. “It is far too high.”"
func (f *speechFinder) join() {
	doc := f.doc
	for i := range doc.Attributions {
		at := &doc.Attributions[i]
		if at.turn == 0 || len(at.Cue) > 0 || !f.floats[at.turn] {
			continue
		}
		f.floats[at.turn] = false // its first words decide
		if at.Sentence == 0 || doc.Sentences[at.Sentence].Paragraph-doc.Sentences[at.Sentence-1].Paragraph > 1 {
			continue
		}
		if k := f.reportIn(at.Sentence - 1); k >= 0 {
			if doc.Attributions[k].turn == 0 {
				doc.Attributions[k].turn = at.turn
			}
		}
	}
}

// reportIn gives the last attribution with a cue and a speaker in a sentence
// that no other one holds, -1 for none.
func (f *speechFinder) reportIn(s int) int {
	best := -1
	for _, k := range f.said[s] {
		a := &f.doc.Attributions[k]
		if a.Sentence != s || len(a.Cue) == 0 || len(a.Speaker) == 0 || a.Kind == "seem" || f.held(k) {
			continue
		}
		if best < 0 || a.Cue[0].Start > f.doc.Attributions[best].Cue[0].Start {
			best = k
		}
	}
	return best
}

// held reports whether the cue of attribution k stands in what another one
// reports.
func (f *speechFinder) held(k int) bool {
	cue := f.doc.Attributions[k].Cue[0]
	for _, n := range f.said[f.doc.Attributions[k].Sentence] {
		for _, c := range f.doc.Attributions[n].Content {
			if n != k && c.Contains(cue) {
				return true
			}
		}
	}
	return false
}

// float begins a speech that nothing reports: nil where the quotation is no
// sentence of its own.
func (f *speechFinder) float(q *Quote) *speech {
	first, last := f.inside(q)
	sent := &f.doc.Sentences[f.doc.Tokens[first].Sentence]
	if whole := f.clip(q.Span, f.doc.Tokens[first].Sentence); whole.Len()*10 < sent.Len()*8 || last-first < 3 {
		return nil
	}
	f.turns++
	f.floats[f.turns] = true
	sp := &speech{id: f.turns, cue: -1, speaker: -1, last: -1}
	if id := f.actingBefore(f.doc.Tokens[first].Sentence); id >= 0 {
		sp.speaker = f.doc.Mentions[id].Head
	}
	return sp
}

// opening gives where the words begin that lead up to a quotation from its
// cue, where they are reported with it: a clause of their own ("said that if
// it rained, “we go home”"). It gives the quotation's own start where not.
func (f *speechFinder) opening(q *Quote, cue int) int {
	doc, toks := f.doc, f.doc.Tokens
	at := doc.tokenAt(q.Start)
	if cue >= at || toks[cue].Sentence != toks[at].Sentence || toks[cue].Tag != syntax.VERB || !f.verbCue(cue).Takes("that") {
		return q.Start
	}
	for k := cue + 1; k < at; k++ {
		if toks[k].Text == "that" && toks[k].Tag == syntax.SCONJ && f.hasVerb(k, at) {
			return toks[k].Start
		}
	}
	n := &toks[cue+1]
	if !isNominal(n.Tag) && n.Tag != syntax.DET && n.Tag != syntax.ADJ && n.Tag != syntax.SCONJ || f.verbCue(cue).Takes("hearer") {
		return q.Start
	}
	for k := cue + 1; k < at; k++ {
		if t := &toks[k]; finite(t.Fine) && (t.Tag == syntax.AUX || t.Tag == syntax.VERB) {
			return n.Start
		}
	}
	return q.Start
}

// tail gives where the words end that go on behind a quotation before the
// comma of its cue ("“It is safe” for cars, he said"), 0 for none.
func (f *speechFinder) tail(q *Quote, cue int) int {
	toks := f.doc.Tokens
	_, last := f.inside(q)
	for last < len(toks) && toks[last].End <= q.End {
		last++
	}
	if last >= len(toks) || toks[cue].Tag != syntax.VERB || toks[cue].Sentence != toks[last-1].Sentence {
		return 0
	}
	if t := toks[last].Tag; t != syntax.ADP && t != syntax.SCONJ && t != syntax.CCONJ && t != syntax.ADV && t != syntax.VERB {
		return 0 // the one who speaks, described
	}
	first, _, _ := f.aside(cue)
	if first <= last || toks[first].Start <= q.End || toks[first-1].End <= q.End {
		return 0
	}
	return toks[first-1].End
}

// typeWithoutCue returns the type of words of a speech beside which no cue stands.
func (sp *speech) typeWithoutCue() AttributionType {
	if sp.last >= 0 || sp.cue < 0 {
		return Floating
	}
	return Direct
}

// say records quotation k as words of a speech, one attribution for each
// sentence that it touches. Whole takes in the words of its sentence before
// the quotation; the cue stands behind it or before it.
func (f *speechFinder) say(sp *speech, k int, whole, behind bool) {
	doc := f.doc
	q := &doc.Quotes[k]
	first, last := f.inside(q)
	from, to := doc.Tokens[first].Sentence, doc.Tokens[last-1].Sentence
	for s := from; s <= to; s++ {
		piece := f.clip(q.Span, s)
		// where the cue's clause may stand: before the quotation, or behind it
		opens, closes := !behind && s == from && !sp.ahead, behind && s == to
		switch {
		case whole && s == from:
			piece.Start = doc.Sentences[s].Start
		case opens && !whole && sp.last < 0 && sp.cue >= 0:
			piece.Start = min(piece.Start, f.opening(q, sp.cue))
		}
		if closes && !sp.led {
			piece.End = max(piece.End, f.tail(q, sp.cue))
		}
		at := f.attribution(sp.cue, sp.speaker, "say", []Span{piece})
		at.turn = sp.id
		lead := !sp.led && sp.cue >= 0 && (sp.last < 0 || sp.ahead) && (closes || opens)
		if !lead {
			at.Cue, at.Sentence, at.Type = nil, s, sp.typeWithoutCue()
		}
		sp.led = sp.led || lead
		f.keep(at)
	}
}
