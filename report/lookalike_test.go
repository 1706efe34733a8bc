package report

import (
	"strings"
	"testing"
)

// Texts that a spreadsheet would change are named; texts that it keeps are not.
func TestLookalikes(t *testing.T) {
	for text, want := range map[string]bool{
		"007": true, "1e5": true, "1E+05": true, "TRUE": true, "false": true, "1.50": true, "+1": true, "12345678901234567": true, "1,000": true, "5 %": true, ".5": true, "1.": true,
		"2020-10": true, "1-2": true, "3/4": true, "1/2/2020": true, "10:30": true, "Mar 5": true, "March 2020": true, "5-Mar": true, "SEPT2": true, "-0": true,
		"7": false, "-3": false, "0.5": false, "1984": false, "Trump": false, "": false, "a/b": false, "Marines 5": false, "2020-10-10T00": false, "1-2-3-4": false, "2020-10-10": false, "r12": false,
		"truest": false, "10:30 news": false, "Mayor 12345": false, "1e5x": false, "1 000": false,
	} {
		run := &Run{Tables: Tables{Articles: []ArticleRow{{DocID: "a", Title: text}}}}
		counts, _ := run.lookalikes()
		if got := counts["title"] == 1; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestLookalikesAreTold(t *testing.T) {
	recs := fixtureRecords()
	recs[0].Article.Meta[1].Value = "007"
	recs[3].Article.DocID = "1e5"
	run := build(t, fixtureInfo(), recs, Options{})
	var notes []string
	dir := write(t, run, WriteOptions{Formats: []Format{CSV, XLSX}, Note: func(s string) { notes = append(notes, s) }})
	all := strings.Join(notes, "\n")
	if !strings.Contains(all, "doc_id (1, such as 1e5), meta_bias (1, such as 007): tables.xlsx keeps them") {
		t.Errorf("notes: %s", all)
	}
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	diff(t, "manifest", map[string]int{"doc_id": 1, "meta_bias": 1}, m.Verified.Outputs[1].Lookalikes)
	notes = nil
	write(t, fixtureRun(t), WriteOptions{Note: func(s string) { notes = append(notes, s) }})
	if len(notes) > 0 {
		t.Errorf("notes without a look-alike: %q", notes)
	}
}
