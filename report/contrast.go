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
	strata *stats.Strata
	seed   uint64
	o      Options
}

// rows gives those of both levels, each a family of its own.
func (m *comparison) rows() ([]table.ContrastRow, error) {
	var observations []stats.Observation
	m.sides = map[string]*stats.Side{}
	for _, c := range m.cells {
		m.sides[c.Source] = stats.NewSide(c.units)
		for i, u := range c.units {
			observations = append(observations, stats.Observation{Group: c.Source, Stratum: c.when[i].Period, Cluster: u.Cluster, Value: u.Value})
		}
	}
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
		if c.clusters() < m.o.Rule.MinClusters { // refused, and the long tail of sources is: the rest need not be gathered
			continue
		}
		rest := slices.Concat(m.cells[:i], m.cells[i+1:])
		r, err := m.row(table.LevelOthers, c, "", rest)
		if err != nil {
			return nil, err
		}
		if r.Refused() {
			rows = append(rows, r)
			continue
		}
		if m.o.By != "" { // articles of one outlet are not exchangeable: the interval alone tests
			if len(rest) > 0 {
				rows = append(rows, r)
			}
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
			r, err := m.row(table.LevelPair, a, b.Source, []*cell{b})
			if err != nil {
				return nil, err
			}
			rows = append(rows, r)
		}
	}
	return rows, nil
}

// method is how a difference of so many clusters is estimated.
func (m *comparison) method(a, b []stats.Unit) stats.Method {
	if clustersOf(a)+clustersOf(b) > maxBootstrapped {
		return stats.MethodT
	}
	return m.o.Differences
}

// row compares a source with the cells of the other side.
func (m *comparison) row(level string, c *cell, other string, cells []*cell) (table.ContrastRow, error) {
	rest, side := cells[0].units, m.sides[cells[0].Source]
	if len(cells) > 1 {
		rest = nil
		for _, d := range cells {
			rest = append(rest, d.units...)
		}
		side = stats.NewSide(rest)
	}
	r := table.ContrastRow{
		Level: level, Source: c.Source, Other: other, Asked: m.asked(), Articles: len(c.units), OtherArticles: len(rest), Seed: m.seed,
		Method: string(stats.MethodNone),
	}
	method := m.method(c.units, rest)
	d, err := m.sides[c.Source].Less(side, method, m.o.Rule, m.seed)
	if err != nil {
		return r, err
	}
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
	return r, effects(&r, c.units, rest, m.o.Rule.Level)
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

// effects fills in the sizes and plain tests of the difference, over the means of clusters:
// articles that copy one text are not independent.
func effects(r *table.ContrastRow, a, b []stats.Unit, level float64) error {
	x, y := clusterMeans(a), clusterMeans(b)
	g, err := stats.HedgesG(x, y, level)
	if err != nil {
		return err
	}
	delta, err := stats.CliffsDelta(x, y, level)
	if err != nil {
		return err
	}
	welch, err := stats.Welch(x, y)
	if err != nil {
		return err
	}
	u, err := stats.MannWhitney(x, y)
	if err != nil {
		return err
	}
	r.Welch, r.MannWhitney = table.Rounded(welch.P, table.PDecimals), table.Rounded(u.P, table.PDecimals)
	r.HedgesG, r.HedgesLow, r.HedgesHigh = table.Rounded(g.Value, table.ScoreDecimals), table.Rounded(g.Low, table.ScoreDecimals), table.Rounded(g.High, table.ScoreDecimals)
	r.Delta, r.DeltaLow, r.DeltaHigh = table.Rounded(delta.Value, table.ScoreDecimals), table.Rounded(delta.Low, table.ScoreDecimals), table.Rounded(delta.High, table.ScoreDecimals)
	return nil
}

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
