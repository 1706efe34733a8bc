package validate

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// mainMeasure reports whether a figure is one of those by which scorers are
// compared over all tasks: no counts, no bins, and nothing of a single class
// but a class of holders.
func mainMeasure(m *Metric) bool {
	if !single(m.Name) && m.Class != "" && !strings.HasPrefix(m.Name, "triple_") {
		return false
	}
	return !strings.Contains(m.Name, "confusion") && !strings.Contains(m.Name, "reliability") &&
		!(m.Class != "" && strings.HasSuffix(m.Name, "root_code_f1"))
}

// compared is one measure of one task with what each scorer has.
type compared struct {
	task, name string
	headline   bool // of all classes together, and no plain accuracy, which says little of rare classes
	scorers    []Metric
}

// compare gathers the main figures by task and measure, in order of the first.
func compare(list []Measurement) []compared {
	var out []compared
	for _, one := range list {
		at := map[[3]string]int{}
		for i := range one.Metrics {
			m := &one.Metrics[i]
			if !mainMeasure(m) {
				continue
			}
			key := [3]string{m.Task, m.Name, m.Class}
			k, ok := at[key]
			if !ok {
				k, at[key] = len(out), len(out)
				headline := (m.Class == "" || strings.HasPrefix(m.Name, "triple_")) && !slices.Contains(plainAccuracies, m.Name)
				out = append(out, compared{task: m.Task, name: strings.TrimSpace(m.Name + " " + m.Class), headline: headline})
			}
			out[k].scorers = append(out[k].scorers, *m)
		}
	}
	return out
}

// plainAccuracies stand beside a macro-F1, and say little where a class is rare.
var plainAccuracies = []string{"accuracy", "quad_class_accuracy", "cooperation_accuracy", "root_code_accuracy"}

// WriteMeasuresText writes the main figures of several gold tables for people,
// a line for each task, measure and scorer.
func WriteMeasuresText(w io.Writer, list []Measurement) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "measured on\tmeasure\tscorer\tvalue\tinterval\tn")
	for _, c := range compare(list) {
		for _, m := range c.scorers {
			value, interval := m.cells()
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%d\n", c.task, c.name, m.Scorer, value, interval, m.N)
		}
	}
	return t.Flush()
}

// WriteMeasuresMarkdown writes the headline figures as a table in Markdown: a
// line for each task and measure.
func WriteMeasuresMarkdown(w io.Writer, list []Measurement) error {
	var b strings.Builder
	b.WriteString("| measured on | measure | n | figures |\n|---|---|---|---|\n")
	for _, c := range compare(list) {
		if !c.headline {
			continue
		}
		var figures []string
		for _, m := range c.scorers {
			figures = append(figures, m.Scorer+" "+m.text())
		}
		fmt.Fprintf(&b, "| %s | %s | %d | %s |\n", c.task, c.name, c.scorers[0].N, strings.Join(figures, "; "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
