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

// Includes reports whether a day lies in the range from one date to another,
// both ends included. An open end includes every day on its side.
func Includes(from, to Date, day time.Time) bool {
	if t, ok := from.Time(); ok && day.Before(t) {
		return false
	}
	if t, ok := to.Time(); ok && !day.Before(t.AddDate(0, 0, 1)) {
		return false
	}
	return true
}
