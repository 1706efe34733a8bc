package annotate

import "strings"

// links finds headings of other articles that a page put into a sentence, after
// a name that it says again and glues to the first of them: "Ann Lee Ann Mary
// LeeSenate passes bill Lee calls for calm MORE (D-Ohio) said". They are no words
// of the article: no token covers them.
func links(text string) []Span {
	var found []Span
	for from := 0; ; {
		at := strings.Index(text[from:], "MORE")
		if at < 0 {
			return found
		}
		end := from + at + len("MORE")
		if first := linkStart(text, from, end-len("MORE")); first >= 0 && (end == len(text) || !isLetter(text[end])) {
			found = append(found, Span{first, end})
		}
		from = end
	}
}

// farthestLink is how many bytes before "MORE" a stretch of links may begin.
const farthestLink = 1200

// linkStart gives where the links end at byte end begin: behind the name that
// stands once more, glued to a heading, further on. It is -1 where there is no
// such name.
func linkStart(text string, from, end int) int {
	lowest := max(from, end-farthestLink)
	if cut := strings.LastIndexByte(text[lowest:end], '\n'); cut >= 0 {
		lowest += cut + 1
	}
	for i := lowest + 2; i < end; i++ {
		if !isUpper(text[i]) || !isLower(text[i-1]) && text[i-1] != '.' {
			continue
		}
		first := i
		for first > lowest && isLetter(text[first-1]) || first > lowest && text[first-1] >= 0x80 {
			first--
		}
		name := text[first:i]
		if len(name) < 3 || !isUpper(name[0]) {
			continue
		}
		before := max(lowest, first-70)
		if at := strings.LastIndex(text[before:first], name); at >= 0 && (before+at == lowest || !isLetter(text[before+at-1])) && !isLetter(text[before+at+len(name)]) {
			return before + at + len(name)
		}
	}
	return -1
}

// without leaves out the tokens from first on that lie in foreign stretches of
// the text from byte offset on.
func without(toks []Token, first int, foreign []Span, offset int) []Token {
	kept := toks[:first]
	for _, t := range toks[first:] {
		if !within(foreign, t.Start-offset) {
			kept = append(kept, t)
		}
	}
	return kept
}

// within reports whether byte i lies in one of the spans.
func within(spans []Span, i int) bool {
	for _, s := range spans {
		if i >= s.Start && i < s.End {
			return true
		}
	}
	return false
}
