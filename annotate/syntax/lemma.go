package syntax

import (
	"cmp"
	"slices"
	"strings"
)

// A lemma rule cuts bytes off the end of a word and puts others there. Rules
// are learnt for a whole word with its class where the treebank has it, and
// for the longest ending known otherwise. Proper nouns keep their capitals.

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

func lemmaKey(ending string, length int, class uint8) uint32 {
	return mix(uint64(length)+1, hashString(ending), uint64(class), 0)
}

// lemmaBase is the string a rule of this class works on.
func lemmaBase(norm string, t Tag) string {
	if t == PROPN || t == X {
		return norm
	}
	return strings.ToLower(norm)
}

func (lm *lemmatiser) lookup(base string, class uint8) lemmaRule {
	low := strings.ToLower(base)
	if r, ok := lm.byKey[lemmaKey(low, wholeWord, class)]; ok {
		return lm.rules[r]
	}
	return lm.ending(low, class)
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
	base := lemmaBase(normalise(word), g.classes[class].tag)
	return g.lemmas.lookup(base, class).apply(base)
}

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

// learnLemmas finds the rules that give the examples their lemmas.
func learnLemmas(examples []lemmaExample) lemmatiser {
	lm := lemmatiser{byKey: map[uint32]uint16{}}
	ids := map[lemmaRule]uint16{}
	type pair struct {
		low   string
		class uint8
	}
	votes := map[pair]map[uint16]int{}
	var order []pair
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
		p := pair{e.low, e.class}
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
	// endings: by types, the shortest first; an ending is kept where it
	// changes what the shorter one says
	for k := 0; k <= maxEnding; k++ {
		type ending struct {
			end   string
			class uint8
		}
		count := map[ending]map[uint16]int{}
		var ends []ending
		for i, p := range order {
			if len(p.low) <= k {
				continue
			}
			e := ending{p.low[len(p.low)-k:], p.class}
			if count[e] == nil {
				count[e] = map[uint16]int{}
				ends = append(ends, e)
			}
			count[e][best[i]]++
		}
		set := map[uint32]uint16{}
		for _, e := range ends {
			r := majority(count[e])
			if lm.rules[r].add != "" && count[e][r] < 2 && k > 0 {
				continue
			}
			if count[e][r] < 2 && k > 3 {
				continue
			}
			if k == 0 || lm.ending("*"+e.end, e.class) != lm.rules[r] {
				set[lemmaKey(e.end, k, e.class)] = r
			}
		}
		for key, r := range set {
			lm.byKey[key] = r
		}
	}
	for i, p := range order {
		if lm.ending(p.low, p.class) != lm.rules[best[i]] {
			lm.byKey[lemmaKey(p.low, wholeWord, p.class)] = best[i]
		}
	}
	return lm.compact()
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
	out := lemmatiser{byKey: make(map[uint32]uint16, len(lm.byKey))}
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
