package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// shrink moves the means of the known sources of each question towards their
// common mean, and ranks them. Sources without an interval take no part: the
// error of so few clusters says too little to weigh them by.
func shrink(rows []EstimateRow, seed uint64, o Options) error {
	families := map[question][]*EstimateRow{}
	var list []question
	for i := range rows {
		r := &rows[i]
		if r.Level != levelSource || r.Source == "" {
			continue
		}
		q := questionOf(&r.Asked)
		if families[q] == nil {
			list = append(list, q)
		}
		families[q] = append(families[q], r)
	}
	slices.SortFunc(list, question.compare)
	_, err := inParallel(list, o.Workers, func(q question) (struct{}, error) {
		err := shrinkFamily(families[q], q, seed, o.Rule)
		if err != nil {
			err = fmt.Errorf("shrunk means of %s: %w", q.measure, err)
		}
		return struct{}{}, err
	})
	return err
}

func shrinkFamily(rows []*EstimateRow, q question, seed uint64, rule stats.Rule) error {
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
		low, high, _ := scaleOf(q.measure).cut(g.Low, g.High)
		r.Shrunk, r.ShrunkLow, r.ShrunkHigh = num(g.Mean, scoreDecimals), num(low, scoreDecimals), num(high, scoreDecimals)
		r.Rank, r.RankLow, r.RankHigh = num(g.Rank, rankDecimals), num(g.RankLow, rankDecimals), num(g.RankHigh, rankDecimals)
	}
	return nil
}
