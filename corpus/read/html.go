package read

import (
	"bytes"
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/decode"
)

const (
	maxPage     = 16 << 20 // bytes of a page: what is larger is no article
	maxElements = 200_000  // of a page
	minPageText = 200      // bytes below which the text in a page's data is preferred, if longer
)

// looksLikeHTML: a page, or what is named like one and begins with a tag.
func looksLikeHTML(head []byte, ext string) bool {
	if text, ok := decode.UTF16(head[:len(head)&^1]); ok {
		head = []byte(text)
	}
	start := strings.ToLower(string(firstBytes(bytes.TrimSpace(bytes.TrimPrefix(head, []byte(bomUTF8))), 4096)))
	for strings.HasPrefix(start, "<!--") || strings.HasPrefix(start, "<?xml") {
		_, rest, ok := strings.Cut(start, ">")
		if !ok {
			return false
		}
		start = strings.TrimSpace(rest)
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.HasPrefix(start, tag) {
			return true
		}
	}
	return (ext == ".html" || ext == ".htm" || ext == ".xhtml") && strings.HasPrefix(start, "<")
}

// readHTML reads a saved page as one article: its main text by an extractor,
// and what its tags say of it.
func readHTML(in *input) iter.Seq2[*corpus.Record, error] {
	return func(yield func(*corpus.Record, error) bool) {
		p, err := in.decodedPage()
		if err != nil {
			yield(nil, err)
			return
		}
		r, err := in.page(p.text)
		if err != nil {
			yield(nil, err)
			return
		}
		r.Origin, r.OriginLen = pageOrigin(p.bytes, p.text, r.Body), len(r.Body)
		if p.encoding != "" {
			r.Problem(0, corpus.ReasonEncoding, "is not UTF-8 and was read as %s", p.encoding)
		}
		yield(r, nil)
	}
}

// decodedPage is a page as a file has it.
type decodedPage struct {
	bytes          []byte
	text, encoding string // "" for UTF-8
}

// decodedPage reads the whole file as a page.
func (in *input) decodedPage() (p decodedPage, err error) {
	if p.bytes, err = in.all(); err != nil {
		return p, err
	}
	if len(p.bytes) > maxPage {
		return p, in.lost(0, 0, corpus.ReasonTooLarge, "is a page of more than %d bytes, and is not read", maxPage)
	}
	var bad *textProblem
	if p.text, p.encoding, bad = decodePage(p.bytes); bad != nil {
		return p, in.lost(bad.line, bad.col, bad.reason, "%s", bad.msg)
	}
	return p, nil
}

// decodePage turns the bytes of a page into text, by its mark, its own word
// for it, or what the bytes can be.
func decodePage(b []byte) (text, encoding string, bad *textProblem) {
	if text, ok := decode.UTF16(b); ok {
		return text, "UTF-16", nil
	}
	if i := decode.Binary(b); i >= 0 {
		line, col := decode.Place(b, i)
		return "", "", &textProblem{corpus.ReasonBinary, line, col, fmt.Sprintf("is not text: byte 0x%02X", b[i])}
	}
	if utf8.Valid(b) {
		return strings.TrimPrefix(string(b), bomUTF8), "", nil
	}
	e, name, _ := charset.DetermineEncoding(b, "text/html")
	if name == "utf-8" {
		return decodeText(b)
	}
	decoded, err := e.NewDecoder().Bytes(b)
	if err != nil {
		return "", "", &textProblem{corpus.ReasonInvalidUTF8, 0, 0, fmt.Sprintf("says that it is %s, and is not", name)}
	}
	return string(decoded), name, nil
}

// page makes a record of a page. The extractor is other people's code and a
// page can be anything: should it break down, this page is lost and no other.
func (in *input) page(text string) (r *corpus.Record, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			r, err = nil, in.lost(0, 0, corpus.ReasonPage, "the text of the page could not be extracted: %v", cause)
		}
	}()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, in.lost(0, 0, corpus.ReasonPage, "is no sound HTML: %v", err)
	}
	tags := readTags(doc)
	tags.savedFrom(text)
	body, linked := mainText(doc)
	method := "extracted"
	if len(body) < minPageText && len(tags.articleBody) > len(body) {
		body, method = tags.articleBody, "JSON-LD articleBody"
	}
	if !corpus.HasWords(body) {
		return nil, in.lost(0, 0, corpus.ReasonNoText, "the page has no main text that could be found")
	}
	if linked > maxLinked && method == "extracted" {
		return nil, in.lost(0, 0, corpus.ReasonNoText, "the page is a list of links and no article: %.0f of 100 letters of what it says are links", 100*linked)
	}
	r = &corpus.Record{File: in.file.rel, Path: in.file.path, Line: 1, BodyLine: 1, LineName: "line of the extracted text", Body: body}
	if method != "extracted" {
		r.Warn("the extractor found no main text, and the page's %s was taken", method)
	}
	tags.describe(r)
	if tags.liveBlog {
		r.Warn("is a live blog: its posts stand in one text under one date")
	}
	if len(r.Dates) == 0 {
		if s, ok := guessDate(doc); ok {
			r.Dates = append(r.Dates, s)
		}
	}
	return r, nil
}

// maxLinked is the share of a text that may stand in links.
const maxLinked = 0.65

// mainText extracts the article's own text, one paragraph to a block, and the share of
// its letters that stand in links.
func mainText(doc *html.Node) (text string, linked float64) {
	dropBanners(doc)
	extractor := readability.NewParser()
	extractor.MaxElemsToParse = maxElements
	extractor.DisableJSONLD = true // readTags reads it
	article, err := extractor.ParseDocument(doc, nil)
	if err != nil || article.Node == nil {
		return "", 0
	}
	inLinks := 0
	for n := range article.Node.Descendants() {
		if n.DataAtom == atom.A {
			inLinks += len(innerText(n))
		}
	}
	text = blocks(article.Node)
	return text, float64(inLinks) / float64(max(len(text), 1))
}

// dropBanners takes out of a page what archives and tools for consent put into it.
func dropBanners(doc *html.Node) {
	var found []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && bannerIDs.Has(strings.ToLower(attr(n, "id"))) {
			found = append(found, n)
		}
	}
	for _, n := range found {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// blocks writes the text of a tree with a blank line between blocks and one
// space between words.
func blocks(root *html.Node) string {
	var sb, block strings.Builder
	flush := func() {
		if text := corpus.OneLine(block.String()); text != "" {
			if sb.Len() > 0 {
				sb.WriteString("\n\n")
			}
			sb.WriteString(text)
		}
		block.Reset()
	}
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			block.WriteString(n.Data)
			return
		}
		apart := n.Type == html.ElementNode && isBlock(n.DataAtom)
		if apart {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if apart {
			flush()
		}
	}
	walk(root)
	flush()
	return strings.ToValidUTF8(sb.String(), "\uFFFD")
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Ul, atom.Ol, atom.Blockquote, atom.Table,
		atom.Tr, atom.Td, atom.Th, atom.Pre, atom.Section, atom.Article, atom.Figure, atom.Figcaption, atom.Br, atom.Hr, atom.Dl, atom.Dt, atom.Dd, atom.Body:
		return true
	}
	return false
}
