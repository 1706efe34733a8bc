package read

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

var controlSign = words.Lazily(`&#(?:[0-8]|1[124-9]|2\d|3[01]);|[\x00-\x08\x0b\x0c\x0e-\x1f]`)

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

// readXML reads the kinds of XML that hold articles, each by its layout, and refuses
// the others by name.
func readXML(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		head, _ := in.r.Peek(headBytes)
		root := xmlRoot(head)
		l := layouts()[xmlKinds.Value(root)]
		if l == nil {
			yield(nil, in.lost(0, 0, corpus.ReasonUnsupported, "is XML with the root <%s>: this kind is not read", root))
			return
		}
		in.readLayout(l, root, yield)
	}
}

const (
	maxNesting = 1000 // elements in each other
	maxOutside = 1000 // elements outside of the articles that are kept
	maxChannel = 4    // words of the title of a feed that is the name of an outlet
)

// xmlTree builds the nodes of a document as they pass.
type xmlTree struct {
	layout  *layout
	at      *html.Node
	depth   int
	outside int        // elements that are of no article
	record  *html.Node // the article that is open
	inside  int        // its elements
	line    int        // where it begins
}

// open begins an element; it reports whether the document is one that can be held.
func (t *xmlTree) open(e xml.StartElement, line int) bool {
	n := &html.Node{Type: html.ElementNode, Data: strings.ToLower(e.Name.Local)}
	n.DataAtom = atom.Lookup([]byte(n.Data))
	if as := xmlBlocks.Value(n.Data); as != "" {
		n.DataAtom = atom.Lookup([]byte(as))
	}
	for _, a := range e.Attr {
		n.Attr = append(n.Attr, html.Attribute{Key: strings.ToLower(a.Name.Local), Val: a.Value})
	}
	t.depth++
	t.at.AppendChild(n)
	switch t.at = n; {
	case t.record != nil:
		t.inside++
	case t.layout.record.Match(n):
		t.record, t.inside, t.line = n, 0, line
	default:
		t.outside++
	}
	return t.depth <= maxNesting && t.inside <= maxElements
}

// close ends an element and gives it where it was an article. What is of no article is kept as
// far as it may name the outlet.
func (t *xmlTree) close() (article *html.Node) {
	if t.at.Parent == nil {
		return nil
	}
	t.depth--
	n := t.at
	t.at = n.Parent
	if n == t.record {
		t.record, article = nil, n
	}
	if article == nil && t.record == nil && t.outside > maxOutside {
		t.at.RemoveChild(n)
	}
	return article
}

// omits reports whether an entry is one that is no article.
func (l *layout) omits(entry *html.Node) bool {
	return slices.ContainsFunc(l.parts[omitPart], func(p layoutPart) bool { return len(found(entry, p.find)) > 0 })
}

// whole reports whether a record has a text, or may do without.
func (l *layout) whole(r *corpus.Record) bool { return r.Body != "" || l.parts[teaserPart] != nil }

// tellOmitted tells of the entries that are no articles.
func (in *input) tellOmitted(n int, yield func(*corpus.Record, error) bool) {
	if n > 0 {
		yield(nil, in.note(0, corpus.ReasonUnsupported, "%d entries are pages, pictures or were not published, and were not read", n))
	}
}

// withoutControls gives the file without the signs that SGML has and XML forbids.
func (in *input) withoutControls() (io.Reader, error) {
	if head, _ := in.r.Peek(headBytes); !controlSign().Match(head) {
		return in.r, nil
	}
	b, err := in.all()
	return bytes.NewReader(controlSign().ReplaceAll(b, []byte(" "))), err
}

// readLayout reads each article of a document as it passes.
func (in *input) readLayout(l *layout, root string, yield func(*corpus.Record, error) bool) {
	r, err := in.withoutControls()
	if err != nil {
		yield(nil, err)
		return
	}
	dec := xml.NewDecoder(io.LimitReader(r, 8*in.limit))
	dec.Strict, dec.Entity = false, xml.HTMLEntity
	dec.CharsetReader = charset.NewReaderLabel
	t := &xmlTree{layout: l, at: &html.Node{Type: html.DocumentNode}}
	omitted := 0
	for n := 0; ; {
		line, _ := dec.InputPos()
		tok, err := dec.Token()
		switch {
		case errors.Is(err, io.EOF) && n == 0:
			yield(nil, in.lost(0, 0, corpus.ReasonNoText, "is XML with the root <%s>, and holds no article with a text", root))
			return
		case errors.Is(err, io.EOF):
			in.tellOmitted(omitted, yield)
			return
		case err != nil && t.record != nil:
			yield(nil, in.lost(t.line, 0, corpus.ReasonExport, "the entry is no sound XML: %v", err))
			return
		case err != nil:
			line, col := dec.InputPos()
			yield(nil, in.lost(line, col, corpus.ReasonExport, "is no sound XML from here on: %v", err))
			return
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if !t.open(e, line) {
				yield(nil, in.lost(line, 0, corpus.ReasonTooLarge, "holds more than %d elements in an article, or %d in each other", maxElements, maxNesting))
				return
			}
		case xml.CharData:
			if t.record != nil || t.outside <= maxOutside {
				t.at.AppendChild(&html.Node{Type: html.TextNode, Data: string(e)})
			}
		case xml.EndElement:
			article := t.close()
			if article == nil {
				continue
			}
			if l.omits(article) {
				omitted++
				article.Parent.RemoveChild(article)
				continue
			}
			r := l.recordOf(in, article, t.line)
			if article.Parent.RemoveChild(article); !l.whole(r) {
				continue
			}
			if n++; !yield(in.ofChannel(r, l.value(t.at, channelPart)), nil) {
				return
			}
		}
	}
}

// ofChannel gives a record the outlet that the title of its feed is.
func (in *input) ofChannel(r *corpus.Record, channel string) *corpus.Record {
	if n := len(strings.Fields(channel)); !r.Source.Known() && n > 0 && n <= maxChannel && !strings.ContainsAny(channel, "|-–—»:>") {
		r.MoreSources = append(r.MoreSources, corpus.Fact{Value: channel, Method: corpus.ByRecord, Evidence: "title of the feed"})
	}
	return r
}
