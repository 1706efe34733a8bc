package corpus

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	if a.Source.Value != "Harbor Ledger" || a.Source.Method != ByRecord || a.Title.Value != "Talks resume" || a.Date.ISO() != "2019-03-02" {
		t.Errorf("article %+v", a)
	}
	if d := cmp.Diff([]MetaField{{"tags", "a; b"}, {"score", "0.50"}}, a.Meta); d != "" {
		t.Error(d)
	}
	if byID(t, c, "d").Exclusion != ExcludedEmpty {
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
	want := []place{{3, ReasonInvalidJSON}, {4, ReasonNotObject}, {5, ReasonNoText}, {7, ReasonInvalidUTF8}, {8, ReasonInvalidJSON}, {9, ReasonImpossibleDate}}
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
	if reasons(c.Problems) != ReasonNotObject+" "+ReasonInvalidJSON || c.Problems[1].Line != 8 {
		t.Errorf("problems %v", c.Problems)
	}
}

func TestLongLineIsPassedOver(t *testing.T) {
	long := `{"id": "l", "text": "` + strings.Repeat("x", 200_000) + `"}`
	c := collect(t, map[string]string{"a.jsonl": long + "\n" + `{"id": "s", "text": "short"}`}, Options{MaxBytes: 100_000})
	if reasons(c.Problems) != ReasonTooLarge || c.Problems[0].Line != 1 || byID(t, c, "s").Line != 2 {
		t.Errorf("problems %v", c.Problems)
	}
}
