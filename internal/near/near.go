// Package near finds the name that somebody may have meant.
package near

// limit is the least distance at which a name is another one, no slip.
const limit = 3

// Name gives the name nearest to a word, the first of equals, and "" where
// none is within two letters of it.
func Name(word string, names []string) string {
	best, least := "", limit
	for _, name := range names {
		if d := distance(word, name); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many bytes must be put in, left out or replaced to make one
// word of the other (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			next := before
			if a[i] != b[j] {
				next = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
