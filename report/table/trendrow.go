package table

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

func (r *TrendRow) has(what string) bool {
	switch what {
	case "p":
		return r.PValue.Known
	case "draws":
		return r.Draws > 0
	case "event":
		return r.Kind == TrendEvent
	}
	return r.Kind == TrendSlope || r.Kind == TrendTest || r.Kind == TrendAuto || r.Kind == TrendGap // periods
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
