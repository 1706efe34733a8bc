package exchange_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/coding/exchange"
)

// book has a field of each type.
const book = `title: T
fields:
  - {name: portrayal, per: actor, question: "How does {actor} look?", values: [{value: "-0.5", key: "1"}, {value: "0", key: "2"}, {value: x, key: x}]}
  - {name: game, question: "A contest, \"so to say\" & <more>?", values: [{value: "no", key: "1"}, {value: "yes", key: "2"}]}
  - {name: frame, type: many, question: Which frames?, values: [{value: economic, key: e}, {value: political, key: p}]}
  - {name: loaded, type: spans, question: Which words?}
  - {name: stances, type: stances, question: Who is for whom?}
  - {name: why, type: text, question: Why?}
`

// bundle has texts and codes that trip writers: wide characters before places,
// markup, quotation marks, a formula, line ends.
func bundle() *exchange.Bundle {
	units := []coding.Unit{
		{ID: 1, DocID: "a", SentenceNo: 2, Region: "body", ByteStart: 10, ByteEnd: 60, Sentence: `The 🦊 senator's "deal" <b>fell</b> & broke.`, Title: "=1+1", Before: "é\nbefore",
			Mentions: []coding.Mention{{Target: coding.Actor1, Span: coding.Span{Start: 9, End: 16}}}, Source: "S, Inc.", PublishDate: "2020-01-02", Cluster: "a", InclusionProbability: 0.125},
		{ID: 3, DocID: "b;c", Sentence: "-5 points, she said.", Training: true},
		{ID: 7, DocID: "d", Sentence: "Nothing coded here."},
	}
	for i := range units {
		units[i].SHA256 = coding.Hash(units[i].Sentence)
	}
	code := func(unit int, coder, field, target, value string) exchange.Code {
		return exchange.Code{Unit: unit, Coder: coder, Field: field, Target: target, Value: value}
	}
	return &exchange.Bundle{Codebook: book, Units: units, Codes: []exchange.Code{
		code(1, "anna", "portrayal", "actor1", "-0.5"), code(1, "anna", "portrayal", "actor2", "x"), code(1, "anna", "game", "", "yes"),
		code(1, "anna", "frame", "", "economic;political"), code(1, "anna", "loaded", "", "20..24;29..33"), code(1, "anna", "stances", "", "other=critics>actor2:-0.5q"),
		code(1, "Ben / ü", "game", "", "no"), code(1, "Ben / ü", "loaded", "", "none"), code(3, "Ben / ü", "game", "", "yes"), code(3, "Ben / ü", "why", "", "it is = so, \"she\" says"),
	}}
}

func sorted(codes []exchange.Code) []exchange.Code {
	out := slices.Clone(codes)
	slices.SortFunc(out, func(a, b exchange.Code) int {
		return strings.Compare(strings.Join([]string{a.Coder, string(rune(a.Unit)), a.Field, a.Target}, "\x00"), strings.Join([]string{b.Coder, string(rune(b.Unit)), b.Field, b.Target}, "\x00"))
	})
	return out
}

// TestRoundTrip holds the matrix of docs/exchange.md: what a format writes, it
// reads, to the last byte of texts, codes and places.
func TestRoundTrip(t *testing.T) {
	for _, f := range exchange.Formats() {
		t.Run(f.Name, func(t *testing.T) {
			dir, want := t.TempDir(), bundle()
			if err := f.Write(dir, want); err != nil {
				t.Fatal(err)
			}
			got, problems, err := f.Read(dir, "")
			if err != nil {
				t.Fatal(err)
			}
			if len(problems) > 0 {
				t.Errorf("problems: %v", problems)
			}
			if d := cmp.Diff(want.Units, got.Units); d != "" {
				t.Errorf("units (-want +got):\n%s", d)
			}
			if d := cmp.Diff(sorted(want.Codes), sorted(got.Codes)); d != "" {
				t.Errorf("codes (-want +got):\n%s", d)
			}
			if got.Codebook != want.Codebook {
				t.Error("the codebook differs")
			}
		})
	}
}

// TestAlone reads the files of tools that keep texts without those that stand
// beside them.
func TestAlone(t *testing.T) {
	for _, name := range []string{"jsonl", "doccano", "label_studio", "potato", "inception"} {
		f, err := exchange.ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		dir, want := t.TempDir(), bundle()
		if err := f.Write(dir, want); err != nil {
			t.Fatal(err)
		}
		for _, beside := range []string{"units.csv", "codebook.yaml"} {
			if err := os.Remove(filepath.Join(dir, beside)); err != nil {
				t.Fatal(err)
			}
		}
		got, problems, err := f.Read(dir, book)
		if err != nil || len(problems) > 0 {
			t.Fatal(name, err, problems)
		}
		if len(got.Codes) != len(want.Codes) {
			t.Errorf("%s: %d codes, want %d", name, len(got.Codes), len(want.Codes))
		}
		if !slices.ContainsFunc(got.Units, func(u coding.Unit) bool { return u.Sentence == want.Units[0].Sentence }) {
			t.Errorf("%s: the text of the first unit is lost", name)
		}
	}
}

// TestForeign reads files as the tools themselves write them.
func TestForeign(t *testing.T) {
	files := map[string][2]string{
		"doccano":      {"kim.jsonl", `{"id": 4, "text": "A vote.", "label": ["game=yes"], "Comments": []}` + "\n"},
		"potato":       {"annotation_output/kim/annotated_instances.jsonl", `{"user_id": "kim", "instance_id": "4", "displayed_text": "A vote.", "label_annotations": {"game": {"yes": true, "no": false}}, "span_annotations": [], "behavioral_data": {"time_spent": 12.5}}` + "\n"},
		"label_studio": {"tasks.json", `[{"id": 4, "created_at": "2021", "data": {"text": "A vote."}, "annotations": [{"id": 9, "completed_by": {"id": 1, "email": "kim"}, "result": [{"id": "q", "from_name": "game", "to_name": "text", "type": "choices", "value": {"choices": ["yes"]}}], "was_cancelled": false}], "predictions": []}]`},
		"quallmer":     {"kim.csv", "\".id\",\"text\",\"game\",\"frame\"\n\"4\",\"A vote.\",\"yes\",NA\n"},
		"inception": {"kim.xmi", `<?xml version="1.1" encoding="UTF-8"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>` +
			`<custom:Unit xmi:id="2" sofa="1" begin="0" end="7" unit="4"/><custom:Code xmi:id="3" sofa="1" begin="0" end="7" field="game" value="yes"/><cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="A vote.&#10;"/><cas:View sofa="1" members="2 3"/></xmi:XMI>`},
	}
	for name, file := range files {
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.FromSlash(file[0]))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(file[1]), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := exchange.ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		got, problems, err := f.Read(dir, book)
		if err != nil || len(problems) > 0 {
			t.Errorf("%s: %v %v", name, err, problems)
			continue
		}
		want := []exchange.Code{{Unit: 1, Coder: "kim", Field: "game", Value: "yes"}}
		if d := cmp.Diff(want, got.Codes); d != "" || got.Units[0].Sentence != "A vote." {
			t.Errorf("%s: %q (-want +got):\n%s", name, got.Units[0].Sentence, d)
		}
	}
}

// TestBad leaves out what cannot be used, with its place, and nothing else.
func TestBad(t *testing.T) {
	f, err := exchange.ByName("csv")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := f.Write(dir, bundle()); err != nil {
		t.Fatal(err)
	}
	table := "unit,coder,name,value\n1,anna,game,yes\n99,anna,game,yes\n1,anna,mood,good\n1,anna,game,perhaps\n1,,game,no\n1,anna,loaded,3..900\n"
	if err := os.WriteFile(filepath.Join(dir, "codes.csv"), []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	got, problems, err := f.Read(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Codes) != 1 || len(problems) != 5 {
		t.Fatalf("%d codes and problems %v", len(got.Codes), problems)
	}
	for i, p := range problems {
		if want := "codes.csv:" + string(rune('3'+i)); p.Where != want {
			t.Errorf("problem at %s, want %s: %s", p.Where, want, p.Message)
		}
	}
	if _, err := exchange.ByName("word"); err == nil || !strings.Contains(err.Error(), "doccano") {
		t.Errorf("error %v, want one that lists the formats", err)
	}
}

func TestMatrix(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "exchange.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range exchange.Formats() {
		if line := "| " + strings.Join([]string{f.Name, f.Tool, f.Files, f.Spans}, " | ") + " |\n"; !strings.Contains(string(data), line) {
			t.Errorf("docs/exchange.md lacks the line\n%s", line)
		}
	}
}
