package annotate

import (
	"slices"
	"strings"
	"unicode"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// labelled finds a speaker who stands before a colon at the head of a
// paragraph: "Mayor: Bridge Is Safe" in headlines, "BELL: Well, look." in
// transcripts, where the rest of the paragraph is his.
func (f *finder) labelled(s int) {
	doc, toks := f.doc, f.doc.Tokens
	sent := &doc.Sentences[s]
	colon := f.label(s)
	if s > 0 && doc.Sentences[s-1].Paragraph == sent.Paragraph && doc.Sentences[s-1].Region == sent.Region && (colon < 0 || !f.isTranscript(sent.First, colon)) {
		return
	}
	if colon < 0 || colon == sent.First+1 && rubrics.Has(toks[sent.First].Lower()) {
		return
	}
	speaker, turn := f.labelHead(sent.First, colon), f.isTurn(sent.First, colon)
	if turn {
		speaker = -1 // who asks and who answers is said elsewhere
	} else if speaker < 0 {
		return
	}
	rest := Span{toks[colon+1].Start, sent.End}
	if f.isSpoken(s, rest) {
		return
	}
	f.turns++
	f.used[colon] = true
	stop := sent.Last
	if toks[stop-1].Text == "." {
		stop--
	}
	if stop <= colon+1 {
		return
	}
	at := f.attribution(colon, speaker, "say", []Span{f.trim(colon+1, stop, colon)})
	at.turn = f.turns
	f.keep(at)
	if f.isTranscript(sent.First, colon) {
		f.restOfTurn(s, speaker)
	}
}

// isSpoken reports whether a span of sentence s has words of a speech already.
func (f *finder) isSpoken(s int, rest Span) bool {
	return slices.ContainsFunc(f.said[s], func(k int) bool {
		a := &f.doc.Attributions[k]
		return a.turn > 0 && slices.ContainsFunc(a.Content, rest.Overlaps)
	})
}

// restOfTurn gives the speaker of a transcript the sentences of the paragraph
// behind sentence s, up to the next speaker.
func (f *finder) restOfTurn(s, speaker int) {
	doc, sent := f.doc, &f.doc.Sentences[s]
	for k := s + 1; k < len(doc.Sentences) && doc.Sentences[k].Paragraph == sent.Paragraph && doc.Sentences[k].Region == sent.Region; k++ {
		if next := f.label(k); next >= 0 && f.isTranscript(doc.Sentences[k].First, next) {
			return // the next speaker's turn
		}
		more := f.attribution(-1, speaker, "say", []Span{doc.Sentences[k].Span})
		more.turn, more.Sentence, more.Type = f.turns, k, Floating
		f.keep(more)
	}
}

// label gives the colon behind a short label without a verb at the head of a
// sentence, -1 for none.
func (f *finder) label(s int) int {
	toks := f.doc.Tokens
	sent := &f.doc.Sentences[s]
	if sent.Last-sent.First > 3 && isTurnLetter(toks[sent.First].Text) && (toks[sent.First+1].Text == "." || strings.HasSuffix(toks[sent.First].Text, ".")) {
		return sent.First + 1 - strings.Count(toks[sent.First].Text, ".") // "Q. What of it?"
	}
	for k := sent.First; k < sent.Last-2 && k < sent.First+9; k++ {
		switch t := &toks[k]; {
		case t.Text == ":":
			if k == sent.First || !startsUpper(toks[sent.First].Text) {
				return -1
			}
			return k
		case t.Tag == syntax.VERB || t.Tag == syntax.AUX || t.Tag == syntax.SCONJ || t.Tag == syntax.PUNCT && t.Text != "," && t.Text != "-" && t.Text != "." && t.Text != "(" && t.Text != ")":
			return -1
		}
	}
	return -1
}

// labelHead gives who a label names: the head of its name, or of a noun for
// one who speaks; -1 for a label of another kind ("The result: ...").
func (f *finder) labelHead(first, colon int) int {
	toks := f.doc.Tokens
	last := colon
	for k := first + 1; k < colon; k++ {
		if toks[k].Tag == syntax.ADP || toks[k].Text == "," || toks[k].Text == "(" { // "Bell on the toll:"
			last = k
			break
		}
	}
	head := -1
	for k := first; k < last; k++ {
		t := &toks[k]
		switch {
		case t.Tag == syntax.PROPN && !timeNouns.Has(t.Lower()):
			head = k
		case t.Tag == syntax.NOUN || t.Tag == syntax.PRON:
			head = -1
			if w := t.Lower(); f.is(w, "person") || f.is(w, "title") || f.is(w, "group") || speakingNouns.Has(w) || f.isTranscript(first, colon) {
				head = k
			}
		}
	}
	if head < 0 && f.isTranscript(first, colon) && first+1 == colon {
		head = first
	}
	return head
}

// isTranscript reports whether a label is that of a transcript: a name in
// capitals, or the letter of a question or an answer.
func (f *finder) isTranscript(first, colon int) bool {
	if f.isTurn(first, colon) {
		return true
	}
	text := f.doc.Text[f.doc.Tokens[first].Start:f.doc.Tokens[colon-1].End]
	letters := 0
	for _, r := range text {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 2
}

// isTurn reports whether a label says only that somebody asks or answers: "Q:",
// "Answer:".
func (f *finder) isTurn(first, colon int) bool {
	return colon <= first+1 && turnLabels.Has(strings.ToLower(strings.TrimSuffix(f.doc.Tokens[first].Text, ".")))
}

// isTurnLetter reports whether a word is the letter of a question or an answer,
// with or without its stop.
func isTurnLetter(w string) bool {
	return len(strings.TrimSuffix(w, ".")) == 1 && startsUpper(w) && turnLabels.Has(strings.ToLower(strings.TrimSuffix(w, ".")))
}
