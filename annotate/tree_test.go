package annotate

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Sentences in which one of the mends closes a circle come out as trees.
func TestMendsKeepTrees(t *testing.T) {
	a, err := New(Options{Actors: []Actor{{ID: "x", Name: "Trump", Kind: Person, Aliases: []Term{{Text: "Trump"}}}}, Scope: ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	undone := 0
	for _, text := range []string{
		"Settlers who convince themselves that it is their duty to use the army to manage the valley have chosen to play by Trump’s rules in a war that neither they nor the army will win.",
		"They play by his rules in a game that neither they nor the public will win.",
		"It was a contest that neither he nor the voters have chosen to lose in a vote that neither they nor we will win.",
	} {
		art := &corpus.Article{ID: "x"}
		art.SetText("", text)
		art.Regions = []corpus.Region{{Start: 0, End: len(text), Kind: corpus.Body}}
		doc := a.Annotate(art)
		for s := range doc.Sentences {
			sent := &doc.Sentences[s]
			if toks := doc.Tokens[sent.First:sent.Last]; !isTree(toks, sent.First) {
				t.Errorf("%s: heads in a circle", text)
			}
		}
		doc = &Document{Article: art, Text: text, actors: a.opts.Actors}
		segment(doc)
		sent := &doc.Sentences[0]
		run := make([]int, sent.Last-sent.First)
		for i := range run {
			run[i] = sent.First + i
		}
		hangMarks(doc, sent, a.parseRun(doc, run))
		a.mendNames(doc, sent)
		if mendNeither(doc, sent); !isTree(doc.Tokens[sent.First:sent.Last], sent.First) {
			undone++
		}
	}
	if undone == 0 {
		t.Error("no mend closes a circle in these: the test shows nothing")
	}
}
