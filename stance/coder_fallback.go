package stance

import (
	"math"
)

// fallback gives the answer of the best candidate. An event that no word of
// the lists names is coded by the general
// valence of the words between the two parties, then of all words of their
// sentences, then, for want of any, as the class that the lists hold most of.
func (c *coder) fallback(best *candidate) Deed {
	if best != nil {
		return c.coded(best)
	}
	between, all := 0.0, 0.0
	var at []int
	for i := range c.doc.Tokens {
		t := &c.doc.Tokens[i]
		if !c.inReach(t.Sentence) || c.agent.has(i) || c.theme.has(i) {
			continue
		}
		v := c.valence[t.Lower()]
		if v == 0 {
			continue
		}
		all += v
		at = append(at, i)
		if lo, hi := min(c.agent.Start, c.theme.Start), max(c.agent.Start, c.theme.Start); t.Start > lo && t.End <= hi {
			between += v
		}
	}
	v := between
	if v == 0 {
		v = all
	}
	out := codedAs("ACCUSE")
	if v > 0 {
		out = codedAs("SUPPORT")
	}
	out.RuleID = "event.valence"
	if v == 0 {
		out.RuleID = "event.prior"
	}
	if len(at) > 0 && v != 0 {
		out.Evidence = c.spans(at)
		out.Explanation = "no word of the event lists stands here; the words around are " + signed(v) + " in the general list: " + out.RootCode
	} else {
		out.Explanation = "nothing here names an event; " + out.RootCode + " is the code that the lists hold most of"
	}
	return out
}

// How scores become probabilities, set by hand: the best word of each class
// counts by the exponential of its score, and a share goes to all classes
// alike, since any rule may be wrong.
const (
	probScale = 1.5 // points of score that are worth a factor of e
	probEven  = 0.12
	probBlind = 0.7 // the share that goes to all alike where no word names an event
)

// quadProbs gives the probability of each quad class.
func quadProbs(scores map[string]float64, said, rule string) map[string]float64 {
	even := probEven
	if rule == "event.valence" || rule == "event.prior" {
		scores, even = map[string]float64{said: 0}, probBlind
	}
	top := math.Inf(-1)
	for _, s := range scores {
		top = max(top, s)
	}
	out, sum := map[string]float64{}, 0.0
	for _, quad := range quadClasses { // in one order, so that sums are the same
		if s, ok := scores[quad]; ok {
			out[quad] = math.Exp((s - top) / probScale)
			sum += out[quad]
		}
	}
	for _, quad := range quadClasses {
		out[quad] = (1-even)*out[quad]/sum + even/float64(len(quadClasses))
	}
	return out
}

// quadClasses are PLOVER's quad classes.
var quadClasses = [...]string{"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"}
