package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// What trends need and how far they go.
const (
	smoothSpan    = 0.75 // of the points, that each local line is drawn through
	smoothLeast   = 8    // periods
	mostPeriods   = 600  // slopes of all pairs and the smooth grow with the square and more
	breakDraws    = 500  // series without a break, at most
	breakDrawn    = 19   // at least
	placeboEvery  = 30   // days
	daysInYear    = 365.25
	sensInterval  = "sen"
	yearsDecimals = 4
)

// trends says how the answer of each cell changes over time.
func (cs cells) trends(seed uint64, o Options, finder *stats.BreakFinder) ([]table.TrendRow, error) {
	var out []table.TrendRow
	for _, c := range cs.list() {
		if c.Level != table.LevelAll && (c.Source == "" || o.By != "" && c.clusters() < minOutlets) {
			continue
		}
		rows, err := newTrend(c, seed, o, finder).rows()
		if err != nil {
			return nil, fmt.Errorf("trend of %s of %q: %w", c.Measure, c.Source, err)
		}
		out = append(out, rows...)
	}
	out = slices.DeleteFunc(out, func(r table.TrendRow) bool { return r.Refused() })
	slices.SortStableFunc(out, func(a, b table.TrendRow) int { return compareTrends(&a, &b) })
	return out, adjustTrends(out)
}

// trend is one answer over time.
type trend struct {
	*cell
	seed   uint64
	o      Options
	finder *stats.BreakFinder
	dated  []stats.DatedUnit
	among  int // clusters of the dated
	points []periodMean
}

// periodMean is the mean of a period.
type periodMean struct {
	period             string
	day                float64 // its middle
	mean               float64
	articles, clusters int
}

func newTrend(c *cell, seed uint64, o Options, finder *stats.BreakFinder) *trend {
	t := &trend{cell: c, seed: seed, o: o, finder: finder}
	by := map[string][]stats.DatedUnit{}
	for i, u := range c.units {
		if at := c.when[i]; at.Period != "" {
			d := stats.DatedUnit{Unit: u, Time: at.day}
			t.dated = append(t.dated, d)
			by[at.Period] = append(by[at.Period], d)
		}
	}
	t.among = t.clustersDated()
	for period, units := range by {
		t.points = append(t.points, meanOfPeriod(period, units, o.Period))
	}
	slices.SortFunc(t.points, func(a, b periodMean) int { return cmp.Compare(a.day, b.day) })
	return t
}

func meanOfPeriod(period string, units []stats.DatedUnit, length Period) periodMean {
	p := periodMean{period: period, articles: len(units)}
	clusters := map[string]bool{}
	weight, day := 0.0, 0.0
	for _, u := range units {
		p.mean += u.Weight * u.Value
		weight += u.Weight
		day += u.Time / float64(len(units))
		clusters[u.Cluster] = true
	}
	p.mean /= weight
	p.clusters = len(clusters)
	p.day = math.Floor(day)
	if length != Events { // of an event's period the middle of its articles
		first, last := length.ends(dayOf(units[0].Time))
		p.day = math.Floor((first + last) / 2)
	}
	return p
}

// ends are the first and the last day of the period that a day lies in.
func (p Period) ends(day string) (first, last float64) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return math.NaN(), math.NaN()
	}
	y, m, _ := t.Date()
	from, to := t, t
	switch p {
	case Week:
		from = t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
		to = from.AddDate(0, 0, 6)
	case Month:
		from, to = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	case Quarter:
		m = (m-1)/3*3 + 1
		from, to = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), time.Date(y, m+3, 0, 0, 0, 0, 0, time.UTC)
	case Year:
		from, to = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return dayNumber(from.Format(time.DateOnly)), dayNumber(to.Format(time.DateOnly))
}

// row is an empty row of a kind.
func (t *trend) row(kind string) table.TrendRow {
	return table.TrendRow{Level: t.Level, Source: t.Source, Asked: t.asked(), Kind: kind, Articles: len(t.dated), Clusters: t.among, Periods: len(t.points), Seed: t.seed}
}

func (t *trend) clustersDated() int {
	names := map[string]bool{}
	for _, u := range t.dated {
		names[u.Cluster] = true
	}
	return len(names)
}

func (t *trend) rows() ([]table.TrendRow, error) {
	if len(t.points) < 2 {
		return nil, nil
	}
	events, err := t.events()
	if err != nil {
		return nil, err
	}
	if n := len(t.points); n > mostPeriods {
		r := t.row(table.TrendSlope)
		r.Warnings = table.WarnManyPeriods
		return append(events, r), nil
	}
	series := make([]stats.Point, len(t.points))
	for i, p := range t.points {
		series[i] = stats.Point{Time: p.day / daysInYear, Value: p.mean}
	}
	out := events
	for _, part := range []func([]stats.Point) ([]table.TrendRow, error){t.slope, t.tests, t.curve, t.breaks} {
		rows, err := part(series)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

func (t *trend) slope(series []stats.Point) ([]table.TrendRow, error) {
	s, err := stats.TheilSen(series, t.o.Rule.Level)
	if err != nil {
		return nil, err
	}
	r := t.row(table.TrendSlope)
	r.Estimate, r.Method = table.Rounded(s.Slope, yearsDecimals), string(stats.MethodNone)
	codes := warningCodes(s.Warnings)
	switch {
	case isFlat(series):
		codes = append(codes, string(stats.WarnNoVariation))
	case len(codes) == 0:
		r.Low, r.High, r.Method = table.Rounded(s.Low, yearsDecimals), table.Rounded(s.High, yearsDecimals), sensInterval
	}
	r.Warnings = strings.Join(codes, "; ")
	return []table.TrendRow{r}, nil
}

// isFlat says whether all values are equal: an interval of no width would pass
// for certainty.
func isFlat(series []stats.Point) bool {
	for _, p := range series {
		if p.Value != series[0].Value {
			return false
		}
	}
	return true
}

func (t *trend) tests(series []stats.Point) ([]table.TrendRow, error) {
	var out []table.TrendRow
	for kind, test := range map[string]func([]stats.Point) (stats.Trend, error){table.TrendTest: stats.MannKendall, table.TrendAuto: stats.HamedRao} {
		k, err := test(series)
		if err != nil {
			return nil, err
		}
		r := t.row(kind)
		r.Estimate, r.Statistic, r.PValue = table.Rounded(k.Tau, table.ScoreDecimals), table.Rounded(k.Z, table.ScoreDecimals), table.Rounded(k.P, table.PDecimals)
		r.Warnings = strings.Join(warningCodes(k.Warnings), "; ")
		out = append(out, r)
	}
	return out, nil // put in order with all rows
}

// curve gives the means of the periods with the smooth through them, where they
// are enough for one, and the gaps between them.
func (t *trend) curve(series []stats.Point) ([]table.TrendRow, error) {
	var smooth []stats.SmoothPoint
	flat := isFlat(series)
	if len(series) >= smoothLeast {
		var err error
		if smooth, err = stats.Loess(series, smoothSpan, t.o.Rule.Level); err != nil {
			return nil, err
		}
	}
	var out []table.TrendRow
	for i, p := range t.points {
		if i > 0 {
			if gap, ok := t.gap(t.points[i-1], p); ok {
				out = append(out, gap)
			}
		}
		r := t.row(table.TrendSmooth)
		r.Period, r.Date, r.Articles, r.Clusters, r.Value = p.period, dayOf(p.day), p.articles, p.clusters, table.Rounded(p.mean, table.ScoreDecimals)
		r.Method = string(stats.MethodNone)
		switch {
		case smooth == nil:
			r.Warnings = table.WarnFewPeriods
		case flat:
			r.Estimate, r.Warnings = r.Value, string(stats.WarnNoVariation)
		default:
			r.Estimate = table.Rounded(smooth[i].Fit, table.ScoreDecimals)
			low, high, _ := scaleOf(t.Measure).cut(smooth[i].Low, smooth[i].High)
			if r.Low, r.High = table.Rounded(low, table.ScoreDecimals), table.Rounded(high, table.ScoreDecimals); r.Low.Known {
				r.Method = string(stats.MethodT)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// gap is the stretch of periods without articles between two that have some.
func (t *trend) gap(a, b periodMean) (table.TrendRow, bool) {
	if t.o.Period == Events {
		return table.TrendRow{}, false
	}
	_, last := t.o.Period.ends(dayOf(a.day))
	next, _ := t.o.Period.ends(dayOf(b.day))
	r := t.row(table.TrendGap)
	r.Periods, r.Articles, r.Clusters = 0, 0, 0
	for day := last + 1; day < next; {
		if r.Periods == 0 {
			r.Period, r.Date = t.o.PeriodOf(dayOf(day)), dayOf(day)
		}
		r.Periods++
		_, end := t.o.Period.ends(dayOf(day))
		day = end + 1
	}
	return r, r.Periods > 0
}

func (t *trend) breaks(series []stats.Point) ([]table.TrendRow, error) {
	values := make([]float64, len(series))
	for i, p := range series {
		values[i] = p.Value
	}
	b, err := t.finder.Find(values)
	if err != nil {
		return nil, err
	}
	var out []table.TrendRow
	for i, at := range b.At {
		r := t.row(table.TrendBreak)
		r.Period, r.Date, r.Draws = t.points[at].period, dayOf(t.points[at].day), t.finder.Draws()
		r.Before, r.Value = table.Rounded(b.Means[i], table.ScoreDecimals), table.Rounded(b.Means[i+1], table.ScoreDecimals)
		r.Estimate, r.PValue = table.Rounded(b.Means[i+1]-b.Means[i], table.ScoreDecimals), table.Rounded(b.P[i], table.PDecimals)
		out = append(out, r)
	}
	return out, nil
}

// compare orders rows: by what they answer, then by kind and time.
func compareTrends(r, o *table.TrendRow) int {
	return cmp.Or(strings.Compare(r.Level, o.Level), strings.Compare(r.Source, o.Source), QuestionOf(&r.Asked).compare(QuestionOf(&o.Asked)),
		cmp.Compare(kindOrder(r.Kind), kindOrder(o.Kind)), strings.Compare(r.Date, o.Date), strings.Compare(r.Kind, o.Kind))
}

// kindOrder puts the gaps among the points of the curve.
func kindOrder(kind string) int {
	switch kind {
	case table.TrendSlope:
		return 0
	case table.TrendTest:
		return 1
	case table.TrendAuto:
		return 2
	case table.TrendBreak:
		return 3
	case table.TrendEvent:
		return 4
	}
	return 5
}
