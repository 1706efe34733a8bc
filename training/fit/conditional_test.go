package fit

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Weights that rows were drawn with are found again.
func TestFitConditionalLogit(t *testing.T) {
	want := []float64{0.8, -0.5}
	r := rand.New(rand.NewPCG(1, 2))
	rows := make([]choice, 20000)
	for i := range rows {
		c := choice{Base: []float64{-1, 0, -0.5}, Terms: [][]float64{{r.NormFloat64(), 0, r.NormFloat64()}, {r.NormFloat64(), 0, 0}}, Weight: 1}
		var p [3]float64
		sum := 0.0
		for k := range p {
			p[k] = math.Exp(c.Base[k] + want[0]*c.Terms[0][k] + want[1]*c.Terms[1][k])
			sum += p[k]
		}
		at := r.Float64() * sum
		for k := range p {
			if at -= p[k]; at < 0 {
				c.Label = k
				break
			}
		}
		rows[i] = c
	}
	got, err := fitConditionalLogit(rows, 1)
	if err != nil {
		t.Fatal(err)
	}
	for j := range want {
		if math.Abs(got[j]-want[j]) > 0.05 {
			t.Errorf("weight %d is %.3f, want %.3f", j, got[j], want[j])
		}
	}
	// A row of weight 2 stands for two, and a term that is always 0 has no weight.
	twice := []choice{{Base: []float64{0, 0}, Terms: [][]float64{{1, 0}, {0, 0}}, Label: 0, Weight: 2}, {Base: []float64{0, 0}, Terms: [][]float64{{1, 0}, {0, 0}}, Label: 1, Weight: 1}}
	if got, err = fitConditionalLogit(twice, 1e-9); err != nil || math.Abs(got[0]-math.Ln2) > 1e-6 || got[1] != 0 {
		t.Errorf("weights %v, %v, want log 2 and 0", got, err)
	}
}

func TestFitConditionalLogitRefuses(t *testing.T) {
	good := choice{Base: []float64{0, 0}, Terms: [][]float64{{1, 0}}, Weight: 1}
	for name, spoil := range map[string]func(c *choice){
		"label":  func(c *choice) { c.Label = 2 },
		"weight": func(c *choice) { c.Weight = -1 },
		"value":  func(c *choice) { c.Base = []float64{0, math.NaN()} },
		"terms":  func(c *choice) { c.Terms = nil },
		"class":  func(c *choice) { c.Terms = [][]float64{{1}} },
	} {
		bad := good
		spoil(&bad)
		if _, err := fitConditionalLogit([]choice{good, bad}, 1); err == nil {
			t.Errorf("%s is not refused", name)
		}
	}
	if _, err := fitConditionalLogit(nil, 1); err == nil {
		t.Error("no rows are not refused")
	}
}
