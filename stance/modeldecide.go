package stance

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stance/internal/learn"
)

// like reports whether an example is like those a model will be asked about: a
// row that its table holds twice is not, by the table's own way to gather rows.
func (s *trainingSet) like(i int) bool { return !s.examples[i].Twice }

// finish fits what turns the parts into a label: calibrator, tilt and the
// threshold of telling. It gives the cross-fitted verdicts.
func (s *trainingSet) finish(d *decision, held []learn.Said, voters []int) (out []Verdict, err error) {
	for _, v := range voters {
		d.voters = append(d.voters, voterNames()[v])
	}
	rows := withVotes(held, voters)
	if d.stack, err = s.calibrator(rows, -1); err != nil {
		return nil, err
	}
	if out, err = s.crossFit(rows); err != nil {
		return nil, err
	}
	d.tilt = s.tilt(calibrateAll(d.stack, rows), -1)
	d.sure = surest(out, s)
	return out, nil
}

// withVotes keeps the votes of some voters.
func withVotes(held []learn.Said, voters []int) []learn.Said {
	out := make([]learn.Said, len(held))
	for i, h := range held {
		out[i].Probs = h.Probs
		for _, v := range voters {
			out[i].Votes = append(out[i].Votes, h.Votes[v])
		}
	}
	return out
}

// leastGain is how much a voter must lower the cross-fitted log loss to be kept.
const leastGain = 5e-4

// choose adds the voter that lowers the cross-fitted log loss most, as long as
// one does: those left out have no weight worth their cost.
func (s *trainingSet) choose(held []learn.Said) ([]int, error) {
	if len(held[0].Votes) == 0 {
		return nil, nil
	}
	var kept []int
	least, err := s.crossLoss(withVotes(held, nil))
	if err != nil {
		return nil, err
	}
	for {
		best := -1
		for v := range voterNames() {
			if slices.Contains(kept, v) {
				continue
			}
			loss, err := s.crossLoss(withVotes(held, append(slices.Clone(kept), v)))
			if err != nil {
				return nil, err
			}
			if loss < least-leastGain {
				best, least = v, loss
			}
		}
		if best < 0 {
			return kept, nil
		}
		kept = append(kept, best)
	}
}

// crossLoss is the log loss of each fold by a calibrator fitted on the others.
func (s *trainingSet) crossLoss(rows []learn.Said) (float64, error) {
	sum, n := 0.0, 0
	for f := range s.Folds {
		c, err := s.calibrator(rows, f)
		if err != nil {
			return 0, err
		}
		var part []learn.Said
		var labels []int
		for k, i := range s.main {
			if s.fold[i] == f && s.like(i) {
				part, labels = append(part, rows[k]), append(labels, s.examples[i].Sign+1)
			}
		}
		if len(part) > 0 {
			sum += c.Loss(part, labels) * float64(len(part))
			n += len(part)
		}
	}
	return sum / float64(max(n, 1)), nil
}

// calibrator is fitted on the held-out rows like those to come, but for those
// of one fold.
func (s *trainingSet) calibrator(held []learn.Said, without int) (*learn.Calibrator, error) {
	var rows []learn.Said
	var labels []int
	for k, i := range s.main {
		if s.fold[i] != without && s.like(i) {
			rows, labels = append(rows, held[k]), append(labels, s.examples[i].Sign+1)
		}
	}
	return learn.FitCalibrator(rows, labels, signClasses, 1)
}

func calibrateAll(c *learn.Calibrator, held []learn.Said) [][]float64 {
	out := make([][]float64, len(held))
	for k := range held {
		out[k] = c.Calibrate(held[k])
	}
	return out
}

// crossFit gives the verdicts of each fold by a calibrator and a tilt that are
// fitted on the others.
func (s *trainingSet) crossFit(held []learn.Said) ([]Verdict, error) {
	out := make([]Verdict, len(s.main))
	for f := range s.Folds {
		c, err := s.calibrator(held, f)
		if err != nil {
			return nil, err
		}
		probs := calibrateAll(c, held)
		tilt := s.tilt(probs, f)
		for k, i := range s.main {
			if s.fold[i] == f {
				out[k] = ofProbs(probs[k], tilt)
			}
		}
	}
	return out, nil
}

func ofProbs(p []float64, tilt [signClasses]float64) Verdict {
	return Verdict{Sign: label(p, tilt) - 1, Distribution: Distribution{p[0], p[1], p[2]}}
}

// tilt finds the factors of the probabilities that serve macro-F1 on held-out
// rows, but for those of one fold: a model of rare classes that only chooses
// the likeliest class never names them. The best factors by a grid (powers of
// 1.1) are a matter of luck where macro-F1 is flat, so it takes the geometric
// mean of all whose mean over the folds is within one standard error of the
// best.
func (s *trainingSet) tilt(probs [][]float64, without int) [signClasses]float64 {
	if s.Task == TargetModel {
		return [signClasses]float64{1, 1, 1} // classes of like size: the likeliest is the label
	}
	const steps = 16
	power := func(n float64) float64 { return math.Pow(1.1, n) }
	var means [steps][steps]float64
	best, least := 0.0, 0.0
	for a := range steps {
		for b := range steps {
			mean, se := s.macroF1(probs, [signClasses]float64{power(float64(a)), 1, power(float64(b))}, without)
			means[a][b] = mean
			if mean > best {
				best, least = mean, mean-se
			}
		}
	}
	sumA, sumB, n := 0.0, 0.0, 0.0
	for a := range steps {
		for b := range steps {
			if means[a][b] >= least {
				sumA, sumB, n = sumA+float64(a), sumB+float64(b), n+1
			}
		}
	}
	return [signClasses]float64{power(sumA / n), 1, power(sumB / n)}
}

// macroF1 gives the mean of macro-F1 over the folds but one, and its standard
// error.
func (s *trainingSet) macroF1(probs [][]float64, tilt [signClasses]float64, without int) (mean, se float64) {
	hit, gold, said := make([][signClasses]float64, s.Folds), make([][signClasses]float64, s.Folds), make([][signClasses]float64, s.Folds)
	for k, i := range s.main {
		if !s.like(i) {
			continue
		}
		f, g, p := s.fold[i], s.examples[i].Sign+1, label(probs[k], tilt)
		gold[f][g]++
		said[f][p]++
		if g == p {
			hit[f][g]++
		}
	}
	var each []float64
	for f := range s.Folds {
		if f == without {
			continue
		}
		sum := 0.0
		for c := range signClasses {
			sum += 2 * hit[f][c] / max(gold[f][c]+said[f][c], 1) / signClasses
		}
		each = append(each, sum)
		mean += sum
	}
	n := float64(len(each))
	mean /= n
	for _, v := range each {
		se += (v - mean) * (v - mean) / (n - 1) / n
	}
	return mean, math.Sqrt(se)
}

// tellingPrecision is how often a sign that the scorer tells must be right, on
// held-out examples. Below the probability that reaches it the scorer abstains.
const tellingPrecision = 0.8

// surest gives the least probability from which on told signs are right often
// enough, 1 where none is.
func surest(held []Verdict, s *trainingSet) float64 {
	type told struct {
		prob  float64
		right bool
	}
	var all []told
	for k, v := range held {
		if v.Sign != 0 && s.like(s.main[k]) {
			all = append(all, told{v.prob(), v.Sign == s.examples[s.main[k]].Sign})
		}
	}
	slices.SortStableFunc(all, func(a, b told) int { return cmp.Compare(b.prob, a.prob) })
	right, at := 0, 1.0
	for i, t := range all {
		if t.right {
			right++
		}
		if float64(right) >= tellingPrecision*float64(i+1) {
			at = t.prob
		}
	}
	return math.Ceil(at*1000) / 1000
}

// prob is the probability of the verdict's own sign.
func (v Verdict) prob() float64 { return []float64{v.Negative, v.Neutral, v.Positive}[v.Sign+1] }
