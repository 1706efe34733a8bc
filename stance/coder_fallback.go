package stance

import (
	"strings"

	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// fallback codes an event that no word of the lists names: by the general
// valence of the words between the two parties, then of all words of their
// sentences, then, for want of any, as the class that the lists hold most of.
func (c *coder) fallback() Coded {
	between, all := 0.0, 0.0
	var at []int
	for i := range c.doc.Tokens {
		t := &c.doc.Tokens[i]
		if !c.inReach(t.Sentence) || c.agent.has(i) || c.theme.has(i) {
			continue
		}
		v := c.valence[strings.ToLower(t.Text)]
		if v == 0 {
			continue
		}
		all += v
		at = append(at, i)
		if lo, hi := min(c.agent.Start, c.theme.Start), max(c.agent.Start, c.theme.Start); t.Start > lo && t.End <= hi {
			between += v
		}
	}
	out := Coded{Prob: 0.4, RuleID: "event.valence", token: -1, theme: -1}
	v := between
	if v == 0 {
		v = all
	}
	switch {
	case v > 0:
		out.RootCode = "SUPPORT"
	case v < 0:
		out.RootCode = "ACCUSE"
	default:
		out.RootCode, out.Prob, out.RuleID = "ACCUSE", 0.3, "event.prior"
	}
	out.QuadClass = lexicon.RootCodes[out.RootCode].Quad
	out.Cooperation = rootCooperation[out.RootCode]
	if len(at) > 0 && v != 0 {
		out.Evidence = c.spans(at)
		out.Explanation = "no word of the event lists stands here; the words around are " + signed(v) + " in the general list: " + out.RootCode
	} else {
		out.Explanation = "nothing here names an event; " + out.RootCode + " is the code that the lists hold most of"
	}
	return out
}
