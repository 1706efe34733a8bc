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
	misread       = patterns.Pattern("misread")
	brokenAt      = patterns.Pattern("broken_at")
	leftEscape    = patterns.Pattern("left_escape")
	leftList      = patterns.Pattern("left_list")
	mixedLetters  = patterns.Pattern("mixed_letters")
	utf7          = patterns.Pattern("utf_7")
	readerComment = patterns.Pattern("reader_comment")
	sourceSection = patterns.Pattern("source_section")
	opinionDesk   = patterns.Pattern("opinion_desk")
	bylineTitle   = patterns.Pattern("byline_title")
)

// sign is a kind of damage, known by a pattern or a search.
type sign struct {
	reason  string
	chars   string // one of which stands in every match, "" for none
	part    string // that stands in every match
	pattern func() *regexp.Regexp
	places  func(s string, n int) [][]int
	least   int // matches in a text
}

var signs = []sign{
	{Damaged, "âÃÂ", "", twiceRead, nil, 2},
	{Damaged, "", "?", lostMark, nil, 3},
	{Markup, "<&", "", leftTag, nil, 2},
	{Markup, "", "", nil, scripts, 2},
	{Markup, "", `\`, leftEscape, nil, 2},
	{Markup, "[{", "", leftList, nil, 1},
	{BrokenWords, "", "-\n", brokenAt, nil, 4},
	{Damaged, "", "", nil, mixed, 3},
	{Damaged, "", "+", utf7, nil, 2},
	{Damaged, "", " ", nil, ligatures, 2},
	{Comments, "", "", nil, comments, 3},
}

// damage says what happened to a text before it came here, and shows a place.
func damage(text string) (reason, shown string) {
	at := func(i int) string {
		from, to := max(0, i-20), min(len(text), i+30)
		return strings.ToValidUTF8(strings.ReplaceAll(text[from:to], "\n", " "), "")
	}
	if strings.ContainsRune(text, '\uFFFD') {
		return Damaged, at(strings.IndexRune(text, '\uFFFD'))
	}
	for _, c := range signs {
		if c.chars != "" && !strings.ContainsAny(text, c.chars) || !strings.Contains(text, c.part) {
			continue
		}
		found := c.places
		if c.pattern != nil {
			found = func(s string, n int) [][]int { return c.pattern().FindAllStringIndex(s, n) }
		}
		if found := found(text, c.least); len(found) >= c.least {
			return c.reason, at(found[0][0])
		}
	}
	if reason, i := shape(text); reason != "" {
		return reason, at(i)
	}
	return letters(text, at)
}

// ligatures gives places where a word has lost letters that were set as one.
func ligatures(text string, n int) (found [][]int) {
	for _, part := range lostLigatures.List() {
		for from := 0; len(found) < n; {
			i := strings.Index(text[from:], part)
			if i < 0 {
				break
			}
			from += i + len(part)
			found = append(found, []int{from - len(part), from})
		}
	}
	slices.SortFunc(found, slices.Compare)
	return found
}

// comments gives lines of what readers wrote under a text.
func comments(text string, n int) [][]int {
	if !strings.Contains(text, "eply") && !strings.Contains(text, "says:\n") {
		return nil
	}
	return readerComment().FindAllStringIndex(text, n)
}

// mixed gives words with letters of two scripts: where there are Greek or Cyrillic ones at all.
func mixed(text string, n int) [][]int {
	for lead := byte(0xCE); lead <= 0xD1; lead++ {
		if strings.IndexByte(text, lead) >= 0 {
			return mixedLetters().FindAllStringIndex(text, n)
		}
	}
	return nil
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

const (
	shapeLeast   = 60   // blanks of a text whose shape is judged
	openLines    = 10   // lines without an end, of
	openShare    = 0.8  // all lines, that make a list and no text
	digitShare   = 0.4  // of letters and digits that make a table
	commonLeast  = 0.06 // of the words of an English text that are the commonest ones
	apartShare   = 0.5  // of commas and full stops with a blank before them
	apartLeast   = 5
	sampleLength = 8_000
)

// shape says what a text is that reads like none: a table, a list of lines, words or tokens
// that a program made of it.
func shape(text string) (reason string, at int) {
	text = text[:min(len(text), sampleLength)]
	if strings.Count(text, " ") < shapeLeast {
		return "", 0
	}
	if marks := strings.Count(text, ",") + strings.Count(text, "."); marks >= apartLeast &&
		float64(strings.Count(text, " ,")+strings.Count(text, " ."))/float64(marks) >= apartShare {
		return Tokens, strings.Index(text, " ,")
	}
	digits, letters, lines, open := 0, 0, 0, 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		lines++
		if last, _ := utf8.DecodeLastRuneInString(line); unicode.IsLetter(last) || unicode.IsDigit(last) || last == '%' {
			open++
		}
		for _, c := range []byte(line) {
			if c >= '0' && c <= '9' {
				digits++
			} else if c|0x20 >= 'a' && c|0x20 <= 'z' || c >= utf8.RuneSelf {
				letters++
			}
		}
	}
	if float64(digits) >= digitShare*float64(digits+letters) || open >= openLines && float64(open) >= openShare*float64(lines) {
		return NoProse, 0
	}
	return "", 0
}

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
	case upper == 0:
		return NoCapitals, at(0)
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
