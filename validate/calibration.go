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
//     forecaster: about 0.03 on 800 rows.
//   - brier: the mean over rows of the squared distance between probabilities
//     and the gold class, summed over classes (Brier 1950): 0 to 2.
//   - reliability_probability and reliability_right: what stands behind ece, a
//     pair for each bin, from the least sure to the surest.
func calibration(m Measured, rows []Rated) []Metric {
	var points []point
	brier := 0.0
	for i := range rows {
		p := rows[i].Probs
		if p == nil {
			continue
		}
		best := slices.Index(m.Classes, rows[i].Predicted)
		if best < 0 {
			continue
		}
		for c := range p {
			hit := 0.0
			if m.Classes[c] == rows[i].Gold {
				hit = 1
			}
			brier += (p[c] - hit) * (p[c] - hit)
		}
		points = append(points, point{p[best], m.Classes[best] == rows[i].Gold})
	}
	n := len(points)
	if n == 0 {
		return nil
	}
	slices.SortStableFunc(points, func(a, b point) int { return cmp.Or(cmp.Compare(a.top, b.top), cmp.Compare(a.hit(), b.hit())) })
	ece := 0.0
	var bins []Metric
	for b := range calibrationBins {
		part := points[b*n/calibrationBins : (b+1)*n/calibrationBins]
		if len(part) == 0 {
			continue
		}
		sum, right := 0.0, 0.0
		for _, p := range part {
			sum += p.top
			right += p.hit()
		}
		of := float64(len(part))
		ece += math.Abs(right-sum) / float64(n)
		bin := strconv.Itoa(b + 1)
		bins = append(bins, figure("reliability_probability", bin, sum/of, len(part)), figure("reliability_right", bin, right/of, len(part)))
	}
	return append([]Metric{figure("ece", "", ece, n), figure("brier", "", brier/float64(n), n)}, bins...)
}

// point is the probability of a label given, and whether it is right.
type point struct {
	top   float64
	right bool
}

func (p point) hit() float64 {
	if p.right {
		return 1
	}
	return 0
}

// figure is a metric without an interval.
func figure(name, class string, value float64, n int) Metric {
	return Metric{Name: name, Class: class, Value: value, Low: math.NaN(), High: math.NaN(), N: n}
}
