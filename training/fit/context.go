package fit

import (
	"context"
	"crypto/sha256"
	"fmt"
	"math"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// leaningUnit is what is said of a coded sentence before its article bears on it.
type leaningUnit []stance.Leaning

// FittedContext says what the article gives: the mean log loss of the coded sentences
// before and after, each as much as the next, and after in articles that had no part in it.
type FittedContext struct {
	Question             string
	N                    int
	Alone, Fitted, Cross float64
}

// contextFolds are the parts, by article, of which each is measured by the others.
const contextFolds = 5

// fitContext fits how far an answer leans on the other sentences of its article: one
// conditional logit for each of portrayal, own stance and relation, on the sentences of
// ours that have most of a coded one.
func (f *Fitting) fitContext(ctx context.Context, a *annotate.Annotator, s *validate.CodedSet, fitted *reader.Reader, rules *stance.Lexical, o validate.Options) error {
	units, err := hearContext(ctx, a, s, &stance.Combined{Reader: fitted, Lexical: rules, Join: f.Fit.Join}, o)
	if err != nil {
		return err
	}
	j := &f.Fit.Join.Context
	for _, q := range []struct {
		name   string
		to     *stance.Context
		labels *float64 // factor of the neutral class, nil where labels need none
	}{{"portrayal", &j.Portrayal, &f.Fit.Join.Neutral.Portrayal}, {"own", &j.Own, &f.Fit.Join.Neutral.Own}, {"relation", &j.Relation, nil}} {
		rows := newLeanings(s, units, q.name)
		if len(rows.of) == 0 {
			return fmt.Errorf("context of %s: no coded sentence answers for it", q.name)
		}
		if *q.to, err = rows.fit(nil); err != nil {
			return fmt.Errorf("context of %s: %w", q.name, err)
		}
		across, err := rows.across()
		if err != nil {
			return fmt.Errorf("context of %s: %w", q.name, err)
		}
		f.Contexts = append(f.Contexts, FittedContext{q.name, len(rows.of), rows.loss(&stance.Context{}), rows.loss(q.to), across})
		if q.labels != nil {
			*q.labels = rows.labelFactor(q.to)
		}
	}
	return nil
}

// hearContext gives what a scorer says of each unit before its article bears on it, of
// the sentence of ours that has most of the coded one.
func hearContext(ctx context.Context, a *annotate.Annotator, s *validate.CodedSet, scorer *stance.Combined, o validate.Options) ([]leaningUnit, error) {
	return validate.EachCoded(ctx, a, s, o, func(doc *annotate.Document, view stance.View, units []int) ([]leaningUnit, error) {
		out, most := make([]leaningUnit, len(units)), make([]int, len(units))
		own := *scorer
		own.Told = func(sentence annotate.Span, l stance.Leaning) {
			for k, i := range units {
				n := s.Units[i].In(sentence)
				if n == 0 || n < most[k] {
					continue
				}
				if n > most[k] {
					most[k], out[k] = n, nil
				}
				out[k] = append(out[k], l)
			}
		}
		_, err := stance.Judge(doc, view, []stance.Scorer{&own})
		return out, err
	})
}

// leanings are the answers to one question, with the codes.
type leanings struct {
	of    []stance.Leaning
	label []int
	fold  []int
}

func newLeanings(s *validate.CodedSet, units []leaningUnit, question string) leanings {
	var out leanings
	for i := range units {
		for _, l := range units[i] {
			if c, ok := codedClass(&s.Units[i], reader.Question{Head: question, Target: l.Side}); ok && l.Question == question {
				out.of, out.label = append(out.of, l), append(out.label, c)
				sum := sha256.Sum256([]byte(s.Units[i].DocID))
				out.fold = append(out.fold, int(sum[0])%contextFolds)
			}
		}
	}
	return out
}

// fit fits on the rows that are wanted; nil wants all.
func (r *leanings) fit(wanted func(i int) bool) (stance.Context, error) {
	out := stance.Context{Usual: make([]float64, len(r.of[0].Probs))}
	for _, l := range r.of {
		for k, p := range l.Probs {
			out.Usual[k] += p / float64(len(r.of))
		}
	}
	for k := range out.Usual {
		out.Usual[k] = max(validate.Round4(out.Usual[k]), 1e-4)
	}
	var rows []choice
	for i, l := range r.of {
		if wanted != nil && !wanted(i) {
			continue
		}
		rows = append(rows, choice{Base: stance.LogProbs(l.Probs), Terms: out.Terms(l.Probs, l.Same, l.Cross), Label: r.label[i], Weight: 1})
	}
	w, err := fitConditionalLogit(rows, fitRidge)
	if err != nil {
		return out, err
	}
	for j := range w {
		w[j] = validate.Round4(w[j])
	}
	out.SetWeights(w)
	return out, nil
}

// across is the loss of each fold by a fit on the others.
func (r *leanings) across() (float64, error) {
	sum := 0.0
	for fold := range contextFolds {
		c, err := r.fit(func(i int) bool { return r.fold[i] != fold })
		if err != nil {
			return 0, err
		}
		for i := range r.of {
			if r.fold[i] == fold {
				sum += r.rowLoss(i, &c)
			}
		}
	}
	return sum / float64(len(r.of)), nil
}

func (r *leanings) loss(c *stance.Context) float64 {
	sum := 0.0
	for i := range r.of {
		sum += r.rowLoss(i, c)
	}
	return sum / float64(len(r.of))
}

func (r *leanings) rowLoss(i int, c *stance.Context) float64 {
	return -math.Log(max(1e-12, c.Lean(r.of[i].Probs, r.of[i].Same, r.of[i].Cross)[r.label[i]]))
}

// labelFactor is that of the neutral class under a context.
func (r *leanings) labelFactor(c *stance.Context) float64 {
	labels, rows := make([]int, len(r.of)), make([]stance.Probs, len(r.of))
	for i, l := range r.of {
		labels[i], rows[i] = r.label[i]-1, stance.Probs(c.Lean(l.Probs, l.Same, l.Cross))
	}
	return labelFactor(labels, rows)
}
