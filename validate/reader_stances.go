package validate

import (
	"math"
	"slices"
	"sync"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// ByRows gives the triples of the judgments that a run writes: each two
// entities that share a sentence are set as the pair of a study, and so is each
// that shares none, alone. Labels are left out. Of several judgments of one
// holder and target in a sentence, which two pairs can bring, the surest stays.
// A holder outside the pair is an entity where the row gives its name, and is
// left out otherwise, as the gold table leaves those out who are not listed.
func ByRows(c *stance.Combined) StancePredictor {
	return func(doc *annotate.Document, a *StanceArticle) ([]Triple, error) {
		own := *c
		own.Reader = &rememberingReader{Reader: c.Reader, known: map[rememberedRequest]stance.Reading{}}
		best := map[Triple]stance.Judgment{}
		for _, view := range pairViews(doc) {
			names := map[stance.Side]string{stance.Actor1: view.Actor1, stance.Actor2: view.Actor2, stance.HolderNarrator: noHolder}
			judged, err := stance.Judge(doc, view, []stance.Scorer{&own})
			if err != nil {
				return nil, err
			}
			for _, j := range judged.Judgments {
				holder, target := names[j.Holder], names[j.Target]
				if j.Holder == stance.HolderOther && slices.Contains(a.Entities, j.HolderName) {
					holder = j.HolderName
				}
				if !j.Evaluated || j.Missing || j.Polarity == 0 || j.Kind == stance.Label || holder == "" || target == "" || holder == target {
					continue
				}
				key := Triple{DocID: a.ID, Sentence: j.SentenceNo - 1, Holder: holder, Target: target}
				if old, ok := best[key]; !ok || surer(&j, &old) {
					best[key] = j
				}
			}
		}
		out := make([]Triple, 0, len(best))
		for key, j := range best {
			key.Polarity, key.Probability, key.Explanation = signs[0], math.NaN(), j.Explanation
			if j.Polarity > 0 {
				key.Polarity = signs[2]
			}
			if j.Prob > 0 {
				key.Probability = j.Prob
			}
			out = append(out, key)
		}
		sortTriples(out)
		return out, nil
	}
}

// surer prefers the likelier and then the stronger of two judgments.
func surer(a, b *stance.Judgment) bool {
	if a.Prob != b.Prob {
		return a.Prob > b.Prob
	}
	return math.Abs(a.Polarity) > math.Abs(b.Polarity)
}

// pairViews gives a view of each two entities that share a sentence, and of each
// that shares none, in order of their names.
func pairViews(doc *annotate.Document) []stance.View {
	bySentence := make([][]string, len(doc.Sentences))
	var all []string
	for _, m := range doc.Mentions {
		if m.Actor != "" && !slices.Contains(bySentence[m.Sentence], m.Actor) {
			bySentence[m.Sentence] = append(bySentence[m.Sentence], m.Actor)
		}
		if m.Actor != "" && !slices.Contains(all, m.Actor) {
			all = append(all, m.Actor)
		}
	}
	slices.Sort(all)
	var out []stance.View
	for i, one := range all {
		alone := true
		for k, two := range all {
			together := func(names []string) bool { return slices.Contains(names, one) && slices.Contains(names, two) }
			if i == k || !slices.ContainsFunc(bySentence, together) {
				continue
			}
			alone = false
			if i < k {
				out = append(out, stance.View{Actor1: one, Actor2: two})
			}
		}
		if alone {
			out = append(out, stance.View{Actor1: one})
		}
	}
	return out
}

// rememberingReader asks about a sentence that mentions one actor of a pair
// once for all pairs.
type rememberingReader struct {
	stance.Reader
	mu    sync.Mutex
	known map[rememberedRequest]stance.Reading // of requests about the first side
}

// rememberedRequest is a sentence and the first of an actor's mentions in it,
// which say who is asked about.
type rememberedRequest struct{ sentence, mention int }

// Read answers what it knows and asks the reader about the rest.
func (r *rememberingReader) Read(doc *annotate.Document, requests []stance.ReadRequest) ([]stance.Reading, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]stance.Reading, len(requests))
	var ask []stance.ReadRequest
	var at []int
	for i, q := range requests {
		side := lonely(q)
		if side < 0 {
			ask, at = append(ask, q), append(at, i)
			continue
		}
		if _, ok := r.known[keyOf(q, side)]; !ok {
			q.Mentions[0], q.Mentions[1] = q.Mentions[side], nil
			ask, at = append(ask, q), append(at, -1)
		}
	}
	answers, err := r.Reader.Read(doc, ask)
	if err != nil {
		return nil, err
	}
	for k, i := range at {
		if i >= 0 {
			out[i] = answers[k]
		} else {
			r.known[keyOf(ask[k], 0)] = answers[k]
		}
	}
	for i, q := range requests {
		if side := lonely(q); side >= 0 {
			out[i].Sides[side] = r.known[keyOf(q, side)].Sides[0]
		}
	}
	return out, nil
}

// lonely gives the only side that a request mentions, -1 where it mentions both.
func lonely(q stance.ReadRequest) int {
	switch {
	case len(q.Mentions[1]) == 0:
		return 0
	case len(q.Mentions[0]) == 0:
		return 1
	}
	return -1
}

func keyOf(q stance.ReadRequest, side int) rememberedRequest {
	return rememberedRequest{q.Sentence, q.Mentions[side][0]}
}
