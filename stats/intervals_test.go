package stats

import (
	"fmt"
	"math"
	"testing"
)

func TestIntervalsAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name       string
		Y, Weights floats
		Mean, SD   number
		T          struct{ Low, High number }
	}](t, "intervals") {
		single := unitsOf(c.Y.values()...)
		weighted := unitsOf(c.Y.values()...)
		for i, w := range c.Weights.values() {
			weighted[i].Weight = w
		}
		e := mustMean(t, weighted)
		agree(t, c.Name+" weighted mean", e.Mean, c.Mean)
		agree(t, c.Name+" weighted sd", e.SD, c.SD)
		student := first(MeanBy(MethodT, single, DefaultRule(), 1))
		agree(t, c.Name+" t low", student.Low, c.T.Low)
		agree(t, c.Name+" t high", student.High, c.T.High)
	}
}

func TestClusteredContrastsAgreeWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name            string
		Y               floats
		Side            []int
		Cluster         []string
		Difference, CR0 number
		WildP           number `json:"wild_p"`
	}](t, "clustered_contrasts") {
		var sides [2][]Unit
		for i, y := range c.Y.values() {
			sides[c.Side[i]] = append(sides[c.Side[i]], Unit{Cluster: c.Cluster[i], Value: y})
		}
		rule := DefaultRule()
		rule.Draws = 20000
		d, err := WildTest(sides[1], sides[0], rule, 1)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, c.Name+" difference", d.Diff, c.Difference)
		agree(t, c.Name+" cr0", newJoint(newSample(sides[1]), newSample(sides[0])).plainSE(), c.CR0)
		if p := float64(c.WildP); math.Abs(d.P-p) > 5*math.Sqrt(2*p*(1-p)/20000)+1e-4 {
			t.Errorf("%s: wild p %v, reference %v", c.Name, d.P, p)
		}
	}
}

func TestPermutationAgreesWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name string
		A, B floats
		P    number
	}](t, "permutation") {
		var obs []Observation
		for i, v := range c.A.values() {
			obs = append(obs, Observation{"a", "", fmt.Sprint("a", i), v})
		}
		for i, v := range c.B.values() {
			obs = append(obs, Observation{"b", "", fmt.Sprint("b", i), v})
		}
		rule := DefaultRule()
		rule.Draws = 40000
		got := first(first(NewStrata(obs)).AgainstOthers("a", rule, NewStream(1)))
		if p := float64(c.P); !got.Studentised || math.Abs(got.P-p) > 5*math.Sqrt(p*(1-p)/40000) {
			t.Errorf("%s: p %v, exact %v", c.Name, got.P, p)
		}
	}
}
