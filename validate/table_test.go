package validate

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

const header = "doc_id,attribution_id,speaker_spans,cue_spans,content_spans,speaker\n"

func TestTableFaults(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", "g.csv:1: there is no header row"},
		{"no rows", header, "g.csv: has no rows"},
		{"a column is missing", "doc_id,attribution_id,speaker_spans,cue_spans,speaker\n", "g.csv:1: there is no column content_spans"},
		{"no document", header + ",E1,0-1,,2-3,A\n", "g.csv:2: doc_id is empty"},
		{"no id", header + "d,,0-1,,2-3,A\n", "g.csv:2: attribution_id is empty"},
		{"no content", header + "d,E1,0-1,,,A\n", "g.csv:2: content_spans is empty"},
		{"an empty span", header + "d,E1,0-1,,3-3,A\n", `g.csv:2: content_spans: "3-3" is no span: want start-end, with end after start`},
		{"words", header + "d,E1,a-b,,3-4,A\n", `g.csv:2: speaker_spans: "a-b" is no span: want start-end, with end after start`},
		{"a negative offset", header + "d,E1,,-1-4,3-4,A\n", `g.csv:2: cue_spans: "-1-4" is no span: want start-end, with end after start`},
		{"the line is that of the row", header + "d,E1,,,0-1,\"two\nlines\"\nd,E2,,,,\n", "g.csv:4: content_spans is empty"},
		{"an id twice", header + "d,E1,,,0-1,\ne,E1,,,0-1,\nd,E1,,,0-1,\n", "g.csv:4: E1 of d stands on line 2 already"},
		{"a cell too few", header + "d,E1,,,0-1\n", "g.csv:2: 5 cells, the header has 6"},
	} {
		_, err := ReadAttributions(strings.NewReader(c.in), "g.csv")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, not %s", c.name, err, c.want)
		}
	}
}

func TestTableThereAndBack(t *testing.T) {
	rows := []Attribution{
		{DocID: "d", ID: "E1", Speaker: sp("0-3;8-9"), Cue: sp("4-7"), Content: sp("10-20;30-41"), Name: "Ann, A"},
		{DocID: "d", ID: "E2", Content: sp("50-60")},
		{DocID: "e", ID: "E1", Speaker: sp("0-5"), Content: sp("50-60"), Name: "@mayor"},
	}
	var b bytes.Buffer
	if err := WriteAttributions(&b, rows); err != nil {
		t.Fatal(err)
	}
	want := header + "d,E1,0-3;8-9,4-7,10-20;30-41,\"Ann, A\"\nd,E2,,,50-60,\ne,E1,0-5,,50-60,'@mayor\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got, err := ReadAttributions(strings.NewReader("\ufeff"+b.String()), "g.csv")
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		rows[i].Line = i + 2
	}
	if diff := cmp.Diff(rows, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Columns in another order, and one more.
	moved := "speaker,content_spans,coder,doc_id,attribution_id,speaker_spans,cue_spans\nBo,5-6,x,d,E1,0-2,3-4\n"
	got, err = ReadAttributions(strings.NewReader(moved), "g.csv")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Attribution{{DocID: "d", ID: "E1", Speaker: sp("0-2"), Cue: sp("3-4"),
		Content: sp("5-6"), Name: "Bo", Line: 2}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTextFaults(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"d": "Né à Nîmes.\r\n", "latin": "caf\xe9"} {
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	row := func(doc string, start, end int) []Attribution {
		return []Attribution{{DocID: doc, ID: "E1", Line: 2, Content: []annotate.Span{{Start: start, End: end}}}}
	}
	for _, c := range []struct {
		rows []Attribution
		want string
	}{
		{row("e", 0, 1), "g.csv:2: no text for e in " + dir + ": no such file or directory"},
		{row("../d", 0, 1), "g.csv:2: no text for ../d in " + dir + ": path escapes from parent"},
		{row("d", 0, 99), "g.csv:2: content_spans: 0-99 ends after the text, which has 16 bytes"},
		{row("d", 0, 2), "g.csv:2: content_spans: 0-2 cuts a character; are the offsets bytes?"},
		{row("latin", 0, 3), dir + ": latin.txt is not UTF-8"},
	} {
		_, err := ReadDocuments(dir, "g.csv", c.rows)
		if err == nil || err.Error() != c.want {
			t.Errorf("%v, not %s", err, c.want)
		}
	}
	docs, err := ReadDocuments(dir, "g.csv", row("d", 0, 16))
	if err != nil || docs[0].Text != "Né à Nîmes.\r\n" {
		t.Errorf("the bytes of a text are to stay as they are: %+v, %v", docs, err)
	}
}
