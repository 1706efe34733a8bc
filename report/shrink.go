package report

import (
	"fmt"
	"math"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// shrink moves the means of the known sources of a question towards their common
// mean, and ranks them. Sources without an interval take no part: the error of so few
// clusters says too little to weigh them by.
func shrink(estimates []table.EstimateRow, q Question, seed uint64, rule stats.Rule) error {
	var rows []*table.EstimateRow
	for i := range estimates {
		if r := &estimates[i]; r.Level == table.LevelSource && r.Source != "" {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := shrinkFamily(rows, q, seed, rule); err != nil {
		return fmt.Errorf("shrunk means of %s: %w", q.Measure, err)
	}
	return nil
}

func shrinkFamily(rows []*table.EstimateRow, q Question, seed uint64, rule stats.Rule) error {
	groups := make([]stats.GroupMean, len(rows))
	for i, r := range rows {
		groups[i] = stats.GroupMean{Mean: math.NaN(), SE: math.NaN()}
		if r.Low.Known && r.High.Known {
			groups[i] = stats.GroupOf(r.Mean.Value, r.Low.Value, r.High.Value, rule.Level)
		}
	}
	src := stats.NewStream(seed, "shrink")
	s, err := stats.Shrink(groups, rule, src)
	if err != nil {
		return err
	}
	for i, g := range s.Groups {
		r := rows[i]
		low, high, _ := scaleOf(q.Measure).cut(g.Low, g.High)
		r.Shrunk, r.ShrunkLow, r.ShrunkHigh = table.Rounded(g.Mean, table.ScoreDecimals), table.Rounded(low, table.ScoreDecimals), table.Rounded(high, table.ScoreDecimals)
		r.Rank, r.RankLow, r.RankHigh = table.Rounded(g.Rank, table.RankDecimals), table.Rounded(g.RankLow, table.RankDecimals), table.Rounded(g.RankHigh, table.RankDecimals)
	}
	return nil
}
