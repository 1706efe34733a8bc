package corpus

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Record is what a reader found of one article, before anything is decided.
type Record struct {
	File  string // path relative to its argument, with "/"
	Path  string // as it was opened
	Line  int    // where the record begins in the file, from 1
	OwnID string

	Title, URL, Source Fact
	MoreSources        []Fact     // other signs of the source, which may be at odds with it
	Dates              []DateSign // what the record itself says, before the text is looked at
	NoDate             string     // the evidence that a record has a field for its date and nothing in it
	Language           string     // as said by the record
	Images             []string   // addresses of pictures

	NoArticle string // the field by which a record is no article, such as a post of a network
	Body      string
	BodyLine  int    // the line on which the body begins, from 1
	LineName  string // how evidence names a line of the body: "line", or "text line" in a JSON record
	Uncut     string // the body with its first line, where that line was taken for the title

	Origin    []OriginRun // where the text that was decoded stands in the file; the body is the end of that text
	OriginLen int         // bytes of that text

	Meta     []MetaField
	Warnings []string
	Problems []*Problem // of a record that is kept
}

// DateSign is one thing that says when an article was published.
type DateSign struct {
	Raw      string
	Method   Method
	Evidence string
	Line     int
	Guess    bool // not sure whatever it says
	Beside   bool // stood in the address or the text before its year was found
}

// Warn notes something that a careful reader should know.
func (r *Record) Warn(format string, args ...any) {
	r.Warnings = append(r.Warnings, fmt.Sprintf(format, args...))
}

// Problem notes something wrong in a record that is kept all the same.
func (r *Record) Problem(line int, reason, format string, args ...any) {
	msg := fmt.Sprintf(format, args...)
	r.Problems = append(r.Problems, &Problem{File: r.File, Path: r.Path, Line: line, Reason: reason, Msg: msg})
	r.Warn("%s", msg)
}

// Hash tells records apart that claim the same id: the first half of a SHA-256 of what
// they say, whatever their places.
func (r *Record) Hash() [16]byte {
	h := sha256.New()
	for _, s := range []string{r.Title.Value, r.Body, r.URL.Value, r.Source.Value} {
		fmt.Fprintf(h, "%d:%s;", len(s), s)
	}
	for _, d := range r.Dates {
		fmt.Fprintf(h, "%d:%s;", len(d.Raw), d.Raw)
	}
	return [16]byte(h.Sum(nil))
}

// lineAt names the line of a byte of the body, for evidence.
func (r *Record) lineAt(offset int) string {
	return fmt.Sprintf("%s %d", r.LineName, r.BodyLine+strings.Count(r.Body[:offset], "\n"))
}

// IsName reports whether a field's name is one of names.
func IsName(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return SameName(n, name) })
}

// SameName reports whether two names of columns differ only in case and in what
// stands between their words: "Body Text", "body_text", "bodyText".
func SameName(a, b string) bool {
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
		if a[i] >= utf8.RuneSelf && b[j] >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(a[i:])
			q, m := utf8.DecodeRuneInString(b[j:])
			if unicode.ToLower(r) != unicode.ToLower(q) {
				return false
			}
			i, j = i+n, j+m
			continue
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

// Missing reports whether a value is a way of saying that there is none.
func Missing(v string) bool {
	v = strings.ToLower(strings.TrimSpace(v))
	return v == "" || missingValues.Has(v)
}

// OneLine brings a title or name onto one line.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
