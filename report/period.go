package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// When is when an article was published.
type When struct {
	Period string
	day    float64 // since 1970; NaN where there is none
}

// When gives the period and the day of a date in the form 2006-01-02, "" where there is none.
func (o *Options) When(day string) When {
	return When{o.PeriodOf(day), dayNumber(day)}
}

// dayNumber counts the days since 1970; NaN where there is no day.
func dayNumber(day string) float64 {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return math.NaN()
	}
	return float64(t.Unix() / secondsPerDay)
}

const secondsPerDay = 24 * 60 * 60

// dayOf is the day of a number.
func dayOf(number float64) string {
	return time.Unix(int64(math.Floor(number))*secondsPerDay, 0).UTC().Format(time.DateOnly)
}

// PeriodOf gives the period that a day lies in, "" where there is no day.
func (o *Options) PeriodOf(day string) string {
	if o.Period != Events || day == "" {
		return o.Period.Of(day)
	}
	i, found := slices.BinarySearchFunc(o.Events, day, func(e Event, day string) int { return strings.Compare(e.Date, day) })
	if found {
		i++
	}
	if i > 0 {
		return o.Events[i-1].Date + " " + o.Events[i-1].Name
	}
	if len(o.Events) == 0 {
		return "(all)"
	}
	// The bracket sorts before any digit.
	return "(before " + o.Events[0].Date + ")"
}

// checkEvents checks that events have days of their own, in order.
func checkEvents(events []Event) error {
	for i, e := range events {
		if _, err := time.Parse(time.DateOnly, e.Date); err != nil {
			return fmt.Errorf("event %q: %q is no date of the form 2006-01-02", e.Name, e.Date)
		}
		if i > 0 && e.Date <= events[i-1].Date {
			return fmt.Errorf("event %q does not come after %q", e.Name, events[i-1].Name)
		}
	}
	return nil
}

// Of gives the period of fixed length that a day of the form 2006-01-02 lies
// in, "" where there is no day.
func (p Period) Of(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	switch p {
	case Day:
		return day
	case Week:
		year, week := t.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	case Quarter:
		return fmt.Sprintf("%04d-Q%d", t.Year(), (int(t.Month())+2)/3)
	case Year:
		return t.Format("2006")
	}
	return t.Format("2006-01")
}

// PeriodStart gives the first day of a period of the timeline, "" where its
// name holds none.
func PeriodStart(period string) string { return periodStart(period) }
