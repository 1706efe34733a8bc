package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

const allFormats = "csv,xlsx,parquet,jsonl"

// openElsewhere opens the tables of a run in the programs that are there and
// has every cell compared; those that are not there are named in the log.
func openElsewhere(t *testing.T, run string, options ...string) {
	t.Helper()
	python := "../../.ci/venv/bin/python"
	if _, err := os.Stat(python); err != nil {
		if python, err = exec.LookPath("python3"); err != nil {
			t.Skip("skipped: the tables were opened in no other program: python3 is not installed (.ci/optional-tools installs it)")
		}
	}
	out, err := exec.CommandContext(t.Context(), python, append([]string{"../../.ci/open_elsewhere.py", run}, options...)...).CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Errorf("open_elsewhere.py: %v", err)
	}
}

// The tables of the real articles open unchanged in other programs. It is the
// one test that holds all formats of a real run against each other, and is worth
// its seconds.
func TestRealTablesOpenElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: it runs over all real articles")
	}
	run := runOn(t, "--format", allFormats, golden.Data(t, "news/taliban_trump.jsonl"))
	openElsewhere(t, run)
	negative := false
	for _, r := range readRows(t, filepath.Join(run, "judgments.csv")) {
		negative = negative || strings.HasPrefix(r["polarity"], "-")
		if strings.HasPrefix(r["polarity"], "'") {
			t.Fatalf("a negative number is guarded: %v", r)
		}
	}
	if !negative {
		t.Error("no negative number was there to be kept")
	}
}

// hostile is what an article may try: to run in a spreadsheet or a browser, to
// turn the direction of writing, to break cells, lines and columns.
func hostile() []map[string]string {
	word := strings.Repeat("grrr", 2500)
	body := "The Taliban praised President Trump on Sunday. <script>alert(1)</script> President Trump condemned the Taliban.\n\n"
	return []map[string]string{
		{"id": "=cmd|' /C calc'!A0", "source": "@SUM(1+1)", "title": "=HYPERLINK(\"http://x.example\",\"Trump\")", "text": body},
		{"id": "<script>alert(2)</script>", "source": "<img src=x onerror=alert(3)>", "title": "</title><script>alert(4)</script> Trump", "text": body},
		{"id": "rtl\u202e", "source": "\u2067Heron\u2069", "title": "Trump \u202egnihton\u202c and the \u200fTaliban", "text": body + "\u202e" + body},
		{"id": "long", "source": "Heron", "title": "Trump " + word, "text": word + " Trump praised the Taliban " + word + ".\n\n" + body},
		{"id": "huge", "source": "Heron", "title": strings.Repeat("Trump 😀 ", 6000), "text": body},
		{"id": "controls", "source": "He\x00ron\x07", "title": "Trump\ttabs\r\nand \"quotes\", commas; _x0041_ 'single", "text": "\x1b[31m" + body + "\ufffe"},
		{"id": "emoji👩‍👩‍👧", "source": "👾", "title": "-Trump 🧨🧨", "text": body, "score": "-3", "note": "'=1+1", "plus": "+1", "tab": "\t=1"},
		{"id": "numbers", "source": "007", "title": "1e5", "text": body, "score": "-0.5", "note": "TRUE", "plus": "2020-10", "tab": "1-2"},
	}
}

// Hostile articles pass through all outputs and harm none.
func TestHostileArticles(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped with -short: it writes and opens every format")
	}
	in := filepath.Join(t.TempDir(), "hostile.jsonl")
	var lines []byte
	for _, a := range hostile() {
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, b...), '\n')
	}
	if err := os.WriteFile(in, lines, 0o666); err != nil {
		t.Fatal(err)
	}
	run := runOn(t, "--texts", "--multiverse", "--format", allFormats, in)
	rows := readRows(t, filepath.Join(run, "articles.csv"))
	if len(rows) != len(hostile()) {
		t.Fatalf("%d articles", len(rows))
	}
	for _, r := range rows {
		for column, cell := range r {
			number := strings.HasPrefix(cell, "-") && (cell == "-3" || cell == "-0.5" || !strings.HasPrefix(column, "meta_") && strings.Trim(cell, "-.0123456789") == "")
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") && !number {
				t.Errorf("%s %q would run", column, cell)
			}
		}
	}
	page, err := os.ReadFile(filepath.Join(run, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script>alert", "<img", "\u202e", "\x1b"} {
		if strings.Contains(string(page), bad) {
			t.Errorf("report.html has %q", bad)
		}
	}
	openElsewhere(t, run, "--lookalikes")
	var out, msg strings.Builder
	if code := execute(t.Context(), []string{"verify", run}, strings.NewReader(""), &out, &msg); code != exitOK {
		t.Errorf("verify: exit code %d\n%s%s", code, out.String(), msg.String())
	}
}
