package annotate

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// reported is what a cue is found to report.
type reported struct {
	spans  []Span
	phrase bool // no clause: what is judged or spoken of rather than words
}

func (r reported) found() bool { return len(r.spans) > 0 }

// verb tries token i as a verb that reports.
func (f *cueFinder) verb(i int) {
	cue := f.verbCue(i)
	if cue.Lemma == "" || f.used[i] || i > 1 && f.doc.Tokens[i-1].Text == "-" && strings.EqualFold(f.doc.Tokens[i-2].Text, "so") {
		return // "so-called" names what everybody does
	}
	if f.attributive(i) {
		return
	}
	var r reported
	speaker := -1
	switch {
	case cue.Takes("seem"):
		r = f.raised(i)
	case f.isPassive(i):
		r, speaker = f.passive(i, cue), f.doc.byAgent(i)
	default:
		if r = f.complement(i, cue); r.found() {
			speaker = f.agent(i)
		}
	}
	f.add(i, speaker, cue, r)
}

// verbCue gives the entry of the verb at token i, the zero Cue for none. The
// lemma may be wrong ("noting", "not"); its forms are few enough to try.
func (f *extentFinder) verbCue(i int) lexicon.Cue {
	if cue, ok := f.cues[cueKey{f.doc.Tokens[i].Lemma, "verb"}]; ok {
		return cue
	}
	for base := range syntax.Bases(f.doc.Tokens[i].Lower()) {
		if cue, ok := f.cues[cueKey{base, "verb"}]; ok {
			return cue
		}
	}
	return lexicon.Cue{}
}

// attributive reports whether verb i is a participle that stands before the
// noun it describes: "noted scholars".
func (f *cueFinder) attributive(i int) bool {
	toks := f.doc.Tokens
	if t := &toks[i]; t.Rel == syntax.Amod {
		return i == 0 || toks[i-1].Text != "," || t.Fine != syntax.FineVBG // ", saying it leaks" is none
	} else if t.Fine != syntax.FineVBN || i == 0 || i+1 >= len(toks) {
		return false
	}
	before, behind := toks[i-1].Tag, toks[i+1].Tag
	return (before == syntax.ADP || before == syntax.DET) && (behind == syntax.NOUN || behind == syntax.ADJ)
}

// add records what a cue reports.
func (f *cueFinder) add(i, speaker int, cue lexicon.Cue, r reported) {
	r.spans = f.within(i, r.spans)
	r.spans = slices.DeleteFunc(r.spans, func(s Span) bool { return s.Len() <= 0 }) // a tree may cross itself
	if !r.found() {
		return
	}
	at := f.attribution(i, f.outsideContent(i, speaker), cue.Kind, r.spans)
	at.Phrase = r.phrase
	if at.Type == Direct && (r.phrase || at.Content[0].Len() < 16) {
		at.Type = Mixed // a quoted word or two is no direct speech
	}
	f.keep(at)
}

// outsideContent gives who speaks by cue i where the tree took somebody in
// the words of the report before it, which the cue does not belong to: "Bell
// said the bridge is safe, adding" has Bell add.
func (f *cueFinder) outsideContent(i, speaker int) int {
	if speaker < 0 {
		return speaker
	}
	toks := f.doc.Tokens
	for _, k := range slices.Backward(f.said[toks[i].Sentence]) {
		a := &f.doc.Attributions[k]
		if a.Sentence != toks[i].Sentence || a.by < 0 || len(a.Cue) == 0 || a.Cue[0].Start > toks[i].Start {
			continue
		}
		for _, c := range a.Content {
			if c.Contains(toks[speaker].Span) && c.End <= toks[i].Start {
				return a.by
			}
		}
	}
	return speaker
}

// within clips what a cue in a quotation reports to that quotation.
func (f *cueFinder) within(i int, spans []Span) []Span {
	for _, q := range f.doc.QuotesAt(f.doc.Tokens[i].Span) {
		if q.Single || !q.Inner.Contains(f.doc.Tokens[i].Span) {
			continue
		}
		for n := range spans {
			spans[n] = Span{max(spans[n].Start, q.Inner.Start), min(spans[n].End, q.Inner.End)}
		}
	}
	return spans
}

// complement gives what an active verb reports: a clause, else an infinitive,
// else a phrase.
func (f *cueFinder) complement(i int, cue lexicon.Cue) reported {
	if cue.Takes("that") || cue.Takes("wh") || cue.Takes("quote") {
		if spans := f.clause(i, cue); len(spans) > 0 {
			return reported{spans: spans}
		}
	}
	if spans := f.infinitive(i, cue); len(spans) > 0 {
		return reported{spans: spans, phrase: !reportingKinds.Has(cue.Kind)}
	}
	if cue.Takes("that") && cue.Takes("quote") {
		if spans := f.bareClause(i, cue); len(spans) > 0 {
			return reported{spans: spans}
		}
	}
	if s, ok := f.phrase(i, cue); ok {
		return reported{spans: []Span{s}, phrase: true}
	}
	if spans := f.behindColon(i, cue); len(spans) > 0 {
		return reported{spans: spans}
	}
	if spans := f.toQuote(i, cue); len(spans) > 0 {
		return reported{spans: spans, phrase: !cue.Takes("that") && !cue.Takes("quote")}
	}
	if spans := f.bareClause(i, cue); len(spans) > 0 {
		return reported{spans: spans}
	}
	if cue.Takes("quote") && f.relative(i) < 0 {
		return reported{spans: f.clauseBefore(i)}
	}
	return reported{}
}

// behindColon gives the rest of the sentence where a colon stands right behind
// a verb of saying: "she explained why: it leaks".
func (f *cueFinder) behindColon(i int, cue lexicon.Cue) []Span {
	toks := f.doc.Tokens
	stop := f.lastWord(i)
	for k := i + 1; k < stop-1 && k <= i+2 && cue.Takes("quote"); k++ {
		if toks[k].Text == ":" && !isQuoteMark(toks[k+1].Text) {
			return []Span{f.trim(k+1, stop, i)}
		}
	}
	return nil
}

// bareClause gives the clause without "that" behind a verb of saying which
// the tree hangs elsewhere: a noun or name and, before any break, its verb.
func (f *cueFinder) bareClause(i int, cue lexicon.Cue) []Span {
	toks := f.doc.Tokens
	stop := f.doc.Sentences[toks[i].Sentence].Last
	if !cue.Takes("that") || !cue.Takes("quote") || i+2 >= stop || cue.Takes("hearer") {
		return nil
	}
	switch t := &toks[i+1]; t.Tag {
	case syntax.NOUN, syntax.PROPN, syntax.PRON, syntax.DET, syntax.ADJ, syntax.NUM:
	default:
		if about := t.Tag.In(syntax.ADP, syntax.ADV) && toks[i+2].Tag == syntax.NUM; t.Fine != syntax.FineVBG && !about { // "said closing it would help", "said about 40 had left"
			return nil
		}
	}
	for toks[stop-1].Tag == syntax.PUNCT && stop > i+2 {
		stop--
	}
	end := f.clauseEnd(i+1, stop)
	for k := i + 2; k < stop; k++ {
		if k >= end && cue.Takes("obj") {
			return nil // the verb behind a comma may be the narrator's
		}
		if t := &toks[k]; finite(t.Fine) && (t.Tag == syntax.AUX || t.Tag == syntax.VERB) {
			if cue.Takes("obj") && f.goesOn(k, i) {
				return nil
			}
			return []Span{f.trim(i+1, f.clauseEnd(k, stop), i)}
		}
	}
	return nil
}

// goesOn reports whether the finite verb at token k, behind the object of verb i, begins no
// clause that is reported: the subject of i does that too ("repeated his offer and went home"),
// or it tells more of the object ("repeated the offer that was turned down").
func (f *cueFinder) goesOn(k, i int) bool {
	toks := f.doc.Tokens
	for toks[k].Tag == syntax.AUX && toks[k].Head > k {
		k = toks[k].Head
	}
	switch toks[k].Rel {
	case syntax.AclRelcl:
		return true
	case syntax.Conj:
		return toks[k].Head == i && f.doc.Subject(k) < i
	}
	return false
}

// toQuote gives what stands between verb i and the clause's end where a part
// of it is quoted, though the tree does not say how it hangs together.
func (f *cueFinder) toQuote(i int, cue lexicon.Cue) []Span {
	doc, toks := f.doc, f.doc.Tokens
	quotes := f.quotesBehind(i)
	if len(quotes) == 0 {
		return nil
	}
	stop := doc.Sentences[toks[i].Sentence].Last
	for stop > i+1 && toks[stop-1].Text == "." {
		stop--
	}
	first, last := i+1, doc.tokenAt(quotes[len(quotes)-1].End)
	for first < last && (toks[first].Tag == syntax.ADV || toks[first].Tag == syntax.PUNCT && !isQuoteMark(toks[first].Text)) {
		first++
	}
	if cue.Takes("that") {
		last = f.clauseEnd(last, stop)
	}
	if last = min(last, stop); first >= last {
		return nil
	}
	return []Span{f.trim(first, last, i)}
}

// quotesBehind gives what is quoted close behind verb i in its clause, before
// any other cue: the tree may not say how it hangs together.
func (f *cueFinder) quotesBehind(i int) []Span {
	doc, toks := f.doc, f.doc.Tokens
	sent := &doc.Sentences[toks[i].Sentence]
	_, last := doc.Subtree(i)
	var spans []Span
	next := i + 1
	for next < sent.Last && (toks[next].Tag != syntax.VERB || !f.isCue(next)) {
		next++
	}
	for _, q := range doc.QuotesAt(Span{toks[i].End, toks[next-1].End}) {
		near := q.Inner.End <= toks[last-1].End || q.Start-toks[i].End < 60
		if q.Start > toks[i].End && q.Inner.End <= sent.End && near && !isWorkTitle(doc.Text[q.Inner.Start:q.Inner.End]) {
			spans = append(spans, q.Span)
		}
	}
	return spans
}

// clause gives the clause that verb i reports.
func (f *cueFinder) clause(i int, cue lexicon.Cue) []Span {
	doc, toks := f.doc, f.doc.Tokens
	for _, c := range doc.Children(i) {
		switch t := &toks[c]; t.Rel {
		case syntax.Ccomp:
			if int(c) > i || f.postposed(i, int(c)) {
				return f.withSubject(i, cue, f.clauseSpans(i, int(c)))
			}
		case syntax.Parataxis:
			if int(c) < i && t.Tag == syntax.VERB && cue.Takes("quote") {
				return f.clauseSpans(i, int(c))
			}
		}
	}
	that := f.that(i)
	if that < 0 {
		return nil
	}
	stop := doc.Sentences[toks[i].Sentence].Last
	if toks[stop-1].Tag == syntax.PUNCT {
		stop--
	}
	if stop <= that {
		return nil
	}
	return []Span{f.reach(that, stop, i)}
}

// withSubject takes into what verb i reports the noun phrase right behind it
// where the tree left it out: "say the program, run by the city, | has brought".
func (f *cueFinder) withSubject(i int, cue lexicon.Cue, spans []Span) []Span {
	toks := f.doc.Tokens
	if len(spans) == 0 || spans[0].Start <= toks[i].End || cue.Takes("hearer") || i+1 >= len(toks) || !opensPhrase(&toks[i+1]) {
		return spans
	}
	if first := f.doc.tokenAt(spans[0].Start); first > i+1 && first < len(toks) && finite(toks[first].Fine) {
		spans[0].Start = toks[i+1].Start
	}
	return spans
}

// postposed reports whether verb i may report the clause at c before it: no
// conjunction stands between ("X left, Y said").
func (f *cueFinder) postposed(i, c int) bool {
	toks := f.doc.Tokens
	_, last := f.doc.Subtree(c)
	if last > i { // the clause goes on behind the cue
		return true
	}
	if f.relative(i) >= 0 || !f.bare(i) {
		return false
	}
	for ; last < i && toks[last].Tag == syntax.PUNCT; last++ {
	}
	t := toks[last].Tag
	return t != syntax.CCONJ && t != syntax.SCONJ && t != syntax.ADP
}

// infinitive gives what verb i wants done: "hopes to win", "urged voters to
// stay", "suggested leaving".
func (f *cueFinder) infinitive(i int, cue lexicon.Cue) []Span {
	doc, toks := f.doc, f.doc.Tokens
	obj := f.object(i)
	for _, c := range doc.Children(i) {
		c := int(c)
		if c < i || toks[c].Rel != syntax.Xcomp && toks[c].Rel != syntax.Advcl && toks[c].Rel != syntax.Ccomp {
			continue
		}
		first, last := doc.Subtree(c)
		to := toks[first].Text == "to"
		switch {
		case obj >= 0 && obj < c && to && cue.Takes("objinf"):
			from, upto := doc.Subtree(obj)
			if upto != first && toks[c].Rel == syntax.Advcl {
				continue
			}
			return []Span{f.reach(from, last, i)}
		case obj >= 0 && cue.Takes("objas") && toks[c].Rel == syntax.Xcomp && !to:
			from, _ := doc.Subtree(obj)
			return []Span{f.reach(from, last, i)}
		case obj < 0 && to && cue.Takes("inf") && toks[c].Rel != syntax.Advcl:
			return []Span{f.reach(first, last, i)}
		case obj < 0 && !to && toks[c].Fine == syntax.FineVBG && cue.Takes("ger"):
			return []Span{f.reach(first, last, i)}
		}
	}
	return nil
}

// isPassive reports whether verb i is passive.
func (f *cueFinder) isPassive(i int) bool {
	t := &f.doc.Tokens[i]
	return f.doc.Child(i, syntax.NsubjPass, syntax.AuxPass) >= 0 || t.Fine == syntax.FineVBN && (t.Rel == syntax.Acl || t.Rel == syntax.Advcl && f.doc.Child(i, syntax.Aux, syntax.Nsubj) < 0)
}

// passive gives what a passive verb reports: "it was reported that", "he is
// expected to win", "he was accused of lying", "the toll, criticised by X".
func (f *cueFinder) passive(i int, cue lexicon.Cue) reported {
	doc, toks := f.doc, f.doc.Tokens
	subject := doc.Child(i, syntax.NsubjPass)
	if subject < 0 && toks[i].Rel == syntax.Acl {
		subject = toks[i].Head
	}
	var spans []Span
	if subject >= 0 && !expletives.Has(toks[subject].Text) {
		if first, last := f.subjectSpan(subject, i); first < last {
			spans = append(spans, f.reach(first, last, i))
		}
	}
	for _, c := range doc.Children(i) {
		c := int(c)
		if c < i {
			continue
		}
		first, last := doc.Subtree(c)
		rel, p := toks[c].Rel, f.introducer(c)
		to := toks[first].Text == "to"
		switch {
		case rel == syntax.Ccomp && (cue.Takes("that") || cue.Takes("wh")):
			return reported{spans: []Span{f.reach(first, last, i)}}
		case rel == syntax.Xcomp && to && (cue.Takes("objinf") || cue.Takes("inf")),
			rel == syntax.Xcomp && !to && cue.Takes("objas"),
			p != "" && p != "by" && cue.Takes(objectFrames.Value(p)):
			return reported{spans: append(spans, f.reach(first, last, i)), phrase: rel != syntax.Xcomp}
		case p != "" && p != "by" && cue.Takes(p):
			if s, ok := f.behindPreposition(c, i); ok {
				return reported{spans: []Span{s}, phrase: true}
			}
		}
	}
	made := toks[i].Rel == syntax.Acl && cue.Kind == "say" // "a poll released by Bell" is what he made, not what he tells of
	if cue.Takes("obj") && doc.byAgent(i) >= 0 && !made {
		spans = append(spans, f.quotesBehind(i)...)
		return reported{spans: spans, phrase: true}
	}
	return reported{}
}

// subjectSpan gives the tokens of a subject before verb i without the clause
// that the verb itself is.
func (f *cueFinder) subjectSpan(subject, i int) (first, last int) {
	first, last = f.doc.Subtree(subject)
	if first <= i && i < last {
		last = i
		for last-1 > subject && !isNominal(f.doc.Tokens[last-1].Tag) {
			last--
		}
	}
	return first, last
}

// raised gives what seems so: the subject and its complement.
func (f *cueFinder) raised(i int) reported {
	doc, toks := f.doc, f.doc.Tokens
	if c := doc.Child(i, syntax.Ccomp); c > i {
		return reported{spans: f.clauseSpans(i, c)}
	}
	c := doc.Child(i, syntax.Xcomp)
	if c < i {
		return reported{}
	}
	var spans []Span
	if s := doc.Subject(i); s >= 0 && s < i && !expletives.Has(toks[s].Text) {
		if first, last := f.subjectSpan(s, i); first < last {
			spans = append(spans, f.reach(first, last, i))
		}
	}
	first, last := doc.Subtree(c)
	return reported{spans: append(spans, f.reach(first, last, i))}
}
