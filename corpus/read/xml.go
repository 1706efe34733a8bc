package read

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

var rootTag = words.Lazily(`^(?:\s|<\?(?s:.*?)\?>|<!--(?s:.*?)-->|<![^>\[]*(?:\[[^\]]*\])?[^>]*>)*<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]`)

// xmlRoot gives the name of the first element of a file, or "".
func xmlRoot(head []byte) string {
	if text, ok := decode.UTF16(head[:len(head)&^1]); ok {
		head = []byte(text)
	}
	m := rootTag().FindSubmatch(bytes.TrimPrefix(head, []byte(bomUTF8)))
	if m == nil {
		return ""
	}
	return string(m[2])
}

// looksLikeXML: it says so, it is named so, or it begins with an element that
// is known.
func looksLikeXML(head []byte, ext string) bool {
	root := xmlRoot(head)
	start := bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8)))
	return root != "" && (bytes.HasPrefix(start, []byte("<?xml")) || xmlEndings.Has(ext) || xmlKinds.Has(root))
}

// readXML reads the kinds of XML that hold articles, and refuses the others by
// name: feeds (RSS, Atom) and NITF.
func readXML(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		head, _ := in.r.Peek(headBytes)
		root := xmlRoot(head)
		switch xmlKinds.Value(root) {
		case "feed":
			in.readFeed(yield)
		case "nitf":
			in.readNITF(yield)
		default:
			yield(nil, in.lost(0, 0, corpus.ReasonUnsupported, "is XML with the root <%s>: this kind is not read", root))
		}
	}
}

func newXML(r io.Reader) *xml.Decoder {
	dec := xml.NewDecoder(r)
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	dec.CharsetReader = charset.NewReaderLabel
	return dec
}

// feedText is a text of a feed, which may hold markup as text or as elements.
type feedText struct {
	Type  string `xml:"type,attr"`
	Chars string `xml:",chardata"`
	Inner string `xml:",innerxml"`
}

// text gives the words without markup.
func (t feedText) text() string {
	if t.Type == "xhtml" {
		return plainText(t.Inner)
	}
	if strings.ContainsRune(t.Chars, '<') || strings.ContainsRune(t.Chars, '&') {
		return plainText(t.Chars)
	}
	return strings.TrimSpace(t.Chars)
}

// plainText gives the text of a piece of HTML, one paragraph to a block.
func plainText(piece string) string {
	doc, err := html.Parse(strings.NewReader(piece))
	if err != nil {
		return ""
	}
	return blocks(doc)
}

// feedItem is an entry of RSS (0.9 to 2.0, with content and Dublin Core) or of
// Atom.
type feedItem struct {
	Title feedText `xml:"title"`
	Links []struct {
		Href  string `xml:"href,attr"`
		Rel   string `xml:"rel,attr"`
		Chars string `xml:",chardata"`
	} `xml:"link"`
	GUID      string     `xml:"guid"`
	ID        string     `xml:"id"`
	PubDate   string     `xml:"pubDate"`
	Published string     `xml:"published"`
	Issued    string     `xml:"issued"`
	Date      string     `xml:"date"`
	Updated   string     `xml:"updated"`
	Encoded   string     `xml:"encoded"`
	Content   []feedText `xml:"content"`
	Teaser    []feedText `xml:"description"`
	Summary   []feedText `xml:"summary"`
	Creator   string     `xml:"creator"`
	Source    struct {
		Chars string `xml:",chardata"`
		Title string `xml:"title"`
	} `xml:"source"`
}

// body gives the text of an entry; whole is false where the feed has only a
// teaser of it.
func (f *feedItem) body() (text string, whole bool) {
	if text = plainText(f.Encoded); corpus.HasWords(text) {
		return text, true
	}
	for i, ts := range [][]feedText{f.Content, f.Teaser, f.Summary} {
		for _, t := range ts {
			if text = t.text(); corpus.HasWords(text) {
				return text, i == 0
			}
		}
	}
	return "", false
}

// fields gives what an entry says as fields of the names that dyad knows.
func (f *feedItem) fields(line int) fields {
	var fs fields
	add := func(name, value string) {
		if value = strings.TrimSpace(value); value != "" {
			fs = append(fs, field{name: name, value: value, line: line})
		}
	}
	add("title", f.Title.text())
	for _, l := range f.Links {
		if l.Rel == "" || l.Rel == "alternate" {
			add("url", l.Href+strings.TrimSpace(l.Chars))
			break
		}
	}
	for _, d := range []string{f.PubDate, f.Published, f.Issued, f.Date, f.Updated} {
		if strings.TrimSpace(d) != "" {
			add("date", d)
			break
		}
	}
	add("source", f.Source.Chars+f.Source.Title)
	add("author", f.Creator)
	return fs
}

// readFeed reads each entry of a feed as an article.
func (in *input) readFeed(yield func(*corpus.Record, error) bool) {
	dec := newXML(io.LimitReader(in.r, 8*in.limit))
	depth, found, channel := 0, 0, ""
	for {
		line, _ := dec.InputPos()
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			line, col := dec.InputPos()
			yield(nil, in.lost(line, col, corpus.ReasonExport, "is no sound XML from here on: %v", err))
			return
		}
		start, ok := tok.(xml.StartElement)
		if _, ends := tok.(xml.EndElement); ends {
			depth--
		}
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case name == "item" || name == "entry":
			var item feedItem
			if err := dec.DecodeElement(&item, &start); err != nil {
				yield(nil, in.lost(line, 0, corpus.ReasonExport, "the entry is no sound XML: %v", err))
				return
			}
			found++
			if !yield(in.feedRecord(&item, line, channel), nil) {
				return
			}
			continue
		case name == "title" && channel == "" && depth <= 2:
			var t feedText
			if dec.DecodeElement(&t, &start) == nil {
				channel = corpus.OneLine(t.text())
			}
			continue
		}
		depth++
	}
	if found == 0 {
		yield(nil, in.lost(0, 0, corpus.ReasonNoText, "is a feed without entries"))
	}
}

// maxChannel is how many words the title of a feed has at most that is the
// name of an outlet.
const maxChannel = 4

func (in *input) feedRecord(item *feedItem, line int, channel string) *corpus.Record {
	body, whole := item.body()
	fs := item.fields(line)
	r := in.recordOf(fs, line)
	r.Body = body
	if id := strings.TrimSpace(item.GUID + item.ID); id != "" {
		r.OwnID = corpus.OneLine(id)
	}
	if n := len(strings.Fields(channel)); !r.Source.Known() && n > 0 && n <= maxChannel && !strings.ContainsAny(channel, "|-–—»:>") {
		r.MoreSources = append(r.MoreSources, corpus.Fact{Value: channel, Method: corpus.ByRecord, Evidence: "title of the feed"})
	}
	switch {
	case body == "":
		r.Warn("the feed has no text of this entry")
	case !whole:
		r.Warn("the feed has a teaser only, and not the text: fetch the page at its address")
	}
	return r
}

// nitf is a document in the News Industry Text Format, as agencies and the New
// York Times corpus have it.
type nitf struct {
	Title string `xml:"head>title"`
	Issue struct {
		Norm string `xml:"norm,attr"`
	} `xml:"head>docdata>date.issue"`
	DocID struct {
		ID string `xml:"id-string,attr"`
	} `xml:"head>docdata>doc-id"`
	Copyright struct {
		Holder string `xml:"holder,attr"`
	} `xml:"head>docdata>doc.copyright"`
	Pub []struct {
		Name string `xml:"name,attr"`
		Date string `xml:"date.publication,attr"`
		Ref  string `xml:"ex-ref,attr"`
	} `xml:"head>pubdata"`
	Heads       []feedText `xml:"body>body.head>hedline>hl1"`
	Byline      feedText   `xml:"body>body.head>byline"`
	Distributor feedText   `xml:"body>body.head>distributor"`
	Content     feedText   `xml:"body>body.content"`
}

func (in *input) readNITF(yield func(*corpus.Record, error) bool) {
	b, err := in.all()
	if err != nil {
		yield(nil, err)
		return
	}
	var doc nitf
	dec := newXML(bytes.NewReader(b))
	if err := dec.Decode(&doc); err != nil {
		line, col := dec.InputPos()
		yield(nil, in.lost(line, col, corpus.ReasonExport, "is no sound NITF: %v", err))
		return
	}
	var fs fields
	add := func(name, value string) {
		if value = corpus.OneLine(value); value != "" {
			fs = append(fs, field{name: name, value: value, line: 1})
		}
	}
	title := doc.Title
	if len(doc.Heads) > 0 {
		title = plainText(doc.Heads[0].Inner)
	}
	add("title", title)
	date := doc.Issue.Norm
	for _, p := range doc.Pub {
		add("source", p.Name)
		add("url", p.Ref)
		date = firstKnown(p.Date, date)
	}
	add("date", nitfDay(date))
	add("source", doc.Copyright.Holder)
	add("author", plainText(doc.Byline.Inner))
	r := in.recordOf(fs, 1)
	r.OwnID = doc.DocID.ID
	text := doc.Content.Inner
	if at := strings.Index(text, `<block class="full_text"`); at >= 0 { // the New York Times corpus has the lead in a block of its own, and again in the text
		text = text[at:]
	}
	r.Body = plainText(text)
	if d := corpus.OneLine(plainText(doc.Distributor.Inner)); d != "" {
		r.Meta = append(r.Meta, corpus.MetaField{Name: "distributor", Value: d})
	}
	if !corpus.HasWords(r.Body) {
		yield(nil, in.lost(0, 0, corpus.ReasonNoText, "is NITF without a text"))
		return
	}
	yield(r, nil)
}

func firstKnown(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

// nitfDay writes the day of "20200302T000000" as other dates are written.
func nitfDay(s string) string {
	day, _, _ := strings.Cut(strings.TrimSpace(s), "T")
	if len(day) != len("20200302") {
		return s
	}
	return fmt.Sprintf("%s-%s-%s", day[:4], day[4:6], day[6:])
}
