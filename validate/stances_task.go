package validate

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// RunStances measures who is found to be for or against whom in the articles of a
// file, beside three baselines.
func RunStances(ctx context.Context, task Task, texts string) (*Result, error) {
	g, articles, found, err := predictStances(ctx, &task, texts)
	if err != nil {
		return nil, err
	}
	r := &Result{Gold: task.Gold, Scorer: task.Scorer, Predictions: func(w io.Writer) error { return WriteStances(w, found[0], task.Bare) }}
	if !g.Has("polarity") {
		r.Uncoded = "no column polarity"
		return r, nil
	}
	r.Metrics, err = measureTriples(&task, articles, found)
	return r, err
}

// predictStances reads the gold table and the articles and gives the triples of the
// scorer asked for and of the baselines.
func predictStances(ctx context.Context, task *Task, texts string) (*Gold, []StanceArticle, [][][]Triple, error) {
	g, err := ReadGoldFile(task.Gold, "doc_id", "sentence_no", "holder", "target")
	if err != nil {
		return nil, nil, nil, err
	}
	file, err := os.Open(texts)
	if err != nil {
		return nil, nil, nil, err
	}
	defer file.Close()
	articles, err := ReadStances(g, file, texts)
	if err != nil {
		return nil, nil, nil, err
	}
	scorer, err := task.newScorer(task.Scorer)
	if err != nil {
		return nil, nil, nil, err
	}
	a, err := everySentence()
	if err != nil {
		return nil, nil, nil, err
	}
	first := ByScorer(scorer)
	if c, ok := scorer.(*stance.Combined); ok {
		first = ByRows(c)
	}
	found, err := Stances(ctx, a, articles, []StancePredictor{first, SameSentence, FirstAgainstLater}, task.Options)
	if err != nil {
		return nil, nil, nil, err
	}
	g.TellBad(task.Log)
	left := 0
	for i := range articles {
		left += articles[i].LeftOut
	}
	if left > 0 {
		fmt.Fprintf(task.Log, "dyad: %d rows have a holder or target that is not in the article's list, and are left out\n", left)
	}
	return g, articles, append(found, AlwaysNegative(found[0])), nil
}

// measureTriples measures what predictStances gives.
func measureTriples(task *Task, articles []StanceArticle, found [][][]Triple) ([]Metric, error) {
	return measured([]string{task.Scorer, "same_sentence", "first_later", "always_negative"}, found, func(name string, of [][]Triple) ([]Metric, error) {
		return MeasureStances(name, articles, of, task.Options)
	})
}
