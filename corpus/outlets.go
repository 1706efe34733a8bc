package corpus

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
)

// outlet is a news outlet as it is named, with the hosts and forms by which
// it is known.
type outlet struct {
	name  string
	hosts []string
	forms []string // other ways to write the name
}

//go:embed data/outlets.csv
var outletsCSV []byte

// builtinOutlets returns a small table of outlets that write in English. It
// names an outlet that was found by an address, a prefix or the text, and
// brings the forms in which records and sheets name it to one. It panics where
// the embedded file is malformed, which a test rules out.
var builtinOutlets = sync.OnceValue(func() []outlet {
	r := csv.NewReader(bytes.NewReader(outletsCSV))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic("corpus/data/outlets.csv: " + err.Error())
	}
	var out []outlet
	for _, cells := range rows[1:] {
		parts := func(cell string) []string { return strings.FieldsFunc(cell, func(r rune) bool { return r == '|' }) }
		out = append(out, outlet{cells[0], parts(cells[1]), parts(cells[2])})
	}
	return out
})

// outlets looks outlets up by name and host.
type outlets struct {
	byName map[string]string
	byHost map[string]string
	own    map[string]string // the researcher's aliases
}

// NewOutlets puts the researcher's aliases over the built-in table.
func NewOutlets(aliases map[string]string) *outlets {
	o := &outlets{byName: map[string]string{}, byHost: map[string]string{}, own: map[string]string{}}
	for _, b := range builtinOutlets() {
		o.byName[foldName(b.name)] = b.name
		for _, f := range b.forms {
			o.byName[foldName(f)] = b.name
		}
		for _, h := range b.hosts {
			o.byHost[h] = b.name
		}
	}
	for _, key := range slices.Sorted(maps.Keys(aliases)) {
		name := aliases[key]
		o.own[foldName(key)] = name
		o.own[strings.TrimPrefix(strings.ToLower(strings.TrimSpace(key)), "www.")] = name
	}
	return o
}

// said gives the name to use for a source that somebody named, by the
// researcher's own aliases, else by the built-in table: "The NYT" and
// "nytimes.com" are The New York Times.
func (o *outlets) said(name string) string {
	name = OneLine(name)
	if to, ok := o.alias(name); ok {
		return to
	}
	return o.canonical(name)
}

// alias gives the researcher's own name for an outlet.
func (o *outlets) alias(name string) (string, bool) {
	if to, ok := o.own[foldName(name)]; ok {
		return to, true
	}
	to, ok := o.own[strings.TrimPrefix(strings.ToLower(name), "www.")]
	return to, ok
}

// ours gives a name of the built-in table as the researcher has it.
func (o *outlets) ours(name string) string {
	if to, ok := o.alias(name); ok {
		return to
	}
	return name
}

// normalised gives a source that was named its name, and keeps in the evidence
// how it was written.
func (o *outlets) normalised(f Fact) Fact {
	if written := OneLine(f.Value); f.Known() {
		if f.Value = o.said(written); f.Value != written {
			f.Evidence += fmt.Sprintf(", written %q", written)
		}
	}
	return f
}

// named gives the name to use for an outlet as it was found in a text, and
// whether a table knows it.
func (o *outlets) named(name string) (string, bool) {
	f := foldName(name)
	if to, ok := o.own[f]; ok {
		return to, true
	}
	if to, ok := o.byName[f]; ok {
		return o.ours(to), true
	}
	return OneLine(name), false
}

// same reports whether two names are of one outlet as far as the tables and
// the words that many outlets share can tell.
func (o *outlets) same(a, b string) bool {
	return distinctive(o.canonical(a)) == distinctive(o.canonical(b))
}

// distinctive gives the words of a name that other outlets do not share, or
// the whole name where it has no others.
func distinctive(name string) string {
	all := foldWords(name)
	var words []string
	for w := range strings.FieldsSeq(all) {
		if !outletFillers.Has(w) {
			words = append(words, w)
		}
	}
	if len(words) == 0 {
		return all
	}
	return strings.Join(words, " ")
}

// canonical names an outlet given by name or host.
func (o *outlets) canonical(s string) string {
	if name, ok := o.named(s); ok {
		return name
	}
	if name, ok := o.atHost(strings.ToLower(strings.TrimPrefix(s, "www."))); ok {
		return name
	}
	if plain, ok := withoutDesk(s); ok {
		if name, ok := o.named(plain); ok {
			return name
		}
	}
	if host, ok := strings.CutPrefix(s, "www."); ok && !strings.ContainsAny(s, " /") {
		return host // as addresses give it
	}
	return s
}

// withoutDesk gives the name of an outlet without the mark of its newsroom.
func withoutDesk(name string) (string, bool) {
	for _, d := range desks.List() {
		if plain, ok := strings.CutSuffix(name, d); ok && plain != "" {
			return plain, true
		}
	}
	return name, false
}

// atHost gives the outlet at a host or at a domain above it.
func (o *outlets) atHost(host string) (string, bool) {
	for h := host; strings.Contains(h, "."); {
		if name, ok := o.own[h]; ok {
			return name, true
		}
		if name, ok := o.byHost[h]; ok {
			return o.ours(name), true
		}
		_, h, _ = strings.Cut(h, ".")
	}
	return "", false
}

// HostOf gives the host of an address in lower case, without "www.", or "".
func HostOf(address string) string {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if net.ParseIP(host) != nil || !strings.Contains(host, ".") {
		return ""
	}
	return host
}

// isCarrier reports whether a host shows what others wrote.
func isCarrier(host string) bool {
	for _, c := range carriers.List() {
		if host == c || strings.HasSuffix(host, "."+c) {
			return true
		}
	}
	return false
}

// foldName folds an outlet's name for comparison: case, space, the leading
// article and the marks around it do not matter.
func foldName(s string) string {
	s = strings.ToLower(OneLine(s))
	s = strings.Trim(s, `"'“”‘’().,:; `)
	s = strings.ReplaceAll(s, "’", "'")
	return strings.TrimPrefix(s, "the ")
}
