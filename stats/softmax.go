package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// FitSoftmax fits how the logits of a classifier become probabilities:
//
//	p = softmax(scale·logits + offset + byGroup[g])
//
// with scale > 0, by minimising the weighted negative log likelihood of the
// labels, plus ridge/2 times the sum of squares of log(scale) and of all
// offsets. With one scale and no offsets it is the temperature scaling of Guo,
// Pleiss, Sun and Weinberger (2017, On calibration of modern neural networks,
// ICML), with an offset for each class their bias-corrected form (Alexandari,
// Kundaje and Shrikumar 2020, ICML).
//
// Row i has a logit for each class, a label, a weight (1 where weight is nil;
// the ridge stands against weights that add up to the number of rows) and a
// group from 0 to groups-1, or -1 for none (none where group is nil). The
// offsets of a row's group are added to the common ones, so that the common ones
// are right for the rows without a group. Offsets add up to 0, as a constant
// changes no probability.
//
// A ridge of 0 gives the maximum of the likelihood, which does not exist where
// labels are told apart without fault, or where a class has no row: that is an
// error, or an offset that is far out. A class that is rare under the weights
// needs the ridge. Figures of rows that were fitted on are too good by some p/n
// in the mean log loss, of p offsets and n rows.
//
// Values that are not finite, labels and groups out of range, and weights below
// 0 are errors. The order of rows has no part in the result.
func FitSoftmax(logits [][]float64, label []int, weight []float64, group []int, groups int, ridge float64) (
	scale float64, offset []float64, byGroup [][]float64, err error,
) {
	f, err := newSoftmaxFit(logits, label, weight, group, groups, ridge)
	if err != nil {
		return 0, nil, nil, err
	}
	start := make([]float64, 1+f.classes*(1+groups))
	result, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return f.loss(x, nil) },
		Grad: func(grad, x []float64) { f.loss(x, grad) },
	}, start, &optimize.Settings{GradientThreshold: 1e-10, MajorIterations: 10_000, Converger: optimize.NeverTerminate{}}, &optimize.BFGS{})
	if result == nil {
		return 0, nil, nil, fmt.Errorf("stats: fit of a softmax: %w", err)
	}
	// Close to the minimum a line search ends where the loss has no further
	// digits, which is no failure.
	grad := make([]float64, len(start))
	f.loss(result.X, grad)
	for _, g := range grad {
		if !(math.Abs(g) < 1e-6) {
			return 0, nil, nil, fmt.Errorf("stats: the fit of a softmax finds no minimum (gradient %g)", g)
		}
	}
	offset = slices.Clone(result.X[1 : 1+f.classes])
	for g := range groups {
		at := 1 + f.classes*(1+g)
		byGroup = append(byGroup, slices.Clone(result.X[at:at+f.classes]))
	}
	return math.Exp(result.X[0]), offset, byGroup, nil
}

// softmaxRow is one row of a fit.
type softmaxRow struct {
	logits []float64
	label  int
	group  int
	weight float64
}

type softmaxFit struct {
	rows    []softmaxRow
	classes int
	total   float64 // of the weights
	ridge   float64
}

func newSoftmaxFit(logits [][]float64, label []int, weight []float64, group []int, groups int, ridge float64) (*softmaxFit, error) {
	n := len(logits)
	switch {
	case n == 0:
		return nil, fmt.Errorf("stats: a softmax cannot be fitted on no rows")
	case len(label) != n || weight != nil && len(weight) != n || group != nil && len(group) != n:
		return nil, fmt.Errorf("stats: %d rows of logits with %d labels, %d weights, %d groups", n, len(label), len(weight), len(group))
	case !(ridge >= 0) || math.IsInf(ridge, 1) || groups < 0:
		return nil, fmt.Errorf("stats: ridge %g or number of groups %d", ridge, groups)
	}
	f := &softmaxFit{classes: len(logits[0]), ridge: ridge}
	for i := range logits {
		r := softmaxRow{logits: logits[i], label: label[i], group: -1, weight: 1}
		if weight != nil {
			r.weight = weight[i]
		}
		if group != nil {
			r.group = group[i]
		}
		if err := r.check(f.classes, groups); err != nil {
			return nil, fmt.Errorf("stats: row %d: %w", i, err)
		}
		f.rows = append(f.rows, r)
		f.total += r.weight
	}
	if f.classes < 2 || !(f.total > 0) {
		return nil, fmt.Errorf("stats: a softmax of %d classes on a weight of %g", f.classes, f.total)
	}
	slices.SortFunc(f.rows, func(a, b softmaxRow) int {
		return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.group, b.group), cmp.Compare(a.weight, b.weight), slices.Compare(a.logits, b.logits))
	})
	f.total = 0
	for i := range f.rows { // in the order of the rows as sorted
		f.total += f.rows[i].weight
	}
	return f, nil
}

func (r *softmaxRow) check(classes, groups int) error {
	if len(r.logits) != classes {
		return fmt.Errorf("%d logits, want %d", len(r.logits), classes)
	}
	for _, x := range r.logits {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("logit %g", x)
		}
	}
	switch {
	case r.label < 0 || r.label >= classes:
		return fmt.Errorf("label %d of %d classes", r.label, classes)
	case r.group < -1 || r.group >= groups:
		return fmt.Errorf("group %d of %d", r.group, groups)
	case !(r.weight >= 0) || math.IsInf(r.weight, 1):
		return fmt.Errorf("weight %g", r.weight)
	}
	return nil
}

// loss gives the penalised mean loss at x = log(scale), offsets, offsets of the
// groups, and its gradient where one is asked for.
func (f *softmaxFit) loss(x, grad []float64) float64 {
	clear(grad)
	scale, k := math.Exp(x[0]), f.classes
	p := make([]float64, k)
	loss := 0.0
	for i := range f.rows {
		r := &f.rows[i]
		own := x[1+k*(1+r.group):] // of a row without a group the common offsets
		top := math.Inf(-1)
		for c := range p {
			p[c] = scale*r.logits[c] + x[1+c]
			if r.group >= 0 {
				p[c] += own[c]
			}
			top = max(top, p[c])
		}
		sum := 0.0
		for c := range p {
			sum += math.Exp(p[c] - top)
		}
		log := top + math.Log(sum)
		loss += r.weight * (log - p[r.label])
		if grad == nil {
			continue
		}
		for c := range p {
			d := math.Exp(p[c] - log)
			if c == r.label {
				d--
			}
			d *= r.weight / f.total
			grad[0] += d * scale * r.logits[c]
			grad[1+c] += d
			if r.group >= 0 {
				grad[1+k*(1+r.group)+c] += d
			}
		}
	}
	loss /= f.total
	for i, v := range x {
		loss += f.ridge / f.total * v * v / 2
		if grad != nil {
			grad[i] += f.ridge / f.total * v
		}
	}
	return loss
}
