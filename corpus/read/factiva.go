package read

import (
	"regexp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// Factiva gives many articles in one text, RTF or HTML file. With field codes
// ("full article plus indexing") every line begins with a label:
//
//	HD  Envoy returns to Doha for talks
//	BY  Jane Roe
//	WC  512 words
//	PD  2 March 2020
//	SN  Harbor Ledger
//	LP  the first paragraphs
//	TD  the rest of the text
//	CO, IN, NS, RE ...  indexing
//	AN  Document HARBLG0020200302eg32000b5
//
// Without them the same lines stand bare, and "Document HARBLG…" ends each.
var (
	factivaSign  = patterns.Pattern("factiva_sign")
	factivaEnd   = patterns.Pattern("factiva_end")
	factivaLabel = words.Lazily(`^\s*([A-Z]{2,3})(?:\s+(.*))?$`)
	factivaWords = patterns.Pattern("factiva_words")
	factivaDay   = patterns.Pattern("factiva_day")
	factivaCode  = words.Lazily(`^\s*[A-Z0-9]{2,10}\s*$`)
)

func factivaEnds(line string) bool { return factivaEnd().MatchString(line) }

// factivaBegins: the number of words with the day right below it, or the label of a title.
func factivaBegins(lines []exportLine, i int) bool {
	if factivaWords().MatchString(lines[i].text) {
		for _, l := range lines[max(i-2, 0):i] {
			if strings.TrimSpace(l.text) == "WC" { // with labels it is the title's that counts
				return false
			}
		}
		for _, l := range lines[i+1 : min(len(lines), i+4)] {
			if factivaDay().MatchString(l.text) {
				return true
			}
		}
		return false
	}
	m := factivaLabel().FindStringSubmatch(lines[i].text)
	return m != nil && m[1] == "HD"
}

// readFactiva makes a record of one document. A cover page is none.
func readFactiva(c *chunk) (*corpus.Record, error) {
	if fs := c.factivaFields(); fs["HD"] != nil {
		return c.factivaLabelled(fs), nil
	}
	return c.factivaBare(), nil
}

// factivaField is a field: its lines.
type factivaField struct{ from, end int }

// factivaFields finds the labelled fields of a chunk. Labels are those of the
// class: other words in capitals are text.
func (c *chunk) factivaFields() map[string]*factivaField {
	out := map[string]*factivaField{}
	var open *factivaField
	for i, l := range c.lines {
		m := factivaLabel().FindStringSubmatch(l.text)
		if m == nil || !factivaLabels.Has(m[1]) || out[m[1]] != nil {
			continue
		}
		if open != nil {
			open.end = i
		}
		open = &factivaField{from: i, end: len(c.lines)}
		out[m[1]] = open
		c.lines[i].text = m[2] // the value may begin behind its label
	}
	return out
}

func (c *chunk) joined(f *factivaField) (string, int) {
	if f == nil {
		return "", 0
	}
	var parts []string
	at := f.from
	for i := f.from; i < f.end; i++ {
		if s := strings.TrimSpace(c.lines[i].text); s != "" {
			if len(parts) == 0 {
				at = i
			}
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " "), at
}

// factivaLabelled reads a document with field codes.
func (c *chunk) factivaLabelled(fs map[string]*factivaField) *corpus.Record {
	from, end := 0, 0
	lead, rest := fs["LP"], fs["TD"]
	if lead != nil {
		from, end = lead.from, lead.end
	}
	if rest != nil {
		if lead == nil {
			from = rest.from
		}
		end = rest.end
	}
	if c.ended && end == len(c.lines) {
		end--
	}
	r := c.record(from, end)
	if lead == nil && rest == nil {
		r.Warn("the export holds no full text")
	}
	if v, i := c.joined(fs["HD"]); v != "" {
		r.Title = c.fact(i, v)
	}
	if v, i := c.joined(fs["SN"]); v != "" {
		r.Source = c.fact(i, v)
	}
	if v, i := c.joined(fs["PD"]); v != "" {
		r.Dates = append(r.Dates, corpus.DateSign{Raw: v, Method: corpus.ByExport, Line: c.lines[i].n, Evidence: c.evidence(i)})
	}
	if v, _ := c.joined(fs["LA"]); v != "" {
		r.Language = corpus.LanguageCode(v)
	}
	if v, _ := c.joined(fs["AN"]); v != "" {
		r.OwnID = factivaID(v)
	} else if c.ended {
		r.OwnID = factivaID(c.lines[len(c.lines)-1].text)
	}
	for _, entry := range factivaColumns.List() {
		label, name, _ := strings.Cut(entry, "=")
		if v, _ := c.joined(fs[label]); v != "" {
			r.Meta = append(r.Meta, corpus.MetaField{Name: name, Value: v})
		}
	}
	return r
}

// factivaID gives the last word of a line, which is the id behind "Document".
func factivaID(line string) string {
	all := strings.Fields(line)
	return all[max(len(all)-1, 0):][0]
}

// factivaBare reads a document without field codes: title, by-line, number of
// words, day, outlet, code, language, copyright, text.
func (c *chunk) factivaBare() *corpus.Record {
	count := c.firstMatch(factivaWords(), 0)
	if count < 0 {
		return nil
	}
	above := nonBlank(c.lines[:count])
	day := c.firstMatch(factivaDay(), count)
	if day < 0 || len(above) == 0 {
		return nil
	}
	from, source := c.factivaHeader(day)
	end := len(c.lines)
	if c.ended {
		end--
	}
	r := c.record(from, c.withoutPublisher(day, from, end))
	above = slices.DeleteFunc(above, func(i int) bool { return factivaByline().MatchString(c.lines[i].text) })
	if len(above) == 0 {
		return nil
	}
	title := above[0]
	if n := len(strings.Fields(c.lines[title].text)); len(above) > 1 && n <= maxSection && len(strings.Fields(c.lines[above[1]].text)) > n {
		title = above[1]
	}
	r.Title = c.fact(title, c.lines[title].text)
	if source >= 0 {
		r.Source = c.fact(source, c.lines[source].text)
	}
	r.Dates = append(r.Dates, corpus.DateSign{Raw: strings.TrimSpace(c.lines[day].text), Method: corpus.ByExport, Line: c.lines[day].n, Evidence: c.evidence(day)})
	if c.ended {
		r.OwnID = factivaID(c.lines[len(c.lines)-1].text)
	}
	return r
}

// withoutPublisher gives the end of a text without the name of its publisher, which the line of
// copyright has said.
func (c *chunk) withoutPublisher(day, from, end int) int {
	last := end - 1
	for last > from && strings.TrimSpace(c.lines[last].text) == "" {
		last--
	}
	if last <= from {
		return end
	}
	name := strings.ToLower(corpus.OneLine(c.lines[last].text))
	for _, l := range c.lines[day:from] {
		if copyright().MatchString(l.text) && strings.Contains(strings.ToLower(l.text), name) {
			return last
		}
	}
	return end
}

// maxFactivaHead is how many lines stand between the day and the text at most.
const maxFactivaHead = 12

// factivaHeader gives the line behind the header that follows the day, and the
// line with the outlet in it, or -1. A line of copyright closes the header; where
// there is none, it ends with the last line that looks like one of it.
func (c *chunk) factivaHeader(day int) (from, source int) {
	from, source = day+1, -1
	window := c.lines[day+1 : min(len(c.lines), day+1+maxFactivaHead)]
	closed := slices.IndexFunc(window, func(l exportLine) bool { return copyright().MatchString(l.text) })
	for k, l := range window {
		text := strings.TrimSpace(l.text)
		switch i := day + 1 + k; {
		case k == closed:
			return i + 1, source
		case text == "" || closed >= 0 && source >= 0:
		case factivaHead().MatchString(text):
			from = i + 1
		case source < 0:
			source, from = i, i+1
		case factivaCode().MatchString(text) || len(corpus.LanguageCode(text)) == 2:
			from = i + 1
		default:
			return from, source
		}
	}
	return from, source
}

// maxSection is how many words the name of a section has at most that may stand
// above a title.
const maxSection = 3

var factivaByline = patterns.Pattern("factiva_byline")

var factivaHead = patterns.Pattern("factiva_head")

// firstMatch gives the first line from i on that a pattern matches, or -1.
func (c *chunk) firstMatch(p *regexp.Regexp, i int) int {
	for ; i < len(c.lines); i++ {
		if p.MatchString(c.lines[i].text) {
			return i
		}
	}
	return -1
}
