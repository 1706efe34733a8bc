package stats

import "math"

// WildContrast is Contrast by the wild cluster bootstrap-t with the null
// imposed (Cameron, Gelbach and Miller 2008, Rev. Econ. Stat. 90), for few
// clusters: the residuals of each cluster are kept together and multiplied by
// one of Webb's six weights (Webb 2023, Can. J. Econ. 56). P is the share of
// draws whose t is as far out as the observed one, at least 1/(Draws+1). The
// interval holds the differences that the test does not reject, found by
// bisection on the same weights, so that it and P agree.
//
// Method is wild_t. Where the test rejects no difference, however large, there
// is no interval and no P (warning unbounded). With few clusters on one side only (fewer than some six)
// the test rejects too rarely (MacKinnon and Webb 2017, J. Appl. Econometrics
// 32). Refusals and errors are as for Contrast.
func WildContrast(a, b []Unit, rule Rule, seed uint64) (Difference, error) {
	return ContrastBy(MethodWildT, a, b, rule, seed)
}

// WildTest is the test of WildContrast without its interval, which takes a
// hundred times as long. Low and High are missing.
func WildTest(a, b []Unit, rule Rule, seed uint64) (Difference, error) {
	return NewSide(a).wild(NewSide(b), rule, seed, false)
}

func (s *Side) wild(other *Side, rule Rule, seed uint64, ends bool) (Difference, error) {
	return contrast(s, other, rule, func(d *Difference, j joint) {
		w := newWild(j, rule.Draws, seed)
		d.Method, d.Draws = MethodWildT, rule.Draws
		d.P = w.p(0)
		if !ends {
			d.Level = math.NaN()
			return
		}
		alpha := 1 - rule.Level
		if least := 1 / float64(rule.Draws+1); alpha < least {
			alpha, d.Level = least, 1-least
			d.Warnings = append(d.Warnings, WarnFewDraws)
		}
		d.Low, d.High = w.end(alpha, -1), w.end(alpha, 1)
		if math.IsInf(d.Low, 0) || math.IsInf(d.High, 0) {
			d.Low, d.High, d.Level, d.P = math.NaN(), math.NaN(), math.NaN(), math.NaN()
			d.Warnings = append(d.Warnings, WarnUnbounded)
		}
	})
}

// webbWeights have mean 0 and variance 1.
var webbWeights = [6]float64{-math.Sqrt(1.5), -1, -math.Sqrt(0.5), math.Sqrt(0.5), 1, math.Sqrt(1.5)}

// wild holds the weights of all draws, so that every null is tried on the same.
type wild struct {
	clusters []both
	diff, se float64
	massA    float64 // weight of side a over that of both
	weights  []uint8 // draws × clusters
	draws    int
	scoreA   []float64 // scratch: sums of residuals under the null
	scoreB   []float64
}

func newWild(j joint, draws int, seed uint64) *wild {
	n := len(j.clusters)
	w := &wild{clusters: j.clusters, diff: j.a.mean - j.b.mean, se: j.plainSE(), draws: draws,
		massA:   j.a.weight / (j.a.weight + j.b.weight),
		weights: make([]uint8, n*draws), scoreA: make([]float64, n), scoreB: make([]float64, n)}
	for i, c := range j.clusters {
		bits := newClusterBits(^seed, c.name) // other bits than the bootstrap's
		for b := range draws {
			// Two bytes choose one of six to within 1 in 10,000.
			two := bits.word(b/4) >> (16 * (b % 4)) & math.MaxUint16
			w.weights[b*n+i] = uint8(two * uint64(len(webbWeights)) >> 16)
		}
	}
	return w
}

// p is the two-sided p-value of the null that the difference is delta.
func (w *wild) p(delta float64) float64 {
	w.impose(delta)
	observed := math.Abs(w.diff-delta) / w.se
	n, extreme := len(w.clusters), 0
	for b := range w.draws {
		if w.t(w.weights[b*n:(b+1)*n]) >= observed*(1-1e-12) {
			extreme++
		}
	}
	return float64(1+extreme) / float64(1+w.draws)
}

// impose sets the residuals that are left when side a is moved by -delta and
// both sides are given their common mean.
func (w *wild) impose(delta float64) {
	gap := w.diff - delta
	overA, overB := gap*(1-w.massA), -gap*w.massA
	for i, c := range w.clusters {
		w.scoreA[i] = c.devA + c.shareA*overA
		w.scoreB[i] = c.devB + c.shareB*overB
	}
}

// t is the size of the t statistic of one draw.
func (w *wild) t(weights []uint8) float64 {
	var meanA, meanB float64
	for i, k := range weights {
		meanA += webbWeights[k] * w.scoreA[i]
		meanB += webbWeights[k] * w.scoreB[i]
	}
	var ss, scale float64
	for i, k := range weights {
		c := w.clusters[i]
		v := webbWeights[k] * (w.scoreA[i] - w.scoreB[i])
		r := v - c.shareA*meanA + c.shareB*meanB
		ss += r * r
		scale += v * v
	}
	size := math.Abs(meanA - meanB)
	if ss <= 1e-24*scale {
		if size*size <= 1e-24*scale {
			return 0
		}
		return math.Inf(1)
	}
	return size / math.Sqrt(ss)
}

// end is the end of the interval on the side of sign: the last difference that
// is not rejected at alpha.
func (w *wild) end(alpha, sign float64) float64 {
	inside, step := w.diff, w.se
	outside := w.diff + sign*step
	for i := 0; w.p(outside) > alpha; i++ {
		if i == 60 {
			return sign * math.Inf(1)
		}
		inside = outside
		step *= 2
		outside = w.diff + sign*step
	}
	for range 40 {
		middle := inside + (outside-inside)/2
		if w.p(middle) > alpha {
			inside = middle
		} else {
			outside = middle
		}
	}
	return inside + (outside-inside)/2
}
