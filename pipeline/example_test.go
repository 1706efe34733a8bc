package pipeline_test

import (
	"context"
	"fmt"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/study"
)

// One article is scored by the rules of the built-in study.
func Example() {
	s := study.Default()
	s.Scorers = []string{"lexical"}
	scoring, err := pipeline.NewScoring(context.Background(), pipeline.Options{Study: s, Version: "v0"})
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "Trump praised the Taliban."
	a := &corpus.Article{ID: "1", Text: text, Regions: []corpus.Region{{Start: 0, End: len(text), Kind: corpus.Body}}, Source: corpus.Fact{Value: "The Heron"}}
	rec, problem := scoring.Article(a)
	if problem != nil {
		fmt.Println(problem)
	}
	for _, j := range rec.Judgments {
		fmt.Println(j.Source, j.HolderName, j.Target, j.PolarityLabel)
	}
	// Output:
	// The Heron Donald Trump actor1 positive
}
