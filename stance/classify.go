package stance

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// Distribution says how sure a scorer is of each sign; the three sum to 1.
type Distribution struct{ Negative, Neutral, Positive float64 }

// Top gives the likeliest sign, -1, 0 or +1, and its probability. Of equal
// ones the sign nearer to 0 comes first.
func (d Distribution) Top() (sign int, prob float64) {
	sign, prob = 0, d.Neutral
	if d.Negative > prob {
		sign, prob = -1, d.Negative
	}
	if d.Positive > prob {
		sign, prob = 1, d.Positive
	}
	return sign, prob
}

// Verdict is what a Classifier says where an Answer would say nothing: it
// commits itself on every question, and says how sure it is.
type Verdict struct {
	Sign         int // -1, 0 or +1
	Distribution     // calibrated
	Evidence     []annotate.Span
	Explanation  string // one sentence for a reader
}

// Classifier is a scorer that gives probabilities. Its answers as a Scorer are
// those verdicts of which it is sure enough.
type Classifier interface {
	Scorer
	// Classify gives one verdict for each question, in their order.
	Classify(doc *annotate.Document, questions []Question) []Verdict
}

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
