package validate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

// calibrationBins is how many bins of equal mass the top probabilities are cut
// into.
const calibrationBins = 10

// calibration measures the probabilities of the rows that have some:
//
//   - ece: the expected calibration error of the label given, the mean over ten
//     bins of equal mass of |share right - mean probability|, weighted by rows
//     (Naeini, Cooper and Hauskrecht 2015; Nixon et al. 2019). Rows are cut in
//     order of the probability of their label. It is above 0 even for a perfect
//     forecaster.
//   - ece_if_calibrated: the ece to expect on these very rows if their
//     probabilities were true, by the normal approximation of each bin: the sum
//     over bins of sqrt(2/pi var), var the variance of the weighted count of
//     right ones. An ece below it says nothing against the probabilities.
//   - brier: the mean over rows of the squared distance between probabilities
//     and the gold class, summed over classes (Brier 1950): 0 to 2.
//   - reliability_probability and reliability_right: what stands behind ece, a
//     pair for each bin, from the least sure to the surest.
//
// A row with a weight counts as that many rows.
func calibration(m Measured, rows []Rated) []Metric {
	points, brier, total := points(m, rows)
	if len(points) == 0 {
		return nil
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.right, b.right)) })
	var bins [calibrationBins]bin
	passed := 0.0
	for _, p := range points {
		passed += p.weight
		bins[min(calibrationBins, max(1, int(math.Ceil(calibrationBins*passed/total))))-1].add(p)
	}
	ece, chance := 0.0, 0.0
	var reliability []Metric
	for b, bin := range bins {
		if bin.n == 0 {
			continue
		}
		ece += math.Abs(bin.right-bin.top) / total
		chance += math.Sqrt(2/math.Pi*bin.variance) / total
		name := strconv.Itoa(b + 1)
		reliability = append(reliability, figure("reliability_probability", name, bin.top/bin.weight, bin.n), figure("reliability_right", name, bin.right/bin.weight, bin.n))
	}
	return append([]Metric{figure("ece", "", ece, len(points)), figure("ece_if_calibrated", "", chance, len(points)), figure("brier", "", brier/total, len(points))}, reliability...)
}

// points gives the rows that have probabilities, the sum of their squared
// distances and of their weights.
func points(m Measured, rows []Rated) (out []point, brier, total float64) {
	for i := range rows {
		p := rows[i].Probs
		best := slices.Index(m.Classes, rows[i].Predicted)
		if p == nil || best < 0 {
			continue
		}
		one := point{top: p[best], weight: cmp.Or(rows[i].Weight, 1)}
		for c := range p {
			hit := 0.0
			if m.Classes[c] == rows[i].Gold {
				hit = 1
			}
			brier += one.weight * (p[c] - hit) * (p[c] - hit)
			if c == best {
				one.right = hit
			}
		}
		total += one.weight
		out = append(out, one)
	}
	return out, brier, total
}

// point is the probability of a label given, and 1 where it is right.
type point struct{ top, right, weight float64 }

// bin is the weighted sum of points; variance is that of its right ones if the
// probabilities are true.
type bin struct {
	point
	variance float64
	n        int
}

func (b *bin) add(p point) {
	b.top += p.weight * p.top
	b.right += p.weight * p.right
	b.weight += p.weight
	b.variance += p.weight * p.weight * p.top * (1 - p.top)
	b.n++
}

// figure is a metric without an interval.
func figure(name, class string, value float64, n int) Metric {
	return Metric{Name: name, Class: class, Value: value, Low: math.NaN(), High: math.NaN(), N: n}
}

// CalibrationError is the expected calibration error of rows with probabilities, as
// figures give it; 0 where there is none.
func CalibrationError(classes []string, rows []Rated) float64 {
	if figures := calibration(Measured{Classes: classes}, rows); len(figures) > 0 {
		return figures[0].Value
	}
	return 0
}
