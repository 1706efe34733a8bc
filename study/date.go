package study

import "time"

// Date is a day as 2006-01-02, or "" for a range with an open end.
type Date string

// Time gives the day at midnight UTC; false where the date is open or is no
// day of the calendar.
func (d Date) Time() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	return t, err == nil
}
