package read

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

func collectReal(t *testing.T, path string, opts Options) *Collection {
	t.Helper()
	c, err := Collect(context.Background(), []string{path}, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range c.Articles {
		checkArticle(t, a)
	}
	return c
}

func TestFiveArticlesWithSheet(t *testing.T) {
	dir := golden.Data(t, "..", "corpus")
	s, err := ReadSheet(filepath.Join(dir, "metadata.csv"))
	if err != nil {
		t.Fatal(err)
	}
	c := collectReal(t, dir, Options{Metadata: s, Languages: []string{"en"}})
	if len(c.Articles) != 5 || c.Found != 5 || len(c.Problems) != 0 {
		t.Fatalf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
	want := []struct{ source, date string }{
		{"CBS News", "2020-10-10"}, {"Republic World", "2020-10-11"}, {"KabulNow", "2024-11-06"}, {"Breitbart News", "2017-01-25"}, {"RASC News Agency", "2024-11-06"},
	}
	for i, a := range c.Articles {
		if a.Source.Value != want[i].source || a.Date.ISO() != want[i].date || a.Source.Method != corpus.ByMetadata || a.Date.Method != corpus.ByMetadata || !a.Date.Reliable {
			t.Errorf("%s: %+v %+v", a.ID, a.Source, a.Date)
		}
		if len(a.Warnings) != 0 || a.Language.Code != "en" || a.Exclusion != "" {
			t.Errorf("%s: warnings %q, %+v", a.ID, a.Warnings, a.Language)
		}
	}
}

// TestFiveArticlesDecided holds what docs/copies.md says of the five: 001
// retells 000 and is its copy; 002 and 004 report one statement and are not.
func TestFiveArticlesDecided(t *testing.T) {
	dir := golden.Data(t, "..", "corpus")
	s, err := ReadSheet(filepath.Join(dir, "metadata.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []*Sheet{nil, s} {
		as := collectReal(t, dir, Options{Metadata: sheet}).Articles
		if as[1].CopyOf != as[0].ID || len(as[0].SameEvent)+len(as[1].SameEvent) > 0 {
			t.Errorf("001 is a copy of %q; same event %q", as[1].CopyOf, as[0].SameEvent)
		}
		for i, other := range map[int]int{2: 4, 4: 2} {
			if !as[i].IsClusterHead || as[i].CopyOf != "" || strings.Join(as[i].SameEvent, " ") != as[other].ID {
				t.Errorf("%s: copy of %q, same event %q", as[i].ID, as[i].CopyOf, as[i].SameEvent)
			}
		}
		if !as[3].IsClusterHead || len(as[3].SameEvent) > 0 {
			t.Errorf("003: copy of %q, same event %q", as[3].CopyOf, as[3].SameEvent)
		}
	}
}

func TestFiveArticlesAlone(t *testing.T) {
	c := collectReal(t, golden.Data(t, "..", "corpus"), Options{})
	if reasons(c.Problems) != corpus.ReasonSheetNotUsed {
		t.Errorf("problems %v", c.Problems)
	}
	want := []struct {
		source       string
		sourceMethod corpus.Method
		date         string
		dateMethod   corpus.Method
		regions      string // kinds of the regions that are not Body
	}{
		{"CBS News", corpus.ByText, "2020-10-10", corpus.ByFrontMatter, "title newsletter byline"},
		{"", "", "2020-10-11", corpus.ByMarker, "marker subheading tweet byline"},
		{"", "", "", "", "dateline"},
		{"", "", "", "", ""},
		{"RASC News Agency", corpus.ByPrefix, "", "", "dateline"},
	}
	for i, a := range c.Articles {
		w := want[i]
		if a.Source.Value != w.source || a.Source.Method != w.sourceMethod || a.Date.ISO() != w.date || a.Date.Method != w.dateMethod {
			t.Errorf("%s: %+v %+v", a.ID, a.Source, a.Date)
		}
		if w.source != "" && a.Source.Evidence == "" || w.date != "" && a.Date.Evidence == "" {
			t.Errorf("%s: no evidence: %+v %+v", a.ID, a.Source, a.Date)
		}
		var got []string
		for _, r := range a.Regions {
			if r.Kind != corpus.Body {
				got = append(got, string(r.Kind))
			}
		}
		if strings.Join(got, " ") != w.regions {
			t.Errorf("%s: regions %v, want %s", a.ID, got, w.regions)
		}
	}
	if all := strings.Join(c.Articles[4].Warnings, " "); !strings.Contains(all, "has no year") {
		t.Errorf("004: the open date has no reason: %q", all)
	}
}

// TestCanonicalTextIsTheFile finds the body byte for byte in the file.
func TestCanonicalTextIsTheFile(t *testing.T) {
	dir := golden.Data(t, "..", "corpus")
	for _, a := range collectReal(t, dir, Options{}).Articles {
		b, err := os.ReadFile(filepath.Join(dir, a.File))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(string(b), a.Body()) {
			t.Errorf("%s: the body is not the end of the file", a.ID)
		}
		if strings.Count(a.Text, "told CBS News, \"Trump might be ridiculous") > 1 {
			t.Errorf("%s: the description is counted in", a.ID)
		}
	}
}

func TestTalibanTrump(t *testing.T) {
	start := time.Now()
	c := collectReal(t, golden.Data(t, "news", "taliban_trump.jsonl"), Options{Languages: []string{"en"}})
	if len(c.Articles) != 208 || c.Found != 208 || len(c.Problems) != 0 {
		t.Fatalf("%d of %d articles, problems %v", len(c.Articles), c.Found, c.Problems)
	}
	perSource, dated := map[string]int{}, 0
	for _, a := range c.Articles {
		perSource[a.Source.Value]++
		if a.Date.Known() {
			dated++
		}
		if a.Exclusion != "" {
			t.Errorf("%s is left out: %s, %+v", a.ID, a.Exclusion, a.Language)
		}
	}
	single := 0
	for _, n := range perSource {
		if n == 1 {
			single++
		}
	}
	// 75 names are written; the table of outlets brings them to 60 outlets.
	if len(perSource) != 60 || single != 29 || dated != 182 {
		t.Errorf("%d sources, %d with one article, %d dated; want 60, 29, 182", len(perSource), single, dated)
	}
	t.Logf("read in %v", time.Since(start))
}
