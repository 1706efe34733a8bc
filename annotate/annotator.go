package annotate

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Scope says how much of an article is parsed.
type Scope string

// The scopes. A sentence that is done in both comes out identical.
const (
	ScopeAll    Scope = "all"    // everything
	ScopeActors Scope = "actors" // only sentences in which an actor can be concerned
)

// Options set up an Annotator.
type Options struct {
	Actors  []Actor
	Scope   Scope        // "" is ScopeActors
	Proxies []string     // ids of the actors for whom their proxies count, so that these alone concern them
	Parser  parse.Parser // nil loads the embedded model
}

// Annotator annotates articles. It is safe for concurrent use.
type Annotator struct {
	opts      Options
	names     *gazetteer
	cues      map[cueKey]lexicon.Cue
	roles     map[string]string // noun -> class
	dealings  map[string]string // noun -> class
	persons   map[lexicon.PersonWord]bool
	attitudes map[string]bool // verbs of the scorer's list
	actions   map[string]bool // verbs of the lists of predicates and events
	listed    map[string]bool // lemmas of the lists of cues, predicates and events
	surnames  map[string]bool // of actors, as written
	plurals   map[string]bool // nouns for actors whom "they" may mean
	hash      string          // of the word lists and the parser
	scratch   *sync.Pool      // of *parseScratch
}

type cueKey struct{ lemma, pos string }

// New prepares an annotator. It fails on an actor that is not well formed or
// a word list that cannot be read.
func New(opts Options) (*Annotator, error) {
	switch opts.Scope {
	case "":
		opts.Scope = ScopeActors
	case ScopeAll, ScopeActors:
	default:
		return nil, fmt.Errorf("annotate: scope %q is neither all nor actors", opts.Scope)
	}
	if len(opts.Actors) == 0 && opts.Scope == ScopeActors {
		return nil, errors.New("annotate: no actors")
	}
	for i := range opts.Actors {
		if err := opts.Actors[i].Validate(); err != nil {
			return nil, err
		}
	}
	if opts.Parser == nil {
		m, err := parse.Load()
		if err != nil {
			return nil, err
		}
		opts.Parser = m
	}
	a := &Annotator{opts: opts, names: newGazetteer(opts.Actors), surnames: surnames(opts.Actors), plurals: pluralNouns(opts.Actors), scratch: &sync.Pool{}}
	if err := a.loadLists(); err != nil {
		return nil, err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, "grammar", lexicon.Grammar.Hash())
	fmt.Fprintln(sum, "salience", pronounWeights().hash)
	if _, err := opts.Parser.WriteTo(sum); err != nil {
		return nil, err
	}
	for _, name := range lists {
		l, err := lexicon.Builtin(name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintln(sum, name, l.Hash)
	}
	a.hash = hex.EncodeToString(sum.Sum(nil))
	return a, nil
}

// WithActors gives an annotator that looks for other actors and shares
// everything else with a. It fails on an actor that is not well formed.
func (a *Annotator) WithActors(actors []Actor) (*Annotator, error) {
	for i := range actors {
		if err := actors[i].Validate(); err != nil {
			return nil, err
		}
	}
	b := *a
	b.opts.Actors = actors
	b.names, b.surnames, b.plurals = newGazetteer(actors), surnames(actors), pluralNouns(actors)
	return &b, nil
}

// lists are the built-in word lists that annotation uses.
var lists = []string{"cues", "roles", "persons", "dealings", "predicates", "events"}

// Hash is the SHA-256, in hex, of all that an annotation depends on beside
// the article and the actors and is data: word lists and parser. Its code is of
// the tool's version.
func (a *Annotator) Hash() string { return a.hash }

func (a *Annotator) loadLists() error {
	cues, err := entries("cues", lexicon.Cues)
	if err != nil {
		return err
	}
	a.cues = make(map[cueKey]lexicon.Cue, len(cues))
	a.listed = map[string]bool{}
	for _, c := range cues {
		a.listed[c.Lemma] = true
		a.cues[cueKey{c.Lemma, c.POS}] = c
	}
	roles, err := entries("roles", lexicon.Roles)
	if err != nil {
		return err
	}
	a.roles = make(map[string]string, len(roles))
	for _, r := range roles {
		a.roles[r.Noun] = r.Class
	}
	persons, err := entries("persons", lexicon.PersonWords)
	if err != nil {
		return err
	}
	a.persons = make(map[lexicon.PersonWord]bool, len(persons))
	for _, p := range persons {
		a.persons[p] = true
	}
	dealings, err := entries("dealings", lexicon.Dealings)
	if err != nil {
		return err
	}
	a.dealings = make(map[string]string, len(dealings))
	for _, d := range dealings {
		a.dealings[d.Noun] = d.Class
	}
	events, err := entries("events", lexicon.Events)
	if err != nil {
		return err
	}
	predicates, err := entries("predicates", lexicon.Predicates)
	if err != nil {
		return err
	}
	a.attitudes, a.actions = map[string]bool{}, map[string]bool{}
	for _, e := range events {
		a.listed[e.Lemma] = true
		if e.POS == "verb" {
			a.actions[e.Lemma] = true
		}
	}
	for _, p := range predicates {
		a.listed[p.Lemma] = true
		if p.POS == "verb" {
			first, _, _ := strings.Cut(p.Lemma, " ")
			a.attitudes[first], a.actions[first] = true, true
		}
	}
	return nil
}

// is reports whether the list of persons has a word in a class.
func (a *Annotator) is(word, class string) bool {
	return a.persons[lexicon.PersonWord{Word: strings.ToLower(word), Class: class}]
}

// entries loads and decodes a built-in list.
func entries[E any](name string, decode func(*lexicon.List) ([]E, error)) ([]E, error) {
	l, err := lexicon.Builtin(name)
	if err != nil {
		return nil, err
	}
	return decode(l)
}

// Annotate gives the article with everything that was found in it. The
// article is not changed, and must not change while the document is used.
func (a *Annotator) Annotate(art *corpus.Article) *Document {
	doc := &Document{Article: art, Text: art.Text, actors: a.opts.Actors}
	segment(doc)
	return a.annotate(doc)
}

// AnnotateSentences is Annotate for a text whose sentences are given, in
// order: they are not split again, and stand in one paragraph.
func (a *Annotator) AnnotateSentences(art *corpus.Article, sentences []Span) *Document {
	doc := &Document{Article: art, Text: art.Text, actors: a.opts.Actors}
	for i, span := range sentences {
		s := Sentence{Span: span, No: i + 1, Paragraph: 1, Region: corpus.Body, First: len(doc.Tokens)}
		doc.Tokens = appendTokens(doc.Tokens, doc.Text, span, i)
		s.Last = len(doc.Tokens)
		doc.Sentences = append(doc.Sentences, s)
	}
	return a.annotate(doc)
}

func (a *Annotator) annotate(doc *Document) *Document {
	findQuotes(doc)
	doc.children = make([][]int32, len(doc.Tokens))
	if len(a.opts.Actors) > 0 && a.namesActor(doc) {
		a.concerned(doc)
		a.findAttributed(doc)
	}
	if a.opts.Scope == ScopeAll {
		a.others(doc)
	}
	return doc
}

// findAttributed finds who says what among the sentences that were parsed, and
// who "I" and "we" are.
func (a *Annotator) findAttributed(doc *Document) {
	a.findAttributions(doc)
	a.bindFirstPerson(doc)
	sortMentions(doc)
}

// proxyCounts reports whether a term is a proxy of an actor for whom proxies
// count.
func (a *Annotator) proxyCounts(t term) bool {
	return t.kind == proxyTerm && slices.Contains(a.opts.Proxies, a.opts.Actors[t.actor].ID)
}

// counts reports whether a mention makes a sentence concern an actor.
func (a *Annotator) counts(m *Mention) bool {
	return m.Actor != "" && (m.Relation != Proxy || slices.Contains(a.opts.Proxies, m.Actor))
}

// namesActor reports whether any sentence holds a name of an actor or of one
// of its members, or an office that an actor holds on the article's day.
func (a *Annotator) namesActor(doc *Document) bool {
	day := doc.Article.Date.Time
	for i := range doc.Tokens {
		found, _ := a.names.longest(doc.Tokens, i, func(t term) bool {
			switch t.kind {
			case aliasTerm:
				return true
			case memberTerm:
				return during(day, t.from, t.to)
			case officeTerm:
				return !day.IsZero() && during(day, t.from, t.to)
			}
			return a.proxyCounts(t) && during(day, t.from, t.to)
		})
		if len(found) > 0 {
			return true
		}
	}
	return false
}

// hangChildren lists the children of the tokens of a sentence, all in one
// stretch of memory.
func hangChildren(doc *Document, s *Sentence) {
	count := make([]int32, s.Last-s.First)
	total := 0
	for i := s.First; i < s.Last; i++ {
		if h := doc.Tokens[i].Head; h >= 0 {
			count[h-s.First]++
			total++
		}
	}
	room := make([]int32, total)
	for i, n := range count {
		doc.children[s.First+i], room = room[:0:n], room[n:]
	}
	for i := s.First; i < s.Last; i++ {
		if h := doc.Tokens[i].Head; h >= 0 {
			doc.children[h] = append(doc.children[h], int32(i))
		}
	}
}
