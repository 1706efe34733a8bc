package parse

import (
	"fmt"
	"io"
	"strings"
)

// Scores says how well a model does on a treebank with the treebank's own
// words. All shares are of all words, punctuation included, as the CoNLL 2018
// shared task counts them.
type Scores struct {
	Sentences, Tokens int
	UPOS, XPOS        float64  // universal and fine tags right
	Lemma             float64  // lemmas right, letter case counted
	UAS               float64  // heads right
	LAS               float64  // heads and relations right, with subtypes
	Documents         []Counts // of which the shares are sums
}

// Counts are the words of one document of a treebank, and how many of them
// are right by each measure.
type Counts struct {
	ID                                             string // "" where the treebank names no documents
	Sentences, Tokens, UPOS, XPOS, Lemma, UAS, LAS int
}

// Evaluate parses the sentences of a treebank in CoNLL-U and compares.
func Evaluate(m *Model, r io.Reader) (Scores, error) {
	sents, err := ReadCoNLLU(r)
	if err != nil {
		return Scores{}, fmt.Errorf("syntax: treebank: %w", err)
	}
	var sc Scores
	var toks []Token
	for i := range sents {
		s := &sents[i]
		if n := len(sc.Documents); n == 0 || sc.Documents[n-1].ID != s.Doc {
			sc.Documents = append(sc.Documents, Counts{ID: s.Doc})
		}
		toks = m.Parse(s.Words, toks)
		sc.Documents[len(sc.Documents)-1].compare(s, toks)
	}
	sc.sum()
	return sc, nil
}

// compare counts what is right in a sentence.
func (c *Counts) compare(s *Sentence, toks []Token) {
	c.Sentences++
	for k, t := range toks {
		c.Tokens++
		count(&c.UPOS, t.Tag == s.Tags[k])
		count(&c.XPOS, t.Fine == s.Fines[k])
		count(&c.Lemma, t.Lemma == s.Lemmas[k] || s.Lemmas[k] == "_" && !strings.Contains(t.Text, "_"))
		count(&c.UAS, t.Head == s.Heads[k])
		count(&c.LAS, t.Head == s.Heads[k] && t.Rel == s.Rels[k])
	}
}

func (s *Scores) sum() {
	var all Counts
	for _, c := range s.Documents {
		s.Sentences += c.Sentences
		s.Tokens += c.Tokens
		all.UPOS += c.UPOS
		all.XPOS += c.XPOS
		all.Lemma += c.Lemma
		all.UAS += c.UAS
		all.LAS += c.LAS
	}
	if n := float64(s.Tokens); n > 0 {
		s.UPOS, s.XPOS, s.Lemma = float64(all.UPOS)/n, float64(all.XPOS)/n, float64(all.Lemma)/n
		s.UAS, s.LAS = float64(all.UAS)/n, float64(all.LAS)/n
	}
}

func count(n *int, ok bool) {
	if ok {
		*n++
	}
}
