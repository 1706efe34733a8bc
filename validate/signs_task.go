package validate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/seed-7a84ba5f/dyad/internal/atomicfile"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
)

// NeutralChoice says where the reader's factors of the neutral class come from.
type NeutralChoice struct {
	File  string // JSON; empty for those built in
	Refit bool   // find them again on Train, and write them to File if it is named
	Train string // a gold table
}

// Run measures a scorer on a gold table. Beside it stand VADER, cdipaolo/sentiment
// and the most frequent class.
func (t SignTask) Run(ctx context.Context, task Task, neutral NeutralChoice) (*Result, error) {
	g, err := ReadGoldFile(task.Gold, t.Columns()...)
	if err != nil {
		return nil, err
	}
	t.Check(g)
	names, found, err := t.predictAll(ctx, g, &task, neutral)
	if err != nil {
		return nil, err
	}
	g.TellBad(task.Log)
	r := task.predicted(g, names[0], found[0])
	if !g.Has("label") {
		r.Uncoded = "no column label"
		return r, nil
	}
	r.Metrics, err = t.measureAll(g, append(names, "majority"), append(found, Majority(g, "label")), task.Options)
	return r, err
}

// measureAll measures the predictions of several scorers.
func (t SignTask) measureAll(g *Gold, names []string, found [][]Prediction, o Options) ([]Metric, error) {
	return measured(names, found, func(name string, of []Prediction) ([]Metric, error) { return t.Measure(g, name, of, o) })
}

// predictAll gives the predictions of the scorer asked for and after them, where
// there is something to measure, those of the baselines. The reader has those of two
// heads, by the names of scorer and head.
func (t SignTask) predictAll(ctx context.Context, g *Gold, task *Task, neutral NeutralChoice) (names []string, found [][]Prediction, err error) {
	first, err := task.newScorer(task.Scorer)
	if err != nil {
		return nil, nil, err
	}
	scorers := []stance.Scorer{first}
	for _, base := range []string{"vader", "bayes"} {
		if base == task.Scorer {
			continue
		}
		s, err := pipeline.NewScorer(base)
		if err != nil {
			return nil, nil, err
		}
		scorers = append(scorers, s)
	}
	if task.Scorer == "reader" && t != DocumentTask {
		if names, found, err = t.predictHeads(ctx, g, task, neutral); err != nil {
			return nil, nil, err
		}
		scorers = scorers[1:]
	}
	if !g.Has("label") {
		scorers = scorers[:max(0, 1-len(names))]
	}
	a, err := everySentence()
	if err != nil {
		return nil, nil, err
	}
	more, err := t.Predict(ctx, a, g, scorers, task.Options)
	for _, s := range scorers {
		names = append(names, s.Describe().Name)
	}
	return names, append(found, more...), err
}

// predictHeads asks the reader's heads.
func (t SignTask) predictHeads(ctx context.Context, g *Gold, task *Task, neutral NeutralChoice) ([]string, [][]Prediction, error) {
	r, err := reader.New()
	if err != nil {
		return nil, nil, err
	}
	factors, err := neutral.factors(ctx, t, r, task)
	if err != nil {
		return nil, nil, err
	}
	if factors.Reader != r.Hash() {
		fmt.Fprintln(task.Log, "dyad: the factors of the neutral class were not found with these weights; --refit finds them again")
	}
	var names []string
	for _, head := range t.ReaderHeads() {
		names = append(names, "reader/"+head)
		if v := factors.Of(t, head); v != 1 {
			fmt.Fprintf(task.Log, "dyad: head %s: neutral times %g, found on %d rows of the training part\n", head, v, factors.Rows)
		}
	}
	found, err := t.PredictReader(ctx, r, g, &factors, task.Options)
	return names, found, err
}

// factors gives the factors of the neutral class, found again if that is asked for.
func (n NeutralChoice) factors(ctx context.Context, t SignTask, r *reader.Reader, task *Task) (NeutralFactors, error) {
	out, err := BuiltinNeutral()
	if n.File != "" && err == nil {
		var data []byte
		if data, err = os.ReadFile(n.File); err == nil {
			out, err = ParseNeutral(data)
		} else if n.Refit && errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	if err != nil || !n.Refit {
		return out, err
	}
	g, err := ReadGoldFile(n.Train, append(t.Columns(), "label")...)
	if err != nil {
		return out, err
	}
	t.Check(g)
	if err := out.FitNeutral(ctx, t, r, g, task.Seed, task.Options); err != nil || n.File == "" {
		return out, err
	}
	data, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return out, err
	}
	return out, atomicfile.Write(n.File, func(w io.Writer) error { _, err := w.Write(append(data, '\n')); return err })
}
