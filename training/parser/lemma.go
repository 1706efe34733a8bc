package parser

import (
	"maps"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

// lemmaExample is one pair of word and lemma with its class.
type lemmaExample struct {
	low, base, lemma string
	class            uint8
}

func ruleFor(base, lemma string) (parse.LemmaRule, bool) {
	k := 0
	for k < len(base) && k < len(lemma) && base[k] == lemma[k] {
		k++
	}
	if len(base)-k > 200 {
		return parse.LemmaRule{}, false
	}
	return parse.LemmaRule{Cut: uint8(len(base) - k), Add: lemma[k:]}, true
}

// lemmaWord is a word, lower case, with its class.
type lemmaWord struct {
	low   string
	class uint8
}

// learnLemmas finds the rules that give the examples their lemmas.
func learnLemmas(examples []lemmaExample) parse.Lemmas {
	lm := parse.Lemmas{ByKey: map[uint32]uint16{}}
	ids := map[parse.LemmaRule]uint16{}
	votes := map[lemmaWord]map[uint16]int{}
	var order []lemmaWord
	for _, e := range examples {
		r, ok := ruleFor(e.base, e.lemma)
		if !ok || len(ids) > 60000 {
			continue
		}
		id, ok := ids[r]
		if !ok {
			id = uint16(len(lm.Rules))
			ids[r] = id
			lm.Rules = append(lm.Rules, r)
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
	for k := 0; k <= parse.MaxEnding; k++ {
		learnEndings(&lm, order, best, k)
	}
	for i, p := range order {
		if lm.Ending(p.low, p.class) != lm.Rules[best[i]] {
			lm.ByKey[parse.LemmaKey(p.low, parse.WholeWord, p.class)] = best[i]
		}
	}
	return compact(lm)
}

// learnEndings finds rules for endings of k bytes, by a vote of the words that
// have them. An ending is kept where it changes what the shorter one says; a
// rule that reaches beyond the ending is not taken.
func learnEndings(lm *parse.Lemmas, words []lemmaWord, rule []uint16, k int) {
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
		if int(lm.Rules[r].Cut) > k || count[e][r] < 2 && (lm.Rules[r].Add != "" && k > 0 || k > 3) {
			continue
		}
		if k == 0 || lm.Ending("*"+e.low, e.class) != lm.Rules[r] {
			set[parse.LemmaKey(e.low, k, e.class)] = r
		}
	}
	maps.Copy(lm.ByKey, set)
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
func compact(lm parse.Lemmas) parse.Lemmas {
	out := parse.Lemmas{ByKey: map[uint32]uint16{}}
	renumber := map[uint16]uint16{}
	for _, k := range slices.Sorted(maps.Keys(lm.ByKey)) {
		r := lm.ByKey[k]
		id, ok := renumber[r]
		if !ok {
			id = uint16(len(out.Rules))
			renumber[r] = id
			out.Rules = append(out.Rules, lm.Rules[r])
		}
		out.ByKey[k] = id
	}
	return out
}
