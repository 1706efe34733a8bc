package check

import (
	_ "embed"
	"strings"

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
		{BrokenWords, "-\n", func(s string, n int) [][]int { return brokenAt().FindAllStringIndex(s, n) }, 4},
	} {
		if !strings.Contains(text, c.sign) {
			continue
		}
		if found := c.find(text, c.least); len(found) >= c.least {
			return c.reason, at(found[0][0])
		}
	}
	return "", ""
}
