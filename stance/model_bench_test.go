package stance_test

import (
	"fmt"
	"testing"

	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// BenchmarkModels judges annotated sentences by the embedded models, beside
// govader on the text of the same sentences.
func BenchmarkModels(b *testing.B) {
	a, err := annotator()
	if err != nil {
		b.Fatal(err)
	}
	s, err := stance.NewModels()
	if err != nil {
		b.Skip(err)
	}
	const text = "The senator, who had praised the accord a year before, told reporters on Monday that %s was a reckless liar whose promises to the voters of the northern provinces had come to nothing."
	var docs []asking
	for i := range 50 {
		docs = append(docs, ask(a, fmt.Sprintf(text, fmt.Sprintf("[Bell%d]", i))))
	}
	b.Run("model", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			d := docs[i%len(docs)]
			s.Classify(d.doc, []stance.Question{d.question})
		}
	})
	b.Run("govader", func(b *testing.B) {
		v := govader.NewSentimentIntensityAnalyzer()
		for i := 0; b.Loop(); i++ {
			v.PolarityScores(docs[i%len(docs)].doc.Text)
		}
	})
}
