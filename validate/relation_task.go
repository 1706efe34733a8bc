package validate

import (
	"context"
	"io"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// RunRelations measures the events of a coder on a gold table, the whole of it and,
// with below above 0, the rows with an id below it and the others apart. Beside it
// stand the rules, VADER and the most frequent class.
func RunRelations(ctx context.Context, task Task, below int) (*Result, error) {
	g, names, found, err := predictEvents(ctx, &task)
	if err != nil {
		return nil, err
	}
	r := task.predicted(g, task.Scorer, Predictions(found[0]))
	if !g.Has("quad_class") && !g.Has("root_code") {
		r.Uncoded = "neither quad_class nor root_code"
		return r, nil
	}
	names, found = append(names, "majority"), append(found, MajorityRelations(g))
	parts := RelationParts(g, below)
	of := make([][]Metric, len(parts))
	for k, part := range parts {
		if of[k], err = measureEvents(g, names, found, part, task.Options); err != nil {
			return nil, err
		}
	}
	r.Metrics = slices.Concat(of...)
	r.text = func(w io.Writer) error {
		for k, part := range parts {
			if err := WriteRelationsText(w, of[k], task.Scorer, part.Task, k > 0); err != nil {
				return err
			}
		}
		return nil
	}
	return r, nil
}

// measureEvents measures the events of several coders on a part of the table.
func measureEvents(g *Gold, names []string, found [][]Event, part Part, o Options) ([]Metric, error) {
	return measured(names, found, func(name string, of []Event) ([]Metric, error) { return MeasureRelations(g, name, of, part, o) })
}

// predictEvents reads the gold table and gives the events of the coder asked for and
// of the baselines.
func predictEvents(ctx context.Context, task *Task) (*Gold, []string, [][]Event, error) {
	g, err := ReadGoldFile(task.Gold, RelationColumns...)
	if err != nil {
		return nil, nil, nil, err
	}
	CheckRelations(g)
	names, coders, err := task.eventCoders()
	if err != nil {
		return nil, nil, nil, err
	}
	a, err := everySentence()
	if err != nil {
		return nil, nil, nil, err
	}
	found, err := PredictRelations(ctx, a, g, coders, task.Options)
	if err == nil && task.Scorer == "reader" {
		var r *reader.Reader
		if r, err = reader.New(); err == nil {
			found[0], err = ReaderRelations(ctx, r, g, found[0], task.Options)
		}
	}
	g.TellBad(task.Log)
	return g, names, found, err
}

// eventCoders gives the coder asked for, and after it the baselines.
func (t *Task) eventCoders() (names []string, out []stance.EventCoder, err error) {
	for _, n := range []string{t.Scorer, "lexical", "vader"} {
		if slices.Contains(names, n) {
			continue
		}
		s, err := t.newScorer(n)
		if err != nil {
			return nil, nil, err
		}
		if both, ok := s.(*stance.Combined); ok { // its events are the rules', joined with the reader later
			s = both.Lexical
		}
		c, ok := s.(stance.EventCoder)
		if !ok {
			return nil, nil, choice("--scorer %s codes no events; reader, lexical and vader do", n)
		}
		names, out = append(names, n), append(out, c)
	}
	return names, out, nil
}
