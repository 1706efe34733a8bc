package syntax

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
	UPOS, XPOS        float64 // universal and fine tags right
	Lemma             float64 // lemmas right, letter case counted
	UAS               float64 // heads right
	LAS               float64 // heads and relations right, with subtypes
}

// String prints the scores as per cent.
func (s Scores) String() string {
	return fmt.Sprintf("%d sentences, %d tokens: UPOS %.2f XPOS %.2f lemma %.2f UAS %.2f LAS %.2f",
		s.Sentences, s.Tokens, 100*s.UPOS, 100*s.XPOS, 100*s.Lemma, 100*s.UAS, 100*s.LAS)
}

// Evaluate parses the sentences of a treebank in CoNLL-U and compares.
func Evaluate(m *Model, r io.Reader) (Scores, error) {
	sents, err := readCoNLLU(r)
	if err != nil {
		return Scores{}, fmt.Errorf("syntax: treebank: %w", err)
	}
	sc := Scores{Sentences: len(sents)}
	var upos, xpos, lemma, uas, las int
	var toks []Token
	for i := range sents {
		s := &sents[i]
		toks = m.Parse(s.words, toks)
		for k, t := range toks {
			sc.Tokens++
			count(&upos, t.Tag == s.tags[k])
			count(&xpos, t.Fine == s.fines[k])
			count(&lemma, t.Lemma == s.lemmas[k] || s.lemmas[k] == "_" && !strings.Contains(t.Text, "_"))
			count(&uas, t.Head == s.heads[k])
			count(&las, t.Head == s.heads[k] && t.Rel == s.rels[k])
		}
	}
	if n := float64(sc.Tokens); n > 0 {
		sc.UPOS, sc.XPOS, sc.Lemma = float64(upos)/n, float64(xpos)/n, float64(lemma)/n
		sc.UAS, sc.LAS = float64(uas)/n, float64(las)/n
	}
	return sc, nil
}

func count(n *int, ok bool) {
	if ok {
		*n++
	}
}
