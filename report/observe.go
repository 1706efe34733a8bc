package report

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

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
	value        float64
	rows         int
	labels       [3]int // rows that are negative, neutral, positive
	evaluated    int
	proxies      bool // some row counts a proxy for its actor
	hasLabels    bool
	hasEvaluated bool
	sampled      []stats.Sampled // rows of tone, where there are human codes
}

// tally sums rows of an article.
type tally struct {
	sum       float64
	rows      int
	labels    [3]int
	evaluated int
	proxies   bool
}

func (t *tally) add(value float64, evaluated bool, relation string) {
	t.sum += value
	t.rows++
	t.proxies = t.proxies || relation == proxyRelation
	if evaluated {
		t.evaluated++
	}
	switch label(Num{Value: value, Known: true}) {
	case negative:
		t.labels[0]++
	case neutral:
		t.labels[1]++
	default:
		t.labels[2]++
	}
}

func (t *tally) mean() float64 { return t.sum / float64(t.rows) }

// observe gives the answers of an article to all questions that it has rows
// for. The order of the answers does not matter: each goes to its own cell.
func observe(rec *Record, gold *Gold) []observation {
	var out []observation
	for q, g := range groups(rec.Judgments) {
		out = g.observations(q, out)
	}
	if gold != nil {
		rows := gold.sampled(rec.Judgments)
		for i := range out {
			out[i].sampled = rows[out[i].question]
		}
	}
	out = append(out, gaps(rec.Judgments)...)
	out = append(out, cooperations(rec.Relations)...)
	a := &rec.Article
	if a.QuotedShare.Known && len(rec.Judgments)+len(rec.Relations) > 0 {
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

// ofProse says whether a measure is of the article's prose and not of rows.
func ofProse(measure string) bool { return measure == quotedShare || measure == speechShare }

// group is the judgments of an article that one question is about: all rows
// and evaluated rows, without labels and with them.
type group struct{ rows, evaluated, rowsLabels, evaluatedLabels, labels tally }

func groups(js []JudgmentRow) map[question]*group {
	gs := map[question]*group{}
	add := func(j *JudgmentRow, holder string) {
		q := question{scorer: j.Scorer, scope: j.Scope, voice: j.Voice, holder: holder, target: j.Target}
		g := gs[q]
		if g == nil {
			g = &group{}
			gs[q] = g
		}
		g.add(j)
	}
	for i := range js {
		j := &js[i]
		if !j.Polarity.Known {
			continue
		}
		add(j, j.HolderClass)
		if j.Voice == quotedVoice {
			add(j, anyHolder)
		}
	}
	return gs
}

func (g *group) add(j *JudgmentRow) {
	value := j.Polarity.Value
	g.rowsLabels.add(value, j.Evaluated, j.ActorRelation)
	if j.Evaluated {
		g.evaluatedLabels.add(value, true, j.ActorRelation)
	}
	if j.EvaluationKind == labelKind {
		g.labels.add(value, j.Evaluated, j.ActorRelation)
		return
	}
	g.rows.add(value, j.Evaluated, j.ActorRelation)
	if j.Evaluated {
		g.evaluated.add(value, true, j.ActorRelation)
	}
}

func (g *group) observations(q question, out []observation) []observation {
	out = g.rows.observation(q, tone, out)
	out = g.evaluated.observation(q, direction, out)
	out = g.rowsLabels.observation(q, toneWithLabels, out)
	out = g.evaluatedLabels.observation(q, directionWithLabels, out)
	if q.voice == narratorVoice && q.holder == narratorHolder {
		out = g.labels.observation(q, labelling, out)
	}
	if g.rows.rows > 0 {
		q.measure = evaluatedShare
		share := float64(g.rows.evaluated) / float64(g.rows.rows)
		out = append(out, observation{question: q, value: share, rows: g.rows.rows, proxies: g.rows.proxies})
	}
	return out
}

func (t *tally) observation(q question, measure string, out []observation) []observation {
	if t.rows == 0 {
		return out
	}
	q.measure = measure
	return append(out, observation{question: q, value: t.mean(), rows: t.rows,
		labels: t.labels, evaluated: t.evaluated, proxies: t.proxies, hasLabels: true, hasEvaluated: true})
}

// gaps are own tone minus all quoted judgments of the target, where there are
// both.
func gaps(js []JudgmentRow) []observation {
	own, quoted := map[question]*tally{}, map[question]*tally{}
	add := func(m map[question]*tally, j *JudgmentRow) {
		q := question{scorer: j.Scorer, scope: dyadScope, target: j.Target, measure: voiceGap}
		if m[q] == nil {
			m[q] = &tally{}
		}
		m[q].add(j.Polarity.Value, j.Evaluated, j.ActorRelation)
	}
	for i := range js {
		switch j := &js[i]; {
		case !j.Polarity.Known:
		case isOwn(j):
			add(own, j)
		case isQuoted(j):
			add(quoted, j)
		}
	}
	var out []observation
	for q, o := range own {
		if t := quoted[q]; t != nil {
			out = append(out, observation{question: q, value: o.mean() - t.mean(), rows: o.rows + t.rows, proxies: o.proxies || t.proxies})
		}
	}
	return out
}

// cooperations are the means over relations in scope dyad, by scorer.
func cooperations(rs []RelationRow) []observation {
	by := map[string]*tally{}
	for i := range rs {
		r := &rs[i]
		if !isDone(r) {
			continue
		}
		if by[r.Scorer] == nil {
			by[r.Scorer] = &tally{}
		}
		by[r.Scorer].add(r.Cooperation.Value, true, r.ActorRelation)
	}
	var out []observation
	for scorer, t := range by {
		q := question{scorer: scorer, scope: dyadScope, measure: cooperation}
		out = append(out, observation{question: q, value: t.mean(), rows: t.rows, labels: t.labels, proxies: t.proxies, hasLabels: true})
	}
	return out
}
