package annotate

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// findQuotes pairs the quotation marks of a document, paragraph by
// paragraph: a mark without a partner is paired with the end of its
// paragraph, so that one lost mark cannot turn the rest of an article inside
// out. A paragraph that opens with a mark while the one before never closed
// its own goes on with the same speech, as newspapers write it.
func findQuotes(doc *Document) {
	for i := 0; i < len(doc.Sentences); {
		j := i + 1
		for j < len(doc.Sentences) && doc.Sentences[j].Paragraph == doc.Sentences[i].Paragraph {
			j++
		}
		doc.Quotes = pairQuotes(doc.Quotes, doc.Text, Span{doc.Sentences[i].Start, doc.Sentences[j-1].End})
		i = j
	}
}

// pairQuotes adds the quotes of one paragraph.
func pairQuotes(quotes []Quote, text string, para Span) []Quote {
	open, openWidth, openRune := -1, 0, rune(0)
	prev := rune(' ')
	for i := para.Start; i < para.End; {
		r, n := markAt(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		if i+n >= para.End {
			next = ' '
		}
		role := markRole(r, prev, next, openRune)
		if r == '“' && sameStyle(openRune, r) && open >= 0 && strings.ContainsRune(",.?!", prev) && !unicode.IsLetter(next) {
			role = closes // the wrong mark, where only a closing one can stand
		}
		switch {
		case role == opens && open < 0:
			open, openWidth, openRune = i, n, r
		case role == opens && !sameStyle(openRune, r):
			// a quotation within a quotation: the outer one counts
		case role == opens: // the one before was never closed
			quotes = appendQuote(quotes, text, open, openWidth, trimEnd(text, open, i), 0, openRune)
			open, openWidth, openRune = i, n, r
		case role == closes && open >= 0 && sameStyle(openRune, r):
			quotes = appendQuote(quotes, text, open, openWidth, i, n, openRune)
			open, openRune = -1, 0
		case role == closes && open < 0 && !isSingle(r):
			// a closing mark without an opening one: the speech began with the paragraph
			if len(quotes) == 0 || quotes[len(quotes)-1].End <= para.Start {
				quotes = appendQuote(quotes, text, para.Start, 0, i, n, r)
			}
		}
		prev = r
		i += n
	}
	if open >= 0 && !isSingle(openRune) {
		quotes = appendQuote(quotes, text, open, openWidth, para.End, 0, openRune)
	}
	return quotes
}

// markAt gives the rune that a text begins with, and its width. Two
// apostrophes or two backticks, as typewriters and TeX have it, are one mark.
func markAt(s string) (rune, int) {
	switch {
	case strings.HasPrefix(s, "''"):
		return '"', 2
	case strings.HasPrefix(s, "``"):
		return '“', 2
	}
	return utf8.DecodeRuneInString(s)
}

func appendQuote(quotes []Quote, text string, open, openWidth, end, closeWidth int, mark rune) []Quote {
	q := Quote{
		Span:     Span{open, end + closeWidth},
		Inner:    Span{open + openWidth, end},
		Single:   isSingle(mark),
		Repaired: openWidth == 0 || closeWidth == 0,
	}
	if q.Single && isSpokenClause(text[q.Inner.Start:q.Inner.End]) {
		q.Single = false
	}
	if q.Inner.Start >= q.Inner.End || open > 0 && text[open-1] == '=' { // nothing, or the value of a stray attribute
		return quotes
	}
	return append(quotes, q)
}

// isSpokenClause reports whether words between single marks are speech as
// British newspapers print it: they begin with a capital and end in a stop or
// comma of their own.
func isSpokenClause(words string) bool {
	return len(words) >= leastSpoken && startsUpper(words) && strings.ContainsRune(",.?!", rune(words[len(words)-1])) && strings.Contains(words, " ")
}

// leastSpoken is the length in bytes of the shortest clause between single
// marks that is speech.
const leastSpoken = 12

func trimEnd(text string, start, end int) int {
	for end > start && text[end-1] == ' ' {
		end--
	}
	return end
}

type role uint8

const (
	neither role = iota
	opens
	closes
)

// markRole says what a rune does as a quotation mark between two others,
// given the mark that is open (0 for none).
func markRole(r, prev, next, open rune) role {
	spaceBefore := unicode.IsSpace(prev) || prev == '(' || prev == '[' || prev == '—' || prev == '–' || prev == '-' || isOpener(prev)
	spaceAfter := !unicode.IsLetter(next) && !unicode.IsDigit(next)
	switch r {
	case '“', '«', '„':
		return opens
	case '”', '»':
		return closes
	case '"':
		switch {
		case open != 0 && !isSingle(open):
			return closes
		case spaceBefore || open == 0 && !spaceAfter:
			return opens
		}
		return closes
	case '‘':
		return opens
	case '’', '\'':
		switch {
		case unicode.IsLetter(prev) && unicode.IsLetter(next):
			return neither // an apostrophe
		case isSingle(open) && spaceAfter && !spaceBefore:
			return closes
		case r == '\'' && open == 0 && spaceBefore && !spaceAfter:
			return opens
		}
	}
	return neither
}

func isSingle(r rune) bool { return r == '‘' || r == '’' || r == '\'' }

// sameStyle reports whether a mark may close what the other opened: “ may be
// closed by a straight mark, but never by a single one.
func sameStyle(open, mark rune) bool { return isSingle(open) == isSingle(mark) }
