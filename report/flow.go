package report

import (
	"maps"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// ExcludedLanguage begins the exclusion_reason of an article that is not in a
// language of the study; such articles are lost at the stage in_language.
const ExcludedLanguage = "language"

// stage is a stage of the flow while it is counted.
type stage struct {
	name, meaning string
	isFilter      bool
	n             int
	reasons       map[string]int
}

// The stages, in order.
const (
	stageFound = iota
	stageRead
	stageLanguage
	stageDated
	stageSourced
	stageDistinct
	stageMentions
	stageDyad
	stageScored
)

func stages() []stage {
	return []stage{
		{name: "found", meaning: "articles found in the inputs"},
		{name: "read", isFilter: true, meaning: "articles that could be read; reasons count what was wrong with inputs, also what lost no article"},
		{name: "in_language", isFilter: true, meaning: "articles in a language of the study"},
		{name: "dated", meaning: "of these, articles with a date; a fact and no filter: articles without one are kept, and left out of timeline; ambiguous_numeric and date_unreliable count dates that are not sure"},
		{name: "sourced", meaning: "of these, articles with a source; a fact and no filter: articles without one are kept"},
		{name: "distinct", meaning: "of these, articles that are no copy of another in the same source; a fact and no filter: copies stay in articles, and enter the estimates as the study's dedup says; copy_of_other_source counts those that are distinct in their source only"},
		{name: "mentions_both", meaning: "of these, articles that mention both actors; a fact and no filter"},
		{name: "has_dyad_sentence", meaning: "of these, articles with a sentence in scope dyad; a fact and no filter"},
		{name: "scored", isFilter: true, meaning: "articles that count and have a judgment or a relation"},
	}
}

// flow counts articles by stage.
func flow(recs []Record, info Info) []FlowRow {
	ss := stages()
	ss[stageFound].n = max(info.Found, len(recs))
	ss[stageRead].n = len(recs)
	for _, p := range info.Problems {
		ss[stageRead].reason(p.Reason)
	}
	copies, anywhere := copiesWithin(recs), copiesAnywhere(recs)
	for i := range recs {
		countArticle(ss, &recs[i], copies[i], anywhere[i])
	}
	return flowRows(ss)
}

// ReadingFlow gives the stages that need no scoring, from found to distinct.
func ReadingFlow(recs []Record, info Info) []FlowRow {
	rows := flow(recs, info)
	last := slices.IndexFunc(rows, func(r FlowRow) bool { return r.Stage == stages()[stageMentions].name })
	return rows[:last]
}

func countArticle(ss []stage, rec *Record, isCopy, anywhere bool) {
	a := &rec.Article
	if strings.HasPrefix(a.ExclusionReason, ExcludedLanguage) {
		ss[stageLanguage].reason(a.ExclusionReason)
		return
	}
	ss[stageLanguage].n++
	ss[stageDated].fact(a.PublishDate != "", "undated")
	switch {
	case a.DateMethod == string(corpus.ByAmbiguous):
		ss[stageDated].reason(a.DateMethod)
	case a.PublishDate != "" && !a.DateIsReliable:
		ss[stageDated].reason("date_unreliable")
	}
	ss[stageSourced].fact(a.Source != "", "source_unknown")
	ss[stageDistinct].fact(!isCopy, "copy_in_source")
	if anywhere && !isCopy {
		ss[stageDistinct].reason("copy_of_other_source")
	}
	ss[stageMentions].fact(a.Mentions1 > 0 && a.Mentions2 > 0, missingActors(a))
	ss[stageDyad].fact(a.DyadSentences > 0, "no_dyad_sentence")
	reason := a.ExclusionReason
	if reason == "" {
		reason = "nothing_to_judge"
	}
	ss[stageScored].fact(a.ExclusionReason == "" && len(rec.Judgments)+len(rec.Relations) > 0, reason)
}

func missingActors(a *ArticleRow) string {
	switch {
	case a.Mentions1 == 0 && a.Mentions2 == 0:
		return "neither_actor"
	case a.Mentions1 == 0:
		return "no_actor1"
	}
	return "no_actor2"
}

// fact counts an article at the stage, or the reason why it is not there.
func (s *stage) fact(holds bool, otherwise string) {
	if holds {
		s.n++
		return
	}
	s.reason(otherwise)
}

func (s *stage) reason(why string) {
	if s.reasons == nil {
		s.reasons = map[string]int{}
	}
	s.reasons[why]++
}

func flowRows(ss []stage) []FlowRow {
	var rows []FlowRow
	before := 0
	for i, s := range ss {
		row := FlowRow{Stage: s.name, N: s.n, IsFilter: s.isFilter, Meaning: s.meaning}
		if s.isFilter {
			row.Lost = before - s.n
		}
		if s.isFilter || i == 0 {
			before = s.n
		}
		rows = append(rows, row)
		for _, why := range slices.Sorted(maps.Keys(s.reasons)) {
			rows = append(rows, FlowRow{Stage: s.name, IsFilter: s.isFilter, Reason: why, NReason: s.reasons[why], Meaning: s.meaning})
		}
	}
	return rows
}
