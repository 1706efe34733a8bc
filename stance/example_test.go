package stance_test

import (
	"fmt"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

func ExampleJudge() {
	a, err := annotate.New(annotate.Options{Actors: []annotate.Actor{
		{ID: "north", Name: "Northland", Kind: annotate.Country, Aliases: []annotate.Term{{Text: "Northland"}}},
		{ID: "south", Name: "Southland", Kind: annotate.Country, Aliases: []annotate.Term{{Text: "Southland"}}},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	lexical, err := stance.NewLexical()
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "Northland condemned Southland."
	doc := a.Annotate(&corpus.Article{Text: text, Regions: []corpus.Region{{Start: 0, End: len(text), Kind: corpus.Body}}})
	scored, err := stance.Judge(doc, stance.View{Actor1: "north", Actor2: "south"}, []stance.Scorer{lexical})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, j := range scored.Judgments {
		fmt.Printf("%s on %s: %+g\n", j.Holder, j.Target, j.Polarity)
	}
	for _, r := range scored.Relations {
		fmt.Printf("%s to %s: %s, %s, %+g\n", r.Agent, r.Theme, r.QuadClass, r.RootCode, r.Cooperation)
	}
	// Output:
	// actor1 on actor2: -1
	// actor1 to actor2: verbal_conflict, ACCUSE, -0.5
}
