package stats

import (
	"fmt"
	"math"
	"slices"
)

// SmoothPoint is the smooth at the time of one point and its band.
type SmoothPoint struct {
	Time, Value, Fit float64
	// Low and High bound the smooth at each time by itself, not the whole
	// curve; missing where the rest of the points leaves nothing to judge by.
	Low, High float64
}

// Loess is the local linear smooth with tricube weights over the nearest share
// span of the points (Cleveland 1979, JASA 74), without robustness steps, and
// its pointwise t band (Cleveland and Devlin 1988, JASA 83). The points are
// returned in order of time. A feature shorter than the span is smoothed away.
// The band takes the residuals as independent and of equal spread.
//
// The span is in (0, 1]. An error where it holds fewer than three points, where
// some neighbourhood has one time only, or where input is not finite. Time
// grows with the square of the points, memory with it too.
func Loess(points []Point, span, level float64) ([]SmoothPoint, error) {
	if err := checkLevel(level); err != nil {
		return nil, err
	}
	points, err := sortedPoints(points)
	if err != nil {
		return nil, err
	}
	n := len(points)
	k := int(span*float64(n) + 1e-10)
	if !(span > 0 && span <= 1) || k < 3 {
		return nil, fmt.Errorf("stats: a span of %v over %d points is not three points or more", span, n)
	}
	rows := make([][]float64, n)
	for i := range points {
		if rows[i] = localLinear(points, points[i].Time, k); rows[i] == nil {
			return nil, fmt.Errorf("stats: no line at time %v: its %d nearest points have one time",
				points[i].Time, k)
		}
	}
	return band(points, rows, level)
}

// localLinear is the row of the smoother's operator at time t: what each value
// adds to the fit there. It is nil where the weighted points have one time.
func localLinear(points []Point, t float64, k int) []float64 {
	far := make([]float64, len(points))
	for i, p := range points {
		far[i] = math.Abs(p.Time - t)
	}
	h := slices.Sorted(slices.Values(far))[k-1]
	row := make([]float64, len(points))
	var w, wx, wxx float64
	for i, p := range points {
		if far[i] < h {
			u := far[i] / h
			row[i] = math.Pow(1-u*u*u, 3)
			x := p.Time - t
			w += row[i]
			wx += row[i] * x
			wxx += row[i] * x * x
		}
	}
	det := w*wxx - wx*wx
	if !(det > 1e-14*w*h*h) {
		return nil
	}
	for i, p := range points {
		row[i] *= (wxx - wx*(p.Time-t)) / det
	}
	return row
}

// band applies the operator and judges its error by the residuals.
func band(points []Point, rows [][]float64, level float64) ([]SmoothPoint, error) {
	out := make([]SmoothPoint, len(points))
	rss := 0.0
	for i, p := range points {
		s := SmoothPoint{Time: p.Time, Value: p.Value}
		for j, l := range rows[i] {
			s.Fit += l * points[j].Value
		}
		if !finite(s.Fit) {
			return nil, fmt.Errorf("stats: smooth at time %v: %w", p.Time, ErrNotFinite)
		}
		rss += (s.Value - s.Fit) * (s.Value - s.Fit)
		out[i] = s
	}
	d1, d2 := residualTraces(rows)
	sigma, t := math.NaN(), math.NaN()
	if d1 > 1e-9 && d2 > 1e-18 {
		sigma, t = math.Sqrt(rss/d1), tQuantile(0.5+level/2, d1*d1/d2)
	}
	for i := range out {
		norm := 0.0
		for _, l := range rows[i] {
			norm += l * l
		}
		half := orMissing(t * sigma * math.Sqrt(norm))
		out[i].Low, out[i].High = out[i].Fit-half, out[i].Fit+half
	}
	return out, nil
}

// residualTraces are the traces of R and R², with R = (I-L)ᵀ(I-L).
func residualTraces(rows [][]float64) (d1, d2 float64) {
	n := len(rows)
	r := make([]float64, n*n)
	for k := range rows {
		for i := range n {
			x := -rows[k][i]
			if i == k {
				x++
			}
			if x == 0 {
				continue
			}
			for j := range n {
				y := -rows[k][j]
				if j == k {
					y++
				}
				r[i*n+j] += x * y
			}
		}
	}
	for i := range n {
		d1 += r[i*n+i]
		for j := range n {
			d2 += r[i*n+j] * r[j*n+i]
		}
	}
	return d1, d2
}
