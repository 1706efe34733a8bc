package corpus

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

var (
	// publishedLine is a line of its own that says when the article appeared.
	publishedLine = patterns.Pattern("published_line")
	weekdayDay    = patterns.Pattern("weekday_day")
	yearNamed     = words.Lazily(`\b(?:19|20)\d{2}\b`)
)

// textDates finds what the text itself says of the day on which it appeared.
func (r *Record) textDates(l *layout) []DateSign {
	var signs []DateSign
	if d := l.facts.markerDate; d != "" {
		signs = append(signs, DateSign{Raw: d, Method: ByMarker, Line: r.BodyLine,
			Evidence: fmt.Sprintf("%s: %q", r.lineAt(0), "date "+d)})
	}
	if s, ok := urlDate(r.URL.Value); ok {
		signs = append(signs, s)
	}
	return append(signs, r.linesWithDates(l)...)
}

// linesWithDates finds a day in the dateline, or on a line of its own near
// the head or the foot of the text.
func (r *Record) linesWithDates(l *layout) []DateSign {
	var signs []DateSign
	add := func(raw string, at int) {
		signs = append(signs, DateSign{Raw: raw, Method: ByText, Line: r.BodyLine + strings.Count(r.Body[:at], "\n"),
			Evidence: fmt.Sprintf("%s: %q", r.lineAt(at), raw)})
	}
	for i, p := range l.paras {
		if i > 4 && i < len(l.paras)-2 || p.end-p.start > 90 {
			continue
		}
		line := r.Body[p.start:p.end]
		if m := publishedLine().FindStringSubmatch(line); m != nil && readDate(m[1]).namesDay() {
			add(m[1], p.start)
		} else if readDate(line).namesDay() && i <= 4 && !isNumber(line) {
			add(line, p.start)
		}
	}
	if d := l.facts.dateline; d.date != "" && readDate(d.date).namesDay() {
		add(d.date, l.facts.datelineAt+d.dateAt)
	}
	return signs
}

// namesDay reports whether a reading is a day, if without its year.
func (d dateReading) namesDay() bool { return d.kind == dateOK || d.kind == dateNoYear }

// explainOpenDate says why the days that a text names do not date it. A day
// without a year stays without: neither the clock nor a year named elsewhere
// in the text makes it the day of publication. (A year given by a full date
// within a week that makes the weekday right was tried on 9,389 articles: of
// the three that it dated one was wrong, by half a year.)
func (r *Record) explainOpenDate() {
	if m, written := firstYearless(r.Body); m != nil {
		r.Warn("date open: %q (%s) has no year; %s", written, r.lineAt(m[0]), yearsOf(r.Body, readDate(written)))
	}
}

// firstYearless finds the first weekday with day and month and no year.
func firstYearless(body string) (m []int, written string) {
	for _, m := range weekdayDay().FindAllStringSubmatchIndex(body, -1) {
		written := body[m[2]:m[3]]
		if m[4] < 0 && readDate(written).kind == dateNoYear {
			return m, written
		}
	}
	return nil, ""
}

// yearsOf says which of the years named in a text fit a weekday and day, which
// helps a reader and proves nothing.
func yearsOf(body string, day dateReading) string {
	var named, fit []string
	for _, y := range yearNamed().FindAllString(body, -1) {
		if slices.Contains(named, y) {
			continue
		}
		named = append(named, y)
		c := time.Date(num(y), day.month, day.day, 0, 0, 0, 0, time.UTC)
		if c.Day() == day.day && c.Weekday() == day.weekday {
			fit = append(fit, y)
		}
	}
	slices.Sort(named)
	slices.Sort(fit)
	switch {
	case len(named) == 0:
		return "the text names no year"
	case len(fit) == 0:
		return fmt.Sprintf("of the years in the text (%s) none has that weekday on that day", strings.Join(named, ", "))
	}
	return fmt.Sprintf("of the years in the text (%s), %s would fit, which does not make it the article's year",
		strings.Join(named, ", "), strings.Join(fit, " and "))
}

// IsPublishedLine reports whether a line says when the article appeared.
func IsPublishedLine(s string) bool { return publishedLine().MatchString(s) }
