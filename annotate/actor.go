package annotate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Kind is what sort of thing an actor is; it decides which pronouns fit.
type Kind string

// The kinds of actor.
const (
	Person       Kind = "person"
	Organization Kind = "organization"
	Country      Kind = "country"
)

// Term is a name or phrase that refers to an actor between two days. A zero
// time leaves that side open; the last day counts.
type Term struct {
	Text     string
	From, To time.Time
}

// Office is a role that an actor holds between two days: "president" of
// "U.S.", "American".
type Office struct {
	Title    string
	Of       []string
	From, To time.Time
}

// Associate is a person or body that speaks or acts for an actor.
type Associate struct {
	Name     string
	Aliases  []string
	Body     bool   // a campaign, ministry or office rather than a person
	Gender   string // of a person: female, male or "" where any pronoun fits
	From, To time.Time
}

// Actor is somebody whose mentions are looked for.
type Actor struct {
	ID          string
	Name        string // as shown in tables
	Kind        Kind
	Plural      bool   // "they" may refer to it
	Gender      string // female, male or "" where any pronoun fits
	Aliases     []Term
	Not         []string // longer names that hold an alias and are somebody else
	Nominals    []Term   // phrases that mean the actor once it has been named
	Offices     []Office
	Members     []Associate
	MemberNouns bool // "the Taliban spokesman", "Trump's envoy" count as members
	Proxies     []Term
}

// Validate reports the first fault of an actor.
func (a *Actor) Validate() error {
	switch {
	case a.ID == "":
		return fmt.Errorf("annotate: actor %q has no id", a.Name)
	case a.Name == "":
		return fmt.Errorf("annotate: actor %s has no name", a.ID)
	case len(a.Aliases) == 0:
		return fmt.Errorf("annotate: actor %s has no alias", a.ID)
	}
	switch a.Kind {
	case Person, Organization, Country:
		return nil
	}
	return fmt.Errorf("annotate: actor %s: kind %q is none of person, organization, country", a.ID, a.Kind)
}

// shortName is the name before "campaign": the shortest alias of one word
// that the name holds, else the name.
func (a *Actor) shortName() string {
	short := a.Name
	for _, t := range a.Aliases {
		if len(t.Text) < len(short) && !strings.Contains(t.Text, " ") && strings.Contains(a.Name, t.Text) {
			short = t.Text
		}
	}
	return short
}

// during reports whether day lies in [from, to]. An unknown day lies in
// every interval that has no bounds, and in no other.
func during(day, from, to time.Time) bool {
	if day.IsZero() {
		return from.IsZero() && to.IsZero()
	}
	return (from.IsZero() || !day.Before(from)) && (to.IsZero() || !day.After(to))
}

// termKind is what a pattern of the gazetteer stands for.
type termKind uint8

const (
	aliasTerm termKind = iota
	blockTerm          // somebody else's name that holds an alias
	memberTerm
	proxyTerm
	nominalTerm
	officeTerm
)

// term is a pattern of the gazetteer with its meaning.
type term struct {
	kind     termKind
	actor    int
	name     string // as resolved
	body     bool   // a member that is a body
	gender   string // of a member
	of       []string
	from, to time.Time
	capitals bool // an abbreviation of one word, in capitals alone
	small    bool // begins with a small letter: "bin Laden", "al-Shabab"
}

// gazetteer finds the terms of all actors in a row of tokens: a tree over
// lower-cased words, so that a match costs its own length.
type gazetteer struct {
	next  map[string]*gazetteer
	terms []term
	first *[1 << 16]bool // at the root: how terms begin, by two bytes in lower case
}

func newGazetteer(actors []Actor) *gazetteer {
	g := &gazetteer{first: &[1 << 16]bool{}}
	for i := range actors {
		a := &actors[i]
		for _, t := range a.Aliases {
			g.add(t.Text, term{kind: aliasTerm, actor: i, name: a.Name, from: t.From, to: t.To})
		}
		for _, n := range a.Not {
			g.add(n, term{kind: blockTerm, actor: i})
		}
		for _, t := range a.Nominals {
			g.add(t.Text, term{kind: nominalTerm, actor: i, name: a.Name, from: t.From, to: t.To})
		}
		for _, o := range a.Offices {
			g.add(o.Title, term{kind: officeTerm, actor: i, name: a.Name, of: o.Of, from: o.From, to: o.To})
		}
		for _, m := range a.Members {
			for _, n := range append([]string{m.Name}, m.Aliases...) {
				g.add(n, term{kind: memberTerm, actor: i, name: m.Name, body: m.Body, gender: m.Gender, from: m.From, to: m.To})
			}
		}
		for _, t := range a.Proxies {
			g.add(t.Text, term{kind: proxyTerm, actor: i, name: t.Text, from: t.From, to: t.To})
		}
	}
	return g
}

// Names returns what must stand in a text, in one of them all its words, for an actor to
// be mentioned: names of actors and members, offices, and proxies where they count. The
// words are in lower case, cut and folded as those of a text are.
func (a *Annotator) Names() [][]string {
	var names [][]string
	var walk func(g *gazetteer, words []string)
	walk = func(g *gazetteer, words []string) {
		for _, t := range g.terms {
			counts := t.kind == aliasTerm || t.kind == memberTerm || t.kind == officeTerm ||
				t.kind == proxyTerm && slices.Contains(a.opts.Proxies, a.opts.Actors[t.actor].ID)
			if counts {
				names = append(names, slices.Clone(words))
				break
			}
		}
		for _, w := range slices.Sorted(maps.Keys(g.next)) {
			walk(g.next[w], append(words, w))
		}
	}
	walk(a.names, nil)
	return names
}

func (g *gazetteer) add(text string, t term) {
	node := g
	t.capitals, t.small = isCapitals(text), isLower(text[0]) && !strings.HasPrefix(text, "the ")
	for _, tok := range appendTokens(nil, text, Span{0, len(text)}, 0) {
		key := fold(tok.Text)
		if node == g {
			g.first[beginning(key)] = true
		}
		if node.next == nil {
			node.next = map[string]*gazetteer{}
		}
		child := node.next[key]
		if child == nil {
			child = &gazetteer{}
			node.next[key] = child
		}
		node = child
	}
	if node != g {
		node.terms = append(node.terms, t)
	}
}

// longest gives the terms of the longest pattern that begins at toks[i] and
// that keep accepts, and the index after its last token.
func (g *gazetteer) longest(toks []Token, i int, keep func(term) bool) (found []term, end int) {
	if w := toks[i].Text; len(w) > 1 && isASCII(w[0]) && isASCII(w[1]) && w[1] != '.' && !g.first[beginning(w)] {
		return nil, 0 // most words stop here
	}
	node := g
	for j := i; j < len(toks); j++ {
		if node = node.next[fold(toks[j].Text)]; node == nil {
			break
		}
		var kept []term
		for _, t := range node.terms {
			if keep(t) {
				kept = append(kept, t)
			}
		}
		if len(kept) > 0 {
			found, end = kept, j+1
		}
	}
	return found, end
}

// beginning is the number of the first two bytes of a word, in lower case.
func beginning(w string) int {
	n := int(lowerByte(w[0])) << 8
	if len(w) > 1 {
		n |= int(lowerByte(w[1]))
	}
	return n
}

func lowerByte(c byte) byte {
	if isUpper(c) {
		return c + 'a' - 'A'
	}
	return c
}

func isASCII(c byte) bool { return c < utf8.RuneSelf }

// fold makes spellings of one word equal: lower case, straight apostrophe,
// "U.S." and "US" alike.
func fold(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = isLower(s[i])
	}
	if plain {
		return s
	}
	s = strings.ToLower(strings.ReplaceAll(s, "’", "'"))
	if len(s) > 1 && strings.Contains(s, ".") {
		if t := strings.ReplaceAll(s, ".", ""); t != "" {
			return t
		}
	}
	return s
}
