package csvin

import "strings"

// formulaStarts are the characters with which a spreadsheet takes a cell for
// a formula or strips it.
const formulaStarts = "=+-@\t\r"

// Guard puts an apostrophe before a text that a spreadsheet would run, and
// before one that would otherwise read back as if it had been guarded.
func Guard(s string) string {
	if Runs(s) {
		return "'" + s
	}
	return s
}

// Unguard undoes Guard.
func Unguard(s string) string {
	if strings.HasPrefix(s, "'") && Runs(s) {
		return s[1:]
	}
	return s
}

// Runs says whether a text, after apostrophes if any, begins like a formula
// and is no negative number.
func Runs(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte(formulaStarts, s[0]) >= 0 && !negativeNumber(s)
}

// negativeNumber says whether a text is a negative number as a spreadsheet writes
// it, such as a researcher's own columns may hold: it is a number, and runs
// nothing.
func negativeNumber(s string) bool {
	whole, fraction, point := strings.Cut(s[1:], ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return s[0] == '-' && digits(whole) && (whole == "0" || whole[0] != '0') && len(s) <= 16 && (!point || digits(fraction))
}
