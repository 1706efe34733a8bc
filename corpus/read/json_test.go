package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestJSONLines(t *testing.T) {
	c := collect(t, map[string]string{"in/x.jsonl": `{"id": 7, "source": {"id": null, "name": "Harbor Ledger"}, "publishedAt": "2019-03-02T23:30:00-05:00", "headline": "Talks  resume\n", "content": "` + prose + `", "tags": ["a", "b"], "score": 0.50, "note": null}

{"id": "b", "text": "cut off
["no", "record"]
{"id": "c", "title": "No text here"}
{"id": "d", "text": ""}
{"id": "e", "text": "bad ` + "\xff" + ` byte"}
{"id": "f", "text": "two"} {"id": "g"}
{"id": "h", "media_name": "Prairie Wire", "publish_date": "2019-02-31", "url": "https://prairiewire.example/1", "body": "` + prose + `"}
`}, Options{})
	a := byID(t, c, "7")
	if a.Source.Value != "Harbor Ledger" || a.Source.Method != corpus.ByRecord || a.Title.Value != "Talks resume" || a.Date.ISO() != "2019-03-02" {
		t.Errorf("article %+v", a)
	}
	if d := cmp.Diff([]corpus.MetaField{{Name: "tags", Value: "a; b"}, {Name: "score", Value: "0.50"}}, a.Meta); d != "" {
		t.Error(d)
	}
	if byID(t, c, "d").Exclusion != corpus.ExcludedEmpty {
		t.Error("empty text is not left out")
	}
	if h := byID(t, c, "h"); h.Date.Known() || h.Source.Value != "Prairie Wire" || len(h.Warnings) != 1 || h.Date.Raw != "2019-02-31" {
		t.Errorf("article %+v", h)
	}
	type place struct {
		Line   int
		Reason string
	}
	var got []place
	for _, p := range c.Problems {
		got = append(got, place{p.Line, p.Reason})
	}
	want := []place{{3, corpus.ReasonInvalidJSON}, {4, corpus.ReasonNotObject}, {5, corpus.ReasonNoText}, {7, corpus.ReasonInvalidUTF8}, {8, corpus.ReasonInvalidJSON}, {9, corpus.ReasonImpossibleDate}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if c.Found != 8 {
		t.Errorf("found %d, want 8", c.Found)
	}
	if msg := c.Problems[0].Error(); !strings.Contains(msg, "x.jsonl:3:") {
		t.Error(msg)
	}
}

func TestJSONArrayAndObject(t *testing.T) {
	c := collect(t, map[string]string{
		"array.txt":  "\n[\n {\"id\": \"a\", \"text\": \"one\"},\n\n {\"id\": \"b\",\n \"text\": \"two\"},\n 3,\n {\"id\": \"c\", \"text\": \"x\" oops}\n]",
		"object.xyz": "{\n \"id\": \"o\",\n \"text\": \"three\"\n}\n",
		"note.txt":   "[Editor's note: this is a text.] " + prose,
	}, Options{})
	if a, b := byID(t, c, "a"), byID(t, c, "b"); a.Line != 3 || b.Line != 5 {
		t.Errorf("lines %d, %d", a.Line, b.Line)
	}
	byID(t, c, "o")
	byID(t, c, "note.txt")
	if reasons(c.Problems) != corpus.ReasonNotObject+" "+corpus.ReasonInvalidJSON || c.Problems[1].Line != 8 {
		t.Errorf("problems %v", c.Problems)
	}
}

func TestJSONList(t *testing.T) {
	list := "{\"status\": \"ok\",\n \"articles\": [\n {\"id\": \"a\", \"text\": \"one\"},\n {\"id\": \"b\", \"content\": \"two\"}],\n \"tags\": [\"x\"]}"
	for name, text := range map[string]string{
		"a.json": list, "lines": strings.ReplaceAll(list, "\n", " ") + "\n", "b.txt": list,
		"inside.json": "{\"response\": {\"n\": 2,\n \"docs\": [\n{\"id\": \"a\", \"text\": \"one\"},\n{\"id\": \"b\", \"text\": \"two\"}]}}",
	} {
		c := collect(t, map[string]string{name: text}, Options{})
		if len(c.Problems) != 0 || len(c.Articles) != 2 || byID(t, c, "b").Text != "two" || name != "lines" && byID(t, c, "b").Line != 4 {
			t.Errorf("%s: %d articles, problems %v", name, len(c.Articles), c.Problems)
		}
	}
	for name, text := range map[string]string{
		"two lists":       `{"a": [{"id": "a", "text": "one"}], "b": [{"id": "b", "text": "two"}]}`,
		"no records":      `{"a": [1, 2], "b": "c"}`,
		"too deep":        `{"a": {"b": {"c": {"d": {"e": [{"id": "a", "text": "one"}]}}}}}`,
		"list and a text": `{"a": [1], "b": []}`,
	} {
		if c := collect(t, map[string]string{"a.json": text}, Options{}); reasons(c.Problems) != corpus.ReasonNoText || len(c.Articles) != 0 {
			t.Errorf("%s: %d articles, problems %v", name, len(c.Articles), c.Problems)
		}
	}
	c := collect(t, map[string]string{"a.json": `{"id": "r", "text": "a record", "links": [{"id": "a", "text": "one"}]}`}, Options{})
	if len(c.Articles) != 1 || c.Articles[0].Text != "a record" {
		t.Errorf("a record with a list: %v", c.Articles)
	}
}

func TestJSONAnswer(t *testing.T) {
	c := readSample(t, "newsapi.json", Options{})
	if len(c.Articles) != 2 || len(c.Problems) != 0 {
		t.Fatalf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
	a := byID(t, c, "newsapi.json#1")
	if a.Title.Value != "Envoy returns to Doha" {
		a = byID(t, c, "newsapi.json#2")
	}
	if a.Source.Value != "Harbor Ledger" || a.Date.ISO() != "2020-03-02" || a.WireService != "Reuters" || a.Line != 3 ||
		kinds(a) != "dateline: DOHA\nwire_credit: (Reuters) -\nwire_credit: The Associated Press contributed to this report.\n" {
		t.Errorf("%+v\n%s", a, kinds(a))
	}
	c = readSample(t, "gdelt_doc.json", Options{}) // tells where articles are, and holds none
	if len(c.Articles) != 0 || reasons(c.Problems) != corpus.ReasonNoText+" "+corpus.ReasonNoText {
		t.Errorf("problems %v", c.Problems)
	}
}

func TestLongLineIsPassedOver(t *testing.T) {
	long := `{"id": "l", "text": "` + strings.Repeat("x", 200_000) + `"}`
	c := collect(t, map[string]string{"a.jsonl": long + "\n" + `{"id": "s", "text": "short"}`}, Options{MaxBytes: 100_000})
	if reasons(c.Problems) != corpus.ReasonTooLarge || c.Problems[0].Line != 1 || byID(t, c, "s").Line != 2 {
		t.Errorf("problems %v", c.Problems)
	}
}
