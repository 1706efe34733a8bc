package stance_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// BenchmarkAgainstGovader compares sentences per second, on one core, with
// govader's over the same sentences in the same run: the metric is how many
// times as fast. The scorer judges documents that are annotated; annotate does
// both.
func BenchmarkAgainstGovader(b *testing.B) {
	a, err := annotator()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("articles", func(b *testing.B) { againstGovader(b, a, testArticles(b)) })
	if a, err = annotate.New(annotate.Options{Actors: testActors()}); err != nil {
		b.Fatal(err)
	}
	// Articles of real newspapers, most of whose sentences name no actor.
	b.Run("news", func(b *testing.B) { againstGovader(b, a, newsArticles(b, a)) })
}

// newsArticles annotates every fourth article of the news data.
func newsArticles(b *testing.B, a *annotate.Annotator) []*annotate.Document {
	dir := os.Getenv("DYAD_DATA")
	if dir == "" {
		dir = "../../shared/data"
	}
	data, err := os.ReadFile(filepath.Join(dir, "news", "taliban_trump.jsonl"))
	if err != nil {
		b.Skip("no news data beside the repository: ", err)
	}
	var docs []*annotate.Document
	for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var rec struct{ ID, Title, Text string }
		if err := json.Unmarshal(line, &rec); err != nil {
			b.Fatal(err)
		}
		if i%4 != 0 {
			continue
		}
		text := rec.Title + "\n\n" + rec.Text
		docs = append(docs, a.Annotate(&corpus.Article{ID: rec.ID, Text: text, Regions: []corpus.Region{
			{Start: 0, End: len(rec.Title), Kind: corpus.Title}, {Start: len(rec.Title) + 2, End: len(text), Kind: corpus.Body},
		}}))
	}
	return docs
}

func againstGovader(b *testing.B, a *annotate.Annotator, docs []*annotate.Document) {
	l := theLexical(b)
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
				judged(b, d, pair, []stance.Scorer{l})
			}
		}},
		{"annotate", func() {
			for _, art := range articles {
				judged(b, a.Annotate(art), pair, []stance.Scorer{l})
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
