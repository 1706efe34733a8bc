package read

import (
	"fmt"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// field is one name and value as a record or front matter says it.
type field struct {
	name  string
	value string
	line  int
	own   string // the name in the file, where Columns gave it another
}

// names writes the names of fields, for messages.
func (fs fields) names() string {
	var list []string
	for _, f := range fs {
		list = append(list, f.as())
	}
	return cutNames(list)
}

// as gives the name that stands in the file.
func (f field) as() string {
	if f.own != "" {
		return f.own
	}
	return f.name
}

// fields are those of one record; take removes what it finds.
type fields []field

// take removes and gives the first field that has one of names and a value.
func (fs *fields) take(names []string) (field, bool) {
	for _, name := range names {
		for i, f := range *fs {
			if corpus.SameName(f.name, name) && !corpus.Missing(f.value) {
				*fs = append((*fs)[:i:i], (*fs)[i+1:]...)
				return f, true
			}
		}
	}
	return field{}, false
}

// wholeTimes is how many times as long as the text another field must be to be the
// text, and the first its beginning.
const wholeTimes = 3

// takeText removes and gives the text: the best of the fields for it, or one that is far
// longer, where interfaces cut the best ("content") and a scraper filled another.
func (fs *fields) takeText() (field, bool) {
	best, ok := fs.take(textNames.List())
	for i := 0; i < len(*fs); i++ {
		times := wholeTimes
		if strings.HasSuffix(best.value, "]") || strings.HasSuffix(best.value, "…") || strings.HasSuffix(best.value, "...") {
			times = 1 // as interfaces end what they cut
		}
		if f := (*fs)[i]; ok && len(f.value) >= times*len(best.value) && corpus.IsName(textNames.List(), f.name) {
			(*fs)[i], best = best, f
		}
	}
	return best, ok
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
			if corpus.SameName(f.name, name) {
				return f, true
			}
		}
	}
	return field{}, false
}

// describe takes from fs what every kind of record has besides its text, and
// keeps what is left over as Meta, but for the names in skip.
func (fs fields) describe(r *corpus.Record, method corpus.Method, skip func(name string) bool) {
	fact := func(names []string) corpus.Fact {
		f, ok := fs.take(names)
		if !ok {
			return corpus.Fact{}
		}
		return corpus.Fact{Value: corpus.OneLine(withoutTags(f.value)), Method: method, Evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())}
	}
	r.Title, r.URL, r.Source = fact(titleNames.List()), fact(urlNames.List()), fact(sourceNames.List())
	if strings.Contains(r.Source.Value, "://") { // where an article was found, and no outlet
		if !r.URL.Known() {
			r.URL = r.Source
		}
		r.Source = fact(sourceNames.List())
	}
	if f, ok := fs.take(dateNames.List()); ok {
		r.Dates = append(r.Dates, corpus.DateSign{Raw: strings.TrimSpace(f.value), Method: method, Line: f.line,
			Evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())})
	}
	if f, ok := fs.named(dateNames.List()); ok && method == corpus.ByRecord && len(r.Dates) == 0 {
		r.NoDate = fmt.Sprintf("line %d: field %q is empty", max(f.line, r.Line), f.as())
	}
	for _, f := range fs { // a second date decides nothing and may be at odds with the first; it stays among the columns
		if len(r.Dates) > 0 && corpus.IsName(dateNames.List(), f.name) && corpus.IsDay(f.value) {
			r.Dates = append(r.Dates, corpus.DateSign{Raw: strings.TrimSpace(f.value), Method: method, Line: f.line,
				Evidence: fmt.Sprintf("line %d: field %q", f.line, f.as())})
		}
	}
	if f, ok := fs.take(languageNames.List()); ok {
		r.Language = corpus.LanguageCode(f.value)
	}
	for _, f := range fs {
		if strings.TrimSpace(f.value) != "" && !skip(f.name) {
			r.Meta = append(r.Meta, corpus.MetaField{Name: f.name, Value: strings.TrimSpace(f.value)})
		}
		if strings.Contains(strings.ToLower(f.name), "image") {
			r.Images = append(r.Images, f.value)
		}
	}
}
