package reader

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// SpansInput builds the input of a sentence in which coded spans, and nothing
// else, say who is meant: each span is an actor, at most MaxActors of them, and
// so is every other place where its name stands, whole or by its last word. The
// training code builds the same from rows of the gold sets.
func (r *Reader) SpansInput(sentence string, spans []annotate.Span) Input {
	var mentions []Mention
	for actor, s := range spans {
		mentions = append(mentions, Mention{Start: s.Start, End: s.End, Actor: actor})
	}
	for actor, s := range spans {
		for _, m := range sameName(sentence, s, actor) {
			if free(mentions[:len(spans)], m) {
				mentions = append(mentions, m)
			}
		}
	}
	return r.inputs.build(sentence, mentions, len(spans))
}

// possessive is the ending of a name that is no part of it.
var possessive = regexp.MustCompile(`['’]s$`)

// minName is the least number of letters of a name that is looked for again.
const minName = 3

// sameName gives the places where the last word of a name stands as a word.
func sameName(sentence string, span annotate.Span, actor int) []Mention {
	surface := possessive.ReplaceAllString(sentence[span.Start:span.End], "")
	words := strings.Fields(surface)
	if !isName(surface) {
		return nil
	}
	last := words[len(words)-1]
	if first, _ := utf8.DecodeRuneInString(last); utf8.RuneCountInString(last) < minName || !unicode.IsUpper(first) {
		return nil
	}
	var out []Mention
	for at := 0; ; {
		i := strings.Index(sentence[at:], last)
		if i < 0 {
			return out
		}
		m := Mention{Start: at + i, End: at + i + len(last), Actor: actor}
		if !edge(sentence, m.Start) || !edge(sentence, m.End) {
			_, n := utf8.DecodeRuneInString(sentence[m.Start:])
			at = m.Start + n
			continue
		}
		if at = m.End; m.End <= span.Start || m.Start >= span.End {
			out = append(out, m)
		}
	}
}

// edge reports whether a word begins or ends at a place of a text.
func edge(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return inWord(before) != inWord(after)
}

func inWord(r rune) bool {
	return r != utf8.RuneError && (r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r))
}
