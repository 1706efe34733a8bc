package stats

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// GroupMean is the mean of one group and its standard error; either is NaN
// where it is missing.
type GroupMean struct{ Mean, SE float64 }

// GroupOf takes the error of which a normal interval at a level would be as wide as
// the group's own, so that what is not known of few or skewed values counts.
func GroupOf(mean, low, high, level float64) GroupMean {
	return GroupMean{mean, (high - low) / (2 * normalQuantile((1+level)/2))}
}

// ShrunkMean is a group's mean moved towards the mean of all groups by as much
// as its own data are uncertain. NaN means missing.
type ShrunkMean struct {
	// Raw and SE are what went in.
	Raw, SE float64
	// Mean is the shrunk mean; MeanSE is its standard error, with those of the
	// mean of all and of the variance counted in, and Low and High are the ends of
	// its normal interval.
	Mean, MeanSE, Low, High float64
	// Rank is the mean rank over the draws, 1 for the largest mean; RankLow and
	// RankHigh are the ends of its interval.
	Rank, RankLow, RankHigh float64
}

// Shrinkage is a set of groups seen together.
type Shrinkage struct {
	// Mean is the mean of all groups, MeanSE its standard error.
	Mean, MeanSE float64
	// Variance is that of the true group means, as expected from the data.
	Variance float64
	// Used counts the groups that took part.
	Used   int
	Groups []ShrunkMean
	// Level is that of all intervals.
	Level    float64
	Warnings []Warning
}

// Shrink estimates group means together in a hierarchical normal model (Gelman et al.
// 2013, Bayesian Data Analysis, §5.4): each is taken as drawn from a normal
// distribution, and moved to the common mean by the share of its own error in the
// whole variance. Nothing is known beforehand of the mean of that distribution nor of its
// standard deviation (uniform; Gelman 2006, Bayesian Anal. 1), over which all figures
// are averaged. It stops small groups from leading every ranking by luck. Rank
// intervals are percentiles over rule.Draws draws of all true means together.
//
// Good for ranks and for what all groups together look like; whether one group's
// mean is above 0 its own interval says: that of the shrunk mean holds some 95 % of all
// true means taken together (docs/simulation.md), fewer of groups that lie far out
// and of skewed values. Groups with a missing mean, or an error that is missing or 0, take no
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
	spreads := posterior(chosen)
	out.average(spreads)
	if !finite(out.Mean) || !finite(out.Variance) || !finite(out.MeanSE) {
		return Shrinkage{}, fmt.Errorf("stats: common mean %v, variance %v: %w", out.Mean, out.Variance, ErrNotFinite)
	}
	made := out.shrunk(chosen, spreads, rule, src)
	for k, i := range used {
		out.Groups[i] = made[k]
	}
	return out, nil
}

// spread is one standard deviation of the true means, with its probability and the
// common mean that goes with it.
type spread struct{ sd, probability, mean, meanSE float64 }

// spreadSteps is how many standard deviations are looked at, from 0 to spreadMost
// times that of the means themselves, closer together near 0.
const (
	spreadSteps = 200
	spreadMost  = 10
)

func posterior(groups []GroupMean) []spread {
	means := make([]float64, len(groups))
	size := 0.0
	for i, g := range groups {
		means[i] = g.Mean
		size = max(size, g.SE)
	}
	size += stat.StdDev(means, nil)
	out, logs := make([]spread, spreadSteps), make([]float64, spreadSteps)
	for i := range out {
		x := (float64(i) + 0.5) / spreadSteps
		sd := spreadMost * size * x * x
		m, se := commonMean(groups, sd*sd)
		// The step between neighbours grows with x.
		logs[i] = math.Log(x) + math.Log(se)
		for _, g := range groups {
			v := g.SE*g.SE + sd*sd
			logs[i] -= (math.Log(v) + (g.Mean-m)*(g.Mean-m)/v) / 2
		}
		out[i] = spread{sd, 0, m, se}
	}
	most, sum := slices.Max(logs), 0.0
	for i := range out {
		out[i].probability = math.Exp(logs[i] - most)
		sum += out[i].probability
	}
	for i := range out {
		out[i].probability /= sum
	}
	return out
}

// average fills in what is common to the groups.
func (s *Shrinkage) average(spreads []spread) {
	s.Mean, s.Variance = 0, 0
	second, origin := 0.0, spreads[0].mean
	for _, x := range spreads {
		d := x.mean - origin
		s.Mean += x.probability * d
		second += x.probability * (d*d + x.meanSE*x.meanSE)
		s.Variance += x.probability * x.sd * x.sd
	}
	s.MeanSE = math.Sqrt(max(second-s.Mean*s.Mean, 0))
	s.Mean += origin
}

// posterior returns the mean and the error of a group where the spread is known.
func (x spread) posterior(g GroupMean) (mean, se float64) {
	keep := x.sd * x.sd / (x.sd*x.sd + g.SE*g.SE)
	return x.mean + keep*(g.Mean-x.mean), math.Sqrt(keep*g.SE*g.SE + (1-keep)*(1-keep)*x.meanSE*x.meanSE)
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
func (s Shrinkage) shrunk(groups []GroupMean, spreads []spread, rule Rule, src *rand.Rand) []ShrunkMean {
	z := -normalQuantile((1 - rule.Level) / 2)
	ranks := rankDraws(groups, spreads, rule.Draws, src)
	tail := (1 - rule.Level) / 2
	out := make([]ShrunkMean, len(groups))
	for i, g := range groups {
		m, second := 0.0, 0.0
		for _, x := range spreads {
			mean, se := x.posterior(g)
			m += x.probability * (mean - g.Mean)
			second += x.probability * ((mean-g.Mean)*(mean-g.Mean) + se*se)
		}
		se := math.Sqrt(max(second-m*m, 0))
		m += g.Mean
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
// the spread and the common mean, and returns each group's rank in each draw; equal
// means are ranked by chance.
func rankDraws(groups []GroupMean, spreads []spread, draws int, src *rand.Rand) [][]float64 {
	type drawn struct {
		value, chance float64
		group         int
	}
	out, row := make([][]float64, len(groups)), make([]drawn, len(groups))
	for range draws {
		x, u := spreads[len(spreads)-1], src.Float64()
		for _, one := range spreads {
			if u -= one.probability; u < 0 {
				x = one
				break
			}
		}
		mu := x.mean + x.meanSE*src.NormFloat64()
		for i, g := range groups {
			keep := x.sd * x.sd / (x.sd*x.sd + g.SE*g.SE)
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
