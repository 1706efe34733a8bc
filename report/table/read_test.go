package table_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func TestHeaders(t *testing.T) {
	run := built.Run(t)
	var good bytes.Buffer
	err := table.WriteTable(&good, run.ID, table.Fields[table.RelationRow](), fixture.RowsOf(t, run.Rows).Relations, table.Style{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"quad_class", "quad", `column "quad_class" is missing`},
		{"quad_class", "agent", `column "agent" stands there twice`},
		{"", "", "there is no header row"},
	} {
		text := strings.Replace(good.String(), c.from, c.to, 1)
		if c.from == "" {
			text = ""
		}
		_, err := table.NewTableReader(strings.NewReader(text), "r.csv", true, table.Without(table.Fields[table.RelationRow]))
		if err == nil || !strings.Contains(err.Error(), "r.csv:1: "+c.want) {
			t.Errorf("%s: %v", c.want, err)
		}
	}
	wide := strings.Replace(strings.Replace(good.String(), "run_id", "run_id,mine", 1), "\n", "\nx,", 1)
	r, err := table.NewTableReader(strings.NewReader(wide), "r.csv", true, table.Without(table.Fields[table.RelationRow]))
	if err != nil {
		t.Fatal(err)
	}
	if ws := r.Warnings(); len(ws) != 1 || ws[0].Reason != table.UnknownColumn || ws[0].Lost {
		t.Errorf("warnings: %v", ws)
	}
}

func TestCleanKeepsOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if got := table.OneLine(s); len(got) != len(s) || strings.ContainsAny(got, "\r\n") {
			t.Fatalf("%q became %q", s, got)
		}
		bad := s + "\xff\x00" + s
		if n := len([]rune(table.Clean(bad))); n != len([]rune(bad)) || strings.ContainsRune(table.Clean(bad), 0) {
			t.Fatalf("%q became %q", bad, table.Clean(bad))
		}
	})
}

func TestReadValidation(t *testing.T) {
	dir := fixture.FolderOf(t, map[string]string{"b.csv": fixture.MetricTable, "a.csv": fixture.FigureTable, "bad.csv": "x,y\n1,2\n", "empty.csv": ""})
	in := func(name string) string { return filepath.Join(dir, name) }
	v, err := table.ReadValidation([]string{in("b.csv"), in("a.csv")})
	if err != nil {
		t.Fatal(err)
	}
	known := func(x float64) table.Num { return table.Num{Value: x, Known: true} }
	fixture.Diff(t, "rows", []table.ValidationRow{
		{File: "a.csv", Scorer: "dyad", Task: "attribution", Metric: "content_f1", Class: "overlap 0.3", Value: known(0.75), Low: known(0.7), High: known(0.8), N: 8, ScorerVersion: "v1", Gold: "g.csv", GoldSHA256: "ab"},
		{File: "a.csv", Scorer: "dyad", Task: "mentions", Metric: "right_actor", ScorerVersion: "v1", Gold: "g.csv", GoldSHA256: "ab"},
		{File: "b.csv", Scorer: "ensemble", Task: "target", Metric: "macro_f1", Value: known(0.743544), Low: known(0.695369), High: known(0.791507), N: 343},
		{File: "b.csv", Scorer: "ensemble", Task: "target", Metric: "recall", Class: "negative", Value: known(0.828358), N: 134},
	}, v.Rows)
	var said []string
	for _, p := range v.Problems {
		said = append(said, p.String())
	}
	fixture.Diff(t, "problems", []string{"b.csv:4: recall negative of ensemble stands there twice", "b.csv:5: task or metric is empty",
		`b.csv:6:24: value: "0.5x" is no number`}, said)
	for _, paths := range [][]string{{in("bad.csv")}, {in("empty.csv")}, {in("none.csv")}, {in("a.csv"), in("a.csv")}} {
		if _, err := table.ReadValidation(paths); err == nil {
			t.Errorf("%v: no error", paths)
		}
	}
}

// Texts that a spreadsheet would change are named; texts that it keeps are not.
func TestLookalikes(t *testing.T) {
	for text, want := range map[string]bool{
		"007": true, "1e5": true, "1E+05": true, "TRUE": true, "false": true, "1.50": true, "+1": true, "12345678901234567": true, "1,000": true, "5 %": true, ".5": true, "1.": true,
		"2020-10": true, "1-2": true, "3/4": true, "1/2/2020": true, "10:30": true, "Mar 5": true, "March 2020": true, "5-Mar": true, "SEPT2": true, "-0": true,
		"7": false, "-3": false, "0.5": false, "1984": false, "Trump": false, "": false, "a/b": false, "Marines 5": false, "2020-10-10T00": false, "1-2-3-4": false, "2020-10-10": false, "r12": false,
		"truest": false, "10:30 news": false, "Mayor 12345": false, "1e5x": false, "1 000": false,
	} {
		run := &report.Run{Tables: table.Tables{Rows: table.RecordsOf([]table.Record{{Article: table.ArticleRow{DocID: "a", Title: text}}})}}
		counts, _, err := run.Lookalikes()
		if err != nil {
			t.Fatal(err)
		}
		if got := counts["title"] == 1; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestSchemaIsWhole(t *testing.T) {
	for _, table := range table.Schema([]string{"mine"}) {
		seen := map[string]bool{}
		for _, c := range table.Columns {
			if c.Name == "" || c.Meaning == "" || c.Type == "" || seen[c.Name] {
				t.Errorf("%s: column %+v", table.Name, c)
			}
			seen[c.Name] = true
		}
	}
}
