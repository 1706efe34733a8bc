package copies

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// realTexts gives the articles of allsides_sample with their dates as far as
// these are plain, without all that the readers do.
func realTexts(t testing.TB) []*corpus.Article {
	t.Helper()
	f, err := os.Open(golden.Data(t, "news", "allsides_sample.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []*corpus.Article
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r struct{ ID, Source, Date, Title, Text string }
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, textArticle(r.ID, r.Source, r.Date, r.Text))
	}
	if err := in.Err(); err != nil || len(out) != 9389 {
		t.Fatalf("%d texts, %v", len(out), err)
	}
	return out
}

// textArticle makes an article of which all text is body.
func textArticle(id, source, date, text string) *corpus.Article {
	a := &corpus.Article{ID: id, Source: corpus.Fact{Value: source}}
	if d, err := time.Parse(time.DateOnly, date); err == nil {
		a.Date = corpus.DateFact{Time: d, Reliable: true}
	}
	a.SetText("", text)
	a.Regions = []corpus.Region{{End: len(text), Kind: corpus.Body}}
	return a
}

// readPairs gives the pairs of the table in docs/copies.md with what reading
// them said.
func readPairs(t *testing.T) (pairs [][2]string, verdicts []string) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "copies.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^\| (abp-\w+) \| (abp-\w+) \| (\w+) \|`).FindAllStringSubmatch(string(b), -1) {
		pairs, verdicts = append(pairs, [2]string{m[1], m[2]}), append(verdicts, m[3])
	}
	return pairs, verdicts
}

// copied is a generated copy.
type copied struct {
	article, base *corpus.Article
	kind          string
}

// makeCopies copies n of the articles, from another outlet or the same, up to
// five days later, some without a date.
func makeCopies(articles []*corpus.Article, n int, rate float64, seed uint64) []copied {
	rnd := rand.New(rand.NewPCG(seed, uint64(rate*100)))
	var long []*corpus.Article
	for _, a := range articles {
		if w := corpus.CountWords(a.Text); w >= 150 && w <= 3000 {
			long = append(long, a)
		}
	}
	var out []copied
	for i, at := range rnd.Perm(len(long))[:n] {
		base := long[at]
		gen := newCopier(rnd, strings.Fields(long[rnd.IntN(len(long))].Text))
		kind := copyKinds[i%len(copyKinds)]
		a := textArticle(fmt.Sprint("copy-", i), base.Source.Value, "", gen.copy(base.Text, kind, rate))
		if i%4 > 0 {
			a.Source.Value = fmt.Sprint("Outlet ", i%30)
		}
		if i%7 > 0 && base.Date.Known() {
			a.Date = corpus.DateFact{Time: base.Date.Time.AddDate(0, 0, rnd.IntN(6)), Reliable: true}
		}
		out = append(out, copied{a, base, kind})
	}
	return out
}

// TestGeneratedCopies measures recall on generated copies among all the real
// texts, and precision on pairs that were read (docs/copies.md) and as many
// drawn at random.
func TestGeneratedCopies(t *testing.T) {
	articles := realTexts(t)
	judged, verdicts := readPairs(t)
	for _, level := range []struct{ rate, recall float64 }{{0, .95}, {0.1, .95}, {0.3, .85}} {
		copies := makeCopies(articles, 1000, level.rate, 7)
		all := slices.Clone(articles)
		for _, c := range copies {
			all = append(all, c.article)
		}
		if err := joinArticles(t.Context(), all, 0); err != nil {
			t.Fatal(err)
		}
		found, of, foundKind, stray := 0, map[string]int{}, map[string]int{}, 0
		for _, c := range copies {
			of[c.kind]++
			switch {
			case c.article.ClusterID == c.base.ClusterID:
				found++
				foundKind[c.kind]++
			case c.article.CopyOf != "":
				stray++
				t.Logf("%s, a copy of %s (%s), is in the cluster of %s", c.article.ID, c.base.ID, c.kind, c.article.CopyOf)
			}
		}
		recall := float64(found) / float64(len(copies))
		t.Logf("%.0f %% of the words changed: recall %.3f, in a wrong cluster %d", 100*level.rate, recall, stray)
		for _, kind := range copyKinds {
			t.Logf("    %-11s %d of %d", kind, foundKind[kind], of[kind])
		}
		byName := map[string]*corpus.Article{}
		for _, a := range all {
			byName[a.ID] = a
		}
		negatives, wrong := 0, 0
		joined := func(a, b *corpus.Article) {
			negatives++
			if a.ClusterID == b.ClusterID {
				wrong++
				t.Logf("%s and %s are joined", a.ID, b.ID)
			}
		}
		for i, p := range judged {
			if verdicts[i] == "same_event" {
				joined(byName[p[0]], byName[p[1]])
			}
		}
		if negatives < 40 {
			t.Fatalf("%d pairs were read", negatives)
		}
		rnd := rand.New(rand.NewPCG(8, 8))
		for range negatives {
			joined(articles[rnd.IntN(len(articles))], articles[rnd.IntN(len(articles))])
		}
		// as if there were as many copies as pairs that are none
		precision := recall / (recall + float64(wrong)/float64(negatives) + float64(stray)/float64(len(copies)))
		t.Logf("    precision %.3f on %d pairs that are no copies, half of them reports of one event", precision, negatives)
		if recall < level.recall || precision < .95 {
			t.Errorf("recall %.3f, precision %.3f", recall, precision)
		}
	}
}

// TestJoinedRealTexts holds which real texts are joined to what reading them
// said.
func TestJoinedRealTexts(t *testing.T) {
	articles := realTexts(t)
	if err := joinArticles(t.Context(), articles, 0); err != nil {
		t.Fatal(err)
	}
	said := map[[2]string]string{}
	pairs, verdicts := readPairs(t)
	for i, p := range pairs {
		said[p], said[[2]string{p[1], p[0]}] = verdicts[i], verdicts[i]
	}
	n, events := 0, 0
	for _, a := range articles {
		events += len(a.SameEvent)
		if a.CopyOf == "" {
			continue
		}
		n++
		if v := said[[2]string{a.CopyOf, a.ID}]; v != "text_copy" && v != "retelling" {
			t.Errorf("%s is a copy of %s; reading said %q", a.ID, a.CopyOf, v)
		}
	}
	t.Logf("%d copies, %d pairs of reports of one event", n, events/2)
}

// BenchmarkCopies joins DYAD_COPIES articles (10,000 if not set), made of the
// real texts by changing a tenth of their words and what copyKinds do: ten of
// each text. It tells the time, and the memory in use beside the articles.
func BenchmarkCopies(b *testing.B) {
	n := 10_000
	if s := os.Getenv("DYAD_COPIES"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	articles := generated(b, n)
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	stop := watchHeap()
	b.ResetTimer()
	clusters := 0
	for range b.N {
		if err := joinArticles(b.Context(), articles, 0); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	for _, a := range articles {
		if a.IsClusterHead {
			clusters++
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/article")
	b.ReportMetric((float64(stop())-float64(before.HeapInuse))/(1<<20), "MiB-peak")
	b.ReportMetric(float64(clusters), "clusters")
}

// generated makes n articles.
func generated(b *testing.B, n int) []*corpus.Article {
	bases := realTexts(b)
	out := make([]*corpus.Article, n)
	for i := range n {
		base := bases[i%min(len(bases), n/10)]
		rnd := rand.New(rand.NewPCG(9, uint64(i)))
		gen := newCopier(rnd, strings.Fields(bases[rnd.IntN(len(bases))].Text))
		a := textArticle(fmt.Sprint(i), fmt.Sprint("Outlet ", i%100), "", gen.copy(base.Text, copyKinds[i%len(copyKinds)], 0.1))
		a.Date = base.Date
		if round := i / min(len(bases), n/10); base.Date.Known() {
			a.Date.Time = base.Date.Time.AddDate(0, 0, round%3)
		}
		out[i] = a
	}
	return out
}

// watchHeap looks at the memory in use until it is stopped, and gives the
// most of it.
func watchHeap() (stop func() uint64) {
	peak, done := make(chan uint64), make(chan bool)
	go func() {
		most := uint64(0)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		done <- true
		return <-peak
	}
}
