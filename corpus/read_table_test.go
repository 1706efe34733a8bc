package corpus

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"
)

// sample gives the path of a file of testdata/formats.
func sample(name string) string { return filepath.Join("..", "testdata", "formats", name) }

// readSample reads one sample.
func readSample(t testing.TB, name string, opts Options) *Collection {
	t.Helper()
	c, err := Collect(context.Background(), []string{sample(name)}, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range c.Articles {
		checkArticle(t, a)
	}
	return c
}

func TestTable(t *testing.T) {
	c := readSample(t, "all_the_news.csv", Options{})
	if len(c.Articles) != 3 || len(c.Problems) != 0 {
		t.Fatalf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
	for _, a := range c.Articles {
		switch a.Title.Value {
		case "Envoy returns to Doha":
			if a.Source.Value != "Harbor Ledger" || a.Date.ISO() != "2020-03-02" || a.Line != 2 || a.Date.Evidence != `line 2: field "date"` ||
				!strings.HasSuffix(a.Text, `"We are close," the envoy told reporters after the talks.`) || a.Meta[0].Name != "year" {
				t.Errorf("%+v", a)
			}
		case "Wheat prices fall again":
			if a.Line != 5 || !strings.HasPrefix(a.Body(), "=Prices") || a.URL.Value != "https://www.prairiewire.example/wheat" {
				t.Errorf("%+v", a)
			}
		default:
			if a.Exclusion != ExcludedEmpty || a.Date.Reliable {
				t.Errorf("%+v", a)
			}
		}
	}
}

func TestTableForms(t *testing.T) {
	row := "Harbor Ledger;2019-03-02;" + prose
	utf16Text := func(s string) string {
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return string(b)
	}
	for name, tt := range map[string]struct{ file, text, reasons string }{
		"semicolon":       {"a.csv", "source;date;text\n" + row + "\n", ""},
		"tab":             {"a.tsv", "source\tdate\ttext\n" + strings.ReplaceAll(row, ";", "\t") + "\n", ""},
		"mark":            {"a.csv", "\ufeffsource;date;text\r\n" + row + "\r\n", ""},
		"unicode text":    {"a.csv", utf16Text("source\tdate\ttext\n" + strings.ReplaceAll(row, ";", "\t") + "\n"), ReasonEncoding},
		"western":         {"a.csv", "source;date;text;note\n" + row + ";caf\xe9\n", ReasonEncoding},
		"by its header":   {"a.dat", "source;date;text\n" + row + "\n", ""},
		"a bad row":       {"a.csv", "source;date;text\n\"x\"y;;\n" + row + "\n", ReasonTableRow},
		"a row too long":  {"a.csv", "source;date;text\n" + row + ";more\n", ReasonTableRow},
		"a binary row":    {"a.csv", "source;date;text\nx;y;\x00\n" + row + "\n", ReasonBinary},
		"a row of blanks": {"a.csv", "source;date;text\n;;\n" + row + "\n", ""},
	} {
		c := collect(t, map[string]string{tt.file: tt.text}, Options{})
		if reasons(c.Problems) != tt.reasons || len(c.Articles) != 1 {
			t.Errorf("%s: %d articles, problems %v", name, len(c.Articles), c.Problems)
			continue
		}
		if a := c.Articles[0]; a.Source.Value != "Harbor Ledger" || a.Date.ISO() != "2019-03-02" || a.Body() != prose {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

func TestTableWithoutTexts(t *testing.T) {
	for _, name := range []string{"mediacloud.csv", "gdelt_doc.csv"} {
		c := readSample(t, name, Options{})
		if len(c.Articles) != 0 || reasons(c.Problems) != ReasonNoText || !strings.Contains(c.Problems[0].Msg, "--map text=") {
			t.Errorf("%s: %v", name, c.Problems)
		}
		s, err := ReadSheet(sample(name))
		if err != nil {
			t.Fatal(err)
		}
		c = collect(t, map[string]string{"a.jsonl": `{"text":"` + prose + `","url":"http://harborledger.example/world/envoy-returns/"}`}, Options{Metadata: s})
		a := c.Articles[0]
		if a.Title.Value != "Envoy returns to Doha" || a.Date.ISO() != "2020-03-02" || a.Source.Value != "harborledger.example" {
			t.Errorf("%s: %+v", name, a)
		}
	}
	c := readSample(t, "mediacloud.csv", Options{Columns: Columns{"text": "title", "source": "media_url"}})
	if len(c.Articles) != 2 || c.Articles[0].Body() != "Envoy returns to Doha" || c.Articles[0].Source.Evidence != `line 2: field "media_url"` {
		t.Errorf("mapped: %+v %v", c.Articles, c.Problems)
	}
}

func TestLongRowEndsTheTable(t *testing.T) {
	c := collect(t, map[string]string{"a.csv": "id,text\n1,one\n2,\"" + strings.Repeat("x", 300_000)}, Options{MaxBytes: 100_000})
	if reasons(c.Problems) != ReasonTooLarge || len(c.Articles) != 1 {
		t.Errorf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
}

func TestParseColumns(t *testing.T) {
	c, err := ParseColumns([]string{"source=media_name", " Date = day", "id=nr"})
	if err != nil || c["source"] != "media_name" || c["date"] != "day" || c["doc_id"] != "nr" {
		t.Errorf("%v %v", c, err)
	}
	for _, bad := range []string{"source", "source=", "colour=red"} {
		if _, err := ParseColumns([]string{bad}); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
	if _, err := ParseColumns([]string{"url=a", "url=b"}); err == nil {
		t.Error("mapped twice: no error")
	}
	opts := Options{Columns: Columns{"source": "media", "date": "day"}}
	a := collect(t, map[string]string{"a.jsonl": `{"text":"x","source":"crawler","media":"Harbor Ledger","day":"2019-03-02","date":"2020-01-01"}`}, opts).Articles[0]
	if a.Source.Value != "Harbor Ledger" || a.Date.ISO() != "2019-03-02" || len(a.Meta) != 2 || a.Meta[0].Name != "original_source" {
		t.Errorf("%+v", a)
	}
}

func TestStandardInput(t *testing.T) {
	c, err := Collect(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(`{"id":"a","text":"one"}` + "\n")})
	if err != nil || len(c.Articles) != 1 || c.Articles[0].File != "stdin" || c.Inputs[0].Size != 24 {
		t.Errorf("%v %+v", err, c)
	}
	var pe *PathError
	if _, err := Collect(context.Background(), []string{"-"}, Options{}); !errors.As(err, &pe) {
		t.Errorf("no standard input: %v", err)
	}
}
