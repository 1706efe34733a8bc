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

// runs says whether a text, after apostrophes if any, begins like a formula.
func runs(s string) bool {
	s = strings.TrimLeft(s, "'")
	return s != "" && strings.IndexByte(formulaStarts, s[0]) >= 0
}
