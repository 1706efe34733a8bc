package read

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestFrontMatterForms(t *testing.T) {
	for name, tt := range map[string]struct{ text, evidence string }{
		"YAML":             {"---\ntitle: Talks go on\nsource: Harbor Ledger\ndate: 2020-03-02\ntags: [a, b]\n---\n" + prose, `line 4: field "date"`},
		"TOML":             {"+++\ntitle = \"Talks go on\"\nsource = 'Harbor Ledger'\ndate = 2020-03-02\ntags = [\"a\", \"b\"]\n[params]\nx = 1\n+++\n" + prose, `line 4: field "date"`},
		"TOML with a zone": {"+++\ntitle = \"Talks go on\"\nsource = 'Harbor Ledger'\ntags = [\"a\", \"b\"]\ndate = 2020-03-02T21:30:00-05:00\n+++\n" + prose, `line 5: field "date"`},
		"JSON":             {"{\n  \"title\": \"Talks go on\",\n  \"source\": \"Harbor Ledger\",\n  \"date\": \"2020-03-02\",\n  \"tags\": [\"a\", \"b\"]\n}\n" + prose, `line 4: field "date"`},
		"damaged TOML":     {"+++\ntitle = Talks go on\nsource = Harbor Ledger\ndate = \"2020-03-02\"\ntags = a; b\n+++\n" + prose, `line 4: field "date"`},
	} {
		a := one(t, "a.md", tt.text)
		if a.Title.Value != "Talks go on" || a.Source.Value != "Harbor Ledger" || a.Date.ISO() != "2020-03-02" || a.Date.Evidence != tt.evidence || a.Body() != prose {
			t.Errorf("%s: %+v %+v %+v %q", name, a.Title, a.Source, a.Date, a.Body())
		}
		if len(a.Meta) != 1 || a.Meta[0] != (corpus.MetaField{Name: "tags", Value: "a; b"}) {
			t.Errorf("%s: %v", name, a.Meta)
		}
		if strings.Contains(name, "zone") {
			if _, offset := a.Date.Time.Zone(); offset != -5*3600 {
				t.Errorf("%s: %v", name, a.Date.Time)
			}
		}
	}
}

func TestNoFrontMatter(t *testing.T) {
	for _, text := range []string{"+++\n" + prose + "\n+++\n" + prose, "{so to say} " + prose, "--- " + prose} {
		if a := one(t, "a.md", text); a.Body() != text {
			t.Errorf("%q: body %q", text, a.Body())
		}
	}
	c := collect(t, map[string]string{"a.json": "{\"text\": \"x\"}\nrubbish behind it"}, Options{})
	if reasons(c.Problems) != corpus.ReasonInvalidJSON {
		t.Errorf("problems %v", c.Problems)
	}
}

// TestFrontMatterInTime reads blocks that were made to keep a parser busy. A
// tenth of a second is usual; a parser that goes back and forth takes hours, so
// that the limit tells the two apart on any machine.
func TestFrontMatterInTime(t *testing.T) {
	n := maxFrontMatter - 100
	rep := func(s string) string { return strings.Repeat(s, n/len(s)) }
	indents := ""
	for i := range 250 {
		indents += strings.Repeat(" ", i) + "a:\n"
	}
	for name, block := range map[string]string{
		"brackets": rep("["), "braces": "a: " + rep("{a: "), "dashes": rep("- "), "keys": rep("? "), "colons": rep("a: "), "values": rep(": "),
		"mixed": rep("- ? "), "middle": "a: " + rep("- "), "anchors": "a: " + rep("&a "), "aliases": rep("*a "), "tags": "a: " + rep("!!a "),
		"quotes": "a: " + rep("'"), "double": "a: " + rep("\""), "bars": rep("a: |\n"), "indents": indents, "marks": rep("%a\n"), "commas": "a: [" + rep(","),
		"merge": rep("<<: "), "comments": rep("#\n"), "lines": rep("a: b\n"), "docs": rep("...\n"), "items": "a:\n" + rep("  - b\n"), "blanks": "a: b" + rep("\n "),
	} {
		for _, fence := range []string{"---", "+++"} {
			start := time.Now()
			in := &input{file: file{rel: "a.md"}}
			_, _ = textRecord(in.file, fence+"\n"+block+"\n"+fence+"\n"+prose, nil)
			if d := time.Since(start); d > time.Minute {
				t.Errorf("%s %s: %v", fence, name, d)
			} else if d > 100*time.Millisecond {
				t.Logf("%s %s: %v", fence, name, d)
			}
		}
	}
}
