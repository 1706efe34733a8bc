package report

import (
	"slices"
	"strings"
)

// headline names the scorer whose rows the headline is made of, by table.
type headline struct{ portrayals, judgments, relations string }

// headlineOf takes the study's own scorer where it has rows in a table, else the
// first by name that has. Only articles that count are asked.
func headlineOf(recs []Record, own string) headline {
	var portrayals, judgments, relations []string
	for i := range recs {
		rec := &recs[i]
		if rec.Article.ExclusionReason != "" {
			continue
		}
		for k := range rec.Portrayals {
			portrayals = with(portrayals, rec.Portrayals[k].Scorer)
		}
		for k := range rec.Judgments {
			judgments = with(judgments, rec.Judgments[k].Scorer)
		}
		for k := range rec.Relations {
			relations = with(relations, rec.Relations[k].Scorer)
		}
	}
	return headline{firstScorer(portrayals, own), firstScorer(judgments, own), firstScorer(relations, own)}
}

// with adds a name to a short list unless it is there.
func with(list []string, name string) []string {
	if slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

func firstScorer(scorers []string, own string) string {
	if len(scorers) == 0 || slices.Contains(scorers, own) {
		return own
	}
	return slices.MinFunc(scorers, strings.Compare)
}

// count says of each row of an article whether it counts in the headline.
func (h headline) count(rec *Record) {
	article := rec.Article.ExclusionReason == ""
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		p.Counts = article && p.isProse() && p.Scorer == h.portrayals && p.Portrayal.Known
	}
	for i := range rec.Judgments {
		j := &rec.Judgments[i]
		j.Counts = article && j.isProse() && j.Scorer == h.judgments && j.EvaluationKind != labelKind && j.Polarity.Known
	}
	for i := range rec.Relations {
		r := &rec.Relations[i]
		_, done := r.done(assertedStatus)
		r.Counts = article && r.isProse() && r.Scorer == h.relations && done
	}
}

// mean sums values one at a time.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64) { m.sum, m.n = m.sum+x, m.n+1 }

// means fills in the means of an article over its rows, also where it does not
// count in the headline.
func (h headline) means(a *ArticleRow, rec *Record) {
	tallies := talliesOf(rec)
	of := func(q question) Num {
		q.scope = anyScope
		if t := tallies[q]; t != nil {
			return num(t.mean(), scoreDecimals)
		}
		return Num{}
	}
	actors := Actors()
	for i, target := range actors {
		a.OwnStance[i] = of(question{scorer: h.portrayals, voice: narratorVoice, holder: narratorHolder, target: target, measure: ownStance})
		a.Portrayal[i] = of(question{scorer: h.portrayals, voice: narratorVoice, target: target, measure: portrayal})
		a.PortrayalQuoted[i] = of(question{scorer: h.portrayals, voice: quotedVoice, target: target, measure: portrayal})
		a.Directed[i] = of(question{scorer: h.judgments, holder: target, target: actors[1-i], measure: directed})
	}
	a.Relation = of(question{scorer: h.relations, measure: relation})
}

// PortrayalScorer is the scorer whose portrayals the headline of records is made
// of, where own is the one that the study names first.
func PortrayalScorer(recs []Record, own string) string { return headlineOf(recs, own).portrayals }

// ScorerOf is the scorer whose figures of a measure the run is about: the
// study's own where it has any, else the first by name that has.
func (r *Run) ScorerOf(measure string) string {
	var scorers []string
	for i := range r.Sources {
		if r.Sources[i].Measure == measure {
			scorers = with(scorers, r.Sources[i].Scorer)
		}
	}
	return firstScorer(scorers, r.Info.ownScorer())
}
