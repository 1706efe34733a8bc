package read

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// sample gives the path of a file of testdata/formats.
func sample(name string) string { return filepath.Join("..", "..", "testdata", "formats", name) }

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
			if a.Exclusion != corpus.ExcludedEmpty || a.Date.Reliable {
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
		"unicode text":    {"a.csv", utf16Text("source\tdate\ttext\n" + strings.ReplaceAll(row, ";", "\t") + "\n"), corpus.ReasonEncoding},
		"western":         {"a.csv", "source;date;text;note\n" + row + ";caf\xe9\n", corpus.ReasonEncoding},
		"by its header":   {"a.dat", "source;date;text\n" + row + "\n", ""},
		"a bad row":       {"a.csv", "source;date;text\n\"x\"y;;\n" + row + "\n", corpus.ReasonTableRow},
		"a row too long":  {"a.csv", "source;date;text\n" + row + ";more\n", corpus.ReasonTableRow},
		"a binary row":    {"a.csv", "source;date;text\nx;y;\x00\n" + row + "\n", corpus.ReasonBinary},
		"sep of Excel":    {"a.csv", "sep=;\r\nsource;date;text\r\n" + row + "\r\n", ""},
		"no mark":         {"a.csv", utf16Text("source\tdate\ttext\n" + strings.ReplaceAll(row, ";", "\t") + "\n")[2:], corpus.ReasonEncoding},
		"old Mac":         {"a.csv", "source;date;text\r" + row + "\r", ""},
		"bars":            {"a.csv", "source|date|text\n" + strings.ReplaceAll(row, ";", "|") + "\n", ""},
		"never closed":    {"a.csv", "source;date;text\nx;\"y;z\n" + row + "\n", corpus.ReasonTableRow},
		"rest of a row":   {"a.csv", "source;date;text\nx;y;\"z \"z\nand its rest\n" + row + "\n", corpus.ReasonTableRow + " " + corpus.ReasonTableRow},
		"a workbook":      {"b.csv", "PK\x03\x04", ""},
		"a row of blanks": {"a.csv", "source;date;text\n;;\n" + row + "\n", ""},
	} {
		files := map[string]string{tt.file: tt.text}
		if tt.file == "b.csv" { // is told, and takes nothing from its neighbour
			files["a.csv"], tt.reasons = "source;date;text\n"+row+"\n", corpus.ReasonTableSkipped
		}
		c := collect(t, files, Options{})
		if reasons(c.Problems) != tt.reasons || len(c.Articles) != 1 {
			t.Errorf("%s: %d articles, problems %v", name, len(c.Articles), c.Problems)
			continue
		}
		if a := c.Articles[0]; a.Source.Value != "Harbor Ledger" || a.Date.ISO() != "2019-03-02" || a.Body() != prose {
			t.Errorf("%s: %+v", name, a)
		}
	}
}

// Between TABs a quotation mark is a letter unless it closes; elsewhere a mark
// that does not close costs its row alone.
func TestMarksInTables(t *testing.T) {
	rows := []string{"1\tLedger\t2020-03-03\tOne\tThe crowd left.", "2\tLedger\t2020-03-04\tTwo\t\"Brave\" is what they called him.",
		"3\tLedger\t2020-03-05\t\"Three\tThe crowd left.", "4\tLedger\t2020-03-06\tFour\t\"The crowd\nleft.\""}
	c := collect(t, map[string]string{"b.tsv": "id\tsource\tdate\ttitle\ttext\n" + strings.Join(rows, "\n") + "\n"}, Options{})
	if len(c.Articles) != 4 || len(c.Problems) != 0 {
		t.Fatalf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
	if a := byID(t, c, "2"); a.Body() != `"Brave" is what they called him.` {
		t.Errorf("%q", a.Body())
	}
	if a := byID(t, c, "4"); a.Body() != "The crowd\nleft." {
		t.Errorf("%q", a.Body())
	}
	c = collect(t, map[string]string{"a.csv": "id,source,date,title,text\n1,L,2020-03-03,One,\"Left, he said.\"\n2,L,2020-03-04,Two,\"They called him \"brave, he said.\n3,L,2020-03-05,Three,\"Left, he said.\"\n4,L,2020-03-05,Four,\"Left\n"}, Options{})
	if len(c.Articles) != 2 || reasons(c.Problems) != corpus.ReasonTableRow+" "+corpus.ReasonTableRow || c.Problems[0].Line != 3 || c.Problems[1].Line != 5 || c.Found != 4 {
		t.Errorf("%d of %d articles, problems %v", len(c.Articles), c.Found, c.Problems)
	}
}

func TestTableWithoutTexts(t *testing.T) {
	for _, name := range []string{"mediacloud.csv", "gdelt_doc.csv"} {
		c := readSample(t, name, Options{})
		if len(c.Articles) != 0 || reasons(c.Problems) != corpus.ReasonNoText || !strings.Contains(c.Problems[0].Msg, "--map text=") {
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
	if reasons(c.Problems) != corpus.ReasonTooLarge || len(c.Articles) != 1 {
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
	var pe *corpus.PathError
	if _, err := Collect(context.Background(), []string{"-"}, Options{}); !errors.As(err, &pe) {
		t.Errorf("no standard input: %v", err)
	}
}
