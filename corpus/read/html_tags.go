package read

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// pageTags are what the tags of a page say of the article in it, each with
// the tag that says so, best first.
type pageTags struct {
	titles, urls, sources, languages []corpus.Fact
	dates                            []corpus.DateSign
	images                           []string
	meta                             []corpus.MetaField
	articleBody                      string
	liveBlog                         bool

	linkedArticles []linkedArticle // of JSON-LD, until it is known which is the page's
}

// linkedArticle is an article that JSON-LD describes.
type linkedArticle struct {
	values map[string]any
	kind   string
}

// readTags reads JSON-LD, OpenGraph and the other tags of a page.
func readTags(doc *html.Node) *pageTags {
	p := &tagReader{metas: map[string]string{}}
	p.walk(doc)
	t := &p.tags
	t.takeLinked(p.h1, p.metas["og:title"], p.title)
	t.takeMetas(p.metas)
	t.dates = append(t.dates, p.times...)
	if name := besideTitle(p.title, p.h1); len(t.sources) == 0 && corpus.LooksLikeOutlet(name) {
		t.sources = append(t.sources, corpus.Fact{Value: name, Method: corpus.ByMetaTag, Evidence: "title, beside the heading"})
	}
	for _, title := range []corpus.Fact{{Value: p.h1, Evidence: "h1"}, {Value: p.title, Evidence: "title"}} {
		if title.Value != "" {
			title.Method = corpus.ByMetaTag
			t.titles = append(t.titles, title)
		}
	}
	return t
}

// tagReader gathers the tags of a page: what may stand there twice, or counts
// less than what other tags say, is kept apart till the page is read.
type tagReader struct {
	tags      pageTags
	metas     map[string]string
	h1, title string
	times     []corpus.DateSign
}

func (p *tagReader) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		p.take(n)
		if n.DataAtom == atom.Script {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c)
	}
}

// take reads one element.
func (p *tagReader) take(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		if lang := attr(n, "lang"); lang != "" {
			p.tags.languages = append(p.tags.languages, corpus.Fact{Value: lang, Method: corpus.ByMetaTag, Evidence: `html lang`})
		}
	case atom.Meta:
		name := strings.ToLower(strings.TrimSpace(cmp.Or(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"), attr(n, "http-equiv"))))
		if content := corpus.OneLine(attr(n, "content")); name != "" && content != "" && p.metas[name] == "" {
			p.metas[name] = content
		}
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			p.tags.urls = append(p.tags.urls, corpus.Fact{Value: attr(n, "href"), Method: corpus.ByMetaTag, Evidence: `link rel="canonical"`})
		}
	case atom.Script:
		if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
			p.tags.readLinkedData(n.FirstChild.Data)
		}
	case atom.Title:
		if n.Namespace == "" {
			keepFirst(&p.title, n)
		}
	case atom.H1:
		keepFirst(&p.h1, n)
	case atom.Time:
		if raw := attr(n, "datetime"); raw != "" && len(p.times) == 0 && isPublished(n) {
			p.times = append(p.times, corpus.DateSign{Raw: raw, Method: corpus.ByMetaTag, Line: 1, Evidence: fmt.Sprintf("time datetime=%q", raw)})
		}
	}
}

// keepFirst takes the text of an element where none was taken before.
func keepFirst(text *string, n *html.Node) {
	if *text == "" {
		*text = innerText(n)
	}
}

// isPublished reports whether a time element is marked as that of publication.
func isPublished(n *html.Node) bool {
	return attr(n, "pubdate") != "" || strings.EqualFold(attr(n, "itemprop"), "datepublished") ||
		strings.Contains(strings.ToLower(attr(n, "class")), "publish")
}

// takeMetas sorts the meta tags by what they tell.
func (t *pageTags) takeMetas(metas map[string]string) {
	each := func(names *words.Class, do func(name, content string)) {
		for _, name := range names.List() {
			if c := metas[name]; c != "" && !corpus.Missing(c) {
				do(name, c)
			}
		}
	}
	fact := func(to *[]corpus.Fact) func(string, string) {
		return func(name, c string) {
			*to = append(*to, corpus.Fact{Value: c, Method: corpus.ByMetaTag, Evidence: fmt.Sprintf("meta %q", name)})
		}
	}
	each(metaTitles, fact(&t.titles))
	each(metaSources, fact(&t.sources))
	each(metaURLs, fact(&t.urls))
	each(metaLanguages, fact(&t.languages))
	each(metaDates, func(name, c string) {
		t.dates = append(t.dates, corpus.DateSign{Raw: c, Method: corpus.ByMetaTag, Line: 1, Evidence: fmt.Sprintf("meta %q", name)})
	})
	each(metaImages, func(_, c string) { t.images = append(t.images, c) })
	for _, m := range []struct {
		name  string
		names *words.Class
	}{{"author", metaAuthors}, {"section", metaSections}} {
		value := ""
		each(m.names, func(_, c string) { value = cmp.Or(value, c) })
		if value != "" && !strings.Contains(value, "://") {
			t.meta = append(t.meta, corpus.MetaField{Name: m.name, Value: value})
		}
	}
}

// readLinkedData reads a block of JSON-LD. What is no JSON tells nothing.
func (t *pageTags) readLinkedData(data string) {
	var v any
	if json.Unmarshal([]byte(strings.TrimSpace(data)), &v) != nil {
		return
	}
	t.linked(v, 0)
}

// linked looks for an article in a value of JSON-LD.
func (t *pageTags) linked(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			t.linked(e, depth+1)
		}
	case map[string]any:
		if graph, ok := v["@graph"]; ok {
			t.linked(graph, depth+1)
		}
		if kind := ldText(v["@type"]); strings.HasSuffix(kind, "Article") || linkedTypes.Has(kind) {
			t.linkedArticles = append(t.linkedArticles, linkedArticle{v, kind})
		}
	}
}

// takeLinked takes what JSON-LD says of the page's article: where it describes several,
// of those with one of the page's titles, if there are any.
func (t *pageTags) takeLinked(titles ...string) {
	all := t.linkedArticles
	if len(all) > 1 {
		isPages := func(l linkedArticle) bool {
			headline := corpus.OneLine(html.UnescapeString(ldText(l.values["headline"])))
			return headline != "" && slices.ContainsFunc(titles, func(s string) bool { return strings.HasPrefix(corpus.OneLine(s), headline) })
		}
		if slices.ContainsFunc(all, isPages) {
			all = slices.DeleteFunc(all, func(l linkedArticle) bool { return !isPages(l) })
		}
	}
	for _, l := range all {
		t.takeLinkedArticle(l.values, l.kind)
		t.liveBlog = t.liveBlog || l.kind == "LiveBlogPosting"
	}
}

func (t *pageTags) takeLinkedArticle(v map[string]any, kind string) {
	fact := func(to *[]corpus.Fact, keys ...string) {
		for _, k := range keys {
			if s := corpus.OneLine(html.UnescapeString(ldText(v[k]))); s != "" && !corpus.Missing(s) {
				*to = append(*to, corpus.Fact{Value: s, Method: corpus.ByLinkedData, Evidence: fmt.Sprintf("JSON-LD %s.%s", kind, k)})
			}
		}
	}
	fact(&t.titles, "headline", "name")
	fact(&t.urls, "url", "mainEntityOfPage")
	fact(&t.sources, "publisher")
	fact(&t.languages, "inLanguage")
	if s := ldText(v["datePublished"]); s != "" {
		t.dates = append(t.dates, corpus.DateSign{Raw: s, Method: corpus.ByLinkedData, Line: 1, Evidence: fmt.Sprintf("JSON-LD %s.datePublished", kind)})
	}
	if s := ldText(v["articleBody"]); len(s) > len(t.articleBody) {
		t.articleBody = html.UnescapeString(s)
	}
}

// ldText gives the text of a value: itself, its name, its id, or the first of
// a list.
func ldText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return ldText(v[0])
		}
	case map[string]any:
		for _, k := range []string{"name", "@value", "@id", "url"} {
			if s, ok := v[k].(string); ok && s != "" {
				return s
			}
		}
	}
	return ""
}

// savedFrom reads the address that browsers write into a page they save.
var savedFromLine = words.Lazily(`<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)`)

func (t *pageTags) savedFrom(page string) {
	if m := savedFromLine().FindStringSubmatch(page[:min(len(page), 4096)]); m != nil {
		t.urls = append(t.urls, corpus.Fact{Value: m[1], Method: corpus.ByMetaTag, Evidence: "comment: saved from"})
	}
}

// describe gives a record what the tags say. Where two disagree, the better
// is taken and the other is told of.
func (t *pageTags) describe(r *corpus.Record) {
	for _, u := range t.urls {
		if corpus.HostOf(u.Value) != "" && strings.Contains(u.Value, "://") {
			r.URL = u
			break
		}
	}
	if len(t.sources) > 0 {
		r.Source, r.MoreSources = t.sources[0], t.sources[1:]
	}
	if len(t.titles) > 0 {
		r.Title = t.titles[0]
		r.Title.Value = stripSite(corpus.OneLine(r.Title.Value), t.sources)
	}
	for _, l := range t.languages {
		if code := corpus.LanguageCode(l.Value); len(code) == 2 || len(code) == 5 && code[2] == '-' {
			r.Language = code
			break
		}
	}
	r.Dates, r.Images, r.Meta = t.dates, t.images, t.meta
}

// besideTitle gives what the title of a page has beside its heading: "Ledger - Envoy returns".
func besideTitle(title, heading string) string {
	before, after, ok := strings.Cut(corpus.OneLine(title), corpus.OneLine(heading))
	if !ok || heading == "" || before != "" && after != "" {
		return ""
	}
	return strings.Trim(before+after, "|–—-·•:»« ")
}

// stripSite takes the outlet's name off a title: "Envoy returns | Ledger".
func stripSite(title string, sources []corpus.Fact) string {
	for _, s := range sources {
		name := corpus.OneLine(s.Value)
		if len(title) <= len(name) || !strings.EqualFold(title[len(title)-len(name):], name) {
			continue
		}
		head := strings.TrimRight(title[:len(title)-len(name)], " ")
		if cut := strings.TrimRight(head, "|–—-·•:» "); cut != head && cut != "" {
			return cut
		}
	}
	return title
}

// Elements whose class or id says that they hold a day, and a day within a
// short line.
var (
	datedElement = patterns.Pattern("dated_element")
	writtenDay   = patterns.Pattern("written_day")
)

// maxDateLine is the number of bytes of the longest line that dates a page.
const maxDateLine = 90

// guessDate looks, where no tag says when the article appeared, for the first
// short element that names its day: one that says so in its class or id, or in
// its own words ("Published March 3, 2020"). It is never a reliable date.
func guessDate(doc *html.Node) (corpus.DateSign, bool) {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.FirstChild == nil || n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			continue
		}
		named := datedElement().MatchString(attr(n, "class") + " " + attr(n, "id"))
		if !named && (n.FirstChild.Type != html.TextNode || !corpus.IsPublishedLine(corpus.OneLine(n.FirstChild.Data))) {
			continue
		}
		text := innerText(n)
		if len(text) > maxDateLine {
			continue
		}
		if raw := writtenDay().FindString(text); raw != "" && corpus.IsDay(raw) {
			return corpus.DateSign{Raw: raw, Method: corpus.ByGuess, Line: 1, Guess: true, Evidence: fmt.Sprintf("%s: %q", n.Data, text)}, true
		}
	}
	return corpus.DateSign{}, false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func innerText(n *html.Node) string {
	var sb strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			sb.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return corpus.OneLine(sb.String())
}
