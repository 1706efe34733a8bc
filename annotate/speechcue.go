package annotate

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// speaks reports whether token i is a word that reports direct speech.
func (f *cueFinder) speaks(i int) bool {
	t := &f.doc.Tokens[i]
	if t.Tag != syntax.VERB {
		return false
	}
	return f.verbCue(i).Takes("quote")
}

// cueBehind gives the token that reports a quotation from behind it, -1 for
// none: "A," said X; "A," X told Y; "A," according to X.
func (f *speechFinder) cueBehind(q *Quote) int {
	toks := f.doc.Tokens
	i, stop := f.behind(q)
	relative := false
	for k := i; k < stop; k++ {
		t := &toks[k]
		switch {
		case strings.EqualFold(t.Text, "according"):
			return k
		case isDoubleMark(t.Text):
			if !isNickname(toks, k, stop) {
				return -1
			}
		case t.Text == ":" || t.Text == ";" || k == i && t.Tag == syntax.CCONJ:
			return -1
		case t.Lemma != "that" && relativePronouns.Has(t.Lemma):
			relative = true
		case t.Tag == syntax.NOUN && f.speaksAs(k, i):
			return k
		case t.Tag == syntax.VERB || t.Tag == syntax.AUX && t.Lemma == "be" && !relative:
			if f.reportsFromBehind(k, i, q) {
				return k
			}
			if !relative && !t.Rel.In(syntax.AclRelcl, syntax.Acl, syntax.Amod) {
				return -1
			}
			relative = false
		}
	}
	return -1
}

// behind returns the tokens [i, stop) among which the cue behind a quotation may
// stand, none where its sentence and paragraph end with it.
func (f *speechFinder) behind(q *Quote) (i, stop int) {
	toks := f.doc.Tokens
	first, last := f.inside(q)
	if first >= last {
		return 0, 0
	}
	i = last
	for i < len(toks) && (isQuoteMark(toks[i].Text) && toks[i].End <= q.End || toks[i].Text == "," || isDash(toks[i].Text)) {
		i++
	}
	if i >= len(toks) || f.doc.Sentences[toks[i].Sentence].Paragraph != f.doc.Sentences[toks[last-1].Sentence].Paragraph {
		return 0, 0
	}
	if toks[i].Sentence != toks[last-1].Sentence && !f.shortTail(q, i) {
		return 0, 0
	}
	return i, min(f.doc.Sentences[toks[i].Sentence].Last, i+32)
}

// isNickname reports whether the mark at token k is one of those around one word.
func isNickname(toks []Token, k, stop int) bool {
	return k+2 < stop && (isQuoteMark(toks[k+2].Text) || isQuoteMark(toks[max(k-2, 0)].Text))
}

// isDoubleMark reports whether a word is a double quotation mark.
func isDoubleMark(w string) bool {
	return isQuoteMark(w) && !isSingle(rune(w[0])) && w != "’" && w != "‘"
}

// reportsFromBehind reports whether the verb at token k, behind a quotation after
// which token i is the first, is its cue.
func (f *speechFinder) reportsFromBehind(k, i int, q *Quote) bool {
	return f.doc.Tokens[k].Fine != syntax.FineVBG && (f.speaks(k) || f.standsAsCue(k, i, q)) && f.subjectBehind(k, i)
}

// signature gives the dash behind a quotation that is followed by a name and
// no verb, -1 for none: "“Peace is near.” — Ann Lee, a teacher".
func (f *speechFinder) signature(q *Quote) int {
	toks := f.doc.Tokens
	first, i := f.inside(q)
	for i < len(toks) && isQuoteMark(toks[i].Text) && toks[i].End <= q.End {
		i++
	}
	if first >= i || i+1 >= len(toks) || !isDash(toks[i].Text) && toks[i].Text != "--" || toks[i+1].Tag != syntax.PROPN || toks[i+1].Sentence != toks[i].Sentence {
		return -1
	}
	sent := &f.doc.Sentences[toks[i].Sentence]
	if sent.Paragraph != f.doc.Sentences[toks[i-1].Sentence].Paragraph || f.hasVerb(i+1, sent.Last) {
		return -1
	}
	return i
}

// speaksAs reports whether token k, tagged as a noun, is a verb of saying
// behind its subject: "..." Bell notes.
func (f *speechFinder) speaksAs(k, i int) bool {
	toks := f.doc.Tokens
	if k <= i || toks[k-1].Tag != syntax.PROPN && toks[k-1].Tag != syntax.PRON || k+1 < len(toks) && toks[k+1].Tag != syntax.PUNCT {
		return false
	}
	return f.verbCue(k).Takes("quote")
}

// standsAsCue reports whether a verb that the list does not have stands where
// only a verb of saying can: right behind a quotation that ends in a comma
// ("...," enthused the mayor), or between its subject and a stop.
func (f *speechFinder) standsAsCue(k, i int, q *Quote) bool {
	toks := f.doc.Tokens
	form := toks[k].Fine
	if !endsOpen(f.doc.Text, q) || toks[k].Tag != syntax.VERB || form != syntax.FineVBD && form != syntax.FineVBZ && (form != syntax.FineVBN || k != i) {
		return false
	}
	if k == i {
		return k+1 < len(toks) && toks[k+1].Tag != syntax.ADP
	}
	return toks[k-1].Tag != syntax.PUNCT && (k+1 >= len(toks) || toks[k+1].Tag == syntax.PUNCT && !isQuoteMark(toks[k+1].Text))
}

// shortTail reports whether the sentence that begins at token i is no more
// than the report of the question before it: "Why?" the mayor asked.
func (f *speechFinder) shortTail(q *Quote, i int) bool {
	if !endsOpen(f.doc.Text, q) {
		return false
	}
	s := &f.doc.Sentences[f.doc.Tokens[i].Sentence]
	return s.First >= i-1 && s.Last-i <= 12
}

// subjectBehind reports whether the one who does the verb at k stands at or
// after token i: the clause is one of its own, behind the quotation.
func (f *speechFinder) subjectBehind(k, i int) bool {
	s := f.doc.Agent(k)
	if s >= i {
		return true
	}
	toks := f.doc.Tokens
	if k > i {
		switch toks[i].Tag {
		case syntax.PROPN, syntax.NOUN, syntax.PRON, syntax.DET, syntax.ADJ, syntax.NUM:
			return true
		}
		return false
	}
	if k+1 >= len(toks) || toks[k+1].Sentence != toks[k].Sentence {
		return false
	}
	if startsUpper(toks[k+1].Text) { // a rare name may bear any tag
		return true
	}
	switch toks[k+1].Tag {
	case syntax.PROPN, syntax.NOUN, syntax.PRON, syntax.DET, syntax.ADJ, syntax.NUM:
		return true
	}
	return false
}

// cueBefore gives the token that reports a quotation from before it, -1 for
// none.
func (f *speechFinder) cueBefore(q *Quote, where place) int {
	doc, toks := f.doc, f.doc.Tokens
	i := doc.tokenAt(q.Start) - 1
	if i < 0 {
		return -1
	}
	switch {
	case where == midClause:
		if f.speaks(i) && !f.verbCue(i).Takes("objas") {
			return i
		}
		return -1
	case where == atStart && toks[i].Text != ":":
		return -1
	}
	s := &doc.Sentences[toks[i].Sentence]
	if doc.Sentences[toks[min(i+1, len(toks)-1)].Sentence].Paragraph-s.Paragraph > 1 {
		return -1
	}
	cue, sure := f.nearestCue(i, s, where)
	if cue < 0 && !sure && toks[i].Text == ":" {
		return f.verbBeforeColon(i, s)
	}
	return cue
}

// nearestCue returns the cue among the words up to token i: a verb of saying, else
// another verb that reports, else a noun of saying; -1 for none. Sure is false
// where no verb was found before the words ended.
func (f *speechFinder) nearestCue(i int, s *Sentence, where place) (cue int, sure bool) {
	noun, other := -1, -1
	for k := i; k >= s.First && k > i-40; k-- {
		t := &f.doc.Tokens[k]
		speaks := f.speaks(k)
		switch {
		case speaks && f.verbCue(k).Kind == "say":
			return k, true
		case speaks && other < 0:
			other = k
		case isQuoteMark(t.Text) && f.isDouble(t.Span):
			return max(noun, other), true
		case where != afterComma && noun < 0 && t.Tag == syntax.NOUN && f.cues[cueKey{t.Lemma, "noun"}].Kind == "say":
			noun = k
		}
	}
	if other >= 0 {
		return other, true
	}
	return noun, false
}

// verbBeforeColon returns the finite verb nearest before the colon at token i, -1
// for none: "She went on: ...".
func (f *speechFinder) verbBeforeColon(i int, s *Sentence) int {
	for k := i - 1; k >= s.First && k > i-12; k-- {
		if t := &f.doc.Tokens[k]; t.Tag == syntax.VERB && finite(t.Fine) && f.doc.Subject(k) >= 0 && !f.quotedWord(k) {
			return k
		}
	}
	return -1
}

// isDouble reports whether a mark belongs to a double quotation.
func (f *extentFinder) isDouble(s Span) bool { return f.marks[s.Start] || f.marks[-s.End] }

// speakerOf gives the head token of who speaks by cue i.
func (f *speechFinder) speakerOf(i int, q *Quote) int {
	doc, toks := f.doc, f.doc.Tokens
	if strings.EqualFold(toks[i].Text, "according") {
		h, _ := f.accordingTo(i)
		return h
	}
	if isDash(toks[i].Text) || toks[i].Text == "--" {
		return f.firstNominal(i+1, f.doc.Sentences[toks[i].Sentence].Last)
	}
	if toks[i].Tag == syntax.NOUN {
		return f.nounHolder(i)
	}
	if a := doc.Agent(i); a >= 0 && !q.Contains(toks[a].Span) {
		return a
	}
	sent := &doc.Sentences[toks[i].Sentence]
	if toks[i].Start > q.Start { // behind: what stands between the quotation and the cue, or follows it
		for k := i - 1; k >= sent.First && toks[k].Start >= q.End; k-- {
			if isNominal(toks[k].Tag) && (toks[k].Head < k || toks[k].Head == i) {
				return k
			}
		}
	}
	if i+1 < sent.Last && isNominal(toks[i+1].Tag) {
		return i + 1
	}
	if i+2 < sent.Last && startsUpper(toks[i+1].Text) && toks[i+2].Tag == syntax.PROPN {
		return i + 2
	}
	return f.besideVerb(i)
}

func isNominal(t syntax.Tag) bool {
	return t == syntax.PROPN || t == syntax.NOUN || t == syntax.PRON
}
