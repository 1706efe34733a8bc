package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// record is what a reader found of one article, before anything is decided.
type record struct {
	file  file
	line  int // where the record begins in the file, from 1
	ownID string

	title, url, source Fact
	moreSources        []Fact     // other signs of the source, which may be at odds with it
	dates              []dateSign // what the record itself says, before the text is looked at
	noDate             string     // the evidence that a record has a field for its date and nothing in it
	language           string     // as said by the record
	images             []string   // addresses of pictures

	body     string
	bodyLine int    // the line on which the body begins, from 1
	lineName string // how evidence names a line of the body: "line", or "text line" in a JSON record
	uncut    string // the body with its first line, where that line was taken for the title

	origin    []OriginRun // where the text that was decoded stands in the file; the body is the end of that text
	originLen int         // bytes of that text

	meta     []MetaField
	warnings []string
	problems []*Problem // of a record that is kept
}

// dateSign is one thing that says when an article was published.
type dateSign struct {
	raw      string
	method   Method
	evidence string
	line     int
	guess    bool // not sure whatever it says
	beside   bool // stood in the address or the text before its year was found
}

// warn notes something that a careful reader should know.
func (r *record) warn(format string, args ...any) {
	r.warnings = append(r.warnings, fmt.Sprintf(format, args...))
}

// problem notes something wrong in a record that is kept all the same.
func (r *record) problem(line int, reason, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	r.problems = append(r.problems, &Problem{File: r.file.rel, Path: r.file.path, Line: line, Reason: reason, Msg: msg})
	r.warn("%s", msg)
}

// hash tells records apart that claim the same id.
func (r *record) hash() string {
	h := sha256.New()
	for _, s := range []string{r.title.Value, r.body, r.url.Value, r.source.Value} {
		fmt.Fprintf(h, "%d:%s;", len(s), s)
	}
	for _, d := range r.dates {
		fmt.Fprintf(h, "%d:%s;", len(d.raw), d.raw)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// lineAt names the line of a byte of the body, for evidence.
func (r *record) lineAt(offset int) string {
	return fmt.Sprintf("%s %d", r.lineName, r.bodyLine+strings.Count(r.body[:offset], "\n"))
}

// field is one name and value as a record or front matter says it.
type field struct {
	name  string
	value string
	line  int
	own   string // the name in the file, where Columns gave it another
}

// as gives the name that stands in the file.
func (f field) as() string {
	if f.own != "" {
		return f.own
	}
	return f.name
}

// isName reports whether a field's name is one of names.
func isName(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return sameName(n, name) })
}

// sameName reports whether two names of columns differ only in case and in what
// stands between their words: "Body Text", "body_text", "bodyText".
func sameName(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && between(a[i]) {
			i++
		}
		for j < len(b) && between(b[j]) {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if lower(a[i]) != lower(b[j]) {
			return false
		}
		i, j = i+1, j+1
	}
}

func between(c byte) bool { return c == ' ' || c == '_' || c == '-' }

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// missing reports whether a value is a way of saying that there is none.
func missing(v string) bool {
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "", "null", "none", "nan", "n/a", "na", "nil", "unknown", "undefined", "-", "--":
		return true
	}
	return false
}

// The names under which exports keep what dyad knows, best first: those of
// Media Cloud (stories_id, media_name, publish_date), GDELT DOC (seendate,
// domain, sourcecountry), NewsAPI (publishedAt, urlToImage), the Guardian's
// API (webTitle), and data sets such as All the News, NELA-GT, CC-News and
// AllSides.
var (
	idNames     = []string{"doc_id", "id", "_id", "article_id", "articleid", "stories_id", "story_id", "uuid", "guid", "document_id", "accession_number"}
	titleNames  = []string{"title", "headline", "webtitle", "article_title", "headlines", "heading", "news_title"}
	urlNames    = []string{"url", "canonical", "canonical_url", "link", "web_url", "weburl", "article_url", "source_url", "permalink", "document_url"}
	sourceNames = []string{"source", "outlet", "media_name", "publisher", "site", "site_name", "publication", "source_name", "news_source",
		"newspaper", "news_outlet", "publication_title", "domain", "source_domain", "medium"}
	dateNames = []string{"date", "published", "publish_date", "published_at", "publishedat", "pub_date", "pubdate", "datepublished",
		"date_published", "published_date", "publication_date", "date_publish", "seendate", "webpublicationdate", "publication_datetime", "published_utc"}
	textNames = []string{"text", "body", "content", "articlebody", "article_body", "full_text", "fulltext", "maintext", "main_text",
		"article", "article_text", "bodytext", "story_text", "plain_text", "news_text"}
	languageNames = []string{"language", "lang", "language_code", "language of publication"}
)

// fields are those of one record; take removes what it finds.
type fields []field

// take removes and gives the first field that has one of names and a value.
func (fs *fields) take(names []string) (field, bool) {
	for _, name := range names {
		for i, f := range *fs {
			if sameName(f.name, name) && !missing(f.value) {
				*fs = append((*fs)[:i:i], (*fs)[i+1:]...)
				return f, true
			}
		}
	}
	return field{}, false
}

// has reports whether one of names is there, with or without a value.
func (fs fields) has(names []string) bool {
	_, ok := fs.named(names)
	return ok
}

// named gives the field that has the first of names, with or without a value.
func (fs fields) named(names []string) (field, bool) {
	for _, name := range names {
		for _, f := range fs {
			if sameName(f.name, name) {
				return f, true
			}
		}
	}
	return field{}, false
}

// describe takes from fs what every kind of record has besides its text, and
// keeps what is left over as Meta, but for the names in skip.
func (r *record) describe(fs fields, method Method, skip func(name string) bool) {
	fact := func(names []string) Fact {
		f, ok := fs.take(names)
		if !ok {
			return Fact{}
		}
		return Fact{Value: oneLine(f.value), Method: method, Evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())}
	}
	r.title, r.url, r.source = fact(titleNames), fact(urlNames), fact(sourceNames)
	if f, ok := fs.take(dateNames); ok {
		r.dates = append(r.dates, dateSign{raw: strings.TrimSpace(f.value), method: method, line: f.line,
			evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())})
	}
	if f, ok := fs.named(dateNames); ok && method == ByRecord && len(r.dates) == 0 {
		r.noDate = fmt.Sprintf("line %d: field %q is empty", max(f.line, r.line), f.as())
	}
	for _, f := range fs { // a second date decides nothing and may be at odds with the first; it stays among the columns
		if len(r.dates) > 0 && isName(dateNames, f.name) && readDate(f.value).kind == dateOK {
			r.dates = append(r.dates, dateSign{raw: strings.TrimSpace(f.value), method: method, line: f.line,
				evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())})
		}
	}
	if f, ok := fs.take(languageNames); ok {
		r.language = languageCode(f.value)
	}
	for _, f := range fs {
		if strings.TrimSpace(f.value) != "" && !skip(f.name) {
			r.meta = append(r.meta, MetaField{Name: f.name, Value: strings.TrimSpace(f.value)})
		}
		if strings.Contains(strings.ToLower(f.name), "image") {
			r.images = append(r.images, f.value)
		}
	}
}

// oneLine brings a title or name onto one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
