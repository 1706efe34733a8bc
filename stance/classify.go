package stance

import "math"

// SignOf gives the sign of what answers say together: that of the first, which
// is the strongest, 0 where there is none or its polarity is missing.
func SignOf(answers []Answer) int {
	if len(answers) == 0 || math.IsNaN(answers[0].Polarity) {
		return 0
	}
	switch p := answers[0].Polarity; {
	case p > 0:
		return 1
	case p < 0:
		return -1
	}
	return 0
}
