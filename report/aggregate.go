package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Warnings of a row of sources or timeline, beside those of package stats.
const (
	WarnSourceUnknown = "source_unknown"      // articles whose source is not known
	WarnGroupUnknown  = "group_unknown"       // articles whose group is not known
	WarnCopies        = "copies_counted_once" // copies are in n_articles and not in the estimate
	WarnAllCopies     = "copies_counted_all"  // copies are in the estimate, each as an article of its own
	WarnHeads         = "heads_only"          // what a source has from another is not in its row
	WarnWeighted      = "copies_weighted"     // copies share the weight of one article
	WarnProxies       = "proxies_counted"     // some rows count a country or capital for its actor
	WarnDates         = "unreliable_dates"    // some articles may belong to another period
	WarnWide          = "wide_interval"       // its interval would cover more than half of the scale
)

// CellKey names a cell of sources or timeline; its order of fields is the
// order of rows.
type CellKey struct {
	Level, Source, period string
	Question
}

func (k CellKey) compare(o CellKey) int {
	return cmp.Or(strings.Compare(k.Level, o.Level), strings.Compare(k.Source, o.Source),
		strings.Compare(k.period, o.period), k.Question.compare(o.Question))
}

// cell gathers the articles of a cell.
type cell struct {
	CellKey
	units      []stats.Unit
	sampled    []sampledRow // the rows, with their human codes; with gold only
	fixed      []stats.Unit // the units, corrected by design
	when       []When       // of the units
	copies     int          // articles left out as copies
	rows       int
	signs      [3]int  // of the rows
	weight     float64 // of the units together
	weighted   bool    // some unit weighs less than one for its copies
	shares     sharesSum
	proxies    bool
	unreliable bool
}

// sharesSum adds up the shares of articles, to be divided by their number.
type sharesSum struct {
	signs    [3]float64 // negative, neutral, positive
	hasSigns bool
	expected [2]float64 // negative, positive
	noProbs  bool       // some article has no probabilities
}

// aggregated are the tables that aggregate makes.
type aggregated struct {
	sources, timeline []table.EstimateRow
	contrasts         []table.ContrastRow
	trends            []table.TrendRow
	variance          []table.VarianceRow
}

// aggregate estimates the cells of sources and timeline, and compares those of
// sources with each other and over time. recs are in order of doc_id.
func aggregate(recs []table.Record, seed uint64, o Options) (out aggregated, err error) {
	weights := Weigh(recs, o.Dedup)
	bySource, byPeriod := cells{}, cells{}
	for i := range recs {
		a := &recs[i].Article
		u, ok := o.Unit(a)
		if a.ExclusionReason != "" || !ok {
			continue
		}
		at := o.When(a.PublishDate)
		for _, obs := range observe(&recs[i], o.Gold) {
			w := weights[i].times(o.Weights.of(a, &obs))
			if err := bySource.add(a, u, "", at, obs, w); err != nil {
				return out, err
			}
			if at.Period == "" {
				continue
			}
			if err := byPeriod.add(a, u, at.Period, at, obs, w); err != nil {
				return out, err
			}
		}
	}
	if out.sources, err = bySource.estimate(seed, o); err != nil {
		return out, err
	}
	if out.timeline, err = byPeriod.estimate(seed, o); err != nil {
		return out, err
	}
	if err = shrink(out.sources, seed, o); err != nil {
		return out, err
	}
	if out.contrasts, err = bySource.contrasts(seed, o); err != nil {
		return out, err
	}
	if out.trends, err = bySource.trends(seed, o); err != nil {
		return out, err
	}
	out.variance, err = bySource.variances(o)
	return out, err
}

// cells are the cells made so far.
type cells map[CellKey]*cell

// add puts an observation of a time into the cell of all sources and into
// that of its own; of names the period of the cells, if they have one.
func (cs cells) add(a *table.ArticleRow, u Unit, of string, at When, obs observation, w parts) error {
	all := CellKey{Level: table.LevelAll, period: of, Question: obs.Question}
	own := CellKey{Level: table.LevelSource, Source: u.Name, period: of, Question: obs.Question}
	return errors.Join(cs.cell(all).add(a, u.cluster, at, obs, w.all), cs.cell(own).add(a, u.cluster, at, obs, w.own))
}

// cell gives the cell of a key, a new one where there is none yet.
func (cs cells) cell(key CellKey) *cell {
	c := cs[key]
	if c == nil {
		c = &cell{CellKey: key}
		cs[key] = c
	}
	return c
}

func (c *cell) add(a *table.ArticleRow, cluster string, at When, obs observation, w part) error {
	if w.copies == 0 {
		c.copies++
		return nil
	}
	weight := w.copies * w.article
	c.units = append(c.units, stats.Unit{Cluster: cluster, Value: obs.value, Weight: weight})
	c.when = append(c.when, at)
	if err := c.addSampled(obs.sampled, cluster, weight); err != nil {
		return fmt.Errorf("article %s: %w", a.DocID, err)
	}
	c.weight += weight
	c.weighted = c.weighted || w.copies < 1
	c.rows += obs.rows
	for i, n := range obs.signs {
		c.signs[i] += n
	}
	c.shares.add(obs, weight)
	c.proxies = c.proxies || obs.proxies
	c.unreliable = c.unreliable || c.period != "" && !a.DateIsReliable
	return nil
}

func (s *sharesSum) add(obs observation, weight float64) {
	for i, n := range obs.signs {
		s.signs[i] += weight * float64(n) / float64(max(obs.rows, 1))
	}
	s.hasSigns = s.hasSigns || obs.hasSigns
	for i, p := range obs.expected {
		s.expected[i] += weight * p
	}
	s.noProbs = s.noProbs || !obs.hasProbs
}

// estimate gives the rows of the cells in order. What is drawn hangs on the seed and
// the clusters alone, so that workers, order and the question asked change nothing.
func (cs cells) estimate(seed uint64, o Options) ([]table.EstimateRow, error) {
	var list []*cell
	for _, c := range cs {
		if len(c.units) > 0 {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *cell) int { return a.compare(b.CellKey) })
	return inParallel(list, o.Workers, func(c *cell) (table.EstimateRow, error) { return c.row(seed, o) })
}

// inParallel gives what f makes of each item, in their order, or the first
// error in their order.
func inParallel[T, R any](list []T, workers int, f func(T) (R, error)) ([]R, error) {
	rows, errs := make([]R, len(list)), make([]error, len(list))
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(workers, len(list)) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(list); i = int(next.Add(1)) - 1 {
				rows[i], errs[i] = f(list[i])
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
func (c *cell) row(seed uint64, o Options) (table.EstimateRow, error) {
	e, err := o.mean(c.units, scaleOf(c.Measure), seed)
	if err != nil {
		return table.EstimateRow{}, fmt.Errorf("%s of %q, period %q: %w", c.Measure, c.Source, c.period, err)
	}
	r := table.EstimateRow{
		Level: c.Level, Source: c.Source, Period: c.period, Asked: c.asked(),
		Articles: e.Units + c.copies, Clusters: e.Clusters, Rows: c.rows,
		Mean: table.Rounded(e.Mean, table.ScoreDecimals), Median: table.Rounded(e.Median, table.ScoreDecimals),
		SD: table.Rounded(e.SD, table.ScoreDecimals), SE: table.Rounded(e.SE, table.ScoreDecimals),
		Low: table.Rounded(e.Low, table.ScoreDecimals), High: table.Rounded(e.High, table.ScoreDecimals), CILevel: table.Rounded(e.Level, table.ShareDecimals),
		Weights: string(o.Weights), Method: string(e.Method), Draws: e.Draws, Seed: seed, SmallN: e.SmallN, Warnings: c.warnings(e, o),
	}
	c.shares.fill(&r, c.weight)
	if err := c.correct(&r, seed, o); err != nil {
		return r, fmt.Errorf("%s of %q, period %q, corrected: %w", c.Measure, c.Source, c.period, err)
	}
	return r, nil
}

func (s *sharesSum) fill(r *table.EstimateRow, n float64) {
	if s.hasSigns {
		r.ShareNegative = table.Rounded(s.signs[0]/n, table.ShareDecimals)
		r.ShareNeutral = table.Rounded(s.signs[1]/n, table.ShareDecimals)
		r.SharePositive = table.Rounded(s.signs[2]/n, table.ShareDecimals)
	}
	if s.hasSigns && !s.noProbs {
		r.ExpectedNegative, r.ExpectedPositive = table.Rounded(s.expected[0]/n, table.ShareDecimals), table.Rounded(s.expected[1]/n, table.ShareDecimals)
	}
}

func (c *cell) warnings(e stats.Estimate, o Options) string {
	ws := warningCodes(e.Warnings)
	if c.Level == table.LevelSource && c.Source == "" {
		ws = append(ws, cmp.Or(map[bool]string{o.By != "": WarnGroupUnknown}[true], WarnSourceUnknown))
	}
	if c.copies > 0 {
		ws = append(ws, WarnCopies)
	}
	if o.Dedup == KeepAll && o.By == "" && e.Clusters < e.Units {
		ws = append(ws, WarnAllCopies)
	}
	if o.Dedup == HeadOnly && c.Level == table.LevelSource {
		ws = append(ws, WarnHeads)
	}
	if c.weighted {
		ws = append(ws, WarnWeighted)
	}
	if c.proxies {
		ws = append(ws, WarnProxies)
	}
	if c.unreliable {
		ws = append(ws, WarnDates)
	}
	return strings.Join(ws, "; ")
}

func warningCodes(warnings []stats.Warning) []string {
	var out []string
	for _, w := range warnings {
		out = append(out, string(w))
	}
	return out
}

// Weight is what an article weighs among its copies in the row of all sources
// and in that of its own; 0 leaves it out.
type Weight struct{ all, Own float64 }

// part is what an article weighs in one row: among its copies, and as an
// article of the study's weights.
type part struct{ copies, article float64 }

type parts struct{ all, own part }

func (w Weight) times(article float64) parts {
	return parts{part{w.all, article}, part{w.Own, article}}
}

// of gives the weight of an article's answer.
func (w Weights) of(a *table.ArticleRow, obs *observation) float64 {
	rows, sentences := obs.rows, max(a.Sentences, 1)
	if table.OfProse(obs.Measure) {
		rows = a.DyadSentences
		if w == BySentence {
			rows = sentences
		}
	}
	switch rows = max(rows, 1); w {
	case BySentence:
		return float64(rows)
	case BySalience:
		return min(float64(rows)/float64(sentences), 1)
	}
	return 1
}

// Weigh gives the weights of the articles among their copies.
func Weigh(recs []table.Record, mode Dedup) []Weight {
	out := make([]Weight, len(recs))
	for i := range out {
		out[i] = Weight{1, 1}
	}
	switch mode {
	case KeepAll:
	case HeadOnly:
		for i, isCopy := range CopiesAnywhere(recs) {
			if isCopy {
				out[i] = Weight{}
			}
		}
	default:
		for i, isCopy := range CopiesWithin(recs) {
			if isCopy {
				out[i] = Weight{}
			}
		}
	}
	if mode == Weighted {
		sizes := map[string]int{}
		for i := range recs {
			if a := &recs[i].Article; a.ExclusionReason == "" && a.StoryClusterID != "" {
				sizes[a.StoryClusterID]++
			}
		}
		for i := range recs {
			out[i].all = 1 / float64(max(sizes[recs[i].Article.StoryClusterID], 1))
		}
	}
	return out
}

// CopiesWithin says for each record whether it is a copy of another of the
// same source that counts: of the counting articles of one cluster and source
// only the first enters the estimates (the head, else the earliest, else by
// doc_id). Articles of unknown source are nobody's copies.
func CopiesWithin(recs []table.Record) []bool {
	return copiesOf(mayBeCopies(recs), withinSource)
}

// CopiesAnywhere is the same for copies of any source: of the counting
// articles of a cluster only the first is none.
func CopiesAnywhere(recs []table.Record) []bool {
	return copiesOf(mayBeCopies(recs), anySource)
}

// mayBeCopy is what tells whether an article is a copy: far less than its row.
type mayBeCopy struct {
	id, source, date, cluster string // no cluster where the article does not count
	head                      bool
}

func mayBeCopyOf(a *table.ArticleRow) mayBeCopy {
	c := mayBeCopy{id: a.DocID, source: a.Source, date: a.PublishDate, head: a.IsClusterHead}
	if a.ExclusionReason == "" {
		c.cluster = a.StoryClusterID
	}
	return c
}

func mayBeCopies(recs []table.Record) []mayBeCopy {
	out := make([]mayBeCopy, len(recs))
	for i := range recs {
		out[i] = mayBeCopyOf(&recs[i].Article)
	}
	return out
}

// copyGroup is articles of which only one counts.
type copyGroup struct{ source, cluster string }

func withinSource(a *mayBeCopy) (g copyGroup, ok bool) {
	return copyGroup{a.source, a.cluster}, a.source != "" && a.cluster != ""
}

func anySource(a *mayBeCopy) (g copyGroup, ok bool) {
	return copyGroup{cluster: a.cluster}, a.cluster != ""
}

func copiesOf(articles []mayBeCopy, groupOf func(*mayBeCopy) (copyGroup, bool)) []bool {
	first := map[copyGroup]int32{}
	for i := range articles {
		if g, ok := groupOf(&articles[i]); ok {
			if at, there := first[g]; !there || isBefore(&articles[i], &articles[at]) {
				first[g] = int32(i)
			}
		}
	}
	out := make([]bool, len(articles))
	for i := range articles {
		g, ok := groupOf(&articles[i])
		out[i] = ok && first[g] != int32(i)
	}
	return out
}

// isBefore orders the copies of a cluster.
func isBefore(a, b *mayBeCopy) bool {
	if a.head != b.head {
		return a.head
	}
	if (a.date == "") != (b.date == "") {
		return a.date != ""
	}
	return cmp.Or(strings.Compare(a.date, b.date), strings.Compare(a.id, b.id)) < 0
}
