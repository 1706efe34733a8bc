package stats

import (
	"math"
	"testing"
)

// told draws texts of a few vectors of which one alone, marked by its third
// value, tells the class.
func told(n int, seed uint64) []PooledRow {
	src := NewStream(seed, "told")
	out := make([]PooledRow, n)
	for i := range out {
		r := PooledRow{Label: i % 2, Weight: 1}
		tells := src.IntN(6)
		for t := range 6 {
			x := [3]float32{float32(src.NormFloat64()), float32(src.NormFloat64())}
			if t == tells {
				x[0], x[2] = float32(2*r.Label-1)+x[0]/4, 3
			}
			r.Tokens = append(r.Tokens, x[:]...)
		}
		out[i] = r
	}
	return out
}

func rightOf(p *Pooled, rows []PooledRow) float64 {
	right := 0
	for _, r := range rows {
		if l := p.Logits(r.Tokens); (l[1] > l[0]) == (r.Label == 1) {
			right++
		}
	}
	return float64(right) / float64(len(rows))
}

func TestFitPooledByALook(t *testing.T) {
	fresh, start := told(400, 2), &Pooled{Look: []float64{0, 0, 3}, Share: [][]float64{{0, 0, 0}, {0, 0, 0}}, Bias: []float64{0, 0}}
	mean, err := FitPooled(told(300, 1), 3, 2, nil, PooledRidge{Size: 1})
	if err != nil {
		t.Fatal(err)
	}
	look, err := FitPooled(told(300, 1), 3, 2, start, PooledRidge{Size: 1})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := rightOf(mean, fresh), rightOf(look, fresh); a > 0.85 || b < 0.95 {
		t.Errorf("right %.2f by the mean and %.2f by the token that tells", a, b)
	}
	// An endless ridge, near enough, leaves everything but the bias where it was.
	still, err := FitPooled(told(300, 3), 3, 2, look, PooledRidge{Size: 1e9})
	if err != nil {
		t.Fatal(err)
	}
	for c := range still.Share {
		for k, v := range still.Share[c] {
			if math.Abs(v-look.Share[c][k]) > 1e-3 {
				t.Errorf("share %d of class %d went from %g to %g", k, c, look.Share[c][k], v)
			}
		}
	}
}

func TestFitPooledGradient(t *testing.T) {
	f := &pooledFit{dim: 3, classes: 2, ridge: PooledRidge{Size: 0.5}}
	rows := told(20, 4)
	f.standardise(rows)
	f.pool(make([]float64, 3))
	f.start = make([]float64, 3*2+2)
	x := make([]float64, len(f.start))
	src := NewStream(5, "x")
	for i := range x {
		x[i] = src.NormFloat64()
	}
	grad := make([]float64, len(x))
	f.loss(x, grad)
	for i := range x {
		const h = 1e-6
		at := x[i]
		x[i] = at + h
		up := f.loss(x, nil)
		x[i] = at - h
		down := f.loss(x, nil)
		x[i] = at
		if got := (up - down) / (2 * h); math.Abs(got-grad[i]) > 1e-4*(1+math.Abs(got)) {
			t.Errorf("gradient %d is %g, by differences %g", i, grad[i], got)
		}
	}
}

func TestFitPooledRefuses(t *testing.T) {
	good := PooledRidge{Size: 1}
	nan := float32(math.NaN())
	for name, c := range map[string]struct {
		rows  []PooledRow
		ridge PooledRidge
	}{
		"one class":      {[]PooledRow{{[]float32{1, 2, 3}, 0, 1}}, good},
		"no vectors":     {[]PooledRow{{[]float32{1, 2}, 0, 1}, {[]float32{1, 2, 3}, 1, 1}}, good},
		"label":          {[]PooledRow{{[]float32{1, 2, 3}, 2, 1}}, good},
		"not a number":   {[]PooledRow{{[]float32{1, nan, 3}, 0, 1}, {[]float32{1, 2, 3}, 1, 1}}, good},
		"weight":         {[]PooledRow{{[]float32{1, 2, 3}, 0, -1}}, good},
		"no ridge":       {told(10, 1), PooledRidge{}},
		"only no weight": {[]PooledRow{{[]float32{1, 2, 3}, 0, 0}, {[]float32{1, 2, 3}, 1, 1}}, good},
	} {
		if _, err := FitPooled(c.rows, 3, 2, nil, c.ridge); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
