package lexicon

import (
	"path"
	"slices"
	"strings"
)

// Matcher finds the terms of a dictionary in a row of words. It is built once
// and may be used by any number of goroutines.
//
// What matches, and what of it counts:
//
//   - Case makes no difference, and ’ is '.
//   - A word of a pattern is compared with the word as it stands, and where the
//     term says so with its lemma too; "*" stands for any letters (none among
//     them) and "?" for one.
//   - A pattern of several words matches words in a row, or with up to Gap
//     words between two of them.
//   - At each word the longest match wins: of "not good" and "good" only the
//     first. Where several patterns match as many words ("abandon*" and
//     "abandoned") all of them count, and so do all categories of a pattern.
//   - Matches do not overlap: the search goes on behind the last word of a match.
//
// It is a trie of words. A word's edges are looked up by a map, those that end
// in "*" by the beginnings of the word, so that the time of a lookup does not
// grow with the dictionary. An automaton over bytes (Aho and Corasick 1975)
// would find pieces of words too, and could not compare lemmas.
type Matcher struct {
	d    *Dictionary
	root *trieNode
}

type trieNode struct {
	words, lemmas map[string]*trieNode
	stems         map[string]*trieNode // "abandon*" under "abandon"
	globs         map[byte][]globEdge  // any other wildcard, by its first letter; 0 where that is wild
	terms         []int                // that end here
	gap           int                  // how many words may be skipped after this one
	longestStem   int
}

type globEdge struct {
	glob string
	next *trieNode
}

// Token is a word of a text as a matcher needs it.
type Token struct {
	Text, Lemma string
	POS         string // noun, verb, adj, adv; "" for others and where it is not known
}

// Match is a stretch of words that terms match.
type Match struct {
	First, Last int   // words, the last excluded
	Terms       []int // indices into Dictionary.Terms, in order
}

// NewMatcher builds the matcher of a dictionary.
func NewMatcher(d *Dictionary) *Matcher {
	m := &Matcher{d: d, root: &trieNode{}}
	for i := range d.Terms {
		t := &d.Terms[i]
		n := m.root
		for _, w := range strings.Fields(t.Pattern) {
			n = n.edge(w, t.Lemma)
			n.gap = max(n.gap, t.Gap)
		}
		n.terms = append(n.terms, i)
	}
	return m
}

// Dictionary gives the dictionary that the matcher was built from.
func (m *Matcher) Dictionary() *Dictionary { return m.d }

// edge gives the node that a word of a pattern leads to, made if need be.
func (n *trieNode) edge(w string, lemma bool) *trieNode {
	if stem, ok := strings.CutSuffix(w, "*"); ok && !strings.ContainsAny(stem, "*?") {
		n.longestStem = max(n.longestStem, len(stem))
		return child(&n.stems, stem)
	}
	if strings.ContainsAny(w, "*?") {
		first := w[0]
		if first == '*' || first == '?' {
			first = 0
		}
		w = globEscapes.Replace(w)
		for _, e := range n.globs[first] {
			if e.glob == w {
				return e.next
			}
		}
		next := &trieNode{}
		if n.globs == nil {
			n.globs = map[byte][]globEdge{}
		}
		n.globs[first] = append(n.globs[first], globEdge{w, next})
		return next
	}
	if lemma {
		return child(&n.lemmas, w)
	}
	return child(&n.words, w)
}

// globEscapes keeps path.Match from seeing more in a pattern than "*" and "?".
var globEscapes = strings.NewReplacer(`\`, `\\`, "[", `\[`)

func child(m *map[string]*trieNode, w string) *trieNode {
	if *m == nil {
		*m = map[string]*trieNode{}
	}
	if (*m)[w] == nil {
		(*m)[w] = &trieNode{}
	}
	return (*m)[w]
}

// Find gives the matches in a row of words, in order.
func (m *Matcher) Find(words []Token) []Match {
	folded := make([]Token, len(words))
	for i, w := range words {
		folded[i] = Token{foldWord(w.Text), foldWord(w.Lemma), w.POS}
	}
	var out []Match
	s := search{m: m, words: folded}
	for i := 0; i < len(folded); {
		s.first, s.last, s.matched, s.terms = i, 0, 0, nil
		s.walk(m.root, i)
		if len(s.terms) == 0 {
			i++
			continue
		}
		slices.Sort(s.terms)
		out = append(out, Match{i, s.last, slices.Compact(s.terms)})
		i = s.last
	}
	return out
}

// foldWord is fold for one word. Most words of a text are folded as they are.
func foldWord(w string) string {
	for i := range len(w) {
		if c := w[i]; c >= 'A' && c <= 'Z' || c >= 0x80 {
			return strings.ToLower(strings.ReplaceAll(w, "’", "'"))
		}
	}
	return w
}

// search looks for the longest match from one word on.
type search struct {
	m           *Matcher
	words       []Token
	first, last int
	matched     int // words of the longest pattern so far
	depth       int
	terms       []int
}

// walk follows the trie from a node with the words from i on.
func (s *search) walk(n *trieNode, i int) {
	s.end(n, i)
	if i >= len(s.words) {
		return
	}
	skip := 0
	if n != s.m.root {
		skip = n.gap
	}
	for k := i; k < len(s.words) && k <= i+skip; k++ {
		s.step(n, k)
	}
}

// step follows the edges that word k fits.
func (s *search) step(n *trieNode, k int) {
	w := &s.words[k]
	s.depth++
	if next := n.words[w.Text]; next != nil {
		s.walk(next, k+1)
	}
	if len(n.lemmas) > 0 {
		byLemma := n.lemmas[w.Lemma]
		if byLemma != nil {
			s.walk(byLemma, k+1)
		}
		if next := n.lemmas[w.Text]; next != nil && next != byLemma {
			s.walk(next, k+1)
		}
	}
	if n.stems != nil {
		for end := 0; end <= min(len(w.Text), n.longestStem); end++ {
			if next := n.stems[w.Text[:end]]; next != nil {
				s.walk(next, k+1)
			}
		}
	}
	if n.globs != nil {
		s.wild(n.globs[0], k)
		if w.Text != "" {
			s.wild(n.globs[w.Text[0]], k)
		}
	}
	s.depth--
}

// wild follows the edges with wildcards that word k fits.
func (s *search) wild(edges []globEdge, k int) {
	for _, e := range edges {
		if ok, err := path.Match(e.glob, s.words[k].Text); ok && err == nil {
			s.walk(e.next, k+1)
		}
	}
}

// end takes in the terms of a node that is reached behind word i-1.
func (s *search) end(n *trieNode, i int) {
	if len(n.terms) == 0 || s.depth < s.matched {
		return
	}
	fit := make([]int, 0, len(n.terms))
	for _, t := range n.terms {
		pos := s.m.d.Terms[t].POS
		if pos == "" || s.words[i-1].POS == "" || pos == s.words[i-1].POS {
			fit = append(fit, t)
		}
	}
	switch {
	case len(fit) == 0:
	case s.depth > s.matched || i < s.last && s.depth == s.matched:
		s.matched, s.last, s.terms = s.depth, i, fit
	case i == s.last:
		s.terms = append(s.terms, fit...)
	}
}
