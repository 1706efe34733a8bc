package report

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Question is what a cell asks of an article.
type Question struct{ Scorer, Scope, Voice, Holder, Target, Measure string }

func (q Question) compare(o Question) int {
	for _, d := range [6]int{strings.Compare(q.Scorer, o.Scorer), strings.Compare(q.Scope, o.Scope),
		strings.Compare(q.Voice, o.Voice), strings.Compare(q.Holder, o.Holder),
		strings.Compare(q.Target, o.Target), strings.Compare(q.Measure, o.Measure)} {
		if d != 0 {
			return d
		}
	}
	return 0
}

// Observation is the answer of one article to a question.
type Observation struct {
	Question
	Value    float64
	Rows     int
	HasSigns bool
	Signs    [3]int // rows that are negative, neutral, positive
	HasProbs bool
	Expected [2]float64 // mean probability of negative and of positive
	Proxies  bool       // some row counts a proxy for its actor

	sampled []sampledRow // rows of portrayal and own stance, where there are human codes
}

// tally sums rows of an article.
type tally struct {
	sum     float64
	rows    int
	signs   [3]int
	proxies bool
	probs   [2]float64 // sums of the probabilities of negative and of positive
	known   int        // rows that have them
}

func (t *tally) mean() float64 { return t.sum / float64(t.rows) }

// tallies are the sums of an article by what they answer.
type tallies map[Question]*tally

// add takes a row with its value, the name of its sign and its actor_relation:
// into the tally of all sentences and, where the sentence is about both actors,
// into that of such sentences. probs are the row's probabilities of negative and of
// positive, where it has them.
func (ts tallies) add(q Question, scope string, value float64, sign, relation string, probs ...table.Num) {
	for _, q.Scope = range extents(scope) {
		t := ts[q]
		if t == nil {
			t = &tally{}
			ts[q] = t
		}
		t.sum += value
		t.rows++
		t.proxies = t.proxies || relation == table.ProxyRelation
		t.signs[signIndex(sign)]++
		if len(probs) == 2 && probs[0].Known && probs[1].Known {
			t.probs[0], t.probs[1], t.known = t.probs[0]+probs[0].Value, t.probs[1]+probs[1].Value, t.known+1
		}
	}
}

// extents are the scopes of estimates that a row of a scope enters.
func extents(scope string) []string {
	if scope == table.DyadScope {
		return []string{table.AnyScope, table.DyadScope}
	}
	return []string{table.AnyScope}
}

// signIndex is the place of a sign's name among negative, neutral and positive.
func signIndex(name string) int {
	switch name {
	case table.Negative:
		return 0
	case table.PositiveName:
		return 2
	}
	return 1
}

// tallies sums the rows of an article, of all its scorers.
func talliesOf(rec *table.Record) tallies {
	ts := tallies{}
	for i := range rec.Portrayals {
		if p := &rec.Portrayals[i]; p.IsProse() {
			ts.portrayal(p)
		}
	}
	for i := range rec.Judgments {
		if j := &rec.Judgments[i]; j.Measured() {
			ts.judgment(j)
		}
	}
	for i := range rec.Relations {
		r := &rec.Relations[i]
		if !r.Measured() {
			continue
		}
		for measure, status := range map[string]string{table.Relation: table.AssertedStatus, table.Hypothetical: table.HypotheticalStatus} {
			if value, ok := r.MeanValue(status); ok {
				ts.add(Question{Scorer: r.Scorer, Measure: measure}, r.Scope, value, table.Label(table.Rounded(value, table.ScoreDecimals)), r.ActorRelation)
			}
		}
	}
	return ts
}

func (ts tallies) portrayal(p *table.PortrayalRow) {
	if p.Portrayal.Known {
		ts.add(Question{Scorer: p.Scorer, Voice: p.Voice, Target: p.Target, Measure: table.Portrayal}, p.Scope, p.Portrayal.Value, p.PortrayalLabel, p.ActorRelation, p.PNegative, p.PPositive)
	}
	if p.OwnStance.Known && p.Voice == table.NarratorVoice {
		q := Question{Scorer: p.Scorer, Voice: table.NarratorVoice, Holder: table.NarratorHolder, Target: p.Target, Measure: table.OwnStance}
		ts.add(q, p.Scope, p.OwnStance.Value, p.OwnSign(), p.ActorRelation, p.OwnAgainst, p.OwnFor)
	}
}

func (ts tallies) judgment(j *table.JudgmentRow) {
	add := func(q Question, measure string) {
		q.Scorer, q.Target, q.Measure = j.Scorer, j.Target, measure
		ts.add(q, j.Scope, j.Polarity.Value, j.PolarityLabel, j.ActorRelation)
	}
	held := Question{Holder: j.HolderClass}
	add(held, table.WithLabels)
	switch {
	case j.EvaluationKind != table.LabelKind:
		add(held, table.Directed)
	case j.HolderClass == table.NarratorHolder && j.Voice == table.NarratorVoice:
		held.Voice = table.NarratorVoice
		add(held, table.Labelling)
	}
}

// observations gives the answers of an article to all questions that it has rows for,
// in order of the questions.
func observations(rec *table.Record, gold *Gold) []Observation {
	out := talliesOf(rec).observations()
	if gold != nil {
		rows := gold.sampled(rec.Portrayals)
		for i := range out {
			out[i].sampled = rows[out[i].Question]
		}
	}
	a := &rec.Article
	if a.QuotedShare.Known {
		out = append(out, Observation{Question: Question{Measure: table.QuotedShare}, Value: a.QuotedShare.Value})
		for i, who := range table.Speakers() {
			if a.Speech[i].Known {
				q := Question{Voice: table.QuotedVoice, Holder: who, Measure: table.SpeechShare}
				out = append(out, Observation{Question: q, Value: a.Speech[i].Value})
			}
		}
	}
	return out
}

// observations are the means of tallies, in order of what they answer.
func (ts tallies) observations() []Observation {
	out := make([]Observation, 0, len(ts)+4)
	for q, t := range ts {
		obs := Observation{Question: q, Value: t.mean(), Rows: t.rows, HasSigns: true, Signs: t.signs, Proxies: t.proxies}
		if obs.HasProbs = t.known == t.rows; obs.HasProbs {
			obs.Expected = [2]float64{t.probs[0] / float64(t.rows), t.probs[1] / float64(t.rows)}
		}
		out = append(out, obs)
	}
	slices.SortFunc(out, func(a, b Observation) int { return a.Question.compare(b.Question) })
	return out
}

// scaleOf is the scale that a measure is on.
func scaleOf(measure string) scale {
	if table.OfProse(measure) || measure == table.FrameShare || measure == ownAnswer {
		return scale{0, 1}
	}
	return scale{-1, 1}
}

// scale is the least and the greatest value that a measure can have.
type scale struct{ low, high float64 }

// QuestionOf is what the row answers.
func QuestionOf(a *table.Asked) Question {
	return Question{Scorer: a.Scorer, Scope: a.Scope, Voice: a.Voice, Holder: a.HolderClass, Target: a.Target, Measure: a.Measure}
}

// asked is a question as the columns of a row.
func (q Question) asked() table.Asked {
	return table.Asked{HolderClass: q.Holder, Voice: q.Voice, Target: q.Target, Scope: q.Scope, Measure: q.Measure, Scorer: q.Scorer}
}
