package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Observed is what estimates need of one article: its answers to each question, in
// place of its rows. It is the smallest thing that can be put together before it is
// known which articles are copies of one another.
type Observed struct {
	ID, Source, Date, DateMethod string
	DateIsReliable               bool
	Cluster                      string // of copies; "" where it has none
	IsHead                       bool
	Exclusion                    string // as exclusion_reason
	Mentions                     [2]int // of the actors
	Sentences, DyadSentences     int
	Meta                         []table.MetaCell
	Rows                         table.RowCounts

	Asked []Outcome // sentences that scorers were asked about
	// What follows is empty where the article does not count.
	Scorers  [3][]string   // that have portrayals, judgments, relations
	Answers  []Observation // to the questions of sources and timeline
	Stances  []Observation // to those of stance_matrix
	Frames   []Framed      // by voice
	Own      []OwnAnswer   // to the questions of the study's own
	Labels   []LabelUse
	Portrays []Outcome // by scorer and actor (as Of): portrayals
	Headline []Outcome // by scorer: sentences that would count in the headline
}

// Outcome counts what a scorer has in an article; Of is what it came to.
type Outcome struct {
	Scorer, Of string
	N          int
}

// observe gives what estimates need of an article; gold are the human codes of
// portrayals, nil for none.
func observe(rec *table.Record, gold *Gold) Observed {
	ordered := inOrder(rec)
	rec = &ordered
	o, a := facts(&rec.Article), &rec.Article
	o.Asked = outcomesOf(rec)
	frames, own := table.FramesOf(rec), table.AnswersOf(rec)
	o.Rows = table.RowCounts{Articles: 1, Portrayals: len(rec.Portrayals), Judgments: len(rec.Judgments), Relations: len(rec.Relations),
		Frames: len(frames), Answers: len(own)}
	if a.ExclusionReason != "" {
		return o
	}
	o.Answers, o.Stances = observations(rec, gold), stancesIn(rec)
	o.Frames, o.Own, o.Labels = framedBy(rec.Portrayals, frames), ownAnswers(own), labelsIn(rec)
	portrays, headline := counting{}, counting{}
	var before *table.PortrayalRow // that would count
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		o.Scorers[0] = with(o.Scorers[0], p.Scorer)
		portrays.add(p.Scorer, p.Target)
		if !p.IsProse() || !p.Portrayal.Known {
			before = nil
			continue
		}
		if before == nil || before.Scorer != p.Scorer || before.SentenceNo != p.SentenceNo {
			headline.add(p.Scorer, "")
		}
		before = p
	}
	for i := range rec.Judgments {
		o.Scorers[1] = with(o.Scorers[1], rec.Judgments[i].Scorer)
	}
	for i := range rec.Relations {
		o.Scorers[2] = with(o.Scorers[2], rec.Relations[i].Scorer)
	}
	o.Portrays, o.Headline = portrays.list(), headline.list()
	return o
}

// facts is what is known of an article without its rows.
func facts(a *table.ArticleRow) Observed {
	return Observed{ID: a.DocID, Source: a.Source, Date: a.PublishDate, DateMethod: a.DateMethod, DateIsReliable: a.DateIsReliable,
		Cluster: a.StoryClusterID, IsHead: a.IsClusterHead, Exclusion: a.ExclusionReason, Mentions: [2]int{a.Mentions1, a.Mentions2},
		Sentences: a.Sentences, DyadSentences: a.DyadSentences, Meta: a.Meta}
}

// outcomesOf counts the sentences of an article that each scorer has portrayals of, by
// what came of asking about them: a sentence has a row for each actor in it.
func outcomesOf(rec *table.Record) []Outcome {
	type unit struct {
		sentence int
		scorer   string
	}
	seen, n := map[unit]bool{}, counting{}
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		if u := (unit{p.SentenceNo, p.Scorer}); !seen[u] {
			seen[u] = true
			n.add(p.Scorer, p.Failure)
		}
	}
	return n.list()
}

// counting counts by scorer and something else.
type counting map[[2]string]int

func (c counting) add(scorer, of string) { c[[2]string{scorer, of}]++ }

func (c counting) take(list []Outcome) {
	for _, o := range list {
		c[[2]string{o.Scorer, o.Of}] += o.N
	}
}

func (c counting) list() []Outcome {
	out := make([]Outcome, 0, len(c))
	for k, n := range c {
		out = append(out, Outcome{k[0], k[1], n})
	}
	slices.SortFunc(out, func(a, b Outcome) int {
		return cmp.Or(strings.Compare(a.Scorer, b.Scorer), strings.Compare(a.Of, b.Of))
	})
	return out
}

// inOrder gives a record with its rows in their order; the record stays as it is.
func inOrder(rec *table.Record) table.Record {
	return table.Record{Article: rec.Article, Portrayals: sorted(rec.Portrayals, comparePortrayals),
		Judgments: sorted(rec.Judgments, compareJudgments), Relations: sorted(rec.Relations, compareRelations)}
}

// sorted gives rows in order: themselves where they are.
func sorted[T any](rows []T, compare func(a, b T) int) []T {
	if slices.IsSortedFunc(rows, compare) {
		return rows
	}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, compare)
	return rows
}
