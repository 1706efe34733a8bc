package stance

import (
	"fmt"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

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
