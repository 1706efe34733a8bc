package page

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// cutOut gives the words at places of a sentence, as a browser cuts them out.
func cutOut(t *testing.T, sentence, places string) []string {
	t.Helper()
	units := utf16.Encode([]rune(sentence))
	var out []string
	for span := range strings.SplitSeq(places, ";") {
		if span == "" {
			continue
		}
		from, to, _ := strings.Cut(span, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || start < 0 || start >= end || end > len(units) {
			t.Fatalf("%q is no place in a sentence of %d units", span, len(units))
		}
		out = append(out, string(utf16.Decode(units[start:end])))
	}
	return out
}

func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		what, sentence string
		start          int
		FormatSpans    string // of the canonical text
		want           []string
	}{
		{"one span", "They praised him.", 100, "105..112", []string{"praised"}},
		{"spans that overlap", "They praised him.", 0, "5..12;8..16", []string{"praised", "ised him"}},
		{"letters of several bytes", "Le grüp ‘félon’ — 😀 là.", 10, "22..28;41..44", []string{"félon", "là"}},
		{"a character of two units", "a 😀 b", 0, "2..6;7..8", []string{"😀", "b"}},
		{"a span that cuts a letter", "a é b", 0, "3..4", []string{"é"}},
		{"an end that cuts a letter", "a é b", 0, "0..3", []string{"a é"}},
		{"a folded line", "They praised\nhim\r\nmuch.", 0, "5..16", []string{"praised him"}},
		{"a span of another sentence", "They left.", 50, "0..4;70..80", nil},
		{"a span over the end", "They left.", 50, "55..90", []string{"left."}},
		{"no span at all", "They left.", 0, "x..y", nil},
		{"an empty span", "They left.", 0, "5..5", nil},
	} {
		p := newPassage(c.sentence, c.start, c.start+len(c.sentence))
		fixture.Diff(t, c.what, c.want, cutOut(t, table.OneLine(c.sentence), p.places(c.FormatSpans)))
	}
}

func TestNoMarkIsBetterThanAWrongOne(t *testing.T) {
	p := newPassage("Changed by hand.", 0, 99)
	if got := p.places("0..7;8..15"); got != "" {
		t.Errorf("got %q", got)
	}
}

// FuzzMarks holds that every place lies in the sentence, whatever the spans,
// and that what is shown of a sentence has the same places.
func FuzzMarks(f *testing.F) {
	f.Add("They praised\nhim.", "5..12;8..16", 0)
	f.Add("é😀", "1..3", 1)
	f.Fuzz(func(t *testing.T, sentence, spans string, start int) {
		sentence = table.Valid(sentence)
		p := newPassage(sentence, start, start+len(sentence))
		if utf16Length(table.Shown(p.text)) != utf16Length(p.text) {
			t.Errorf("%q is shown in another length", sentence)
		}
		cutOut(t, table.Shown(p.text), p.places(spans))
	})
}
