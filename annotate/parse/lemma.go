package parse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// A lemma rule cuts bytes off the end of a word and puts others there. Rules
// are learnt for a whole word with its class where the treebank has it, and
// for the longest ending known otherwise. What an ending gives is checked
// against the irregular forms and the words of the lexicon. Proper nouns keep
// their capitals.

// LemmaRule cuts Cut bytes off the end of a word and puts Add there.
type LemmaRule struct {
	Cut uint8
	Add string
}

// Lengths of endings: the longest that has a rule, and that of a whole word.
const (
	MaxEnding = 6
	WholeWord = 255
)

// Lemmas maps (ending, class) and (word, class), as LemmaKey has them, to rules.
type Lemmas struct {
	Rules []LemmaRule
	ByKey map[uint32]uint16
}

// LemmaKey is the key of an ending of a word in lower case, of length bytes, or of
// a whole word, whose length is WholeWord.
func LemmaKey(ending string, length int, class uint8) uint32 {
	return mix(uint64(length)+1, hashString(ending), uint64(class), 0)
}

// LemmaBase is the string that a rule works on for a word with this tag.
func LemmaBase(word string, t syntax.Tag) string {
	norm := normalise(word)
	if t == syntax.PROPN || t == syntax.X {
		return norm
	}
	return strings.ToLower(norm)
}

// lookup returns the rule for a word, and whether it is for that very word.
func (lm *Lemmas) lookup(base string, class uint8) (rule LemmaRule, whole bool) {
	low := strings.ToLower(base)
	if r, ok := lm.ByKey[LemmaKey(low, WholeWord, class)]; ok {
		return lm.Rules[r], true
	}
	return lm.Ending(low, class), false
}

// Ending returns the rule for the longest ending of a word, in lower case, that has one.
func (lm *Lemmas) Ending(low string, class uint8) LemmaRule {
	for k := min(MaxEnding, len(low)-1); k >= 0; k-- {
		if r, ok := lm.ByKey[LemmaKey(low[len(low)-k:], k, class)]; ok {
			return lm.Rules[r]
		}
	}
	return LemmaRule{}
}

func (r LemmaRule) apply(base string) string {
	if int(r.Cut) > len(base) {
		return base
	}
	if r.Add == "" {
		if int(r.Cut) == len(base) {
			return base
		}
		return base[:len(base)-int(r.Cut)]
	}
	return base[:len(base)-int(r.Cut)] + r.Add
}

// lemma returns the dictionary form of a word.
func (g *grammar) lemma(word string, class uint8) string {
	c := g.classes[class]
	base := LemmaBase(word, c.Tag)
	if c.Tag == syntax.NUM {
		return strings.ReplaceAll(base, ",", "")
	}
	if !c.Inflects() {
		return base
	}
	r, whole := g.lemmas.lookup(base, class)
	lemma := r.apply(base)
	if !whole && c.Tag == syntax.VERB && g.lex.find(base) < 0 { // "overran", whatever form the tagger takes it for
		if b := syntax.IrregularVerbs.Value(base); b != "" {
			return b
		}
	}
	if whole || c.Tag == syntax.PROPN || c.Fine == syntax.FineVB || c.Fine == syntax.FineNN || c.Fine == syntax.FineJJ {
		return lemma
	}
	if b, ok := irregular(base, c.Fine); ok {
		return b
	}
	return g.lex.regular(base, lemma)
}

// irregular returns the base of an irregular past, participle or plural.
func irregular(word string, f syntax.Fine) (string, bool) {
	switch f {
	case syntax.FineVBD, syntax.FineVBN, syntax.FineVBG:
		b := syntax.IrregularVerbs.Value(word)
		return b, b != ""
	case syntax.FineNNS:
		// also at the end of a compound: "policewomen"
		for i := range min(len(word), 12) {
			if b := irregularNouns.Value(word[i:]); b != "" && (i == 0 || strings.HasSuffix(b, "man")) {
				return word[:i] + b, true
			}
		}
	}
	return "", false
}

// Inflects says whether words of the class have lemmas other than themselves
// that are worth a rule: numbers, signs, addresses and odd pieces have not.
func (c Class) Inflects() bool {
	switch c.Tag {
	case syntax.NUM, syntax.PUNCT, syntax.SYM, syntax.X:
		return false
	}
	return c.Fine != syntax.FineADD && c.Fine != syntax.FineGW
}

// regular returns the lemma that a rule gave, if that is a word of the
// lexicon, or else the first word of the lexicon that the word is a regular
// form of: "provoked" is of "provoke", "bombed" of "bomb".
// Where spelling says another word of the lexicon than the rule, it is right:
// "shamed" is of "shame", not of "sham".
func (lx *lexicon) regular(word, lemma string) string {
	spelled := spelledBase(word)
	if spelled != "" && lx.find(spelled) >= 0 {
		return spelled
	}
	if lx.find(lemma) >= 0 && (spelled == "" || len(lemma)+3 > len(word)) {
		return lemma
	}
	for base := range syntax.RegularBases(word, inflections) {
		if lx.find(base) >= 0 {
			return base
		}
	}
	return cmp.Or(spelled, lemma)
}

// spelledBase returns the base of a word that nobody knows, by the rules of
// spelling: "floated" is of "float", "compiled" of "compile", "puzzled" of
// "puzzle", "jabbed" of "jab", and a noun in -us or -is is no plural. It
// returns "" where they do not decide.
func spelledBase(word string) string {
	if strings.HasSuffix(word, "us") || strings.HasSuffix(word, "is") {
		return word
	}
	stem, ok := strings.CutSuffix(word, "ing")
	if !ok {
		stem, ok = strings.CutSuffix(word, "ed")
	}
	n := len(stem)
	if !ok || n < 3 {
		return ""
	}
	vowel := func(i int) bool { return strings.IndexByte("aeiou", stem[i]) >= 0 }
	last, double := stem[n-1], stem[n-1] == stem[n-2]
	switch {
	case last == 'i':
		return stem[:n-1] + "y"
	case double && strings.IndexByte("lsz", last) < 0:
		return stem[:n-1]
	case double:
		return stem
	case strings.IndexByte("cgsuvz", last) >= 0, last == 'l' && !vowel(n-2):
		return stem + "e"
	case vowel(n-2) && !vowel(n-3) && !vowel(n-1) && strings.IndexByte("wxy", last) < 0 && (n < 5 || !unstressed.Has(stem[n-2:])):
		return stem + "e"
	}
	return stem
}

// Knows reports whether a word, in lower case, stood in what the model was
// trained on.
func (m *Model) Knows(word string) bool { return m.lex.find(fold(word)) >= 0 }

func (lm Lemmas) sortedKeys() []uint32 {
	keys := make([]uint32, 0, len(lm.ByKey))
	for k := range lm.ByKey {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[uint32])
	return keys
}
