package read

import (
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// A layout says where the parts of an article stand in a kind of XML or page, by selectors
// of CSS over the names of elements, in small letters and without the prefix of a namespace.
// Where several find a part, the first that finds words is taken; "@name" takes an attribute.
type layout struct {
	record cascadia.Matcher
	facts  []string // parts that become fields, in order
	parts  map[string][]layoutPart
}

// layoutPart is one place for a part.
type layoutPart struct {
	find cascadia.Matcher
	attr string // whose value is taken, "" for the text
}

// layouts are those of data/classes.csv, by name. A selector that is malformed is a fault of the
// program, as a regular expression would be.
var layouts = sync.OnceValue(func() map[string]*layout {
	out := map[string]*layout{}
	for _, entry := range layoutParts.List() {
		place, find, _ := strings.Cut(entry, "=")
		name, part, _ := strings.Cut(place, " ")
		var p layoutPart
		if at := strings.LastIndexByte(find, '@'); at >= 0 {
			find, p.attr = find[:at], find[at+1:]
		}
		group, err := cascadia.ParseGroup(find)
		if err != nil {
			panic("corpus/read/data/classes.csv: layout " + entry + ": " + err.Error())
		}
		l := out[name]
		if l == nil {
			l = &layout{parts: map[string][]layoutPart{}}
			out[name] = l
		}
		switch p.find = group; part {
		case "record":
			l.record = group
			continue
		case textPart, teaserPart, channelPart, omitPart:
		default:
			if l.parts[part] == nil {
				l.facts = append(l.facts, part)
			}
		}
		l.parts[part] = append(l.parts[part], p)
	}
	return out
})

// The parts that are no fields.
const textPart, teaserPart, channelPart, omitPart = "text", "teaser", "channel", "omit"

// found gives the elements below a node, and itself, that are of a part.
func found(n *html.Node, m cascadia.Matcher) []*html.Node {
	out := cascadia.QueryAll(n, m)
	if n.Type == html.ElementNode && m.Match(n) {
		out = append([]*html.Node{n}, out...)
	}
	return out
}

// value gives a part of an article, "" where it holds no words: the first place in a line,
// or for the text all of them.
func (l *layout) value(n *html.Node, part string) string {
	for _, p := range l.parts[part] {
		var texts []string
		for _, e := range found(n, p.find) {
			text := attr(e, p.attr)
			if p.attr == "" {
				text = nodeText(e)
			}
			if !corpus.HasWords(text) && !strings.ContainsAny(text, "0123456789") {
				continue
			}
			if part != textPart && part != teaserPart {
				return corpus.OneLine(text)
			}
			texts = append(texts, text)
		}
		if text := strings.Join(texts, "\n\n"); corpus.HasWords(text) {
			return text
		}
	}
	return ""
}

// nodeText gives the text of an element, which may hold markup as elements or as text.
func nodeText(n *html.Node) string {
	var sb strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			return blocks(n)
		}
		sb.WriteString(c.Data)
	}
	if text := sb.String(); !strings.ContainsAny(text, "<&") {
		return strings.TrimSpace(text)
	}
	return plainText(sb.String())
}

// plainText gives the text of a piece of HTML, one paragraph to a block.
func plainText(piece string) string {
	doc, err := html.Parse(strings.NewReader(piece))
	if err != nil {
		return ""
	}
	return blocks(doc)
}

var sourceTail = patterns.Pattern("source_tail")

// recordOf makes a record of an article that stands in a node.
func (l *layout) recordOf(in *input, n *html.Node, line int) *corpus.Record {
	var fs fields
	for _, part := range l.facts {
		value := l.value(n, part)
		switch part {
		case "date":
			value = dayWithin(value)
		case "source":
			value = sourceTail().ReplaceAllString(value, "")
		}
		if value != "" {
			fs = append(fs, field{name: part, value: value, line: line})
		}
	}
	r := in.recordOf(fs, line)
	if r.Body = l.value(n, textPart); r.Body == "" && l.parts[teaserPart] != nil {
		if r.Body = l.value(n, teaserPart); r.Body == "" {
			r.Warn("the feed has no text of this entry")
		} else {
			r.Warn("the feed has a teaser only, and not the text: fetch the page at its address")
		}
	}
	return r
}

var dayInID = words.Lazily(`^[^\s\d]*((?:1[6-9]|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:[T.]\S*)?$`)

// dayWithin gives the day that a line holds between other things, else the line. The days of
// "20200302T093000Z" and "APW_ENG_20200302.0012" are written as others are.
func dayWithin(line string) string {
	if m := dayInID().FindStringSubmatch(line); m != nil {
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	words := strings.Fields(line)
	for i := range words {
		for n := min(4, len(words)-i); n > 0; n-- {
			raw := strings.TrimRight(strings.Join(words[i:i+n], " "), ",;.")
			if n == len(words) {
				break // the whole line is read as it stands
			}
			if corpus.IsDay(raw) && strings.Trim(raw, "0123456789.") != "" {
				return raw
			}
		}
	}
	return line
}
