package parse

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// A lemma rule cuts bytes off the end of a word and puts others there. Rules
// are learnt for a whole word with its class where the treebank has it, and
// for the longest ending known otherwise. What an ending gives is checked
// against the irregular forms and the words of the lexicon. Proper nouns keep
// their capitals.

type lemmaRule struct {
	cut uint8
	add string
}

const (
	maxEnding = 6
	wholeWord = 255
)

// lemmatiser maps (ending, class) and (word, class) to rules: immutable.
type lemmatiser struct {
	rules []lemmaRule
	byKey map[uint32]uint16
}

func newLemmatiser() lemmatiser {
	return lemmatiser{byKey: map[uint32]uint16{}}
}

func lemmaKey(ending string, length int, class uint8) uint32 {
	return mix(uint64(length)+1, hashString(ending), uint64(class), 0)
}

// lemmaBase is the string a rule of this class works on.
func lemmaBase(norm string, t syntax.Tag) string {
	if t == syntax.PROPN || t == syntax.X {
		return norm
	}
	return strings.ToLower(norm)
}

// lookup returns the rule for a word, and whether it is for that very word.
func (lm *lemmatiser) lookup(base string, class uint8) (rule lemmaRule, whole bool) {
	low := strings.ToLower(base)
	if r, ok := lm.byKey[lemmaKey(low, wholeWord, class)]; ok {
		return lm.rules[r], true
	}
	return lm.ending(low, class), false
}

func (lm *lemmatiser) ending(low string, class uint8) lemmaRule {
	for k := min(maxEnding, len(low)-1); k >= 0; k-- {
		if r, ok := lm.byKey[lemmaKey(low[len(low)-k:], k, class)]; ok {
			return lm.rules[r]
		}
	}
	return lemmaRule{}
}

func (r lemmaRule) apply(base string) string {
	if int(r.cut) > len(base) {
		return base
	}
	if r.add == "" {
		if int(r.cut) == len(base) {
			return base
		}
		return base[:len(base)-int(r.cut)]
	}
	return base[:len(base)-int(r.cut)] + r.add
}

// lemma returns the dictionary form of a word.
func (g *grammar) lemma(word string, class uint8) string {
	c := g.classes[class]
	base := lemmaBase(normalise(word), c.tag)
	if c.tag == syntax.NUM {
		return strings.ReplaceAll(base, ",", "")
	}
	if !inflects(c) {
		return base
	}
	r, whole := g.lemmas.lookup(base, class)
	lemma := r.apply(base)
	if !whole && c.tag == syntax.VERB && g.lex.find(base) < 0 { // "overran", whatever form the tagger takes it for
		if b := syntax.IrregularVerbs.Value(base); b != "" {
			return b
		}
	}
	if whole || c.tag == syntax.PROPN || c.fine == syntax.FineVB || c.fine == syntax.FineNN || c.fine == syntax.FineJJ {
		return lemma
	}
	if b, ok := irregular(base, c.fine); ok {
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

// inflects says whether words of the class have lemmas other than themselves
// that are worth a rule: numbers, signs, addresses and odd pieces have not.
func inflects(c tagClass) bool {
	switch c.tag {
	case syntax.NUM, syntax.PUNCT, syntax.SYM, syntax.X:
		return false
	}
	return c.fine != syntax.FineADD && c.fine != syntax.FineGW
}

// regular returns the lemma that a rule gave, if that is a word of the
// lexicon, or else the first word of the lexicon that the word is a regular
// form of: "provoked" is of "provoke", "bombed" of "bomb".
func (lx *lexicon) regular(word, lemma string) string {
	if lx.find(lemma) >= 0 {
		return lemma
	}
	for base := range syntax.RegularBases(word, inflections) {
		if lx.find(base) >= 0 {
			return base
		}
	}
	if base := spelledBase(word); base != "" {
		return base
	}
	return lemma
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

// lemmaExample is one pair of word and lemma with its class.
type lemmaExample struct {
	low, base, lemma string
	class            uint8
}

func ruleFor(base, lemma string) (lemmaRule, bool) {
	k := 0
	for k < len(base) && k < len(lemma) && base[k] == lemma[k] {
		k++
	}
	if len(base)-k > 200 {
		return lemmaRule{}, false
	}
	return lemmaRule{uint8(len(base) - k), lemma[k:]}, true
}

// lemmaWord is a word, lower case, with its class.
type lemmaWord struct {
	low   string
	class uint8
}

// learnLemmas finds the rules that give the examples their lemmas.
func learnLemmas(examples []lemmaExample) lemmatiser {
	lm := newLemmatiser()
	ids := map[lemmaRule]uint16{}
	votes := map[lemmaWord]map[uint16]int{}
	var order []lemmaWord
	for _, e := range examples {
		r, ok := ruleFor(e.base, e.lemma)
		if !ok || len(ids) > 60000 {
			continue
		}
		id, ok := ids[r]
		if !ok {
			id = uint16(len(lm.rules))
			ids[r] = id
			lm.rules = append(lm.rules, r)
		}
		p := lemmaWord{e.low, e.class}
		if votes[p] == nil {
			votes[p] = map[uint16]int{}
			order = append(order, p)
		}
		votes[p][id]++
	}
	best := make([]uint16, len(order))
	for i, p := range order {
		best[i] = majority(votes[p])
	}
	for k := 0; k <= maxEnding; k++ {
		lm.learnEndings(order, best, k)
	}
	for i, p := range order {
		if lm.ending(p.low, p.class) != lm.rules[best[i]] {
			lm.byKey[lemmaKey(p.low, wholeWord, p.class)] = best[i]
		}
	}
	return lm.compact()
}

// learnEndings finds rules for endings of k bytes, by a vote of the words that
// have them. An ending is kept where it changes what the shorter one says; a
// rule that reaches beyond the ending is not taken.
func (lm *lemmatiser) learnEndings(words []lemmaWord, rule []uint16, k int) {
	count := map[lemmaWord]map[uint16]int{}
	var ends []lemmaWord
	for i, p := range words {
		if len(p.low) <= k {
			continue
		}
		e := lemmaWord{p.low[len(p.low)-k:], p.class}
		if count[e] == nil {
			count[e] = map[uint16]int{}
			ends = append(ends, e)
		}
		count[e][rule[i]]++
	}
	set := map[uint32]uint16{}
	for _, e := range ends {
		r := majority(count[e])
		if int(lm.rules[r].cut) > k || count[e][r] < 2 && (lm.rules[r].add != "" && k > 0 || k > 3) {
			continue
		}
		if k == 0 || lm.ending("*"+e.low, e.class) != lm.rules[r] {
			set[lemmaKey(e.low, k, e.class)] = r
		}
	}
	maps.Copy(lm.byKey, set)
}

// majority returns the key with most votes, the lowest among equals.
func majority(votes map[uint16]int) uint16 {
	best, n := uint16(0), -1
	for r, v := range votes {
		if v > n || v == n && r < best {
			best, n = r, v
		}
	}
	return best
}

// compact drops rules that nothing uses and numbers the others anew.
func (lm lemmatiser) compact() lemmatiser {
	out := newLemmatiser()
	renumber := map[uint16]uint16{}
	for _, k := range lm.sortedKeys() {
		r := lm.byKey[k]
		id, ok := renumber[r]
		if !ok {
			id = uint16(len(out.rules))
			renumber[r] = id
			out.rules = append(out.rules, lm.rules[r])
		}
		out.byKey[k] = id
	}
	return out
}

func (lm lemmatiser) sortedKeys() []uint32 {
	keys := make([]uint32, 0, len(lm.byKey))
	for k := range lm.byKey {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[uint32])
	return keys
}
