package corpus

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// yearSign is something in an article, beside its text, that names a year:
// at times with the month, at times with the day.
type yearSign struct {
	year     int
	month    time.Month // 0 where it names none
	day      time.Time  // zero where it names none
	evidence string
}

// yearNames are the columns and fields that hold a year alone.
var yearNames = []string{"year", "pub_year", "publication_year", "publish_year", "year_published"}

var (
	// urlYear is a folder of an address for a year, or for a month of it.
	urlYear = regexp.MustCompile(`/((?:19|20)\d{2})/(?:(\d{1,2}|[a-z]{3})/)?`)
	// fileYear is a month or day in the name of a file or folder, or a folder
	// for a year. A year alone in the name of a file is often that of the story.
	fileYear = regexp.MustCompile(`(?:^|[/_. -])((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12]\d|3[01]))?(?:[/_. -]|$)|(?:^|/)((?:19|20)\d{2})/`)
)

// fileDay gives the day that stands in the name of the file of a text or page. It may be
// that of the download, and is never sure.
func (r *Record) fileDay() (DateSign, bool) {
	if r.LineName != "line" && r.LineName != "line of the extracted text" {
		return DateSign{}, false
	}
	m := fileYear.FindStringSubmatch(path.Base(r.File))
	if m == nil || m[3] == "" {
		return DateSign{}, false
	}
	return DateSign{Raw: m[1] + "-" + m[2] + "-" + m[3], Method: ByFileName, Line: 1, Guess: true, Evidence: fmt.Sprintf("file name: %q", path.Base(r.File))}, true
}

// completeYears gives days that are written without a year the year of another
// sign of the same article: its other dates, the sheet, a column for the year,
// its address, the name of its file. A day that no such sign completes stays
// as it is where the article gives it as its date, and is left out where it
// stands in the text. The clock is never asked, nor a year in the text.
func (r *Record) completeYears(signs []DateSign, row *Row, address bool) []DateSign {
	open := func(s DateSign) bool { return readDate(s.Raw).kind == dateNoYear }
	if !slices.ContainsFunc(signs, open) {
		return signs
	}
	years := r.yearSigns(signs, row, address)
	var out []DateSign
	for _, s := range signs {
		switch full, ok := completeYear(s, years); {
		case !open(s):
			out = append(out, s)
		case ok:
			out = append(out, full)
		case !s.aside() && s.Method != ByMarker:
			out = append(out, s)
		case len(years) == 0:
			r.Warn("date open: %q (%s) has no year", s.Raw, s.Evidence)
		default:
			r.Warn("date open: %q (%s) has no year, and does not go with %s", s.Raw, s.Evidence, years[0].evidence)
		}
	}
	return out
}

// yearSigns lists what names a year, best first.
func (r *Record) yearSigns(signs []DateSign, row *Row, address bool) []yearSign {
	var days, parts []yearSign
	if given, ok := row.dateSign(); ok {
		signs = append([]DateSign{given}, signs...)
	}
	for _, s := range signs {
		if s.Guess {
			continue
		}
		switch d := readDate(s.Raw); {
		case d.kind == dateOK || d.kind == dateAmbiguous && (d.alt.IsZero() || d.alt.Year() == d.t.Year()):
			days = append(days, yearSign{d.t.Year(), d.t.Month(), d.t, s.Evidence})
		case d.kind == datePartial:
			parts = append(parts, yearSign{year: d.year, month: d.month, evidence: s.Evidence})
		}
	}
	for _, m := range mergeMeta(row, r.Meta) {
		if d := readDate(m.Value); IsName(yearNames, m.Name) && d.kind == datePartial {
			parts = append(parts, yearSign{year: d.year, month: d.month, evidence: fmt.Sprintf("column %q: %q", m.Name, m.Value)})
		}
	}
	years := append(days, parts...)
	if !address {
		return years
	}
	if m := urlYear.FindStringSubmatch(strings.ToLower(r.URL.Value)); m != nil {
		month := num(m[2])
		if m[2] != "" && month == 0 {
			month = monthOf(m[2])
		}
		years = append(years, yearSign{year: num(m[1]), month: time.Month(month % 13), evidence: fmt.Sprintf("url: %q", strings.Trim(m[0], "/"))})
	}
	if m := fileYear.FindStringSubmatch(r.File); m != nil {
		years = append(years, yearSign{year: num(cmp.Or(m[1], m[4])), month: time.Month(num(m[2])), evidence: fmt.Sprintf("file name: %q", strings.Trim(m[0], "/_. -"))})
	}
	return years
}

// completeYear gives a day the year of the first sign that it goes with. It is
// sure where the weekday or the month of that sign agrees.
func completeYear(s DateSign, years []yearSign) (DateSign, bool) {
	d := readDate(s.Raw)
	for _, y := range years {
		t, ok := y.complete(d)
		if !ok {
			continue
		}
		s.Beside = s.aside()
		s.Evidence += "; year from " + y.evidence
		s.Raw, s.Method = t.Format(time.DateOnly), ByYear
		s.Guess = !d.hasWday && t.Month() != y.month
		return s, true
	}
	return s, false
}

// complete gives the day nearest to the sign; ok is false where it is another
// weekday than the one written, or far from the month that the sign names.
func (y yearSign) complete(d dateReading) (best time.Time, ok bool) {
	near, reach := y.day, 183*24*time.Hour
	if near.IsZero() && y.month != 0 {
		near, reach = time.Date(y.year, y.month, 15, 0, 0, 0, 0, time.UTC), 46*24*time.Hour
	}
	for _, year := range []int{y.year, y.year - 1, y.year + 1} {
		if year != y.year && near.IsZero() || !exists(year, int(d.month), d.day) {
			continue
		}
		t := time.Date(year, d.month, d.day, 0, 0, 0, 0, time.UTC)
		if d.hasWday && t.Weekday() != d.weekday || !near.IsZero() && t.Sub(near).Abs() > reach {
			continue
		}
		if !ok || t.Sub(near).Abs() < best.Sub(near).Abs() {
			best, ok = t, true
		}
	}
	return best, ok
}
