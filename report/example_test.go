package report_test

import (
	"fmt"
	"os"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/stance"
)

func Example() {
	a := &corpus.Article{ID: "1.txt", Text: "The envoys met.", Source: corpus.Fact{Value: "The Heron"}}
	scored := stance.Scored{Article: a, Judgments: []stance.Judgment{{
		SentenceNo: 1, Scope: stance.DyadScope, Voice: stance.NarratorVoice, Holder: stance.HolderNarrator,
		Target: stance.Actor2, Evaluated: true, Answer: stance.Answer{Polarity: 0.5}, Scorer: "lexical",
	}}}
	names := report.Names{Actor1: "the group", Actor2: "the president", Scorer: "lexical"}
	run, err := report.Build(report.Info{Tool: "dyad", Version: "v0", Names: names},
		[]report.Record{report.Flatten(scored, names)}, report.Options{Period: report.Year})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := run.Summary(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// source     articles  own: the group  own: the president  quoted: the group  quoted: the president  cooperation
	// The Heron         1  –               +0.50 too few       –                  –                      –
	// all               1  –               +0.50 too few       –                  –                      –
}
