package check

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

//go:embed data/patterns.csv
var patternsCSV []byte

var (
	patterns = words.New("corpus/check/data/patterns.csv", patternsCSV)

	// twiceRead is UTF-8 that was read as Latin-1 or Windows-1252 and saved again.
	twiceRead = patterns.Pattern("twice_read")
	// lostMark is an apostrophe that became a question mark.
	lostMark = patterns.Pattern("lost_mark")
	leftTag  = patterns.Pattern("left_tag")
	// leftScript are parts of programs, each by what it begins with, so that a text is searched
	// for a few words and not matched letter by letter.
	leftScript = []func() *regexp.Regexp{patterns.Pattern("script_function"), patterns.Pattern("script_window"), patterns.Pattern("script_document"),
		patterns.Pattern("script_variable"), patterns.Pattern("script_data"), patterns.Pattern("script_push")}
	misread  = patterns.Pattern("misread")
	brokenAt = patterns.Pattern("broken_at")
)

// damage says what happened to a text before it came here, and shows a place.
func damage(text string) (reason, shown string) {
	at := func(i int) string {
		from, to := max(0, i-20), min(len(text), i+30)
		return strings.ToValidUTF8(strings.ReplaceAll(text[from:to], "\n", " "), "")
	}
	if strings.ContainsRune(text, '\uFFFD') {
		return Damaged, at(strings.IndexRune(text, '\uFFFD'))
	}
	for _, c := range []struct {
		reason string
		sign   string // that stands in every match, "" for none
		find   func(s string, n int) [][]int
		least  int
	}{
		{Damaged, "", func(s string, n int) [][]int {
			if !strings.ContainsAny(s, "âÃÂ") {
				return nil
			}
			return twiceRead().FindAllStringIndex(s, n)
		}, 2},
		{Damaged, "?", func(s string, n int) [][]int { return lostMark().FindAllStringIndex(s, n) }, 3},
		{Markup, "", func(s string, n int) [][]int {
			if !strings.ContainsAny(s, "<&") {
				return nil
			}
			return leftTag().FindAllStringIndex(s, n)
		}, 2},
		{Markup, "", scripts, 2},
		{BrokenWords, "-\n", func(s string, n int) [][]int { return brokenAt().FindAllStringIndex(s, n) }, 4},
	} {
		if !strings.Contains(text, c.sign) {
			continue
		}
		if found := c.find(text, c.least); len(found) >= c.least {
			return c.reason, at(found[0][0])
		}
	}
	return letters(text, at)
}

// scripts gives places in a text where a part of a program begins, at most n of each kind.
func scripts(text string, n int) (found [][]int) {
	for _, pattern := range leftScript {
		for _, at := range pattern().FindAllStringIndex(text, n) {
			before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
			if first, _ := utf8.DecodeRuneInString(text[at[0]:]); !unicode.IsLetter(first) || !unicode.IsLetter(before) { // no "malfunction ("
				found = append(found, at)
			}
		}
	}
	slices.SortFunc(found, slices.Compare)
	return found
}

// From how much of a text its letters show that it was damaged.
const (
	letterLeast   = 200  // letters
	upperShare    = 0.9  // of letters that have case
	blankLetters  = 40   // letters to a blank
	misreadWords  = 0.05 // words with a sign within
	misreadSample = 4000 // bytes that are looked at
)

// letters says what the letters of a text show: all capitals, no blanks, signs within
// words.
func letters(text string, at func(i int) string) (reason, shown string) {
	text = text[:min(len(text), misreadSample)]
	upper, cased, blanks := 0, 0, 1
	for _, r := range text {
		switch {
		case r == ' ' || r == '\n':
			blanks++
		case unicode.IsUpper(r):
			upper++
			cased++
		case unicode.IsLower(r):
			cased++
		}
	}
	switch {
	case cased < letterLeast:
		return "", ""
	case float64(upper) >= upperShare*float64(cased):
		return Capitals, at(0)
	case cased > blankLetters*blanks:
		return NoBlanks, at(0)
	}
	if !strings.ContainsAny(text, "|!¢€§0123456789") {
		return "", ""
	}
	found := misread().FindAllStringIndex(text, -1)
	if float64(len(found)) >= misreadWords*float64(blanks) && len(found) >= 5 {
		return Damaged, at(found[0][0])
	}
	return "", ""
}
