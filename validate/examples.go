package validate

import (
	"context"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/par"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Examples makes an example for a model of every good row of a table that is
// about one sentence (target and directed), in order of the rows.
func (t SignTask) Examples(ctx context.Context, a *annotate.Annotator, g *Gold, voters []stance.Scorer, o Options) ([]stance.Example, error) {
	made := make([]*stance.Example, len(g.Rows))
	_, err := par.Slice(ctx, o.Workers, g.byText(), func(_ context.Context, rows []int) (struct{}, error) {
		asked, err := t.ask(a, g, rows)
		if err != nil {
			return struct{}{}, err
		}
		for k, row := range rows {
			if len(asked[k].questions) == 0 {
				continue
			}
			e, err := stance.NewExample(asked[k].doc, asked[k].questions[0], signOf(g.Cell(row, "label")), g.Cluster(row), voters)
			if err != nil {
				return struct{}{}, err
			}
			made[row] = &e
		}
		return struct{}{}, nil
	})
	if err != nil {
		return nil, err
	}
	var out []stance.Example
	for _, e := range made {
		if e != nil {
			out = append(out, *e)
		}
	}
	return out, nil
}

// signOf gives the sign of a label.
func signOf(label string) int {
	switch label {
	case signs[0]:
		return -1
	case signs[2]:
		return 1
	}
	return 0
}

// OfVerdict is the prediction that a verdict makes.
func OfVerdict(v stance.Verdict) Prediction { return ofVerdicts([]stance.Verdict{v}) }

// MacroF1 is the macro-F1 of rated rows of a sign task.
func MacroF1(rows []Rated) float64 { return newCounts(signs, rows).total(nil).macroF1() }

// MeasureSigns is Classify for the classes of a sign task.
func MeasureSigns(scorer, task string, rows []Rated, o Options) ([]Metric, error) {
	return Classify(Measured{Scorer: scorer, Task: task, Classes: signs}, rows, o)
}

// PairedSigns is PairedDifference for the classes of a sign task.
func PairedSigns(a, b, task string, rowsA, rowsB []Rated, o Options) (Metric, error) {
	of := func(s string) Measured { return Measured{Scorer: s, Task: task, Classes: signs} }
	return PairedDifference(of(a), of(b), rowsA, rowsB, o)
}

// RateVerdict pairs a gold sign with a verdict.
func RateVerdict(cluster string, gold int, v stance.Verdict) Rated {
	p := OfVerdict(v)
	return Rated{Cluster: cluster, Gold: signs[gold+1], Predicted: p.Label, Probs: p.Probs}
}
