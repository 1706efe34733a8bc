package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Prevalence is a share corrected for misclassification. NaN means missing.
type Prevalence struct {
	// Apparent is the share that the scorer gave, Value the corrected one, cut
	// to [0, 1].
	Apparent, Value float64
	// SE is the standard error; Low and High are the ends of the interval at
	// Level, cut to [0, 1].
	SE, Low, High, Level float64
	Method               Method
	Warnings             []Warning
}

// Confusion counts validated cases of two classes.
type Confusion struct{ TruePositive, FalseNegative, TrueNegative, FalsePositive int }

// RoganGladen corrects the share of positives among n scored cases for the
// sensitivity and specificity seen in validation (Rogan and Gladen 1978, Am. J.
// Epidemiol. 107): (p + spec - 1)/(sens + spec - 1), with the normal interval
// of the delta method, which takes the uncertainty of all three into account.
//
// It supposes that the scorer errs on these cases as it did in validation, and
// that cases are independent. Missing where a class was not validated or the
// scorer is no better than chance (sens + spec ≤ 1) with the warning
// not_computable. A corrected share outside [0, 1] is cut, with the warning
// out_of_range: the error rates do not fit these cases. Near 0 and 1 the normal
// interval is rough. Counts below 0, or positives above n, are errors.
func RoganGladen(positive, n int, c Confusion, level float64) (Prevalence, error) {
	nan := math.NaN()
	out := Prevalence{nan, nan, nan, nan, nan, nan, MethodNone, nil}
	if err := checkLevel(level); err != nil {
		return out, err
	}
	if positive < 0 || positive > n || min(c.TruePositive, c.FalseNegative, c.TrueNegative, c.FalsePositive) < 0 {
		return out, fmt.Errorf("stats: %d positives of %d with validation %+v: counts out of range", positive, n, c)
	}
	truly, falsely := float64(c.TruePositive+c.FalseNegative), float64(c.TrueNegative+c.FalsePositive)
	sens, spec := float64(c.TruePositive)/truly, float64(c.TrueNegative)/falsely
	if n > 0 {
		out.Apparent = float64(positive) / float64(n)
	}
	gain := sens + spec - 1
	if n == 0 || !(gain > 0) {
		out.Warnings = []Warning{WarnNotComputable}
		return out, nil
	}
	p, share := out.Apparent, (out.Apparent+spec-1)/gain
	v := p*(1-p)/float64(n) + share*share*sens*(1-sens)/truly + (1-share)*(1-share)*spec*(1-spec)/falsely
	out.SE = math.Sqrt(v) / gain
	z := -normalQuantile((1 - level) / 2)
	out.Low, out.High = unit(share-z*out.SE), unit(share+z*out.SE)
	out.Value, out.Method, out.Level = unit(share), MethodNormal, level
	if out.Value != share {
		out.Warnings = append(out.Warnings, WarnOutOfRange)
	}
	return out, nil
}

// unit cuts x to [0, 1].
func unit(x float64) float64 { return min(max(x, 0), 1) }

func checkConfusion(confusion [][]int, scored []int) error {
	if len(confusion) != len(scored) || len(scored) < 2 {
		return fmt.Errorf("stats: %d validated and %d scored classes", len(confusion), len(scored))
	}
	for i, row := range append(slices.Clone(confusion), scored) {
		if len(row) != len(scored) || slices.Min(row) < 0 {
			return fmt.Errorf("stats: class counts, row %d: %v", i, row)
		}
	}
	return nil
}

func (p *Prevalence) interval(draws []float64, rule Rule) {
	if len(draws) < rule.Draws {
		p.Warnings = append(p.Warnings, WarnDegenerateDraws)
	}
	if 2*len(draws) < rule.Draws || len(draws) < 2 {
		return
	}
	slices.Sort(draws)
	tail := max((1-rule.Level)/2, 1/float64(len(draws)+1))
	_, v := meanVariance(draws)
	p.SE, p.Method, p.Level = math.Sqrt(v), MethodPercentile, 1-2*tail
	p.Low, p.High = quantile(draws, tail), quantile(draws, 1-tail)
}

// solveShares solves for the true shares of classes with weights; nil where that
// cannot be done. cut says whether a share had to be brought into range.
func solveShares(confusion [][]int, scored []float64) (shares []float64, cut bool) {
	k, total := len(scored), sumOf(scored)
	rates, q := mat.NewDense(k, k, nil), mat.NewVecDense(k, nil)
	for t, row := range confusion {
		n := 0
		for _, c := range row {
			n += c
		}
		if n == 0 || !(total > 0) || math.IsInf(total, 1) {
			return nil, false
		}
		for p, c := range row {
			rates.Set(p, t, float64(c)/float64(n))
		}
		q.SetVec(t, scored[t]/total)
	}
	var x mat.VecDense
	if x.SolveVec(rates, q) != nil {
		return nil, false
	}
	sum := 0.0
	for _, v := range x.RawVector().Data {
		cut = cut || v < -1e-12 || v > 1+1e-12
		shares = append(shares, unit(v))
		sum += unit(v)
	}
	for i := range shares {
		shares[i] /= sum
	}
	return shares, cut
}

// multinomial draws as many cases again, with the shares of counts.
func multinomial(counts []int, src *rand.Rand) []int {
	left, drawn := 0, make([]int, len(counts))
	for _, c := range counts {
		left += c
	}
	toDraw := left
	for i, c := range counts {
		if c == 0 || toDraw == 0 {
			continue
		}
		if c >= left {
			drawn[i] = toDraw
			break
		}
		b := distuv.Binomial{N: float64(toDraw), P: float64(c) / float64(left), Src: src}
		drawn[i] = int(b.Rand())
		toDraw -= drawn[i]
		left -= c
	}
	return drawn
}
