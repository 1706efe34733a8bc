package corpus

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TitleFromFirstLine takes the first line for the title where it stands like
// one: short, without a final stop, with an empty line and then prose below.
func (r *Record) TitleFromFirstLine() {
	line, rest, ok := strings.Cut(r.Body, "\n")
	blank, after, ok2 := strings.Cut(rest, "\n")
	title := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "# "))
	if !ok || !ok2 || strings.TrimSpace(blank) != "" || !looksLikeTitle(title) || !hasProse(after) {
		return
	}
	r.Title = Fact{Value: OneLine(title), Method: ByFirstLine, Evidence: fmt.Sprintf("line %d", r.BodyLine)}
	r.Uncut = r.Body
	for {
		next, more, ok := strings.Cut(after, "\n")
		if !ok || strings.TrimSpace(next) != "" {
			break
		}
		after = more
	}
	r.BodyLine += strings.Count(r.Body[:len(r.Body)-len(after)], "\n")
	r.Body = after
}

// keepFirstLine puts the first line back into the body: the title is said by
// somebody who knows better.
func (r *Record) keepFirstLine() {
	r.BodyLine -= strings.Count(r.Uncut[:len(r.Uncut)-len(r.Body)], "\n")
	r.Body, r.Uncut = r.Uncut, ""
}

func looksLikeTitle(s string) bool {
	if n := len(strings.Fields(s)); n < 2 || n > 25 || len(s) > 200 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(".,;:–—…", last) || unicode.IsLower(first) || strings.HasSuffix(s, ".”") || strings.HasSuffix(s, `."`) {
		return false
	}
	return !isNewsletter(s) && !isByline(s) && !isCaption(s) && !breadcrumb().MatchString(s) && tweetTail().FindStringIndex(s) == nil && markerLine().FindString(s) == "" &&
		readDate(s).kind == dateUnknown
}

// hasProse reports whether a text has at least one line that reads like prose.
func hasProse(s string) bool {
	for line := range strings.Lines(s) {
		if len(strings.Fields(line)) >= 8 {
			return true
		}
	}
	return false
}
