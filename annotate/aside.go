package annotate

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// asides finds cues that stand between commas in what they report: "The
// bridge, he said, is safe" and "The bridge is safe, said the mayor". The
// parser sees them as one clause among others; the commas tell them apart.
func (f *finder) asides(s int) {
	sent := &f.doc.Sentences[s]
	f.asFront(s)
	f.block(s)
	from := sent.First
	for i := sent.First + 2; i < sent.Last; i++ {
		if f.used[i] || !f.asideVerb(i) {
			continue
		}
		first, last, subject := f.aside(i)
		if first <= from+1 {
			continue
		}
		spans := f.around(from, first, last, sent.Last, i)
		if len(spans) == 0 {
			continue
		}
		f.used[i] = true
		f.record(i, subject, f.verbCue(i).Kind, spans)
		from = last
	}
}

// asideVerb reports whether token i is a finite verb of saying or believing.
func (f *finder) asideVerb(i int) bool {
	t := &f.doc.Tokens[i]
	if t.Tag != syntax.VERB || t.Fine == syntax.FineVBG || t.Fine == syntax.FineVB {
		return false
	}
	cue := f.verbCue(i)
	return cue.Takes("that") && (cue.Takes("quote") || cue.Kind == "believe" && !cue.Takes("obj")) && !f.quotedWord(i)
}

// quotedWord reports whether token i stands in a double quotation.
func (f *extentFinder) quotedWord(i int) bool { return f.quoted[i] }

// bare reports whether no object follows verb i, the hearer apart: the words
// around the commas are then all that it can report.
func (f *cueFinder) bare(i int) bool {
	toks := f.doc.Tokens
	if i+1 >= len(toks) || f.verbCue(i).Takes("hearer") {
		return true
	}
	switch t := &toks[i+1]; t.Tag {
	case syntax.NOUN, syntax.PROPN, syntax.PRON, syntax.NUM, syntax.ADJ, syntax.DET:
		return timeNouns.Has(t.Lower()) || t.Text == "last" || t.Text == "this"
	case syntax.PART:
		return false
	}
	return true
}

// aside gives the stretch from the mark before the clause of cue i to the
// mark after it, and the subject; first is -1 where no marks enclose it.
func (f *frameFinder) aside(i int) (first, last, subject int) {
	doc, toks := f.doc, f.doc.Tokens
	sent := &doc.Sentences[toks[i].Sentence]
	if i == sent.First {
		return -1, 0, -1
	}
	last = i + 1
	for ; last < sent.Last-1 && !isBreak(toks[last].Text); last++ {
		if last-i > 10 || f.endsAside(&toks[last]) {
			return -1, 0, -1
		}
	}
	if isBreak(toks[i-1].Text) { // verb before subject
		subject = doc.Agent(i)
		if subject < i && last > i+1 {
			subject = f.firstNominal(i+1, last)
		}
		return i - 1, last, subject
	}
	if !f.bare(i) {
		return -1, 0, -1
	}
	subject = doc.Subject(i)
	if subject >= 0 && subject < i {
		if k, _ := doc.Subtree(subject); k > sent.First && isBreak(toks[k-1].Text) && !relativePronouns.Has(toks[k].Text) && f.plainBefore(subject, i) {
			return k - 1, last, doc.Antecedent(subject)
		}
	}
	if first, subject = f.subjectAside(i, sent); first < 0 {
		return -1, 0, -1
	}
	return first, last, subject
}

// endsAside reports whether a token cannot stand in the clause of an aside behind
// its verb: another verb, a clause, a colon, a quotation.
func (f *frameFinder) endsAside(t *Token) bool {
	return t.Tag.In(syntax.AUX, syntax.SCONJ) || t.Tag == syntax.VERB && t.Fine != syntax.FineVBG ||
		t.Text == "that" || t.Text == ":" || isQuoteMark(t.Text) && f.isDouble(t.Span)
}

// subjectAside returns the mark before the clause of verb i, and the first phrase
// behind it, as its subject; first is -1 where no mark or phrase is found.
func (f *frameFinder) subjectAside(i int, sent *Sentence) (first, subject int) {
	toks := f.doc.Tokens
	for k := i - 1; k > sent.First && k > i-12; k-- {
		switch t := &toks[k]; {
		case isBreak(t.Text):
			if subject = f.firstNominal(k+1, i); subject < 0 || relativePronouns.Has(toks[k+1].Text) {
				return -1, -1
			}
			return k, subject
		case t.Tag.In(syntax.VERB, syntax.SCONJ) || t.Tag == syntax.CCONJ && k == i-1 || t.Text == ":" || isQuoteMark(t.Text):
			return -1, -1
		}
	}
	return -1, -1
}

// plainBefore reports whether nothing but helpers of the verb stands between
// the subject's phrase and verb i.
func (f *frameFinder) plainBefore(subject, i int) bool {
	_, last := f.doc.Subtree(subject)
	for k := last; k < i; k++ {
		switch f.doc.Tokens[k].Tag {
		case syntax.ADV, syntax.AUX, syntax.PART, syntax.PUNCT:
		default:
			return false
		}
	}
	return true
}

// firstNominal gives the head of the last noun, name or pronoun of the first
// phrase in a stretch, -1 for none.
func (f *cueFinder) firstNominal(first, last int) int {
	best := -1
	for k := first; k < last; k++ {
		t := &f.doc.Tokens[k]
		if isNominal(t.Tag) && !timeNouns.Has(t.Lower()) {
			best = k
		} else if best >= 0 {
			break
		}
	}
	return best
}

func isBreak(w string) bool {
	switch w {
	case ",", "—", "–", "--", ";":
		return true
	}
	return false
}

// around gives what stands before and behind an aside in its sentence.
func (f *finder) around(from, first, last, stop, i int) []Span {
	toks := f.doc.Tokens
	mark := func(t *Token) bool { return t.Tag == syntax.PUNCT && !isQuoteMark(t.Text) }
	for from < first && (toks[from].Tag == syntax.CCONJ || mark(&toks[from])) {
		from++
	}
	for stop > last && mark(&toks[stop-1]) {
		stop--
	}
	behind := last < stop && isBreak(toks[last].Text) && !isBreak(toks[i-1].Text) // behind ", said X," X is described
	if behind && last+1 < stop {
		t := &toks[last+1]
		behind = t.Fine != syntax.FineVBG && !speakerDescriptions.Has(t.Text)
	}
	if from >= first {
		return nil
	}
	clause := slices.ContainsFunc(toks[from:first], func(t Token) bool { return t.Tag.In(syntax.VERB, syntax.AUX) })
	if !clause && !behind || f.sentenceIsSpeech(from, first, last, stop) {
		return nil
	}
	spans := []Span{f.trim(from, first, i)}
	if behind {
		spans = append(spans, f.trim(last, stop, i))
	}
	return spans
}

// sentenceIsSpeech reports whether the words around an aside hold a quotation
// that is reported already: what stands beside it goes with that.
func (f *finder) sentenceIsSpeech(from, first, last, stop int) bool {
	toks := f.doc.Tokens
	for _, k := range f.said[toks[from].Sentence] {
		a := &f.doc.Attributions[k]
		for _, c := range a.Content {
			if a.turn > 0 && (c.Overlaps(Span{toks[from].Start, toks[first].Start}) || last < stop && c.Overlaps(Span{toks[last].Start, toks[stop-1].End})) {
				return true
			}
		}
	}
	return false
}

// asFront finds who is named in front of what he says: "As Bell put it, the
// bridge is safe".
func (f *finder) asFront(s int) {
	doc, toks := f.doc, f.doc.Tokens
	sent := &doc.Sentences[s]
	if sent.Last-sent.First < 6 || toks[sent.First].Text != "As" {
		return
	}
	for i := sent.First + 2; i < sent.Last-2 && i < sent.First+14; i++ {
		put := puttingVerbs.Has(toks[i].Lemma) && toks[i+1].Text == "it" // "as Bell put it", "as she tells it"
		if f.used[i] || !put && !f.asideVerb(i) {
			continue
		}
		end := f.clauseEnd(i, sent.Last)
		subject := f.firstNominal(sent.First+1, i)
		if subject < 0 || end-i > 12 || end >= sent.Last-2 || f.hasVerb(sent.First, i) && doc.Subject(i) < 0 {
			return
		}
		if n := &toks[i+1]; !put && (isNominal(n.Tag) || n.Tag == syntax.DET || n.Text == "that") {
			return // it has something else to report
		}
		stop := f.lastWord(i)
		if end+1 >= stop || f.sentenceIsSpeech(sent.First, sent.First+1, end, stop) {
			return
		}
		f.used[i] = true
		f.record(i, subject, "say", []Span{f.trim(end, stop, i)})
		return
	}
}

// block finds what stands in a paragraph of its own behind a colon, without
// marks: "Bell said:" and the next paragraph.
func (f *finder) block(s int) {
	doc, toks := f.doc, f.doc.Tokens
	sent := &doc.Sentences[s]
	if s+1 >= len(doc.Sentences) || sent.Last-sent.First < 3 || toks[sent.Last-1].Text != ":" {
		return
	}
	next := &doc.Sentences[s+1]
	if next.Paragraph != sent.Paragraph+1 || next.Region != sent.Region || next.First >= next.Last || isQuoteMark(toks[next.First].Text) {
		return
	}
	for i := sent.Last - 2; i >= sent.First && i > sent.Last-14; i-- {
		if f.used[i] || !f.speaks(i) {
			continue
		}
		if f.complement(i, f.verbCue(i)).found() {
			return // it has something else to report
		}
		f.turns++
		f.used[i] = true
		for k := s + 1; k < len(doc.Sentences) && doc.Sentences[k].Paragraph == next.Paragraph; k++ {
			at := f.attribution(i, f.agent(i), "say", []Span{doc.Sentences[k].Span})
			if at.turn, at.Type = f.turns, Direct; k > s+1 {
				at.Cue, at.Sentence = nil, k
			}
			f.keep(at)
		}
		return
	}
}

// viewHolder gives whose view the sentence is told in at token i, and the index
// after the phrase: "in X's view", "by X's own account", "in the words of X",
// "to X, Y is a coward". It is -1 where the words say something else.
func (f *frameFinder) viewHolder(i int) (h, last int) {
	toks := f.doc.Tokens
	stop := f.doc.Sentences[toks[i].Sentence].Last
	ends := func(k int) bool { return k+1 >= stop || toks[k+1].Tag == syntax.PUNCT }
	w := toks[i].Lower()
	for k := i + 1; k < stop && k < i+8; k++ {
		t := &toks[k]
		if viewNouns.Has(t.Lemma) || viewNouns.Has(t.Lower()) {
			if holder := f.possessorBefore(i, k); holder > i && ends(k) && !personalPrepositions.Has(w) {
				return holder, k + 1
			}
			if k+1 < stop && toks[k+1].Text == "of" { // "in the words of X"
				if holder := f.firstNominal(k+2, min(stop, k+8)); holder >= 0 && ends(holder) {
					return holder, holder + 1
				}
			}
		}
		if t.Tag == syntax.PUNCT && k > i+1 && personalPrepositions.Has(w) && t.Text == "," {
			return f.inTheirEyes(i, k)
		}
		if t.Tag == syntax.PUNCT || t.Tag == syntax.VERB {
			return -1, 0
		}
	}
	return -1, 0
}

// possessorBefore gives the token of a possessor between i and the noun at k.
func (f *frameFinder) possessorBefore(i, k int) int {
	toks := f.doc.Tokens
	for n := k - 1; n > i; n-- {
		switch {
		case toks[n].Fine == syntax.FinePOS && n-1 > i:
			return n - 1
		case toks[n].Rel == syntax.NmodPoss && toks[n].Tag == syntax.PRON:
			return n
		}
	}
	return f.doc.Child(k, syntax.NmodPoss)
}

// inTheirEyes gives X in "To X, Y is a coward": a sentence that begins with the
// preposition, has a mention of somebody before its first comma, and says what
// something is.
func (f *frameFinder) inTheirEyes(i, comma int) (h, last int) {
	toks := f.doc.Tokens
	sent := &f.doc.Sentences[toks[i].Sentence]
	if i != sent.First {
		return -1, 0
	}
	h = f.firstNominal(i+1, comma)
	id, ok := f.heads[h]
	if h != comma-1 || !ok || f.doc.Mentions[id].Actor == "" && f.doc.Mentions[id].Type != Name {
		return -1, 0
	}
	for k := comma + 1; k < sent.Last; k++ {
		switch {
		case toks[k].Rel == syntax.Cop && finite(toks[k].Fine):
			return h, comma
		case toks[k].Tag == syntax.VERB:
			return -1, 0
		}
	}
	return -1, 0
}
