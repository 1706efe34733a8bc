package remote

import (
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// vote is one checked answer about a unit.
type vote struct {
	*answer
	probs   map[string][]float64 // of the labels' tokens, or those that the answer brings
	spans   map[string][]annotate.Span
	version string // who answered, where it is not the scorer's own
}

// voteOf checks what was said about a unit; its spans are bytes of the sentence.
func voteOf(u *Unit, content string, own bool) (*vote, Outcome) {
	a, why := parseAnswer(u, content, own)
	if why != "" {
		return nil, why
	}
	v := &vote{answer: a, probs: a.probs, spans: map[string][]annotate.Span{}}
	for path, list := range a.evidence {
		for _, words := range list {
			span, ok := locate(u.Sentence, words)
			if !ok {
				return nil, FalseEvidence
			}
			if !slices.Contains(v.spans[path], span) {
				v.spans[path] = append(v.spans[path], span)
			}
		}
	}
	for _, actor := range u.Actors {
		judged := a.labels[actor.Key+".portrayal"] != middle || a.labels[actor.Key+".own"] != middle
		if judged && len(v.spans[actor.Key+".evidence"]) == 0 {
			return nil, NoEvidence
		}
	}
	if u.Both() && a.labels[partRelation+".label"] != middle && len(v.spans[partRelation+".evidence"]) == 0 {
		return nil, NoEvidence
	}
	return v, ""
}

// shares are the probabilities of a label: the means over votes of what each
// says, 1 for its label where it gives no more.
func shares(votes []*vote, path string, classes int) []float64 {
	out := make([]float64, classes)
	for _, v := range votes {
		if p := v.probs[path]; len(p) == classes {
			for i := range p {
				out[i] += p[i]
			}
			continue
		}
		out[v.labels[path]]++
	}
	for i := range out {
		out[i] /= float64(len(votes))
	}
	return out
}

// likeliest is the class with the largest share; of equals the middle one, then the first.
func likeliest(p []float64) int {
	best := min(middle, len(p)-1)
	for i, x := range p {
		if x > p[best] {
			best = i
		}
	}
	return best
}

// readingOf puts the votes about a unit together. at is where its sentence begins.
func readingOf(u *Unit, votes []*vote, at int) stance.Reading {
	var out stance.Reading
	get := func(path string, classes int) []float64 { return shares(votes, path, classes) }
	// evidence of the votes whose label is the likeliest, with its sign
	evidence := func(label, path string, classes, sign int) []stance.Share {
		var list []stance.Share
		best := likeliest(get(label, classes))
		for _, v := range votes {
			if v.labels[label] != best {
				continue
			}
			for _, s := range v.spans[path] {
				span := annotate.Span{Start: at + s.Start, End: at + s.End}
				if !slices.ContainsFunc(list, func(o stance.Share) bool { return o.Span == span }) {
					list = append(list, stance.Share{Span: span, Value: float64(sign)})
				}
			}
			break // one vote's words: those of several may overlap
		}
		return list
	}
	signOf := func(path string) int { return likeliest(get(path, 3)) - middle }
	for _, a := range u.Actors {
		side := 0
		if a.Key == "actor2" {
			side = 1
		}
		s := &out.Sides[side]
		s.Portrayal, s.Own, s.Other = stance.Probs(get(a.Key+".portrayal", 3)), stance.Probs(get(a.Key+".own", 3)), stance.Probs(get(a.Key+".other", 3))
		s.Voice = [3]float64(get(a.Key+".voice", 3))
		s.Shares = evidence(a.Key+".portrayal", a.Key+".evidence", 3, signOf(a.Key+".portrayal"))
		s.OwnShares = evidence(a.Key+".own", a.Key+".evidence", 3, signOf(a.Key+".own"))
	}
	if !u.Both() {
		return out
	}
	out.Relation = stance.Dealings(get(partRelation+".label", 4))
	out.Agent, out.Status = [3]float64(get(partRelation+".agent", 3)), [3]float64(get(partRelation+".status", 3))
	sign := 0
	switch likeliest(out.Relation[:]) {
	case 0:
		sign = -1
	case 3:
		sign = 1
	case 2:
		sign = 1 // of a mixed one all words count
	}
	out.RelationShares = evidence(partRelation+".label", partRelation+".evidence", 4, sign)
	for side, path := range [2]string{"actor1_to_actor2", "actor2_to_actor1"} {
		out.Directed[side] = stance.Probs(get(path, 3))
		target := [2]string{"actor2", "actor1"}[side]
		out.DirectedShares[side] = evidence(path, target+".evidence", 3, signOf(path))
	}
	return out
}

// flips counts the labels of two votes, and those that differ.
func flips(u *Unit, a, b *vote) (labels, differ int) {
	for _, q := range askedOf(u) {
		labels++
		if a.labels[q.path] != b.labels[q.path] {
			differ++
		}
	}
	return labels, differ
}
