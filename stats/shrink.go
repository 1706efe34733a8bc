package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// GroupMean is the mean of one group and its standard error; either is NaN
// where it is missing.
type GroupMean struct{ Mean, SE float64 }

// ShrunkMean is a group's mean moved towards the mean of all groups by as much
// as its own data are uncertain. NaN means missing.
type ShrunkMean struct {
	// Raw and SE are what went in.
	Raw, SE float64
	// Mean is the shrunk mean, between Raw and the mean of all; MeanSE is its
	// standard error with that of the mean of all counted in, and Low and High
	// are the ends of its normal interval.
	Mean, MeanSE, Low, High float64
	// Rank is the mean rank over the draws, 1 for the largest mean; RankLow and
	// RankHigh are the ends of its interval.
	Rank, RankLow, RankHigh float64
}

// Shrinkage is a set of groups seen together.
type Shrinkage struct {
	// Mean is the mean of all groups, MeanSE its standard error.
	Mean, MeanSE float64
	// Variance is that of the true group means, at least 0.
	Variance float64
	// Used counts the groups that took part.
	Used   int
	Groups []ShrunkMean
	// Level is that of all intervals.
	Level    float64
	Warnings []Warning
}

// Shrink estimates group means together by empirical Bayes (Efron and Morris
// 1975, JASA 70): each is taken as drawn from a normal distribution whose
// variance is that of Paule and Mandel (1982), and moved to the common mean by
// the share of its own error in the whole variance. It stops small groups from
// leading every ranking by luck. Rank intervals are percentiles over rule.Draws
// draws from the groups' posterior distributions; with Variance 0 the ranks are
// anybody's.
//
// It supposes normal group means with known errors; the uncertainty of Variance
// is not counted in, so that below some ten groups the intervals are too
// narrow. Groups with a missing mean, or an error that is missing or 0, take no
// part and stay missing. With fewer than three groups nothing is shrunk
// (too_few). The order of groups has no part in the result; Groups has that of
// the input. An infinite mean or error, or one below 0, is an error.
func Shrink(groups []GroupMean, rule Rule, src *rand.Rand) (Shrinkage, error) {
	nan := math.NaN()
	out := Shrinkage{Mean: nan, MeanSE: nan, Variance: nan, Level: rule.Level}
	if src == nil {
		return out, ErrNilSource
	}
	if err := rule.Validate(); err != nil {
		return out, err
	}
	var used []int
	for i, g := range groups {
		if math.IsInf(g.Mean, 0) || math.IsInf(g.SE, 0) || g.SE < 0 {
			return Shrinkage{}, fmt.Errorf("stats: group %d: mean %v, standard error %v out of range", i, g.Mean, g.SE)
		}
		out.Groups = append(out.Groups, ShrunkMean{g.Mean, g.SE, nan, nan, nan, nan, nan, nan, nan})
		if finite(g.Mean) && g.SE > 0 {
			used = append(used, i)
		}
	}
	slices.SortStableFunc(used, func(i, j int) int {
		return cmp.Or(cmp.Compare(groups[i].Mean, groups[j].Mean), cmp.Compare(groups[i].SE, groups[j].SE))
	})
	if out.Used = len(used); out.Used < 3 {
		out.Warnings = []Warning{WarnTooFew}
		return out, nil
	}
	chosen := make([]GroupMean, len(used))
	for k, i := range used {
		chosen[k] = groups[i]
	}
	out.Variance = pauleMandel(chosen)
	out.Mean, out.MeanSE = commonMean(chosen, out.Variance)
	if !finite(out.Mean) || !finite(out.Variance) {
		return Shrinkage{}, fmt.Errorf("stats: common mean %v, variance %v: %w", out.Mean, out.Variance, ErrNotFinite)
	}
	made := out.shrunk(chosen, rule, src)
	for k, i := range used {
		out.Groups[i] = made[k]
	}
	return out, nil
}

// pauleMandel solves Σ (mean-μ)²/(SE²+τ²) = k-1 for τ², by Newton's steps from
// 0, which come to the root from below.
func pauleMandel(groups []GroupMean) float64 {
	tau2 := 0.0
	for range 500 {
		mu, _ := commonMean(groups, tau2)
		q, slope := -float64(len(groups)-1), 0.0
		for _, g := range groups {
			w := 1 / (g.SE*g.SE + tau2)
			q += w * (g.Mean - mu) * (g.Mean - mu)
			slope += w * w * (g.Mean - mu) * (g.Mean - mu)
		}
		if q <= 0 {
			return tau2
		}
		step := q / slope
		if tau2+step == tau2 {
			return tau2
		}
		tau2 += step
	}
	return tau2
}

func commonMean(groups []GroupMean, tau2 float64) (mean, se float64) {
	sum, weight, origin := 0.0, 0.0, groups[0].Mean
	for _, g := range groups {
		w := 1 / (g.SE*g.SE + tau2)
		sum += w * (g.Mean - origin)
		weight += w
	}
	return origin + sum/weight, math.Sqrt(1 / weight)
}

// shrunk makes the groups' figures; they are in order of mean.
func (s Shrinkage) shrunk(groups []GroupMean, rule Rule, src *rand.Rand) []ShrunkMean {
	z := -normalQuantile((1 - rule.Level) / 2)
	ranks := s.rankDraws(groups, rule.Draws, src)
	tail := (1 - rule.Level) / 2
	out := make([]ShrunkMean, len(groups))
	for i, g := range groups {
		keep := s.Variance / (s.Variance + g.SE*g.SE)
		m := s.Mean + keep*(g.Mean-s.Mean)
		se := math.Sqrt(keep*g.SE*g.SE + (1-keep)*(1-keep)*s.MeanSE*s.MeanSE)
		r := ranks[i]
		slices.Sort(r)
		out[i] = ShrunkMean{g.Mean, g.SE, m, se, m - z*se, m + z*se,
			sumOf(r) / float64(len(r)), atRank(r, tail), atRank(r, 1-tail)}
	}
	return out
}

// atRank is the quantile of sorted ranks, rounded outward to a whole one.
func atRank(sorted []float64, p float64) float64 {
	q := quantile(sorted, p)
	if p < 0.5 {
		return math.Floor(q)
	}
	return math.Ceil(q)
}

// rankDraws draws all true means together from their posterior, given a draw of
// the common mean, and returns each group's rank in each draw; equal means
// are ranked by chance.
func (s Shrinkage) rankDraws(groups []GroupMean, draws int, src *rand.Rand) [][]float64 {
	type drawn struct {
		value, chance float64
		group         int
	}
	out, row := make([][]float64, len(groups)), make([]drawn, len(groups))
	for range draws {
		mu := s.Mean + s.MeanSE*src.NormFloat64()
		for i, g := range groups {
			keep := s.Variance / (s.Variance + g.SE*g.SE)
			v := mu + keep*(g.Mean-mu) + math.Sqrt(keep)*g.SE*src.NormFloat64()
			row[i] = drawn{v, src.Float64(), i}
		}
		slices.SortFunc(row, func(a, b drawn) int {
			return cmp.Or(cmp.Compare(b.value, a.value), cmp.Compare(b.chance, a.chance))
		})
		for k, d := range row {
			out[d.group] = append(out[d.group], float64(k+1))
		}
	}
	return out
}
