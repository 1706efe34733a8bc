package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Classified is a row that a scorer put into a class.
type Classified struct {
	Cluster string
	// Class is a row and column of the confusion table, from 0.
	Class int
	// Weight is as in Unit.
	Weight float64
}

// ReclassifyClusters corrects the weighted shares of several classes of rows that
// come in clusters: confusion[t][p] counts the validated cases of true class t that
// the scorer called p. The corrected shares solve apparent = confusionᵀ·shares with
// rows as rates (Buonaccorsi 2010, Measurement Error, §2.3; the matrix form of Rogan
// and Gladen), cut to [0, 1] and made to sum to 1. It supposes what RoganGladen does.
// All are missing with not_computable where a class was not validated, nothing was
// scored, or the rates cannot be told apart (a singular matrix); out_of_range where a
// share was cut. Draws that cannot be solved are left out (degenerate_draws).
//
// Intervals are percentiles over draws of whole clusters, each with a multinomial
// draw of each row of confusion; missing where no draw differs (no_variation). Fewer clusters than rule.MinClusters give no interval
// (too_few), fewer than SmallClusters the warning small_n; with so few a
// percentile interval is too narrow. The codes behind confusion are taken as
// independent of each other and of the rows. A class that confusion does not
// have, and a weight below 0 or not finite, are errors that name the index.
func ReclassifyClusters(confusion [][]int, rows []Classified, rule Rule, seed uint64) ([]Prevalence, error) {
	return reclassified(confusion, rule, seed, rows)
}

// ReclassifyContrast is the difference of the corrected shares of a and of b:
// Apparent, Value and the interval lie in [-1, 1]. Clusters on both sides are
// drawn for both at once, and each draw corrects both sides by the same error
// rates, whose uncertainty they share. The clusters of the side with fewer count
// for the thresholds.
func ReclassifyContrast(confusion [][]int, a, b []Classified, rule Rule, seed uint64) ([]Prevalence, error) {
	return reclassified(confusion, rule, seed, a, b)
}

func reclassified(confusion [][]int, rule Rule, seed uint64, sides ...[]Classified) ([]Prevalence, error) {
	if err := rule.Validate(); err != nil {
		return nil, err
	}
	if err := checkConfusion(confusion, make([]int, len(confusion))); err != nil {
		return nil, err
	}
	for _, rows := range sides {
		for i, r := range rows {
			if r.Class < 0 || r.Class >= len(confusion) || !finite(r.Weight) || r.Weight < 0 {
				return nil, fmt.Errorf("stats: row %d: class %d of %d with weight %v", i, r.Class, len(confusion), r.Weight)
			}
		}
	}
	t := newClassTable(len(confusion), sides)
	apparent := t.apparent()
	value, cut := t.corrected(confusion, t.total())
	least := t.leastClusters()
	out := make([]Prevalence, len(confusion))
	for i := range out {
		nan := math.NaN()
		out[i] = Prevalence{apparent[i], nan, nan, nan, nan, nan, MethodNone, nil}
		switch {
		case value == nil:
			out[i].Warnings = []Warning{WarnNotComputable}
			continue
		case least < rule.MinClusters:
			out[i].Warnings = []Warning{WarnTooFew}
		case least < rule.SmallClusters:
			out[i].Warnings = []Warning{WarnSmallN}
		}
		out[i].Value = value[i]
		if cut {
			out[i].Warnings = append(out[i].Warnings, WarnOutOfRange)
		}
	}
	if value != nil && least >= rule.MinClusters {
		draws := t.draws(confusion, rule.Draws, seed)
		for i := range out {
			if constantDraws(draws[i]) {
				out[i].Warnings = append(out[i].Warnings, WarnNoVariation)
				continue
			}
			out[i].interval(draws[i], rule)
		}
	}
	return out, nil
}

// constantDraws says whether draws show no variation: an interval of no width
// would pass for certainty.
func constantDraws(draws []float64) bool {
	return len(draws) > 0 && slices.Max(draws)-slices.Min(draws) < 1e-12
}

// classTable holds for each cluster its weight by side and class, one after
// the other.
type classTable struct {
	classes, sides int
	clusters       []classCluster
}

type classCluster struct {
	name string
	sums []float64
}

func newClassTable(classes int, sides [][]Classified) classTable {
	t := classTable{classes: classes, sides: len(sides)}
	by := map[string][]float64{}
	for s, rows := range sides {
		rows = slices.Clone(rows)
		slices.SortFunc(rows, func(a, b Classified) int { return cmp.Compare(a.Weight, b.Weight) }) // sums know no order
		for _, r := range rows {
			if by[r.Cluster] == nil {
				by[r.Cluster] = make([]float64, t.sides*classes)
			}
			by[r.Cluster][s*classes+r.Class] += Unit{Weight: r.Weight}.weight()
		}
	}
	for name, sums := range by {
		t.clusters = append(t.clusters, classCluster{name, sums})
	}
	slices.SortFunc(t.clusters, func(a, b classCluster) int { return cmp.Compare(a.name, b.name) })
	return t
}

// leastClusters is the number of clusters of the side that has fewer.
func (t classTable) leastClusters() int {
	least := math.MaxInt
	for s := range t.sides {
		n := 0
		for _, c := range t.clusters {
			if sumOf(t.side(c.sums, s)) > 0 {
				n++
			}
		}
		least = min(least, n)
	}
	return least
}

func (t classTable) side(sums []float64, s int) []float64 {
	return sums[s*t.classes : (s+1)*t.classes]
}

func (t classTable) total() []float64 {
	sums := make([]float64, t.sides*t.classes)
	for _, c := range t.clusters {
		addTo(sums, c.sums, 1)
	}
	return sums
}

func addTo(sums, more []float64, times float64) {
	for i, x := range more {
		sums[i] += float64(times * x)
	}
}

// apparent is the share of each class, or the difference of the sides' shares;
// NaN where a side has no weight.
func (t classTable) apparent() []float64 {
	out, sums := make([]float64, t.classes), t.total()
	for s := range t.sides {
		part := t.side(sums, s)
		for i, x := range part {
			out[i] += float64(1-2*s) * (x / sumOf(part))
		}
	}
	return out
}

// corrected solves for the shares of each side and gives them, or their
// difference; nil where that cannot be done.
func (t classTable) corrected(confusion [][]int, sums []float64) (out []float64, cut bool) {
	out = make([]float64, t.classes)
	for s := range t.sides {
		shares, wasCut := solveShares(confusion, t.side(sums, s))
		if shares == nil {
			return nil, false
		}
		cut = cut || wasCut
		for i, x := range shares {
			out[i] += float64(1-2*s) * x
		}
	}
	return out, cut
}

// draws gives the corrected figures of drawn clusters and drawn error rates, by
// class; draws that cannot be solved are left out.
func (t classTable) draws(confusion [][]int, draws int, seed uint64) [][]float64 {
	sums, times := make([][]float64, draws), make([]float64, draws)
	for b := range sums {
		sums[b] = make([]float64, t.sides*t.classes)
	}
	for _, c := range t.clusters {
		newClusterBits(seed, c.name).weights(times)
		for b, k := range times {
			addTo(sums[b], c.sums, k)
		}
	}
	out, drawn := make([][]float64, t.classes), make([][]int, len(confusion))
	src := NewStream(seed, "confusion")
	for b := range sums {
		for i, row := range confusion {
			drawn[i] = multinomial(row, src)
		}
		value, _ := t.corrected(drawn, sums[b])
		for i, x := range value {
			out[i] = append(out[i], x)
		}
	}
	return out
}
