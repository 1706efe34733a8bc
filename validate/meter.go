package validate

import (
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// meter gathers metrics of one scorer on one task; the first error ends the gathering.
type meter struct {
	of   Measured
	o    Options
	rule stats.Rule
	out  []Metric
	err  error
}

func newMeter(of Measured, o Options) *meter { return &meter{of: of, o: o, rule: o.rule()} }

// add appends figures of the scorer.
func (m *meter) add(list ...Metric) {
	for _, x := range list {
		x.Scorer, x.Task, x.Name = m.of.Scorer, m.of.Task, m.of.Prefix+x.Name
		m.out = append(m.out, x)
	}
}

// statistic appends a figure over n rows with its interval. The rows lie in so many
// clusters, and of says what the figure is where each cluster was drawn so many times, as
// the rows are for nil.
func (m *meter) statistic(name, class string, n, clusters int, of func(times []int) float64) {
	m.drawn(figure(name, class, math.NaN(), n), clusters, of, m.of.Prefix+name, class)
}

// ofAll is statistic for a figure that no class has, and whose draws are named without one.
func (m *meter) ofAll(name string, n, clusters int, of func(times []int) float64) {
	m.drawn(figure(name, "", math.NaN(), n), clusters, of, m.of.Prefix+name)
}

func (m *meter) drawn(x Metric, clusters int, of func(times []int) float64, names ...string) {
	if m.err != nil {
		return
	}
	x.Value = of(nil)
	x.Low, x.High, m.err = stats.ClusterInterval(clusters, of, m.rule, stats.NewStream(m.o.Seed, append([]string{"validate", m.of.Task}, names...)...))
	m.add(x)
}

// tally is what a row adds to the sums that a figure is made of.
type tally struct {
	cluster string
	add     []float64
}

// figure appends a statistic of sums over rows, with its interval over clusters.
func (m *meter) figure(name, class string, rows []tally, of func(sum []float64) float64) {
	if len(rows) == 0 {
		m.statistic(name, class, 0, 0, func([]int) float64 { return math.NaN() })
		return
	}
	at, n := places(rows, func(r *tally) string { return r.cluster })
	clusters := make([][]float64, n)
	for _, r := range rows {
		sum := &clusters[at[r.cluster]]
		if *sum == nil {
			*sum = make([]float64, len(r.add))
		}
		for k, v := range r.add {
			(*sum)[k] += v
		}
	}
	m.statistic(name, class, len(rows), n, func(times []int) float64 {
		sum := make([]float64, len(rows[0].add))
		for i, c := range clusters {
			for k, v := range c {
				sum[k] += float64(timesOf(times, i) * v)
			}
		}
		return of(sum)
	})
}

// timesOf is how often a cluster was drawn; nil is once.
func timesOf(times []int, cluster int) float64 {
	if times == nil {
		return 1
	}
	return float64(times[cluster])
}

// places numbers the clusters of rows by name, since the order of a file must not show
// in an interval.
func places[R any](rows []R, cluster func(*R) string) (at map[string]int, n int) {
	at = map[string]int{}
	var names []string
	for i := range rows {
		name := cluster(&rows[i])
		if _, seen := at[name]; !seen {
			at[name], names = 0, append(names, name)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		at[name] = i
	}
	return at, len(names)
}

// hit is a row of a share: right or not.
func hit(cluster string, right bool) tally {
	return tally{cluster, []float64{float64(count(right)), 1}}
}

// share is a statistic of hits.
func share(sum []float64) float64 { return ratioOf(sum[0], sum[1]) }

// both is a row of a correlation.
func both(cluster string, x, y float64) tally {
	return tally{cluster, []float64{1, x, y, x * x, y * y, x * y}}
}

// pearson is the correlation of what both says, NaN where one does not vary.
func pearson(s []float64) float64 {
	n := s[0]
	xx, yy, xy := n*s[3]-s[1]*s[1], n*s[4]-s[2]*s[2], n*s[5]-s[1]*s[2]
	if n < 2 || xx <= 1e-12 || yy <= 1e-12 {
		return math.NaN()
	}
	return xy / math.Sqrt(xx*yy)
}
