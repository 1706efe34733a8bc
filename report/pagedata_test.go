package report

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// rowsOf gives a table of the page as rows by column.
func rowsOf(table map[string][]string) []map[string]string {
	var out []map[string]string
	for column, cells := range table {
		for i, cell := range cells {
			if i == len(out) {
				out = append(out, map[string]string{})
			}
			out[i][column] = cell
		}
	}
	return out
}

// selected says whether a portrayal of the page is behind a specification, from
// what the page holds alone.
func selected(s, j, a map[string]string) bool {
	within := s["dedup"] == string(Within) || s["dedup"] == string(Weighted) && s["level"] == levelSource
	switch {
	case a["exclusion_reason"] != "", s["level"] == levelSource && a["source"] != s["source"]:
		return false
	case within && a["copy_within"] == "true", s["dedup"] == string(HeadOnly) && a["copy_anywhere"] == "true":
		return false
	case s["period"] == sureDates && a["date_is_reliable"] != "true", s["period"] == evenPeriods && a["period"] == "":
		return false
	case j["scorer"] != s["scorer"], j["target"] != s["target"], s["scope"] == dyadScope && j["scope"] != dyadScope, j["voice"] != s["voice"]:
		return false
	}
	return j[s["measure"]] != ""
}

// Every specification of the page leads to the portrayals that it was made of.
func TestSpecificationsLeadToTheirSentences(t *testing.T) {
	for _, measure := range []string{ownStance, portrayal} {
		choices := DefaultChoices()
		choices.Measure = measure
		if measure == portrayal {
			choices.Voices = []string{narratorVoice, quotedVoice}
		}
		for name, recs := range map[string][]Record{"fixture": fixtureRecords(), "quarrel": quarrel()} {
			page := parsePage(t, htmlOf(t, build(t, fixtureInfo(), recs, Options{Multiverse: &choices, Means: stats.MethodT})))
			figures, data := unpacked(t, page, "data-figures"), unpacked(t, page, "data-rows")
			articles, sentences, portrayals := rowsOf(data["articles"]), rowsOf(data["sentences"]), rowsOf(data["portrayals"])
			at := func(rows []map[string]string, place string) map[string]string {
				i, err := strconv.Atoi(place)
				if err != nil {
					t.Fatal(err)
				}
				return rows[i]
			}
			specifications := rowsOf(figures["multiverse"])
			if len(specifications) == 0 {
				t.Fatalf("%s, %s: no specification", name, measure)
			}
			for _, s := range specifications {
				n := 0
				for _, j := range portrayals {
					if selected(s, j, at(articles, at(sentences, j["place"])["doc"])) {
						n++
					}
				}
				if strconv.Itoa(n) != s["n_portrayals"] {
					t.Fatalf("%s: %d portrayals on the page are behind %v", name, n, s)
				}
			}
		}
	}
}

// The page says whether its specification curve is that of the run's table.
func TestPageShowsTheMultiverseOfTheRun(t *testing.T) {
	choices := DefaultChoices()
	choices.Scopes = []string{anyScope}
	for _, c := range []struct {
		of     string
		asked  *Choices
		scopes []string
	}{
		{multiverseLook, nil, []string{anyScope, dyadScope}},
		{multiverseOfRun, &choices, []string{anyScope}},
	} {
		run := build(t, fixtureInfo(), quarrel(), Options{Multiverse: c.asked, Means: stats.MethodT})
		p, err := newPage(run)
		if err != nil {
			t.Fatal(err)
		}
		if f := newPageMaker(run).facts(p); f.Multiverse != c.of {
			t.Errorf("the page says %q, not %q", f.Multiverse, c.of)
		}
		table := unpacked(t, parsePage(t, htmlOf(t, run)), "data-figures")["multiverse"]
		seen := map[string]bool{}
		for _, v := range table["scope"] {
			seen[v] = true
		}
		if len(seen) != len(c.scopes) {
			t.Errorf("scopes %v", seen)
		}
	}
}

const (
	metricTable = "scorer,task,metric,class,value,ci_low,ci_high,n\nensemble,target,macro_f1,,0.743544,0.695369,0.791507,343\n" +
		"ensemble,target,recall,negative,0.828358,,,134\nensemble,target,recall,negative,0.8,,,134\nensemble,,recall,negative,0.8,,,134\n" +
		"vader,target,macro_f1,,0.5x,,,343\n"
	figureTable = "task,measure,overlap,value,ci_low,ci_high,ci_method,n_boot,seed,n_right,n,n_documents,warnings,version,gold,gold_sha256\n" +
		"attribution,content_f1,0.3,0.750000,0.700000,0.800000,outer_t,2000,1,6,8,84,,v1,g.csv,ab\nmentions,right_actor,,,,,none,0,1,0,0,0,too_few,v1,g.csv,ab\n"
)

func writeFiles(t *testing.T, texts map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range texts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestReadValidation(t *testing.T) {
	dir := writeFiles(t, map[string]string{"b.csv": metricTable, "a.csv": figureTable, "bad.csv": "x,y\n1,2\n", "empty.csv": ""})
	in := func(name string) string { return filepath.Join(dir, name) }
	v, err := ReadValidation([]string{in("b.csv"), in("a.csv")})
	if err != nil {
		t.Fatal(err)
	}
	known := func(x float64) Num { return Num{x, true} }
	diff(t, "rows", []ValidationRow{
		{File: "a.csv", Scorer: "dyad", Task: "attribution", Metric: "content_f1", Class: "overlap 0.3", Value: known(0.75), Low: known(0.7), High: known(0.8), N: 8, ScorerVersion: "v1", Gold: "g.csv", GoldSHA256: "ab"},
		{File: "a.csv", Scorer: "dyad", Task: "mentions", Metric: "right_actor", ScorerVersion: "v1", Gold: "g.csv", GoldSHA256: "ab"},
		{File: "b.csv", Scorer: "ensemble", Task: "target", Metric: "macro_f1", Value: known(0.743544), Low: known(0.695369), High: known(0.791507), N: 343},
		{File: "b.csv", Scorer: "ensemble", Task: "target", Metric: "recall", Class: "negative", Value: known(0.828358), N: 134},
	}, v.Rows)
	var said []string
	for _, p := range v.Problems {
		said = append(said, p.String())
	}
	diff(t, "problems", []string{"b.csv:4: recall negative of ensemble stands there twice", "b.csv:5: task or metric is empty",
		`b.csv:6:24: value: "0.5x" is no number`}, said)
	for _, paths := range [][]string{{in("bad.csv")}, {in("empty.csv")}, {in("none.csv")}, {in("a.csv"), in("a.csv")}} {
		if _, err := ReadValidation(paths); err == nil {
			t.Errorf("%v: no error", paths)
		}
	}
}

// What dyad validate found reaches table and page, and moves no other figure.
func TestValidationIsShown(t *testing.T) {
	v, err := ReadValidation([]string{filepath.Join(writeFiles(t, map[string]string{"b.csv": metricTable}), "b.csv")})
	if err != nil {
		t.Fatal(err)
	}
	run, without := build(t, fixtureInfo(), fixtureRecords(), Options{Validation: v.Rows}), fixtureRun(t)
	diff(t, "sources", without.Sources, run.Sources)
	got := files(t, write(t, run, WriteOptions{}))
	if !strings.Contains(got["detail/validation.csv"], ",b.csv,ensemble,target,macro_f1,,0.743544,0.695369,0.791507,343,,,\n") ||
		!strings.Contains(got["codebook.csv"], ",validation,ci_low,") || !strings.Contains(got[packageFile], `"path": "detail/validation.csv"`) {
		t.Errorf("validation.csv:\n%s", got["detail/validation.csv"])
	}
	table := unpacked(t, parsePage(t, htmlOf(t, run)), "data-figures")["validation"]
	diff(t, "page", []string{"0.743544", "0.828358"}, table["value"])
	if _, ok := files(t, write(t, without, WriteOptions{}))["detail/validation.csv"]; ok {
		t.Error("validation.csv was written for nothing")
	}
}
