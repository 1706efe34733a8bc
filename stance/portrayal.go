package stance

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// ByModel marks a judgment that rests on a trained reader alone.
const ByModel Kind = "model"

// Status says whether the dealings that a sentence tells of took place.
type Status string

// The statuses of a relation.
const (
	StatusAsserted     Status = "asserted"
	StatusHypothetical Status = "hypothetical" // if, would, may, planned, wanted, called for
	StatusDenied       Status = "denied"
)

// Probs are the probabilities of the three signs of an answer: negative (or
// against), neutral (or neither), positive (or for). They add up to 1; the zero
// Probs says that nothing was answered.
type Probs [3]float64

// Known reports whether there is an answer.
func (p Probs) Known() bool { return p[0]+p[1]+p[2] > 0 }

// Expected is p(positive) - p(negative), from -1 to +1.
func (p Probs) Expected() float64 { return p[2] - p[0] }

// Sign is the sign of the likeliest answer: -1, 0 or +1. Of equals the neutral
// one counts.
func (p Probs) Sign() int { return p.SignAt(1) }

// SignAt is Sign with the neutral probability multiplied by a factor, 0 being
// read as 1.
func (p Probs) SignAt(neutral float64) int {
	if neutral == 0 {
		neutral = 1
	}
	middle := float64(p[1] * neutral)
	switch {
	case p[0] > middle && p[0] >= p[2]:
		return -1
	case p[2] > middle:
		return 1
	}
	return 0
}

// Share is what one word adds to an expected value. The shares of a head add up
// to its score on the logit scale (positive less negative), less a constant.
type Share struct {
	annotate.Span
	Value float64
}

// SharesOf gives what the words of the evidence add, in its order; nil without
// shares.
func SharesOf(evidence []annotate.Span, shares []Share) []float64 {
	if len(shares) == 0 {
		return nil
	}
	out := make([]float64, len(evidence))
	for i, e := range evidence {
		for _, s := range shares {
			if s.Start >= e.Start && s.End <= e.End {
				out[i] += s.Value
			}
		}
	}
	return out
}

// Portrayal says how one sentence makes one actor look to a general reader,
// and whether the source takes its side there in its own words. There is one
// for every sentence and actor mentioned in it; it never abstains.
type Portrayal struct {
	Row
	Aim              // actor1 or actor2
	Portrayal Probs  // negative, neutral, positive
	Own       Probs  // of the source's own stance: against, neither, for; zero where the voice is quoted
	Label     int    // -1 negative, 0 neutral, +1 positive
	OwnLabel  int    // -1 against, 0 neither, +1 for; 0 where Own is not known
	Reader    Probs  // what the trained reader alone says of the portrayal
	Lexical   string // what the rules say: negative, positive, mixed, or "" where none speaks
	// Disagreement is the total variation distance between the reader's
	// probabilities and the rules' sign, from 0 to 1; 0 where no rule speaks or
	// where the rules are mixed, and where there is no reader.
	Disagreement float64
	// Context and OwnContext are by how much the other sentences of the article move the
	// expected values of Portrayal and Own, from -2 to +2.
	Context, OwnContext float64
	Evidence            []annotate.Span // the words with the largest shares, or those of the rule
	Shares              []Share         // of all words, in order; nil without a reader
	Explanation         string          // of the rule, where one agrees
	Labels              []string        // what the source or the speaker calls the actor here
	Frames              []Framing       // of the sentence, the same in all of its portrayals
	Answers             []OwnAnswer     // to questions of the study's own, by their names
	// Failed says why the scorer gave no answer, "" where it did; Portrayal and Own
	// are not known then.
	Failed string
}

// Dealings are the probabilities of what a sentence tells of the dealings of
// the pair: conflict, nothing, mixed, cooperation.
type Dealings [4]float64

// Known reports whether there is an answer.
func (d Dealings) Known() bool { return d[0]+d[1]+d[2]+d[3] > 0 }

// Any is the probability that the sentence tells of dealings at all.
func (d Dealings) Any() float64 { return 1 - d[1] }

// Likeliest is the likeliest kind of dealings, -1 conflict, 0 mixed, +1
// cooperation, of equals the first, and its probability.
func (d Dealings) Likeliest() (way int, p float64) {
	way, p = -1, d[0]
	for k, v := range d[2:] {
		if v > p {
			way, p = k, v
		}
	}
	return way, p
}

// leaning is p(cooperation) - p(conflict), from -1 to +1.
func (d Dealings) leaning() float64 { return d[3] - d[0] }

// Expected is (p(cooperation) - p(conflict)) / (1 - p(none)), from -1 to +1; 0
// where the sentence tells of nothing.
func (d Dealings) Expected() float64 {
	if a := d.Any(); a > 0 {
		return math.Max(-1, math.Min(1, (d[3]-d[0])/a))
	}
	return 0
}

// ReadRequest asks a Reader about one sentence.
type ReadRequest struct {
	Sentence int      // index into the document's sentences
	Mentions [2][]int // the mentions of actor1 and of actor2 in it, indices into the document's mentions
}

// SideReading is what a reader says of one actor in one sentence.
type SideReading struct {
	Portrayal   Probs      // zero where the actor is not mentioned
	Own         Probs      // the source against, neither, for
	Other       Probs      // somebody who is neither the source nor of the pair
	Voice       [3]float64 // of a portrayal that is not neutral: narrator, quoted, mixed
	Shares      []Share    // of the portrayal, by word
	OwnShares   []Share    // of the own stance, by word
	OtherShares []Share    // of somebody else's stance, by word
	Answers     []OwnAnswer
}

// Reading is what a reader says of one sentence.
type Reading struct {
	Sides          [2]SideReading // of actor1 and actor2
	Relation       Dealings       // zero where one of the two is not concerned
	Agent          [3]float64     // actor1, actor2, both
	Status         [3]float64     // asserted, hypothetical, denied
	Directed       [2]Probs       // actor1 toward actor2, actor2 toward actor1
	RelationShares []Share        // of cooperation less conflict, by word
	DirectedShares [2][]Share
	// Failed says why there is no answer, "" where there is one.
	Failed string
	// Version is that of who answered, where it is not the reader's own.
	Version string
}

// Reader answers all questions about the sentences of a document in one pass.
// It is safe for concurrent use.
type Reader interface {
	Describe() Description
	// Read answers the requests in their order.
	Read(doc *annotate.Document, requests []ReadRequest) ([]Reading, error)
}

// Standing is whether the dealings are told as having taken place; without a
// reader their modality says it.
func (r *Relation) Standing() Status {
	switch {
	case r.Status != "":
		return r.Status
	case r.Modality == Hypothetical:
		return StatusHypothetical
	case r.Modality == Denied:
		return StatusDenied
	}
	return StatusAsserted
}

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
