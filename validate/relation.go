package validate

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// RelationColumns are the columns that a gold table of events must have.
// quad_class and root_code may be absent: what is absent is not measured.
var RelationColumns = []string{"id", "text", "agent_start", "agent_end", "theme_start", "theme_end"}

// quadClasses are the classes of quad_class, in the order they are written in.
var quadClasses = []string{"verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"}

// directions are quad classes without verbal and material.
var directions = []string{"cooperation", "conflict"}

// rootCodes are PLOVER's root codes by name.
func rootCodes() []string {
	var out []string
	for c := range lexicon.RootCodes {
		out = append(out, c)
	}
	slices.Sort(out)
	return out
}

// CheckRelations marks the rows of a table of events that cannot be scored or
// measured: spans outside their text, an empty text, an unknown code.
func CheckRelations(g *Gold) {
	g.check([]string{"agent", "theme"}, func(i int) string {
		switch {
		case g.Has("quad_class") && !slices.Contains(quadClasses, g.Cell(i, "quad_class")):
			return fmt.Sprintf("quad_class %q is none of %s", g.Cell(i, "quad_class"), strings.Join(quadClasses, ", "))
		case g.Has("root_code") && lexicon.RootCodes[g.Cell(i, "root_code")].Quad == "":
			return fmt.Sprintf("root_code %q is no PLOVER root code", g.Cell(i, "root_code"))
		}
		return ""
	})
}

// Event is what a coder said of a row of a table of events.
type Event struct {
	stance.Coded
	Known bool // false for a row that could not be scored
}

// PredictRelations asks each coder about every good row, and gives for each
// coder one event for each row.
func PredictRelations(ctx context.Context, a *annotate.Annotator, g *Gold, coders []stance.EventCoder, o Options) ([][]Event, error) {
	return eachText(ctx, g, len(coders), o, Event{}, func(rows []int) ([][]Event, error) {
		doc := a.Annotate(plain(g.Cell(rows[0], "id"), g.Cell(rows[0], "text")))
		out := make([][]Event, len(coders))
		for k, c := range coders {
			for _, row := range rows {
				out[k] = append(out[k], Event{c.CodeEvent(doc, g.span(row, "agent"), g.span(row, "theme")), true})
			}
		}
		return out, nil
	})
}

// MajorityRelations predicts the most frequent quad class and root code.
func MajorityRelations(g *Gold) []Event {
	quad, root := Majority(g, "quad_class"), Majority(g, "root_code")
	out := make([]Event, len(g.Rows))
	for i := range out {
		out[i] = Event{stance.Coded{Deed: stance.Deed{QuadClass: quad[i].Label, RootCode: root[i].Label}}, g.Rows[i].Bad == ""}
	}
	return out
}

// Predictions gives events as predictions of the quad class. The explanation
// begins with the root code.
func Predictions(events []Event) []Prediction {
	out := make([]Prediction, len(events))
	for i, e := range events {
		if !e.Known {
			out[i] = Prediction{Probability: math.NaN()}
			continue
		}
		out[i] = Prediction{Label: e.QuadClass, Probability: e.Prob, Explanation: e.RootCode + ": " + e.Explanation}
	}
	return out
}

// Part is the good rows of a table that are measured together.
type Part struct {
	Task string // names them in the column task
	Has  func(row int) bool
}

// RelationParts gives the whole table and, where split is above 0, the rows
// whose id is a number below it and the others: those whose errors may be read
// and those that are only measured.
func RelationParts(g *Gold, split int) []Part {
	parts := []Part{{"relation", func(int) bool { return true }}}
	if split <= 0 {
		return parts
	}
	below := func(row int) bool {
		id, err := strconv.Atoi(g.Cell(row, "id"))
		return err == nil && id < split
	}
	return append(parts,
		Part{fmt.Sprintf("relation id<%d", split), below},
		Part{fmt.Sprintf("relation id>=%d", split), func(row int) bool { return !below(row) }})
}

// MeasureRelations measures the events of one coder on a part of the table:
// quad_class_*, cooperation_* (cooperation against conflict) and root_code_*.
// Rows are resampled by document or text.
func MeasureRelations(g *Gold, scorer string, events []Event, part Part, o Options) ([]Metric, error) {
	var out []Metric
	for _, v := range []struct {
		prefix, column string
		classes        []string
		code           func(gold string, e Event) (string, string)
	}{
		{"quad_class_", "quad_class", quadClasses, func(gold string, e Event) (string, string) { return gold, e.QuadClass }},
		{"cooperation_", "quad_class", directions, func(gold string, e Event) (string, string) { return direction(gold), direction(e.QuadClass) }},
		{"root_code_", "root_code", rootCodes(), func(gold string, e Event) (string, string) { return gold, e.RootCode }},
	} {
		if !g.Has(v.column) {
			continue
		}
		var rows []Rated
		for i := range g.Rows {
			if g.Rows[i].Bad != "" || !part.Has(i) {
				continue
			}
			gold, said := v.code(g.Cell(i, v.column), events[i])
			r := Rated{Cluster: g.Cluster(i), Gold: gold, Predicted: said}
			if v.prefix == "quad_class_" && events[i].Quads != nil {
				for _, class := range v.classes {
					r.Probs = append(r.Probs, events[i].Quads[class])
				}
			}
			rows = append(rows, r)
		}
		m, err := Classify(Measured{Scorer: scorer, Task: part.Task, Prefix: v.prefix, Classes: v.classes}, rows, o)
		if err != nil {
			return nil, err
		}
		out = append(out, m...)
	}
	return out, nil
}

func direction(quad string) string {
	_, d, _ := strings.Cut(quad, "_")
	return d
}

// WriteRelationsText writes the measures of a part for people: a line for each
// scorer, then the F1 of each class of the scorer named by detail and, unless
// brief is set, its confusion and reliability.
func WriteRelationsText(w io.Writer, metrics []Metric, detail, task string, brief bool) error {
	if brief {
		fmt.Fprintln(w)
	}
	fmt.Fprintln(w, task)
	var short, long []Metric
	for _, m := range metrics {
		switch {
		case m.Class == "":
			short = append(short, m)
		case m.Scorer == detail && strings.HasSuffix(m.Name, "_f1"):
			long = append(long, m)
		}
	}
	if err := WriteMetricsText(w, short, ""); err != nil {
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nclass\tn\tf1")
	for _, m := range long {
		fmt.Fprintf(t, "%s\t%d\t%s\n", m.Class, m.N, m.text())
	}
	if err := t.Flush(); err != nil || brief {
		return err
	}
	if err := writeConfusion(w, metrics, detail); err != nil {
		return err
	}
	return writeReliability(w, metrics, detail)
}
