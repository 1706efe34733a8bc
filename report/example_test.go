package report_test

import (
	"fmt"
	"os"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

func Example() {
	a := &corpus.Article{ID: "1.txt", Text: "The envoys met.", Source: corpus.Fact{Value: "The Heron"}}
	scored := stance.Scored{Article: a, Sentences: 1, Mentions1: 1, Mentions2: 1, Portrayals: []stance.Portrayal{{
		Row:       stance.Row{SentenceNo: 1, Region: corpus.Body, Scope: stance.DyadScope, Voice: stance.NarratorVoice, Scorer: "lexical"},
		Aim:       stance.Aim{Target: stance.Actor2},
		Portrayal: stance.Probs{0.1, 0.3, 0.6}, Own: stance.Probs{0, 0.9, 0.1},
	}}}
	names := table.Names{Actor1: "the group", Actor2: "the president", Scorer: "lexical"}
	run, err := report.Build(table.Info{Tool: "dyad", Version: "v0", Names: names},
		[]table.Record{report.Flatten(scored, names)}, report.Options{Period: report.Year})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := run.WriteSummary(os.Stdout, 80); err != nil {
		fmt.Println(err)
	}
	// Output:
	// source     articles  own: the group  own: the president  relation
	// all               1  –               +0.10 (n 1)         –
	// The Heron         1  –               +0.10 (n 1)         –
}
