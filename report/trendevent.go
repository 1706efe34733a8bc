package report

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// events compares the time after each event with that before, where there are
// articles on both sides.
func (t *trend) events() ([]table.TrendRow, error) {
	if len(t.dated) == 0 {
		return nil, nil
	}
	byDay := func(a, b stats.DatedUnit) int { return cmp.Compare(a.Time, b.Time) }
	first, last := slices.MinFunc(t.dated, byDay).Time, slices.MaxFunc(t.dated, byDay).Time
	var placebos []float64
	for day := first + placeboEvery; day < last; day += placeboEvery {
		placebos = append(placebos, day)
	}
	var out []table.TrendRow
	for i, e := range t.o.Events {
		window, near := t.o.window(i)
		c, err := stats.BeforeAfter(t.dated, dayNumber(e.Date), window, placebos, t.o.Rule, t.seed)
		if err != nil {
			return nil, err
		}
		if c.Change.UnitsA > 0 && c.Change.UnitsB > 0 {
			out = append(out, t.event(e, window, near, c))
		}
	}
	return out, nil
}

// window is how many days on either side of an event are compared: no more than
// there are to its neighbours, so that no side holds another event.
func (o *Options) window(i int) (days float64, cut bool) {
	days = float64(o.EventDays)
	at := dayNumber(o.Events[i].Date)
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(o.Events) {
			days = min(days, math.Abs(dayNumber(o.Events[j].Date)-at))
		}
	}
	return days, days < float64(o.EventDays)
}

func (t *trend) event(e Event, window float64, near bool, c stats.EventChange) table.TrendRow {
	d, r := c.Change, t.row(table.TrendEvent)
	scaleOf(t.Measure).difference(&d)
	r.Event, r.Date, r.Days = e.Name, e.Date, int(window)
	r.Articles, r.Clusters, r.ArticlesBefore, r.ClustersBefore = d.UnitsA, d.ClustersA, d.UnitsB, d.ClustersB
	r.Value, r.Before = table.Rounded(d.MeanA, table.ScoreDecimals), table.Rounded(d.MeanB, table.ScoreDecimals)
	r.Estimate, r.SE = table.Rounded(d.Diff, table.ScoreDecimals), table.Rounded(d.SE, table.ScoreDecimals)
	r.Low, r.High, r.Method, r.Draws = table.Rounded(d.Low, table.ScoreDecimals), table.Rounded(d.High, table.ScoreDecimals), string(d.Method), d.Draws
	r.PValue, r.PlaceboP, r.Placebos = table.Rounded(d.P, table.PDecimals), table.Rounded(c.PlaceboP, table.ShareDecimals), c.Placebos
	codes := warningCodes(c.Warnings)
	for _, w := range warningCodes(d.Warnings) { // that it is too wide
		codes = with(codes, w)
	}
	if near {
		codes = append(codes, table.WarnOtherEvent)
	}
	r.Warnings = strings.Join(codes, "; ")
	return r
}

// adjustTrends fills in the p-values adjusted over the sources.
func adjustTrends(rows []table.TrendRow) error {
	type family struct {
		Question
		level, kind, event string
	}
	families := map[family][]*table.TrendRow{}
	var list []family // in the order of the rows
	for i := range rows {
		r := &rows[i]
		if !r.PValue.Known {
			continue
		}
		f := family{QuestionOf(&r.Asked), r.Level, r.Kind, r.Event}
		if families[f] == nil {
			list = append(list, f)
		}
		families[f] = append(families[f], r)
	}
	for _, f := range list {
		p := make([]float64, len(families[f]))
		for i, r := range families[f] {
			p[i] = r.PValue.Value
		}
		holm, err := stats.Holm(p)
		if err != nil {
			return err
		}
		q, err := stats.BenjaminiHochberg(p)
		if err != nil {
			return err
		}
		for i, r := range families[f] {
			r.Holm, r.QValue, r.Tests = table.Rounded(holm[i], table.PDecimals), table.Rounded(q[i], table.PDecimals), len(p)
		}
	}
	return nil
}
