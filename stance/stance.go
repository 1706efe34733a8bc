package stance

import (
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// Special holders of a Question; every other value is an index into the
// document's mentions.
const (
	Narrator = -1 // the source itself
	Anyone   = -2 // whoever it is: what the sentence as a whole says of the target
)

// Kind says what carries an evaluation.
type Kind string

// The evaluation kinds.
const (
	Predicate Kind = "predicate" // a verb or verbal noun: "rejects the support"
	Attribute Kind = "attribute" // an adjective or noun said of the target: "sane and wise man"
	Label     Kind = "label"     // the name given to the target: "terrorist group"
	Composed  Kind = "composed"  // one evaluation within another
)

// Modality says in what mode an evaluation or event is put.
type Modality = veridical.Modality

// The modalities.
const (
	Asserted     = veridical.Asserted
	Hoped        = veridical.Hoped
	Demanded     = veridical.Demanded
	Hypothetical = veridical.Hypothetical
	Denied       = veridical.Denied
	Reported     = veridical.Reported
)

// Question asks what Holder thinks of Target in a sentence.
type Question struct {
	Sentence int // index into the document's sentences
	Holder   int // Narrator, Anyone, or an index into the document's mentions
	Target   int // an index into the document's mentions
}

// Answer is one evaluation, with what a reader needs to check it.
type Answer struct {
	Polarity    float64 // -1 to +1
	Prob        float64 // probability of the sign, 0 where the scorer gives none
	Confidence  float64 // 1 sure, 0.5 arguable; of a reader how sure it is, from 0 to 1
	Kind        Kind
	Modality    Modality
	Negated     bool
	Predicate   string          // lemma of the word that evaluates
	At          annotate.Span   // the word that evaluates: in whose words it stands is the voice
	Evidence    []annotate.Span // the words that carry the evaluation
	Class       string          // of the entry of the list of predicates, "" without one
	Told        bool            // it tells of an attitude that was shown to the target: "drew praise from"
	RuleID      string
	Explanation string // one sentence for a reader who has not seen the rule
	Failed      string // why there is no answer, which is not the same as an answer that judges nothing; "" where there is one
}

// Description says what a scorer is, for the manifest and the codebook.
type Description struct {
	Name    string  // the value of the column scorer
	Version string  // changes whenever a score can change
	Doc     string  // one sentence
	Hash    string  // of the lexicons and models it uses, in hex
	Needs   Network // "" is none
	Asked   bool    // a model of somebody else, which may give no answer
}

// Scorer answers questions about annotated documents. It is safe for
// concurrent use and depends on nothing but its arguments.
type Scorer interface {
	Describe() Description
	// Score answers questions about one document, in their order: for each
	// the evaluations of the target by the holder, strongest first; none
	// where the sentence expresses none, and one with Failed set where the scorer
	// could not say.
	Score(doc *annotate.Document, questions []Question) [][]Answer
}

// Deed is what an agent does or says to a theme.
type Deed struct {
	Agent, Theme int // indices into the document's mentions
	QuadClass    string
	RootCode     string
	Cooperation  float64 // -1, -0.5, 0, +0.5 or +1
	Goldstein    float64 // of the root code, -10 to +10
	Mutual       bool    // done together: talks, an agreement
	Modality     Modality
	Predicate    string
	Evidence     []annotate.Span
	RuleID       string
	Explanation  string // one sentence for a reader who has not seen the rule
	Confidence   float64
}

// Search asks for the events of a sentence that any of the agents does or says
// to any of the themes. A theme outside the sentence is used only where a
// dealing in it implies the other party.
type Search struct {
	Sentence       int   // index into the document's sentences
	Agents, Themes []int // indices into the document's mentions
}

// RelationScorer finds what mentions of one actor do or say to mentions of
// another.
type RelationScorer interface {
	Scorer
	// Deeds gives, for each search in its order, the events found, in order of
	// their predicates.
	Deeds(doc *annotate.Document, searches []Search) [][]Deed
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

// Network says what a scorer needs of the network. A scorer of which nothing is
// said needs none.
type Network string

// The needs, from the least to the most.
const (
	NetworkNone     Network = "none"     // what it reads stays in this program
	NetworkLoopback Network = "loopback" // texts go to another program on this machine
	NetworkRemote   Network = "remote"   // texts leave this machine
)

// Within reports whether a need is no more than what is granted.
func (n Network) Within(granted Network) bool { return n.rank() <= granted.rank() }

// rank orders the needs; a word that is none of them ranks as the most.
func (n Network) rank() int {
	switch n {
	case "", NetworkNone:
		return 0
	case NetworkLoopback:
		return 1
	}
	return 2
}
