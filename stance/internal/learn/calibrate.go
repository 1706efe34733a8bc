package learn

import (
	"errors"
	"math"
)

// Calibrator maps the probabilities of one or several classifiers to calibrated
// ones: multinomial logistic regression on their logarithms (Dirichlet
// calibration, Kull et al. 2019, NeurIPS). Of several classifiers it is a stack
// (Wolpert 1992). It must be fitted on rows that the classifiers were not.
type Calibrator struct{ *Softmax }

// Said is what the parts of a stack say of one row: probabilities of some, and
// the bare votes of others, a class each or -1 for none.
type Said struct {
	Probs [][]float64
	Votes []int
}

// entries are the log probabilities, a constant, and a mark for each vote.
func (s Said) entries(classes int) []Entry {
	var row []Entry
	n := int32(0)
	for _, p := range s.Probs {
		for _, v := range p {
			row = append(row, Entry{n, float32(math.Log(max(v, 1e-6)))})
			n++
		}
	}
	row = append(row, Entry{n, 1})
	n++
	for _, c := range s.Votes {
		if c >= 0 {
			row = append(row, Entry{n + int32(c), 1})
		}
		n += int32(classes)
	}
	return row
}

// CalibratorSize is the number of weights of a calibrator over so many parts.
func CalibratorSize(classes, probs, votes int) int { return classes * (classes*(probs+votes) + 1) }

// FitCalibrator fits one. L2 is the strength of its penalty.
func FitCalibrator(rows []Said, labels []int, classes int, l2 float64) (*Calibrator, error) {
	if len(rows) == 0 {
		return nil, errors.New("learn: nothing to calibrate on")
	}
	entries := make([][]Entry, len(rows))
	for i, r := range rows {
		entries[i] = r.entries(classes)
	}
	n := CalibratorSize(classes, len(rows[0].Probs), len(rows[0].Votes)) / classes
	s, err := FitSoftmax(entries, labels, SoftmaxOptions{Classes: classes, Features: n, L2: l2, Steps: 200})
	if err != nil {
		return nil, err
	}
	return &Calibrator{s}, nil
}

// Calibrate gives the calibrated probabilities.
func (c *Calibrator) Calibrate(s Said) []float64 { return c.Probs(s.entries(c.Classes)) }

// Loss is the mean of minus the log of the probability of the right class.
func (c *Calibrator) Loss(rows []Said, labels []int) float64 {
	sum := 0.0
	for i, r := range rows {
		sum -= math.Log(max(c.Calibrate(r)[labels[i]], 1e-12))
	}
	return sum / float64(len(rows))
}
