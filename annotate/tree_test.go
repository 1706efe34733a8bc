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
	for _, text := range []string{
		"Settlers who convince themselves that it is their duty to use the army to manage the valley have chosen to play by Trump’s rules in a war that neither they nor the army will win.",
		"They play by his rules in a game that neither they nor the public will win.",
		"It was a contest that neither he nor the voters have chosen to lose in a vote that neither they nor we will win.",
		"As the strike drags on, and neither Bell nor the owners give any sign of yielding, eyes are on the members of the upper house, who quietly passed a plan without the fund in May and can end the quarrel if they like.",
		"It's a good bet that neither Bell nor Dell has answers to these questions, which the town, which pays, asked.",
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
	}
}

// A mend that closes a circle is undone before the next one sees it, and the others stay.
func TestCircleIsUndoneAtOnce(t *testing.T) {
	doc := &Document{Tokens: []Token{{Head: -1}, {Head: 0}, {Head: 1}}}
	s := &Sentence{Last: 3}
	good := func(*Document, *Sentence) { doc.Tokens[2].Head = 0 }
	circle := func(*Document, *Sentence) { doc.Tokens[1].Head, doc.Tokens[2].Head = 2, 1 }
	next := func(*Document, *Sentence) {
		if !isTree(doc.Tokens, 0) {
			t.Error("the next mend sees a circle")
		}
		doc.Tokens[1].Text = "seen"
	}
	keepingTree(doc, s, good, circle, next)
	if doc.Tokens[1].Head != 0 || doc.Tokens[2].Head != 0 || doc.Tokens[1].Text != "seen" {
		t.Errorf("after a circle: %+v", doc.Tokens)
	}
}

func isTree(toks []Token, first int) bool {
	w := walks{at: make([]int, len(toks))}
	return w.isTree(toks, first)
}
