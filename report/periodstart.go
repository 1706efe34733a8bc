package report

import (
	"fmt"
	"strconv"
	"time"
)

// periodStart gives the first day of a period: of 2020, 2020-Q4, 2020-W41,
// 2020-10, 2020-10-10, and of a period that begins with an event's day.
func periodStart(period string) string {
	if len(period) >= len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, period[:len(time.DateOnly)]); err == nil {
			return period[:len(time.DateOnly)]
		}
	}
	if len(period) < 4 {
		return ""
	}
	year, err := strconv.Atoi(period[:4])
	if err != nil {
		return ""
	}
	rest := period[4:]
	switch {
	case rest == "":
		return fmt.Sprintf("%04d-01-01", year)
	case len(rest) == 3 && rest[:2] == "-Q":
		return fmt.Sprintf("%04d-%02d-01", year, (int(rest[2]-'0')-1)*3+1)
	case len(rest) == 4 && rest[:2] == "-W":
		week, err := strconv.Atoi(rest[2:])
		if err != nil {
			return ""
		}
		fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // is in week 1
		monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
		return monday.AddDate(0, 0, 7*(week-1)).Format(time.DateOnly)
	case len(rest) == 3:
		return period + "-01"
	}
	return ""
}
