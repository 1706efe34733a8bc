package validate

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// StancePredictor finds the triples of one article.
type StancePredictor func(doc *annotate.Document, a *StanceArticle) ([]Triple, error)

// Stances annotates each article with its entities as actors, and gives what
// each predictor finds, for each predictor a slice of each article's triples.
func Stances(ctx context.Context, an *annotate.Annotator, articles []StanceArticle, predictors []StancePredictor, o Options) ([][][]Triple, error) {
	names, err := loadEntityNames()
	if err != nil {
		return nil, err
	}
	work := func(_ context.Context, i int) ([][]Triple, error) {
		a := &articles[i]
		doc, err := names.annotate(an, a)
		if err != nil {
			return nil, err
		}
		var out [][]Triple
		for _, p := range predictors {
			found, err := p(doc, a)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", a.ID, err)
			}
			out = append(out, found)
		}
		return out, nil
	}
	index := make([]int, len(articles))
	for i := range index {
		index[i] = i
	}
	done, err := par.Slice(ctx, o.Workers, index, work)
	if err != nil {
		return nil, err
	}
	out := make([][][]Triple, len(predictors))
	for _, d := range done {
		for p := range predictors {
			out[p] = append(out[p], d[p])
		}
	}
	return out, nil
}

func (n entityNames) annotate(an *annotate.Annotator, a *StanceArticle) (*annotate.Document, error) {
	text := strings.Join(a.Sentences, " ")
	own, err := an.WithActors(n.actors(a.Entities, text))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", a.ID, err)
	}
	var spans []annotate.Span
	start := 0
	for _, s := range a.Sentences {
		spans = append(spans, annotate.Span{Start: start, End: start + len(s)})
		start += len(s) + 1
	}
	art := plain(a.ID, text)
	if day, err := time.Parse(time.DateOnly, a.Date); err == nil {
		art.Date.Time = day
	}
	doc := Ask(own.AnnotateSentences(art, spans))
	addPhrases(doc, a.Entities)
	return doc.Document, nil
}

// ByScorer gives the triples of a scorer: for each sentence and each entity
// in it, what it says of the narrator and of every entity that is mentioned
// or speaks there.
func ByScorer(s stance.Scorer) StancePredictor {
	return func(doc *annotate.Document, a *StanceArticle) ([]Triple, error) {
		questions := stanceQuestions(doc)
		answers := s.Score(doc, questions)
		best := map[Triple]stance.Answer{}
		var order []Triple
		for i, q := range questions {
			if len(answers[i]) > 0 && answers[i][0].Failed != "" {
				return nil, fmt.Errorf("%s: sentence %d has no answer: %s", a.ID, q.Sentence, answers[i][0].Failed)
			}
			if len(answers[i]) == 0 || math.IsNaN(answers[i][0].Polarity) || answers[i][0].Polarity == 0 || q.Holder < 0 && answers[i][0].Confidence < 1 {
				continue
			}
			key := Triple{DocID: a.ID, Sentence: q.Sentence, Holder: entityName(doc, q.Holder), Target: entityName(doc, q.Target)}
			if key.Holder == key.Target {
				continue
			}
			old, ok := best[key]
			if !ok {
				order = append(order, key)
			}
			if new := answers[i][0]; !ok || new.Confidence > old.Confidence || new.Confidence == old.Confidence && math.Abs(new.Polarity) > math.Abs(old.Polarity) {
				best[key] = new
			}
		}
		out := make([]Triple, 0, len(order))
		for _, key := range order {
			answer := best[key]
			key.Polarity, key.Probability, key.Explanation = signs[0], math.NaN(), answer.Explanation
			if answer.Polarity > 0 {
				key.Polarity = signs[2]
			}
			if answer.Prob > 0 {
				key.Probability = answer.Prob
			}
			out = append(out, key)
		}
		out = goOn(doc, out, func(t Triple) bool {
			at := best[Triple{DocID: t.DocID, Sentence: t.Sentence, Holder: t.Holder, Target: t.Target}].At
			return doc.SpokenIn(at) >= 0
		})
		sortTriples(out)
		return out, nil
	}
}

// goOn lets a speaker go on about whom he spoke of: a sentence that is all his
// words and names nobody else is about the targets of the words before, and for
// or against them as they are.
func goOn(doc *annotate.Document, found []Triple, spoken func(Triple) bool) []Triple {
	of := make([][]Triple, len(doc.Sentences))
	for _, t := range found {
		of[t.Sentence] = append(of[t.Sentence], t)
	}
	others := func(s int, holder string) bool {
		return slices.ContainsFunc(doc.Mentions, func(m annotate.Mention) bool {
			return m.Sentence == s && m.Actor != "" && m.Actor != holder
		})
	}
	for s := 1; s < len(doc.Sentences); s++ {
		span := doc.Sentences[s].Span
		if len(of[s]) > 0 || span.Len() < 3 || doc.SpokenIn(annotate.Span{Start: span.Start + 1, End: span.Start + 2}) < 0 {
			continue
		}
		holder := speakerOf(doc, span)
		if holder == "" || others(s, holder) {
			continue
		}
		for _, t := range of[s-1] {
			if t.Holder == holder && spoken(t) {
				t.Sentence, t.Explanation = s, "the speaker goes on: "+t.Explanation
				found = append(found, t)
			}
		}
	}
	return found
}

// speakerOf gives the actor whose words stand in a sentence, "" for nobody or
// several.
func speakerOf(doc *annotate.Document, span annotate.Span) string {
	speaker := ""
	for _, at := range doc.Attributions {
		if at.Mention < 0 || !slices.ContainsFunc(at.Content, func(c annotate.Span) bool { return c.Overlaps(span) }) {
			continue
		}
		actor := doc.Mentions[at.Mention].Actor
		if actor == "" || speaker != "" && speaker != actor {
			return ""
		}
		speaker = actor
	}
	return speaker
}

func sortTriples(t []Triple) {
	slices.SortFunc(t, func(a, b Triple) int {
		return cmp.Or(cmp.Compare(a.Sentence, b.Sentence), cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Polarity, b.Polarity))
	})
}

// entityName is the name of a mention's entity, as the table has it.
func entityName(doc *annotate.Document, id int) string {
	if id < 0 {
		return noHolder
	}
	return doc.Mentions[id].Actor
}

// stanceQuestions asks of every entity in every sentence.
func stanceQuestions(doc *annotate.Document) []stance.Question {
	bySentence := make([][]int, len(doc.Sentences))
	for id, m := range doc.Mentions {
		if m.Actor != "" {
			bySentence[m.Sentence] = append(bySentence[m.Sentence], id)
		}
	}
	var out []stance.Question
	for s, ids := range bySentence {
		holders := slices.Clone(ids)
		for _, at := range doc.Attributions {
			if at.Mention < 0 || doc.Mentions[at.Mention].Actor == "" || slices.Contains(holders, at.Mention) {
				continue
			}
			if slices.ContainsFunc(at.Content, func(c annotate.Span) bool { return c.Overlaps(doc.Sentences[s].Span) }) {
				holders = append(holders, at.Mention)
			}
		}
		for _, t := range ids {
			out = append(out, stance.Question{Sentence: s, Holder: stance.Narrator, Target: t})
			for _, h := range holders {
				if doc.Mentions[h].Actor != doc.Mentions[t].Actor {
					out = append(out, stance.Question{Sentence: s, Holder: h, Target: t})
				}
			}
		}
	}
	return out
}

// SameSentence is a baseline: whoever is mentioned in a sentence is against
// everybody else who is.
func SameSentence(doc *annotate.Document, a *StanceArticle) ([]Triple, error) {
	return everyPair(doc, a, func(h, t int) bool { return true }), nil
}

// FirstAgainstLater is a baseline: whoever is mentioned first in a sentence is
// against everybody mentioned after.
func FirstAgainstLater(doc *annotate.Document, a *StanceArticle) ([]Triple, error) {
	first := map[int]int{}
	for id, m := range doc.Mentions {
		if old, ok := first[m.Sentence]; m.Actor != "" && (!ok || m.Start < doc.Mentions[old].Start) {
			first[m.Sentence] = id
		}
	}
	return everyPair(doc, a, func(h, t int) bool {
		return doc.Mentions[first[doc.Mentions[h].Sentence]].Actor == doc.Mentions[h].Actor
	}), nil
}

func everyPair(doc *annotate.Document, a *StanceArticle, keep func(h, t int) bool) []Triple {
	var out []Triple
	for h, x := range doc.Mentions {
		for t, y := range doc.Mentions {
			if x.Actor == "" || y.Actor == "" || x.Actor == y.Actor || x.Sentence != y.Sentence || !keep(h, t) {
				continue
			}
			out = append(out, Triple{DocID: a.ID, Sentence: x.Sentence, Holder: x.Actor, Target: y.Actor, Polarity: signs[0], Probability: math.NaN()})
		}
	}
	sortTriples(out)
	return slices.CompactFunc(out, func(a, b Triple) bool {
		return a.Sentence == b.Sentence && a.Holder == b.Holder && a.Target == b.Target
	})
}

// AlwaysNegative turns the triples of a predictor against their targets: what
// is gained by knowing the sign shows against it.
func AlwaysNegative(articles [][]Triple) [][]Triple {
	out := make([][]Triple, len(articles))
	for i, ts := range articles {
		for _, t := range ts {
			t.Polarity, t.Probability = signs[0], math.NaN()
			t.Explanation = "baseline: everybody is against everybody"
			out[i] = append(out[i], t)
		}
	}
	return out
}
