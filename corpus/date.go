package corpus

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/internal/words"
)

// dateKind says what became of a written date.
type dateKind int

const (
	dateUnknown    dateKind = iota // no date that we know how to read
	dateOK                         // one day
	dateAmbiguous                  // two days, or digits that leave doubt
	dateImpossible                 // 31 February
	datePartial                    // a month or a year without a day
	dateNoYear                     // a day without a year
)

// dateReading is what a written date says.
type dateReading struct {
	kind    dateKind
	t       time.Time  // with its zone where that is written, else midnight UTC
	alt     time.Time  // ambiguous: the other reading, zero where both are the same day
	year    int        // of a date without a day
	month   time.Month // of a date without a year, or without a day where it names one
	day     int        // of a date without a year
	weekday time.Weekday
	hasWday bool
	badWday bool   // the weekday written is not that of the day
	doubt   string // why the day is not sure although it is written, "" where it is
}

// DateOrder says which number of a date like 4/5/2017 is the month.
type DateOrder string

// The orders; the empty one leaves such dates open.
const (
	DayFirst   DateOrder = "dmy"
	MonthFirst DateOrder = "mdy"
)

// inOrder settles dates in numbers by the order that the researcher gives.
func (f *Finisher) inOrder(signs []DateSign) []DateSign {
	if f.Dates == "" {
		return signs
	}
	for i, s := range signs {
		d := readDate(s.Raw)
		if d.kind != dateAmbiguous {
			continue
		}
		t := d.t
		if f.Dates == DayFirst && !d.alt.IsZero() {
			t = d.alt
		}
		signs[i].Evidence += fmt.Sprintf(", %q read as %s", s.Raw, f.Dates)
		signs[i].Raw = t.Format(time.DateOnly)
	}
	return signs
}

var (
	epochDate   = words.Lazily(`^(\d{9,10}|\d{13}|\d{16})(\.\d+)?$`)
	epochFloat  = words.Lazily(`^\d\.\d+[eE]\+?0?[89]$`)
	compactDate = words.Lazily(`^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$`)
	serialDate  = words.Lazily(`^(\d{5})(?:\.\d+)?$`)
	isoDate     = patterns.Pattern("iso_date")
	numericDate = words.Lazily(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:,?\s+(.+))?$`)
	monthFirst  = patterns.Pattern("month_first")
	dayFirst    = patterns.Pattern("day_first")
	monthOnly   = words.Lazily(`^(?:(\p{L}{3,10})\.?,?\s+)?(\d{4})$|^(\d{4})-(\d{2})$`)
	shortYear   = words.Lazily(`^(\d{1,2})[ -](\p{L}{3,10})\.?[ -]['’]?(\d{2})(?:,?\s+(.+))?$`)                    // 02-Mar-20, as spreadsheets show a day
	scriptDate  = words.Lazily(`^([A-Za-z]{3}) (\d{1,2}) (\d{4}) (\d{2}:\d{2}:\d{2}) (GMT[+-]\d{4})(?: \(.+\))?$`) // as JavaScript writes it
	yearLast    = words.Lazily(`^([A-Za-z]{3})\s+(\d{1,2})\s+(\d{2}:\d{2}(?::\d{2})?)\s+(?:([A-Z]{3,4}|[+-]\d{4})\s+)?(\d{4})$`)
	clockApart  = words.Lazily(`\s+[-–—|·@]\s+(\d{1,2}[:.]\d{2}\b)`) // "May 14, 2021 - 21:00 ET"
	weekdayHead = patterns.Pattern("weekday_head")
	clock       = patterns.Pattern("clock")
	editionLine = patterns.Pattern("edition")
)

// readDate reads a date that stands alone. It never asks what day it is: a
// date without a year stays without.
func readDate(raw string) dateReading {
	s := clockApart().ReplaceAllString(strings.Map(latinDigit, OneLine(raw)), " $1")
	var wday time.Weekday
	m := weekdayHead().FindStringSubmatch(s)
	if m != nil {
		wday = weekdayOf(m[1])
		s = s[len(m[0]):]
	}
	named := m != nil
	if !named {
		s, wday, named = withoutWeekday(s)
	}
	d := readDay(s)
	if !named {
		return d
	}
	d.weekday, d.hasWday = wday, true
	d.badWday = d.kind == dateOK && d.t.Weekday() != wday
	return d
}

// latinDigit gives a digit of other scripts as one of ours.
func latinDigit(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	for _, zero := range "٠۰०০０" {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// withoutWeekday takes the weekday out of a date that names it behind the day.
func withoutWeekday(s string) (rest string, wday time.Weekday, found bool) {
	fields := strings.Fields(s)
	for i, f := range fields {
		no := weekdayNames.Value(strings.ToLower(strings.Trim(f, ".,()")))
		if no == "" || len(fields) < 2 {
			continue
		}
		return strings.TrimRight(strings.Join(append(slices.Clone(fields[:i]), fields[i+1:]...), " "), ", "), time.Weekday(num(no)), true
	}
	return s, 0, false
}

// DateLine reports whether a line holds a date and no more than what exports
// put behind it, an edition or the time, and gives the date as written.
func DateLine(line string) (raw string, ok bool) {
	if len(line) > 120 {
		return "", false
	}
	fields := strings.Fields(line)
	for n := min(len(fields), 10); n > 0; n-- {
		raw := strings.TrimRight(strings.Join(fields[:n], " "), ",;")
		switch d := readDate(raw); d.kind {
		case dateOK, dateAmbiguous:
			if isNumber(raw) || n < len(fields) && !editionLine().MatchString(strings.Join(fields[n:], " ")) {
				continue
			}
			return raw, true
		case datePartial:
			if d.month > 0 && n == len(fields) {
				return raw, true
			}
		}
	}
	return "", false
}

// isNumber reports whether a text is a number alone, which dates a field and
// no line.
func isNumber(s string) bool { return strings.Trim(s, "0123456789.,") == "" }

// readDay reads a date without a weekday.
func readDay(s string) dateReading {
	if epochDate().MatchString(s) || epochFloat().MatchString(s) {
		return readEpoch(s)
	}
	if m := compactDate().FindStringSubmatch(s); m != nil {
		rest := ""
		if m[4] != "" {
			rest = m[4] + ":" + m[5] + m[7]
		}
		return day(num(m[1]), num(m[2]), num(m[3]), rest)
	}
	if m := serialDate().FindStringSubmatch(s); m != nil {
		return readSerial(num(m[1]))
	}
	if m := isoDate().FindStringSubmatch(s); m != nil {
		return day(num(m[1]), num(m[2]), num(m[3]), m[4])
	}
	if m := numericDate().FindStringSubmatch(s); m != nil {
		return readNumeric(num(m[1]), num(m[3]), m[4], m[5])
	}
	if m := shortYear().FindStringSubmatch(s); m != nil && monthOf(m[2]) > 0 {
		return day(century(num(m[3])), monthOf(m[2]), num(m[1]), m[4])
	}
	if m := scriptDate().FindStringSubmatch(s); m != nil && monthOf(m[1]) > 0 {
		return day(num(m[3]), monthOf(m[1]), num(m[2]), m[4]+" "+m[5])
	}
	if m := yearLast().FindStringSubmatch(s); m != nil && monthOf(m[1]) > 0 {
		return day(num(m[5]), monthOf(m[1]), num(m[2]), strings.TrimSpace(m[3]+" "+m[4]))
	}
	return readNamed(s)
}

// readNamed reads a date with the name of a month.
func readNamed(s string) dateReading {
	if m := monthFirst().FindStringSubmatch(s); m != nil && monthOf(m[1]) > 0 {
		return named(m[3], monthOf(m[1]), num(m[2]), m[4])
	}
	if m := dayFirst().FindStringSubmatch(s); m != nil && monthOf(m[2]) > 0 {
		return named(m[3], monthOf(m[2]), num(m[1]), m[4])
	}
	if m := monthOnly().FindStringSubmatch(s); m != nil && (m[1] == "" || monthOf(m[1]) > 0) {
		return dateReading{kind: datePartial, year: num(m[2] + m[3]), month: time.Month(max(monthOf(m[1]), num(m[4])%13))}
	}
	return dateReading{}
}

func named(year string, month, dayNo int, rest string) dateReading {
	if year != "" {
		return day(num(year), month, dayNo, rest)
	}
	if rest != "" && !clock().MatchString(rest) {
		return dateReading{}
	}
	if !exists(2000, month, dayNo) { // a leap year
		return dateReading{kind: dateImpossible}
	}
	return dateReading{kind: dateNoYear, month: time.Month(month), day: dayNo}
}

// A spreadsheet counts the days since 30 December 1899. Only days of the time
// in which articles are collected are taken for such a number.
const firstSerial, lastSerial = 32874, 55153 // 1990 to 2050

func readSerial(n int) dateReading {
	if n < firstSerial || n > lastSerial {
		return dateReading{}
	}
	return plausible(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n))
}

func readEpoch(s string) dateReading {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return dateReading{}
	}
	whole, _, _ := strings.Cut(s, ".")
	switch len(whole) {
	case 13:
		v /= 1e3
	case 16:
		v /= 1e6
	}
	sec, frac := math.Modf(v)
	return plausible(time.Unix(int64(sec), int64(frac*1e6)*1e3).UTC())
}

// century gives a year of two digits its century: 1970 to 2069.
func century(y int) int {
	if y += 2000; y >= 2070 {
		y -= 100
	}
	return y
}

// readNumeric reads 4/4/17, where nothing says which number is the month.
// Two digits for the year leave doubt whatever the rest says.
func readNumeric(a, b int, year, rest string) dateReading {
	y := num(year)
	if len(year) == 2 {
		y = century(y)
	}
	us, eu := day(y, a, b, rest), day(y, b, a, rest)
	switch {
	case us.kind == dateOK && eu.kind == dateOK:
		us.kind = dateAmbiguous
		if a != b {
			us.alt = eu.t
		}
		return us
	case us.kind != dateOK:
		us = eu
	}
	if us.kind == dateOK && len(year) == 2 {
		us.kind = dateAmbiguous
	}
	return us
}

// day makes a date of its numbers and of the clock time behind it, which
// counts only with a zone: without one, the day is what is known.
func day(y, m, d int, rest string) dateReading {
	if !exists(y, m, d) {
		return dateReading{kind: dateImpossible}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if rest != "" {
		c := clock().FindStringSubmatch(rest)
		if c == nil {
			return dateReading{}
		}
		if zone, ok := zoneOf(c[5]); ok {
			t = time.Date(y, time.Month(m), d, hour(c[1], c[4]), num(c[2]), num(c[3]), 0, zone)
		}
	}
	return plausible(t)
}

// plausible refuses years in which no article can have been published.
func plausible(t time.Time) dateReading {
	if t.Year() < 1600 || t.Year() > 2199 {
		return dateReading{kind: dateImpossible}
	}
	d := dateReading{kind: dateOK, t: t}
	switch t.Format(time.DateOnly) {
	case "1970-01-01", "1900-01-01", "1899-12-30", "1899-12-31", "1904-01-01":
		d.doubt = DoubtDefault
	}
	return d
}

// What is said of a day that is written and not sure.
const (
	DoubtDefault = "is what programs write where no date is known"
	DoubtFuture  = "lies in the future"
)

func exists(y, m, d int) bool {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return m >= 1 && m <= 12 && d >= 1 && t.Day() == d && t.Month() == time.Month(m)
}

func num(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func hour(h, half string) int {
	n := num(h)
	switch strings.ToLower(strings.ReplaceAll(half, ".", "")) {
	case "pm":
		if n < 12 {
			n += 12
		}
	case "am":
		if n == 12 {
			n = 0
		}
	}
	return n
}

var zoneOffset = words.Lazily(`^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?$`)

// zoneOf gives the zone of a name or offset, and false where it is not known.
func zoneOf(s string) (*time.Location, bool) {
	s = strings.ToUpper(s)
	if timeZones.Has(s) {
		h := num(timeZones.Value(s))
		if h == 0 {
			return time.UTC, true
		}
		return time.FixedZone(s, h*3600), true
	}
	m := zoneOffset().FindStringSubmatch(s)
	if m == nil {
		return nil, false
	}
	sec := num(m[2])*3600 + num(m[3])*60
	if sec > 14*3600 {
		return nil, false
	}
	if m[1] == "-" {
		sec = -sec
	}
	if sec == 0 {
		return time.UTC, true
	}
	return time.FixedZone(fmt.Sprintf("%s%02d:%02d", m[1], sec/3600*sign(sec), sec/60%60*sign(sec)), sec), true
}

func sign(n int) int {
	if n < 0 {
		return -1
	}
	return 1
}

// monthOf gives the number of a month by its name or usual short form in one
// of the languages whose names are known, else 0.
func monthOf(s string) int { return num(monthNames.Value(strings.ToLower(s))) }

// weekdayOf gives the weekday whose name begins with the first three letters.
func weekdayOf(s string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.EqualFold(d.String()[:3], s[:3]) {
			return d
		}
	}
	return time.Sunday
}

// decideDate takes the first sign that gives a sure day, else the first that
// gives a day at all, and says what it made of the others. What an article
// gives as its date in numbers that can be read two ways is never made sure by
// its address or its text: they choose the reading, and no more.
func decideDate(signs []DateSign, today time.Time) (DateFact, []string, []dateTrouble) {
	readings := make([]dateReading, len(signs))
	for i, s := range signs {
		readings[i] = readDate(s.Raw)
		if m := publishedLine().FindStringSubmatch(OneLine(s.Raw)); m != nil && readings[i].kind == dateUnknown {
			readings[i] = readDate(m[1])
		}
		if d := &readings[i]; d.kind == dateOK && !today.IsZero() && d.t.Sub(today) > 48*time.Hour { // a day anywhere on earth
			d.doubt = DoubtFuture
		}
	}
	best := bestDate(signs, readings)
	var warnings []string
	var troubles []dateTrouble
	for i, s := range signs {
		why, reason := complain(s, readings[i], best)
		if why != "" {
			warnings = append(warnings, why)
		}
		if reason != "" {
			troubles = append(troubles, dateTrouble{sign: s, reason: reason, msg: why})
		}
	}
	return best, warnings, troubles
}

func bestDate(signs []DateSign, readings []dateReading) DateFact {
	var best DateFact
	open := -1 // the first sign that is ambiguous
	for i, s := range signs {
		if readings[i].kind == dateAmbiguous && open < 0 && !s.aside() {
			open = i
		}
		if open >= 0 && s.aside() {
			continue
		}
		fact, usable := factOf(s, readings[i])
		if usable && (!best.Known() || fact.Reliable && !best.Reliable) {
			raw := best.Raw
			if best = fact; best.Raw == "" {
				best.Raw = raw
			}
		} else if !best.Known() && best.Raw == "" {
			best.Raw = fact.Raw
		}
	}
	if open < 0 || best.Known() && best.Method != ByAmbiguous {
		return best
	}
	return ambiguousDate(signs[open], readings[open], signs, readings)
}

// aside reports whether a sign stands beside what an article gives as its
// date: in its address or somewhere in its text.
func (s DateSign) aside() bool { return s.Beside || s.Method == ByURL || s.Method == ByText }

// ambiguousDate gives the reading of an ambiguous date that a day in the
// address or text agrees with, and its only reading where the doubt is of the
// year. Where nothing chooses, the day stays open.
func ambiguousDate(s DateSign, d dateReading, signs []DateSign, readings []dateReading) DateFact {
	fact := DateFact{Method: ByAmbiguous, Evidence: s.Evidence + ", ambiguous_numeric", Raw: s.Raw}
	if d.alt.IsZero() {
		fact.Time = d.t
	}
	for i, other := range signs {
		if readings[i].kind != dateOK || !other.aside() {
			continue
		}
		for _, t := range []time.Time{d.t, d.alt} {
			if !t.IsZero() && t.Format(time.DateOnly) == readings[i].t.Format(time.DateOnly) {
				fact.Time = t
				fact.Evidence += fmt.Sprintf("; %s (%s) agrees with this reading", other.Method, other.Evidence)
				return fact
			}
		}
	}
	return fact
}

// dateTrouble is a written date that is wrong in itself.
type dateTrouble struct {
	sign   DateSign
	reason string
	msg    string
}

// factOf makes a date of one sign; usable is false where it leaves the day
// open.
func factOf(s DateSign, d dateReading) (fact DateFact, usable bool) {
	fact = DateFact{Method: s.Method, Evidence: s.Evidence, Reliable: !s.Guess}
	switch {
	case d.kind == dateOK:
		fact.Time = d.t
		if d.badWday || d.doubt != "" {
			fact.Reliable, fact.Raw = false, s.Raw
		}
		return fact, true
	case d.kind == dateAmbiguous && d.alt.IsZero():
		fact.Time, fact.Raw, fact.Reliable, fact.Method = d.t, s.Raw, false, ByAmbiguous
		return fact, true
	}
	return DateFact{Raw: s.Raw}, false
}

// complain says what is wrong with a sign, or that it is at odds with the
// date that was taken; reason is set where it is wrong in itself.
func complain(s DateSign, d dateReading, best DateFact) (why, reason string) {
	switch d.kind {
	case dateUnknown:
		return fmt.Sprintf("date %q (%s) could not be read", s.Raw, s.Evidence), ReasonUnknownDate
	case dateImpossible:
		return fmt.Sprintf("impossible date %q (%s)", s.Raw, s.Evidence), ReasonImpossibleDate
	case datePartial:
		return fmt.Sprintf("date %q (%s) names no day", s.Raw, s.Evidence), ""
	case dateNoYear:
		return fmt.Sprintf("date %q (%s) names no year", s.Raw, s.Evidence), ""
	case dateAmbiguous:
		return complainAmbiguous(s, d, best), ""
	}
	if s.Guess && best.Known() && best.ISO() == d.t.Format(time.DateOnly) {
		return fmt.Sprintf("date %s was %s (%s), and is not sure", best.ISO(), guessed(s), s.Evidence), ""
	}
	if d.doubt != "" {
		return fmt.Sprintf("date %q (%s) %s", s.Raw, s.Evidence, d.doubt), ""
	}
	if d.badWday {
		return fmt.Sprintf("date %q (%s) names the wrong weekday: that day was a %s", s.Raw, s.Evidence, d.t.Weekday()), ""
	}
	if (s.Method == ByText || s.Beside) && best.Known() && best.Time.Sub(d.t).Abs() < 48*time.Hour {
		return "", "" // a report is filed the day before it appears
	}
	if day := d.t.Format(time.DateOnly); best.Known() && day != best.ISO() {
		return fmt.Sprintf("conflicting dates: %s (%s, %s) was taken, and %s (%s, %s) was not",
			best.ISO(), best.Method, best.Evidence, day, s.Method, s.Evidence), ""
	}
	return "", ""
}

// guessed says how a day became known that is not sure.
func guessed(s DateSign) string {
	switch s.Method {
	case ByYear:
		return "written without a year"
	case ByFileName:
		return "taken from the name of the file"
	}
	return "guessed from the page"
}

func complainAmbiguous(s DateSign, d dateReading, best DateFact) string {
	first, second := d.t.Format(time.DateOnly), d.alt.Format(time.DateOnly)
	switch {
	case d.alt.IsZero() && best.Method == ByAmbiguous:
		return fmt.Sprintf("ambiguous_numeric: date %q was read as %s, which is not sure (%s)", s.Raw, first, best.Evidence)
	case d.alt.IsZero():
		return fmt.Sprintf("ambiguous_numeric: date %q (%s) can be read as %s; %s says %s", s.Raw, s.Evidence, first, best.Method, best.ISO())
	case best.Known() && best.Method == ByAmbiguous && best.Raw == s.Raw:
		return fmt.Sprintf("ambiguous_numeric: date %q can be %s or %s; %s was taken, which is not sure (%s)", s.Raw, first, second, best.ISO(), best.Evidence)
	case best.Known() && (best.ISO() == first || best.ISO() == second):
		return fmt.Sprintf("ambiguous_numeric: date %q (%s) can be %s or %s; %s decides for %s",
			s.Raw, s.Evidence, first, second, best.Method, best.ISO())
	}
	return fmt.Sprintf("ambiguous_numeric: date %q (%s) can be %s or %s, and was not used", s.Raw, s.Evidence, first, second)
}

var urlDay = words.Lazily(`/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:/|-|$)`)

// urlDate finds the day that many outlets keep in an address:
// /2017/02/07/, /2019/jan/28/.
func urlDate(url string) (DateSign, bool) {
	m := urlDay().FindStringSubmatch(strings.ToLower(url))
	if m == nil {
		return DateSign{}, false
	}
	month := num(m[2])
	if month == 0 {
		month = monthOf(m[2])
	}
	if !exists(num(m[1]), month, num(m[3])) {
		return DateSign{}, false
	}
	raw := fmt.Sprintf("%s-%02d-%02d", m[1], month, num(m[3]))
	return DateSign{Raw: raw, Method: ByURL, Evidence: fmt.Sprintf("url: %q", strings.Trim(m[0], "/-"))}, true
}

// IsDay reports whether a text is a date with a sure day.
func IsDay(s string) bool { return readDate(s).kind == dateOK }
