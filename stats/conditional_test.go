package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Weights that rows were drawn with are found again.
func TestFitConditionalLogit(t *testing.T) {
	want := []float64{0.8, -0.5}
	r := rand.New(rand.NewPCG(1, 2))
	rows := make([]Choice, 20000)
	for i := range rows {
		c := Choice{Base: []float64{-1, 0, -0.5}, Terms: [][]float64{{r.NormFloat64(), 0, r.NormFloat64()}, {r.NormFloat64(), 0, 0}}, Weight: 1}
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
	got, err := FitConditionalLogit(rows, 1)
	if err != nil {
		t.Fatal(err)
	}
	for j := range want {
		if math.Abs(got[j]-want[j]) > 0.05 {
			t.Errorf("weight %d is %.3f, want %.3f", j, got[j], want[j])
		}
	}
	// A row of weight 2 stands for two, and a term that is always 0 has no weight.
	twice := []Choice{{Base: []float64{0, 0}, Terms: [][]float64{{1, 0}, {0, 0}}, Label: 0, Weight: 2}, {Base: []float64{0, 0}, Terms: [][]float64{{1, 0}, {0, 0}}, Label: 1, Weight: 1}}
	if got, err = FitConditionalLogit(twice, 1e-9); err != nil || math.Abs(got[0]-math.Ln2) > 1e-6 || got[1] != 0 {
		t.Errorf("weights %v, %v, want log 2 and 0", got, err)
	}
}

func TestFitConditionalLogitRefuses(t *testing.T) {
	good := Choice{Base: []float64{0, 0}, Terms: [][]float64{{1, 0}}, Weight: 1}
	for name, spoil := range map[string]func(c *Choice){
		"label":  func(c *Choice) { c.Label = 2 },
		"weight": func(c *Choice) { c.Weight = -1 },
		"value":  func(c *Choice) { c.Base = []float64{0, math.NaN()} },
		"terms":  func(c *Choice) { c.Terms = nil },
		"class":  func(c *Choice) { c.Terms = [][]float64{{1}} },
	} {
		bad := good
		spoil(&bad)
		if _, err := FitConditionalLogit([]Choice{good, bad}, 1); err == nil {
			t.Errorf("%s is not refused", name)
		}
	}
	if _, err := FitConditionalLogit(nil, 1); err == nil {
		t.Error("no rows are not refused")
	}
}
