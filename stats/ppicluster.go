package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// PPIClusters is the prediction-powered mean (Angelopoulos and others 2023, Science
// 382) with the power tuning of PPI++ (Angelopoulos, Duchi and Zrnic 2023,
// arXiv:2311.01453) for rows that come in clusters and have weights: the weighted
// mean of the predictions for rows without gold, moved by the weighted mean of what
// the scorer gets wrong on the rows with gold. The standard error
// is cluster-robust and takes clusters with rows of both kinds into account;
// Lambda minimises it, and the bias in small samples that comes of choosing
// Lambda on the same rows is taken out by the jackknife over clusters (Quenouille
// 1956, Biometrika 43). The interval is of the t type, on as many degrees of
// freedom as clusters with gold less one.
//
// It supposes that gold rows were drawn with equal probability, whole clusters
// or single rows; with unequal ones use DesignBased. Probability is not looked
// at. Where every row has gold the value is their mean, with Lambda 0. Fewer
// clusters than rule.MinClusters with gold, or without, give no
// interval (too_few); fewer than SmallClusters the warning small_n. Without gold
// the value is missing. A row trained on (ErrTrained), values not finite and
// weights below 0 are errors that name the index.
func PPIClusters(rows []Sampled, rule Rule) (Corrected, error) {
	p, err := newPowered(rows, rule)
	if err != nil {
		return missingCorrected(), err
	}
	return combined(rule, p)
}

// PPIContrast is the difference of two means by PPIClusters, a less b, with the
// clusters that both share taken once: what they have in common is no
// uncertainty. Each side has its own Lambda; that of the result is missing.
func PPIContrast(a, b []Sampled, rule Rule) (Corrected, error) {
	p, err := newPowered(a, rule)
	if err != nil {
		return missingCorrected(), fmt.Errorf("%w (first sample)", err)
	}
	q, err := newPowered(b, rule)
	if err != nil {
		return missingCorrected(), fmt.Errorf("%w (second sample)", err)
	}
	return combined(rule, p, q)
}

func missingCorrected() Corrected {
	nan := math.NaN()
	return Corrected{0, 0, nan, nan, nan, nan, nan, nan, MethodNone, nil}
}

// powered is a prediction-powered mean as the sum of what its clusters add.
type powered struct {
	gold, open       int // rows with and without gold
	clusters, others int // clusters with such rows
	value, lambda    float64
	influence        map[string]float64 // of each cluster on the value
}

// both halves of a cluster's influence: that of the gold alone, and that of the
// predictions for each unit of Lambda.
type halves struct{ gold, predicted float64 }

func newPowered(rows []Sampled, rule Rule) (powered, error) {
	p := powered{value: math.NaN(), lambda: math.NaN()}
	if err := rule.Validate(); err != nil {
		return p, err
	}
	gold, open, err := splitGold(rows)
	if err != nil {
		return p, err
	}
	p.gold, p.open = len(gold), len(open)
	p.clusters, p.others = clustersOf(gold), clustersOf(open)
	if len(gold) == 0 {
		return p, nil
	}
	if len(open) == 0 {
		p.others = p.clusters
	}
	human := meanOver(gold, func(r Sampled) float64 { return r.Human })
	scored := meanOver(gold, func(r Sampled) float64 { return r.Predicted })
	rest := meanOver(open, func(r Sampled) float64 { return r.Predicted })
	parts := map[string]halves{}
	add := func(rows []Sampled, f func(Sampled) halves) {
		weight := 0.0
		for _, r := range rows {
			weight += r.weight()
		}
		for _, r := range rows {
			h, w := parts[r.Cluster], r.weight()/weight
			d := f(r)
			parts[r.Cluster] = halves{h.gold + w*d.gold, h.predicted + w*d.predicted}
		}
	}
	if len(open) > 0 {
		add(open, func(r Sampled) halves { return halves{0, r.Predicted - rest} })
		add(gold, func(r Sampled) halves { return halves{r.Human - human, -(r.Predicted - scored)} })
	} else {
		rest = scored
		add(gold, func(r Sampled) halves { return halves{r.Human - human, 0} })
	}
	p.tune(parts, max(math.Abs(scored), math.Abs(rest)))
	p.value = human + p.lambda*(rest-scored)
	if len(open) > 0 && p.clusters > 1 {
		p.value -= tuningBias(gold, open, human, scored, rest, p.lambda)
	}
	return p, nil
}

// tune sets the Lambda in [0, 1] with the smallest variance, 0 where predictions
// of that size vary by rounding only, and the influences.
func (p *powered) tune(parts map[string]halves, size float64) {
	list := make([]halves, 0, len(parts))
	for _, h := range parts {
		list = append(list, h)
	}
	slices.SortFunc(list, func(a, b halves) int {
		return cmp.Or(cmp.Compare(a.gold, b.gold), cmp.Compare(a.predicted, b.predicted))
	})
	var cross, square float64
	for _, h := range list {
		cross += h.gold * h.predicted
		square += h.predicted * h.predicted
	}
	p.lambda = 0
	if square > 1e-24*size*size {
		p.lambda = min(max(-cross/square, 0), 1)
	}
	p.influence = map[string]float64{}
	for name, h := range parts {
		p.influence[name] = h.gold + p.lambda*h.predicted
	}
}

func (r Sampled) weight() float64 { return Unit{Weight: r.Weight}.weight() }

func clustersOf(rows []Sampled) int {
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r.Cluster] = true
	}
	return len(seen)
}

// splitGold checks rows and gives those with and without gold, in an order of
// their own.
func splitGold(rows []Sampled) (gold, open []Sampled, err error) {
	for i, r := range rows {
		switch coded := !math.IsNaN(r.Human); {
		case !finite(r.Predicted) || math.IsInf(r.Human, 0) || !finite(r.Weight) || r.Weight < 0:
			return nil, nil, fmt.Errorf("stats: row %d: (%v, %v) of weight %v: %w", i, r.Human, r.Predicted, r.Weight, ErrNotFinite)
		case coded && r.Trained:
			return nil, nil, fmt.Errorf("stats: row %d: %w", i, ErrTrained)
		case coded:
			gold = append(gold, r)
		default:
			open = append(open, r)
		}
	}
	order := func(a, b Sampled) int {
		return cmp.Or(cmp.Compare(a.Predicted, b.Predicted), cmp.Compare(a.Human, b.Human),
			cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.Cluster, b.Cluster))
	}
	slices.SortFunc(gold, order)
	slices.SortFunc(open, order)
	return gold, open, nil
}

// meanOver is the weighted mean of what f gives for the rows.
func meanOver(rows []Sampled, f func(Sampled) float64) float64 {
	units := make([]Unit, len(rows))
	for i, r := range rows {
		units[i] = Unit{Value: f(r), Weight: r.Weight}
	}
	mean, _ := weightedMean(units)
	return mean
}

// combined gives one mean, or the difference of two.
func combined(rule Rule, sides ...powered) (Corrected, error) {
	out := missingCorrected()
	total, least, golds := map[string]float64{}, math.MaxInt, math.MaxInt
	for i, p := range sides {
		sign := 1 - 2*float64(i)
		out.Gold, out.Predicted = out.Gold+p.gold, out.Predicted+p.open
		least, golds = min(least, p.clusters, p.others), min(golds, p.clusters)
		if i == 0 {
			out.Value, out.Lambda = p.value, p.lambda
		} else {
			out.Value, out.Lambda = out.Value-p.value, math.NaN()
		}
		for name, x := range p.influence {
			total[name] += sign * x
		}
	}
	if math.IsInf(out.Value, 0) {
		return missingCorrected(), fmt.Errorf("stats: corrected mean %v: %w", out.Value, ErrNotFinite)
	}
	if least < max(rule.MinClusters, 2) || math.IsNaN(out.Value) {
		out.Warnings = []Warning{WarnTooFew}
		return out, nil
	}
	influences := make([]float64, 0, len(total))
	for _, x := range total {
		influences = append(influences, x)
	}
	slices.Sort(influences)
	n, ss := float64(golds), 0.0
	for _, x := range influences {
		ss += x * x
	}
	out.SE = math.Sqrt(ss * n / (n - 1))
	if !finite(out.SE) {
		return missingCorrected(), fmt.Errorf("stats: standard error %v: %w", out.SE, ErrNotFinite)
	}
	if least < rule.SmallClusters {
		out.Warnings = append(out.Warnings, WarnSmallN)
	}
	if out.SE == 0 {
		out.Warnings = append(out.Warnings, WarnNoVariation)
	}
	t := tQuantile(0.5+rule.Level/2, n-1)
	out.Method, out.Level = MethodT, rule.Level
	out.Low, out.High = out.Value-t*out.SE, out.Value+t*out.SE
	return out, nil
}
