package corpus

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// From how many turns or posts a text is taken for a transcript or live blog.
const (
	minTurns    = 6
	minSpeakers = 2
	minPosts    = 5
)

var (
	turnLine = words.Lazily(`^[\p{Lu}][\p{Lu}.'’ -]{1,30}(?:, [\p{Lu} .-]{2,40})?:\s+\S`)
	postLine = words.Lazily(`^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s\p{Lu}{2,4})?(?:\s[-–—|].{0,60})?$`)
)

// tellComposed tells of a text that is put together of many: the turns of a
// transcript, the posts of a live blog. They are not parted, for an export seldom
// says where one ends; what is measured of them is of all together.
func (r *Record) tellComposed() {
	turns, posts := 0, 0
	speakers := map[string]bool{}
	for line := range strings.Lines(r.Body) {
		if line = strings.TrimSpace(line); len(line) < 4 {
			continue
		}
		if c := line[0]; c >= '0' && c <= '9' {
			if len(line) < 80 && postLine().MatchString(strings.ReplaceAll(line, ".m.", "m")) {
				posts++
			}
			continue
		}
		if i := strings.IndexByte(line, ':'); i > 1 && i < 80 && turnLine().MatchString(line) {
			turns++
			name, _, _ := strings.Cut(line[:i], ",")
			speakers[name[strings.LastIndexByte(name, ' ')+1:]] = true
		}
	}
	if turns >= minTurns && len(speakers) >= minSpeakers {
		r.Warn("is a transcript: %d turns of %d speakers stand in one text; whose words they are is read from the names before them only where these are attributions", turns, len(speakers))
	}
	if posts >= minPosts {
		r.Warn("is a live blog: %d posts stand in one text under one date; part it at their times where each should count", posts)
	}
}

// headLines is how far below a rule the date of a text stands at most.
const headLines = 5

// tellSeveral tells of a text in which several articles stand one after another, parted
// by rules ("=====") and each with its date below one.
func (r *Record) tellSeveral() {
	if line, n := r.repeatedHead(); n > 1 {
		r.Problem(line, ReasonSeveral, "%d lines name a day, an outlet or rights, with a text between them: several articles may stand here as one", n)
		return
	}
	if !strings.ContainsAny(r.Body, "=-_*#~") {
		return
	}
	rules, dated, since, second := 0, 0, 0, 0
	n := r.BodyLine - 1
	for line := range strings.Lines(r.Body) {
		n++
		switch line = strings.TrimSpace(line); {
		case line == "":
		case isRule(line):
			rules++
			since = 0
		default:
			if since++; since > headLines {
				continue
			}
			if _, ok := DateLine(line); ok || IsPublishedLine(line) {
				if dated++; dated == 2 {
					second = n
				}
				since = headLines
			}
		}
	}
	if rules > 0 && dated > 1 {
		r.Problem(second, ReasonSeveral, "%d texts with dates of their own stand here as one article, parted by lines of signs", dated)
	}
}

// What a line is that an archive puts over or under each article, and how much text stands between two.
const (
	maxHeadLine = 100 // bytes
	minBetween  = 240 // bytes
)

var (
	yearInLine   = words.Lazily(`(?:19|20)\d{2}`)
	labelledLine = words.Lazily(`^\p{L}[\p{L} /-]{1,30}[:：]\s*(\S.*)$`)
	dayInLabel   = words.Lazily(`\b(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})\b`)
	rightsInLine = patterns.Pattern("rights_line")
)

// repeatedHead counts the lines that an archive puts over or under each article, as far as there is a
// text between them, and gives the second.
func (r *Record) repeatedHead() (second, count int) {
	between, n := minBetween, r.BodyLine-1
	for line := range strings.Lines(r.Body) {
		n++
		text := strings.TrimSpace(line)
		if len(text) > maxHeadLine || len(text) < 8 || !yearInLine().MatchString(text) || !isHeadLine(text) {
			between += len(text)
			continue
		}
		if between >= minBetween {
			if count++; count == 2 {
				second = n
			}
		}
		between = 0
	}
	return second, count
}

// isHeadLine: a label with a day, a name with a day, or the rights to an article.
func isHeadLine(line string) bool {
	if rightsInLine().MatchString(line) {
		return true
	}
	parts := []string{}
	if m := labelledLine().FindStringSubmatch(line); m != nil {
		if parts = append(parts, m[1]); dayInLabel().MatchString(m[1]) {
			return true
		}
	} else if first, _ := utf8.DecodeRuneInString(line); unicode.IsLetter(first) && !unicode.IsLower(first) && !strings.ContainsAny(line[len(line)-1:], ".!?") {
		mark := ","
		if strings.Contains(line, "|") {
			mark = "|"
		}
		parts = strings.Split(line, mark)[1:]
	}
	return slices.ContainsFunc(parts, func(s string) bool {
		s = strings.TrimSpace(s)
		return readDate(s).kind == dateOK && strings.Trim(s, "0123456789") != ""
	})
}

// isRule reports whether a line is drawn of one sign.
func isRule(line string) bool {
	return len(line) >= 5 && strings.IndexByte("=-_*#~", line[0]) >= 0 && strings.Trim(line, line[:1]) == ""
}
