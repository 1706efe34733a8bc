package report

import "strings"

// formulaStarts are the characters with which a spreadsheet takes a cell for
// a formula or strips it.
const formulaStarts = "=+-@\t\r"

// guard puts an apostrophe before a text that a spreadsheet would run, and
// before one that would otherwise read back as if it had been guarded.
func guard(s string) string {
	if runs(s) {
		return "'" + s
	}
	return s
}

// unguard undoes guard.
func unguard(s string) string {
	if strings.HasPrefix(s, "'") && runs(s) {
		return s[1:]
	}
	return s
}

// runs says whether a text, after apostrophes if any, begins like a formula
// and is no negative number.
func runs(s string) bool {
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
