package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// find gives the rows of a table that have all the given values.
func find(rows []row, want row) (found []row) {
	for _, r := range rows {
		ok := true
		for k, v := range want {
			ok = ok && r[k] == v
		}
		if ok {
			found = append(found, r)
		}
	}
	return found
}

// The five real articles, with the sheet beside them: what issue and codebook
// say of three sentences, and nothing counted twice.
func TestFiveArticles(t *testing.T) {
	corpus := golden.Data(t, "../corpus")
	dir := runOn(t, "--scorer", "lexical", "--texts", "--metadata", filepath.Join(corpus, "metadata.csv"), corpus)
	articles := readRows(t, filepath.Join(dir, "articles.csv"))
	judgments := readRows(t, filepath.Join(dir, "judgments.csv"))
	var got []string
	for _, a := range articles {
		got = append(got, a["source"]+" "+a["publish_date"]+" "+a["source_method"]+" "+a["date_method"])
	}
	want := []string{
		"CBS News 2020-10-10 metadata metadata",
		"Republic World 2020-10-11 metadata metadata",
		"KabulNow 2024-11-06 metadata metadata",
		"Breitbart News 2017-01-25 metadata metadata",
		"RASC News Agency 2024-11-06 metadata metadata",
	}
	if !slices.Equal(got, want) {
		t.Errorf("articles\n got %q\nwant %q", got, want)
	}
	seen := map[string]string{}
	for _, j := range judgments {
		at := j["doc_id"] + " " + j["sentence_no"]
		if other, ok := seen[j["doc_id"]+j["sentence"]]; ok && other != at {
			t.Errorf("the same sentence twice, %s and %s: %s", other, at, j["sentence"])
		}
		seen[j["doc_id"]+j["sentence"]] = at
	}
	for name, want := range map[string]row{
		"the support is rejected": {
			"doc_id": "001_ce8bf6a7a6e85c4c.txt", "target": "actor1", "target_mention": "their", "polarity_label": "negative", "holder_class": "actor2",
			"holder_name": "Trump campaign", "actor_relation": "member", "voice": "quoted", "speaker": "Tim Murtaugh",
		},
		"he is hoped to win": {
			"doc_id": "000_107cb2f1a0a7ae93.txt", "target": "actor2", "target_mention": "he", "polarity_label": "positive", "holder_class": "actor1",
			"voice": "quoted", "speaker": "Zabihullah Mujahid", "modality": "hoped",
		},
		"the deal is weak": {
			"doc_id": "002_6af84918786980ea.txt", "target": "relationship", "polarity_label": "negative", "holder_class": "other",
			"holder_name": "Kamala Harris", "predicate": "weak",
		},
		"who made it is rated with it": {
			"doc_id": "002_6af84918786980ea.txt", "target": "actor2", "polarity_label": "negative", "holder_class": "other",
			"holder_name": "Kamala Harris", "predicate": "weak",
		},
	} {
		if len(find(judgments, want)) != 1 {
			t.Errorf("%s: %d rows of %v", name, len(find(judgments, want)), want)
		}
	}
	weak := find(judgments, row{"predicate": "weak", "target": "relationship"})
	relations := find(readRows(t, filepath.Join(dir, "relations.csv")), row{"doc_id": weak[0]["doc_id"], "sentence_no": weak[0]["sentence_no"]})
	if len(relations) != 1 || !strings.HasSuffix(relations[0]["quad_class"], "cooperation") {
		t.Errorf("relations of the weak deal: %v", relations)
	}
	checkSpans(t, dir, judgments)
}

// checkSpans holds sentence and evidence against the canonical texts.
func checkSpans(t *testing.T, dir string, judgments []row) {
	t.Helper()
	for _, j := range judgments {
		data, err := os.ReadFile(filepath.Join(dir, "texts", j["doc_id"]+".txt"))
		if err != nil {
			data, err = os.ReadFile(filepath.Join(dir, "texts", j["doc_id"]))
		}
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		number := func(s string) int {
			n, err := strconv.Atoi(s)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		start, end := number(j["byte_start"]), number(j["byte_end"])
		if folded := strings.NewReplacer("\n", " ", "\r", " ").Replace(text[start:end]); folded != j["sentence"] {
			t.Errorf("%s: span %d..%d is %q, sentence %q", j["judgment_id"], start, end, folded, j["sentence"])
		}
		if c := utf8.RuneCountInString(text[:start]); strconv.Itoa(c) != j["char_start"] {
			t.Errorf("%s: char_start %s, want %d", j["judgment_id"], j["char_start"], c)
		}
		for span := range strings.SplitSeq(j["evidence"], ";") {
			if span == "" {
				continue
			}
			a, b, ok := strings.Cut(span, "..")
			if !ok || number(a) < start || number(b) > end || number(a) >= number(b) {
				t.Errorf("%s: evidence %q outside %d..%d", j["judgment_id"], span, start, end)
			}
		}
	}
}

// Without the sheet nothing is invented.
func TestFiveArticlesWithoutSheet(t *testing.T) {
	dir := runOn(t, golden.Data(t, "../corpus"))
	var got []string
	for _, a := range readRows(t, filepath.Join(dir, "articles.csv")) {
		got = append(got, strings.Join([]string{a["source"], a["source_method"], a["publish_date"], a["date_method"]}, "|"))
	}
	want := []string{
		"CBS News|text|2020-10-10|front_matter",
		"||2020-10-11|marker",
		"|||",
		"|||",
		"RASC News Agency|prefix||",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// 208 articles are read, none lost, and a source with one article has no
// interval on any figure.
func TestNewsOfTheTime(t *testing.T) {
	dir := runOn(t, golden.Data(t, "news/taliban_trump.jsonl"))
	flow := readRows(t, filepath.Join(dir, "flow.csv"))
	for stage, n := range map[string]string{"found": "208", "read": "208"} {
		if len(find(flow, row{"stage": stage, "n": n, "reason": ""})) != 1 {
			t.Errorf("stage %s: want %s: %v", stage, n, find(flow, row{"stage": stage}))
		}
	}
	perSource := map[string]int{}
	for _, a := range readRows(t, filepath.Join(dir, "articles.csv")) {
		perSource[a["source"]]++
	}
	single := 0
	for _, n := range perSource {
		if n == 1 {
			single++
		}
	}
	// 75 names are written; the table of outlets brings them to 60 outlets.
	if len(perSource) != 60 || single != 29 {
		t.Errorf("%d sources, %d of them with one article; want 60 and 29", len(perSource), single)
	}
	for _, s := range readRows(t, filepath.Join(dir, "detail", "sources.csv")) {
		if s["level"] == "source" && perSource[s["source"]] == 1 && (s["ci_low"] != "" || s["ci_high"] != "" || s["ci_method"] != "none") {
			t.Errorf("one article and an interval: %v", s)
		}
	}
}

// The tables are the same whether everything is parsed or only the sentences
// in which an actor can be concerned: all but the run_id, which names the study.
func TestScopesGiveTheSameTables(t *testing.T) {
	news := golden.Data(t, "news/taliban_trump.jsonl")
	wide := filepath.Join(t.TempDir(), "wide.yaml")
	var stdout, stderr strings.Builder
	if code := execute(t.Context(), []string{"study", "init", wide}, strings.NewReader(""), &stdout, &stderr); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	text, err := os.ReadFile(wide)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(text), "\nscope: actors\n", "\nscope: all\n", 1)
	if changed == string(text) {
		t.Fatal("the study has another scope")
	}
	if err := os.WriteFile(wide, []byte(changed), 0o666); err != nil {
		t.Fatal(err)
	}
	one, two := runOn(t, news), runOn(t, "--study", wide, news)
	top, err := filepath.Glob(filepath.Join(one, "*.csv"))
	detail, err2 := filepath.Glob(filepath.Join(one, "detail", "*.csv"))
	tables := slices.Concat(top, detail)
	if err != nil || err2 != nil || len(tables) < 14 {
		t.Fatalf("%d tables: %v, %v", len(tables), err, err2)
	}
	for _, file := range tables {
		name, err := filepath.Rel(one, file)
		if err != nil {
			t.Fatal(err)
		}
		a, b := readRows(t, file), readRows(t, filepath.Join(two, name))
		if len(a) != len(b) {
			t.Errorf("%s: %d rows and %d", filepath.Base(file), len(a), len(b))
			continue
		}
		for i := range a {
			delete(a[i], "run_id")
			delete(b[i], "run_id")
			if !maps.Equal(a[i], b[i]) {
				t.Errorf("%s, row %d:\n%v\n%v", filepath.Base(file), i+1, a[i], b[i])
				break
			}
		}
	}
}
