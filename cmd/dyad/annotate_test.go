package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/seed-7a84ba5f/dyad/annotate/export"
)

// Every span of every test article lies in its text, and every number refers
// to something that is there.
func TestAnnotationsRefer(t *testing.T) {
	var stdout, stderr strings.Builder
	if code := execute(t.Context(), []string{"annotate", "../../testdata/articles"}, strings.NewReader(""), &stdout, &stderr); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	articles, said := 0, 0
	for line := range strings.Lines(stdout.String()) {
		var r export.Record
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		articles++
		said += len(r.Attributions)
		in := func(what string, i int, s export.Span) {
			if s[0] < 0 || s[0] >= s[1] || s[1] > len(r.Text) {
				t.Errorf("%s: %s %d: %v in a text of %d bytes", r.DocID, what, i, s, len(r.Text))
			}
		}
		refers := func(what string, i, to, least, n int) {
			if to < least || to >= n {
				t.Errorf("%s: %s %d refers to %d of %d", r.DocID, what, i, to, n)
			}
		}
		next := 0
		for i, s := range r.Sentences {
			in("sentence", i, s.Span)
			if s.Tokens[0] != next {
				t.Errorf("%s: sentence %d begins with token %d, not %d", r.DocID, i, s.Tokens[0], next)
			}
			next = s.Tokens[1]
		}
		if next != len(r.Tokens) {
			t.Errorf("%s: %d of %d tokens are in sentences", r.DocID, next, len(r.Tokens))
		}
		for i, tok := range r.Tokens {
			in("token", i, tok.Span)
			refers("token", i, tok.Head, -1, len(r.Tokens))
		}
		for i, m := range r.Mentions {
			in("mention", i, m.Span)
			refers("mention", i, m.Sentence, 0, len(r.Sentences))
			refers("mention", i, m.Head, 0, len(r.Tokens))
		}
		for i, q := range r.Quotes {
			in("quote", i, q.Span)
			in("quote", i, q.Inner)
		}
		for i, a := range r.Attributions {
			if len(a.Content) == 0 {
				t.Errorf("%s: attribution %d has no content", r.DocID, i)
			}
			for _, s := range append(append(a.Content, a.Speaker...), a.Cue...) {
				in("attribution", i, s)
			}
			refers("attribution", i, a.Mention, -1, len(r.Mentions))
			refers("attribution", i, a.Sentence, 0, len(r.Sentences))
			refers("attribution", i, a.Parent, -1, i)
		}
	}
	if articles < 40 || said < 100 {
		t.Errorf("only %d articles and %d attributions", articles, said)
	}
}

// What brat shows of an entity is what stands at its offsets.
func TestBratOffsets(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	var stdout, stderr strings.Builder
	args := []string{"annotate", "--format", "brat", "--out", dir, "../../testdata/articles"}
	if code := execute(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != exitOK {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.ann"))
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		ann, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(strings.TrimSuffix(name, ".ann") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		runes := []rune(string(text))
		for line := range strings.Lines(string(ann)) {
			if line[0] != 'T' {
				continue
			}
			cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			_, places, _ := strings.Cut(cells[1], " ")
			var words []string
			for place := range strings.SplitSeq(places, ";") {
				from, to, _ := strings.Cut(place, " ")
				start, err1 := strconv.Atoi(from)
				end, err2 := strconv.Atoi(to)
				if err1 != nil || err2 != nil || start >= end || end > len(runes) {
					t.Fatalf("%s: %s", filepath.Base(name), line)
				}
				words = append(words, string(runes[start:end]))
			}
			if got := strings.Join(words, " "); got != cells[2] || strings.Contains(got, "\n") {
				t.Errorf("%s: %q at the offsets of %s", filepath.Base(name), got, line)
			}
		}
	}
}

// Every field that is written is explained.
func TestAnnotationFieldsAreDocumented(t *testing.T) {
	doc, err := os.ReadFile("../../docs/annotate.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(string(doc), "\n## ")
	for name, record := range map[string]any{
		"The article": export.Record{}, "`sentences`": export.Sentence{}, "`tokens`": export.Token{}, "`mentions`": export.Mention{},
		"`quotes`": export.Quote{}, "`attributions`": export.Attribution{},
	} {
		var section string
		for _, s := range sections {
			if strings.HasPrefix(s, name+"\n") {
				section = s
			}
		}
		typ := reflect.TypeOf(record)
		for i := range typ.NumField() {
			field, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if !strings.Contains(section, fmt.Sprintf("`%s`", field)) {
				t.Errorf("docs/annotate.md does not explain %s of %s", field, name)
			}
		}
	}
}

// Every line is as docs/annotate.schema.json has it, and every field of it is
// used by some line.
func TestAnnotationsFitTheSchema(t *testing.T) {
	file, err := os.Open("../../docs/annotate.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	raw, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("annotate.json", raw); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("annotate.json")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, scope := range []string{"all", "actors"} {
		var stdout, stderr strings.Builder
		args := []string{"annotate", "--scope", scope, "../../testdata/articles", "../../testdata/formats"}
		if code := execute(t.Context(), args, strings.NewReader(""), &stdout, &stderr); code != exitOK {
			t.Fatalf("exit code %d: %s", code, stderr.String())
		}
		for line := range strings.Lines(stdout.String()) {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(v); err != nil {
				t.Errorf("%.60s...: %v", line, err)
			}
			noteFields(used, "", v)
		}
	}
	for _, field := range schemaFields("", raw.(map[string]any)) {
		if !used[field] {
			t.Errorf("no line has %s", field)
		}
	}
}

// noteFields notes the paths of the fields of a value.
func noteFields(used map[string]bool, path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			used[path+"/"+k] = true
			noteFields(used, path+"/"+k, x)
		}
	case []any:
		for _, x := range v {
			noteFields(used, path, x)
		}
	}
}

// schemaFields gives the paths of the fields that a schema has.
func schemaFields(path string, schema map[string]any) (out []string) {
	if items, ok := schema["items"].(map[string]any); ok {
		out = append(out, schemaFields(path, items)...)
	}
	properties, _ := schema["properties"].(map[string]any)
	for k, x := range properties {
		out = append(out, path+"/"+k)
		out = append(out, schemaFields(path+"/"+k, x.(map[string]any))...)
	}
	return out
}
