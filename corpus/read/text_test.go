package read

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

const prose = "Negotiators for the Taliban met an envoy of President Trump in Doha on Tuesday, officials of both sides said after the talks."

func TestFrontMatter(t *testing.T) {
	a := one(t, "a.md", "--- \nextends: _layouts.post \nimage: https://img.example.org/x.jpg \ntitle: > \n  Envoy: \"We are\n  close\" \n"+
		"description: > \n  "+prose+" \ndate: 1602349675.6237056 \nauthor: Jane Roe\nsite: Harbor Ledger\n--- \n"+prose+"\n")
	if a.Title.Value != `Envoy: "We are close"` || a.Title.Method != corpus.ByFrontMatter || a.Title.Evidence != `line 4: field "title"` {
		t.Errorf("title %+v", a.Title)
	}
	if a.Text != a.Title.Value+"\n\n"+prose+"\n" {
		t.Errorf("text %q", a.Text)
	}
	if a.Source.Value != "Harbor Ledger" || a.Source.Method != corpus.ByFrontMatter {
		t.Errorf("source %+v", a.Source)
	}
	if a.Date.ISO() != "2020-10-10" || !a.Date.Reliable || a.Date.Method != corpus.ByFrontMatter {
		t.Errorf("date %+v", a.Date)
	}
	if len(a.Meta) != 1 || a.Meta[0] != (corpus.MetaField{Name: "author", Value: "Jane Roe"}) {
		t.Errorf("meta %+v", a.Meta)
	}
}

func TestFrontMatterThatIsNoYAML(t *testing.T) {
	c := collect(t, map[string]string{"a.md": "---\ntitle: Talks: a new start\ndate: 2019-03-02\n---\n" + prose + "\n"}, Options{})
	a := c.Articles[0]
	if a.Title.Value != "Talks: a new start" || a.Date.ISO() != "2019-03-02" {
		t.Errorf("title %q, date %s", a.Title.Value, a.Date.ISO())
	}
	if reasons(c.Problems) != corpus.ReasonFrontMatter || c.Problems[0].Lost {
		t.Errorf("problems %v", c.Problems)
	}
}

func TestDashesAreNotFrontMatter(t *testing.T) {
	text := "---\n" + prose + "\n---\n" + prose + "\n"
	if a := one(t, "a.txt", text); a.Text != text {
		t.Errorf("text %q", a.Text)
	}
}

func TestFirstLineTitle(t *testing.T) {
	for _, tt := range []struct{ name, text, title string }{
		{"headline", "Envoy returns to Doha for new talks\n\n" + prose + "\n", "Envoy returns to Doha for new talks"},
		{"heading", "# Envoy returns to Doha\n\n\n" + prose + "\n", "Envoy returns to Doha"},
		{"crlf", "Envoy returns to Doha\r\n\r\n" + prose + "\r\n", "Envoy returns to Doha"},
		{"sentence", "The envoy returned to Doha.\n\n" + prose + "\n", ""},
		{"no blank line", "Envoy returns to Doha\n" + prose + "\n", ""},
		{"by-line", "By Jane Roe\n\n" + prose + "\n", ""},
		{"date", "March 2, 2019\n\n" + prose + "\n", ""},
		{"nothing below", "Envoy returns to Doha\n\n", ""},
	} {
		a := one(t, "a.txt", tt.text)
		if a.Title.Value != tt.title {
			t.Errorf("%s: title %q, want %q", tt.name, a.Title.Value, tt.title)
		}
		if tt.title != "" && !strings.HasSuffix(tt.text, a.Body()) || tt.title == "" && a.Text != tt.text {
			t.Errorf("%s: body %q", tt.name, a.Body())
		}
	}
}

func TestSheetTitleGivesFirstLineBack(t *testing.T) {
	text := "Envoy returns to Doha\n\n" + prose + "\n"
	c := collect(t, map[string]string{"a.txt": text}, Options{Metadata: sheetOf(t, "file,title\na.txt,Another headline\n")})
	if a := c.Articles[0]; a.Text != "Another headline\n\n"+text {
		t.Errorf("text %q", a.Text)
	}
}

func TestBodyStaysAsItIs(t *testing.T) {
	body := "\tOne  line with   space.\r\n\r\nTwo —  “marks” .\r\n \n"
	if a := one(t, "a.txt", "\ufeff"+body); a.Text != body {
		t.Errorf("text %q, want %q", a.Text, body)
	}
}

func TestEncodings(t *testing.T) {
	for _, tt := range []struct{ name, bytes, text, reason string }{
		{"windows-1252", "The Taliban \x96 said \x93caf\xe9\x94 and no more than that", "The Taliban – said “café” and no more than that", corpus.ReasonEncoding},
		{"utf-16", "\xff\xfeT\x00r\x00u\x00m\x00p\x00", "Trump", corpus.ReasonEncoding},
		{"damaged utf-8", "first line\nThe “Taliban” \xe2\x80 said", "", corpus.ReasonInvalidUTF8},
		{"undefined byte", "first line\nsome text \x81 and more of it", "", corpus.ReasonInvalidUTF8},
		{"mostly high", "\xff\xfd\xfe\xfa", "", corpus.ReasonInvalidUTF8},
		{"binary", "abc\x00def", "", corpus.ReasonBinary},
		{"empty", "", "", corpus.ReasonEmpty},
		{"blank", " \n\t\n", "", corpus.ReasonEmpty},
		{"only front matter", "---\nx: 1\n---\n", "", corpus.ReasonEmpty},
		{"html", "<!DOCTYPE html><html><body></body></html>", "", corpus.ReasonNoText},
		{"zip", "PK\x03\x04\x00\x00", "", corpus.ReasonUnreadable},
	} {
		c := collect(t, map[string]string{"a.txt": tt.bytes}, Options{})
		if reasons(c.Problems) != tt.reason || c.Found != 1 {
			t.Errorf("%s: problems %v, found %d", tt.name, c.Problems, c.Found)
		}
		if lost := tt.text == ""; lost != (len(c.Articles) == 0) || c.Problems[0].Lost != lost {
			t.Errorf("%s: %d articles", tt.name, len(c.Articles))
		} else if !lost && c.Articles[0].Text != tt.text {
			t.Errorf("%s: text %q", tt.name, c.Articles[0].Text)
		}
		if tt.name == "damaged utf-8" && (c.Problems[0].Line != 2 || c.Problems[0].Col != 19) {
			t.Errorf("place %d:%d", c.Problems[0].Line, c.Problems[0].Col)
		}
	}
}

func TestTooLarge(t *testing.T) {
	c := collect(t, map[string]string{"a.txt": strings.Repeat("word ", 100), "b.txt": prose}, Options{MaxBytes: 200})
	if reasons(c.Problems) != corpus.ReasonTooLarge || len(c.Articles) != 1 || c.Found != 2 || len(c.Inputs) != 2 || c.Inputs[0].Size != 500 {
		t.Errorf("problems %v, %d articles, inputs %v", c.Problems, len(c.Articles), c.Inputs)
	}
}
