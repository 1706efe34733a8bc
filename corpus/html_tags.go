package corpus

import (
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// pageTags are what the tags of a page say of the article in it, each with
// the tag that says so, best first.
type pageTags struct {
	titles, urls, sources, languages []Fact
	dates                            []dateSign
	images                           []string
	meta                             []MetaField
	articleBody                      string
}

// readTags reads JSON-LD, OpenGraph and the other tags of a page.
func readTags(doc *html.Node) *pageTags {
	t := &pageTags{}
	metas := map[string]string{}
	var h1, title string
	var times []dateSign
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode {
			switch n.DataAtom {
			case atom.Html:
				if lang := attr(n, "lang"); lang != "" {
					t.languages = append(t.languages, Fact{Value: lang, Method: ByMetaTag, Evidence: `html lang`})
				}
			case atom.Meta:
				name := strings.ToLower(strings.TrimSpace(firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop"), attr(n, "http-equiv"))))
				if content := oneLine(attr(n, "content")); name != "" && content != "" && metas[name] == "" {
					metas[name] = content
				}
			case atom.Link:
				if strings.EqualFold(attr(n, "rel"), "canonical") {
					t.urls = append(t.urls, Fact{Value: attr(n, "href"), Method: ByMetaTag, Evidence: `link rel="canonical"`})
				}
			case atom.Script:
				if strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") && n.FirstChild != nil {
					t.readLinkedData(n.FirstChild.Data)
				}
				return
			case atom.Title:
				if title == "" && n.Namespace == "" {
					title = innerText(n)
				}
			case atom.H1:
				if h1 == "" {
					h1 = innerText(n)
				}
			case atom.Time:
				if raw := attr(n, "datetime"); raw != "" && len(times) < 1 && (attr(n, "pubdate") != "" || strings.EqualFold(attr(n, "itemprop"), "datepublished") ||
					strings.Contains(strings.ToLower(attr(n, "class")), "publish")) {
					times = append(times, dateSign{raw: raw, method: ByMetaTag, line: 1, evidence: fmt.Sprintf("time datetime=%q", raw)})
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	t.takeMetas(metas)
	t.dates = append(t.dates, times...)
	if h1 != "" {
		t.titles = append(t.titles, Fact{Value: h1, Method: ByMetaTag, Evidence: "h1"})
	}
	if title != "" {
		t.titles = append(t.titles, Fact{Value: title, Method: ByMetaTag, Evidence: "title"})
	}
	return t
}

// takeMetas sorts the meta tags by what they tell.
func (t *pageTags) takeMetas(metas map[string]string) {
	each := func(names *words.Class, do func(name, content string)) {
		for _, name := range names.List() {
			if c := metas[name]; c != "" && !missing(c) {
				do(name, c)
			}
		}
	}
	fact := func(to *[]Fact) func(string, string) {
		return func(name, c string) {
			*to = append(*to, Fact{Value: c, Method: ByMetaTag, Evidence: fmt.Sprintf("meta %q", name)})
		}
	}
	each(metaTitles, fact(&t.titles))
	each(metaSources, fact(&t.sources))
	each(metaURLs, fact(&t.urls))
	each(metaLanguages, fact(&t.languages))
	each(metaDates, func(name, c string) {
		t.dates = append(t.dates, dateSign{raw: c, method: ByMetaTag, line: 1, evidence: fmt.Sprintf("meta %q", name)})
	})
	each(metaImages, func(_, c string) { t.images = append(t.images, c) })
	for _, m := range []struct {
		name  string
		names *words.Class
	}{{"author", metaAuthors}, {"section", metaSections}} {
		value := ""
		each(m.names, func(_, c string) { value = firstOf(value, c) })
		if value != "" && !strings.Contains(value, "://") {
			t.meta = append(t.meta, MetaField{Name: m.name, Value: value})
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
			t.linkedArticle(v, kind)
		}
	}
}

func (t *pageTags) linkedArticle(v map[string]any, kind string) {
	fact := func(to *[]Fact, keys ...string) {
		for _, k := range keys {
			if s := oneLine(html.UnescapeString(ldText(v[k]))); s != "" && !missing(s) {
				*to = append(*to, Fact{Value: s, Method: ByLinkedData, Evidence: fmt.Sprintf("JSON-LD %s.%s", kind, k)})
			}
		}
	}
	fact(&t.titles, "headline", "name")
	fact(&t.urls, "url", "mainEntityOfPage")
	fact(&t.sources, "publisher")
	fact(&t.languages, "inLanguage")
	if s := ldText(v["datePublished"]); s != "" {
		t.dates = append(t.dates, dateSign{raw: s, method: ByLinkedData, line: 1, evidence: fmt.Sprintf("JSON-LD %s.datePublished", kind)})
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
var savedFromLine = lazily(`<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+)`)

func (t *pageTags) savedFrom(page string) {
	if m := savedFromLine().FindStringSubmatch(page[:min(len(page), 4096)]); m != nil {
		t.urls = append(t.urls, Fact{Value: m[1], Method: ByMetaTag, Evidence: "comment: saved from"})
	}
}

// describe gives a record what the tags say. Where two disagree, the better
// is taken and the other is told of.
func (t *pageTags) describe(r *record) {
	for _, u := range t.urls {
		if hostOf(u.Value) != "" && strings.Contains(u.Value, "://") {
			r.url = u
			break
		}
	}
	if len(t.sources) > 0 {
		r.source, r.moreSources = t.sources[0], t.sources[1:]
	}
	if len(t.titles) > 0 {
		r.title = t.titles[0]
		r.title.Value = stripSite(oneLine(r.title.Value), t.sources)
	}
	for _, l := range t.languages {
		if code := languageCode(l.Value); len(code) == 2 || len(code) == 5 && code[2] == '-' {
			r.language = code
			break
		}
	}
	r.dates, r.images, r.meta = t.dates, t.images, t.meta
}

// stripSite takes the outlet's name off a title: "Envoy returns | Ledger".
func stripSite(title string, sources []Fact) string {
	for _, s := range sources {
		name := oneLine(s.Value)
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
func guessDate(doc *html.Node) (dateSign, bool) {
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.FirstChild == nil || n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			continue
		}
		named := datedElement().MatchString(attr(n, "class") + " " + attr(n, "id"))
		if !named && (n.FirstChild.Type != html.TextNode || !publishedLine().MatchString(oneLine(n.FirstChild.Data))) {
			continue
		}
		text := innerText(n)
		if len(text) > maxDateLine {
			continue
		}
		if raw := writtenDay().FindString(text); raw != "" && readDate(raw).kind == dateOK {
			return dateSign{raw: raw, method: ByGuess, line: 1, guess: true, evidence: fmt.Sprintf("%s: %q", n.Data, text)}, true
		}
	}
	return dateSign{}, false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
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
	return oneLine(sb.String())
}
