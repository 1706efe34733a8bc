package report

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
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
	sources   []table.EstimateRow
	timeline  *table.Packed[table.EstimateRow]
	contrasts []table.ContrastRow
	trends    *table.Packed[table.TrendRow]
	variance  []table.VarianceRow
}

// aggregate estimates the cells of sources and timeline, and compares those of
// sources with each other and over time, question by question.
func (s *State) aggregate(seed uint64, o Options) (out aggregated, err error) {
	finder, err := stats.NewBreakFinder(max(min(o.Rule.Draws, breakDraws), breakDrawn), seed)
	if err != nil {
		return out, err
	}
	made, err := inParallel(questionsIn(s.said), o.Workers, func(q Question) (aggregated, error) {
		return s.aggregateOne(q, seed, o, finder)
	})
	if err != nil {
		return out, err
	}
	var timelines []*table.Packed[table.EstimateRow]
	var trends []*table.Packed[table.TrendRow]
	for _, m := range made {
		out.sources, out.contrasts, out.variance = append(out.sources, m.sources...), append(out.contrasts, m.contrasts...), append(out.variance, m.variance...)
		timelines, trends = append(timelines, m.timeline), append(trends, m.trends)
	}
	slices.SortFunc(out.sources, func(a, b table.EstimateRow) int { return compareEstimates(&a, &b) })
	slices.SortStableFunc(out.contrasts, func(a, b table.ContrastRow) int { return strings.Compare(a.Level, b.Level) })
	out.timeline, out.trends = table.Merge(compareEstimates, timelines...), table.Merge(compareTrends, trends...)
	return out, nil
}

// questionsIn are the questions of columns, in order.
func questionsIn(columns map[Question]*column) []Question {
	return slices.SortedFunc(maps.Keys(columns), Question.compare)
}

// aggregateOne is aggregate for one question.
func (s *State) aggregateOne(q Question, seed uint64, o Options, finder *stats.BreakFinder) (out aggregated, err error) {
	bySource, byPeriod, err := s.cellsOf(q, s.said[q], &o)
	if err != nil {
		return out, err
	}
	if out.sources, err = bySource.estimate(seed, o); err != nil {
		return out, err
	}
	timeline, err := byPeriod.estimate(seed, o)
	if err != nil {
		return out, err
	}
	out.timeline = table.NewPacked(table.Fields[table.EstimateRow](), timeline)
	if err = shrink(out.sources, q, seed, o.Rule); err != nil {
		return out, err
	}
	if out.contrasts, err = bySource.contrasts(q, seed, o); err != nil {
		return out, err
	}
	trends, err := bySource.trends(seed, o, finder)
	if err != nil {
		return out, err
	}
	out.trends = table.NewPacked(table.Fields[table.TrendRow](), trends)
	out.variance, err = bySource.variance(q, o.Rule)
	return out, err
}

// cellsOf puts the answers to a question into the cells of all sources and of each,
// without regard to time and by period.
func (s *State) cellsOf(q Question, c *column, o *Options) (bySource, byPeriod cells, err error) {
	bySource, byPeriod = cells{}, cells{}
	return bySource, byPeriod, c.all(s.rank, func(answer *answered) error {
		a := &s.list[answer.article]
		u, ok := s.unit(a)
		if !ok {
			return nil
		}
		answer.Question = q
		at, w := s.when[a.date], s.weights[answer.article].times(o.Weights.of(a, &answer.Observation))
		err := bySource.add(a, u, "", at, &answer.Observation, w)
		if at.Period != "" {
			err = errors.Join(err, byPeriod.add(a, u, at.Period, at, &answer.Observation, w))
		}
		return err
	})
}

// estimate estimates the cells of sources of other questions.
func (s *State) estimate(columns map[Question]*column, seed uint64, o Options) ([]table.EstimateRow, error) {
	made, err := inParallel(questionsIn(columns), o.Workers, func(q Question) ([]table.EstimateRow, error) {
		cs, _, err := s.cellsOf(q, columns[q], &o)
		if err != nil {
			return nil, err
		}
		return cs.estimate(seed, o)
	})
	rows := slices.Concat(made...)
	slices.SortFunc(rows, func(a, b table.EstimateRow) int { return compareEstimates(&a, &b) })
	return rows, err
}

// keyOf is the cell of an estimate.
func keyOf(e *table.EstimateRow) CellKey {
	return CellKey{Level: e.Level, Source: e.Source, period: e.Period, Question: QuestionOf(&e.Asked)}
}

func compareEstimates(a, b *table.EstimateRow) int { return keyOf(a).compare(keyOf(b)) }

// cells are the cells made so far.
type cells map[CellKey]*cell

// add puts an observation of a time into the cell of all sources and into
// that of its own; of names the period of the cells, if they have one.
func (cs cells) add(a *standing, u Unit, of string, at When, obs *Observation, w parts) error {
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

func (c *cell) add(a *standing, cluster string, at When, obs *Observation, w part) error {
	if w.copies == 0 {
		c.copies++
		return nil
	}
	weight := w.copies * w.article
	c.units = append(c.units, stats.Unit{Cluster: cluster, Value: obs.Value, Weight: weight})
	c.when = append(c.when, at)
	if err := c.addSampled(obs.sampled, cluster, weight); err != nil {
		return fmt.Errorf("article %s: %w", a.id, err)
	}
	c.weight += weight
	c.weighted = c.weighted || w.copies < 1
	c.rows += obs.Rows
	for i, n := range obs.Signs {
		c.signs[i] += n
	}
	c.shares.add(obs, weight)
	c.proxies = c.proxies || obs.Proxies
	c.unreliable = c.unreliable || c.period != "" && !a.dateIsReliable
	return nil
}

func (s *sharesSum) add(obs *Observation, weight float64) {
	for i, n := range obs.Signs {
		s.signs[i] += weight * float64(n) / float64(max(obs.Rows, 1))
	}
	s.hasSigns = s.hasSigns || obs.HasSigns
	for i, p := range obs.Expected {
		s.expected[i] += weight * p
	}
	s.noProbs = s.noProbs || !obs.HasProbs
}

// estimate gives the rows of the cells in order. What is drawn hangs on the seed and
// the clusters alone, so that workers, order and the question asked change nothing.
func (cs cells) estimate(seed uint64, o Options) ([]table.EstimateRow, error) {
	var out []table.EstimateRow
	for _, c := range cs.list() {
		row, err := c.row(seed, o)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// list gives the cells with articles, in order.
func (cs cells) list() []*cell {
	var list []*cell
	for _, c := range cs {
		if len(c.units) > 0 {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *cell) int { return a.compare(b.CellKey) })
	return list
}

// family are the cells of known sources, in order.
func (cs cells) family() []*cell {
	return slices.DeleteFunc(cs.list(), func(c *cell) bool { return c.Level != table.LevelSource || c.Source == "" })
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
