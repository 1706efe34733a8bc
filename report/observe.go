package report

import "strings"

// question is what a cell asks of an article.
type question struct{ scorer, scope, voice, holder, target, measure string }

func (q question) compare(o question) int {
	for _, d := range [6]int{strings.Compare(q.scorer, o.scorer), strings.Compare(q.scope, o.scope),
		strings.Compare(q.voice, o.voice), strings.Compare(q.holder, o.holder),
		strings.Compare(q.target, o.target), strings.Compare(q.measure, o.measure)} {
		if d != 0 {
			return d
		}
	}
	return 0
}

// observation is the answer of one article.
type observation struct {
	question
	value    float64
	rows     int
	signs    [3]int // rows that are negative, neutral, positive
	proxies  bool   // some row counts a proxy for its actor
	hasSigns bool
	expected [2]float64 // mean probability of negative and of positive, where the rows have them
	hasProbs bool
	sampled  []sampledRow // rows of portrayal and own stance, where there are human codes
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
type tallies map[question]*tally

// add takes a row with its value, the name of its sign and its actor_relation:
// into the tally of all sentences and, where the sentence is about both actors,
// into that of such sentences. probs are the row's probabilities of negative and of
// positive, where it has them.
func (ts tallies) add(q question, scope string, value float64, sign, relation string, probs ...Num) {
	for _, q.scope = range extents(scope) {
		t := ts[q]
		if t == nil {
			t = &tally{}
			ts[q] = t
		}
		t.sum += value
		t.rows++
		t.proxies = t.proxies || relation == proxyRelation
		t.signs[signIndex(sign)]++
		if len(probs) == 2 && probs[0].Known && probs[1].Known {
			t.probs[0], t.probs[1], t.known = t.probs[0]+probs[0].Value, t.probs[1]+probs[1].Value, t.known+1
		}
	}
}

// extents are the scopes of estimates that a row of a scope enters.
func extents(scope string) []string {
	if scope == dyadScope {
		return []string{anyScope, dyadScope}
	}
	return []string{anyScope}
}

// signIndex is the place of a sign's name among negative, neutral and positive.
func signIndex(name string) int {
	switch name {
	case negative:
		return 0
	case positiveName:
		return 2
	}
	return 1
}

// tallies sums the rows of an article, of all its scorers.
func talliesOf(rec *Record) tallies {
	ts := tallies{}
	for i := range rec.Portrayals {
		if p := &rec.Portrayals[i]; p.isProse() {
			ts.portrayal(p)
		}
	}
	for i := range rec.Judgments {
		if j := &rec.Judgments[i]; j.isProse() && j.Polarity.Known {
			ts.judgment(j)
		}
	}
	for i := range rec.Relations {
		r := &rec.Relations[i]
		if !r.isProse() {
			continue
		}
		for measure, status := range map[string]string{relation: assertedStatus, hypothetical: hypotheticalStatus} {
			if value, ok := r.done(status); ok {
				ts.add(question{scorer: r.Scorer, measure: measure}, r.Scope, value, label(num(value, scoreDecimals)), r.ActorRelation)
			}
		}
	}
	return ts
}

func (ts tallies) portrayal(p *PortrayalRow) {
	if p.Portrayal.Known {
		ts.add(question{scorer: p.Scorer, voice: p.Voice, target: p.Target, measure: portrayal}, p.Scope, p.Portrayal.Value, p.PortrayalLabel, p.ActorRelation, p.PNegative, p.PPositive)
	}
	if p.OwnStance.Known && p.Voice == narratorVoice {
		q := question{scorer: p.Scorer, voice: narratorVoice, holder: narratorHolder, target: p.Target, measure: ownStance}
		ts.add(q, p.Scope, p.OwnStance.Value, p.ownSign(), p.ActorRelation, p.OwnAgainst, p.OwnFor)
	}
}

func (ts tallies) judgment(j *JudgmentRow) {
	add := func(q question, measure string) {
		q.scorer, q.target, q.measure = j.Scorer, j.Target, measure
		ts.add(q, j.Scope, j.Polarity.Value, j.PolarityLabel, j.ActorRelation)
	}
	held := question{holder: j.HolderClass}
	add(held, withLabels)
	switch {
	case j.EvaluationKind != labelKind:
		add(held, directed)
	case j.HolderClass == narratorHolder && j.Voice == narratorVoice:
		held.voice = narratorVoice
		add(held, labelling)
	}
}

// observe gives the answers of an article to all questions that it has rows
// for. The order of the answers does not matter: each goes to its own cell.
func observe(rec *Record, gold *Gold) []observation {
	var out []observation
	for q, t := range talliesOf(rec) {
		obs := observation{question: q, value: t.mean(), rows: t.rows, signs: t.signs, proxies: t.proxies, hasSigns: true}
		if obs.hasProbs = t.known == t.rows; obs.hasProbs {
			obs.expected = [2]float64{t.probs[0] / float64(t.rows), t.probs[1] / float64(t.rows)}
		}
		out = append(out, obs)
	}
	if gold != nil {
		rows := gold.sampled(rec.Portrayals)
		for i := range out {
			out[i].sampled = rows[out[i].question]
		}
	}
	a := &rec.Article
	if a.QuotedShare.Known {
		out = append(out, observation{question: question{measure: quotedShare}, value: a.QuotedShare.Value})
		for i, who := range speakers() {
			if a.Speech[i].Known {
				q := question{voice: quotedVoice, holder: who, measure: speechShare}
				out = append(out, observation{question: q, value: a.Speech[i].Value})
			}
		}
	}
	return out
}

// scaleOf is the scale that a measure is on.
func scaleOf(measure string) scale {
	if ofProse(measure) || measure == frameShare {
		return scale{0, 1}
	}
	return scale{-1, 1}
}

// scale is the least and the greatest value that a measure can have.
type scale struct{ low, high float64 }

// question is what the row answers.
func questionOf(a *Asked) question {
	return question{scorer: a.Scorer, scope: a.Scope, voice: a.Voice, holder: a.HolderClass, target: a.Target, measure: a.Measure}
}

// asked is a question as the columns of a row.
func (q question) asked() Asked {
	return Asked{HolderClass: q.holder, Voice: q.voice, Target: q.target, Scope: q.scope, Measure: q.measure, Scorer: q.scorer}
}
