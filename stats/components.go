package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// Components says how much of the variance of values goes with each factor.
// NaN means missing.
type Components struct {
	// Factors holds the variance component of each factor, in their order, and
	// Rest that of single values; both can come out below 0, which means
	// indistinguishable from 0.
	Factors []float64
	Rest    float64
	// Shares are the components of the factors and then the rest over their
	// sum, with those below 0 taken as 0; in [0, 1].
	Shares   []float64
	Warnings []Warning
}

// VarianceComponents splits the variance of values by crossed random factors
// (source, period and story, say) by Henderson's first method (Henderson 1953,
// Biometrics 9; Searle, Casella and McCulloch 1992, §5.3): the sums of squares
// about the levels' means are set to their expectations, which needs no
// distribution and no balance. factors[f][i] is the level of value i.
//
// It supposes random factors that do not interact; an interaction goes to the
// rest. Components are without bias but uncertain with fewer than some ten
// levels, and can be below 0. Missing with not_computable where the factors
// cannot be told apart from each other or from the rest (one level, a level for
// each value, or two factors that are one), and with no_variation where all
// values are equal. Values not finite and factors of another length are errors.
func VarianceComponents(values []float64, factors [][]string) (Components, error) {
	if err := checkFinite("value", values); err != nil {
		return Components{}, err
	}
	for f, levels := range factors {
		if len(levels) != len(values) {
			return Components{}, fmt.Errorf("stats: factor %d has %d levels for %d values", f, len(levels), len(values))
		}
	}
	if len(values) < 2 || slices.Min(values) == slices.Max(values) {
		return missingComponents(len(factors), WarnNoVariation), nil
	}
	h := newHenderson(values, factors)
	solution := h.solve()
	if solution == nil {
		return missingComponents(len(factors), WarnNotComputable), nil
	}
	out := Components{Factors: solution[:len(factors)], Rest: solution[len(factors)]}
	total := 0.0
	for _, c := range solution {
		if !finite(c) {
			return Components{}, fmt.Errorf("stats: variance component %v: %w", c, ErrNotFinite)
		}
		total += max(c, 0)
	}
	if total == 0 { // squares below the smallest number
		return missingComponents(len(factors), WarnNoVariation), nil
	}
	for _, c := range solution {
		out.Shares = append(out.Shares, max(c, 0)/total)
	}
	return out, nil
}

func missingComponents(factors int, w Warning) Components {
	out := Components{Rest: math.NaN(), Warnings: []Warning{w}}
	for range factors {
		out.Factors = append(out.Factors, math.NaN())
	}
	out.Shares = append(slices.Clone(out.Factors), math.NaN())
	return out
}

// henderson holds values centred and sorted and their levels as numbers.
type henderson struct {
	values []float64
	levels [][]int // factor, value
	counts [][]int // factor, level
}

func newHenderson(values []float64, factors [][]string) henderson {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		c := cmp.Compare(values[i], values[j])
		for _, f := range factors {
			c = cmp.Or(c, cmp.Compare(f[i], f[j]))
		}
		return c
	})
	h := henderson{}
	mean, _ := meanVariance(values)
	for _, i := range order {
		h.values = append(h.values, values[i]-mean)
	}
	for _, f := range factors {
		index, levels, counts := map[string]int{}, []int{}, []int{}
		for _, i := range order {
			k, ok := index[f[i]]
			if !ok {
				k = len(counts)
				index[f[i]] = k
				counts = append(counts, 0)
			}
			counts[k]++
			levels = append(levels, k)
		}
		h.levels, h.counts = append(h.levels, levels), append(h.counts, counts)
	}
	return h
}

// solve sets the sums of squares to their expectations; nil where these do not
// tell the components apart.
func (h henderson) solve() []float64 {
	k, n := len(h.levels), float64(len(h.values))
	a, b := mat.NewDense(k+1, k+1, nil), mat.NewVecDense(k+1, nil)
	for f := range k {
		for c := range k {
			a.Set(f, c, h.overlap(f, c)-h.spread(c))
		}
		a.Set(f, k, float64(len(h.counts[f]))-1)
		a.Set(k, f, n-h.spread(f))
		b.SetVec(f, h.betweenSquares(f))
	}
	a.Set(k, k, n-1)
	total := 0.0
	for _, v := range h.values {
		total += v * v
	}
	b.SetVec(k, total)
	var x mat.VecDense
	if x.SolveVec(a, b) != nil {
		return nil
	}
	return slices.Clone(x.RawVector().Data)
}

// betweenSquares is Σ (level sum)²/n over the levels of f, of centred values.
func (h henderson) betweenSquares(f int) float64 {
	sums := make([]float64, len(h.counts[f]))
	for i, v := range h.values {
		sums[h.levels[f][i]] += v
	}
	ss := 0.0
	for k, s := range sums {
		ss += s * s / float64(h.counts[f][k])
	}
	return ss
}

// overlap is Σ n²/nᶠ over the cells of f and c, what component c adds to the
// expected squares between levels of f.
func (h henderson) overlap(f, c int) float64 {
	cells := map[[2]int]int{}
	for i := range h.values {
		cells[[2]int{h.levels[f][i], h.levels[c][i]}]++
	}
	keys := make([][2]int, 0, len(cells))
	for k := range cells {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	sum := 0.0
	for _, k := range keys {
		n := float64(cells[k])
		sum += n * n / float64(h.counts[f][k[0]])
	}
	return sum
}

// spread is what component c adds to the square of the overall mean.
func (h henderson) spread(c int) float64 {
	sum := 0.0
	for _, n := range h.counts[c] {
		sum += float64(n) * float64(n)
	}
	return sum / float64(len(h.values))
}
