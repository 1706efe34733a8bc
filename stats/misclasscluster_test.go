package stats

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rowsOf makes as many rows of each class, each a cluster of its own.
func rowsOf(scored []int) []Classified {
	var out []Classified
	for class, n := range scored {
		for range n {
			out = append(out, Classified{Cluster: fmt.Sprint(len(out)), Class: class})
		}
	}
	return out
}

// Each row a cluster: the shares are the reference's.
func TestReclassifyClustersAgreesWithReference(t *testing.T) {
	for _, c := range reference[struct {
		Name      string
		Confusion [][]int
		Scored    []int
		Shares    floats
	}](t, "misclassification") {
		got, err := ReclassifyClusters(c.Confusion, rowsOf(c.Scored), DefaultRule(), 1)
		if err != nil {
			t.Fatal(err)
		}
		total := float64(c.Scored[0] + c.Scored[1] + c.Scored[2])
		for i, p := range got {
			agree(t, fmt.Sprint(c.Name, " class ", i), p.Value, c.Shares[i])
			if !near(p.Apparent, float64(c.Scored[i])/total) || !(p.Low <= p.Value && p.Value <= p.High) {
				t.Errorf("%s class %d: %+v", c.Name, i, p)
			}
		}
		turned := []int{c.Scored[1], c.Scored[0], c.Scored[2]}
		b := first(ReclassifyClusters(c.Confusion, rowsOf(turned), DefaultRule(), 1))
		d, err := ReclassifyContrast(c.Confusion, rowsOf(c.Scored), rowsOf(turned), DefaultRule(), 1)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range d {
			if !near(p.Value, got[i].Value-b[i].Value) || !near(p.Apparent, got[i].Apparent-b[i].Apparent) {
				t.Errorf("%s class %d: difference %+v of %+v and %+v", c.Name, i, p, got[i], b[i])
			}
		}
	}
}

var goodConfusion = [][]int{{40, 8, 2}, {5, 80, 5}, {1, 9, 30}}

// Whole clusters are drawn: rows that repeat others tell nothing more.
func TestReclassifyClustersDrawsWholeClusters(t *testing.T) {
	rows := rowsOf([]int{20, 60, 20})
	var twice []Classified
	for range 9 {
		twice = append(twice, rows...)
	}
	one := first(ReclassifyClusters(goodConfusion, rows, DefaultRule(), 1))
	nine := first(ReclassifyClusters(goodConfusion, twice, DefaultRule(), 1))
	apart := first(ReclassifyClusters(goodConfusion, rowsOf([]int{180, 540, 180}), DefaultRule(), 1))
	for i := range one {
		if math.Abs(nine[i].SE-one[i].SE) > 1e-9 || !(apart[i].SE < 0.8*one[i].SE) {
			t.Errorf("class %d: %v, repeated %v, nine times the clusters %v", i, one[i].SE, nine[i].SE, apart[i].SE)
		}
	}
	self := first(ReclassifyContrast(goodConfusion, rows, rows, DefaultRule(), 1))
	for _, p := range self {
		if p.Value != 0 || p.Method != MethodNone || len(p.Warnings) == 0 {
			t.Errorf("a side against itself: %+v", p)
		}
	}
}

func TestReclassifyClustersRefuses(t *testing.T) {
	rule := DefaultRule()
	rows := rowsOf([]int{10, 10, 10})
	for name, err := range map[string]error{
		"class":    second(ReclassifyClusters(goodConfusion, []Classified{{Class: 3}}, rule, 1)),
		"below 0":  second(ReclassifyClusters(goodConfusion, []Classified{{Class: -1}}, rule, 1)),
		"weight":   second(ReclassifyContrast(goodConfusion, rows, []Classified{{Weight: math.NaN()}}, rule, 1)),
		"ragged":   second(ReclassifyClusters([][]int{{1, 2}, {1}}, nil, rule, 1)),
		"rule":     second(ReclassifyClusters(goodConfusion, rows, Rule{}, 1)),
		"one only": second(ReclassifyClusters([][]int{{1}}, nil, rule, 1)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for name, p := range map[string]Prevalence{
		string(WarnTooFew):        first(ReclassifyClusters(goodConfusion, rows[:4], rule, 1))[0],
		string(WarnNotComputable): first(ReclassifyContrast(goodConfusion, rows, nil, rule, 1))[0],
	} {
		if p.Method != MethodNone || !math.IsNaN(p.Low) || len(p.Warnings) == 0 || string(p.Warnings[0]) != name {
			t.Errorf("%s: %+v", name, p)
		}
	}
}

func TestReclassifyClustersIgnoresOrderAndScale(t *testing.T) {
	rule := DefaultRule()
	rule.Draws = 30
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Classified {
			return Classified{Cluster: fmt.Sprint(rapid.IntRange(0, 12).Draw(t, "cluster")),
				Class: rapid.IntRange(0, 2).Draw(t, "class"), Weight: float64(rapid.IntRange(1, 8).Draw(t, "weight")) / 4}
		}), 0, 40).Draw(t, "rows")
		a := first(ReclassifyClusters(goodConfusion, rows, rule, 1))
		mixed := rapid.Permutation(rows).Draw(t, "mixed")
		for i := range mixed {
			mixed[i].Weight *= 4
		}
		if d := cmp.Diff(a, first(ReclassifyClusters(goodConfusion, mixed, rule, 1)), nanEqual); d != "" {
			t.Fatal(d)
		}
		if s := leaks(a); s != "" {
			t.Fatal(s)
		}
	})
}
