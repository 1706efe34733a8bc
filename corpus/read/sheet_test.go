package read

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestSheetForms(t *testing.T) {
	want := []corpus.MetaField{{Name: "coder", Value: "A"}, {Name: "note", Value: "=x"}}
	for name, text := range map[string]string{
		"comma":        "file,source,date,coder,note\na.txt,Harbor Ledger,2019-03-02,A,'=x\n",
		"mark":         "\ufefffile,source,date,coder,note\r\na.txt,Harbor Ledger,2019-03-02,A,'=x\r\n",
		"semicolon":    "file;source;date;coder;note\na.txt;Harbor Ledger;2019-03-02;A;'=x\n",
		"tab":          "file\tsource\tdate\tcoder\tnote\na.txt\tHarbor Ledger\t2019-03-02\tA\t'=x\n",
		"other names":  "Filename,Outlet,publish_date,meta_coder,meta_note\na.txt,Harbor Ledger,2 March 2019,A,'=x\n",
		"windows path": "file,source,date,coder,note\nC:\\data\\in\\a.txt,Harbor Ledger,2019-03-02,A,'=x\n",
		"blank rows":   "file,source,date,coder,note\n,,,,\na.txt,Harbor Ledger,2019-03-02,A,'=x\n\n",
	} {
		s := sheetOf(t, text)
		c := collect(t, map[string]string{"a.txt": prose}, Options{Metadata: s})
		a := c.Articles[0]
		if a.Source.Value != "Harbor Ledger" || a.Source.Method != corpus.ByMetadata || a.Date.ISO() != "2019-03-02" || a.Date.Method != corpus.ByMetadata {
			t.Errorf("%s: %+v %+v", name, a.Source, a.Date)
		}
		if d := cmp.Diff(want, a.Meta); d != "" || strings.Join(s.Columns, " ") != "coder note" {
			t.Errorf("%s: columns %v: %s", name, s.Columns, d)
		}
		if len(c.Problems) != 0 {
			t.Errorf("%s: problems %v", name, c.Problems)
		}
	}
}

func TestSheetJoin(t *testing.T) {
	s := sheetOf(t, `doc_id,file,url,source,date,title
7,,,By Id,,
,sub/b.txt,,By File,2019-02-31,
,,http://www.ledger.example/c/,By Address,2019-03-02,A title
7,,,Twice,,
nothing,,,Nobody,,
,,,No Key,,
`)
	c := collect(t, map[string]string{
		"x.jsonl":   `{"id":"7","text":"` + prose + `","source":"Own"}` + "\n" + `{"id":"8","url":"https://ledger.example/c","title":"Old","date":"2019-03-01","text":"` + prose + `"}`,
		"sub/b.txt": prose,
	}, Options{Metadata: s})
	if a := byID(t, c, "7"); a.Source.Value != "By Id" || !strings.Contains(strings.Join(a.Warnings, " "), `"Own"`) {
		t.Errorf("7: %+v %q", a.Source, a.Warnings)
	}
	if a := byID(t, c, "sub/b.txt"); a.Source.Value != "By File" || a.Date.Known() {
		t.Errorf("sub/b.txt: %+v %+v", a.Source, a.Date)
	}
	a := byID(t, c, "8")
	if a.Source.Value != "By Address" || a.Date.ISO() != "2019-03-02" || !strings.HasPrefix(a.Text, "A title\n\n") {
		t.Errorf("8: %+v", a)
	}
	if all := strings.Join(a.Warnings, "\n"); !strings.Contains(all, "conflicting dates") || !strings.Contains(all, `"Old"`) {
		t.Errorf("8: warnings %q", a.Warnings)
	}
	want := []string{corpus.ReasonSheetDate, corpus.ReasonSheetTwice, corpus.ReasonSheetUnmatched, corpus.ReasonSheetNoKey}
	if d := cmp.Diff(strings.Join(want, " "), reasons(c.Problems)); d != "" || c.Found != 3 {
		t.Errorf("found %d: %s", c.Found, d)
	}
}

func TestOneRowForAWholeFile(t *testing.T) {
	s := sheetOf(t, "file,source,title\nx.jsonl,Harbor Ledger,One title\n")
	c := collect(t, map[string]string{"x.jsonl": `{"id":"1","text":"one"}` + "\n" + `{"id":"2","text":"two"}`}, Options{Metadata: s})
	for _, a := range c.Articles {
		if a.Source.Value != "Harbor Ledger" || a.Title.Known() {
			t.Errorf("%s: %+v %+v", a.ID, a.Source, a.Title)
		}
	}
	if reasons(c.Problems) != corpus.ReasonSheetManyTitles {
		t.Errorf("problems %v", c.Problems)
	}
}

func TestBadSheets(t *testing.T) {
	var pe *corpus.PathError
	if _, err := ReadSheet(filepath.Join(t.TempDir(), "none.csv")); !errors.As(err, &pe) {
		t.Errorf("error %v, want a *PathError", err)
	}
	for text, want := range map[string]string{
		"":                            "sheet.csv:1: has no header row",
		"name,source\na,b\n":          "sheet.csv:1: the header has none of",
		"file,source,Source\na,b,c\n": `sheet.csv:1: the header has the column "source" twice`,
		"file,source\na,\x00b\n":      "sheet.csv:2:3: is not text",
	} {
		_, err := ReadSheet(filepath.Join(writeFiles(t, map[string]string{"sheet.csv": text}), "sheet.csv"))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	s := sheetOf(t, "file,source\na.txt,\"x\"y\nb.txt,Good\nc.txt,Good,too many\n")
	if reasons(s.Problems) != corpus.ReasonSheetRow+" "+corpus.ReasonSheetRow || s.Problems[0].Line != 2 || len(s.rows) != 2 {
		t.Errorf("problems %v, %d rows", s.Problems, len(s.rows))
	}
}

// The article list of GDELT DOC, as JSON and as CSV, describes saved pages.
func TestSheetFromGDELT(t *testing.T) {
	for _, name := range []string{"gdelt_doc.json", "gdelt_doc.csv"} {
		s, err := ReadSheet(sample(name))
		if err != nil {
			t.Fatal(err)
		}
		line := `{"id": "a", "url": "http://harborledger.example/world/envoy-returns/", "text": "` + prose + `"}`
		a := byID(t, collect(t, map[string]string{"a.jsonl": line}, Options{Metadata: s}), "a")
		if a.Date.ISO() != "2020-03-02" || a.Date.Method != corpus.ByMetadata || a.Title.Value != "Envoy returns to Doha" {
			t.Errorf("%s: %+v", name, a)
		}
	}
	dir := writeFiles(t, map[string]string{"a.json": `{"articles": [{"title": "x"}]}`, "b.json": `{"a": 1}`, "c.json": `[{"url": "x.example/a"}, 3, {"url":`})
	for name, want := range map[string]string{"a.json": "none of the columns", "b.json": "no list", "c.json": "not JSON"} {
		if _, err := ReadSheet(filepath.Join(dir, name)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
