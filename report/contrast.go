package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// Levels of contrasts.
const (
	levelOthers = "others" // a source against all others together
	levelPair   = "pair"   // one source against another
)

// What is done for how many. Pairs grow with the square of the sources, and a
// bootstrap over very many clusters says what the t interval says.
const (
	maxPaired       = 20   // sources that are compared with each other, for one question
	maxBootstrapped = 1000 // clusters of both sides that are still resampled
)

// Warnings of a contrast, beside those of package stats.
const (
	warnPeriodsAlone = "periods_left_out" // some periods have the source alone
)

// ContrastRow is a row of contrasts.csv; the columns are explained in Schema.
type ContrastRow struct {
	Level, Source, Other string
	Asked
	Articles, Clusters              int
	OtherArticles, OtherClusters    int
	Shared                          int
	Mean, OtherMean, Difference, SE Num
	Low, High, CILevel              Num
	Method                          string
	Draws                           int
	Seed                            uint64
	HedgesG, HedgesLow, HedgesHigh  Num
	Delta, DeltaLow, DeltaHigh      Num
	Welch, MannWhitney, Permutation Num // p-values
	PValue                          Num
	PMethod                         string
	Holm, QValue                    Num
	Tests                           int
	SmallN                          bool
	Warnings                        string
	ContrastCorrection
}

func contrastFields() []field[ContrastRow] {
	type row = ContrastRow
	drawn := func(r *row) bool { return r.Draws > 0 }
	tested := func(r *row) bool { return r.PValue.Known }
	seed := seedField(func(r *row) *uint64 { return &r.Seed }, drawn)
	fields := slices.Concat([]field[row]{
		text("level", "others, pair", fmt.Sprintf("others: the source against the articles of all other known sources; pair: against one other, for the %d sources with the most clusters of each question; comparisons for which there is too little data are no rows, nor are those with a source that does not vary, of whose mean nobody knows how sure it is", maxPaired), func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet", func(r *row) *string { return &r.Source }),
		text("other", "", "the other one of a pair; empty at level others", func(r *row) *string { return &r.Other }),
	}, askedFields(func(r *row) *Asked { return &r.Asked }), []field[row]{
		count("n_articles", "articles", "articles of the source that enter", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies", func(r *row) *int { return &r.Clusters }),
		count("n_articles_other", "articles", "articles of the other side that enter", func(r *row) *int { return &r.OtherArticles }),
		count("n_clusters_other", "clusters", "their clusters of copies", func(r *row) *int { return &r.OtherClusters }),
		count("n_clusters_shared", "clusters", "clusters with articles on both sides, drawn for both at once", func(r *row) *int { return &r.Shared }),
		number("mean", scoreDecimals, polarityRange(), "mean of the source", func(r *row) *Num { return &r.Mean }),
		number("mean_other", scoreDecimals, polarityRange(), "mean of the other side", func(r *row) *Num { return &r.OtherMean }),
		number("difference", scoreDecimals, differenceRange(), "mean less mean_other", func(r *row) *Num { return &r.Difference }),
		number("se", scoreDecimals, spreadRange(), "standard error of the difference, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", scoreDecimals, anyRange(), "lower end of the interval of the difference", func(r *row) *Num { return &r.Low }),
		number("ci_high", scoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.High }),
		number("ci_level", shareDecimals, shareRange(), "confidence level that the interval reaches", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", "none, outer_t, t, percentile_expanded, wild_t", "how the interval was made; t also where a bootstrap over very many clusters would only repeat it", func(r *row) *string { return &r.Method }),
		count("n_boot", "draws", "draws of the interval and the p-value", func(r *row) *int { return &r.Draws }),
		seed,
		number("hedges_g", scoreDecimals, anyRange(), "difference in units of the pooled standard deviation of cluster means", func(r *row) *Num { return &r.HedgesG }),
		number("hedges_g_low", scoreDecimals, anyRange(), "lower end of its interval", func(r *row) *Num { return &r.HedgesLow }),
		number("hedges_g_high", scoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.HedgesHigh }),
		number("cliffs_delta", scoreDecimals, polarityRange(), "chance that a cluster of the source lies above one of the other side less the chance that it lies below", func(r *row) *Num { return &r.Delta }),
		number("cliffs_delta_low", scoreDecimals, polarityRange(), "lower end of its interval", func(r *row) *Num { return &r.DeltaLow }),
		number("cliffs_delta_high", scoreDecimals, polarityRange(), "upper end", func(r *row) *Num { return &r.DeltaHigh }),
		number("p_welch", pDecimals, shareRange(), "p-value of Welch's test of the cluster means, as if no cluster were on both sides; beside p_value, not in its place", func(r *row) *Num { return &r.Welch }),
		number("p_mann_whitney", pDecimals, shareRange(), "p-value of the Mann–Whitney test of the same", func(r *row) *Num { return &r.MannWhitney }),
		number("p_permutation", pDecimals, shareRange(), "level others: p-value of a test that permutes the source's name among the articles of each period, those without a date being one; copies in other sources count as articles", func(r *row) *Num { return &r.Permutation }),
		number("p_value", pDecimals, shareRange(), "two-sided, for no difference; empty where it cannot be tested", func(r *row) *Num { return &r.PValue }),
		text("p_method", "permutation_within_period, cluster_bootstrap, wild_cluster_bootstrap, t", "others: the source's name is permuted among the articles of each period, those without a date being one; below 50 clusters on a side the larger p-value of that and of the interval, and none where the interval has none; pair: as the interval of the difference is made", func(r *row) *string { return &r.PMethod }).when(tested),
		number("p_holm", pDecimals, shareRange(), "p_value adjusted by Holm over its family: the rows of the same level and question", func(r *row) *Num { return &r.Holm }),
		number("q_value", pDecimals, shareRange(), "p_value adjusted by Benjamini and Hochberg over the same family", func(r *row) *Num { return &r.QValue }),
		count("n_tests", "tests", "size of the family: rows of it that could be tested", func(r *row) *int { return &r.Tests }),
		truth("flag_small_n", "true where a side has too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }),
		text("warnings", "a; b", "as in sources; periods_left_out (periods without another source take no part in the permutation)", func(r *row) *string { return &r.Warnings }),
	})
	return slices.Insert(fields, len(fields)-2, contrastCorrectionFields()...)
}

// pDecimals are the printed decimals of a p-value.
const pDecimals = 6

// contrasts compares the sources of each question with one another. Articles
// whose source is not known are on no side.
func (cs cells) contrasts(seed uint64, o Options) ([]ContrastRow, error) {
	families := map[question][]*cell{}
	for key, c := range cs {
		if key.level == levelSource && key.source != "" && len(c.units) > 0 {
			families[key.question] = append(families[key.question], c)
		}
	}
	var list []question
	for q := range families {
		list = append(list, q)
		slices.SortFunc(families[q], func(a, b *cell) int { return strings.Compare(a.source, b.source) })
	}
	slices.SortFunc(list, question.compare)
	made, err := inParallel(list, o.Workers, func(q question) ([]ContrastRow, error) {
		m := comparison{question: q, cells: families[q], seed: seed, o: o}
		rows, err := m.rows()
		if err != nil {
			return nil, fmt.Errorf("contrasts of %s: %w", q.measure, err)
		}
		return rows, nil
	})
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(slices.Concat(made...), func(r ContrastRow) bool { return r.refused() })
	slices.SortStableFunc(rows, func(a, b ContrastRow) int { return strings.Compare(a.Level, b.Level) })
	return rows, nil
}

// refused reports whether there is too little data for the comparison: its
// difference has no interval.
func (r *ContrastRow) refused() bool { return !r.Low.Known }

// comparison is the sources of one question.
type comparison struct {
	question
	cells  []*cell
	sides  map[string]*stats.Side // by source
	strata *stats.Strata
	seed   uint64
	o      Options
}

// rows gives those of both levels, each a family of its own.
func (m *comparison) rows() ([]ContrastRow, error) {
	var observations []stats.Observation
	m.sides = map[string]*stats.Side{}
	for _, c := range m.cells {
		m.sides[c.source] = stats.NewSide(c.units)
		for i, u := range c.units {
			observations = append(observations, stats.Observation{Group: c.source, Stratum: c.when[i].period, Cluster: u.Cluster, Value: u.Value})
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
	for _, family := range [][]ContrastRow{others, pairs} {
		if err := adjust(family); err != nil {
			return nil, err
		}
	}
	return slices.Concat(others, pairs), nil
}

// against compares each source with the others.
func (m *comparison) against() ([]ContrastRow, error) {
	var rows []ContrastRow
	if len(m.cells) < 2 {
		return nil, nil
	}
	for i, c := range m.cells {
		rest := slices.Concat(m.cells[:i], m.cells[i+1:])
		r, err := m.row(levelOthers, c, "", rest)
		if err != nil {
			return nil, err
		}
		if r.refused() {
			rows = append(rows, r)
			continue
		}
		if m.o.By != "" { // articles of one outlet are not exchangeable: the interval alone tests
			if len(rest) > 0 {
				rows = append(rows, r)
			}
			continue
		}
		t, err := m.strata.AgainstOthers(c.source, m.o.Rule, stats.NewStream(m.seed, "permutation"))
		if err != nil {
			return nil, err
		}
		r.Permutation, r.Draws = num(t.P, pDecimals), max(r.Draws, t.Draws)
		warnings := strings.Split(r.Warnings, "; ")
		if t.Dropped > 0 {
			warnings = append(warnings, warnPeriodsAlone)
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
func (m *comparison) pairs() ([]ContrastRow, error) {
	large := slices.Clone(m.cells)
	slices.SortStableFunc(large, func(a, b *cell) int { return cmp.Compare(b.clusters(), a.clusters()) })
	large = slices.DeleteFunc(large, func(c *cell) bool { return c.clusters() < m.o.Rule.MinClusters })
	large = large[:min(len(large), maxPaired)]
	slices.SortFunc(large, func(a, b *cell) int { return strings.Compare(a.source, b.source) })
	var rows []ContrastRow
	for i, a := range large {
		for _, b := range large[i+1:] {
			r, err := m.row(levelPair, a, b.source, []*cell{b})
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
func (m *comparison) row(level string, c *cell, other string, cells []*cell) (ContrastRow, error) {
	rest, side := cells[0].units, m.sides[cells[0].source]
	if len(cells) > 1 {
		rest = nil
		for _, d := range cells {
			rest = append(rest, d.units...)
		}
		side = stats.NewSide(rest)
	}
	r := ContrastRow{
		Level: level, Source: c.source, Other: other, Asked: m.asked(), Articles: len(c.units), OtherArticles: len(rest), Seed: m.seed,
		Method: string(stats.MethodNone),
	}
	method := m.method(c.units, rest)
	d, err := m.sides[c.source].Less(side, method, m.o.Rule, m.seed)
	if err != nil {
		return r, err
	}
	r.Clusters, r.OtherClusters, r.Shared = d.ClustersA, d.ClustersB, d.Shared
	r.Mean, r.OtherMean = num(d.MeanA, scoreDecimals), num(d.MeanB, scoreDecimals)
	r.Difference, r.SE = num(d.Diff, scoreDecimals), num(d.SE, scoreDecimals)
	scaleOf(m.measure).difference(&d)
	r.CILevel, r.Low, r.High = num(d.Level, shareDecimals), num(d.Low, scoreDecimals), num(d.High, scoreDecimals)
	r.Method, r.Draws, r.SmallN = string(d.Method), d.Draws, d.SmallN
	r.Warnings = strings.Join(warningCodes(d.Warnings), "; ")
	if r.refused() {
		return r, nil
	}
	r.PValue, r.PMethod = num(d.P, pDecimals), pMethod(d.Method)
	if err := m.correct(&r, c, cells); err != nil {
		return r, err
	}
	return r, r.effects(c.units, rest, m.o.Rule.Level)
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
func (r *ContrastRow) effects(a, b []stats.Unit, level float64) error {
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
	r.Welch, r.MannWhitney = num(welch.P, pDecimals), num(u.P, pDecimals)
	r.HedgesG, r.HedgesLow, r.HedgesHigh = num(g.Value, scoreDecimals), num(g.Low, scoreDecimals), num(g.High, scoreDecimals)
	r.Delta, r.DeltaLow, r.DeltaHigh = num(delta.Value, scoreDecimals), num(delta.Low, scoreDecimals), num(delta.High, scoreDecimals)
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
func adjust(rows []ContrastRow) error {
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
		rows[i].Holm, rows[i].QValue, rows[i].Tests = num(holm[i], pDecimals), num(q[i], pDecimals), tests
	}
	return nil
}
