package repeat

import (
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// shortArticles are so many records of four portrayals, a judgment and a relation, in
// 200 sources over ten years, made anew each time.
func shortArticles(n int) table.Records {
	models := make([]table.Record, 0, 64)
	for _, s := range fixture.Many(64) {
		rec := report.Flatten(s, table.Names{})
		rec.Portrayals, rec.Judgments = rec.Portrayals[:4:4], rec.Judgments[:1:1]
		rec.Article.Portrayals, rec.Article.Judgments, rec.Article.Sentences = 4, 1, 6
		models = append(models, rec)
	}
	first := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	return func(yield func(table.Record, error) bool) {
		for i := range n {
			rec := models[i*7%len(models)]
			a := &rec.Article
			a.DocID, a.Source = fmt.Sprintf("made-%07d", i), fmt.Sprintf("Outlet %d", i*31%200)
			a.PublishDate = first.AddDate(0, 0, i*13%3650).Format(time.DateOnly)
			if a.StoryClusterID, a.IsClusterHead = a.DocID, true; i%10 == 9 {
				a.StoryClusterID, a.IsClusterHead = fmt.Sprintf("made-%07d", i-3), false
			}
			rec.Portrayals = append([]table.PortrayalRow(nil), rec.Portrayals...)
			for k := range rec.Portrayals {
				p := &rec.Portrayals[k]
				p.Detail, p.PortrayalID = detail(p.Detail, a), fmt.Sprintf("%s:p%d:%d", a.DocID, p.SentenceNo, k)
			}
			rec.Judgments = append([]table.JudgmentRow(nil), rec.Judgments...)
			for k := range rec.Judgments {
				j := &rec.Judgments[k]
				j.Detail, j.JudgmentID = detail(j.Detail, a), fmt.Sprintf("%s:s%d:%d", a.DocID, j.SentenceNo, k)
			}
			if !yield(rec, nil) {
				return
			}
		}
	}
}

func detail(d table.Detail, a *table.ArticleRow) table.Detail {
	d.DocID, d.Source, d.PublishDate, d.StoryClusterID = a.DocID, a.Source, a.PublishDate, a.StoryClusterID
	return d
}

// BenchmarkTables makes the tables of so many short articles that are about the two, and
// writes them in a format. peak-MB is the largest heap seen.
func BenchmarkTables(b *testing.B) {
	for _, n := range []int{1000, 10_000, 100_000} {
		for _, format := range table.Formats() {
			b.Run(fmt.Sprintf("%d/%s", n, format), func(b *testing.B) {
				stop, peak := make(chan struct{}), make(chan uint64)
				go func() { peak <- peakHeap(stop) }()
				for b.Loop() {
					run, err := report.BuildFrom(fixture.Info(), shortArticles(n), report.Options{Workers: 1})
					if err == nil {
						err = Write(filepath.Join(b.TempDir(), "run"), run, WriteOptions{Formats: []table.Format{format}})
					}
					if err != nil {
						b.Fatal(err)
					}
				}
				close(stop)
				b.ReportMetric(float64(<-peak)/1e6, "peak-MB")
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/article")
			})
		}
	}
}

// peakHeap is the largest heap until stop.
func peakHeap(stop chan struct{}) (peak uint64) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.HeapInuse)
		select {
		case <-stop:
			return peak
		case <-tick.C:
		}
	}
}
