package stats

import (
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
	Share float64 // of the linear layer, above 0
	Look  float64 // of the look; infinite leaves it as it is
	Plain bool    // distances are those of the values themselves: for counts of words
}

// FitPooled fits a classifier of texts by penalised maximum likelihood: the
// weighted sum of the negative log likelihoods, weights made to add up to the
// number of rows, plus half the ridges times the squared distances from where
// the fit starts. Distances are in units of the standard deviation of each
// value over all tokens, so that a ridge means the same for all vectors; the
// bias is free. It starts from from, or, where that is nil, from 0.
//
// Vectors have dim values. With a free look the loss is not convex: what is
// found is the minimum nearest to the start. Choose the ridge by rows that were
// not fitted on. Fewer rows than two classes have, values that are not finite,
// labels out of range and weights below 0 are errors that name the row. The
// order of rows shows in the last digits only.
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
	if f.fixed() {
		f.poolNow()
	}
	x := slices.Clone(f.start)
	if f.fixed() {
		x = x[dim:]
	}
	result, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { return f.loss(x, nil) },
		Grad: func(grad, x []float64) { f.loss(x, grad) },
	}, x, &optimize.Settings{GradientThreshold: 1e-4, MajorIterations: 500, Converger: &optimize.FunctionConverge{Relative: 1e-7, Iterations: 10}},
		&optimize.LBFGS{})
	if result == nil || !finite(result.F) {
		return nil, fmt.Errorf("stats: fit of a pooled classifier: %w", err)
	}
	return f.outward(f.whole(result.X)), nil
}

// Logits gives the logits of a text.
func (p *Pooled) Logits(tokens []float32) []float64 {
	dim := len(p.Look)
	n := len(tokens) / dim
	weight := make([]float64, n)
	for t := range weight {
		weight[t] = mixedDot(p.Look, tokens[t*dim:(t+1)*dim])
	}
	softmaxInPlace(weight)
	out := slices.Clone(p.Bias)
	for t, a := range weight {
		for c := range out {
			out[c] += a * mixedDot(p.Share[c], tokens[t*dim:(t+1)*dim])
		}
	}
	return out
}

// pooledFit is the fit of a Pooled over standardised vectors. Its parameters
// are the look, the share of each class and the bias, one after the other.
type pooledFit struct {
	dim, classes int
	ridge        PooledRidge
	mean, sd     []float64 // of the values of a vector
	rows         []PooledRow
	start        []float64
}

func (f *pooledFit) fixed() bool { return math.IsInf(f.ridge.Look, 1) }

func (f *pooledFit) check(rows []PooledRow, from *Pooled) error {
	switch {
	case f.dim < 1 || f.classes < 2:
		return fmt.Errorf("stats: a pooled classifier of %d values and %d classes", f.dim, f.classes)
	case !(f.ridge.Share > 0) || !(f.ridge.Look > 0) || math.IsInf(f.ridge.Share, 1):
		return fmt.Errorf("stats: ridges %g and %g of a pooled classifier", f.ridge.Share, f.ridge.Look)
	case from != nil && (len(from.Look) != f.dim || len(from.Share) != f.classes || len(from.Bias) != f.classes):
		return fmt.Errorf("stats: the start of a pooled classifier has other sizes")
	}
	seen := make([]bool, f.classes)
	for i, r := range rows {
		switch {
		case len(r.Tokens) == 0 || len(r.Tokens)%f.dim != 0:
			return fmt.Errorf("stats: row %d: %d numbers are no vectors of %d", i, len(r.Tokens), f.dim)
		case r.Label < 0 || r.Label >= f.classes:
			return fmt.Errorf("stats: row %d: label %d of %d classes", i, r.Label, f.classes)
		case !(r.Weight >= 0) || math.IsInf(r.Weight, 1):
			return fmt.Errorf("stats: row %d: weight %g", i, r.Weight)
		}
		for _, v := range r.Tokens {
			if !finite(float64(v)) {
				return fmt.Errorf("stats: row %d: %w", i, ErrNotFinite)
			}
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

// standardise takes over the rows with vectors of mean 0 and standard deviation 1.
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
		if f.ridge.Plain {
			f.mean[k], f.sd[k] = 0, 1
			continue
		}
		if f.sd[k] < 1e-3*largest || f.sd[k] == 0 { // it hardly varies: noise would be blown up
			f.sd[k] = max(largest, 1)
		}
	}
	f.rows = make([]PooledRow, len(rows))
	for i, r := range rows {
		tokens := make([]float32, len(r.Tokens))
		for j, v := range r.Tokens {
			tokens[j] = float32((float64(v) - f.mean[j%f.dim]) / f.sd[j%f.dim])
		}
		f.rows[i] = PooledRow{tokens, r.Label, r.Weight * float64(len(rows)) / weights}
	}
}

// poolNow replaces the vectors of each text by their weighted mean, which a look
// that is not fitted leaves the same throughout.
func (f *pooledFit) poolNow() {
	for i := range f.rows {
		r := &f.rows[i]
		n := len(r.Tokens) / f.dim
		weight, pool := make([]float64, n), make([]float64, f.dim)
		for t := range weight {
			weight[t] = mixedDot(f.start[:f.dim], r.Tokens[t*f.dim:(t+1)*f.dim])
		}
		softmaxInPlace(weight)
		for t, a := range weight {
			mixedAdd(pool, a, r.Tokens[t*f.dim:(t+1)*f.dim])
		}
		r.Tokens = make([]float32, f.dim)
		for k, v := range pool {
			r.Tokens[k] = float32(v)
		}
	}
}

// inward gives the parameters of a classifier over standardised vectors.
func (f *pooledFit) inward(p *Pooled) []float64 {
	out := make([]float64, 0, f.dim*(1+f.classes)+f.classes)
	for k, v := range p.Look {
		out = append(out, v*f.sd[k])
	}
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
func (f *pooledFit) outward(x []float64) *Pooled {
	p := &Pooled{Bias: slices.Clone(x[f.dim*(1+f.classes):])}
	part := func(x []float64) []float64 {
		out := make([]float64, f.dim)
		for k, v := range x {
			out[k] = v / f.sd[k]
		}
		return out
	}
	p.Look = part(x[:f.dim])
	for c := range f.classes {
		share := part(x[f.dim*(1+c) : f.dim*(2+c)])
		for k, v := range share {
			p.Bias[c] -= v * f.mean[k]
		}
		p.Share = append(p.Share, share)
	}
	return p
}

// whole puts the look that is not fitted before the parameters.
func (f *pooledFit) whole(x []float64) []float64 {
	if f.fixed() {
		return slices.Concat(f.start[:f.dim], x)
	}
	return x
}

// loss gives the penalised loss, and its gradient where one is asked for.
func (f *pooledFit) loss(x, grad []float64) float64 {
	x = f.whole(x)
	all := grad
	if grad != nil && f.fixed() {
		all = make([]float64, len(x))
	}
	clear(all)
	loss := 0.0
	for i := range f.rows {
		loss += f.row(&f.rows[i], x, all)
	}
	for k := range f.dim * (1 + f.classes) {
		ridge := f.ridge.Share
		if k < f.dim {
			if ridge = f.ridge.Look; f.fixed() {
				continue
			}
		}
		d := x[k] - f.start[k]
		loss += ridge * d * d / 2
		if all != nil {
			all[k] += ridge * d
		}
	}
	if grad != nil && f.fixed() {
		copy(grad, all[f.dim:])
	}
	return loss
}

// row gives the loss of a text, and adds its gradient.
func (f *pooledFit) row(r *PooledRow, x, grad []float64) float64 {
	look, share, bias := x[:f.dim], x[f.dim:f.dim*(1+f.classes)], x[f.dim*(1+f.classes):]
	n := len(r.Tokens) / f.dim
	token := func(t int) []float32 { return r.Tokens[t*f.dim : (t+1)*f.dim] }
	weight, pool := make([]float64, n), make([]float64, f.dim)
	for t := range weight {
		weight[t] = mixedDot(look, token(t))
	}
	softmaxInPlace(weight)
	for t, a := range weight {
		mixedAdd(pool, a, token(t))
	}
	p := slices.Clone(bias)
	for c := range p {
		for k, v := range share[c*f.dim : (c+1)*f.dim] {
			p[c] += v * pool[k]
		}
	}
	softmaxInPlace(p)
	loss := -r.Weight * math.Log(max(p[r.Label], 1e-300))
	if grad == nil {
		return loss
	}
	back := make([]float64, f.dim) // on the pooled vector
	for c := range p {
		d := p[c]
		if c == r.Label {
			d--
		}
		d *= r.Weight
		grad[f.dim*(1+f.classes)+c] += d
		to := grad[f.dim*(1+c) : f.dim*(2+c)]
		for k, v := range share[c*f.dim : (c+1)*f.dim] {
			to[k] += d * pool[k]
			back[k] += d * v
		}
	}
	if f.fixed() {
		return loss
	}
	of, mean := make([]float64, n), 0.0
	for t, a := range weight {
		of[t] = mixedDot(back, token(t))
		mean += a * of[t]
	}
	for t, a := range weight {
		mixedAdd(grad[:f.dim], a*(of[t]-mean), token(t))
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

func mixedAdd(to []float64, times float64, b []float32) {
	for k, v := range b {
		to[k] += times * float64(v)
	}
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
