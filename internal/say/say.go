// Package say puts counts into words.
package say

import "strconv"

// Count writes a number with its noun: 1 article, 2 articles.
func Count(n int, noun string) string { return Plural(n, noun, noun+"s") }

// Plural writes a number with its noun, which has a plural of its own.
func Plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}
