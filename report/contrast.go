package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// Warnings of a contrast, beside those of package stats.
const (
	WarnPeriodsAlone = "periods_left_out" // some periods have the source alone
)

// contrasts compares the sources of a question with one another. Articles whose source
// is not known are on no side.
func (cs cells) contrasts(q Question, seed uint64, o Options) ([]table.ContrastRow, error) {
	m := comparison{Question: q, cells: cs.family(), seed: seed, o: o}
	rows, err := m.rows()
	if err != nil {
		return nil, fmt.Errorf("contrasts of %s: %w", q.Measure, err)
	}
	return slices.DeleteFunc(rows, func(r table.ContrastRow) bool { return r.Refused() }), nil
}

// comparison is the sources of one question.
type comparison struct {
	Question
	cells  []*cell
	sides  map[string]*stats.Side // by source
	pool   *stats.Pool            // of the sides, in the order of the cells
	strata *stats.Strata
	seed   uint64
	o      Options
}

// rows gives those of both levels, each a family of its own.
func (m *comparison) rows() ([]table.ContrastRow, error) {
	var observations []stats.Observation
	m.sides = map[string]*stats.Side{}
	var sides []*stats.Side
	for _, c := range m.cells {
		m.sides[c.Source] = stats.NewSide(c.units)
		sides = append(sides, m.sides[c.Source])
		for i, u := range c.units {
			observations = append(observations, stats.Observation{Group: c.Source, Stratum: c.when[i].Period, Cluster: u.Cluster, Value: u.Value})
		}
	}
	m.pool = stats.NewPool(sides)
	var err error
	if m.strata, err = stats.NewStrata(observations); err != nil {
		return nil, err
	}
	others, err := m.against()
	if err != nil {
		return nil, err
	}
	pairs, err := m.pairs()
	if err != nil {
		return nil, err
	}
	for _, family := range [][]table.ContrastRow{others, pairs} {
		if err := adjust(family); err != nil {
			return nil, err
		}
	}
	return slices.Concat(others, pairs), nil
}

// against compares each source with the others.
func (m *comparison) against() ([]table.ContrastRow, error) {
	var rows []table.ContrastRow
	if len(m.cells) < 2 {
		return nil, nil
	}
	for i, c := range m.cells {
		own, others := m.pool.Clusters(i)
		if own < m.o.Rule.MinClusters { // refused, and the long tail of sources is
			continue
		}
		r, err := m.othersRow(i, c, own+others)
		if err != nil {
			return nil, err
		}
		if r.Refused() {
			rows = append(rows, r)
			continue
		}
		if m.o.By != "" { // articles of one outlet are not exchangeable: the interval alone tests
			rows = append(rows, r)
			continue
		}
		t, err := m.strata.AgainstOthers(c.Source, m.o.Rule, stats.NewStream(m.seed, "permutation"))
		if err != nil {
			return nil, err
		}
		r.Permutation, r.Draws = table.Rounded(t.P, table.PDecimals), max(r.Draws, t.Draws)
		warnings := strings.Split(r.Warnings, "; ")
		if t.Dropped > 0 {
			warnings = append(warnings, WarnPeriodsAlone)
		}
		for _, w := range warningCodes(t.Warnings) {
			warnings = with(warnings, w)
		}
		r.Warnings = strings.TrimPrefix(strings.Join(warnings, "; "), "; ")
		rows = append(rows, r)
	}
	return rows, nil
}

// pairs compares the largest sources with each other.
func (m *comparison) pairs() ([]table.ContrastRow, error) {
	large := slices.Clone(m.cells)
	slices.SortStableFunc(large, func(a, b *cell) int { return cmp.Compare(b.clusters(), a.clusters()) })
	large = slices.DeleteFunc(large, func(c *cell) bool { return c.clusters() < m.o.Rule.MinClusters })
	large = large[:min(len(large), table.MaxPaired)]
	slices.SortFunc(large, func(a, b *cell) int { return strings.Compare(a.Source, b.Source) })
	var rows []table.ContrastRow
	for i, a := range large {
		for _, b := range large[i+1:] {
			r, err := m.pairRow(a, b)
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// othersRow compares the i-th source with all others.
func (m *comparison) othersRow(i int, c *cell, clusters int) (table.ContrastRow, error) {
	method, rest := m.method(clusters), []*cell(nil)
	if m.o.Gold != nil || method == stats.MethodWildT {
		rest = slices.Concat(m.cells[:i], m.cells[i+1:])
	}
	if method == stats.MethodWildT { // is of few clusters, all of them
		var units []stats.Unit
		for _, d := range rest {
			units = append(units, d.units...)
		}
		other := stats.NewSide(units)
		return m.row(table.LevelOthers, c, "", rest,
			func() (stats.Difference, error) { return m.sides[c.Source].Less(other, method, m.o.Rule, m.seed) },
			func() (stats.Effects, error) {
				return stats.EffectsOf(clusterMeans(c.units), clusterMeans(units), m.o.Rule.Level)
			})
	}
	return m.row(table.LevelOthers, c, "", rest,
		func() (stats.Difference, error) { return m.pool.Less(i, method, m.o.Rule, m.seed) },
		func() (stats.Effects, error) { return m.pool.Effects(i, m.o.Rule.Level) })
}

// pairRow compares two sources.
func (m *comparison) pairRow(a, b *cell) (table.ContrastRow, error) {
	return m.row(table.LevelPair, a, b.Source, []*cell{b},
		func() (stats.Difference, error) {
			return m.sides[a.Source].Less(m.sides[b.Source], m.method(a.clusters()+b.clusters()), m.o.Rule, m.seed)
		},
		func() (stats.Effects, error) {
			return stats.EffectsOf(clusterMeans(a.units), clusterMeans(b.units), m.o.Rule.Level)
		})
}

// method is how a difference of so many clusters on both sides is estimated.
func (m *comparison) method(clusters int) stats.Method {
	if clusters > maxBootstrapped {
		return stats.MethodT
	}
	return m.o.Differences
}

// row compares a source with the other side, which the cells are.
func (m *comparison) row(level string, c *cell, other string, cells []*cell, difference func() (stats.Difference, error), effects func() (stats.Effects, error)) (table.ContrastRow, error) {
	r := table.ContrastRow{Level: level, Source: c.Source, Other: other, Asked: m.asked(), Seed: m.seed, Method: string(stats.MethodNone)}
	d, err := difference()
	if err != nil {
		return r, err
	}
	r.Articles, r.OtherArticles = d.UnitsA, d.UnitsB
	r.Clusters, r.OtherClusters, r.Shared = d.ClustersA, d.ClustersB, d.Shared
	r.Mean, r.OtherMean = table.Rounded(d.MeanA, table.ScoreDecimals), table.Rounded(d.MeanB, table.ScoreDecimals)
	r.Difference, r.SE = table.Rounded(d.Diff, table.ScoreDecimals), table.Rounded(d.SE, table.ScoreDecimals)
	scaleOf(m.Measure).difference(&d)
	r.CILevel, r.Low, r.High = table.Rounded(d.Level, table.ShareDecimals), table.Rounded(d.Low, table.ScoreDecimals), table.Rounded(d.High, table.ScoreDecimals)
	r.Method, r.Draws, r.SmallN = string(d.Method), d.Draws, d.SmallN
	r.Warnings = strings.Join(warningCodes(d.Warnings), "; ")
	if r.Refused() {
		return r, nil
	}
	r.PValue, r.PMethod = table.Rounded(d.P, table.PDecimals), pMethod(d.Method)
	if err := m.correct(&r, c, cells); err != nil {
		return r, err
	}
	e, err := effects()
	r.Welch, r.MannWhitney = table.Rounded(e.Welch.P, table.PDecimals), table.Rounded(e.MannWhitney.P, table.PDecimals)
	r.HedgesG, r.HedgesLow, r.HedgesHigh = table.Rounded(e.G.Value, table.ScoreDecimals), table.Rounded(e.G.Low, table.ScoreDecimals), table.Rounded(e.G.High, table.ScoreDecimals)
	r.Delta, r.DeltaLow, r.DeltaHigh = table.Rounded(e.Delta.Value, table.ScoreDecimals), table.Rounded(e.Delta.Low, table.ScoreDecimals), table.Rounded(e.Delta.High, table.ScoreDecimals)
	return r, err
}

// pMethod names how the p-value is made.
func pMethod(m stats.Method) string {
	switch m {
	case stats.MethodWildT:
		return "wild_cluster_bootstrap"
	case stats.MethodT:
		return "t"
	}
	return "cluster_bootstrap"
}

// clusterMeans are the means of clusters: articles that copy one text are not independent.
func clusterMeans(units []stats.Unit) []float64 {
	sums := map[string]mean{}
	for _, u := range units {
		m := sums[u.Cluster]
		m.add(u.Value)
		sums[u.Cluster] = m
	}
	var out []float64
	for _, m := range sums {
		out = append(out, m.sum/float64(m.n))
	}
	slices.Sort(out) // a map has no order
	return out
}

func clustersOf(units []stats.Unit) int {
	names := map[string]bool{}
	for _, u := range units {
		names[u.Cluster] = true
	}
	return len(names)
}

func (c *cell) clusters() int { return clustersOf(c.units) }

// adjust fills in the p-values adjusted for the family that the rows are.
func adjust(rows []table.ContrastRow) error {
	p, tests := make([]float64, len(rows)), 0
	for i := range rows {
		p[i] = math.NaN()
		if rows[i].PValue.Known {
			p[i] = rows[i].PValue.Value
			tests++
		}
	}
	holm, err := stats.Holm(p)
	if err != nil {
		return err
	}
	q, err := stats.BenjaminiHochberg(p)
	if err != nil {
		return err
	}
	for i := range rows {
		rows[i].Holm, rows[i].QValue, rows[i].Tests = table.Rounded(holm[i], table.PDecimals), table.Rounded(q[i], table.PDecimals), tests
	}
	return nil
}

// maxBootstrapped is up to how many clusters of both sides are resampled: a bootstrap
// over very many says what the t interval says.
const maxBootstrapped = 1000
