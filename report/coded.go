package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Reasons of problems of codes that Compare finds beside goldUnmatched.
const (
	goldNotFound   = "gold_not_found"      // the run does not see the actor in the sentence: its answer is neutral
	goldUnanswered = "gold_not_answered"   // a scorer gave no answer about the sentence
	goldUnweighted = "gold_no_probability" // other rows have a probability, and this one has none
)

// stanceHolders are the holder classes that can be coded.
func stanceHolders() []string {
	return []string{table.NarratorHolder, string(stance.Actor1), string(stance.Actor2), string(stance.HolderOther)}
}

// CodedAnswer is a human code beside what a scorer says in a run of the same.
type CodedAnswer struct {
	// Question is own_stance, portrayal, relation or stance. An answer of the
	// last is of one holder class toward one target in one sentence.
	Question       string
	Scorer         string
	DocID, Source  string
	Cluster        string // of copies; the article where it has none
	Sentence       int
	Target, Holder string
	Voice          string  // of the run's row; "" where there is none
	Human, Said    string  // negative, neutral, positive; of a relation conflict, none, mixed, cooperation
	HumanValue     float64 // from -1 to 1; 0 where there are no dealings
	Value          float64 // the run's, likewise; of a relation times the probability that there are dealings
	Found          bool    // the run has a row; without one it says neutral or none
	Weight         float64 // how many rows the code stands for, on average 1; 0 where it has no probability and others have
	place          string
}

// Compare holds all codes of the table against the rows that scorers have in
// records. Only articles that count take part. It gives a problem for each code
// that has no place in the run (it is in no answer), for each actor coded in a
// sentence where the run does not see it, and for each code without probability in
// a table with them; unused counts the first. Where the source is quoted it takes
// no side itself. own is the scorer that the study names first: it is asked
// everything, others what they have rows for.
func (g *Gold) Compare(records []table.Record, own string) (answers []CodedAnswer, problems []table.Problem, unused int) {
	c := matching{told: map[table.Problem][]string{}, last: map[string]int{}, recs: map[string]*table.Record{}, own: own, asked: map[string][]string{}, rows: map[goldKey]*sentenceRows{}}
	for i := range records {
		c.recs[records[i].Article.DocID] = &records[i]
		c.take(&records[i])
	}
	for key, code := range g.codes {
		if rec := c.place(key, code.where); rec != nil {
			for _, scorer := range c.answering(key, code) {
				c.answer(rec, key, scorer, code)
			}
		}
	}
	slices.SortFunc(c.answers, func(a, b CodedAnswer) int {
		return cmp.Or(strings.Compare(a.Question, b.Question), strings.Compare(a.Scorer, b.Scorer), strings.Compare(a.DocID, b.DocID),
			cmp.Compare(a.Sentence, b.Sentence), strings.Compare(a.Target, b.Target), strings.Compare(a.Holder, b.Holder))
	})
	c.weigh()
	for p, measures := range c.told {
		slices.Sort(measures)
		p.Message += " (" + strings.Join(measures, ", ") + ")"
		problems = append(problems, p)
		if p.Reason == goldUnmatched {
			unused += len(measures)
		}
	}
	slices.SortFunc(problems, func(a, b table.Problem) int {
		return cmp.Or(comparePlaces(a.Where, b.Where), strings.Compare(a.Message, b.Message))
	})
	return c.answers, problems, unused
}

// comparePlaces orders places in one file by line.
func comparePlaces(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// matching is codes that are held against a run.
type matching struct {
	recs    map[string]*table.Record
	rows    map[goldKey]*sentenceRows // by article and sentence
	own     string
	asked   map[string][]string // by question, the scorers that have rows for it
	last    map[string]int      // by article, its last sentence as far as is known
	answers []CodedAnswer
	told    map[table.Problem][]string // the measures that each problem is of
}

// sentenceRows are the rows of one sentence.
type sentenceRows struct {
	portrayals []*table.PortrayalRow
	relations  []*table.RelationRow
	judgments  []*table.JudgmentRow
}

// take puts the rows of an article by their sentences, and notes which scorers
// have rows for which question.
func (c *matching) take(rec *table.Record) {
	c.last[rec.Article.DocID] = rec.Article.Sentences
	note := func(question, scorer string) { c.asked[question] = with(c.asked[question], scorer) }
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		rows := c.in(&p.Detail)
		rows.portrayals = append(rows.portrayals, p)
		if p.Portrayal.Known {
			note(table.Portrayal, p.Scorer)
		}
		if p.OwnStance.Known {
			note(table.OwnStance, p.Scorer)
		}
	}
	for i := range rec.Relations {
		r := &rec.Relations[i]
		rows := c.in(&r.Detail)
		rows.relations = append(rows.relations, r)
		note(table.Relation, r.Scorer)
	}
	for i := range rec.Judgments {
		j := &rec.Judgments[i]
		rows := c.in(&j.Detail)
		rows.judgments = append(rows.judgments, j)
		note(table.Directed, j.Scorer)
	}
}

func (c *matching) in(d *table.Detail) *sentenceRows {
	c.last[d.DocID] = max(c.last[d.DocID], d.SentenceNo)
	return c.of(d.DocID, d.SentenceNo)
}

// of gives the rows of a sentence, none where the run has none.
func (c *matching) of(doc string, sentence int) *sentenceRows {
	key := goldKey{doc: doc, sentence: sentence}
	if c.rows[key] == nil {
		c.rows[key] = &sentenceRows{}
	}
	return c.rows[key]
}

// scorers are those that are measured on a question, in order.
func (c *matching) scorers(question string) []string {
	out := slices.Clone(c.asked[question])
	if c.own != "" {
		out = with(out, c.own)
	}
	slices.Sort(out)
	return out
}

// answering are the scorers that are measured on a code: those that gave no answer
// about its sentence are told, and are no part of it rather than neutral.
func (c *matching) answering(key goldKey, code *goldCode) []string {
	return slices.DeleteFunc(c.scorers(key.measure), func(scorer string) bool {
		for _, p := range c.of(key.doc, key.sentence).portrayals {
			if p.Scorer == scorer && p.Failure != "" {
				c.problem(code.where, key.measure, goldUnanswered, "%s gave no answer about sentence %d of %s (%s): its figures are without the code", scorer, key.sentence, key.doc, p.Failure)
				return true
			}
		}
		return false
	})
}

// problem notes a problem of a code of a measure.
func (c *matching) problem(where, measure, reason, format string, args ...any) {
	p := table.Problem{Where: where, Reason: reason, Message: fmt.Sprintf(format, args...)}
	c.told[p] = with(c.told[p], measure)
}

// place gives the record that a code is of, nil where it has no place in the run.
func (c *matching) place(key goldKey, where string) *table.Record {
	rec := c.recs[key.doc]
	unmatched := func(format string, args ...any) *table.Record {
		c.problem(where, key.measure, goldUnmatched, format+": the code is not used", args...)
		return nil
	}
	switch {
	case rec == nil:
		return unmatched("the run has no article %s that mentions an actor", key.doc)
	case rec.Article.ExclusionReason != "":
		return unmatched("article %s does not count in the run: %s", key.doc, rec.Article.ExclusionReason)
	case key.sentence > c.last[key.doc]:
		return unmatched("article %s has no sentence %d", key.doc, key.sentence)
	case c.of(key.doc, key.sentence).outsideProse():
		return unmatched("sentence %d of %s is a subheading or a post, which enters no figure", key.sentence, key.doc)
	}
	return rec
}

// outsideProse reports whether a sentence has rows that enter no measure.
func (s *sentenceRows) outsideProse() bool {
	return len(s.portrayals) > 0 && !s.portrayals[0].IsProse()
}

// answer holds a code against what a scorer says.
func (c *matching) answer(rec *table.Record, key goldKey, scorer string, code *goldCode) {
	a := CodedAnswer{Question: key.measure, Scorer: scorer, DocID: rec.Article.DocID, Source: rec.Article.Source, Cluster: cmp.Or(rec.Article.StoryClusterID, rec.Article.DocID),
		Sentence: key.sentence, Target: key.target, Weight: code.probability, Human: table.Neutral, Said: table.Neutral, place: code.where}
	rows := c.of(key.doc, key.sentence)
	switch key.measure {
	case table.Relation:
		a.dealings(code, rows)
		c.answers = append(c.answers, a)
	case table.Directed: // of each holder class in turn
		for _, holder := range stanceHolders() {
			if holder != key.target {
				of := a
				of.attitude(holder, code, rows)
				c.answers = append(c.answers, of)
			}
		}
	default:
		a.actor(code, rows)
		if !a.Found && scorer == c.scorers(key.measure)[0] {
			c.problem(code.where, key.measure, goldNotFound, "the run does not see %s in sentence %d of %s: it says neutral of it", key.target, key.sentence, key.doc)
		}
		c.answers = append(c.answers, a)
	}
}

// label is the sign of a mean code, as it is printed.
func label(value float64) string { return table.Label(table.Rounded(value, table.ScoreDecimals)) }

// actor answers a code of portrayal or own stance.
func (a *CodedAnswer) actor(code *goldCode, rows *sentenceRows) {
	a.HumanValue = code.value()
	a.Human = label(a.HumanValue)
	for _, p := range rows.portrayals {
		if p.Target != a.Target || p.Scorer != a.Scorer {
			continue
		}
		a.Found, a.Voice = true, p.Voice
		switch {
		case a.Question == table.Portrayal:
			a.Value, a.Said = p.Portrayal.Value, cmp.Or(p.PortrayalLabel, table.Neutral)
		case p.OwnStance.Known:
			a.Value, a.Said = p.OwnStance.Value, p.OwnSign()
		}
	}
}

// dealings answers a code of a relation.
func (a *CodedAnswer) dealings(code *goldCode, rows *sentenceRows) {
	a.Human, a.Said = noDealings, noDealings
	if code.codes.n > code.none {
		a.HumanValue = code.value()
		a.Human = dealingsLabel(stance.Dealings{}, table.Rounded(a.HumanValue, table.ScoreDecimals))
	}
	var surest *table.RelationRow
	labels := map[string]bool{}
	for _, r := range rows.relations {
		if r.Scorer != a.Scorer {
			continue
		}
		labels[r.Label] = true
		if surest == nil || r.Confidence.Value > surest.Confidence.Value ||
			r.Confidence == surest.Confidence && math.Abs(r.Cooperation.Value) > math.Abs(surest.Cooperation.Value) {
			surest = r
		}
	}
	if surest == nil {
		return
	}
	a.Found, a.Voice, a.Value, a.Said = true, surest.Voice, surest.Cooperation.Value, table.MixedLabel
	if surest.None.Known {
		a.Value *= 1 - surest.None.Value
	}
	if len(labels) == 1 {
		a.Said = surest.Label
	}
}

// attitude answers a code of stances, as far as it is of a holder class.
func (a *CodedAnswer) attitude(holder string, code *goldCode, rows *sentenceRows) {
	a.Holder = holder
	if m, ok := code.holders[holder]; ok {
		a.HumanValue = m.value()
		a.Human = label(a.HumanValue)
	}
	var said mean
	for _, j := range rows.judgments {
		if j.Target == a.Target && j.Scorer == a.Scorer && j.HolderClass == holder && j.EvaluationKind != table.LabelKind && j.Polarity.Known {
			said.add(j.Polarity.Value)
			a.Found, a.Voice = true, j.Voice
		}
	}
	if said.n > 0 {
		a.Value = said.value()
		a.Said = table.SignName(int(math.Copysign(1, a.Value)))
		if a.Value == 0 {
			a.Said = table.Neutral
		}
	}
}

// weigh turns the probabilities of the answers into weights that are 1 on
// average, question by question; without any probability each row weighs 1.
func (c *matching) weigh() {
	type asked struct{ Question, scorer string }
	sums, known := map[asked]float64{}, map[asked]int{}
	for i := range c.answers {
		if a := &c.answers[i]; !math.IsNaN(a.Weight) {
			sums[asked{a.Question, a.Scorer}] += 1 / a.Weight
			known[asked{a.Question, a.Scorer}]++
		}
	}
	for i := range c.answers {
		a := &c.answers[i]
		of := asked{a.Question, a.Scorer}
		switch {
		case known[of] == 0:
			a.Weight = 1
		case math.IsNaN(a.Weight):
			a.Weight = 0
			c.problem(a.place, a.Question, goldUnweighted, "the row has no probability of having been drawn, and others have: the code is left out of the weighted figures")
		default:
			a.Weight = float64(known[of]) / sums[of] / a.Weight
		}
	}
}

// AllCoded is how many codes of any question there are, after several of one
// sentence and target were put together.
func (g *Gold) AllCoded() int { return len(g.codes) }
