package validate

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"text/tabwriter"
)

// scoredRows is what one scorer says of the rows.
type scoredRows struct {
	name string
	rows []Rated
}

// measure measures scorers on the same rows, and the first against each of the
// others.
func (a *adapting) measure(task string, list []scoredRows) ([]Metric, error) {
	var out []Metric
	var failed error
	for k, s := range list {
		of := Measured{Scorer: s.name, Task: task, Classes: a.names}
		m, err := Classify(of, s.rows, a.o.Options)
		failed = errors.Join(failed, err)
		out = append(out, m...)
		if len(a.names) == 2 && s.rows[0].Probs != nil {
			m, err := areaUnderCurve(of, s.rows, a.o.Options)
			failed = errors.Join(failed, err)
			out = append(out, m)
		}
		if k > 0 {
			m, err := PairedDifference(Measured{Scorer: list[0].name, Task: task, Classes: a.names}, of, list[0].rows, s.rows, a.o.Options)
			failed = errors.Join(failed, err)
			out = append(out, m)
		}
	}
	return out, failed
}

// areaUnderCurve gives the probability that a row of the second class is given
// a higher probability of it than one of the first (Hanley and McNeil 1982,
// Radiology 143), ties being half, with its interval over clusters.
func areaUnderCurve(of Measured, rows []Rated, o Options) (Metric, error) {
	at, clusters := places(rows, func(r *Rated) string { return r.Cluster })
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b Rated) int { return cmp.Compare(a.Probs[1], b.Probs[1]) })
	area := func(times []int) float64 {
		var below, firsts, seconds, sum float64 // of the first class, below the present probability
		for i := 0; i < len(sorted); {
			var first, second float64
			j := i
			for ; j < len(sorted) && sorted[j].Probs[1] == sorted[i].Probs[1]; j++ {
				w := cmp.Or(sorted[j].Weight, 1) * timesOf(times, at[sorted[j].Cluster])
				if sorted[j].Gold == of.Classes[1] {
					second += w
				} else {
					first += w
				}
			}
			sum += second * (below + first/2)
			below, firsts, seconds, i = below+first, firsts+first, seconds+second, j
		}
		return ratioOf(sum, firsts*seconds)
	}
	m := newMeter(of, o)
	m.ofAll("auc", len(rows), clusters, area)
	return m.out[0], m.err
}

// WriteText writes what was fitted, and how good it is on codes that it has not
// seen beside the others.
func (a *Adaptation) WriteText(w io.Writer) error {
	for _, n := range a.Notes {
		fmt.Fprintln(w, n)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nmeasured on\tscorer\tmeasure\tvalue\tinterval\tn")
	for i := range a.Metrics {
		m := &a.Metrics[i]
		if m.Class != "" && (m.Name != "f1" || len(a.classesOf(m.Task)) > 2) || m.Name == "confusion" || math.IsNaN(m.Value) || m.Name == "brier" {
			continue
		}
		value, interval := m.cells()
		name := m.Name
		if m.Class != "" && m.Name == "f1" {
			name += " " + m.Class
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%d\n", m.Task, m.Scorer, name, value, interval, m.N)
	}
	return t.Flush()
}

// classesOf are the values of a task.
func (a *Adaptation) classesOf(task string) []string {
	var out []string
	for i := range a.Metrics {
		if m := &a.Metrics[i]; m.Task == task && m.Name == "f1" && !slices.Contains(out, m.Class) {
			out = append(out, m.Class)
		}
	}
	return out
}
