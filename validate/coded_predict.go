package validate

import (
	"cmp"
	"context"
	"fmt"
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// CodedRows are the rows that a run writes of a coded sentence.
type CodedRows struct {
	Sides [2]CodedSide
	// Judgments and Relations are those of the sentences that make up the coded
	// one; judgments that judge nothing are left out, as a run leaves them out.
	Judgments []stance.Judgment
	Relations []stance.Relation
	Failed    string // why the scorer gave no answer about a part of the sentence, "" where it did
}

// Answered leaves out the units about which the scorer gave no answer, and their
// rows.
func (s *CodedSet) Answered(rows []CodedRows) (*CodedSet, []CodedRows) {
	out, kept := *s, []CodedRows{}
	out.Units = nil
	for i := range rows {
		if rows[i].Failed == "" {
			out.Units, kept = append(out.Units, s.Units[i]), append(kept, rows[i])
		}
	}
	return &out, kept
}

// CodedSide is what a run writes of one actor in a coded sentence.
type CodedSide struct {
	Found bool              // the actor is found to be mentioned
	Row   *stance.Portrayal // nil where there is no row
}

// Predict annotates the article of each unit with the unit's actors as the
// pair, scores it as a run does, and gives the rows of each unit, which must have
// been located. Of several sentences of ours that make up a coded one the
// portrayal of an actor is that with the most of it.
func (s *CodedSet) Predict(ctx context.Context, scorer stance.Scorer, o Options) ([]CodedRows, error) {
	a, err := s.Annotator()
	if err != nil {
		return nil, err
	}
	return EachCoded(ctx, a, s, o, func(doc *annotate.Document, view stance.View, units []int) ([]CodedRows, error) {
		return s.judge(doc, view, scorer, units)
	})
}

// judge gives the rows of some units of one document.
func (s *CodedSet) judge(doc *annotate.Document, view stance.View, scorer stance.Scorer, units []int) ([]CodedRows, error) {
	scored, err := stance.Judge(doc, view, []stance.Scorer{scorer})
	if err != nil {
		return nil, err
	}
	var out []CodedRows
	for _, i := range units {
		out = append(out, codedRows(doc, &scored, &s.Units[i]))
	}
	return out, nil
}

// EachCoded annotates the article of each unit with the unit's actors as the
// pair, and gives what of makes of the units of one article and pair, in the
// order of all units.
func EachCoded[R any](ctx context.Context, a *annotate.Annotator, s *CodedSet, o Options,
	of func(doc *annotate.Document, view stance.View, units []int) ([]R, error),
) ([]R, error) {
	groups := s.groups()
	done, err := par.Slice(ctx, o.Workers, groups, func(_ context.Context, units []int) ([]R, error) {
		first := &s.Units[units[0]]
		own, err := a.WithActors(s.pairOf(first.Actors, first.article.Text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", first.ID, err)
		}
		return of(own.Annotate(first.article), stance.View{Actor1: first.Actors[0], Actor2: first.Actors[1]}, units)
	})
	if err != nil {
		return nil, err
	}
	out := make([]R, len(s.Units))
	for g, units := range groups {
		for k, i := range units {
			out[i] = done[g][k]
		}
	}
	return out, nil
}

// codedRows picks the rows of the sentences that make up a unit.
func codedRows(doc *annotate.Document, scored *stance.Scored, u *CodedUnit) CodedRows {
	var out CodedRows
	for _, m := range doc.Mentions {
		for side, actor := range u.Actors {
			if m.Actor == actor && m.Relation != annotate.Proxy && shared(m.Span, u.span) > 0 {
				out.Sides[side].Found = true
			}
		}
	}
	var most [2]int
	for i := range scored.Portrayals {
		p := &scored.Portrayals[i]
		if belongs(p.Span, u.span) {
			out.Failed = cmp.Or(out.Failed, p.Failed)
		}
		for side := range most {
			if n := shared(p.Span, u.span); p.Target == bothSides[side] && belongs(p.Span, u.span) && n > most[side] {
				most[side], out.Sides[side].Row, out.Sides[side].Found = n, p, true
			}
		}
	}
	for _, j := range scored.Judgments {
		if j.Evaluated && !j.Missing && belongs(j.Span, u.span) {
			out.Judgments = append(out.Judgments, j)
		}
	}
	for _, r := range scored.Relations {
		if belongs(r.Span, u.span) {
			out.Relations = append(out.Relations, r)
		}
	}
	return out
}

// shared gives how many bytes are in both spans.
func shared(a, b annotate.Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

// In gives how many bytes of the unit, once it is located, a sentence of ours has, 0 where
// it is neither the unit nor a part of it.
func (u *CodedUnit) In(sentence annotate.Span) int {
	if !belongs(sentence, u.span) {
		return 0
	}
	return shared(sentence, u.span)
}

// belongs reports whether a sentence of ours is the coded one or a part of it:
// they share more than half of either.
func belongs(sentence, unit annotate.Span) bool {
	return 2*shared(sentence, unit) > min(sentence.Len(), unit.Len())
}

// said is a run's answer to a question about one actor, as the measures need it.
type said struct {
	sign     int
	expected float64
	probs    []float64 // nil where the scorer gives none
}

// portrayal gives what a run says of an actor. A scorer without portrayals says
// it by its judgments of the actor, whoever holds them.
func (r *CodedRows) portrayal(side int) said {
	if p := r.Sides[side].Row; p != nil {
		return said{p.Label, p.Portrayal.Expected(), p.Portrayal[:]}
	}
	return r.judged(side, func(*stance.Judgment) bool { return true })
}

// own gives what a run says of the source's own stance toward an actor. Where
// the portrayal stands in quoted words there is none.
func (r *CodedRows) own(side int) said {
	if p := r.Sides[side].Row; p != nil {
		if !p.Own.Known() {
			return said{probs: []float64{0, 1, 0}}
		}
		return said{p.OwnLabel, p.Own.Expected(), p.Own[:]}
	}
	return r.judged(side, func(j *stance.Judgment) bool { return j.Holder == stance.HolderNarrator })
}

// judged gives the mean polarity of the judgments of an actor that count.
func (r *CodedRows) judged(side int, counts func(*stance.Judgment) bool) said {
	var out said
	n := 0
	for i := range r.Judgments {
		if j := &r.Judgments[i]; j.Target == bothSides[side] && counts(j) {
			out.expected += j.Polarity
			n++
		}
	}
	if n > 0 {
		out.expected /= float64(n)
	}
	out.sign = SignOf(out.expected)
	return out
}

// voice gives in whose words a run says that a portrayal stands, "" where there
// is no row to say it; of a scorer without portrayals that of its strongest
// judgment.
func (r *CodedRows) voice(side int) stance.Voice {
	if p := r.Sides[side].Row; p != nil {
		return p.Voice
	}
	voice, most := stance.Voice(""), 0.0
	for i := range r.Judgments {
		if j := &r.Judgments[i]; j.Target == bothSides[side] && math.Abs(j.Polarity) > most {
			voice, most = j.Voice, math.Abs(j.Polarity)
		}
	}
	return voice
}

// SignOf is -1, 0 or +1; 0 of no number.
func SignOf(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

// relation gives the label that a run gives the dealings in a sentence, none
// where it writes no row, with the row that is its most telling one and the
// number that is correlated with the codes: cooperation times the probability
// that there are dealings.
func (r *CodedRows) relation() (label string, row *stance.Relation, value float64) {
	signs := map[int]bool{}
	for i := range r.Relations {
		x := &r.Relations[i]
		signs[SignOf(x.Cooperation)] = true
		if row == nil || x.Confidence > row.Confidence || x.Confidence == row.Confidence && math.Abs(x.Cooperation) > math.Abs(row.Cooperation) {
			row = x
		}
	}
	if row == nil {
		return noneLabel, nil, 0
	}
	value = row.Cooperation
	if row.Dealings.Known() {
		value *= row.Dealings.Any()
	}
	switch {
	case signs[-1] && !signs[1]:
		return conflictLabel, row, value
	case signs[1] && !signs[-1]:
		return cooperationLabel, row, value
	}
	return mixedLabel, row, value
}

// The labels of dealings.
const (
	conflictLabel    = "conflict"
	noneLabel        = "none"
	mixedLabel       = "mixed"
	cooperationLabel = "cooperation"
)

// Dealings gives the label of the code of dealings: none, conflict, mixed or
// cooperation.
func (c *Codes) Dealings() string {
	code := c.Relation
	switch {
	case math.IsNaN(code):
		return noneLabel
	case code < 0:
		return conflictLabel
	case code > 0:
		return cooperationLabel
	}
	return mixedLabel
}
