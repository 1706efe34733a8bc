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
		if doc.Sentences[s].Parsed && !f.posted(s) {
			f.floating(s)
		}
	}
	slices.SortStableFunc(doc.Attributions, func(x, y Attribution) int {
		return cmp.Or(cmp.Compare(start(x.Content), start(y.Content)), cmp.Compare(end(y.Content), end(x.Content)))
	})
	nest(doc)
}

func start(spans []Span) int { return spans[0].Start }

func end(spans []Span) int { return spans[len(spans)-1].End }

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
	if kind == "say" {
		return f.clauseBefore(i)
	}
	return nil
}

// clauseBefore gives the clause that a verb of saying hangs on where the tree
// stands the other way round: "X left, Trump said".
func (f *finder) clauseBefore(i int) []Span {
	toks := f.doc.Tokens
	h := toks[i].Head
	if toks[i].Rel != syntax.Parataxis || h < 0 || h >= i || toks[h].Tag != syntax.VERB || f.doc.Child(i, syntax.Nsubj) < 0 {
		return nil
	}
	first, _ := f.doc.Subtree(h)
	last, _ := f.doc.Subtree(i)
	if last <= first {
		return nil
	}
	return []Span{f.trim(first, last, i)}
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
