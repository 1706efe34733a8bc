package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// foldWords brings a text to its words: letters and digits in lower case, one
// space between words. Texts with the same words fold to the same.
func foldWords(s string) string {
	var sb strings.Builder
	sb.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && sb.Len() > 0 {
				sb.WriteByte(' ')
			}
			gap = false
			sb.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '‘':
		default:
			gap = true
		}
	}
	return sb.String()
}

// foldPrefix gives the number of bytes of s that fold to the words of want
// and end with a word, or -1.
func foldPrefix(s, want string) int {
	w := 0
	gap := false
	for i, r := range s {
		if w == len(want) && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return i
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && w > 0 {
				if w >= len(want) || want[w] != ' ' {
					return -1
				}
				w++
			}
			gap = false
			next, n := utf8.DecodeRuneInString(want[w:])
			if n == 0 || next != unicode.ToLower(r) {
				return -1
			}
			w += n
		case r == '\'' || r == '’' || r == '‘':
		default:
			gap = true
		}
	}
	if w == len(want) {
		return len(s)
	}
	return -1
}

// CountWords counts what stands between spaces and holds a letter or digit.
func CountWords(s string) int {
	n := 0
	for w := range strings.FieldsSeq(s) {
		if HasWords(w) {
			n++
		}
	}
	return n
}

// wordsReach reports whether there are n words in s, or more, and reads no
// further than it must.
func wordsReach(n int, s string) bool {
	for w := range strings.FieldsSeq(s) {
		if n > 0 && HasWords(w) {
			n--
		}
		if n <= 0 {
			break
		}
	}
	return n <= 0
}

// HasWords reports whether there is a letter or digit in s.
func HasWords(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}
