package read

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// ProQuest gives many articles in one text or Word file, parted by lines of
// underscores, with "Full text:" and labelled fields behind it.
var (
	proquestSign = patterns.Pattern("proquest_sign")
	proquestEnd  = patterns.Pattern("proquest_end")
	proquestNth  = patterns.Pattern("proquest_nth")
	proquestInfo = words.Lazily(`\](\d{1,2} [A-Z][a-z]{2} \d{4})`)
	editionTail  = words.Lazily(`(?i)^([^,;]+)(?:,[^;]*\bedition\b[^;]*)?(?:;.*)?$`)
)

func proquestEnds(line string) bool { return proquestEnd().MatchString(line) }

// proquestLabel gives the label of a line, or "": before a colon, or as a heading
// of its own, as exports have it since 2022.
func proquestLabel(line string) string {
	label, _, ok := headerOf(line)
	if !ok {
		label = proquestHeads.Value(strings.TrimSpace(line))
	}
	if english := proquestForeign.Value(label); english != "" {
		return english
	}
	if proquestLabels.Has(label) {
		return label
	}
	return ""
}

// isProquestLabel reports whether a line is of the foot of a document.
func isProquestLabel(line string) bool { return proquestLabel(line) != "" }

// readProquest makes a record of one document. What holds none of its fields
// is a cover page or the list at the end.
func readProquest(c *chunk) (*corpus.Record, error) {
	lines := c.lines
	if c.ended {
		lines = lines[:len(lines)-1]
	}
	at := map[string]int{}
	note := func(from, to int) {
		for i := from; i < to; i++ {
			if label := proquestLabel(lines[i].text); label != "" {
				if _, twice := at[label]; !twice {
					at[label] = i
				}
			}
		}
	}
	note(0, len(lines))
	_, hasID := at["proquest document id"]
	text, hasText := at["full text"]
	if !hasID && !hasText {
		return nil, nil
	}
	from, end := 0, 0
	if hasText {
		from = text
		end = footOf(lines, text+1, isProquestLabel)
		for i := text + 1; i < end; i++ {
			if proquestHeads.Has(strings.TrimSpace(lines[i].text)) { // a heading in capitals is no line of the text
				end = i
			}
		}
		clear(at) // a line of the text that begins like a label says nothing of the article
		note(0, text+1)
		note(end, len(lines))
		_, first, _ := headerOf(lines[text].text)
		lines[text].text = first // the text may begin behind its label
	}
	r := c.record(from, end)
	if !hasText {
		r.Warn("the export holds no full text")
	}
	c.proquestFields(r, lines, at)
	return r, nil
}

func (c *chunk) proquestFields(r *corpus.Record, lines []exportLine, at map[string]int) {
	value := func(label string) (string, int) {
		i, ok := at[label]
		if !ok {
			return "", 0
		}
		_, v, _ := headerOf(lines[i].text)
		return v, i
	}
	if v, i := value("title"); v != "" {
		r.Title = c.fact(i, v)
	} else if i := c.proquestTitle(lines); i >= 0 {
		r.Title = c.fact(i, lines[i].text)
	}
	for _, label := range []string{"publication title", "publication info"} {
		if v, i := value(label); v != "" && !r.Source.Known() {
			if m := editionTail().FindStringSubmatch(v); m != nil {
				v = m[1]
			}
			r.Source = c.fact(i, v)
		}
	}
	if v, i := value("publication date"); v != "" {
		r.Dates = append(r.Dates, corpus.DateSign{Raw: v, Method: corpus.ByExport, Line: lines[i].n, Evidence: c.evidence(i)})
	}
	if v, i := value("publication info"); v != "" {
		if m := proquestInfo().FindStringSubmatch(v); m != nil {
			r.Dates = append(r.Dates, corpus.DateSign{Raw: m[1], Method: corpus.ByExport, Line: lines[i].n, Evidence: c.evidence(i)})
		}
	}
	if v, i := value("document url"); v != "" {
		r.URL = c.fact(i, v)
	}
	if v, _ := value("proquest document id"); v != "" {
		r.OwnID = v
	}
	if v, _ := value("language of publication"); v != "" {
		r.Language = corpus.LanguageCode(v)
	}
	for _, label := range proquestColumns.List() {
		if v, _ := value(label); v != "" {
			r.Meta = append(r.Meta, corpus.MetaField{Name: strings.ReplaceAll(label, " ", "_"), Value: v})
		}
	}
}

// proquestTitle gives the first line that is neither counted nor labelled.
func (c *chunk) proquestTitle(lines []exportLine) int {
	for i, l := range lines {
		text := strings.TrimSpace(l.text)
		switch {
		case text == "" || proquestNth().MatchString(text) || text == "Report Information from ProQuest":
		case isProquestLabel(text):
			return -1
		default:
			return i
		}
	}
	return -1
}
