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
	f := &finder{}
	f.extentFinder = extentFinder{
		Annotator: a, doc: doc, heads: map[int]int{}, used: map[int]bool{}, floats: map[int]bool{},
		said: make([][]int, len(doc.Sentences)), proper: make([][]int, len(doc.Sentences)), named: map[string]int{},
	}
	for id, m := range doc.Mentions {
		if m.Type == Name {
			f.proper[m.Sentence] = append(f.proper[m.Sentence], id)
			f.named[m.Name] = id
		}
		if old, ok := f.heads[m.Head]; !ok || doc.Mentions[old].Actor == "" {
			f.heads[m.Head] = id
		}
	}
	f.indexQuotes()
	f.speeches()
	for s := range doc.Sentences {
		if doc.Sentences[s].Parsed && !f.posted(s) {
			f.cued(s)
		}
	}
	f.join()
	finish(doc)
}

// indexQuotes notes which tokens stand in double quotations and where these
// begin and end, since that is asked of token after token.
func (f *finder) indexQuotes() {
	f.quoted, f.marks = make([]bool, len(f.doc.Tokens)), map[int]bool{}
	for k := range f.doc.Quotes {
		q := &f.doc.Quotes[k]
		if q.Single {
			continue
		}
		f.marks[q.Start], f.marks[-q.End] = true, true
		for i := f.doc.tokenAt(q.Inner.Start); i < len(f.quoted) && f.doc.Tokens[i].End <= q.Inner.End; i++ {
			f.quoted[i] = true
		}
	}
}

// cued tries each word of a sentence as a cue.
func (f *finder) cued(s int) {
	doc := f.doc
	sent := &doc.Sentences[s]
	f.labelled(s)
	f.asides(s)
	for i := sent.First; i < sent.Last; i++ {
		switch doc.Tokens[i].Tag {
		case syntax.VERB:
			f.verb(i)
		case syntax.INTJ: // "say" for "they say"
			if f.verbCue(i).Takes("quote") && i > sent.First && i+2 < sent.Last {
				f.verb(i)
			}
		case syntax.NOUN:
			f.noun(i, "noun")
		case syntax.ADJ:
			f.noun(i, "adj")
		}
	}
	for i := sent.First; i < sent.Last; i++ {
		if f.isAccording(i) {
			f.according(s, i)
		}
	}
}

// finish orders the attributions by their content, and links those of one
// speech and those that stand within another.
func finish(doc *Document) {
	order(doc)
	keepWithin(doc)
	order(doc)
	lead := map[int]int{} // speech -> its attribution with the cue, else the first
	for i := range doc.Attributions {
		if at := &doc.Attributions[i]; at.turn > 0 {
			if old, ok := lead[at.turn]; !ok || len(at.Cue) > 0 && len(doc.Attributions[old].Cue) == 0 {
				lead[at.turn] = i
			}
		}
	}
	for i := range doc.Attributions {
		at := &doc.Attributions[i]
		at.Continues = -1
		if first, ok := lead[at.turn]; ok && first != i && at.turn > 0 {
			at.Continues = first
		}
	}
	doc.measureReach()
	nest(doc)
}

func order(doc *Document) {
	slices.SortStableFunc(doc.Attributions, func(x, y Attribution) int {
		return cmp.Or(cmp.Compare(start(x.Content), start(y.Content)), cmp.Compare(end(y.Content), end(x.Content)))
	})
}

// keepWithin ends what a cue reports where the words end in which the cue
// stands: "The council knows it leaks and | leans, the mayor said". The
// attributions are in the order of their content.
func keepWithin(doc *Document) {
	var open []int // those whose content may reach the next one, the innermost last
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		for len(open) > 0 && end(doc.Attributions[open[len(open)-1]].Content) <= start(a.Content) {
			open = open[:len(open)-1]
		}
		for _, k := range slices.Backward(open[max(0, len(open)-nestedReports):]) {
			if len(a.Cue) > 0 && cutAtOuter(a, doc.Attributions[k].Content) {
				break // it stands within the others already
			}
		}
		open = append(open, i)
	}
}

// nestedReports is how many reports a report may stand in, at most.
const nestedReports = 32

// cutAtOuter ends the content of an attribution where the outer words end in which
// its cue stands; it reports whether the cue stands in them.
func cutAtOuter(a *Attribution, outer []Span) (inside bool) {
	for _, c := range outer {
		if !c.Contains(a.Cue[0]) {
			continue
		}
		inside = true
		for n := range a.Content {
			if s := &a.Content[n]; s.Start < c.End && s.End > c.End {
				s.End = c.End
			}
		}
	}
	return inside
}

func start(spans []Span) int { return spans[0].Start }

func end(spans []Span) int { return spans[len(spans)-1].End }

// nest gives every attribution the smallest one around it as its parent.
func nest(doc *Document) {
	for i := range doc.Attributions {
		a := &doc.Attributions[i]
		a.Parent = -1
		inner := Span{start(a.Content), end(a.Content)}
		for j := i - 1; j >= 0 && doc.reach[j] >= inner.End; j-- {
			b := &doc.Attributions[j]
			outer := Span{start(b.Content), end(b.Content)}
			if outer.Contains(inner) && outer != inner {
				a.Parent = j
				break
			}
		}
	}
}

// The search for attributions in one document is built in layers, each with
// what the one below knows: how far reported words reach, what a cue reports
// and who speaks by it, frames that are no clause of saying (asides, nouns,
// "according to"), quotations and who speaks them, and the three passes.
type (
	cueFinder    struct{ extentFinder }
	frameFinder  struct{ cueFinder }
	speechFinder struct{ frameFinder }
	finder       struct{ speechFinder }
)

// extentFinder finds how far reported words reach, and holds what is known of
// the document.
type extentFinder struct {
	*Annotator
	doc    *Document
	heads  map[int]int  // head token -> mention
	used   map[int]bool // tokens that report direct speech
	turns  int          // speeches so far
	floats map[int]bool // speeches that nothing reports
	quoted []bool       // tokens within double quotations
	marks  map[int]bool // bytes where double quotations begin, and less than 0 where they end

	said   [][]int        // sentence -> the attributions so far with their cue or content in it
	proper [][]int        // sentence -> the mentions by name in it
	named  map[string]int // name -> the last mention by it
}

// clauseBefore gives the clause that a verb of saying hangs on where the tree
// stands the other way round: "X left, Trump said".
func (f *cueFinder) clauseBefore(i int) []Span {
	toks := f.doc.Tokens
	h := toks[i].Head
	s := f.doc.Child(i, syntax.Nsubj)
	if toks[i].Rel != syntax.Parataxis || h < 0 || h >= i || toks[h].Tag != syntax.VERB || s < 0 || f.doc.Preposition(s) == "for" {
		return nil // "for nobody had asked" gives a reason
	}
	first, _ := f.doc.Subtree(h)
	last, _ := f.doc.Subtree(i)
	if last <= first {
		return nil
	}
	return []Span{f.trim(first, last, i)}
}

// that gives the word that opens the clause which verb i reports though the
// parser did not see it ("told the council on Friday that", "asked her
// whether"), -1 for none.
func (f *cueFinder) that(i int) int {
	toks := f.doc.Tokens
	cue := f.verbCue(i)
	object := !cue.Takes("hearer") && i+1 < len(toks) && opensPhrase(&toks[i+1]) // "say the costs that it has are high"
	that, quote, question := cue.Takes("that"), cue.Takes("that") && cue.Takes("quote"), cue.Takes("wh") && cue.Takes("hearer")
	for k := i + 1; k < i+14 && k+2 < len(toks) && toks[k].Sentence == toks[i].Sentence; k++ {
		t, next := &toks[k], &toks[k+1]
		pronoun := nominatives.Has(t.Text)
		switch {
		case object && k > i+1 && isNominal(toks[k-1].Tag) && (t.Text == "that" || pronoun):
			return -1 // a relative clause
		case that && t.Text == "that" && next.Tag != syntax.PUNCT:
			return k
		case quote && pronoun && k > i+2 && (next.Tag == syntax.AUX || finite(next.Fine)):
			return k // "announcing on Monday he would go"
		case question && questionWords.Has(t.Text) && k > i+1:
			return k
		case t.Tag.In(syntax.VERB, syntax.PUNCT) && (!isDash(t.Text) || t.Start > toks[k-1].End || next.Start > t.End): // "an e-mail that"
			return -1
		}
	}
	return -1
}

// opensPhrase reports whether a token begins a noun phrase that is no time:
// "the costs", "critics", but not "Monday".
func opensPhrase(t *Token) bool {
	switch t.Tag {
	case syntax.DET, syntax.ADJ, syntax.NUM, syntax.NOUN, syntax.PROPN:
		return !timeNouns.Has(t.Lower())
	}
	return false
}

// isWorkTitle reports whether quoted words look like the title of a work or a
// broadcast ("Face the Nation"): few, and capitalised but for the small ones.
func isWorkTitle(s string) bool {
	var words []string
	for w := range strings.FieldsSeq(s) {
		if words = append(words, w); len(words) > 7 {
			return false // asked word after word of a quotation that may be the whole article
		}
	}
	if len(words) < 2 {
		return false
	}
	for i, w := range words {
		if !startsUpper(w) && (i == 0 || len(w) > 4) {
			return false
		}
	}
	return startsUpper(words[len(words)-1]) && !strings.ContainsAny(s[len(s)-1:], ".?!,")
}

// clauseSpans gives the stretch of the clause at token c without the words
// of its cue i, and with the quotation marks around it.
func (f *cueFinder) clauseSpans(i, c int) []Span {
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
	return []Span{f.reach(first, last, i)}
}

// straddles reports whether a quotation begins before a span and ends in it, a
// closing mark apart, or begins in it and ends behind it.
func straddles(q, s Span) bool {
	return q.Start < s.Start && q.End > s.Start && q.End <= s.End+1 || q.End > s.End && q.Start >= s.Start && q.Start < s.End
}

// trim gives the span of tokens without stray commas at its ends, widened to
// the quotation marks that belong to it. Marks around the cue are another's.
func (f *extentFinder) trim(first, last, cue int) Span {
	toks := f.doc.Tokens
	for first < last-1 && (toks[first].Text == "," || toks[first].Text == ":") {
		first++
	}
	for last-1 > first && (toks[last-1].Text == "," || toks[last-1].Text == ";") {
		last--
	}
	s := Span{toks[first].Start, toks[last-1].End}
	for k := f.doc.quoteFrom(s.Start); k < len(f.doc.Quotes) && f.doc.Quotes[k].Start <= s.End+1; k++ { // s may grow
		q := &f.doc.Quotes[k]
		if q.Contains(toks[cue].Span) {
			continue
		}
		if q.Inner.Start == s.Start && q.Inner.End <= s.End {
			s.Start = q.Start
		}
		if q.Inner.End == s.End && q.Inner.Start >= s.Start {
			s.End = q.End
		}
		if q.Single {
			continue
		}
		// a stretch inside a quotation that fills nearly all of it is the quotation
		if q.Inner.Contains(s) && s.Len()*10 >= f.inSentence(q, toks[first].Sentence)*8 {
			w := f.clip(q.Span, toks[first].Sentence)
			if w.Contains(s) {
				return w
			}
		}
		if straddles(q.Span, s) {
			s.Start, s.End = min(s.Start, max(q.Start, f.doc.Sentences[toks[first].Sentence].Start)), max(s.End, min(q.End, f.doc.Sentences[toks[first].Sentence].End))
		}
	}
	return s
}

// inSentence gives the bytes of a quotation that lie in a sentence.
func (f *extentFinder) inSentence(q *Quote, s int) int { return f.clip(q.Inner, s).Len() }

func (f *extentFinder) clip(s Span, sentence int) Span {
	sent := &f.doc.Sentences[sentence]
	return Span{max(s.Start, sent.Start), min(s.End, sent.End)}
}

// according handles "according to X" and its kin: X says the rest of the
// sentence.
func (f *finder) according(s, i int) {
	if f.used[i] {
		return
	}
	toks, sent := f.doc.Tokens, &f.doc.Sentences[s]
	h, last := f.accordingTo(i)
	if h < 0 {
		return
	}
	first, _ := f.doc.Subtree(h)
	first = min(first, i)
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

// isAccording reports whether token i begins a phrase that says by whom the
// rest is told: "according to X", "per the Herald", "as reported by X".
func (f *finder) isAccording(i int) bool {
	toks := f.doc.Tokens
	if i+2 >= len(toks) || toks[i+2].Sentence != toks[i].Sentence {
		return false
	}
	switch w := toks[i].Lower(); {
	case w == "according":
		return true
	case w == "per":
		return toks[i+1].Tag == syntax.PROPN || toks[i+1].Text == "the" && toks[i+2].Tag == syntax.PROPN
	case viewPrepositions.Has(w):
		h, _ := f.viewHolder(i)
		return h >= 0
	case w == "as":
		return toks[i+1].Fine == syntax.FineVBN && f.isCue(i+1) && toks[i+2].Text == "by"
	}
	return false
}

// accordingTo gives the head of X in "according to X", -1 for none, and the
// index after the phrase.
func (f *frameFinder) accordingTo(i int) (h, last int) {
	doc, toks := f.doc, f.doc.Tokens
	w := toks[i].Lower()
	if viewPrepositions.Has(w) {
		return f.viewHolder(i)
	}
	if w == "as" {
		h = doc.byAgent(i + 1)
	} else if h = toks[i].Head; h < 0 || !isNominal(toks[h].Tag) {
		h = -1
		for _, c := range doc.Children(i) {
			if (toks[c].Rel == syntax.Obl || toks[c].Rel == syntax.Fixed) && toks[c].Tag != syntax.ADP {
				h = int(c)
			}
		}
	}
	if h < i {
		return -1, 0
	}
	_, last = doc.Subtree(h)
	return h, last
}

// kind tells direct, mixed and indirect speech apart by the marks.
func (f *cueFinder) kind(content []Span) AttributionType {
	some, all := false, true
	for _, c := range content {
		whole := false
		for _, q := range f.doc.QuotesAt(c) {
			if q.Single && q.Inner.Len() < 12 || !c.Overlaps(q.Inner) {
				continue
			}
			some = true
			whole = whole || q.Start <= c.Start+1 && q.End >= c.End-1
		}
		all = all && whole
	}
	switch {
	case some && all:
		return Direct
	case some:
		return Mixed
	}
	return Indirect
}

// Cue0 gives the place of the cue, an empty span where there is none.
func (a *Attribution) Cue0() Span {
	if len(a.Cue) == 0 {
		return Span{}
	}
	return a.Cue[0]
}

// SpokenIn gives the innermost attribution whose content holds the span, -1
// where the words are the narrator's.
func (d *Document) SpokenIn(s Span) int {
	best, size := -1, 0
	last, _ := slices.BinarySearchFunc(d.Attributions, s.Start+1, func(a Attribution, at int) int { return cmp.Compare(start(a.Content), at) })
	for i := last - 1; i >= 0 && d.reach[i] >= s.End; i-- {
		a := &d.Attributions[i]
		for _, c := range a.Content {
			if c.Contains(s) && a.Kind != "seem" && (!a.Phrase || d.quotedIn(a.Content, s)) {
				n := end(a.Content) - start(a.Content)
				if best < 0 || n < size {
					best, size = i, n
				}
			}
		}
	}
	return best
}

// quotedIn reports whether a span is quoted within the content of an
// attribution: of a phrase that somebody judges ("called the deal 'a gift'")
// only what stands between marks is in his words.
func (d *Document) quotedIn(content []Span, s Span) bool {
	for _, q := range d.QuotesAt(s) {
		if q.Contains(s) && !isWorkTitle(d.Text[q.Inner.Start:q.Inner.End]) {
			for _, c := range content {
				if c.Overlaps(q.Inner) {
					return true
				}
			}
		}
	}
	return false
}
