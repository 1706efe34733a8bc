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

// mostStoodFor is how many times the rows that there are the coded ones may stand for.
const mostStoodFor = 5

// refuseGold is why the codes among rows do not correct their mean, "" where they do.
func refuseGold(rows []sampledRow, rule stats.Rule) string {
	seen := map[string]bool{}
	first, same, standFor := math.NaN(), true, 0.0
	for _, r := range rows {
		if math.IsNaN(r.Human) {
			continue
		}
		if len(seen) == 0 {
			first = r.Human
		}
		seen[r.Cluster], same = true, same && r.Human == first
		standFor += 1 / r.Probability
	}
	switch {
	case len(seen) < rule.SmallClusters:
		return table.WarnFewGold
	case same:
		return table.WarnSameGold
	case standFor > mostStoodFor*float64(len(rows)):
		return table.WarnGoldSampling
	}
	return ""
}

// corrected keeps an interval of a corrected mean within the scale; a mean that lies
// outside of it is no figure.
func (l scale) corrected(mean, low, high float64) (m, lo, hi table.Num, reason string) {
	if mean < l.low || mean > l.high {
		return m, lo, hi, table.WarnGoldScale
	}
	low, high, wide := l.cut(low, high)
	if wide {
		reason = WarnWide
	}
	return table.Rounded(mean, table.ScoreDecimals), table.Rounded(low, table.ScoreDecimals), table.Rounded(high, table.ScoreDecimals), reason
}

// addWarning adds a code to those of a row.
func addWarning(to *string, code string) {
	if code != "" && !slices.Contains(strings.Split(*to, "; "), code) {
		*to = strings.TrimPrefix(*to+"; "+code, "; ")
	}
}

// sampledRow is a row with its human code, and the sign that the scorer gave it.
type sampledRow struct {
	stats.Sampled
	sign int
}

// sampled gives the rows of an article by the question that they answer, with the
// human's value where there is one. Weights sum to one in each question, as the
// article's mean has them.
func (g *Gold) sampled(ps []table.PortrayalRow) map[Question][]sampledRow {
	out := map[Question][]sampledRow{}
	for _, p := range predictions(ps) {
		row := sampledRow{stats.Sampled{Predicted: p.value, Human: math.NaN(), Weight: 1}, p.sign}
		if code := g.codes[p.goldKey]; code != nil {
			n := g.probabilities[p.stratum]
			row.Human, row.Probability = code.value(), code.probability
			if math.IsNaN(row.Probability) {
				row.Probability = float64(n.coded) / float64(n.all)
			}
		}
		q := Question{Scorer: p.scorer, Voice: p.voice, Target: p.goldKey.target, Measure: p.goldKey.measure}
		if q.Measure == table.OwnStance {
			q.Holder = table.NarratorHolder
		}
		for _, q.Scope = range extents(p.scope) {
			out[q] = append(out[q], row)
		}
	}
	for _, rows := range out {
		for i := range rows {
			rows[i].Weight /= float64(len(rows))
		}
	}
	return out
}

// plain are rows without their signs.
func plain(rows []sampledRow) []stats.Sampled {
	out := make([]stats.Sampled, len(rows))
	for i := range rows {
		out[i] = rows[i].Sampled
	}
	return out
}

// addSampled takes over the rows of an article, and its mean corrected by
// design.
func (c *cell) addSampled(rows []sampledRow, cluster string, weight float64) error {
	if len(rows) == 0 {
		return nil
	}
	units, err := stats.DesignBased(plain(rows))
	if err != nil {
		return err
	}
	fixed := 0.0
	for i, r := range rows {
		fixed += r.Weight * units[i].Value
		r.Cluster, r.Weight = cluster, r.Weight*weight
		c.sampled = append(c.sampled, r)
	}
	c.fixed = append(c.fixed, stats.Unit{Cluster: cluster, Value: fixed, Weight: weight})
	return nil
}

// correct fills in the corrected figures of a row.
func (c *cell) correct(r *table.EstimateRow, seed uint64, o Options) error {
	if len(c.sampled) == 0 {
		return nil
	}
	if r.Gold = coded(c.sampled); r.Gold > 0 {
		r.GoldEffective = table.Rounded(effectiveCodes(c.sampled), table.ScoreDecimals)
	}
	if err := c.correctShares(r, seed, o); err != nil {
		return err
	}
	reason, on := refuseGold(c.sampled, o.Rule), scaleOf(c.Measure)
	addWarning(&r.Warnings, reason)
	if reason != "" {
		return nil
	}
	if !o.Gold.unequal {
		p, err := stats.PPIClusters(plain(c.sampled), o.Rule)
		if err != nil {
			return err
		}
		r.PPI, r.PPILow, r.PPIHigh, reason = on.corrected(p.Value, p.Low, p.High)
		addWarning(&r.Warnings, reason)
	}
	e, err := o.mean(c.fixed, scale{math.Inf(-1), math.Inf(1)}, seed)
	if err != nil {
		return err
	}
	r.DSL, r.DSLLow, r.DSLHigh, reason = on.corrected(e.Mean, e.Low, e.High)
	addWarning(&r.Warnings, reason)
	return nil
}

// coded counts the rows with a human's value.
func coded(rows []sampledRow) (n int) {
	for _, r := range rows {
		if !math.IsNaN(r.Human) {
			n++
		}
	}
	return n
}

// correctShares corrects the shares of labels for how the scorer takes one for
// another, as seen on all codes together: a cell has too few. Where humans never
// used one of the labels, each label is corrected against the rest.
func (c *cell) correctShares(r *table.EstimateRow, seed uint64, o Options) error {
	errs := o.Gold.confusion[confused{c.Scorer, c.Measure}]
	if errs == nil || o.Gold.unequal {
		return nil
	}
	shares, err := stats.ReclassifyClusters(errs.table(), classified(c.sampled), o.Rule, seed)
	if err != nil {
		return err
	}
	method := sharesByClasses
	if !finiteShares(shares) {
		method = sharesByOne
		if shares, err = c.oneAgainstRest(errs, o.Rule.Level); err != nil {
			return err
		}
	}
	for i, s := range shares {
		r.Shares[i], r.SharesLow[i], r.SharesHigh[i] = table.Rounded(s.Value, table.ShareDecimals), table.Rounded(s.Low, table.ShareDecimals), table.Rounded(s.High, table.ShareDecimals)
		if r.Shares[i].Known {
			r.SharesMethod = method
		}
	}
	return nil
}

// How shares were corrected.
const (
	sharesByClasses = "reclassified"
	sharesByOne     = "rogan_gladen"
)

func finiteShares(shares []stats.Prevalence) bool {
	return !slices.ContainsFunc(shares, func(p stats.Prevalence) bool { return math.IsNaN(p.Value) })
}

// oneAgainstRest corrects the share of each label by Rogan and Gladen, over
// rows.
func (c *cell) oneAgainstRest(errs *confusion, level float64) ([]stats.Prevalence, error) {
	var out []stats.Prevalence
	for label := range errs {
		var v stats.Confusion
		for human, row := range errs {
			for scored, n := range row {
				switch {
				case human == label && scored == label:
					v.TruePositive += n
				case human == label:
					v.FalseNegative += n
				case scored == label:
					v.FalsePositive += n
				default:
					v.TrueNegative += n
				}
			}
		}
		positive := 0
		for _, row := range c.sampled {
			if row.sign == label {
				positive++
			}
		}
		p, err := stats.RoganGladen(positive, len(c.sampled), v, level)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func (c *confusion) table() [][]int {
	var out [][]int
	for _, row := range c {
		out = append(out, slices.Clone(row[:]))
	}
	return out
}

// classified gives rows by the sign that the scorer gave them.
func classified(rows []sampledRow) []stats.Classified {
	out := make([]stats.Classified, len(rows))
	for i, r := range rows {
		out[i] = stats.Classified{Cluster: r.Cluster, Class: r.sign, Weight: r.Weight}
	}
	return out
}

// correct fills in the corrected difference between a source and others.
func (m *comparison) correct(r *table.ContrastRow, c *cell, rest []*cell) error {
	if m.o.Gold == nil || len(c.sampled) == 0 {
		return nil
	}
	var other []sampledRow
	var fixed []stats.Unit
	for _, d := range rest {
		other, fixed = append(other, d.sampled...), append(fixed, d.fixed...)
	}
	r.Gold, r.OtherGold = coded(c.sampled), coded(other)
	if err := m.correctShares(r, c.sampled, other); err != nil {
		return err
	}
	reason := cmp.Or(refuseGold(c.sampled, m.o.Rule), refuseGold(other, m.o.Rule))
	addWarning(&r.Warnings, reason)
	if reason != "" {
		return nil
	}
	on := scaleOf(m.Measure)
	most := scale{on.low - on.high, on.high - on.low}
	if !m.o.Gold.unequal {
		p, err := stats.PPIContrast(plain(c.sampled), plain(other), m.o.Rule)
		if err != nil {
			return err
		}
		r.PPI, r.PPILow, r.PPIHigh, reason = most.corrected(p.Value, p.Low, p.High)
		addWarning(&r.Warnings, reason)
	}
	d, err := stats.ContrastBy(m.method(clustersOf(c.fixed)+clustersOf(fixed)), c.fixed, fixed, m.o.Rule, m.seed)
	if err != nil {
		return fmt.Errorf("corrected: %w", err)
	}
	if r.DSL, r.DSLLow, r.DSLHigh, reason = most.corrected(d.Diff, d.Low, d.High); r.DSLLow.Known {
		r.DSLP = table.Rounded(d.P, table.PDecimals)
	}
	addWarning(&r.Warnings, reason)
	return nil
}

// correctShares fills in the differences of the corrected shares.
func (m *comparison) correctShares(r *table.ContrastRow, own, other []sampledRow) error {
	errs := m.o.Gold.confusion[confused{m.Scorer, m.Measure}]
	if errs == nil || m.o.Gold.unequal || len(other) == 0 {
		return nil
	}
	shares, err := stats.ReclassifyContrast(errs.table(), classified(own), classified(other), m.o.Rule, m.seed)
	if err != nil {
		return err
	}
	for i, s := range shares {
		r.Shares[i], r.SharesLow[i], r.SharesHigh[i] = table.Rounded(s.Value, table.ShareDecimals), table.Rounded(s.Low, table.ShareDecimals), table.Rounded(s.High, table.ShareDecimals)
	}
	return nil
}
