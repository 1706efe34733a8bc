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
	v = strings.ToLower(strings.TrimSpace(v))
	return v == "" || missingValues.Has(v)
}

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
	r.title, r.url, r.source = fact(titleNames.List()), fact(urlNames.List()), fact(sourceNames.List())
	if f, ok := fs.take(dateNames.List()); ok {
		r.dates = append(r.dates, dateSign{raw: strings.TrimSpace(f.value), method: method, line: f.line,
			evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())})
	}
	if f, ok := fs.named(dateNames.List()); ok && method == ByRecord && len(r.dates) == 0 {
		r.noDate = fmt.Sprintf("line %d: field %q is empty", max(f.line, r.line), f.as())
	}
	for _, f := range fs { // a second date decides nothing and may be at odds with the first; it stays among the columns
		if len(r.dates) > 0 && isName(dateNames.List(), f.name) && readDate(f.value).kind == dateOK {
			r.dates = append(r.dates, dateSign{raw: strings.TrimSpace(f.value), method: method, line: f.line,
				evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())})
		}
	}
	if f, ok := fs.take(languageNames.List()); ok {
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
