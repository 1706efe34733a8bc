package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// Levels of sources and timeline.
const (
	levelAll    = "all"
	levelSource = "source"
)

// Warnings of a row of sources or timeline, beside those of package stats.
const (
	warnSourceUnknown = "source_unknown"      // articles whose source is not known
	warnCopies        = "copies_counted_once" // copies in one source are in n_articles and not in the estimate
	warnProxies       = "proxies_counted"     // some rows count a country or capital for its actor
	warnDates         = "unreliable_dates"    // some articles may belong to another period
)

// cellKey names a cell of sources or timeline; its order of fields is the
// order of rows.
type cellKey struct {
	level, source, period string
	question
}

func (k cellKey) compare(o cellKey) int {
	return cmp.Or(strings.Compare(k.level, o.level), strings.Compare(k.source, o.source),
		strings.Compare(k.period, o.period), k.question.compare(o.question))
}

// cell gathers the articles of a cell.
type cell struct {
	cellKey
	units      []stats.Unit
	copies     int // articles left out as copies
	rows       int
	shares     sharesSum
	proxies    bool
	unreliable bool
}

// sharesSum adds up the shares of articles, to be divided by their number.
type sharesSum struct {
	labels       [3]float64 // negative, neutral, positive
	evaluated    float64
	hasLabels    bool
	hasEvaluated bool
}

// aggregate estimates the cells of sources and timeline. recs are in order
// of doc_id.
func aggregate(recs []Record, seed uint64, o Options) (sources, timeline []EstimateRow, err error) {
	copies := copiesWithin(recs)
	bySource, byPeriod := cells{}, cells{}
	for i := range recs {
		a := &recs[i].Article
		if a.ExclusionReason != "" {
			continue
		}
		period := o.Period.Of(a.PublishDate)
		for _, obs := range observe(&recs[i]) {
			bySource.add(a, "", obs, copies[i])
			if period != "" {
				byPeriod.add(a, period, obs, copies[i])
			}
		}
	}
	if sources, err = bySource.estimate(seed, o); err != nil {
		return nil, nil, err
	}
	timeline, err = byPeriod.estimate(seed, o)
	return sources, timeline, err
}

// cells are the cells made so far.
type cells map[cellKey]*cell

// add puts an observation into the cell of all sources and into that of its
// own.
func (cs cells) add(a *ArticleRow, period string, obs observation, isCopy bool) {
	all := cellKey{level: levelAll, period: period, question: obs.question}
	own := cellKey{level: levelSource, source: a.Source, period: period, question: obs.question}
	for _, key := range [2]cellKey{all, own} {
		c := cs[key]
		if c == nil {
			c = &cell{cellKey: key}
			cs[key] = c
		}
		c.add(a, obs, isCopy)
	}
}

func (c *cell) add(a *ArticleRow, obs observation, isCopy bool) {
	if isCopy {
		c.copies++
		return
	}
	cluster := cmp.Or(a.StoryClusterID, a.DocID)
	c.units = append(c.units, stats.Unit{Cluster: cluster, Value: obs.value, Weight: 1})
	c.rows += obs.rows
	c.shares.add(obs)
	c.proxies = c.proxies || obs.proxies
	c.unreliable = c.unreliable || c.period != "" && !a.DateIsReliable
}

func (s *sharesSum) add(obs observation) {
	for i, n := range obs.labels {
		s.labels[i] += float64(n) / float64(max(obs.rows, 1))
	}
	s.evaluated += float64(obs.evaluated) / float64(max(obs.rows, 1))
	s.hasLabels = s.hasLabels || obs.hasLabels
	s.hasEvaluated = s.hasEvaluated || obs.hasEvaluated
}

// estimate gives the rows of the cells in order. Every cell draws from a
// stream of its own, so that workers and order change nothing.
func (cs cells) estimate(seed uint64, o Options) ([]EstimateRow, error) {
	var list []*cell
	for _, c := range cs {
		if len(c.units) > 0 {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *cell) int { return a.compare(b.cellKey) })
	rows, errs := make([]EstimateRow, len(list)), make([]error, len(list))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(o.Workers, len(list)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				rows[i], errs[i] = list[i].row(seed, o.Rule)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// row estimates one cell.
func (c *cell) row(seed uint64, rule stats.Rule) (EstimateRow, error) {
	src := stats.NewStream(seed, c.source, c.period, c.scorer, c.scope, c.voice, c.holder, c.target, c.measure)
	e, err := stats.Mean(c.units, rule, src)
	if err != nil {
		return EstimateRow{}, fmt.Errorf("%s of %q, period %q: %w", c.measure, c.source, c.period, err)
	}
	r := EstimateRow{
		Level: c.level, Source: c.source, Period: c.period, HolderClass: c.holder, Voice: c.voice, Target: c.target,
		Scope: c.scope, Measure: c.measure, Scorer: c.scorer,
		Articles: e.Units + c.copies, Clusters: e.Clusters, Judgments: c.rows,
		Mean: num(e.Mean, scoreDecimals), Median: num(e.Median, scoreDecimals),
		SD: num(e.SD, scoreDecimals), SE: num(e.SE, scoreDecimals),
		Low: num(e.Low, scoreDecimals), High: num(e.High, scoreDecimals),
		Method: string(e.Method), Draws: e.Draws, Seed: seed, SmallN: e.SmallN, Warnings: c.warnings(e),
	}
	c.shares.fill(&r, float64(len(c.units)))
	return r, nil
}

func (s *sharesSum) fill(r *EstimateRow, n float64) {
	if s.hasLabels {
		r.ShareNegative = num(s.labels[0]/n, shareDecimals)
		r.ShareNeutral = num(s.labels[1]/n, shareDecimals)
		r.SharePositive = num(s.labels[2]/n, shareDecimals)
	}
	if s.hasEvaluated {
		r.EvaluatedShare = num(s.evaluated/n, shareDecimals)
	}
}

func (c *cell) warnings(e stats.Estimate) string {
	var ws []string
	for _, w := range e.Warnings {
		ws = append(ws, string(w))
	}
	if c.level == levelSource && c.source == "" {
		ws = append(ws, warnSourceUnknown)
	}
	if c.copies > 0 {
		ws = append(ws, warnCopies)
	}
	if c.proxies {
		ws = append(ws, warnProxies)
	}
	if c.unreliable {
		ws = append(ws, warnDates)
	}
	return strings.Join(ws, "; ")
}

// copiesWithin says for each record whether it is a copy of another of the
// same source that counts: of the counting articles of one cluster and source
// only the first enters the estimates (the head, else the earliest, else by
// doc_id). Articles of unknown source are nobody's copies.
func copiesWithin(recs []Record) []bool {
	type group struct{ source, cluster string }
	first := map[group]int{}
	member := func(i int) (group, bool) {
		a := &recs[i].Article
		return group{a.Source, a.StoryClusterID}, a.ExclusionReason == "" && a.Source != "" && a.StoryClusterID != ""
	}
	for i := range recs {
		if g, ok := member(i); ok {
			if at, there := first[g]; !there || isBefore(&recs[i].Article, &recs[at].Article) {
				first[g] = i
			}
		}
	}
	out := make([]bool, len(recs))
	for i := range recs {
		g, ok := member(i)
		out[i] = ok && first[g] != i
	}
	return out
}

// isBefore orders the copies of a cluster.
func isBefore(a, b *ArticleRow) bool {
	if a.IsClusterHead != b.IsClusterHead {
		return a.IsClusterHead
	}
	if (a.PublishDate == "") != (b.PublishDate == "") {
		return a.PublishDate != ""
	}
	return cmp.Or(strings.Compare(a.PublishDate, b.PublishDate), strings.Compare(a.DocID, b.DocID)) < 0
}
