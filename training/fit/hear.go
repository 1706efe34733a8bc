package fit

import (
	"context"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// heardUnit is what the heads and the rules say of a coded sentence.
type heardUnit struct{ answers []heardAnswer }

// heardAnswer is the answer to one question, on the sentence of ours that has
// most of the coded one.
type heardAnswer struct {
	question reader.Question
	shared   int // bytes of the coded sentence that are in it
	logits   []float64
	vote     string    // of the rules, where it is joined
	spoken   [3]spoken // of a portrayal: how much of its evidence is reported, if its sign is -1, 0, +1
}

// spoken says whether the evidence of a portrayal may be taken for reported
// words, and how much of it stands in some.
type spoken struct {
	is    bool
	share float64
}

// answer gives the answer of a head about one actor, nil where there is none.
func (h *heardUnit) answer(head string, side int) *heardAnswer {
	i := slices.IndexFunc(h.answers, func(a heardAnswer) bool { return a.question.Head == head && a.question.Target == side })
	if i < 0 {
		return nil
	}
	return &h.answers[i]
}

// listener is a reader that reads only the sentences that make up some units,
// and remembers what its heads said. It is for one document.
type listener struct {
	*reader.Reader
	units []*validate.CodedUnit
	said  []heardSentence
}

// heardSentence is a sentence that was read.
type heardSentence struct {
	annotate.Span
	reading stance.Reading
	reader.Said
}

func newListener(r *reader.Reader, s *validate.CodedSet, units []int) *listener {
	l := &listener{Reader: r}
	for _, i := range units {
		l.units = append(l.units, &s.Units[i])
	}
	return l
}

// Read reads the sentences of the units; the readings of all others are empty.
func (l *listener) Read(doc *annotate.Document, requests []stance.ReadRequest) ([]stance.Reading, error) {
	var asked []stance.ReadRequest
	var at []int
	for i, q := range requests {
		if slices.ContainsFunc(l.units, func(u *validate.CodedUnit) bool { return u.In(doc.Sentences[q.Sentence].Span) > 0 }) {
			asked, at = append(asked, q), append(at, i)
		}
	}
	readings, said, err := l.ReadHeads(doc, asked)
	if err != nil {
		return nil, err
	}
	out := make([]stance.Reading, len(requests))
	for k, i := range at {
		out[i] = readings[k]
		l.said = append(l.said, heardSentence{doc.Sentences[asked[k].Sentence].Span, readings[k], said[k]})
	}
	return out, nil
}

// hearCoded reads every unit with a reader that has no fit.
func hearCoded(ctx context.Context, a *annotate.Annotator, s *validate.CodedSet, plain *reader.Reader, rules *stance.Lexical, o validate.Options) ([]heardUnit, error) {
	return validate.EachCoded(ctx, a, s, o, func(doc *annotate.Document, view stance.View, units []int) ([]heardUnit, error) {
		l := newListener(plain, s, units)
		scored, err := stance.Judge(doc, view, []stance.Scorer{&stance.Combined{Reader: l, Lexical: rules}})
		if err != nil {
			return nil, err
		}
		var out []heardUnit
		for _, i := range units {
			out = append(out, l.unit(doc, &scored, &s.Units[i]))
		}
		return out, nil
	})
}

// unit gives the answers about a unit, with what the rules say beside them.
func (l *listener) unit(doc *annotate.Document, scored *stance.Scored, unit *validate.CodedUnit) heardUnit {
	var out heardUnit
	for i := range l.said {
		h := &l.said[i]
		n := unit.In(h.Span)
		if n == 0 {
			continue
		}
		for k, q := range h.Questions {
			old := slices.IndexFunc(out.answers, func(a heardAnswer) bool { return sameQuestion(a.question, q) })
			if old >= 0 && out.answers[old].shared >= n {
				continue
			}
			a := heardAnswer{question: q, shared: n}
			for _, x := range h.Answers[k].Logits {
				a.logits = append(a.logits, float64(x))
			}
			a.beside(doc, scored, h)
			if old >= 0 {
				out.answers[old] = a
			} else {
				out.answers = append(out.answers, a)
			}
		}
	}
	return out
}

// sameQuestion reports whether two questions ask for one code; that of relations
// may be asked either way round.
func sameQuestion(a, b reader.Question) bool {
	switch a.Head {
	case "relation", "agent", "status":
		return a.Head == b.Head
	}
	return a == b
}

// beside adds what is not the head's: the vote of the rules, and how much of the
// evidence is reported.
func (a *heardAnswer) beside(doc *annotate.Document, scored *stance.Scored, h *heardSentence) {
	switch a.question.Head {
	case "portrayal":
		for i := range scored.Portrayals {
			if p := &scored.Portrayals[i]; p.Span == h.Span && p.Target == sides[a.question.Target] {
				a.vote = p.Lexical
				a.spoken[1].is = doc.SpokenIn(p.TargetSpan) >= 0
			}
		}
		for _, way := range []int{-1, 1} {
			at, share := stance.SpokenEvidence(doc, h.reading.Sides[a.question.Target].Shares, way)
			a.spoken[1+way] = spoken{at >= 0, share}
		}
	case "relation":
		for i := range scored.Relations {
			if r := &scored.Relations[i]; r.Span == h.Span {
				a.vote = r.Lexical
			}
		}
	}
}
