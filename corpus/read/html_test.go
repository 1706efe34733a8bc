package read

import (
	"bufio"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/cputime"
)

func sampleArticle(t testing.TB, name string) *corpus.Article {
	t.Helper()
	c := readSample(t, name, Options{})
	if len(c.Articles) != 1 {
		t.Fatalf("%s: %d articles, problems %v", name, len(c.Articles), c.Problems)
	}
	return c.Articles[0]
}

func TestPage(t *testing.T) {
	a := sampleArticle(t, "page_jsonld.html")
	if a.Title.Value != "Envoy returns to Doha for a new round of talks" || a.Title.Method != corpus.ByLinkedData || a.Title.Evidence != "JSON-LD NewsArticle.headline" {
		t.Errorf("title %+v", a.Title)
	}
	if a.Source.Value != "Harbor Ledger" || a.Source.Method != corpus.ByLinkedData || a.URL.Value != "https://www.harborledger.example/world/envoy-returns" {
		t.Errorf("source %+v, url %+v", a.Source, a.URL)
	}
	if _, offset := a.Date.Time.Zone(); a.Date.ISO() != "2020-03-02" || offset != -5*3600 || !a.Date.Reliable || a.Date.Evidence != "JSON-LD NewsArticle.datePublished" {
		t.Errorf("date %+v", a.Date)
	}
	if a.Language.Code != "en" || a.Language.Method != corpus.ByRecord || len(a.Warnings) != 0 {
		t.Errorf("language %+v, warnings %q", a.Language, a.Warnings)
	}
	for _, not := range []string{"Subscribe", "Most read", "Wheat prices", "All rights reserved"} {
		if strings.Contains(a.Text, not) {
			t.Errorf("the text holds %q", not)
		}
	}
	if !strings.HasSuffix(a.Text, "host to the next round of them.") || strings.Contains(a.Text, "  ") {
		t.Errorf("text %q", a.Text)
	}
}

func TestWesternPage(t *testing.T) {
	a := sampleArticle(t, "page_western.html")
	if !strings.Contains(a.Text, "café of the hotel in Doha") || !strings.Contains(a.Text, "“We know each other,”") || !strings.Contains(strings.Join(a.Warnings, " "), "windows-1252") {
		t.Errorf("%q %q", a.Text, a.Warnings)
	}
	if a.Date.ISO() != "2020-03-03" || a.Date.Reliable {
		t.Errorf("date %+v", a.Date)
	}
}

func TestPageAtOddsWithItself(t *testing.T) {
	a := sampleArticle(t, "page_conflict.html")
	all := strings.Join(a.Warnings, "\n")
	if !strings.Contains(all, `conflicting dates: 2019-04-03`) && !strings.Contains(all, "conflicting dates: 2020-04-03") {
		t.Errorf("warnings %q", all)
	}
	if a.Source.Value != "Prairie Wire" || strings.Count(a.Body(), "Wheat prices fall for a third week") != strings.Count(kinds(a), "repeated_title") {
		t.Errorf("%+v %s", a.Source, kinds(a))
	}
}

func TestPagesRefused(t *testing.T) {
	deep := "<html><body>" + strings.Repeat("<div>", 100_000) + prose
	c := collect(t, map[string]string{
		"deep.html":         deep,
		"binary.html":       "<html><body>\x00\x01" + prose,
		"empty.html":        "<html><head></head><body><img src=a></body></html>",
		"large.html":        "<html><body>" + strings.Repeat(" ", maxPage),
		"good.html":         "<html><body><p>" + prose + "</p></body></html>",
		"good_files/x.js":   "var a = 1",
		"other_files/a.txt": prose,
	}, Options{})
	if d := cmp.Diff(strings.Join([]string{corpus.ReasonBinary, corpus.ReasonPage, corpus.ReasonNoText, corpus.ReasonTooLarge}, " "), reasons(c.Problems)); d != "" || len(c.Articles) != 2 || c.Ignored != 1 {
		t.Errorf("%d articles, %v: %s", len(c.Articles), c.Problems, d)
	}
}

func FuzzReadHTML(f *testing.F) {
	for _, name := range []string{"page_jsonld.html", "page_western.html", "page_conflict.html"} {
		b, err := os.ReadFile(sample(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte(`<html><script type="application/ld+json">[{"@type":["NewsArticle"],"headline":{"name":1}}]</script><p>` + prose))
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, "a.html", b) })
}

// BenchmarkHTML compares reading a page with the extractor alone, one after the
// other: the ratio is that of processor time.
func BenchmarkHTML(b *testing.B) {
	page := benchmarkPage(b)
	b.SetBytes(int64(len(page)))
	var reader, alone time.Duration
	for b.Loop() {
		start := cputime.Spent()
		in := &input{file: file{rel: "a.html"}, r: bufio.NewReaderSize(strings.NewReader(page), headBytes), limit: defaultMaxBytes}
		for _, err := range readHTML(in) {
			if err != nil {
				b.Fatal(err)
			}
		}
		between := cputime.Spent()
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			b.Fatal(err)
		}
		if text, _ := mainText(doc); text == "" {
			b.Fatal("no text")
		}
		reader, alone = reader+between-start, alone+cputime.Spent()-between
	}
	b.ReportMetric(reader.Seconds()/alone.Seconds(), "times-extractor")
}

func benchmarkPage(b *testing.B) string {
	b.Helper()
	page, err := os.ReadFile(sample("page_jsonld.html"))
	if err != nil {
		b.Fatal(err)
	}
	return strings.Replace(string(page), "<h2>", strings.Repeat("<p>"+prose+"</p>\n", 40)+"<h2>", 1)
}
