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

// leaveOut parts the articles that mention an actor from the others, which it
// counts by reason and source, together with those counted before.
func leaveOut(recs []table.Record, before []table.LeftOut) ([]table.Record, []table.LeftOut) {
	type group struct{ reason, source string }
	n := map[group]int{}
	for _, l := range before {
		n[group{l.Reason, l.Source}] += l.N
	}
	var kept []table.Record
	for i := range recs {
		if a := &recs[i].Article; a.Mentions1+a.Mentions2 == 0 {
			n[group{cmp.Or(a.ExclusionReason, table.NoActor), a.Source}]++
			continue
		}
		kept = append(kept, recs[i])
	}
	headClusters(kept)
	out := []table.LeftOut{}
	for g, k := range n {
		out = append(out, table.LeftOut{Reason: g.reason, Source: g.source, N: k})
	}
	slices.SortFunc(out, func(a, b table.LeftOut) int {
		return cmp.Or(cmp.Compare(a.Reason, b.Reason), cmp.Compare(a.Source, b.Source))
	})
	return kept, out
}

// headClusters names the clusters of copies whose head was left out by the first of
// those that stayed, in the order of isBefore, in articles and their rows.
func headClusters(recs []table.Record) {
	there, first := map[string]bool{}, map[string]int{}
	for i := range recs {
		there[recs[i].Article.DocID] = true
	}
	all := mayBeCopies(recs)
	for i := range recs {
		cluster := recs[i].Article.StoryClusterID
		if at, ok := first[cluster]; !ok || isBefore(&all[i], &all[at]) {
			first[cluster] = i
		}
	}
	for i := range recs {
		r := &recs[i]
		a := &r.Article
		if a.StoryClusterID == "" || there[a.StoryClusterID] {
			continue
		}
		head := recs[first[a.StoryClusterID]].Article.DocID
		a.StoryClusterID, a.CopyOf, a.IsClusterHead = head, head, a.DocID == head
		if a.IsClusterHead {
			a.CopyOf = ""
		}
		r.Portrayals = slices.Clone(r.Portrayals) // the caller's rows stay as they are
		for k := range r.Portrayals {
			r.Portrayals[k].StoryClusterID = head
		}
		r.Judgments = slices.Clone(r.Judgments)
		for k := range r.Judgments {
			r.Judgments[k].StoryClusterID = head
		}
		r.Relations = slices.Clone(r.Relations)
		for k := range r.Relations {
			r.Relations[k].StoryClusterID = head
		}
	}
}

// flow counts articles by stage. recs are those that have a row in articles.csv.
func flow(recs []table.Record, info table.Info) []table.FlowRow {
	ss := stages()
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
	ss[stageFound].n = max(info.Found, len(recs)+left)
	ss[stageRead].n = len(recs) + left
	for _, p := range info.Problems {
		ss[stageRead].reason(p.Reason)
	}
	copies, anywhere := CopiesWithin(recs), CopiesAnywhere(recs)
	for i := range recs {
		rec := &recs[i]
		a := &rec.Article
		ss[stageLanguage].n++
		ss[stageActor].n++
		if why := table.MissingActors(a); why != "" {
			ss[stageBoth].reason(why)
			continue
		}
		ss[stageBoth].n++
		countFacts(ss, a)
		countCopy(ss, copies[i], anywhere[i])
		ss[stageDyad].fact(a.DyadSentences > 0, "no_dyad_sentence")
		rows := len(rec.Portrayals) + len(rec.Judgments) + len(rec.Relations)
		ss[stageScored].fact(a.ExclusionReason == "" && rows > 0, cmp.Or(a.ExclusionReason, "nothing_to_judge"))
	}
	return append(flowRows(ss), answered(recs, info)...)
}

// answered counts the sentences about which models of others were asked, by
// whether they have an answer; none where no such model scored.
func answered(recs []table.Record, info table.Info) []table.FlowRow {
	s := stage{name: "answered", meaning: "sentences about which models of others were asked and that have an answer, of each scorer; reasons count those that have none, as scorer: outcome"}
	asked := map[string]bool{}
	for _, d := range info.Scorers { // known also of a stream that ends early
		if d.Asked {
			asked[d.Name] = true
		}
	}
	if len(asked) == 0 {
		return nil
	}
	type unit struct {
		sentence int
		scorer   string
	}
	for i := range recs {
		seen := map[unit]bool{} // a sentence has a row for each actor in it
		for k := range recs[i].Portrayals {
			p := &recs[i].Portrayals[k]
			u := unit{p.SentenceNo, p.Scorer}
			if !asked[p.Scorer] || seen[u] {
				continue
			}
			seen[u] = true
			s.fact(p.Failure == "", p.Scorer+": "+p.Failure)
		}
	}
	return flowRows([]stage{s})
}

// Reading counts the stages that need no scoring: found, read, in_language,
// dated, sourced and distinct. It keeps of each article only what tells whether
// it is a copy.
type Reading struct {
	stages   []stage
	read     int
	articles []mayBeCopy // those in a language of the study
	known    map[string]string
}

// NewReading starts a count.
func NewReading() *Reading { return &Reading{stages: stages(), known: map[string]string{}} }

// one gives a string that is kept once, however often it is met.
func (r *Reading) one(s string) string {
	if kept, ok := r.known[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	r.known[s] = s
	return s
}

// Add counts an article. Of its row it needs the facts that reading tells, and
// keeps none of the strings.
func (r *Reading) Add(a *table.ArticleRow) {
	r.read++
	if strings.HasPrefix(a.ExclusionReason, ExcludedLanguage) {
		r.stages[stageLanguage].reason(strings.Clone(a.ExclusionReason))
		return
	}
	r.stages[stageLanguage].n++
	countFacts(r.stages, a)
	c := mayBeCopyOf(a)
	c.id, c.source, c.date = strings.Clone(c.id), r.one(c.source), r.one(c.date)
	if c.cluster == c.id {
		c.cluster = c.id // one string
	} else {
		c.cluster = strings.Clone(c.cluster)
	}
	r.articles = append(r.articles, c)
}

// Flow gives the rows of what was added.
func (r *Reading) Flow(info table.Info) []table.FlowRow {
	ss := r.stages
	ss[stageFound].n, ss[stageRead].n = max(info.Found, r.read), r.read
	for _, p := range info.Problems {
		ss[stageRead].reason(p.Reason)
	}
	copies, anywhere := copiesOf(r.articles, withinSource), copiesOf(r.articles, anySource)
	for i := range r.articles {
		countCopy(ss, copies[i], anywhere[i])
	}
	return flowRows(slices.Concat(ss[:stageActor], ss[stageDated:stageDyad]))
}

// countFacts counts what is known of an article without reading it.
func countFacts(ss []stage, a *table.ArticleRow) {
	ss[stageDated].fact(a.PublishDate != "", "undated")
	switch {
	case a.DateMethod == string(corpus.ByAmbiguous):
		ss[stageDated].reason(a.DateMethod)
	case a.PublishDate != "" && !a.DateIsReliable:
		ss[stageDated].reason("date_unreliable")
	}
	ss[stageSourced].fact(a.Source != "", "source_unknown")
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
