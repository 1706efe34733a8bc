package annotate_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// longText is a text of one body that is hard to cut into sentences.
type longText struct {
	name     string
	few, all int
	make     func(n int) string
}

func longTexts() []longText {
	const head = "The Taliban praised Trump on Tuesday, a spokesman said. "
	filler := strings.Fields("the talks went on and nobody in the town knew what the Taliban wanted of Trump or why the road was closed while snow fell over hills where envoys met elders")
	words := func(n, stop int) string {
		r := rand.New(rand.NewPCG(1, uint64(n)))
		var sb strings.Builder
		for i := range n {
			w := filler[r.IntN(len(filler))]
			switch {
			case stop > 0 && i%stop == 0:
				w = strings.ToUpper(w[:1]) + w[1:]
			case stop > 0 && i%stop == stop-1:
				w += "."
			}
			sb.WriteString(w + " ")
		}
		return sb.String()
	}
	opened := func(mark, gap string) func(n int) string {
		return func(n int) string {
			return head + strings.Repeat(mark+words(20, 20)+gap, n)
		}
	}
	return []longText{
		{"blank lines", 10_000, 40_000, func(n int) string { return head + strings.Repeat("\n", n) + "Trump met them." }},
		{"brackets", 10_000, 40_000, func(n int) string { return head + strings.Repeat("(", n) + "Trump met them." }},
		{"quotation marks", 50_000, 200_000, func(n int) string { return head + strings.Repeat(`"`, n) + "Trump met them." }},
		{"spaced quotation marks", 25_000, 100_000, func(n int) string { return head + strings.Repeat(`" `, n) + "Trump met them." }},
		{"no full stop", 2_500, 20_000, func(n int) string { return head + words(n, 0) }},
		{"marks never closed", 1_000, 20_000, opened("“", "")},
		{"marks never closed, in paragraphs", 1_000, 20_000, opened("“", "\n\n")},
		{"single marks never closed", 1_000, 20_000, opened("‘", "")},
		{"one mark never closed", 1_000, 20_000, func(n int) string { return head + "“" + strings.Repeat(words(20, 20), n) }},
		{"marks of all kinds never closed", 1_000, 20_000, func(n int) string {
			return head + strings.Repeat("“"+words(20, 20)+"("+words(20, 20)+"‘"+words(20, 20)+"["+words(20, 20), n/4)
		}},
		{"long article", 20_000, 200_000, func(n int) string { return head + strings.Repeat(words(80, 20)+"\n\n", n/80) }},
	}
}

func bodyOnly(text string) *corpus.Article {
	return &corpus.Article{ID: "a", Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}},
		Date: corpus.DateFact{Time: time.Date(2020, 3, 3, 0, 0, 0, 0, time.UTC), Reliable: true}}
}

// No sentence is so long that what is done for each of its words can cost more
// than linear time in the whole text, and no word is lost where one is broken.
func TestSentencesAreBounded(t *testing.T) {
	a, err := newAnnotator(annotate.ScopeActors)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range longTexts() {
		doc := a.Annotate(bodyOnly(c.make(c.few / 10)))
		next := 0
		for i, s := range doc.Sentences {
			if n := s.Last - s.First; n > 400 {
				t.Errorf("%s: sentence %d has %d tokens", c.name, i, n)
			}
			if s.First != next || s.Start != doc.Tokens[s.First].Start || s.End < doc.Tokens[s.Last-1].End || doc.Tokens[s.First].Sentence != i || s.No != i+1 {
				t.Errorf("%s: sentence %d is %+v", c.name, i, s)
			}
			next = s.Last
		}
		if next != len(doc.Tokens) {
			t.Errorf("%s: %d of %d tokens are in a sentence", c.name, next, len(doc.Tokens))
		}
	}
}
