package read

import (
	"regexp"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// linePatterns are the lines of an archive whose articles stand between lines of labels: some
// name its outlet, day and title (the groups source, date and title), and some are of no text.
// What these lines look like are patterns of data/patterns.csv whose names begin with the word
// that data/classes.csv has for the archive.
type linePatterns struct {
	name                   string
	sign, end, other, foot func() *regexp.Regexp
	about                  func() []*regexp.Regexp
}

var labelledArchives = sync.OnceValue(func() (out []linePatterns) {
	for _, entry := range labelledNames.List() {
		name, key, _ := strings.Cut(entry, "=")
		out = append(out, linePatterns{name, patterns.Pattern(key + "_sign"), patterns.Pattern(key + "_end"), patterns.Pattern(key + "_line"),
			patterns.Pattern(key + "_foot"), patterns.Patterns(key + "_about")})
	}
	return out
})

var dottedDay = words.Lazily(`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$`)

// read makes a record of one document: none where no line names its outlet. Its title is named, or
// stands right above the line about it, or is the first line.
func (p linePatterns) read(c *chunk) (*corpus.Record, error) {
	var text []exportLine
	said := map[string]corpus.Fact{}
	day, last, footed := 0, -2, false
	lines := c.lines
	if c.ended {
		lines = lines[:len(lines)-1]
	}
	for i, l := range lines {
		line := strings.TrimSpace(l.text)
		switch {
		case p.asks(c, i, line, said, &day):
			if n := len(text); last == i-1 && len(said) > 0 && n > 1 && day <= i {
				text = text[n-1:] // what stands above the title is a cover
			}
		case footed || p.other().MatchString(line) || len(text) == 0 && line == "":
		case p.foot().MatchString(line):
			footed = true
		default:
			text = append(text, l)
			if last = i; line == "" {
				last = -2
			}
		}
	}
	if said["source"].Value == "" || len(text) == 0 {
		return nil, nil
	}
	all, from, title := c.lines, 0, said["title"]
	c.lines = text
	if first := corpus.OneLine(text[0].text); !title.Known() || strings.EqualFold(first, title.Value) {
		title, from = c.fact(0, text[0].text), 1
	}
	r := c.record(from, len(text))
	c.lines = all
	r.Title, r.Source = title, said["source"]
	if raw := said["date"].Value; raw != "" {
		if d := dottedDay().FindStringSubmatch(raw); d != nil { // nobody who writes dots puts the month first
			raw = d[3] + "-" + d[2] + "-" + d[1]
		}
		r.Dates = append(r.Dates, corpus.DateSign{Raw: raw, Method: corpus.ByExport, Line: all[day].n, Evidence: c.evidence(day)})
	}
	return r, nil
}

// asks notes what a line says about the article, where it is the first to say so.
func (p linePatterns) asks(c *chunk, i int, line string, said map[string]corpus.Fact, day *int) bool {
	for _, about := range p.about() {
		m := about.FindStringSubmatch(line)
		for g, name := range about.SubexpNames() {
			if m == nil || name == "" {
				continue
			}
			if said[name].Known() {
				return false
			}
			if said[name] = c.fact(i, m[g]); name == "date" {
				*day = i
			}
		}
		if m != nil {
			return true
		}
	}
	return false
}
