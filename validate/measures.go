package validate

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Metric is one figure of one scorer on one task: a row of the table that
// validate writes.
type Metric struct {
	Scorer, Task string
	Name         string // accuracy, macro_f1, f1, precision, recall, confusion, ece, brier, reliability_*
	Class        string // of the task; gold>predicted for confusion; the bin for reliability
	Value        float64
	Low, High    float64 // NaN where there is no interval
	N            int     // rows that the figure is over
}

// Rated is a gold row with what a scorer said of it, as the measures need it.
type Rated struct {
	Cluster         string // rows of one cluster are resampled together
	Gold, Predicted string
	Probs           []float64 // of the classes, in their order; nil where the scorer gives none
	Weight          float64   // how many rows this one stands for; 0 is 1
}

// Measured names what is measured.
type Measured struct {
	Scorer, Task string
	Prefix       string   // before each metric's name: quad_class_ where a task has two codes
	Classes      []string // all of the task, in the order in which they are written
}

// Classify measures predicted against gold classes: accuracy; precision, recall
// and F1 of each class; their plain mean macro_f1, over the classes that gold
// or prediction has (a class that neither has says nothing of the scorer);
// confusion counts; and where there are probabilities the calibration of the
// top label. Intervals of accuracy, F1, precision and recall resample clusters.
func Classify(m Measured, rows []Rated, o Options) ([]Metric, error) {
	of := newMeter(m, o)
	of.rates(rows)
	return of.out, of.err
}

// rates appends what Classify gives.
func (m *meter) rates(rows []Rated) {
	c := newCounts(m.of.Classes, rows)
	all, plain := c.total(nil), newConfusion(c.k)
	for _, one := range rows {
		plain.add(m.of.Classes, one, 1)
	}
	m.statistic("accuracy", "", len(rows), len(c.clusters), func(times []int) float64 { return c.total(times).accuracy() })
	m.statistic("macro_f1", "", len(rows), len(c.clusters), func(times []int) float64 { return c.total(times).macroF1() })
	for i, class := range m.of.Classes {
		ratio := func(name string, n float64, count func(confusion) (part, of float64)) {
			m.statistic(name, class, int(n), len(c.clusters), c.ratio(count))
		}
		ratio("f1", plain.row(i), func(t confusion) (part, of float64) { return 2 * t.at(i, i), t.row(i) + t.column(i) })
		ratio("precision", plain.column(i), func(t confusion) (part, of float64) { return t.at(i, i), t.column(i) })
		ratio("recall", plain.row(i), func(t confusion) (part, of float64) { return t.at(i, i), t.row(i) })
	}
	for i, gold := range m.of.Classes {
		for j, said := range m.of.Classes {
			m.add(figure("confusion", gold+">"+said, all.at(i, j), int(plain.row(i))))
		}
	}
	m.add(calibration(m.of, rows)...)
}

// confusion holds weighted counts of gold (rows) against predicted (columns); the
// last column is for predictions that are no class of the task.
type confusion struct {
	k int
	n []float64
}

func newConfusion(k int) confusion { return confusion{k, make([]float64, k*(k+1))} }

// add counts a row, unless its code is no class of the task.
func (c confusion) add(classes []string, r Rated, weight float64) {
	gold, predicted := slices.Index(classes, r.Gold), slices.Index(classes, r.Predicted)
	if gold < 0 {
		return
	}
	if predicted < 0 {
		predicted = c.k
	}
	c.n[gold*(c.k+1)+predicted] += weight
}

func (c confusion) at(gold, predicted int) float64 { return c.n[gold*(c.k+1)+predicted] }

func (c confusion) row(i int) (n float64) {
	for j := range c.k + 1 {
		n += c.at(i, j)
	}
	return n
}

func (c confusion) column(j int) (n float64) {
	for i := range c.k {
		n += c.at(i, j)
	}
	return n
}

func (c confusion) accuracy() float64 {
	right, of := 0.0, 0.0
	for i := range c.k {
		right += c.at(i, i)
		of += c.row(i)
	}
	return ratioOf(right, of)
}

// f1 of a class, NaN where neither gold nor prediction has it.
func (c confusion) f1(i int) float64 { return ratioOf(2*c.at(i, i), c.row(i)+c.column(i)) }

func (c confusion) macroF1() float64 {
	sum, n := 0.0, 0
	for i := range c.k {
		if f := c.f1(i); !math.IsNaN(f) {
			sum += f
			n++
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return sum / float64(n)
}

// ratioOf is NaN over nothing.
func ratioOf[N int | float64](a, b N) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

// counts holds the confusion of each cluster, so that a bootstrap draw is a sum.
type counts struct {
	k        int
	clusters []confusion
}

func newCounts(classes []string, rows []Rated) counts {
	c := counts{k: len(classes)}
	at, n := places(rows, func(r *Rated) string { return r.Cluster })
	for range n {
		c.clusters = append(c.clusters, newConfusion(c.k))
	}
	for _, r := range rows {
		c.clusters[at[r.Cluster]].add(classes, r, cmp.Or(r.Weight, 1))
	}
	return c
}

// ratio gives a ratio of counts in a draw of clusters, each as often as it was
// drawn; nil is once. What is counted of a cluster is counted but once.
func (c counts) ratio(count func(confusion) (part, of float64)) func(times []int) float64 {
	parts, ofs := make([]float64, len(c.clusters)), make([]float64, len(c.clusters))
	for i := range c.clusters {
		parts[i], ofs[i] = count(c.clusters[i])
	}
	return func(times []int) float64 {
		part, of := 0.0, 0.0
		for i := range parts {
			t := timesOf(times, i)
			part, of = part+float64(t*parts[i]), of+float64(t*ofs[i])
		}
		return ratioOf(part, of)
	}
}

// total adds the clusters, each as often as it was drawn; nil is once.
func (c counts) total(times []int) confusion {
	sum := newConfusion(c.k)
	for i := range c.clusters {
		t := timesOf(times, i)
		if t == 0 {
			continue
		}
		for j, n := range c.clusters[i].n {
			sum.n[j] += float64(t * n)
		}
	}
	return sum
}

// PairedDifference gives the difference in macro-F1 of two scorers over the
// same rows, a less b, with its interval: both are measured on the same drawn
// clusters (Efron and Tibshirani 1993, ch. 16).
func PairedDifference(a, b Measured, rowsA, rowsB []Rated, o Options) (Metric, error) {
	if len(rowsA) != len(rowsB) {
		return Metric{}, fmt.Errorf("validate: %d and %d rows are no pairs", len(rowsA), len(rowsB))
	}
	m := newMeter(Measured{Scorer: a.Scorer + "-" + b.Scorer, Task: a.Task, Prefix: a.Prefix}, o)
	x, y := newCounts(a.Classes, rowsA), newCounts(b.Classes, rowsB)
	m.ofAll("macro_f1_difference", len(rowsA), len(x.clusters), func(times []int) float64 { return x.total(times).macroF1() - y.total(times).macroF1() })
	return m.out[0], m.err
}

// LabelFactor gives the factor on the probability of one class, from .3 to 1.5 in
// steps of a twentieth, with the best macro-F1 of the labels that it makes, averaged
// with those of the factors next to it, so that a peak of few rows does not decide; of
// equals the nearest to 1. The rows have their gold class and weight, and label gives
// the class of a row by its index.
func LabelFactor(classes []string, rows []Rated, label func(row int, factor float64) int) float64 {
	const least, steps, step = 0.3, 25, 0.05
	var f1 [steps]float64
	for k := range f1 {
		for i := range rows {
			rows[i].Predicted = classes[label(i, least+step*float64(k))]
		}
		f1[k] = newCounts(classes, rows).total(nil).macroF1()
	}
	best, most := 1.0, -1.0
	for k := 1; k < steps-1; k++ {
		x, mean := Round4(least+step*float64(k)), f1[k-1]+f1[k]+f1[k+1]
		if mean > most || mean == most && math.Abs(x-1) < math.Abs(best-1) {
			best, most = x, mean
		}
	}
	return best
}

// Round4 rounds to four digits after the point, so that no fitted number depends on
// the machine.
func Round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
