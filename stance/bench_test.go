package stance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// BenchmarkAgainstGovader compares sentences per second, on one core, with
// govader's over the same sentences in the same run: the metric is how many
// times as fast. The scorer judges documents that are annotated; annotate does
// both.
func BenchmarkAgainstGovader(b *testing.B) {
	docs := testArticles(b)
	l := theLexical(b)
	a, err := annotator()
	if err != nil {
		b.Fatal(err)
	}
	var sentences []string
	var articles []*corpus.Article
	for _, d := range docs {
		articles = append(articles, d.Article)
		for _, s := range d.Sentences {
			sentences = append(sentences, strings.Join(strings.Fields(d.Text[s.Start:s.End]), " "))
		}
	}
	vader := govader.NewSentimentIntensityAnalyzer()
	peer := func() {
		for _, s := range sentences {
			vader.PolarityScores(s)
		}
	}
	for _, c := range []struct {
		name string
		work func()
	}{
		{"score", func() {
			for _, d := range docs {
				stance.Judge(d, pair, []stance.Scorer{l})
			}
		}},
		{"annotate", func() {
			for _, art := range articles {
				stance.Judge(a.Annotate(art), pair, []stance.Scorer{l})
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			var ours, theirs time.Duration
			for b.Loop() {
				start := time.Now()
				c.work()
				ours += time.Since(start)
				b.StopTimer()
				start = time.Now()
				peer()
				theirs += time.Since(start)
				b.StartTimer()
			}
			b.ReportMetric(float64(theirs)/float64(ours), "x_govader")
			b.ReportMetric(float64(len(sentences)*b.N)/ours.Seconds(), "sentences/s")
		})
	}
}
