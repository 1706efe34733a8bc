package stance

import (
	"fmt"
	"strings"
)

// Coding says how a model of somebody else was asked about the sentences of a
// run: where it is, what went to it, how many answers there are and how steady
// they were. A replayed run says the same as the one that asked.
type Coding struct {
	Scorer        string     `json:"scorer"`
	Model         string     `json:"model"`
	Prompt        string     `json:"prompt,omitempty"`
	Network       Network    `json:"network"`
	Host          string     `json:"host,omitempty"`
	Probabilities string     `json:"probabilities"` // where they come from
	Units         int        `json:"units"`         // sentences asked about
	Answered      int        `json:"answered"`
	Failed        []Counted  `json:"failed,omitempty"`   // units without an answer, by reason
	Votes         int        `json:"votes,omitempty"`    // answers asked for a unit, where their shares are the probabilities
	Lost          int        `json:"lost,omitempty"`     // votes without an answer, of units that have one
	Requests      int        `json:"requests"`           // sent, tries that failed among them
	Bytes         int64      `json:"bytes"`              // sent
	Tokens        [2]int     `json:"tokens"`             // of prompts and of answers, as the server counts them
	Twice         Steadiness `json:"twice"`              // the same question asked again
	Reordered     Steadiness `json:"reordered"`          // asked again with the labels in another order
	Versions      []Counted  `json:"versions,omitempty"` // who answered, with the number of units
}

// Counted is something with its number.
type Counted struct {
	What string `json:"what"`
	N    int    `json:"n"`
}

// Steadiness says how often a second answer was another.
type Steadiness struct {
	Units   int `json:"units"`            // asked again
	Answers int `json:"answers"`          // labels that both answers have
	Flips   int `json:"flips"`            // of these, labels that differ
	Failed  int `json:"failed,omitempty"` // second questions without an answer
}

// Left says what left the machine, "" where nothing did.
func (c *Coding) Left() string {
	if c.Network != NetworkRemote || c.Requests == 0 {
		return ""
	}
	return fmt.Sprintf("texts left this machine: host %s, units %d, bytes %d", c.Host, c.Units, c.Bytes)
}

// Lines say it in words, a line each.
func (c *Coding) Lines() []string {
	first := fmt.Sprintf("%s (%s): %d of %d units answered", c.Scorer, c.Model, c.Answered, c.Units)
	for i, f := range c.Failed {
		sep := ", "
		if i == 0 {
			sep = "; failed: "
		}
		first += fmt.Sprintf("%s%s %d", sep, f.What, f.N)
	}
	out := []string{first, fmt.Sprintf("%s: probabilities: %s", c.Scorer, c.Probabilities)}
	if c.Lost > 0 {
		out = append(out, fmt.Sprintf("%s: %d votes of answered units had no answer", c.Scorer, c.Lost))
	}
	if left := c.Left(); left != "" {
		out = append(out, c.Scorer+": "+left)
	}
	if c.Twice.Units+c.Reordered.Units > 0 {
		out = append(out, fmt.Sprintf("%s: labels that flipped: %s when asked twice, %s with the labels in another order", c.Scorer, c.Twice, c.Reordered))
	}
	if len(c.Versions) > 1 {
		var by []string
		for _, v := range c.Versions {
			by = append(by, fmt.Sprintf("%s %d", v.What, v.N))
		}
		out = append(out, c.Scorer+": units coded by "+strings.Join(by, ", "))
	}
	return out
}

// String gives flips, labels and their share.
func (s Steadiness) String() string {
	if s.Answers == 0 {
		return fmt.Sprintf("none of %d units answered again", s.Units)
	}
	units := "1 unit"
	if s.Units != 1 {
		units = fmt.Sprintf("%d units", s.Units)
	}
	return fmt.Sprintf("%d of %d (%.1f %%, %s)", s.Flips, s.Answers, 100*float64(s.Flips)/float64(s.Answers), units)
}
