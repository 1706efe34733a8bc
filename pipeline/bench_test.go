package pipeline_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cdipaolo/sentiment"
	"github.com/jonreiter/govader"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/cputime"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/study"
)

// news is real articles about the two, read and ready to be scored by a scorer.
type news struct {
	*pipeline.Scoring
	path     string
	articles []*corpus.Article
	docs     []*annotate.Document
	bytes    int64
	words    []string // the sentences, for programs that want them cut
}

func readNews(b *testing.B, scorer string) *news {
	b.Helper()
	s := study.Default()
	s.Scorers = []string{scorer}
	scoring, err := pipeline.NewScoring(context.Background(), pipeline.Options{Study: s, Version: "v0", Workers: runtime.GOMAXPROCS(0)})
	if err != nil {
		b.Fatal(err)
	}
	n := &news{Scoring: scoring, path: golden.Data(b, "news/taliban_trump.jsonl")}
	pass := n.open(b)
	defer pass.Close()
	for a, err := range pass.Articles.All() {
		if err != nil {
			b.Fatal(err)
		}
		if a.Exclusion != "" {
			continue
		}
		doc := n.Annotator.Annotate(a)
		n.articles, n.docs = append(n.articles, a), append(n.docs, doc)
		n.bytes += int64(len(a.Text))
		for _, s := range doc.Sentences {
			n.words = append(n.words, strings.Join(strings.Fields(doc.Text[s.Start:s.End]), " "))
		}
	}
	if path := os.Getenv("DYAD_SENTENCES"); path != "" { // for programs that are not of Go: see .ci/bench
		if err := os.WriteFile(path, []byte(strings.Join(n.words, "\n")+"\n"), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	return n
}

func (n *news) open(b *testing.B) *pipeline.Pass {
	pass, err := n.Open(context.Background(), []string{n.path}, pipeline.Reading{})
	if err != nil {
		b.Fatal(err)
	}
	return pass
}

// BenchmarkStages is what each stage takes of the way from files to tables, on one core,
// over real articles about the two: MB/s are of their texts.
func BenchmarkStages(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	n := readNews(b, "lexical")
	records := make([]table.Record, len(n.articles))
	for i, a := range n.articles {
		records[i], _ = n.Article(a)
	}
	options := pipeline.Estimates(n.Study, 1)
	var run *report.Run
	stage := func(name string, work func(*testing.B)) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(n.bytes)
			b.ReportAllocs()
			for b.Loop() {
				work(b)
			}
		})
	}
	stage("read", func(b *testing.B) { n.open(b).Close() }) // copies among it
	stage("annotate", func(*testing.B) {
		for _, a := range n.articles {
			n.Annotator.Annotate(a)
		}
	})
	stage("lexical", func(b *testing.B) {
		for _, doc := range n.docs {
			if _, err := stance.Judge(doc, n.View, n.Scorers); err != nil {
				b.Fatal(err)
			}
		}
	})
	stage("estimate", func(b *testing.B) {
		var err error
		if run, err = report.BuildFrom(n.Info(), table.RecordsOf(records), options); err != nil {
			b.Fatal(err)
		}
	})
	for _, format := range table.Formats() {
		stage("write/"+string(format), func(b *testing.B) {
			f := table.Folder{Dir: b.TempDir()}
			if run.Tables.Write(&f, nil, table.Style{Formats: []table.Format{format}}); f.Err != nil {
				b.Fatal(f.Err)
			}
		})
	}
	stage("write/folder", func(b *testing.B) {
		if err := repeat.Write(filepath.Join(b.TempDir(), "run"), run, repeat.WriteOptions{}); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkWhole is the whole way from a file of articles about the two to a run folder,
// beside what other programs take in the same run for the polarity of the same
// sentences, which they are given cut. x_govader and x_sentiment are how many times as
// fast we are in bytes of text, on as many cores as GOMAXPROCS says for us and one for
// them. Each is the fastest of its passes, which what else the machine does slows least;
// x_govader-cpu is by processor time, where the system tells it.
func BenchmarkWhole(b *testing.B) {
	for _, scorer := range []string{"lexical", "reader"} {
		b.Run(scorer, func(b *testing.B) { benchmarkWhole(b, scorer) })
	}
}

func benchmarkWhole(b *testing.B, scorer string) {
	n := readNews(b, scorer)
	vader := govader.NewSentimentIntensityAnalyzer()
	bayes, err := sentiment.Restore()
	if err != nil {
		b.Fatal(err)
	}
	workers := runtime.GOMAXPROCS(0)
	fastest := map[string]time.Duration{}
	least := func(name string, took time.Duration) {
		if fastest[name] == 0 || took < fastest[name] {
			fastest[name] = took
		}
	}
	pass := func(name string, work func()) {
		start, used := time.Now(), cputime.Spent()
		work()
		least(name, time.Since(start))
		least(name+" cpu", cputime.Spent()-used)
	}
	for b.Loop() {
		pass("ours", func() { n.whole(b, workers) })
		b.StopTimer()
		if scorer == "reader" {
			pass("judging", func() {
				for _, doc := range n.docs {
					if _, err := stance.Judge(doc, n.View, n.Scorers); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		pass("govader", func() {
			for _, s := range n.words {
				vader.PolarityScores(s)
			}
		})
		pass("sentiment", func() {
			for _, s := range n.words {
				bayes.SentimentAnalysis(s, sentiment.English)
			}
		})
		runtime.GC() // of what others left
		b.StartTimer()
	}
	ours, each := fastest["ours"], func(d time.Duration) float64 { return d.Seconds() * 1000 / float64(len(n.words)) }
	b.SetBytes(n.bytes)
	b.ReportMetric(fastest["govader"].Seconds()/ours.Seconds(), "x_govader")
	if cpu := fastest["ours cpu"]; cpu > 0 {
		b.ReportMetric(fastest["govader cpu"].Seconds()/cpu.Seconds(), "x_govader-cpu")
		b.ReportMetric(each(cpu), "cpu-ms/sentence")
	}
	b.ReportMetric(fastest["sentiment"].Seconds()/ours.Seconds(), "x_sentiment")
	b.ReportMetric(each(ours), "ms/sentence")
	if scorer == "reader" {
		b.ReportMetric(each(fastest["judging"]), "judging-ms/sentence")
	}
}

func (n *news) whole(b *testing.B, workers int) {
	pass := n.open(b)
	defer pass.Close()
	scored, err := pass.Score(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	defer scored.Close()
	run, err := report.BuildFrom(scored.Info, scored.Records(context.Background()), pipeline.Estimates(n.Study, workers))
	if err == nil {
		err = repeat.Write(filepath.Join(b.TempDir(), "run"), run, repeat.WriteOptions{})
	}
	if err != nil {
		b.Fatal(err)
	}
}
