package page

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// passage is a sentence whose spans are to be placed. Its text keeps the bytes
// of the canonical text one for one, so that spans of that text can be found
// in it.
type passage struct {
	text   string
	start  int  // of the sentence in the canonical text
	placed bool // spans can be placed
}

// newPassage takes a sentence as it stands in judgments. Where its length is
// not that of its span, as in a table changed by hand, no span is placed:
// better no mark than a wrong one.
func newPassage(sentence string, start, end int) passage {
	return passage{text: table.OneLine(sentence), start: start, placed: len(sentence) == end-start}
}

// within gives the spans of a cell as places in the sentence: cut to it, and
// widened to whole characters. What lies outside or cannot be read is left out.
func (p *passage) within(cell string) []table.Span {
	if !p.placed {
		return nil
	}
	all, err := table.ParseSpans(cell)
	if err != nil {
		return nil
	}
	var out []table.Span
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

// places gives the spans of a cell as places in the sentence, in the units of
// UTF-16 in which a browser counts: start-end;start-end.
func (p *passage) places(cell string) string {
	var b strings.Builder
	for i, s := range p.within(cell) {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(strconv.Itoa(utf16Length(p.text[:s.Start])) + "-" + strconv.Itoa(utf16Length(p.text[:s.End])))
	}
	return b.String()
}

// utf16Length is the length of a text in UTF-16.
func utf16Length(s string) int {
	n := utf8.RuneCountInString(s)
	for i := range len(s) {
		if s[i] >= 0xf0 { // begins a character of two units
			n++
		}
	}
	return n
}
