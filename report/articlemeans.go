package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// ArticleMean is the mean of one article's rows about an actor.
type ArticleMean struct {
	Article *table.ArticleRow
	Target  string // actor1 or actor2
	// Measure is own_stance: portrayals in the narrator's voice; portrayal: those in
	// any voice; portrayal_narrator: its rows in the narrator's; or stance_narrator:
	// the polarity of the source's own judgments without labels, over all sentences
	// with the actor, those without a judgment being 0.
	Measure string
	Scorer  string
	Value   float64
	Weight  float64 // among the article's copies, as in the rows of all sources
	Story   string  // names the articles that report one event, as far as they are known; the article itself where it is alone
}

// Cluster is the article's story cluster, itself where it has none.
func (m *ArticleMean) Cluster() string { return cmp.Or(m.Article.StoryClusterID, m.Article.DocID) }

// ArticleMeans gives the means of the articles that count, in order of target,
// measure, scorer and article. They are those that enter the estimates over all
// sources; articles that mode leaves out as copies are not among them. With each,
// an article that mentions only one of the actors counts too, for that one. records
// are not changed.
func ArticleMeans(records []table.Record, mode Dedup, each bool) []ArticleMean {
	if records = slices.Clone(records); each {
		for i := range records {
			if a := &records[i].Article; a.ExclusionReason == table.NoActor1 || a.ExclusionReason == table.NoActor2 {
				a.ExclusionReason = ""
			}
		}
	}
	stories, judges := storiesOf(records), judgesOf(records)
	weights := standingsOf(records).weigh(mode)
	var out []ArticleMean
	for i := range records {
		rec := &records[i]
		if rec.Article.ExclusionReason != "" || weights[i].all == 0 {
			continue
		}
		sums := map[Question]mean{}
		add := func(p *table.PortrayalRow, measure string, value table.Num) {
			if value.Known {
				q := Question{Scorer: p.Scorer, Target: p.Target, Measure: measure}
				m := sums[q]
				m.add(value.Value)
				sums[q] = m
			}
		}
		for k := range rec.Portrayals {
			p := &rec.Portrayals[k]
			if !p.IsProse() {
				continue
			}
			add(p, table.Portrayal, p.Portrayal)
			if p.Voice == table.NarratorVoice {
				add(p, table.OwnStance, p.OwnStance)
				add(p, portrayalNarrator, p.Portrayal)
			}
		}
		for target, n := range sentencesWith(rec) {
			for _, scorer := range judges {
				m := mean{n: n}
				for k := range rec.Judgments {
					if j := &rec.Judgments[k]; j.IsNarrators() && j.Scorer == scorer && j.Target == target {
						m.sum += j.Polarity.Value
					}
				}
				sums[Question{Scorer: scorer, Target: target, Measure: stanceNarrator}] = m
			}
		}
		for q, m := range sums {
			out = append(out, ArticleMean{&rec.Article, q.Target, q.Measure, q.Scorer, m.sum / float64(m.n), weights[i].all, stories[rec.Article.DocID]})
		}
	}
	slices.SortFunc(out, func(a, b ArticleMean) int {
		return cmp.Or(strings.Compare(a.Target, b.Target), strings.Compare(a.Measure, b.Measure),
			strings.Compare(a.Scorer, b.Scorer), strings.Compare(a.Article.DocID, b.Article.DocID))
	})
	return out
}

// portrayalNarrator is the portrayal in the source's own words.
const portrayalNarrator = "portrayal_narrator"

// stanceNarrator is what the source's own judgments say.
const stanceNarrator = "stance_narrator"

// judgesOf are the scorers that judge for the source anywhere in the records.
func judgesOf(records []table.Record) (scorers []string) {
	for i := range records {
		for k := range records[i].Judgments {
			if j := &records[i].Judgments[k]; j.IsNarrators() {
				scorers = with(scorers, j.Scorer)
			}
		}
	}
	return scorers
}

// sentencesWith counts the sentences of an article with each actor.
func sentencesWith(rec *table.Record) map[string]int {
	seen, n := map[string]map[int]bool{}, map[string]int{}
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		if seen[p.Target] == nil {
			seen[p.Target] = map[int]bool{}
		}
		if p.IsProse() && !seen[p.Target][p.SentenceNo] {
			seen[p.Target][p.SentenceNo] = true
			n[p.Target]++
		}
	}
	return n
}

// storiesOf names for each article its story: articles that report one event, or copy
// one text, or are so joined by others, by the least of their ids.
func storiesOf(records []table.Record) map[string]string {
	story := map[string]string{}
	for i := range records {
		story[records[i].Article.DocID] = records[i].Article.DocID
	}
	root := func(id string) string {
		for story[id] != id {
			story[id] = story[story[id]]
			id = story[id]
		}
		return id
	}
	for i := range records {
		a := &records[i].Article
		for _, other := range append(strings.Split(a.SameEvent, "; "), a.StoryClusterID) {
			if _, ok := story[other]; ok {
				x, y := root(a.DocID), root(other)
				story[max(x, y)] = min(x, y)
			}
		}
	}
	for id := range story {
		story[id] = root(id)
	}
	return story
}
