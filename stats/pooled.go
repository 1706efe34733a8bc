package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/optimize"
)

// Pooled is a classifier of texts given as vectors, one a token: a weighted
// mean of the vectors, which the tokens' look decides, goes through a linear
// layer,
//
//	a      = softmax_t(Look · x_t)
//	logits = sum_t a_t Share x_t + Bias
//
// so that the logits are sums over tokens. With Look 0 it is the plain mean of
// the vectors (attention pooling: Yang and others 2016, NAACL).
type Pooled struct {
	Look  []float64   // one a value of a vector
	Share [][]float64 // class -> one a value of a vector
	Bias  []float64   // one a class
}

// PooledRow is a text with its class.
type PooledRow struct {
	Tokens []float32 // the vectors, one after the other
	Label  int       // from 0
	Weight float64   // how many texts this one stands for
}

// PooledRidge holds a fit to where it starts from.
type PooledRidge struct {
	Size  float64 // above 0
	Plain bool    // distances are those of the values themselves: for counts of words
}

// FitPooled fits share and bias of a classifier of texts by penalised maximum
// likelihood: the weighted sum of the negative log likelihoods, weights made to
// add up to the number of rows, plus half the ridge times the squared distances
// of the shares from where the fit starts. Distances are in units of the
// standard deviation of each value over all tokens, so that a ridge means the
// same for all vectors; the bias is free. It starts from from, whose look stays,
// or, where that is nil, from 0. The loss is convex.
//
// Vectors have dim values. Choose the ridge by rows that were not fitted on.
// Fewer than two classes, values that are not finite, labels out of range and
// weights below 0 are errors that name the row. The order of rows shows in the
// last digits only.
func FitPooled(rows []PooledRow, dim, classes int, from *Pooled, ridge PooledRidge) (*Pooled, error) {
	f := &pooledFit{dim: dim, classes: classes, ridge: ridge}
	if err := f.check(rows, from); err != nil {
		return nil, err
	}
	f.standardise(rows)
	if from == nil {
		from = &Pooled{Look: make([]float64, dim), Bias: make([]float64, classes)}
		for range classes {
			from.Share = append(from.Share, make([]float64, dim))
		}
	}
	f.start = f.inward(from)
	f.pool(from.Look)
	result, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return f.loss(x, nil) },
		Grad: func(grad, x []float64) { f.loss(x, grad) },
	}, slices.Clone(f.start), &optimize.Settings{GradientThreshold: 1e-4, MajorIterations: 500, Converger: &optimize.FunctionConverge{Relative: 1e-7, Iterations: 10}},
		&optimize.LBFGS{})
	if result == nil || !finite(result.F) {
		return nil, fmt.Errorf("stats: fit of a pooled classifier: %w", err)
	}
	return f.outward(from.Look, result.X), nil
}

// Logits gives the logits of a text.
func (p *Pooled) Logits(tokens []float32) []float64 {
	mean, out := pooledBy(p.Look, tokens), slices.Clone(p.Bias)
	for c := range out {
		for k, v := range p.Share[c] {
			out[c] += v * mean[k]
		}
	}
	return out
}

// pooledFit is the fit of a Pooled over the standardised means of the texts'
// vectors. Its parameters are the share of each class and the bias, one after
// the other.
type pooledFit struct {
	dim, classes int
	ridge        PooledRidge
	mean, sd     []float64 // of the values of a vector
	rows         []PooledRow
	start        []float64
}

func (f *pooledFit) check(rows []PooledRow, from *Pooled) error {
	switch {
	case f.dim < 1 || f.classes < 2:
		return fmt.Errorf("stats: a pooled classifier of %d values and %d classes", f.dim, f.classes)
	case !(f.ridge.Size > 0) || math.IsInf(f.ridge.Size, 1):
		return fmt.Errorf("stats: ridge %g of a pooled classifier", f.ridge.Size)
	case from != nil && (len(from.Look) != f.dim || len(from.Share) != f.classes || len(from.Bias) != f.classes):
		return fmt.Errorf("stats: the start of a pooled classifier has other sizes")
	}
	seen := make([]bool, f.classes)
	for i, r := range rows {
		if err := f.checkRow(&r); err != nil {
			return fmt.Errorf("stats: row %d: %w", i, err)
		}
		seen[r.Label] = seen[r.Label] || r.Weight > 0
	}
	n := 0
	for _, s := range seen {
		if s {
			n++
		}
	}
	if n < 2 {
		return fmt.Errorf("stats: a pooled classifier cannot be fitted on rows of %d classes", n)
	}
	return nil
}

// checkRow reports what is wrong with a row.
func (f *pooledFit) checkRow(r *PooledRow) error {
	switch {
	case len(r.Tokens) == 0 || len(r.Tokens)%f.dim != 0:
		return fmt.Errorf("%d numbers are no vectors of %d", len(r.Tokens), f.dim)
	case r.Label < 0 || r.Label >= f.classes:
		return fmt.Errorf("label %d of %d classes", r.Label, f.classes)
	case !(r.Weight >= 0) || math.IsInf(r.Weight, 1):
		return fmt.Errorf("weight %g", r.Weight)
	}
	for _, v := range r.Tokens {
		if !finite(float64(v)) {
			return ErrNotFinite
		}
	}
	return nil
}

// standardise finds mean and standard deviation of each value, and takes over
// the rows.
func (f *pooledFit) standardise(rows []PooledRow) {
	f.mean, f.sd = make([]float64, f.dim), make([]float64, f.dim)
	n, weights := 0.0, 0.0
	for _, r := range rows {
		weights += r.Weight
		for i, v := range r.Tokens {
			f.mean[i%f.dim] += float64(v)
			f.sd[i%f.dim] += float64(v) * float64(v)
		}
		n += float64(len(r.Tokens) / f.dim)
	}
	largest := 0.0
	for k := range f.mean {
		f.mean[k] /= n
		f.sd[k] = math.Sqrt(max(0, f.sd[k]/n-f.mean[k]*f.mean[k]))
		largest = max(largest, f.sd[k])
	}
	for k := range f.sd {
		switch {
		case f.ridge.Plain:
			f.mean[k], f.sd[k] = 0, 1
		case f.sd[k] < 1e-3*largest || f.sd[k] == 0: // it hardly varies: noise would be blown up
			f.sd[k] = cmp.Or(largest, 1)
		}
	}
	for _, r := range rows {
		f.rows = append(f.rows, PooledRow{r.Tokens, r.Label, r.Weight * float64(len(rows)) / weights})
	}
}

// pool replaces the vectors of each text by their standardised weighted mean.
func (f *pooledFit) pool(look []float64) {
	for i := range f.rows {
		mean := pooledBy(look, f.rows[i].Tokens)
		f.rows[i].Tokens = make([]float32, f.dim)
		for k, v := range mean {
			f.rows[i].Tokens[k] = float32((v - f.mean[k]) / f.sd[k])
		}
	}
}

// pooledBy gives the mean of vectors, weighted by how they look.
func pooledBy(look []float64, tokens []float32) []float64 {
	dim := len(look)
	weight, out := make([]float64, len(tokens)/dim), make([]float64, dim)
	for t := range weight {
		weight[t] = mixedDot(look, tokens[t*dim:(t+1)*dim])
	}
	softmaxInPlace(weight)
	for t, a := range weight {
		for k, v := range tokens[t*dim : (t+1)*dim] {
			out[k] += a * float64(v)
		}
	}
	return out
}

// inward gives the parameters of a classifier over standardised vectors.
func (f *pooledFit) inward(p *Pooled) []float64 {
	var out []float64
	bias := slices.Clone(p.Bias)
	for c, share := range p.Share {
		for k, v := range share {
			out = append(out, v*f.sd[k])
			bias[c] += v * f.mean[k]
		}
	}
	return append(out, bias...)
}

// outward undoes inward.
func (f *pooledFit) outward(look, x []float64) *Pooled {
	p := &Pooled{Look: slices.Clone(look), Bias: slices.Clone(x[f.dim*f.classes:])}
	for c := range f.classes {
		share := make([]float64, f.dim)
		for k, v := range x[f.dim*c : f.dim*(c+1)] {
			share[k] = v / f.sd[k]
			p.Bias[c] -= share[k] * f.mean[k]
		}
		p.Share = append(p.Share, share)
	}
	return p
}

// loss gives the penalised loss, and its gradient where one is asked for.
func (f *pooledFit) loss(x, grad []float64) float64 {
	clear(grad)
	loss := 0.0
	for i := range f.rows {
		loss += f.row(&f.rows[i], x, grad)
	}
	for k := range f.dim * f.classes {
		d := x[k] - f.start[k]
		loss += f.ridge.Size * d * d / 2
		if grad != nil {
			grad[k] += f.ridge.Size * d
		}
	}
	return loss
}

// row gives the loss of a text, and adds its gradient.
func (f *pooledFit) row(r *PooledRow, x, grad []float64) float64 {
	p := slices.Clone(x[f.dim*f.classes:])
	for c := range p {
		p[c] += mixedDot(x[f.dim*c:f.dim*(c+1)], r.Tokens)
	}
	softmaxInPlace(p)
	loss := -r.Weight * math.Log(max(p[r.Label], 1e-300))
	if grad == nil {
		return loss
	}
	p[r.Label]--
	for c, d := range p {
		d *= r.Weight
		grad[f.dim*f.classes+c] += d
		for k, v := range r.Tokens {
			grad[f.dim*c+k] += d * float64(v)
		}
	}
	return loss
}

func mixedDot(a []float64, b []float32) float64 {
	sum := 0.0
	for k, v := range a {
		sum += v * float64(b[k])
	}
	return sum
}

func softmaxInPlace(x []float64) {
	top, sum := slices.Max(x), 0.0
	for i, v := range x {
		x[i] = math.Exp(v - top)
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}
