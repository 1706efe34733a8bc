package main

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// TestCheckTellsDates holds check and articles.csv to what is known of the
// dates of 9,389 articles: 1,108 have none, 8 can be read two ways, and no day
// is invented.
func TestCheckTellsDates(t *testing.T) {
	if testing.Short() {
		t.Skip("60 MB of articles")
	}
	sample := shared(t, "news/allsides_sample.jsonl.gz")
	f := checkFlags{scoreFlags: scoreFlags{workers: 1, seedSet: func() bool { return false }}, format: "csv"}
	var table, told bytes.Buffer
	if err := checkArticles(t.Context(), &f, []string{sample}, &table, &told); exitCode(err) != exitProblems {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range rows {
		got[r[0]+" "+r[4]] = r[1] + r[5]
	}
	for key, n := range map[string]string{"found ": "9389", "read ": "9389", "dated ": "8281", "dated undated": "1108", "dated ambiguous_numeric": "8"} {
		if got[key] != n {
			t.Errorf("%s: %q, want %s", key, got[key], n)
		}
	}
	if !strings.Contains(told.String(), "undated: 1108 times") || !strings.Contains(told.String(), "date_ambiguous: 8 times") {
		t.Errorf("check says\n%s", told.String())
	}

	c, err := corpus.Collect(t.Context(), []string{sample}, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, a := range c.Articles {
		row := report.Flatten(stance.Scored{Article: a}, report.Names{}).Article
		switch {
		case row.PublishDate == "" && row.DateMethod == "" && !row.DateIsReliable:
			count["undated"]++
		case row.DateMethod == "ambiguous_numeric" && !row.DateIsReliable:
			count["ambiguous"]++
		case row.DateMethod == "record" && row.DateIsReliable:
			count["dated"]++
		}
	}
	if count["undated"] != 1108 || count["ambiguous"] != 8 || count["dated"] != 9389-1108-8 {
		t.Errorf("articles.csv: %v", count)
	}
}
