package report

import (
	"strings"
	"unicode/utf8"
)

// segment is a part of a sentence that is marked in one way.
type segment struct {
	Text              string
	Evidence, Mention bool
}

// passage is a sentence while it is marked. Its text keeps the bytes of the
// canonical text one for one, so that spans of that text can be found in it.
type passage struct {
	text  string
	start int     // of the sentence in the canonical text
	marks []uint8 // by byte; nil where spans cannot be placed
}

// The marks of a byte.
const (
	markedEvidence = 1 << iota
	markedMention
)

// newPassage takes a sentence as it stands in judgments. Where its length is
// not that of its span, as in a table changed by hand, nothing is marked:
// better no mark than a wrong one.
func newPassage(sentence string, start, end int) passage {
	p := passage{text: oneLine(sentence), start: start}
	if len(sentence) == end-start {
		p.marks = make([]uint8, len(sentence))
	}
	return p
}

// markEvidence marks the spans of a cell, and gives them as places in the
// sentence.
func (p *passage) markEvidence(cell string) []Span {
	spans := p.within(cell)
	for _, s := range spans {
		p.mark(s, markedEvidence)
	}
	return spans
}

// markSpan marks a mention by its span.
func (p *passage) markSpan(cell string) {
	for _, s := range p.within(cell) {
		p.mark(s, markedMention)
	}
}

// within gives the spans of a cell as places in the sentence: cut to it, and
// widened to whole characters. What lies outside or cannot be read is left out.
func (p *passage) within(cell string) []Span {
	if p.marks == nil {
		return nil
	}
	all, err := ParseSpans(cell)
	if err != nil {
		return nil
	}
	var out []Span
	for _, s := range all {
		s.Start, s.End = max(s.Start-p.start, 0), min(s.End-p.start, len(p.text))
		if s.Start >= s.End {
			continue
		}
		for s.Start > 0 && !utf8.RuneStart(p.text[s.Start]) {
			s.Start--
		}
		for s.End < len(p.text) && !utf8.RuneStart(p.text[s.End]) {
			s.End++
		}
		out = append(out, s)
	}
	return out
}

func (p *passage) mark(s Span, how uint8) {
	for i := s.Start; i < s.End; i++ {
		p.marks[i] |= how
	}
}

// segments cuts the sentence where its marks change.
func (p *passage) segments() []segment {
	if p.text == "" {
		return nil
	}
	if p.marks == nil {
		return []segment{{Text: shown(p.text)}}
	}
	var out []segment
	for from := 0; from < len(p.text); {
		to := from
		for to < len(p.text) && p.marks[to] == p.marks[from] {
			to++
		}
		out = append(out, segment{Text: shown(p.text[from:to]),
			Evidence: p.marks[from]&markedEvidence != 0, Mention: p.marks[from]&markedMention != 0})
		from = to
	}
	return out
}

// quote gives the words of spans.
func (p *passage) quote(spans []Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, shown(p.text[s.Start:s.End]))
	}
	return strings.Join(parts, " … ")
}
