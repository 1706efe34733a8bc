package table

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/internal/say"
)

// Clean makes a text fit for a cell: valid UTF-8 without NUL, on one line.
func Clean(s string) string { return OneLine(Valid(s)) }

// Valid puts U+FFFD for each NUL and for each byte that is no UTF-8.
func Valid(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s { // a bad byte reads as U+FFFD
		if r == 0 {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String()
}

// OneLine writes each line break as a space, one for one.
func OneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(s)
}

// Cut is text[start:end] within its bounds.
func Cut(text string, start, end int) string {
	start = min(max(start, 0), len(text))
	return text[start:min(max(end, start), len(text))]
}

// Shown makes a text fit to stand on the page: on one line, and with U+FFFD
// for control characters and for the marks that override or isolate the
// direction of writing, which could turn what stands around them.
func Shown(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069,
			r == 0xfffe || r == 0xffff:
			return '\uFFFD'
		}
		return r
	}, s)
}

// CutTo shortens a text to so many characters.
func CutTo(s string, most int) string {
	n := 0
	for i := range s {
		if n == most {
			return s[:i] + "…"
		}
		n++
	}
	return s
}

// Counted counts things in English.
func Counted(n int, thing string) string {
	return say.Count(n, thing)
}

// StudyName is the name that the study gives itself.
func StudyName(study json.RawMessage) string {
	var s struct{ Name string }
	if json.Unmarshal(study, &s) != nil {
		return ""
	}
	return Shown(s.Name)
}

// Signed writes a number on the scale from -1 to +1.
func Signed(x float64) string {
	switch s := strconv.FormatFloat(math.Abs(x), 'f', 2, 64); {
	case s == "0.00":
		return s
	case x < 0:
		return "−" + s
	default:
		return "+" + s
	}
}

// Percent writes a share.
func Percent(x float64) string { return strconv.FormatFloat(x*100, 'f', 0, 64) + "\u00a0%" }
