package validate

import (
	"math"
	"slices"
	"strings"
	"unicode"

	uax "github.com/clipperhouse/uax29/v2/words"
)

// wordFeatures turns sentences into vectors of their words and pairs of words,
// as a plain model of words has them: logarithms of counts times the logarithm
// of how rare a term is, of length 1 (tf-idf).
type wordFeatures struct {
	at     map[string]int
	rarity []float64
}

// newWordFeatures takes the terms that stand in two sentences or more.
func newWordFeatures(units []AdaptUnit) *wordFeatures {
	in := map[string]int{}
	for i := range units {
		for t := range terms(units[i].Sentence) {
			in[t]++
		}
	}
	var names []string
	for t, n := range in {
		if n > 1 {
			names = append(names, t)
		}
	}
	slices.Sort(names)
	f := &wordFeatures{at: map[string]int{}}
	for i, t := range names {
		f.at[t] = i
		f.rarity = append(f.rarity, 1+math.Log(float64(1+len(units))/float64(1+in[t])))
	}
	return f
}

func (f *wordFeatures) size() int { return max(1, len(f.rarity)) }

func (f *wordFeatures) of(sentence string) []float32 {
	out := make([]float32, f.size())
	sum := 0.0
	for t, n := range terms(sentence) {
		if i, ok := f.at[t]; ok {
			v := (1 + math.Log(float64(n))) * f.rarity[i]
			out[i] = float32(v)
			sum += v * v
		}
	}
	if sum > 0 {
		for i := range out {
			out[i] /= float32(math.Sqrt(sum))
		}
	}
	return out
}

// terms counts the words and pairs of words of a sentence, in small letters.
func terms(sentence string) map[string]int {
	out := map[string]int{}
	last := ""
	for it := uax.FromString(strings.ToLower(sentence)); it.Next(); {
		w := it.Value()
		if !strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			continue
		}
		out[w]++
		if last != "" {
			out[last+" "+w]++
		}
		last = w
	}
	return out
}
