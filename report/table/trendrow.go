package table

import (
	"slices"
)

// Kinds of rows of trends.
const (
	TrendSlope  = "theil_sen"
	TrendTest   = "mann_kendall"
	TrendAuto   = "hamed_rao"
	TrendSmooth = "smooth"
	TrendGap    = "gap"
	TrendBreak  = "change_point"
	TrendEvent  = "event"
)

// Warnings of a row of trends, beside those of package stats.
const (
	WarnFewPeriods  = "few_periods"  // fewer periods with articles than the figure needs
	WarnManyPeriods = "many_periods" // more periods than are looked at; take longer ones
	WarnOtherEvent  = "other_event"  // another event of the study is nearer than event_days
)

// TrendRow is a row of trends.csv; the columns are explained in Schema.
type TrendRow struct {
	Level, Source string
	Asked
	Kind, Period, Date, Event      string
	Periods, Days                  int
	Articles, Clusters             int
	ArticlesBefore, ClustersBefore int
	Value, Before                  Num
	Estimate, SE, Low, High        Num
	Method                         string
	Statistic, PValue              Num
	Holm, QValue                   Num
	Tests                          int
	PlaceboP                       Num
	Placebos                       int
	Draws                          int
	Seed                           uint64
	Warnings                       string
}

// TrendFields are the columns, in order.
func TrendFields() []Field[TrendRow] {
	type row = TrendRow
	kind := func(kinds ...string) func(*row) bool {
		return func(r *row) bool {
			for _, k := range kinds {
				if r.Kind == k {
					return true
				}
			}
			return false
		}
	}
	event, overPeriods := kind(TrendEvent), kind(TrendSlope, TrendTest, TrendAuto, TrendGap)
	seed := seedField(func(r *row) *uint64 { return &r.Seed }, func(r *row) bool { return r.Draws > 0 })
	return slices.Concat([]Field[row]{
		text("level", "all, source", "over all articles, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all", func(r *row) *string { return &r.Source }),
	}, askedFields(func(r *row) *Asked { return &r.Asked }), []Field[row]{
		text("kind", "theil_sen, mann_kendall, hamed_rao, smooth, gap, change_point, event", "theil_sen: slope of the period means; mann_kendall and hamed_rao: tests of a monotone trend of them, the second corrected for autocorrelation; smooth: one point of the LOESS curve through them; gap: periods without articles between two that have some; change_point: a break in their mean, as no autocorrelated series without one would show; event: the time after an event of the study against the time before", func(r *row) *string { return &r.Kind }),
		text("period", "", "smooth: the period; gap: its first period; change_point: the first period after the break", func(r *row) *string { return &r.Period }),
		date("date", "middle of the period, or the day of the event", func(r *row) *string { return &r.Date }),
		text("event", "", "the event", func(r *row) *string { return &r.Event }),
		count("n_periods", "periods", "periods with articles that the figure rests on; gap: periods without", func(r *row) *int { return &r.Periods }).when(overPeriods),
		count("days", "days", "event: days on either side that are compared", func(r *row) *int { return &r.Days }).when(event),
		count("n_articles", "articles", "articles; event: those after it", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "their clusters of copies", func(r *row) *int { return &r.Clusters }),
		count("n_articles_before", "articles", "event: articles before it", func(r *row) *int { return &r.ArticlesBefore }).when(event),
		count("n_clusters_before", "clusters", "event: their clusters", func(r *row) *int { return &r.ClustersBefore }).when(event),
		number("value", ScoreDecimals, polarityRange(), "smooth: mean of the period; change_point: mean after it; event: mean after it", func(r *row) *Num { return &r.Value }),
		number("value_before", ScoreDecimals, polarityRange(), "change_point, event: mean before", func(r *row) *Num { return &r.Before }),
		number("estimate", ScoreDecimals, anyRange(), "theil_sen: change in a year; mann_kendall, hamed_rao: Kendall's tau; smooth: the curve; change_point, event: value less value_before", func(r *row) *Num { return &r.Estimate }),
		number("se", ScoreDecimals, spreadRange(), "event: standard error of estimate, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", ScoreDecimals, anyRange(), "lower end of the interval; smooth: of the band at each period by itself", func(r *row) *Num { return &r.Low }),
		number("ci_high", ScoreDecimals, anyRange(), "upper end", func(r *row) *Num { return &r.High }),
		text("ci_method", "sen, t, outer_t, percentile_expanded, wild_t, none", "how the interval was made", func(r *row) *string { return &r.Method }),
		number("statistic", ScoreDecimals, anyRange(), "mann_kendall, hamed_rao: normal score", func(r *row) *Num { return &r.Statistic }),
		number("p_value", PDecimals, shareRange(), "two-sided, for no trend or no change; change_point: for no break in an autocorrelated series, at most 0.05: others are no rows", func(r *row) *Num { return &r.PValue }),
		number("p_holm", PDecimals, shareRange(), "p_value adjusted by Holm over its family: the rows of one kind, event and question over all sources (level all is a family of its own)", func(r *row) *Num { return &r.Holm }),
		number("q_value", PDecimals, shareRange(), "p_value adjusted by Benjamini and Hochberg over the same family", func(r *row) *Num { return &r.QValue }),
		count("n_tests", "tests", "size of the family", func(r *row) *int { return &r.Tests }).when(func(r *row) bool { return r.PValue.Known }),
		number("placebo_p", ShareDecimals, shareRange(), "event: share of dates, the event among them, at which the change is as large; not small where the series changes all the time", func(r *row) *Num { return &r.PlaceboP }),
		count("n_placebos", "dates", "event: placebo dates that could be judged, 30 days apart", func(r *row) *int { return &r.Placebos }).when(event),
		count("n_boot", "draws", "draws of the interval, or series without a break that a change_point is held against", func(r *row) *int { return &r.Draws }),
		seed,
		text("warnings", "a; b", "as in sources and contrasts; few_periods, many_periods, other_event (another event of the study is nearer than event_days)", func(r *row) *string { return &r.Warnings }),
	})
}

// Refused reports whether there is too little data for what the row would say: a
// test without a figure, or an event without an interval.
func (r *TrendRow) Refused() bool {
	switch r.Kind {
	case TrendTest, TrendAuto:
		return !r.PValue.Known
	case TrendEvent:
		return !r.Low.Known
	}
	return false
}
