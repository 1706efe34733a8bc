package report

import (
	"fmt"
	"time"
)

// Of gives the period that a day of the form 2006-01-02 lies in, "" where
// there is no day.
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
