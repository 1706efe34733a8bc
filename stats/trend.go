package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Point is one value of a series at a time, in any unit of time. Times need not
// be evenly spaced: a gap is a gap and not a value.
type Point struct{ Time, Value float64 }

// Slope is the Theil-Sen line. NaN means missing.
type Slope struct {
	Points int
	// Slope is in units of value per unit of time; Low and High bound it at
	// Level.
	Slope, Low, High, Level float64
	// Intercept is the line's value at time 0.
	Intercept float64
	Warnings  []Warning
}

// sortedPoints checks points and returns them in order of time.
func sortedPoints(points []Point) ([]Point, error) {
	for i, p := range points {
		if !finite(p.Time) || !finite(p.Value) {
			return nil, fmt.Errorf("stats: point %d: (%v, %v): %w", i, p.Time, p.Value, ErrNotFinite)
		}
	}
	points = slices.Clone(points)
	slices.SortFunc(points, func(a, b Point) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Value, b.Value))
	})
	return points, nil
}

// TheilSen is the median of the slopes between all pairs of points of different
// times (Theil 1950; Sen 1968, JASA 63), which up to 29 % of outliers cannot
// carry away. The interval is Sen's, from the distribution of Kendall's score
// with the correction for ties; it takes the points as independent, so with
// autocorrelation it is too narrow. The intercept is the median value less the
// slope times the median time. Missing below three points or where all have one
// time (too_few). Memory and time grow with the square of the points.
func TheilSen(points []Point, level float64) (Slope, error) {
	nan := math.NaN()
	out := Slope{Points: len(points), Slope: nan, Low: nan, High: nan, Level: nan, Intercept: nan}
	if err := checkLevel(level); err != nil {
		return out, err
	}
	points, err := sortedPoints(points)
	if err != nil {
		return out, err
	}
	times, values := columns(points)
	slopes := pairSlopes(points)
	if len(points) < 3 || len(slopes) == 0 {
		out.Warnings = append(out.Warnings, WarnTooFew)
		return out, nil
	}
	n, all := float64(len(points)), float64(len(slopes))
	out.Slope, out.Level = medianOf(slopes), level
	out.Intercept = medianOf(values) - out.Slope*medianOf(times)
	variance := (n*(n-1)*(2*n+5) - tieSum(times) - tieSum(values)) / 18
	width := -normalQuantile((1-level)/2) * math.Sqrt(max(variance, 0))
	high := min(int(math.RoundToEven((all+width)/2)), len(slopes)-1)
	low := max(int(math.RoundToEven((all-width)/2))-1, 0)
	out.Low, out.High = slopes[low], slopes[high]
	if !finite(out.High-out.Low) || !finite(out.Intercept) {
		return Slope{Slope: nan, Low: nan, High: nan, Level: nan, Intercept: nan},
			fmt.Errorf("stats: slope %v: %w", out.Slope, ErrNotFinite)
	}
	return out, nil
}

func columns(points []Point) (times, values []float64) {
	for _, p := range points {
		times, values = append(times, p.Time), append(values, p.Value)
	}
	return times, values
}

// pairSlopes are the sorted slopes of all pairs of different times.
func pairSlopes(points []Point) []float64 {
	var out []float64
	for i, p := range points {
		for _, q := range points[i+1:] {
			if q.Time > p.Time {
				out = append(out, (q.Value-p.Value)/(q.Time-p.Time))
			}
		}
	}
	slices.Sort(out)
	return out
}

// medianOf is the median; it sorts a copy.
func medianOf(values []float64) float64 {
	s, n := slices.Sorted(slices.Values(values)), len(values)
	if n%2 == 1 {
		return s[n/2]
	}
	return s[n/2-1] + (s[n/2]-s[n/2-1])/2
}

// tieSum is Σ t(t-1)(2t+5) over groups of t equal values.
func tieSum(values []float64) float64 {
	s, sum := slices.Sorted(slices.Values(values)), 0.0
	for from := 0; from < len(s); {
		to := from
		for to < len(s) && s[to] == s[from] {
			to++
		}
		t := float64(to - from)
		sum += t * (t - 1) * (2*t + 5)
		from = to
	}
	return sum
}

// Trend is a test of a monotone trend. NaN means missing.
type Trend struct {
	Points int
	// Score is Kendall's score S, Tau is S over the number of pairs.
	Score, Tau float64
	// Variance is that of Score, after the correction where one is made.
	Variance float64
	// Z is the normal score with the correction for continuity, P two-sided.
	Z, P float64
	// Lags are those whose autocorrelation took part in the correction.
	Lags     []int
	Warnings []Warning
}

// MannKendall tests for a monotone trend (Mann 1945, Econometrica 13; Kendall
// 1975) with the correction for ties and the normal approximation, which is
// rough below ten points. It takes the values as independent: use HamedRao for
// a series. Equal times are put in order of their values, which leans to
// increase; give one value a time. Missing below four points (too_few) and
// where all values are equal (no_variation).
func MannKendall(points []Point) (Trend, error) { return mannKendall(points, false) }

// HamedRao is MannKendall with the variance corrected for autocorrelation
// (Hamed and Rao 1998, J. Hydrol. 204): that of the ranks of what is left after
// the Theil-Sen line, at the lags where it is significant at 5 %. It counts
// places in the series, not time: gaps shorten lags. Where the corrected
// variance is not above 0, as happens with strong negative autocorrelation, P
// is missing with the warning not_computable.
func HamedRao(points []Point) (Trend, error) { return mannKendall(points, true) }

func mannKendall(points []Point, correct bool) (Trend, error) {
	nan := math.NaN()
	out := Trend{Points: len(points), Score: nan, Tau: nan, Variance: nan, Z: nan, P: nan}
	points, err := sortedPoints(points)
	if err != nil {
		return out, err
	}
	if len(points) < 4 {
		out.Warnings = []Warning{WarnTooFew}
		return out, nil
	}
	_, values := columns(points)
	n := float64(len(values))
	out.Score = kendallScore(values)
	out.Tau = out.Score / (n * (n - 1) / 2)
	out.Variance = (n*(n-1)*(2*n+5) - tieSum(values)) / 18
	if out.Variance == 0 {
		out.Warnings = []Warning{WarnNoVariation}
		return out, nil
	}
	if correct {
		var factor float64
		factor, out.Lags = autocorrelationFactor(values)
		out.Variance *= factor
	}
	if out.Variance <= 0 || !finite(out.Variance) {
		out.Variance, out.Warnings = nan, []Warning{WarnNotComputable}
		return out, nil
	}
	out.Z = math.Copysign(max(math.Abs(out.Score)-1, 0), out.Score) / math.Sqrt(out.Variance)
	out.P = normalTwoSided(out.Z)
	return out, nil
}

// kendallScore counts rising less falling pairs.
func kendallScore(values []float64) float64 {
	s := 0
	for i, x := range values {
		for _, y := range values[i+1:] {
			s += cmp.Compare(y, x)
		}
	}
	return float64(s)
}

// autocorrelationFactor is n/n* of Hamed and Rao and the significant lags.
func autocorrelationFactor(values []float64) (factor float64, lags []int) {
	n := len(values)
	var even []Point
	for i, v := range values {
		even = append(even, Point{float64(i), v})
	}
	slope := medianOf(pairSlopes(even))
	rest := make([]float64, n)
	for i, v := range values {
		rest[i] = v - float64(i+1)*slope
	}
	r, _ := ranks(rest)
	bound := normalQuantile(0.975) / math.Sqrt(float64(n))
	size, sum := float64(n), 0.0
	for lag := 1; lag < n; lag++ {
		if rho := autocorrelation(r, lag); math.Abs(rho) > bound {
			k := float64(lag)
			sum += (size - k) * (size - k - 1) * (size - k - 2) * rho
			lags = append(lags, lag)
		}
	}
	return 1 + 2/(size*(size-1)*(size-2))*sum, lags
}

func autocorrelation(values []float64, lag int) float64 {
	mean := sumOf(values) / float64(len(values))
	var c, v float64
	for i, x := range values {
		v += (x - mean) * (x - mean)
		if i+lag < len(values) {
			c += (x - mean) * (values[i+lag] - mean)
		}
	}
	if v == 0 {
		return 0
	}
	return c / v
}
