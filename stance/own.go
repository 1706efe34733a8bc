package stance

import "github.com/seed-7a84ba5f/dyad/annotate"

// OwnQuestion is a question of a study's own, to which a reader was adapted by
// the study's codes: a yes or no, or a scale.
type OwnQuestion struct {
	Name     string     `json:"name"` // small letters, digits, underscores
	Question string     `json:"question"`
	Per      string     `json:"per,omitempty"` // actor; or empty: it is asked once of the sentence
	Values   []OwnValue `json:"values"`        // in order of their numbers
}

// OwnValue is an answer to a question.
type OwnValue struct {
	Value  string  `json:"value"` // as coders write it
	Label  string  `json:"label,omitempty"`
	Number float64 `json:"number"` // on the scale of the question: of yes 1, of no 0
}

// OwnAnswer is what a reader answers about a sentence, or about an actor in it.
type OwnAnswer struct {
	*OwnQuestion
	Probs    []float64       // of the values, in their order
	Said     int             // the value that is chosen, by index
	Evidence []annotate.Span // the words that speak most for that value
}

// Expected is the expected value on the scale of the question.
func (a *OwnAnswer) Expected() float64 {
	sum := 0.0
	for i, p := range a.Probs {
		sum += float64(p * a.Values[i].Number)
	}
	return sum
}
