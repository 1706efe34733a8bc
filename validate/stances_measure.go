package validate

import (
	"math"
	"slices"
)

// What countStances counts of one article.
const (
	goldTriples = iota
	foundTriples
	goldPairs
	foundPairs
	samePairs
	sameTriples
	signPairs  // by gold and predicted sign: negative and negative, negative and positive, and so on
	stanceSums = signPairs + 4
)

// MeasureStances measures the triples of each article: F1 of triples
// (sentence, holder, target, polarity), F1 of pairs (without the polarity),
// and macro-F1 of the polarity on the pairs that both have. A pair with both
// polarities in the gold table is matched by either. Intervals resample
// articles.
func MeasureStances(scorer string, articles []StanceArticle, found [][]Triple, o Options) ([]Metric, error) {
	m := newMeter(Measured{Scorer: scorer, Task: "stances"}, o)
	rows, all := make([]tally, len(articles)), make([]float64, stanceSums)
	for i := range articles {
		rows[i] = tally{articles[i].ID, countStances(articles[i].Gold, found[i])}
		for k, n := range rows[i].add {
			all[k] += n
		}
	}
	for _, f := range []struct {
		name, class string
		n           float64
		of          func(s []float64) float64
	}{
		{"triple_f1", "", all[goldTriples], func(s []float64) float64 { return ratioOf(2*s[sameTriples], s[goldTriples]+s[foundTriples]) }},
		{"pair_f1", "", all[goldPairs], func(s []float64) float64 { return ratioOf(2*s[samePairs], s[goldPairs]+s[foundPairs]) }},
		{"pair_precision", "", all[foundPairs], func(s []float64) float64 { return ratioOf(s[samePairs], s[foundPairs]) }},
		{"pair_recall", "", all[goldPairs], func(s []float64) float64 { return ratioOf(s[samePairs], s[goldPairs]) }},
		{"polarity_macro_f1", "", all[samePairs], polarityF1},
		{"polarity_f1", "negative", all[signPairs] + all[signPairs+1], func(s []float64) float64 { return signF1(s, 0) }},
		{"polarity_f1", "positive", all[signPairs+2] + all[signPairs+3], func(s []float64) float64 { return signF1(s, 1) }},
	} {
		m.figure(f.name, f.class, rows, f.of)
		m.out[len(m.out)-1].N = int(f.n)
		if m.err != nil {
			return nil, m.err
		}
	}
	return m.out, nil
}

// signF1 is the F1 of a sign, 0 for negative and 1 for positive.
func signF1(s []float64, k int) float64 {
	at := func(gold, predicted int) float64 { return s[signPairs+2*gold+predicted] }
	return ratioOf(2*at(k, k), at(k, 0)+at(k, 1)+at(0, k)+at(1, k))
}

func polarityF1(s []float64) float64 {
	a, b := signF1(s, 0), signF1(s, 1)
	switch {
	case math.IsNaN(a):
		return b
	case math.IsNaN(b):
		return a
	}
	return (a + b) / 2
}

func countStances(gold, found []Triple) []float64 {
	type pair struct {
		sentence       int
		holder, target string
	}
	want := map[pair][]string{}
	for _, t := range gold {
		k := pair{t.Sentence, t.Holder, t.Target}
		want[k] = append(want[k], t.Polarity)
	}
	c := make([]float64, stanceSums)
	c[goldTriples], c[goldPairs], c[foundTriples] = float64(len(gold)), float64(len(want)), float64(len(found))
	seen := map[pair]bool{}
	for _, t := range found {
		k := pair{t.Sentence, t.Holder, t.Target}
		if seen[k] {
			continue
		}
		seen[k] = true
		c[foundPairs]++
		signsWanted := want[k]
		if len(signsWanted) == 0 {
			continue
		}
		c[samePairs]++
		of := signsWanted[0]
		if slices.Contains(signsWanted, t.Polarity) {
			c[sameTriples]++
			of = t.Polarity
		}
		c[signPairs+2*count(of == signs[2])+count(t.Polarity == signs[2])]++
	}
	return c
}
