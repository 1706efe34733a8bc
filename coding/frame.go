package coding

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// FrameOptions say which sentences of a run can be drawn, and how they are
// grouped.
type FrameOptions struct {
	By     []string                // columns: see Groupings, and the run's meta columns
	Period func(day string) string // of a publication date; needed where By has period
	Scorer string                  // whose label groups and whose probabilities reckon; others count for disagreement
}

// Groupings are the columns by which a draw can be stratified beside meta_….
func Groupings() []string { return []string{"source", "period", "label", "scope", "voice"} }

// Candidates returns the sentences of a run that count and mention an actor, in
// order of article and sentence. Texts around a sentence are left empty.
func Candidates(recs []table.Record, o FrameOptions) ([]Candidate, error) {
	var out []Candidate
	for i := range recs {
		rec := &recs[i]
		if rec.Article.ExclusionReason != "" {
			continue
		}
		for _, s := range sentencesOf(rec) {
			if !slices.ContainsFunc(s.portrayals, func(p *table.PortrayalRow) bool { return p.Counts }) {
				continue
			}
			c, err := s.candidate(&rec.Article, o)
			if err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(strings.Compare(a.DocID, b.DocID), cmp.Compare(a.SentenceNo, b.SentenceNo))
	})
	return out, nil
}

// sentencesOf are the rows of an article's prose that can tell something, by
// sentence: of all scorers, though only the first counts in the headline.
func sentencesOf(rec *table.Record) map[int]*sentenceRows {
	out := map[int]*sentenceRows{}
	for k := range rec.Portrayals {
		p := &rec.Portrayals[k]
		if !p.IsProse() {
			continue
		}
		s := out[p.SentenceNo]
		if s == nil {
			s = &sentenceRows{}
			out[p.SentenceNo] = s
		}
		s.portrayals = append(s.portrayals, p)
	}
	for k := range rec.Relations {
		r := &rec.Relations[k]
		if _, told := r.MeanValue(table.AssertedStatus); told && r.IsProse() && out[r.SentenceNo] != nil {
			out[r.SentenceNo].relations = append(out[r.SentenceNo].relations, r)
		}
	}
	return out
}

// sentenceRows are the rows that scorers have of a sentence.
type sentenceRows struct {
	portrayals []*table.PortrayalRow
	relations  []*table.RelationRow
}

func (s *sentenceRows) candidate(a *table.ArticleRow, o FrameOptions) (Candidate, error) {
	p := s.portrayals[0]
	for _, other := range s.portrayals {
		if other.Scorer == o.Scorer {
			p = other
			break
		}
	}
	c := Candidate{Unit: Unit{DocID: p.DocID, SentenceNo: p.SentenceNo, Region: p.Region, ByteStart: p.ByteStart, ByteEnd: p.ByteEnd,
		Sentence: p.Sentence, Title: a.Title, Source: p.Source, PublishDate: p.PublishDate, Voice: p.Voice, Speaker: p.Speaker,
		Cluster: cmp.Or(p.StoryClusterID, p.DocID)}}
	c.Mentions, c.QuestionSet = s.mentions(p.ByteStart)
	c.Machine = s.machine()
	c.Unsure = s.unsure()
	c.Answers = s.answers(o.Scorer)
	for _, by := range o.By {
		g, err := s.group(by, a, p, o)
		if err != nil {
			return c, err
		}
		c.Groups = append(c.Groups, g)
	}
	c.Stratum = c.stratum()
	return c, nil
}

// group is the sentence's value of a grouping.
func (s *sentenceRows) group(by string, a *table.ArticleRow, p *table.PortrayalRow, o FrameOptions) (string, error) {
	switch by {
	case "source":
		return p.Source, nil
	case "period":
		return o.Period(p.PublishDate), nil
	case "scope":
		return p.Scope, nil
	case "voice":
		return p.Voice, nil
	case "label":
		return s.label(o.Scorer), nil
	}
	for _, m := range a.Meta {
		if m.Name == strings.TrimPrefix(by, table.MetaPrefix) {
			return m.Value, nil
		}
	}
	return "", fmt.Errorf("--by %s: the run has no such column; want %s or one of its meta columns", by, strings.Join(Groupings(), ", "))
}

// label is how the scorer has the actors portrayed: mixed where both ways.
func (s *sentenceRows) label(scorer string) string {
	has := map[string]bool{}
	for _, p := range s.portrayals {
		if p.Scorer == scorer {
			has[p.PortrayalLabel] = true
		}
	}
	switch {
	case has["negative"] && has["positive"]:
		return "mixed"
	case has["negative"]:
		return "negative"
	case has["positive"]:
		return "positive"
	}
	return "neutral"
}

// mentions are the places of the actors, from the start of the sentence, and the
// questions that it can be asked: of the actors it mentions, and of the pair. A
// title of several sentences is one unit, so that a place can lie outside of the
// sentence whose row came first.
func (s *sentenceRows) mentions(start int) (out []Mention, questions string) {
	has := map[string]bool{}
	for _, p := range s.portrayals {
		has[p.Target] = true
		spans, err := table.ParseSpans(p.TargetSpan)
		if err != nil {
			continue // a table changed by hand: no mark rather than a wrong one
		}
		for _, sp := range spans {
			m := Mention{p.Target, Span{sp.Start - start, sp.End - start}}
			if m.Start < m.End && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	slices.SortFunc(out, func(a, b Mention) int { return cmp.Compare(a.Start, b.Start) })
	var asked []string
	for _, t := range []string{Actor1, Actor2} {
		if has[t] {
			asked = append(asked, t)
		}
	}
	return out, strings.Join(append(asked, Pair), ",")
}

// machine is what each scorer says, as a coder would have coded it. A scorer that
// gave no answer says nothing.
func (s *sentenceRows) machine() []MachineCode {
	var out []MachineCode
	scorers := map[string]bool{}
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	put := func(scorer, field, target, value string) {
		m := MachineCode{scorer, field, target, value}
		if !slices.ContainsFunc(out, func(o MachineCode) bool { return o.Scorer == scorer && o.Field == field && o.Target == target }) {
			out = append(out, m)
		}
	}
	for _, p := range s.portrayals {
		if p.Failure != "" {
			continue
		}
		scorers[p.Scorer] = true
		if p.Portrayal.Known {
			put(p.Scorer, "portrayal", p.Target, number(p.Portrayal.Value))
		}
		switch {
		case p.OwnStance.Known:
			put(p.Scorer, "own_stance", p.Target, number(p.OwnStance.Value))
		case p.Voice == "quoted":
			put(p.Scorer, "own_stance", p.Target, "0") // not the article's own words
		}
	}
	for _, r := range s.relations {
		if r.Cooperation.Known && r.Label != None {
			put(r.Scorer, "relation", "", number(r.Cooperation.Value))
		}
	}
	for scorer := range scorers {
		put(scorer, "relation", "", None)
	}
	slices.SortFunc(out, func(a, b MachineCode) int {
		return cmp.Or(strings.Compare(a.Scorer, b.Scorer), strings.Compare(a.Field, b.Field), strings.Compare(a.Target, b.Target))
	})
	return out
}

// unsure is the mean entropy of the scorers' answers, as a share of the largest
// possible, and the largest disagreement: of a scorer's parts (a column of the
// tables) or of two scorers (half the difference of their means).
func (s *sentenceRows) unsure() float64 {
	var entropies []float64
	disagreement := 0.0
	add := func(probabilities ...table.Num) {
		h, sum := 0.0, 0.0
		for _, p := range probabilities {
			if !p.Known {
				return
			}
			sum += p.Value
			if p.Value > 0 {
				h -= p.Value * math.Log(p.Value)
			}
		}
		if sum > 0 {
			entropies = append(entropies, max(0, h)/math.Log(float64(len(probabilities))))
		}
	}
	low, high := map[string]float64{}, map[string]float64{}
	for _, p := range s.portrayals {
		add(p.PNegative, p.PNeutral, p.PPositive)
		if p.OwnFor.Known && p.OwnAgainst.Known {
			neither := table.Num{Value: max(0, 1-p.OwnFor.Value-p.OwnAgainst.Value), Known: true}
			add(p.OwnFor, p.OwnAgainst, neither)
		}
		disagreement = max(disagreement, p.Disagreement.Value)
		if p.Portrayal.Known {
			l, seen := low[p.Target]
			if !seen {
				l, high[p.Target] = p.Portrayal.Value, p.Portrayal.Value
			}
			low[p.Target], high[p.Target] = min(l, p.Portrayal.Value), max(high[p.Target], p.Portrayal.Value)
			disagreement = max(disagreement, (high[p.Target]-low[p.Target])/2)
		}
	}
	for _, r := range s.relations {
		add(r.Conflict, r.None, r.Mixed, r.Coop)
		disagreement = max(disagreement, r.Disagreement.Value)
	}
	mean := 0.0
	for _, h := range entropies {
		mean += h / float64(len(entropies))
	}
	return mean + disagreement
}

// answers is what the scorer expects coders to say.
func (s *sentenceRows) answers(scorer string) []Expected {
	var out []Expected
	for _, p := range s.portrayals {
		if p.Scorer != scorer {
			continue
		}
		if p.Portrayal.Known && p.PPositive.Known && p.PNegative.Known {
			out = append(out, Expected{"portrayal " + p.Target, p.Portrayal.Value, p.PPositive.Value + p.PNegative.Value})
		}
		if p.OwnStance.Known && p.OwnFor.Known && p.OwnAgainst.Known {
			out = append(out, Expected{"own_stance " + p.Target, p.OwnStance.Value, p.OwnFor.Value + p.OwnAgainst.Value})
		}
	}
	for _, r := range s.relations {
		if r.Scorer == scorer && r.Cooperation.Known && r.Conflict.Known && r.None.Known && r.None.Value < 1 {
			out = append(out, Expected{"relation", r.Cooperation.Value, (r.Conflict.Value + r.Coop.Value) / (1 - r.None.Value)})
		}
	}
	return out
}
