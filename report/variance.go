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

// Warnings of a row of variance: a factor that could not be told from the rest
// was left out, and what it adds is in the rest.
const (
	WarnNoStory  = "story_left_out"
	WarnNoPeriod = "period_left_out"
)

// variance splits the variance of a question; one with too little data for that has
// no row.
func (cs cells) variance(q Question, rule stats.Rule) ([]table.VarianceRow, error) {
	family := cs.family()
	if len(family) == 0 {
		return nil, nil
	}
	r, err := varianceOf(q, family, rule)
	if err != nil {
		return nil, fmt.Errorf("variance of %s: %w", q.Measure, err)
	}
	if !r.ShareSource.Known && !r.KruskalP.Known {
		return nil, nil
	}
	return []table.VarianceRow{r}, nil
}

func varianceOf(q Question, family []*cell, rule stats.Rule) (table.VarianceRow, error) {
	r := table.VarianceRow{Asked: q.asked()}
	var values []float64
	var sources, periods, stories []string
	for _, c := range family {
		for i, u := range c.units {
			if c.when[i].Period == "" {
				continue
			}
			values = append(values, u.Value)
			sources, periods, stories = append(sources, c.Source), append(periods, c.when[i].Period), append(stories, u.Cluster)
		}
	}
	r.Articles, r.Sources, r.Periods, r.Stories = len(values), distinct(sources), distinct(periods), distinct(stories)
	r.SD = table.Rounded(deviation(values), table.ScoreDecimals)
	if err := kruskal(&r, family, rule); err != nil {
		return r, err
	}
	if r.Stories < rule.MinClusters || r.Sources < 2 {
		warn(&r, string(stats.WarnTooFew))
		return r, nil
	}
	return r, components(&r, values, sources, periods, stories)
}

// components tries all factors, then fewer: a factor of one level, or of a level
// for each article, cannot be told from the rest.
func components(r *table.VarianceRow, values []float64, sources, periods, stories []string) error {
	for _, try := range []struct {
		factors [][]string
		story   int // place of the factor's share, -1 for none
		period  int
		warn    []string
	}{
		{[][]string{sources, periods, stories}, 2, 1, nil},
		{[][]string{sources, periods}, -1, 1, []string{WarnNoStory}},
		{[][]string{sources, stories}, 1, -1, []string{WarnNoPeriod}},
		{[][]string{sources}, -1, -1, []string{WarnNoStory, WarnNoPeriod}},
	} {
		c, err := stats.VarianceComponents(values, try.factors)
		if err != nil {
			return err
		}
		if slices.Contains(c.Warnings, stats.WarnNotComputable) {
			continue
		}
		share := func(i int) table.Num {
			if i < 0 {
				return table.Num{}
			}
			return table.Rounded(c.Shares[i], table.ShareDecimals)
		}
		r.ShareSource, r.SharePeriod, r.ShareStory = share(0), share(try.period), share(try.story)
		r.ShareRest = share(len(c.Shares) - 1)
		warn(r, append(warningCodes(c.Warnings), try.warn...)...)
		return nil
	}
	warn(r, string(stats.WarnNotComputable))
	return nil
}

func kruskal(r *table.VarianceRow, family []*cell, rule stats.Rule) error {
	var groups [][]float64
	for _, c := range family {
		if means := clusterMeans(c.units); len(means) >= rule.MinClusters {
			groups = append(groups, means)
		}
	}
	t, err := stats.KruskalWallis(groups...)
	if err != nil {
		return err
	}
	r.KruskalH, r.KruskalDF, r.KruskalP = table.Rounded(t.Statistic, table.ScoreDecimals), table.Rounded(t.DF, 0), table.Rounded(t.P, table.PDecimals)
	return nil
}

func warn(r *table.VarianceRow, codes ...string) {
	all := codes
	if r.Warnings != "" {
		all = append(strings.Split(r.Warnings, "; "), codes...)
	}
	slices.SortFunc(all, cmp.Compare[string])
	r.Warnings = strings.Join(slices.Compact(all), "; ")
}

func distinct(names []string) int {
	seen := map[string]bool{}
	for _, n := range names {
		seen[n] = true
	}
	return len(seen)
}

// deviation is the standard deviation, missing below two values.
func deviation(values []float64) float64 {
	var m mean
	for _, v := range values {
		m.add(v)
	}
	centre, squares := m.sum/float64(m.n), 0.0
	for _, v := range values {
		squares += (v - centre) * (v - centre)
	}
	return math.Sqrt(squares / float64(m.n-1))
}
