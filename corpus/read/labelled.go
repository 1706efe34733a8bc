package read

import (
	"regexp"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// labelled is an archive whose articles stand between lines of labels: their titles come first, one
// line names outlet and day, and some lines are of no article. What these lines look like are patterns
// of data/patterns.csv whose names begin with key.
func labelled(name, key string) archive {
	a := labelledPatterns[key]
	return archive{name, a.sign, func(line string) bool { return a.end().MatchString(line) }, nil, a.read}
}

// linePatterns are the lines of a labelled archive.
type linePatterns struct {
	sign, end, other, foot func() *regexp.Regexp
	about                  func() *regexp.Regexp // with the groups source and date
}

var labelledPatterns = func() map[string]linePatterns {
	out := map[string]linePatterns{}
	for _, key := range []string{"wiso", "newsbank"} {
		out[key] = linePatterns{patterns.Pattern(key + "_sign"), patterns.Pattern(key + "_end"), patterns.Pattern(key + "_line"),
			patterns.Pattern(key + "_foot"), patterns.Pattern(key + "_about")}
	}
	return out
}()

var dottedDay = words.Lazily(`^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$`)

// read makes a record of one document: none where no line names its outlet.
func (p linePatterns) read(c *chunk) (*corpus.Record, error) {
	var text []exportLine
	about, footed := -1, false
	for i, l := range c.lines {
		line := strings.TrimSpace(l.text)
		switch {
		case about < 0 && p.about().MatchString(line):
			about = i
		case footed || p.other().MatchString(line) || len(text) == 0 && line == "":
		case p.foot().MatchString(line):
			footed = true
		default:
			text = append(text, l)
		}
	}
	if about < 0 || len(text) == 0 {
		return nil, nil
	}
	all := c.lines
	c.lines = text
	r := c.record(1, len(text))
	r.Title = c.fact(0, text[0].text)
	c.lines = all
	m := p.about().FindStringSubmatch(strings.TrimSpace(all[about].text))
	r.Source = c.fact(about, m[p.about().SubexpIndex("source")])
	raw := m[p.about().SubexpIndex("date")]
	if d := dottedDay().FindStringSubmatch(raw); d != nil { // nobody who writes dots puts the month first
		raw = d[3] + "-" + d[2] + "-" + d[1]
	}
	r.Dates = append(r.Dates, corpus.DateSign{Raw: raw, Method: corpus.ByExport, Line: all[about].n, Evidence: c.evidence(about)})
	return r, nil
}
