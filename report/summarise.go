package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// HeadlineQuestions are what the rows of summary.csv ask.
type HeadlineQuestions struct {
	Own, Portrayal, Quoted, Directed [2]Question
	Relation, quotedShare            Question
}

// HeadlineQuestions asks the scorers that the run is about.
func (r *Run) HeadlineQuestions() HeadlineQuestions {
	h := HeadlineQuestions{quotedShare: Question{Measure: table.QuotedShare},
		Relation: Question{Scorer: r.ScorerOf(table.Relation), Scope: table.AnyScope, Measure: table.Relation}}
	actors := table.Actors()
	for i, actor := range actors {
		h.Own[i] = Question{Scorer: r.ScorerOf(table.OwnStance), Scope: table.AnyScope, Voice: table.NarratorVoice, Holder: table.NarratorHolder, Target: actor, Measure: table.OwnStance}
		h.Portrayal[i] = Question{Scorer: r.ScorerOf(table.Portrayal), Scope: table.AnyScope, Voice: table.NarratorVoice, Target: actor, Measure: table.Portrayal}
		h.Quoted[i] = h.Portrayal[i]
		h.Quoted[i].Voice = table.QuotedVoice
		h.Directed[i] = Question{Scorer: r.ScorerOf(table.Directed), Scope: table.AnyScope, Holder: actor, Target: actors[1-i], Measure: table.Directed}
	}
	return h
}

// summarise makes the rows of summary.csv from the estimates of sources: the row
// of all first, then the sources with the most articles. scorer is that of the
// headline's portrayals.
func (r *Run) summarise(scorer string) []table.SummaryRow {
	cells, questions := CellIndex(r.Sources), r.HeadlineQuestions()
	row := func(level, source, name string, articles int) table.SummaryRow {
		of := func(q Question) *table.EstimateRow {
			if e := cells[CellKey{Level: level, Source: source, Question: q}]; e != nil {
				return e
			}
			return &table.EstimateRow{}
		}
		s := table.SummaryRow{Source: name, Articles: articles, Sentences: r.state.headline[source].of(scorer), QuotedShare: of(questions.quotedShare).Mean}
		for i := range 2 {
			own, portrayal, directed := of(questions.Own[i]), of(questions.Portrayal[i]), of(questions.Directed[i])
			s.Own[i], s.OwnLow[i], s.OwnHigh[i], s.OwnArticles[i] = own.Mean, own.Low, own.High, own.Articles
			s.Portrayal[i], s.PortrayalLow[i], s.PortrayalHigh[i] = portrayal.Mean, portrayal.Low, portrayal.High
			s.PortrayalArticles[i], s.Quoted[i] = portrayal.Articles, of(questions.Quoted[i]).Mean
			s.Directed[i], s.DirectedArticles[i] = directed.Mean, directed.Articles
		}
		e := of(questions.Relation)
		s.Relation, s.RelationLow, s.RelationHigh, s.RelationArticles = e.Mean, e.Low, e.High, e.Articles
		s.Note = r.note(questions, of)
		return s
	}
	all := row(table.LevelAll, "", table.SummaryAll, 0)
	all.Sentences = 0
	out := []table.SummaryRow{{}}
	for _, s := range r.sourceCounts() {
		out = append(out, row(table.LevelSource, s.name, s.name, s.articles))
		all.Articles, all.Sentences = all.Articles+s.articles, all.Sentences+out[len(out)-1].Sentences
	}
	out[0] = all
	return out
}

// note says in plain words what the figures of a row leave open: phrases, each
// with the figures that it is about.
func (r *Run) note(h HeadlineQuestions, of func(Question) *table.EstimateRow) string {
	one, two := cmp.Or(r.Info.Names.Actor1, "actor1"), cmp.Or(r.Info.Names.Actor2, "actor2")
	figures := []struct {
		name string
		Question
	}{
		{"own stance toward " + one, h.Own[0]}, {"own stance toward " + two, h.Own[1]},
		{"portrayal of " + one, h.Portrayal[0]}, {"portrayal of " + two, h.Portrayal[1]},
		{"relation", h.Relation}, {one + " toward " + two, h.Directed[0]}, {two + " toward " + one, h.Directed[1]},
	}
	var phrases []string
	figuresOf := map[string][]string{}
	for _, f := range figures {
		phrase := phraseOf(of(f.Question), r.Options.By)
		if phrase == "" {
			continue
		}
		phrases = with(phrases, phrase)
		figuresOf[phrase] = append(figuresOf[phrase], f.name)
	}
	if len(figuresOf[NothingMeasured]) == len(figures) {
		return NothingMeasured
	}
	for i, phrase := range phrases {
		phrases[i] = phrase + " (" + strings.Join(figuresOf[phrase], ", ") + ")"
	}
	return table.Clean(strings.Join(phrases, "; "))
}

// NothingMeasured is what is said of a figure that no row answers.
const NothingMeasured = "nothing measured"

// phraseOf is what must be said of an estimate, "" for one that speaks for itself.
func phraseOf(e *table.EstimateRow, by string) string {
	switch {
	case !e.Mean.Known:
		return NothingMeasured
	case table.HasWarning(e, string(stats.WarnNoVariation)):
		return "no interval: the same in all " + table.Counted(e.Articles, "article")
	case by != "" && e.Clusters < minOutlets:
		return "too few outlets for an interval: " + strconv.Itoa(e.Clusters) + " of at least " + strconv.Itoa(minOutlets)
	case !e.Low.Known || !e.High.Known:
		return "too little data for an interval: " + table.Counted(e.Articles, "article")
	case e.Low.Value <= 0 && e.High.Value >= 0:
		return "balanced: interval covers 0"
	}
	return ""
}

// of counts what a scorer has, where it has one sort of things.
func (c counting) of(scorer string) int { return c[[2]string{scorer, ""}] }

// sourceCount is a source with its articles that count.
type sourceCount struct {
	name     string
	articles int
}

// sourceCounts are the sources of the articles that count, the largest first.
func (r *Run) sourceCounts() []sourceCount {
	n := map[string]int{}
	for i := range r.state.list {
		a := &r.state.list[i]
		if u, ok := r.state.unit(a); ok && a.counts {
			n[u.Name]++
		}
	}
	var out []sourceCount
	for name, articles := range n {
		out = append(out, sourceCount{name, articles})
	}
	slices.SortFunc(out, func(a, b sourceCount) int {
		return cmp.Or(cmp.Compare(b.articles, a.articles), cmp.Compare(a.name, b.name))
	})
	return out
}

// measured writes a mean with its interval, or with the articles that it rests on
// where there is none.
func measured(mean, low, high table.Num, articles int) string {
	switch {
	case !mean.Known:
		return "–"
	case low.Known && high.Known:
		return fmt.Sprintf("%s [%s, %s]", plus(mean.Value), plus(low.Value), plus(high.Value))
	}
	return fmt.Sprintf("%s (n %d)", plus(mean.Value), articles)
}

// plus writes a figure with its sign; what is printed as 0 has none.
func plus(x float64) string {
	s := fmt.Sprintf("%+.2f", x)
	if s == "-0.00" || s == "+0.00" {
		return "0.00"
	}
	return s
}
