package explain

import (
	"fmt"
	"strings"
)

// Style writes marks in colours where On is set, and in plain characters
// where it is not.
type Style struct{ On bool }

func (s Style) with(code, text string) string {
	if !s.On || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s Style) bold(text string) string { return s.with("1", text) }
func (s Style) dim(text string) string  { return s.with("2", text) }

// sign colours text by which side it is on: for, against, mixed.
func (s Style) sign(text, sign string) string {
	switch sign {
	case "for":
		return s.with("32", text)
	case "against":
		return s.with("31", text)
	case "mixed":
		return s.with("33", text)
	}
	return text
}

// differs sets off where reader and rules do not see the same.
func (s Style) differs(text string, on bool) string {
	if on {
		return s.with("33", text)
	}
	return text
}

// mark sets off words that carry the notes of the given numbers.
func (s Style) mark(text string, notes []int, sign string) string {
	numbers := strings.Trim(strings.ReplaceAll(fmt.Sprint(notes), " ", ","), "[]")
	if s.On {
		return s.bold(s.sign(text, sign)) + s.dim("["+numbers+"]")
	}
	return "[" + text + "]" + numbers
}
