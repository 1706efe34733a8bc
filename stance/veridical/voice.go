package veridical

import (
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
)

// InMarks reports whether words stand between quotation marks.
func (t *Text) InMarks(s annotate.Span) bool {
	return slices.ContainsFunc(t.doc.QuotesAt(s), func(q annotate.Quote) bool { return q.Contains(s) })
}

// Utterer returns the attribution whose speaker utters the words, -1 for the
// source. What "everyone knows" is vouched for by who says so. A name outside
// quotation marks is the newsroom's choice, also in indirect speech.
func (t *Text) Utterer(s annotate.Span, name bool) int {
	at := t.doc.SpokenIn(s)
	if name && at >= 0 && !t.InMarks(s) {
		for at >= 0 && (t.doc.Attributions[at].Type == annotate.Indirect || t.doc.Attributions[at].Type == annotate.Mixed) {
			at = t.doc.Attributions[at].Parent
		}
	}
	for at >= 0 && t.commonplace(at) {
		at = t.doc.Attributions[at].Parent
	}
	return at
}

// commonplace reports whether an attribution is of what "everyone knows".
func (t *Text) commonplace(at int) bool {
	a := &t.doc.Attributions[at]
	if a.Kind != "believe" || len(a.Speaker) == 0 || len(a.Cue) == 0 || !strings.HasPrefix(strings.ToLower(t.doc.Text[a.Cue[0].Start:a.Cue[0].End]), "know") {
		return false
	}
	return t.in(strings.ToLower(t.doc.Text[a.Speaker[0].Start:a.Speaker[0].End]), "everyone")
}

// FearedIn reports whether token i stands in what somebody fears.
func (t *Text) FearedIn(i int) bool {
	at := t.doc.SpokenIn(t.doc.Tokens[i].Span)
	return at >= 0 && t.doc.Attributions[at].Kind == "fear"
}

// Undertakers returns who promises, wants or tries what token i says, by the
// verbs that govern it: that it is so nobody says.
func (t *Text) Undertakers(i int) (agents []int) {
	toks := t.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 5; k, steps = toks[k].Head, steps+1 {
		h := toks[k].Head
		if h < 0 {
			return agents
		}
		switch toks[k].Rel {
		case syntax.Ccomp, syntax.Xcomp, syntax.Advcl, syntax.Conj, syntax.Obj, syntax.Acl:
		default:
			return agents
		}
		if a := t.doc.Agent(h); a >= 0 && t.in(toks[h].Lemma, "undertakings") {
			agents = append(agents, a)
		}
	}
	return agents
}

// Wanting says whose wish an attitude is.
type Wanting int

// Whose wish it is.
const (
	Own      Wanting = iota // plainly the holder's own attitude: nobody wants it of him
	Speaker                 // whoever utters the words says that the holder ought to have it
	Agent                   // the agent of a verb of asking or hoping
	Somebody                // somebody who is not named
)

// WantedBy returns who wants the attitude at token i of its holder, where
// somebody is asked, told or hoped to have it, or ought to: that he has it is
// not said. "Urged X to condemn Y", "X must condemn Y". The token is that of
// the agent, -1 where it is nobody's.
func (t *Text) WantedBy(i int) (agent int, wanting Wanting) {
	toks := t.doc.Tokens
	for k, steps := i, 0; k >= 0 && steps < 5; k, steps = toks[k].Head, steps+1 {
		if t.obliged(k) {
			if toks[k].Tag == syntax.VERB {
				return -1, Speaker
			}
			return -1, Own
		}
		h := toks[k].Head
		if h < 0 {
			return -1, Own
		}
		switch rel := toks[k].Rel; {
		case rel == syntax.Conj && t.doc.Child(k, syntax.Nsubj, syntax.NsubjPass) < 0:
		case rel == syntax.Obj && t.LightVerb(h):
		case rel.In(syntax.Xcomp, syntax.Advcl) && t.isDirected(k), rel == syntax.Ccomp && t.in(toks[h].Lemma, "wanting_that"):
			return t.wanter(h)
		case rel == syntax.Xcomp:
		default:
			return -1, Own
		}
	}
	return -1, Own
}

// obliged reports whether an auxiliary before the word at token k says that it
// ought to be: "must condemn".
func (t *Text) obliged(k int) bool {
	if t.doc.Tokens[k].Rel == syntax.Xcomp && t.lemmaIn(t.doc.Tokens[k].Head, "obligations") {
		return true // "ought to condemn"
	}
	return slices.ContainsFunc(t.doc.Children(k), func(c int32) bool {
		aux := &t.doc.Tokens[c]
		return aux.Rel == syntax.Aux && int(c) < k && t.in(aux.Lemma, "obligations")
	})
}

// isDirected reports whether the infinitive at token k is what somebody is asked
// or told to do: "urged X to condemn", "called on X to condemn".
func (t *Text) isDirected(k int) bool {
	h := t.doc.Tokens[k].Head
	lemma := t.doc.Tokens[h].Lemma
	return t.in(lemma, "directives") && t.doc.Marked(k, "to") && (t.doc.Child(h, syntax.Obj, syntax.Iobj, syntax.AuxPass) >= 0 || lemma == "call")
}

// wanter returns the agent of a verb of asking or hoping.
func (t *Text) wanter(h int) (int, Wanting) {
	if a := t.doc.Agent(h); a >= 0 {
		return a, Agent
	}
	return -1, Somebody
}
