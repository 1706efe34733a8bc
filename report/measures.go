package report

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// The measures of sources and timeline.
const (
	ownStance    = "own_stance"
	portrayal    = "portrayal"
	relation     = "relation"
	hypothetical = "relation_hypothetical"
	directed     = "stance"
	withLabels   = "stance_with_labels"
	labelling    = "labelling_index"
	quotedShare  = "quoted_share"
	speechShare  = "speech_share"
	measureRange = "own_stance, portrayal, relation, relation_hypothetical, stance, stance_with_labels, labelling_index, quoted_share, speech_share"
)

// Values of columns, as text.
const (
	anyScope           = "any" // all sentences of articles that mention both actors
	dyadScope          = string(stance.DyadScope)
	narratorVoice      = string(stance.NarratorVoice)
	quotedVoice        = string(stance.QuotedVoice)
	narratorHolder     = string(stance.HolderNarrator)
	labelKind          = string(stance.Label)
	assertedStatus     = string(stance.StatusAsserted)
	hypotheticalStatus = string(stance.StatusHypothetical)
	proxyRelation      = "proxy"
)

// Reasons why an article does not count.
const (
	noActor1 = "no_actor1"
	noActor2 = "no_actor2"
	noActor  = "neither_actor"
)

// missingActors is why an article that does not mention both actors does not
// count, "" where it does mention both.
func missingActors(a *ArticleRow) string {
	switch {
	case a.Mentions1 == 0 && a.Mentions2 == 0:
		return noActor
	case a.Mentions1 == 0:
		return noActor1
	case a.Mentions2 == 0:
		return noActor2
	}
	return ""
}

// isProse reports whether the sentence of a row is the article's own title or
// text: a subheading or an embedded post enters no measure.
func (d *Detail) isProse() bool {
	return d.Region == string(corpus.Title) || d.Region == string(corpus.Body)
}

// done is the value with which a relation of a status enters a mean; a mixed one
// is neither conflict nor cooperation.
func (r *RelationRow) done(status string) (value float64, ok bool) {
	if r.Status != status || !r.Cooperation.Known {
		return 0, false
	}
	if r.Label == mixedLabel {
		return 0, true
	}
	return r.Cooperation.Value, true
}

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
	tallies := rec.tallies()
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
