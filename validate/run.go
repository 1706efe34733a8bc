package validate

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// runQuestion says how the answers to a question are measured.
type runQuestion struct {
	name    string
	classes []string
	scale   []float64    // of the classes, for alpha
	metric  stats.Metric // of alpha
}

// runQuestions are the questions in the order of the output.
func runQuestions() []runQuestion {
	signed := []float64{-1, 0, 1}
	return []runQuestion{
		{"own_stance", signs, signed, stats.Ordinal},
		{"portrayal", signs, signed, stats.Ordinal},
		{"relation", []string{conflictLabel, noneLabel, mixedLabel, cooperationLabel}, []float64{0, 1, 2, 3}, stats.Nominal},
		{"stance", signs, signed, stats.Nominal},
	}
}

// MeasureRun measures a finished run against the codes of its rows. A task is a
// question, or a question with a part of its rows: "portrayal run",
// "portrayal run, voice quoted", "portrayal run, source The Ledger", and of stances
// "stance run, holder narrator". Figures of a question, by scorer:
//
//   - macro_f1, and precision, recall and f1 of each class; of a relation macro_f1
//     is over conflict, none and cooperation where the code is not mixed, as in
//     MeasureCoded, and four_class_macro_f1 over all;
//   - alpha, Krippendorff's, of the human and the run as two coders: ordinal for own
//     stance and portrayal, nominal for the others;
//   - pearson, of the expected value with the code;
//   - of own_stance and portrayal not_found, the share of actors that the run does
//     not see, whose answer counts as neutral;
//   - of relation row_precision and row_recall of there being dealings at all;
//   - of stance triple_f1, triple_precision and triple_recall of holder class, target
//     and sign instead of macro_f1; alpha is over all holder classes of a coded
//     target, silent ones among them.
//
// Where weights differ all figures are weighted, n is the number of rows and
// effective_n how many rows of one weight would tell as much (Kish 1965). Intervals
// resample clusters.
func MeasureRun(answers []report.CodedAnswer, o Options) ([]Metric, error) {
	var out []Metric
	for _, q := range runQuestions() {
		var scorers []string
		for i := range answers {
			if a := &answers[i]; a.Question == q.name && !slices.Contains(scorers, a.Scorer) {
				scorers = append(scorers, a.Scorer)
			}
		}
		for _, scorer := range scorers {
			var rows []report.CodedAnswer
			for _, a := range answers {
				if a.Question == q.name && a.Scorer == scorer && a.Weight > 0 {
					rows = append(rows, a)
				}
			}
			for _, part := range q.parts(rows) {
				m := newMeter(Measured{Scorer: scorer, Task: q.name + " run" + part.name}, o)
				q.measure(m, part.rows)
				if m.err != nil {
					return nil, m.err
				}
				out = append(out, m.out...)
			}
		}
	}
	return out, nil
}

// runPart is a part of the answers to a question, with what it is called.
type runPart struct {
	name string
	rows []report.CodedAnswer
}

// parts are all answers, then those of each voice (of a stance: of each sort of
// holder), then those of each source.
func (q *runQuestion) parts(rows []report.CodedAnswer) []runPart {
	out := []runPart{{"", rows}}
	by := func(what string, of func(*report.CodedAnswer) string) {
		groups := map[string][]report.CodedAnswer{}
		var names []string
		for i := range rows {
			name := of(&rows[i])
			if name == "" {
				continue
			}
			if groups[name] == nil {
				names = append(names, name)
			}
			groups[name] = append(groups[name], rows[i])
		}
		slices.Sort(names)
		for _, n := range names {
			out = append(out, runPart{", " + what + " " + n, groups[n]})
		}
	}
	switch q.name {
	case "stance":
		by("holder", func(a *report.CodedAnswer) string {
			if a.Holder == string(stance.Actor1) || a.Holder == string(stance.Actor2) {
				return "actor"
			}
			return a.Holder
		})
	case "relation": // what the run does not see has no voice
	default:
		by("voice", func(a *report.CodedAnswer) string { return a.Voice })
	}
	by("source", func(a *report.CodedAnswer) string { return cmp.Or(a.Source, "(not known)") })
	return out
}

func (q *runQuestion) measure(m *meter, rows []report.CodedAnswer) {
	total := 0.0
	for i := range rows {
		total += rows[i].Weight
	}
	scale := float64(len(rows)) / total // so that the rows of this part weigh 1 on average
	var rated, three []Rated
	var pairs, lost, precision, recall, triples []tally
	weights, squares, even := 0.0, 0.0, true
	n := [2]int{} // of triples, said and coded
	for _, a := range rows {
		even = even && a.Weight == rows[0].Weight
		a.Weight *= scale
		r := Rated{Cluster: a.Cluster, Gold: a.Human, Predicted: a.Said, Weight: a.Weight}
		rated = append(rated, r)
		if a.Human != mixedLabel {
			three = append(three, r)
		}
		weights, squares = weights+a.Weight, squares+float64(a.Weight*a.Weight)
		pairs = append(pairs, weighed(both(a.Cluster, a.Value, a.HumanValue), a.Weight))
		lost = append(lost, weighed(hit(a.Cluster, !a.Found), a.Weight))
		if a.Said != noneLabel {
			precision = append(precision, weighed(hit(a.Cluster, a.Human != noneLabel), a.Weight))
		}
		if a.Human != noneLabel {
			recall = append(recall, weighed(hit(a.Cluster, a.Said != noneLabel), a.Weight))
		}
		said, coded := count(a.Said != signs[1]), count(a.Human != signs[1])
		n[0], n[1] = n[0]+said, n[1]+coded
		triples = append(triples, weighed(tally{a.Cluster, []float64{float64(said * count(a.Said == a.Human)), float64(said), float64(coded)}}, a.Weight))
	}
	switch q.name {
	case "stance":
		m.tripleFigures(triples, "", n[0], n[1])
	case "relation":
		m.classify("macro_f1", []string{conflictLabel, noneLabel, cooperationLabel}, three, true)
		m.classify("four_class_macro_f1", q.classes, rated, false)
	default:
		m.classify("macro_f1", q.classes, rated, true)
	}
	m.alpha(q, rated)
	m.figure("pearson", "", pairs, pearson)
	switch q.name {
	case "own_stance", "portrayal":
		m.figure("not_found", "", lost, share)
	case "relation":
		m.figure("row_precision", "", precision, share)
		m.figure("row_recall", "", recall, share)
	}
	if !even {
		m.add(figure("effective_n", "", weights*weights/squares, len(rows)))
	}
}

// weighed is a row that stands for as many.
func weighed(t tally, weight float64) tally {
	for i := range t.add {
		t.add[i] *= weight
	}
	return t
}

// alpha appends Krippendorff's alpha of codes and answers.
func (m *meter) alpha(q *runQuestion, rows []Rated) {
	c, k := newCounts(q.classes, rows), len(q.classes)
	m.ofAll("alpha", len(rows), len(c.clusters), func(times []int) float64 {
		sum, counts := c.total(times), make([]float64, 0, k*k)
		for i := range k {
			counts = append(counts, sum.n[i*(k+1):i*(k+1)+k]...)
		}
		return stats.AlphaOfPairs(q.scale, counts, q.metric)
	})
}

// WriteRunText writes what MeasureRun measured for people: the figures by which
// parts are compared, then those of the classes.
func WriteRunText(w io.Writer, metrics []Metric) error {
	r := runText{metrics: metrics, at: map[[4]string]Metric{}}
	for _, m := range metrics {
		r.at[[4]string{m.Task, m.Scorer, m.Name, m.Class}] = m
	}
	for _, q := range runQuestions() {
		parts, columns := r.parts(q.name + " run")
		if len(parts) == 0 {
			continue
		}
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintf(t, "%s\tscorer\tn\t%s\n", q.name, strings.Join(columns, "\t"))
		for _, p := range parts {
			part := cmp.Or(strings.TrimPrefix(strings.TrimPrefix(p.task, q.name+" run"), ", "), "all")
			fmt.Fprintf(t, "%s\t%s\t%d", part, p.scorer, p.n)
			for _, c := range columns {
				fmt.Fprintf(t, "\t%s", r.figure(p.task, p.scorer, c, ""))
			}
			fmt.Fprintln(t)
		}
		if q.name != "stance" {
			if err := t.Flush(); err != nil {
				return err
			}
			r.classes(t, q.name+" run")
		}
		fmt.Fprintln(t)
		if err := t.Flush(); err != nil {
			return err
		}
	}
	return nil
}

// runText finds the figures of a run by task, scorer, name and class.
type runText struct {
	metrics []Metric
	at      map[[4]string]Metric
}

// textPart is a scorer on one part of a task; n are the rows of its alpha.
type textPart struct {
	task, scorer string
	n            int
}

// figure returns a figure as it is written, "" where there is none.
func (r *runText) figure(task, scorer, name, class string) string {
	if m, ok := r.at[[4]string{task, scorer, name, class}]; ok {
		return m.text()
	}
	return ""
}

// parts returns the parts of a task and the figures by which they are compared,
// both in the order in which they are found.
func (r *runText) parts(task string) (parts []textPart, columns []string) {
	main := []string{"macro_f1", "triple_f1", "triple_precision", "triple_recall", "alpha", "pearson", "row_precision", "row_recall", "not_found", "effective_n"}
	for _, m := range r.metrics {
		if m.Task != task && !strings.HasPrefix(m.Task, task+",") {
			continue
		}
		k := slices.IndexFunc(parts, func(p textPart) bool { return p.task == m.Task && p.scorer == m.Scorer })
		if k < 0 {
			k, parts = len(parts), append(parts, textPart{task: m.Task, scorer: m.Scorer})
		}
		if m.Name == "alpha" { // which is over all rows
			parts[k].n = m.N
		}
		if m.Class == "" && slices.Contains(main, m.Name) && !slices.Contains(columns, m.Name) {
			columns = append(columns, m.Name)
		}
	}
	return parts, columns
}

// classes writes the figures of the classes of a task.
func (r *runText) classes(w io.Writer, task string) {
	fmt.Fprintln(w, "\nclass\tscorer\tn\tprecision\trecall\tf1")
	for _, m := range r.metrics {
		if m.Task == task && m.Name == "f1" {
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\n", m.Class, m.Scorer, m.N, r.figure(m.Task, m.Scorer, "precision", m.Class), r.figure(m.Task, m.Scorer, "recall", m.Class), m.text())
		}
	}
}
