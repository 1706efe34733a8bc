package reader

import (
	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// inputOf masks the actors of a sentence of a document.
func (r *Reader) inputOf(doc *annotate.Document, q *stance.ReadRequest) Input {
	sent := doc.Sentences[q.Sentence]
	return r.inputs.build(doc.Text[sent.Start:sent.End], MentionsIn(doc, sent.Span, q.Mentions), len(q.Mentions))
}

// MentionsIn gives the places of a span of a document that stand for the two
// actors, of the mentions that are theirs. A member's is used only where the
// actor itself is not named in the same words.
func MentionsIn(doc *annotate.Document, in annotate.Span, ids [2][]int) []Mention {
	var mentions []Mention
	add := func(self bool) {
		for side := range ids {
			for _, id := range ids[side] {
				m := &doc.Mentions[id]
				if (m.Relation == annotate.Self) != self || m.Start < in.Start || m.End > in.End {
					continue
				}
				x := Mention{Start: m.Start - in.Start, End: m.End - in.Start, Actor: side}
				if self || free(mentions, x) {
					mentions = append(mentions, x)
				}
			}
		}
	}
	add(true)
	add(false)
	return mentions
}

func free(taken []Mention, m Mention) bool {
	for _, t := range taken {
		if m.Start < t.End && t.Start < m.End {
			return false
		}
	}
	return true
}

// pairQuestions are all questions about a sentence that mentions one actor or both.
func pairQuestions(in *Input) []Question {
	var out []Question
	for a := range in.Places {
		if len(in.Places[a]) == 0 {
			continue
		}
		for _, head := range []string{"portrayal", "own", "voice", "other"} {
			out = append(out, Question{Head: head, Target: a, Holder: a})
		}
	}
	if len(in.Places[0]) == 0 || len(in.Places[1]) == 0 {
		return out
	}
	first, second := 0, 1
	if in.Order[0] > in.Order[1] {
		first, second = 1, 0
	}
	for _, head := range []string{"relation", "agent", "status"} { // trained in order of appearance
		out = append(out, Question{Head: head, Target: second, Holder: first})
	}
	return append(out, Question{Head: "directed", Target: 1, Holder: 0}, Question{Head: "directed", Target: 0, Holder: 1})
}

// reading puts the answers about a sentence together.
func reading(doc *annotate.Document, sent annotate.Sentence, in *Input, questions []Question, answers []Answer) stance.Reading {
	var out stance.Reading
	for i, q := range questions {
		a := &answers[i]
		side := &out.Sides[q.Target]
		switch q.Head {
		case "portrayal":
			side.Portrayal, side.Shares = stance.Probs(a.Probs), sharesOf(doc, sent, in, a, 0, 2)
		case "own":
			side.Own, side.OwnShares = stance.Probs(a.Probs), sharesOf(doc, sent, in, a, 0, 2)
		case "voice":
			side.Voice = [3]float64(a.Probs)
		case "other":
			side.Other, side.OtherShares = stance.Probs(a.Probs), sharesOf(doc, sent, in, a, 0, 2)
		case "relation":
			out.Relation, out.RelationShares = stance.Dealings(a.Probs), sharesOf(doc, sent, in, a, 0, 3)
		case "agent":
			out.Agent = [3]float64{a.Probs[0], a.Probs[1], a.Probs[2]}
			if q.Holder == 1 {
				out.Agent[0], out.Agent[1] = out.Agent[1], out.Agent[0]
			}
		case "status":
			out.Status = [3]float64(a.Probs)
		case "directed":
			out.Directed[q.Holder], out.DirectedShares[q.Holder] = stance.Probs(a.Probs), sharesOf(doc, sent, in, a, 0, 2)
		}
	}
	return out
}

// sharesOf gives what each word adds to class pos less class neg: the shares of
// its pieces added up, a masked mention as one word.
func sharesOf(doc *annotate.Document, sent annotate.Sentence, in *Input, a *Answer, neg, pos int) []stance.Share {
	var out []stance.Share
	tok := sent.First
	for k := range in.IDs {
		s := in.Spans[k]
		if s == [2]int{} {
			continue
		}
		span := annotate.Span{Start: sent.Start + s[0], End: sent.Start + s[1]}
		for tok < sent.Last && doc.Tokens[tok].End <= span.Start {
			tok++
		}
		if tok < sent.Last && doc.Tokens[tok].Contains(span) {
			span = doc.Tokens[tok].Span
		}
		value := float64(a.Shares[k][pos]) - float64(a.Shares[k][neg])
		if n := len(out); n > 0 && out[n-1].Overlaps(span) {
			out[n-1].Value += value
			out[n-1].End = max(out[n-1].End, span.End)
			continue
		}
		out = append(out, stance.Share{Span: span, Value: value})
	}
	return out
}
