package report

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// headline names the scorer whose rows the headline is made of, by table.
type headline struct{ portrayals, judgments, relations string }

// headlineOf takes the study's own scorer where it has rows in a table, else the
// first by name that has. Only articles that count are asked.
func headlineOf(recs []table.Record, own string) headline {
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
func (h headline) count(rec *table.Record) {
	article := rec.Article.ExclusionReason == ""
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		p.Counts = article && p.IsProse() && p.Scorer == h.portrayals && p.Portrayal.Known
	}
	for i := range rec.Judgments {
		j := &rec.Judgments[i]
		j.Counts = article && j.Measured() && j.Scorer == h.judgments && j.EvaluationKind != table.LabelKind
	}
	for i := range rec.Relations {
		r := &rec.Relations[i]
		_, done := r.MeanValue(table.AssertedStatus)
		r.Counts = article && r.Measured() && r.Scorer == h.relations && done
	}
}

// mean sums values one at a time.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(x float64) { m.sum, m.n = m.sum+x, m.n+1 }

// value is NaN of no numbers.
func (m *mean) value() float64 { return m.sum / float64(m.n) }

// means fills in the means of an article over its rows, also where it does not
// count in the headline.
func (h headline) means(a *table.ArticleRow, rec *table.Record) {
	tallies := talliesOf(rec)
	of := func(q Question) table.Num {
		q.Scope = table.AnyScope
		if t := tallies[q]; t != nil {
			return table.Rounded(t.mean(), table.ScoreDecimals)
		}
		return table.Num{}
	}
	actors := table.Actors()
	for i, target := range actors {
		a.OwnStance[i] = of(Question{Scorer: h.portrayals, Voice: table.NarratorVoice, Holder: table.NarratorHolder, Target: target, Measure: table.OwnStance})
		a.Portrayal[i] = of(Question{Scorer: h.portrayals, Voice: table.NarratorVoice, Target: target, Measure: table.Portrayal})
		a.PortrayalQuoted[i] = of(Question{Scorer: h.portrayals, Voice: table.QuotedVoice, Target: target, Measure: table.Portrayal})
		a.Directed[i] = of(Question{Scorer: h.judgments, Holder: target, Target: actors[1-i], Measure: table.Directed})
	}
	a.Relation = of(Question{Scorer: h.relations, Measure: table.Relation})
}

// PortrayalScorer is the scorer whose portrayals the headline of records is made
// of, where own is the one that the study names first.
func PortrayalScorer(recs []table.Record, own string) string { return headlineOf(recs, own).portrayals }

// ScorerOf is the scorer whose figures of a measure the run is about: the
// study's own where it has any, else the first by name that has.
func (r *Run) ScorerOf(measure string) string {
	var scorers []string
	for i := range r.Sources {
		if r.Sources[i].Measure == measure {
			scorers = with(scorers, r.Sources[i].Scorer)
		}
	}
	return firstScorer(scorers, r.Info.OwnScorer())
}
