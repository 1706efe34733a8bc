package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// TestCheckTellsDates holds check and articles.csv to what is known of the
// dates of 9,389 articles: 1,108 have none, 8 can be read two ways, and no day
// is invented.
func TestCheckTellsDates(t *testing.T) {
	sample := withShortTexts(t, golden.Data(t, "news/allsides_sample.jsonl.gz"))
	f := checkFlags{scoreFlags: scoreFlags{workers: 1, seedSet: func() bool { return false }}, format: "csv"}
	var out, told bytes.Buffer
	if err := checkArticles(t.Context(), &f, []string{sample}, &out, &told); exitCode(err) != exitProblems {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
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
	if !strings.Contains(told.String(), "undated: 1108 articles") || !strings.Contains(told.String(), "date_ambiguous: 8 articles") {
		t.Errorf("check says\n%s", told.String())
	}

	c, err := read.Collect(t.Context(), []string{sample}, read.Options{})
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, a := range c.Articles {
		row := report.Flatten(stance.Scored{Article: a}, table.Names{}).Article
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

// withShortTexts copies records with a sentence of ours for their texts: dates,
// addresses and all other fields stay as they are.
func withShortTexts(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	in := bufio.NewScanner(z)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var r map[string]any
		if err := json.Unmarshal(in.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		r["text"] = "The council of the town met on Tuesday and talked about the bridge over the river, which has been closed since a storm in the spring, and about who should pay for it, " + r["id"].(string)
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	short := filepath.Join(t.TempDir(), "short.jsonl")
	if err := errors.Join(in.Err(), os.WriteFile(short, out.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
	return short
}
