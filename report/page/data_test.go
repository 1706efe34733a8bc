package page

import (
	"path/filepath"
	"strconv"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
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
	within := s["dedup"] == string(report.Within) || s["dedup"] == string(report.Weighted) && s["level"] == table.LevelSource
	switch {
	case a["exclusion_reason"] != "", s["level"] == table.LevelSource && a["source"] != s["source"]:
		return false
	case within && a["copy_within"] == "true", s["dedup"] == string(report.HeadOnly) && a["copy_anywhere"] == "true":
		return false
	case s["period"] == "reliable" && a["date_is_reliable"] != "true", s["period"] == "even_periods" && a["period"] == "":
		return false
	case j["scorer"] != s["scorer"], j["target"] != s["target"], s["scope"] == table.DyadScope && j["scope"] != table.DyadScope, j["voice"] != s["voice"]:
		return false
	}
	return j[s["measure"]] != ""
}

// Every specification of the page leads to the portrayals that it was made of.
func TestSpecificationsLeadToTheirSentences(t *testing.T) {
	for _, measure := range []string{table.OwnStance, table.Portrayal} {
		choices := report.DefaultChoices()
		choices.Measure = measure
		if measure == table.Portrayal {
			choices.Voices = []string{table.NarratorVoice, table.QuotedVoice}
		}
		for name, recs := range map[string][]table.Record{"fixture": built.Records(), "quarrel": built.Quarrel()} {
			page := parsePage(t, htmlOf(t, built.Build(t, fixture.Info(), recs, report.Options{Multiverse: &choices, Means: stats.MethodT})))
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
	choices := report.DefaultChoices()
	choices.Scopes = []string{table.AnyScope}
	for _, c := range []struct {
		of     string
		asked  *report.Choices
		scopes []string
	}{
		{multiverseLook, nil, []string{table.AnyScope, table.DyadScope}},
		{multiverseOfRun, &choices, []string{table.AnyScope}},
	} {
		run := built.Build(t, fixture.Info(), built.Quarrel(), report.Options{Multiverse: c.asked, Means: stats.MethodT})
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

func TestPageShowsTheValidation(t *testing.T) {
	v, err := table.ReadValidation([]string{filepath.Join(fixture.FolderOf(t, map[string]string{"b.csv": fixture.MetricTable}), "b.csv")})
	if err != nil {
		t.Fatal(err)
	}
	run := built.Build(t, fixture.Info(), built.Records(), report.Options{Validation: v.Rows})
	table := unpacked(t, parsePage(t, htmlOf(t, run)), "data-figures")["validation"]
	fixture.Diff(t, "page", []string{"0.743544", "0.828358"}, table["value"])
}
