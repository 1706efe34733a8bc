package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// design is how two groups without a difference are drawn.
type design struct {
	name   string
	ratio  int     // clusters of the second side for one of the first
	shared bool    // half the clusters of the first side are in the second too
	spread float64 // how far the second side's values are stretched
}

var designs = []design{
	{"alike", 1, false, 1},
	{"half shared", 1, true, 1},
	{"one side five times as large", 5, false, 1},
	{"one side twice as spread", 1, false, 2},
	{"large and twice as spread", 5, false, 2},
}

var sideCounts = []int{8, 20, 50}

// verdict says by which methods two sides are called different, in their order.
type verdict [6]bool

var verdictNames = [len(verdict{})]string{"default interval", "default p", "expanded", "wild", "permutation", "welch on units"}

// judge asks the methods; the default alone where the others are not wanted.
func judge(a, b []stats.Unit, rule stats.Rule, src *rand.Rand, all bool) (v verdict, given bool, err error) {
	seed := src.Uint64()
	d, err := stats.Contrast(a, b, rule, seed)
	if err != nil {
		return v, false, err
	}
	v[0], v[1], given = d.Low > 0 || d.High < 0, d.P < 0.05, d.Method != stats.MethodNone
	if !all {
		return v, given, nil
	}
	e, err := stats.ContrastBy(stats.MethodExpanded, a, b, rule, seed)
	if err != nil {
		return v, given, err
	}
	w, err := stats.WildTest(a, b, rule, seed)
	if err != nil {
		return v, given, err
	}
	p, err := permuted(a, b, rule, src)
	if err != nil {
		return v, given, err
	}
	t, err := stats.Welch(valuesOf(a), valuesOf(b))
	v[2], v[3], v[4], v[5] = e.P < 0.05, w.P < 0.05, p < 0.05, t.P < 0.05
	return v, given, err
}

func permuted(a, b []stats.Unit, rule stats.Rule, src *rand.Rand) (float64, error) {
	var obs []stats.Observation
	for _, u := range a {
		obs = append(obs, stats.Observation{Group: "a", Cluster: u.Cluster, Value: u.Value})
	}
	for _, u := range b {
		obs = append(obs, stats.Observation{Group: "b", Cluster: u.Cluster, Value: u.Value})
	}
	s, err := stats.NewStrata(obs)
	if err != nil {
		return 0, err
	}
	t, err := s.AgainstOthers("a", rule, src)
	return t.P, err
}

func valuesOf(units []stats.Unit) []float64 {
	var out []float64
	for _, u := range units {
		out = append(out, u.Value)
	}
	return out
}

// draw makes the two sides; both have the population's mean.
func (d design) draw(p population, src *rand.Rand, g int) (a, b []stats.Unit) {
	a, b = p.draw(src, g), p.draw(src, g*d.ratio)
	lead := map[string]float64{}
	for _, u := range a {
		if _, ok := lead[u.Cluster]; !ok && len(lead) < g/2 {
			lead[u.Cluster] = u.Value
		}
	}
	copied := map[string]bool{}
	for i, u := range b {
		v, ok := lead[u.Cluster]
		switch {
		case !d.shared || !ok:
			b[i].Cluster = "b" + u.Cluster
		case !copied[u.Cluster]:
			copied[u.Cluster] = true
			b[i].Value = v
		}
		b[i].Value = p.mean + d.spread*(b[i].Value-p.mean)
	}
	return a, b
}

// falsePositives prints how often each method finds a difference that is not
// there.
func falsePositives(w io.Writer, counts []int, all bool, reps, draws int, seed uint64) error {
	fmt.Fprintf(w, "\nFalse positives at nominal 5 %% in percent\n\n| population | design | clusters a side | no interval |")
	names := verdictNames[:2]
	if all {
		names = verdictNames[:]
	}
	for _, name := range names {
		fmt.Fprintf(w, " %s |", name)
	}
	fmt.Fprintf(w, "\n|---|---|---|---|%s\n", strings.Repeat("---|", len(names)))
	for _, p := range populations() {
		if !p.contrasted {
			continue
		}
		for _, d := range designs {
			for _, g := range counts {
				row, err := d.row(p, g, len(names), reps, draws, seed)
				if err != nil {
					return err
				}
				fmt.Fprintln(w, row)
			}
		}
	}
	return nil
}

func (d design) row(p population, g, methods, reps, draws int, seed uint64) (string, error) {
	rule := stats.DefaultRule()
	rule.Draws = draws
	src := stats.NewStream(seed, p.name, d.name, fmt.Sprint(g))
	var found [len(verdictNames)]int
	refused := 0
	for range reps {
		a, b := d.draw(p, src, g)
		verdict, hasInterval, err := judge(a, b, rule, src, methods > 2)
		if err != nil {
			return "", err
		}
		if !hasInterval {
			refused++
		}
		for i, yes := range verdict {
			if yes {
				found[i]++
			}
		}
	}
	row := fmt.Sprintf("| %s | %s | %d | %.1f |", p.name, d.name, g, 100*float64(refused)/float64(reps))
	for _, n := range found[:methods] {
		row += fmt.Sprintf(" %.1f |", 100*float64(n)/float64(reps))
	}
	return row, nil
}
