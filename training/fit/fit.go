package fit

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/stats"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// Fitting is what Coded finds: the fit, and how good it is on the sentences
// it was made on.
type Fitting struct {
	Fit        reader.Fit
	Heads      []FittedHead
	Contexts   []FittedContext
	Thresholds []FittedThreshold
	Voice      Share // of portrayals coded as not neutral and as one voice: the voice is right
}

// Share is a number of rows of all that count.
type Share struct{ Right, All int }

func (s *Share) add(right bool) {
	s.All++
	if right {
		s.Right++
	}
}

// FittedHead says how well the probabilities of a head go with the codes before
// and after the fit: the mean log loss and the expected calibration error of the
// likeliest class, weighted as in the fit.
type FittedHead struct {
	Name      string
	N         int
	Effective float64    // number of rows under the weights
	Loss, ECE [2]float64 // before, after
	Scale     float64
}

// FittedThreshold says what rows a pair of thresholds writes.
type FittedThreshold struct {
	Name         string
	Threshold    stance.Threshold
	Alone, Voted int // candidates
	Written      Share
	Counts       Share // of those written the ones that count
	Found        Share // codes that a row says, of all
}

// fitRidge stands against offsets as five rows would: nothing for a class of a
// hundred rows, a half for one of ten.
const fitRidge = 5

// Coded fits how the answers of a reader become probabilities and rows, on
// located units that its weights have not been trained on. plain is the reader
// without a fit.
//
//   - Calibration: for each head softmax(scale·logits + offset) by FitSoftmax of
//     package stats, on the sentence of ours that has most of the coded one. The
//     sentences that were drawn plainly at random have half of the weight, each
//     by the inverse of its probability of being drawn; all others together have
//     the other half, one as much as the next. The random ones alone would be
//     right for the population, but have too few stances of the source to fit by;
//     so the probabilities of rare classes are somewhat too high for a population
//     of all sentences. Portrayals, which are many in every kind of sentence, have
//     all the same weight: with five times the effective number of rows their error
//     on random sentences of other articles is smaller (docs/reader.md).
//   - Votes of the rules: for portrayal and relation the offsets of three more
//     groups are fitted together with those of the head, which are then right
//     where no rule speaks. Their exponentials are the factors of stance.Join.
//   - Labels: for portrayal and own stance the factor on the neutral class, from
//     .3 to 1.5 in steps of a twentieth, with the best macro-F1, averaged over the
//     factor and its two neighbours, so that a peak of few rows does not decide.
//   - Voice: the weight of the head, from 0 to 1 in steps of a tenth, that gives
//     the right voice most often; of equals the nearest to a half.
//   - Context: see stance.Context. The factors of the labels are then found anew.
//   - Thresholds: see fitThresholds. They are fitted on the rows that a run with
//     the fit so far would write at thresholds of 0.
//
// Numbers are rounded to four digits, so that no figure depends on the machine,
// and the same units give the same fit for any number of workers.
func Coded(ctx context.Context, a *annotate.Annotator, s *validate.CodedSet, plain *reader.Reader, rules *stance.Lexical, part string, o validate.Options) (*Fitting, error) {
	heard, err := hearCoded(ctx, a, s, plain, rules, o)
	if err != nil {
		return nil, err
	}
	out := &Fitting{Fit: reader.Fit{Weights: plain.Hash(), Part: part, N: len(s.Units), Calibration: map[string]reader.Calibration{}}}
	for _, h := range fitHeads {
		if err := out.calibrate(s, heard, h); err != nil {
			return nil, fmt.Errorf("head %s: %w", h.name, err)
		}
	}
	out.neutral(heard, s)
	out.voice(s, heard)
	fitted, err := plain.With(out.Fit)
	if err != nil {
		return nil, err
	}
	if err := out.fitContext(ctx, a, s, fitted, rules, o); err != nil {
		return nil, err
	}
	rows, err := s.Predict(ctx, &stance.Combined{Reader: fitted, Lexical: rules, Join: out.Fit.Join}, o)
	if err != nil {
		return nil, err
	}
	out.fitThresholds(s, rows)
	return out, nil
}

// fitHead is a head that is calibrated on the codes.
type fitHead struct {
	name    string
	classes []string
	votes   []string // of the rules, where they are joined
	alike   bool     // every row has the same weight
}

var (
	sides      = [2]stance.Side{stance.Actor1, stance.Actor2}
	dealings   = []string{"conflict", "none", "mixed", "cooperation"}
	portrayals = []string{"negative", "neutral", "positive"}
	forAgainst = []string{"against", "neither", "for"}
	fitHeads   = []fitHead{
		{"portrayal", portrayals, []string{"negative", "positive", "mixed"}, true},
		{"own", forAgainst, nil, false},
		{"voice", []string{"narrator", "quoted", "mixed"}, nil, false},
		{"other", forAgainst, nil, false},
		{"relation", dealings, []string{"conflict", "cooperation", "mixed"}, false},
		{"agent", []string{"holder", "target", "both"}, nil, false},
		{"status", []string{"asserted", "hypothetical", "denied"}, nil, false},
		{"directed", forAgainst, nil, false},
	}
)

// codedClass gives the class that the codes of a unit have for a question, false
// where they do not answer it.
func codedClass(u *validate.CodedUnit, q reader.Question) (int, bool) {
	mentioned := !math.IsNaN(u.Portrayal[q.Target])
	switch q.Head {
	case "portrayal":
		return validate.SignOf(u.Portrayal[q.Target]) + 1, mentioned
	case "own", "other":
		holder := stance.HolderNarrator
		if q.Head == "other" {
			holder = stance.HolderOther
		}
		return sign(&u.Codes, holder, sides[q.Target]) + 1, mentioned
	case "voice":
		c := slices.Index([]string{"n", "q", "m"}, u.Voice[q.Target])
		return c, c >= 0 && mentioned && u.Portrayal[q.Target] != 0
	case "directed":
		return sign(&u.Codes, sides[q.Holder], sides[q.Target]) + 1, true
	case "relation":
		return slices.Index(dealings, u.Dealings()), true
	case "agent":
		c := slices.Index([]string{"A", "B", "both"}, u.Agent)
		if c < 2 && q.Holder == 1 {
			c = 1 - c
		}
		return c, u.Agent != "" && !math.IsNaN(u.Relation)
	case "status":
		c := slices.Index([]stance.Status{stance.StatusAsserted, stance.StatusHypothetical, stance.StatusDenied}, u.Status)
		return c, c >= 0 && !math.IsNaN(u.Relation)
	}
	return 0, false
}

// sign is that of the sum of the stances of a holder toward a target.
func sign(c *validate.Codes, holder, target stance.Side) int {
	sum := 0.0
	for _, s := range c.Stances {
		if s.Holder == holder && s.Target == target {
			sum += s.Polarity
		}
	}
	return validate.SignOf(sum)
}

// sample is what FitSoftmax needs of one head.
type sample struct {
	logits [][]float64
	label  []int
	group  []int
	weight []float64
}

func newSample(s *validate.CodedSet, heard []heardUnit, h fitHead) sample {
	var out sample
	var units []int
	for i := range heard {
		for _, a := range heard[i].answers {
			c, ok := codedClass(&s.Units[i], a.question)
			if a.question.Head != h.name || !ok {
				continue
			}
			units = append(units, i)
			out.logits, out.label, out.group = append(out.logits, a.logits), append(out.label, c), append(out.group, slices.Index(h.votes, a.vote))
		}
	}
	out.weight = fitWeights(s, units)
	if h.alike {
		for i := range out.weight {
			out.weight[i] = 1
		}
	}
	return out
}

// fitWeights gives each row the weight of its unit, half of the whole for the
// units that were drawn plainly at random. The weights add up to the effective
// number of rows, the square of their sum by the sum of their squares (Kish 1965),
// so that the ridge stands against no more than there is to learn from.
func fitWeights(s *validate.CodedSet, units []int) []float64 {
	out := make([]float64, len(units))
	var plain, others float64
	for k, i := range units {
		out[k] = 1
		if u := &s.Units[i]; u.Random() {
			out[k] = 1 / u.Inclusion
			plain += out[k]
		} else {
			others++
		}
	}
	half, sum, squares := 0.5, 0.0, 0.0
	if plain == 0 || others == 0 {
		half = 1
	}
	for k, i := range units {
		if s.Units[i].Random() {
			out[k] *= half / plain
		} else {
			out[k] *= half / others
		}
		sum, squares = sum+out[k], squares+out[k]*out[k]
	}
	for k := range out {
		out[k] *= sum / squares
	}
	return out
}

// calibrate fits a head, with the votes of the rules where they are joined.
func (f *Fitting) calibrate(s *validate.CodedSet, heard []heardUnit, h fitHead) error {
	rows := newSample(s, heard, h)
	if len(rows.label) == 0 {
		return fmt.Errorf("no coded sentence answers for it")
	}
	scale, offset, votes, err := stats.FitSoftmax(rows.logits, rows.label, rows.weight, rows.group, len(h.votes), fitRidge)
	if err != nil {
		return err
	}
	c := reader.Calibration{Scale: validate.Round4(scale)}
	for _, o := range offset {
		c.Offset = append(c.Offset, validate.Round4(o))
	}
	f.Fit.Calibration[h.name] = c
	factors := map[string][]float64{}
	for g, name := range h.votes {
		for _, o := range votes[g] {
			factors[name] = append(factors[name], validate.Round4(math.Exp(o)))
		}
	}
	switch h.name {
	case "portrayal":
		f.Fit.Join.Portrayal = map[string][3]float64{}
		for name, w := range factors {
			f.Fit.Join.Portrayal[name] = [3]float64(w)
		}
	case "relation":
		f.Fit.Join.Relation = map[string][4]float64{}
		for name, w := range factors {
			f.Fit.Join.Relation[name] = [4]float64(w)
		}
	}
	before := rows.rated(h, func(i int) []float64 { return reader.Calibration{}.ProbsOf(rows.logits[i]) })
	after := rows.rated(h, func(i int) []float64 { return f.joined(h, c.ProbsOf(rows.logits[i]), rows.group[i]) })
	head := FittedHead{Name: h.name, N: len(before), Scale: c.Scale}
	for _, w := range rows.weight {
		head.Effective += w
	}
	for k, rated := range [][]validate.Rated{before, after} {
		head.Loss[k], head.ECE[k] = logLoss(h.classes, rated), validate.CalibrationError(h.classes, rated)
	}
	f.Heads = append(f.Heads, head)
	return nil
}

// joined joins probabilities with the vote of a group, -1 for none.
func (f *Fitting) joined(h fitHead, p []float64, group int) []float64 {
	if group < 0 {
		return p
	}
	switch h.name {
	case "portrayal":
		q := f.Fit.Join.JoinPortrayal(stance.Probs(p), h.votes[group])
		return q[:]
	case "relation":
		q := f.Fit.Join.JoinDealings(stance.Dealings(p), h.votes[group])
		return q[:]
	}
	return p
}

// rated gives the rows with probabilities, the likeliest class as predicted.
func (s *sample) rated(h fitHead, of func(i int) []float64) []validate.Rated {
	out := make([]validate.Rated, len(s.label))
	for i := range out {
		p := of(i)
		out[i] = validate.Rated{Gold: h.classes[s.label[i]], Predicted: h.classes[slices.Index(p, slices.Max(p))], Probs: p, Weight: s.weight[i]}
	}
	return out
}

func logLoss(classes []string, rows []validate.Rated) float64 {
	sum, total := 0.0, 0.0
	for _, r := range rows {
		sum -= r.Weight * math.Log(max(1e-12, r.Probs[slices.Index(classes, r.Gold)]))
		total += r.Weight
	}
	return sum / total
}

// neutral finds the factors on the neutral class by which labels are chosen.
func (f *Fitting) neutral(heard []heardUnit, s *validate.CodedSet) {
	n := &f.Fit.Join.Neutral
	for _, h := range []struct {
		name string
		to   *float64
	}{{"portrayal", &n.Portrayal}, {"own", &n.Own}} {
		var labels []int
		var rows []stance.Probs
		for i := range heard {
			for _, a := range heard[i].answers {
				if c, ok := codedClass(&s.Units[i], a.question); ok && a.question.Head == h.name {
					p := stance.Probs(f.Fit.Calibration[h.name].ProbsOf(a.logits))
					if h.name == "portrayal" {
						p = f.Fit.Join.JoinPortrayal(p, a.vote)
					}
					labels, rows = append(labels, c-1), append(rows, p)
				}
			}
		}
		*h.to = labelFactor(labels, rows)
	}
}

// labelFactor gives the factor on the neutral class by which labels are best.
func labelFactor(labels []int, rows []stance.Probs) float64 {
	rated := make([]validate.Rated, len(rows))
	for i := range rows {
		rated[i].Gold = portrayals[labels[i]+1]
	}
	return validate.LabelFactor(portrayals, rated, func(i int, factor float64) int { return rows[i].SignAt(factor) + 1 })
}

// voice finds the weight of the head for voice.
func (f *Fitting) voice(s *validate.CodedSet, heard []heardUnit) {
	f.Voice = Share{Right: -1}
	best := 0.0
	for step := range 11 {
		weight := float64(step) / 10
		got := f.voiceAt(s, heard, weight)
		if got.Right > f.Voice.Right || got.Right == f.Voice.Right && math.Abs(weight-0.5) < math.Abs(best-0.5) {
			f.Voice, best = got, weight
		}
	}
	f.Fit.Join.Voice = best
}

// voiceAt counts the portrayals coded as not neutral whose voice is right when
// the head for voice has a weight.
func (f *Fitting) voiceAt(s *validate.CodedSet, heard []heardUnit, weight float64) Share {
	var out Share
	join := f.Fit.Join
	join.Voice = weight
	for i := range heard {
		for side := range sides {
			want := s.Units[i].Voice[side]
			portrayal, voice := heard[i].answer("portrayal", side), heard[i].answer("voice", side)
			if p := s.Units[i].Portrayal[side]; portrayal == nil || voice == nil || math.IsNaN(p) || p == 0 || !strings.Contains("nq", want) || want == "" {
				continue
			}
			p := join.JoinPortrayal(stance.Probs(f.Fit.Calibration["portrayal"].ProbsOf(portrayal.logits)), portrayal.vote)
			sign := p.SignAt(join.Neutral.Portrayal)
			at := portrayal.spoken[sign+1]
			quoted := at.is && (sign == 0 || join.Quoted([3]float64(f.Fit.Calibration["voice"].ProbsOf(voice.logits)), at.share))
			out.add(quoted == (want == "q"))
		}
	}
	return out
}
