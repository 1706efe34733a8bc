package stance

import (
	"fmt"
	"strings"

	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// vaderVersion names the pinned module that carries the list and its rules.
const vaderVersion = "jonreiter/govader v0.0.0-20250429093935-f6505c8d03cc"

// vaderThreshold is the compound score from which VADER's authors call a text
// positive, and below whose negative they call it negative (Hutto and Gilbert
// 2014, ICWSM).
const vaderThreshold = 0.05

// Vader is a baseline: VADER's compound score of the whole sentence. It sees no
// target, so it gives every target of a sentence the same answer; it answers
// for the narrator and for Anyone and cannot tell holders apart.
type Vader struct {
	analyzer *govader.SentimentIntensityAnalyzer
}

// NewVader loads the word list.
func NewVader() *Vader { return &Vader{govader.NewSentimentIntensityAnalyzer()} }

// Describe says what the scorer is.
func (v *Vader) Describe() Description {
	return Description{
		Name:    "vader",
		Version: "1",
		Doc:     "baseline: VADER's compound score of the sentence (" + vaderVersion + "); blind to who is meant",
		Hash:    vaderVersion,
	}
}

// Score gives the compound score as polarity where it is 0.05 or more from 0.
func (v *Vader) Score(doc *annotate.Document, questions []Question) [][]Answer {
	return untargeted(questions, func(s int) []Answer { return v.rate(doc.Text, doc.Sentences[s].Span) })
}

func (v *Vader) rate(full string, s annotate.Span) []Answer {
	score := v.analyzer.PolarityScores(strings.Join(strings.Fields(full[s.Start:s.End]), " ")).Compound
	if score < vaderThreshold && score > -vaderThreshold {
		return nil
	}
	return []Answer{{
		Polarity: score, Confidence: 0.5, Modality: Asserted, RuleID: "vader", At: s, Evidence: []annotate.Span{s},
		Explanation: fmt.Sprintf("VADER's word list gives the whole sentence a score of %+.2f", score),
	}}
}

// EventCoder says what an agent does or says to a theme, both given as
// stretches of a document's text. It answers always.
type EventCoder interface {
	Describe() Description
	CodeEvent(doc *annotate.Document, agent, theme annotate.Span) Coded
}

// CodeEvent is a baseline for events: where VADER calls the whole text
// positive the agent supports, else it accuses. It cannot tell material events
// from words.
func (v *Vader) CodeEvent(doc *annotate.Document, _, _ annotate.Span) Coded {
	score := v.analyzer.PolarityScores(strings.Join(strings.Fields(doc.Text), " ")).Compound
	root := "ACCUSE"
	if score >= vaderThreshold {
		root = "SUPPORT"
	}
	out := Coded{Deed: codedAs(root)}
	out.RuleID, out.Explanation = "vader", fmt.Sprintf("VADER's word list gives the whole text a score of %+.2f", score)
	return out
}
