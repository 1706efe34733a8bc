package remote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// folded is a text as quotations of it are compared: small letters, straight
// quotation marks, one kind of dash, one blank for many. at has for each byte of
// it the byte of the text that it comes from, and one more for the end.
type folded struct {
	text string
	at   []int
}

func fold(s string) folded {
	var f folded
	var b strings.Builder
	blank := true // at the beginning, too, none is kept
	for i, r := range s {
		switch {
		case unicode.IsSpace(r):
			if blank {
				continue
			}
			r = ' '
		case unicode.Is(unicode.Pd, r):
			r = '-'
		case unicode.In(r, unicode.Pi, unicode.Pf) || r == '"' || r == '`' || r == 'ʼ':
			r = '\''
		default:
			r = unicode.ToLower(r)
		}
		blank = r == ' '
		n, _ := b.WriteRune(r)
		for range n {
			f.at = append(f.at, i)
		}
	}
	f.at = append(f.at, len(s))
	f.text = b.String()
	return f
}

// locate finds quoted words in a sentence as whole words, exactly or folded, and
// gives their bytes in it.
func locate(sentence, words string) (annotate.Span, bool) {
	words = strings.TrimSpace(words)
	if span, ok := find(sentence, words); ok {
		return span, true
	}
	s, w := fold(sentence), strings.TrimRight(fold(words).text, " ")
	for _, try := range [2]string{w, strings.Trim(w, "'")} {
		if span, ok := find(s.text, try); ok {
			end := s.at[span.End]
			return annotate.Span{Start: s.at[span.Start], End: start(sentence, end)}, true
		}
	}
	return annotate.Span{}, false
}

// start moves an end back over blanks that were folded away before it.
func start(sentence string, end int) int {
	return len(strings.TrimRightFunc(sentence[:end], unicode.IsSpace))
}

// find finds words in a text where they neither begin nor end within a word.
func find(text, words string) (annotate.Span, bool) {
	if words == "" {
		return annotate.Span{}, false
	}
	for from := 0; from < len(text); {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		s := annotate.Span{Start: from + i, End: from + i + len(words)}
		if !inside(text, s.Start) && !inside(text, s.End) {
			return s, true
		}
		_, size := utf8.DecodeRuneInString(text[s.Start:])
		from = s.Start + size
	}
	return annotate.Span{}, false
}

// inside reports whether a place lies between two letters or digits.
func inside(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return at > 0 && at < len(text) && wordRune(before) && wordRune(after)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
