package report

import (
	"fmt"
	"strings"
	"testing"
)

// marked writes a passage with evidence in [ ] and mentions in { }.
func marked(p passage) string {
	var b strings.Builder
	for _, s := range p.segments() {
		text := s.Text
		if s.Mention {
			text = "{" + text + "}"
		}
		if s.Evidence {
			text = "[" + text + "]"
		}
		b.WriteString(text)
	}
	return b.String()
}

func TestMarks(t *testing.T) {
	for _, c := range []struct {
		what, sentence string
		start          int
		evidence       string // spans of the canonical text
		mention        string
		want           string
	}{
		{"one span", "They praised him.", 100, "105..112", "him", "They [praised] {him}."},
		{"spans that overlap", "They praised him.", 0, "5..12;8..16", "", "They [praised him]."},
		{"a span in another", "They praised him.", 0, "5..16;13..16", "him", "They [praised ][{him}]."},
		{"a mention that overlaps", "the extremist group left", 0, "4..19", "the extremist group", "{the }[{extremist group}] left"},
		{"letters of several bytes", "Le grüp ‘félon’ — 😀.", 10, "22..28", "grüp", "Le {grüp} ‘[félon]’ — 😀."},
		{"a span that cuts a letter", "a é b", 0, "3..4", "", "a [é] b"},
		{"an end that cuts a letter", "a é b", 0, "0..3", "", "[a é] b"},
		{"a folded line", "They praised\nhim\r\nmuch.", 0, "5..16", "him much", "They [praised him]  much."},
		{"a span of another sentence", "They left.", 50, "0..4;70..80", "", "They left."},
		{"a span over the end", "They left.", 50, "55..90", "", "They [left.]"},
		{"no span at all", "They left.", 0, "x..y", "nobody", "They left."},
		{"an empty span", "They left.", 0, "5..5", "", "They left."},
	} {
		p := newPassage(c.sentence, c.start, c.start+len(c.sentence))
		p.markEvidence(c.evidence)
		if i := strings.Index(c.sentence, c.mention); c.mention != "" && i >= 0 {
			p.markSpan(fmt.Sprintf("%d..%d", c.start+i, c.start+i+len(c.mention)))
		}
		if got := marked(p); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestNoMarkIsBetterThanAWrongOne(t *testing.T) {
	p := newPassage("Changed by hand.", 0, 99)
	p.markEvidence("0..7")
	p.markSpan("8..15")
	if got := marked(p); got != "Changed by hand." {
		t.Errorf("got %q", got)
	}
}

// FuzzMarks holds that marks neither lose nor change text, whatever the spans.
func FuzzMarks(f *testing.F) {
	f.Add("They praised\nhim.", "5..12;8..16", "13..16", 0)
	f.Add("é😀", "1..3", "2..4", 1)
	f.Fuzz(func(t *testing.T, sentence, evidence, mention string, start int) {
		sentence = valid(sentence)
		p := newPassage(sentence, start, start+len(sentence))
		p.markEvidence(evidence)
		p.markSpan(mention)
		var b strings.Builder
		for _, s := range p.segments() {
			b.WriteString(s.Text)
		}
		if b.String() != shown(sentence) {
			t.Errorf("%q became %q", sentence, b.String())
		}
	})
}
