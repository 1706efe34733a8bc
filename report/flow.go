package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// ExcludedLanguage begins the exclusion_reason of an article that is not in a
// language of the study; such articles are lost at the stage in_language.
const ExcludedLanguage = "language"

// stage is a stage of the flow while it is counted.
type stage struct {
	name, meaning string
	isFilter      bool
	n             int
	reasons       map[reasonOf]int
}

// reasonOf is a reason with the source of the articles that it keeps out of the
// table, "" for others.
type reasonOf struct{ why, source string }

// The stages, in order.
const (
	stageFound = iota
	stageRead
	stageLanguage
	stageActor
	stageBoth
	stageDated
	stageSourced
	stageDistinct
	stageDyad
	stageScored
)

func stages() []stage {
	return []stage{
		{name: "found", meaning: "articles found in the inputs"},
		{name: "read", isFilter: true, meaning: "articles that could be read; reasons count what was wrong with inputs, also what lost no article"},
		{name: "in_language", isFilter: true, meaning: "articles in a language of the study"},
		{name: "mentions_actor", isFilter: true, meaning: "articles that mention an actor: those that have a row in articles; reasons count the others by source"},
		{name: "mentions_both", isFilter: true, meaning: "articles that mention both actors: those that the headline is about"},
		{name: "dated", meaning: "of these, articles with a date; a fact and no filter: articles without one are kept, and left out of timeline; ambiguous_numeric and date_unreliable count dates that are not sure"},
		{name: "sourced", meaning: "of these, articles with a source; a fact and no filter: articles without one are kept"},
		{name: "distinct", meaning: "of these, articles that are no copy of another in the same source; a fact and no filter: copies stay in articles, and enter the estimates as the study's dedup says; copy_of_other_source counts those that are distinct in their source only"},
		{name: "has_dyad_sentence", meaning: "of these, articles with a sentence in scope dyad; a fact and no filter"},
		{name: "scored", isFilter: true, meaning: "articles that count and have a portrayal, a judgment or a relation"},
	}
}

// leftOut is why articles without a row have none.
type leftOut struct{ reason, source string }

// leftOutRows puts the counts of articles without a row into order.
func leftOutRows(n map[leftOut]int) []table.LeftOut {
	out := []table.LeftOut{}
	for l, k := range n {
		out = append(out, table.LeftOut{Reason: l.reason, Source: l.source, N: k})
	}
	slices.SortFunc(out, func(a, b table.LeftOut) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Source, b.Source))
	})
	return out
}

// countStages counts an article that has a row in articles.csv, but for whether it is a
// copy.
func countStages(ss []stage, o *Observed) {
	ss[stageLanguage].n++
	ss[stageActor].n++
	if why := table.MissingActors(&table.ArticleRow{Mentions1: o.Mentions[0], Mentions2: o.Mentions[1]}); why != "" {
		ss[stageBoth].reason(why)
		return
	}
	ss[stageBoth].n++
	countFacts(ss, o)
	ss[stageDyad].fact(o.DyadSentences > 0, "no_dyad_sentence")
	rows := o.Rows.Portrayals + o.Rows.Judgments + o.Rows.Relations
	ss[stageScored].fact(o.Exclusion == "" && rows > 0, cmp.Or(o.Exclusion, "nothing_to_judge"))
}

// flow counts articles by stage.
func (s *State) flow(info *table.Info) []table.FlowRow {
	ss := slices.Clone(s.stages)
	for i := range ss {
		ss[i].reasons = maps.Clone(ss[i].reasons)
	}
	left := 0
	for _, l := range info.LeftOut {
		left += l.N
		at := stageActor
		if strings.HasPrefix(l.Reason, ExcludedLanguage) {
			at = stageLanguage
		} else {
			ss[stageLanguage].n += l.N
		}
		ss[at].of(l.Reason, l.Source, l.N)
	}
	ss[stageFound].n = max(info.Found, len(s.list)+left)
	ss[stageRead].n = len(s.list) + left
	for _, p := range info.Problems {
		ss[stageRead].reason(p.Reason)
	}
	for i := range s.list {
		if s.list[i].both {
			countCopy(ss, s.inSource[i], s.anywhere[i])
		}
	}
	return append(flowRows(ss), s.answered(info)...)
}

// answered counts the sentences about which models of others were asked, by
// whether they have an answer; none where no such model scored.
func (s *State) answered(info *table.Info) []table.FlowRow {
	out := stage{name: "answered", meaning: "sentences about which models of others were asked and that have an answer, of each scorer; reasons count those that have none, as scorer: outcome"}
	asked := false
	for _, d := range info.Scorers { // known also of a stream that ends early
		if !d.Asked {
			continue
		}
		asked = true
		for _, o := range s.asked.list() {
			switch {
			case o.Scorer != d.Name:
			case o.Of == "":
				out.n += o.N
			default:
				out.of(o.Scorer+": "+o.Of, "", o.N)
			}
		}
	}
	if !asked {
		return nil
	}
	return flowRows([]stage{out})
}

// Reading counts the stages that need no scoring: found, read, in_language,
// dated, sourced and distinct. It keeps of each article only what tells whether
// it is a copy.
type Reading struct {
	stages   []stage
	read     int
	articles standings // those in a language of the study
}

// NewReading starts a count.
func NewReading() *Reading { return &Reading{stages: stages()} }

// Add counts an article. Of its row it needs the facts that reading tells, and
// keeps none of the strings.
func (r *Reading) Add(a *table.ArticleRow) {
	r.read++
	if strings.HasPrefix(a.ExclusionReason, ExcludedLanguage) {
		r.stages[stageLanguage].reason(strings.Clone(a.ExclusionReason))
		return
	}
	r.stages[stageLanguage].n++
	o := facts(a)
	countFacts(r.stages, &o)
	r.articles.add(&o)
}

// Flow gives the rows of what was added.
func (r *Reading) Flow(info table.Info) []table.FlowRow {
	ss := r.stages
	ss[stageFound].n, ss[stageRead].n = max(info.Found, r.read), r.read
	for _, p := range info.Problems {
		ss[stageRead].reason(p.Reason)
	}
	copies, anywhere := r.articles.copies(withinSource), r.articles.copies(anySource)
	for i := range copies {
		countCopy(ss, copies[i], anywhere[i])
	}
	return flowRows(slices.Concat(ss[:stageActor], ss[stageDated:stageDyad]))
}

// countFacts counts what is known of an article without reading it.
func countFacts(ss []stage, o *Observed) {
	ss[stageDated].fact(o.Date != "", "undated")
	switch {
	case o.DateMethod == string(corpus.ByAmbiguous):
		ss[stageDated].reason(o.DateMethod)
	case o.Date != "" && !o.DateIsReliable:
		ss[stageDated].reason("date_unreliable")
	}
	ss[stageSourced].fact(o.Source != "", "source_unknown")
}

// countCopy counts whether an article is the copy of another.
func countCopy(ss []stage, isCopy, anywhere bool) {
	ss[stageDistinct].fact(!isCopy, "copy_in_source")
	if anywhere && !isCopy {
		ss[stageDistinct].reason("copy_of_other_source")
	}
}

// fact counts an article at the stage, or the reason why it is not there.
func (s *stage) fact(holds bool, otherwise string) {
	if holds {
		s.n++
		return
	}
	s.reason(otherwise)
}

func (s *stage) reason(why string) { s.of(why, "", 1) }

// of counts a reason; source is that of articles without a row.
func (s *stage) of(why, source string, n int) {
	if s.reasons == nil {
		s.reasons = map[reasonOf]int{}
	}
	s.reasons[reasonOf{why, source}] += n
}

func flowRows(ss []stage) []table.FlowRow {
	var rows []table.FlowRow
	before := 0
	for i, s := range ss {
		row := table.FlowRow{Stage: s.name, N: s.n, IsFilter: s.isFilter, Meaning: s.meaning}
		if s.isFilter {
			row.Lost = before - s.n
		}
		if s.isFilter || i == 0 {
			before = s.n
		}
		rows = append(rows, row)
		reasons := slices.SortedFunc(maps.Keys(s.reasons), func(a, b reasonOf) int {
			return cmp.Or(cmp.Compare(a.why, b.why), cmp.Compare(a.source, b.source))
		})
		for _, r := range reasons {
			rows = append(rows, table.FlowRow{Stage: s.name, IsFilter: s.isFilter, Reason: r.why, Source: r.source, NReason: s.reasons[r], Meaning: s.meaning})
		}
	}
	return rows
}
