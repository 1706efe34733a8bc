package validate

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
)

// Origin is what was measured, and on what.
type Origin struct {
	Gold, SHA256 string            // name of the gold table, without folders, and its hash
	Versions     map[string]string // of the scorers; "dyad" is the program
}

// Measurement is what was measured of one gold table.
type Measurement struct {
	From    Origin
	Metrics []Metric
}

// metricColumns are those of a table of metrics.
var metricColumns = [...]string{"scorer", "task", "metric", "class", "value", "ci_low", "ci_high", "n", "scorer_version", "gold", "gold_sha256"}

// WriteMetricsCSV writes metrics for programs: scorer, task, metric, class,
// value, ci_low, ci_high, n, scorer_version, gold, gold_sha256. An empty cell is
// what there is not.
func WriteMetricsCSV(w io.Writer, list ...Measurement) error {
	out := csv.NewWriter(w)
	rows := [][]string{metricColumns[:]}
	for _, one := range list {
		for _, m := range one.Metrics {
			rows = append(rows, []string{m.Scorer, m.Task, m.Name, m.Class,
				formatNumber(m.Value, 6), formatNumber(m.Low, 6), formatNumber(m.High, 6), strconv.Itoa(m.N),
				one.From.Versions[m.Scorer], one.From.Gold, one.From.SHA256})
		}
	}
	return out.WriteAll(rows)
}

// ReadMetricsCSV reads what WriteMetricsCSV wrote, a measurement for each gold
// table; name stands in errors.
func ReadMetricsCSV(r io.Reader, name string) ([]Measurement, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], metricColumns[:]) {
		return nil, fmt.Errorf("%s: the columns are not %s", name, strings.Join(metricColumns[:], ", "))
	}
	var out []Measurement
	for i, row := range rows[1:] {
		m := Metric{Scorer: row[0], Task: row[1], Name: row[2], Class: row[3]}
		for k, to := range []*float64{&m.Value, &m.Low, &m.High} {
			*to = math.NaN()
			if cell := row[4+k]; cell != "" {
				if *to, err = strconv.ParseFloat(cell, 64); err != nil {
					return nil, fmt.Errorf("%s:%d: %s %q is no number", name, i+2, metricColumns[4+k], cell)
				}
			}
		}
		if m.N, err = strconv.Atoi(row[7]); err != nil {
			return nil, fmt.Errorf("%s:%d: n %q is no number", name, i+2, row[7])
		}
		if n := len(out); n == 0 || out[n-1].From.Gold != row[9] || out[n-1].From.SHA256 != row[10] {
			out = append(out, Measurement{From: Origin{Gold: row[9], SHA256: row[10], Versions: map[string]string{}}})
		}
		last := &out[len(out)-1]
		last.Metrics, last.From.Versions[m.Scorer] = append(last.Metrics, m), row[8]
	}
	return out, nil
}

// WriteMetricsText writes metrics for people: a line for each scorer with the
// figures that stand beside each other, then what belongs to one scorer alone
// (confusion, reliability) for the scorer named by detail.
func WriteMetricsText(w io.Writer, metrics []Metric, detail string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	columns, scorers := shape(metrics)
	header := []string{"scorer", "n"}
	for _, c := range columns {
		header = append(header, c.title())
	}
	fmt.Fprintln(t, strings.Join(header, "\t"))
	for _, s := range scorers {
		n, cells := 0, []string(nil)
		for _, c := range columns {
			m, ok := find(metrics, s, c.name, c.class)
			if !ok {
				cells = append(cells, "")
				continue
			}
			if !strings.HasSuffix(c.name, "f1") || c.class == "" {
				n = max(n, m.N)
			}
			cells = append(cells, m.text())
		}
		fmt.Fprintf(t, "%s\t%d\t%s\n", s, n, strings.Join(cells, "\t"))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if err := writeConfusion(w, metrics, detail); err != nil {
		return err
	}
	return writeReliability(w, metrics, detail)
}

// column is a figure that scorers are compared by.
type column struct{ name, class string }

func (c column) title() string {
	if c.class == "" {
		return c.name
	}
	return c.name + " " + c.class
}

// shape gives the columns and the scorers, in order of their first metric.
func shape(metrics []Metric) (columns []column, scorers []string) {
	for _, m := range metrics {
		if !slices.Contains(scorers, m.Scorer) {
			scorers = append(scorers, m.Scorer)
		}
		c := column{m.Name, m.Class}
		if single(m.Name) && !slices.Contains(columns, c) {
			columns = append(columns, c)
		}
	}
	return columns, scorers
}

// single reports whether a metric is compared between scorers.
func single(name string) bool {
	for _, part := range []string{"confusion", "reliability", "precision", "recall"} {
		if strings.Contains(name, part) {
			return false
		}
	}
	return true
}

func (m Metric) text() string {
	switch {
	case math.IsNaN(m.Value):
		return "none"
	case math.IsNaN(m.Low):
		return formatNumber(m.Value, 3)
	}
	return fmt.Sprintf("%.3f (%.3f to %.3f)", m.Value, m.Low, m.High)
}

// cells gives the value and the interval of a metric, the latter "" for none.
func (m *Metric) cells() (value, interval string) {
	value = cmp.Or(formatNumber(m.Value, 3), "none")
	if !math.IsNaN(m.Low) {
		interval = fmt.Sprintf("%.3f to %.3f", m.Low, m.High)
	}
	return value, interval
}

func find(metrics []Metric, scorer, name, class string) (Metric, bool) {
	for _, m := range metrics {
		if m.Scorer == scorer && m.Name == name && m.Class == class {
			return m, true
		}
	}
	return Metric{}, false
}

// writeConfusion writes the confusion counts of a scorer: gold classes down,
// predicted ones across.
func writeConfusion(w io.Writer, metrics []Metric, scorer string) error {
	for _, name := range namesOf(metrics, scorer, "confusion") {
		var classes []string
		for _, m := range metrics {
			if g, _, _ := strings.Cut(m.Class, ">"); m.Scorer == scorer && m.Name == name && !slices.Contains(classes, g) {
				classes = append(classes, g)
			}
		}
		fmt.Fprintf(w, "\n%s: %s, gold down, predicted across\n", scorer, name)
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintf(t, "\t%s\n", strings.Join(classes, "\t"))
		for _, g := range classes {
			cells := []string{g}
			for _, p := range classes {
				m, _ := find(metrics, scorer, name, g+">"+p)
				cells = append(cells, strconv.Itoa(int(m.Value)))
			}
			fmt.Fprintln(t, strings.Join(cells, "\t"))
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// writeReliability writes the reliability table of a scorer.
func writeReliability(w io.Writer, metrics []Metric, scorer string) error {
	for _, name := range namesOf(metrics, scorer, "reliability_probability") {
		fmt.Fprintf(w, "\n%s: %s, least sure first\n", scorer, strings.TrimSuffix(name, "_probability"))
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintln(t, "bin\tn\tprobability\tright")
		for _, m := range metrics {
			if m.Scorer != scorer || m.Name != name {
				continue
			}
			right, _ := find(metrics, scorer, strings.TrimSuffix(name, "probability")+"right", m.Class)
			fmt.Fprintf(t, "%s\t%d\t%.3f\t%.3f\n", m.Class, m.N, m.Value, right.Value)
		}
		if err := t.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// namesOf gives the names of a scorer's metrics that end in suffix.
func namesOf(metrics []Metric, scorer, suffix string) (names []string) {
	for _, m := range metrics {
		if m.Scorer == scorer && strings.HasSuffix(m.Name, suffix) && !slices.Contains(names, m.Name) {
			names = append(names, m.Name)
		}
	}
	return names
}
