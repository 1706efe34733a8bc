package read

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// Nexis Uni and the older LexisNexis Academic give many articles in one text
// or Word file:
//
//	Title                              2 of 17 DOCUMENTS
//	The Outlet                              The Outlet
//	March 2, 2020 Monday                March 2, 2020 Monday
//	Copyright 2020 ...                      Late Edition
//	Section: ...                     Title
//	Length: 512 words                BYLINE: ...
//	Byline: ...                      LENGTH: 512 words
//	Body                             text
//	text                             LOAD-DATE: ...
//	Load-Date: ...
//	End of Document
var (
	nexisSign  = patterns.Pattern("nexis_sign")
	nexisCover = patterns.Pattern("nexis_cover")
	nexisCount = words.Lazily(`^\s*\d+ of \d+ DOCUMENTS\s*$`)
	nexisEnd   = patterns.Pattern("nexis_end")
	// nexisClosing is a line that no text holds: behind it comes the foot.
	nexisClosing = patterns.Pattern("nexis_closing")
	nexisHead    = patterns.Pattern("nexis_head")
	nexisClose   = patterns.Pattern("nexis_close_line")
	nexisText    = patterns.Pattern("nexis_body_line")
	nexisLength  = patterns.Pattern("nexis_begins")
	nexisLoaded  = patterns.Pattern("nexis_loaded")
	nexisShow    = patterns.Pattern("nexis_show")
	copyright    = words.Lazily(`(?i)^\s*(copyright|©|\(c\))\s`)
)

// nexisEnds: the closing line of Nexis Uni, or the opening line of the older
// form, which is then the last of the chunk before.
func nexisEnds(line string) bool {
	return nexisClose().MatchString(line) || nexisCount().MatchString(line)
}

// nexisBegins: the number of words, which stands in each header.
func nexisBegins(lines []exportLine, i int) bool {
	return nexisLength().MatchString(lines[i].text)
}

// readNexis makes a record of one document. A cover page is none.
func readNexis(c *chunk) (*corpus.Record, error) {
	lines := c.lines
	if c.ended {
		lines = lines[:len(lines)-1]
	}
	date := nexisDateLine(lines)
	from, end, marked := nexisBody(lines, date)
	if date < 0 && !marked {
		return nil, c.notNexis(lines)
	}
	end, address := closingAddress(lines, from, end)
	r := c.record(from, end)
	if address != "" {
		r.Meta = append(r.Meta, corpus.MetaField{Name: "link", Value: address})
	}
	c.nexisTitle(r, lines, date, marked)
	if date >= 0 {
		raw, _ := corpus.DateLine(lines[date].text)
		r.Dates = append(r.Dates, corpus.DateSign{Raw: raw, Method: corpus.ByExport, Line: lines[date].n, Evidence: c.evidence(date)})
	} else {
		r.Warn("the header names no date")
	}
	c.nexisFields(r, lines, from, end)
	return r, nil
}

// nexisDateLine gives the last line before the labels of the header that holds
// a date and nothing else, or -1. A cover page and a title may begin with dates
// too.
func nexisDateLine(lines []exportLine) int {
	labels := 0
	for labels < len(lines) && !nexisHead().MatchString(lines[labels].text) && !copyright().MatchString(lines[labels].text) {
		labels++
	}
	date := -1
	for i := range lines[:labels] {
		if _, ok := corpus.DateLine(lines[i].text); ok {
			date = i
		}
	}
	return date
}

// notNexis says whether a chunk without a header loses an article.
func (c *chunk) notNexis(lines []exportLine) error {
	for _, l := range lines {
		if nexisLoaded().MatchString(l.text) {
			return c.in.lost(c.firstLine(), 0, corpus.ReasonExport, "a document without date and body: no article could be made of it")
		}
	}
	return nil
}

// nexisBody finds the lines of the text: behind "Body", or behind the last
// line of the header, up to what closes the document.
func nexisBody(lines []exportLine, date int) (from, end int, marked bool) {
	from = len(lines)
	for i, l := range lines {
		if i > date && nexisText().MatchString(l.text) {
			from, marked = i+1, true
			break
		}
	}
	if !marked {
		from = behindHeader(lines, max(date+1, 0))
	}
	end = footOf(lines, min(from, len(lines)), isNexisLabel)
	for i := from; i < end; i++ {
		if nexisClosing().MatchString(lines[i].text) || !marked && copyright().MatchString(lines[i].text) {
			end = i
		}
	}
	return from, end, marked
}

// closingAddress gives the end of a text without the address that papers put below it.
// It is no more than a column: the paper's day is often the one after its address's.
func closingAddress(lines []exportLine, from, end int) (int, string) {
	address := ""
	for end > from {
		text := strings.TrimSpace(lines[end-1].text)
		if text != "" && (address != "" || !strings.HasPrefix(text, "http") || strings.ContainsAny(text, " \t") || corpus.HostOf(text) == "") {
			break
		}
		if text != "" {
			address = text
		}
		end--
	}
	return end, address
}

// isNexisLabel reports whether a line is of the foot of a document.
func isNexisLabel(line string) bool {
	return nexisEnd().MatchString(line) || copyright().MatchString(line)
}

// behindHeader gives the line behind the labels that follow line i, or i
// where there are none.
func behindHeader(lines []exportLine, i int) int {
	from, blank := i, true
	for j := i; j < len(lines) && !nexisEnd().MatchString(lines[j].text); j++ {
		text := strings.TrimSpace(lines[j].text)
		switch {
		case nexisHead().MatchString(text):
			from = j + 1
		case from > i && text != "" && blank:
			return from
		case from > i && text != "":
			from = j + 1 // the value of a label goes on
		}
		blank = text == ""
	}
	return from
}

// nexisTitle finds title and outlet: the two lines above the date, or the
// outlet above it and the title below, which then stands at the margin.
func (c *chunk) nexisTitle(r *corpus.Record, lines []exportLine, date int, marked bool) {
	above := slices.DeleteFunc(nonBlank(lines[:max(date, 0)]), func(i int) bool { return nexisShow().MatchString(lines[i].text) })
	if date < 0 {
		c.nexisUndated(r, lines)
		return
	}
	if len(above) > 0 {
		i := above[len(above)-1]
		r.Source = c.fact(i, lines[i].text)
	}
	if marked && len(above) > 1 {
		i := above[len(above)-2]
		r.Title = c.fact(i, lines[i].text)
		return
	}
	for i := date + 1; i < len(lines); i++ {
		text := lines[i].text
		if strings.TrimSpace(text) == "" || strings.HasPrefix(text, "    ") || copyright().MatchString(text) {
			continue
		}
		if label, value, ok := headerOf(text); ok && nexisHead().MatchString(text) {
			if label == "headline" {
				r.Title = c.fact(i, value)
			}
			return
		}
		title := corpus.OneLine(text)
		if i+1 < len(lines) && strings.TrimSpace(lines[i+1].text) != "" && !nexisHead().MatchString(lines[i+1].text) {
			title += " " + corpus.OneLine(lines[i+1].text) // a title over two lines
		}
		r.Title = c.fact(i, title)
		return
	}
}

// nexisUndated takes title and outlet of a document without a date line from
// the lines right above its labels.
func (c *chunk) nexisUndated(r *corpus.Record, lines []exportLine) {
	labels := 0
	for labels < len(lines) && !nexisHead().MatchString(lines[labels].text) && !copyright().MatchString(lines[labels].text) {
		labels++
	}
	above := nonBlank(lines[:labels])
	if n := len(above); n > 1 && above[n-1] == above[n-2]+1 {
		r.Title, r.Source = c.fact(above[n-2], lines[above[n-2]].text), c.fact(above[n-1], lines[above[n-1]].text)
	} else if n > 0 {
		r.Title = c.fact(above[n-1], lines[above[n-1]].text)
	}
}

func nonBlank(lines []exportLine) []int {
	var at []int
	for i, l := range lines {
		if strings.TrimSpace(l.text) != "" {
			at = append(at, i)
		}
	}
	return at
}

// nexisFields keeps the other lines of the header and the foot as columns.
func (c *chunk) nexisFields(r *corpus.Record, lines []exportLine, from, end int) {
	for i, l := range lines {
		if i >= from && i < end {
			continue
		}
		label, value, ok := headerOf(l.text)
		if !ok || value == "" {
			continue
		}
		switch {
		case nexisColumns.Has(label):
			r.Meta = append(r.Meta, corpus.MetaField{Name: strings.ReplaceAll(label, "-", "_"), Value: value})
		case label == "language":
			r.Language = corpus.LanguageCode(strings.TrimSpace(strings.Split(value, ";")[0]))
		}
	}
}
