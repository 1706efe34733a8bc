package read

import (
	"encoding/xml"
	"os"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// docx makes a Word document with a paragraph for each line.
func docx(t testing.TB, text string) string {
	t.Helper()
	var sb strings.Builder
	sb.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		sb.WriteString(`<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:delText>gone</w:delText><w:t xml:space="preserve">`)
		if err := xml.EscapeText(&sb, []byte(line)); err != nil {
			t.Fatal(err)
		}
		sb.WriteString(`</w:t></w:r></w:p>`)
	}
	sb.WriteString(`</w:body></w:document>`)
	return zipped(t, "[Content_Types].xml", "<x/>", wordDocument, sb.String())
}

func sampleText(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(sample(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

type exported struct{ title, source, date, evidence, head, tail string }

func checkExport(t *testing.T, c *Collection, lineName string, want []exported) {
	t.Helper()
	if len(c.Articles) != len(want) || len(c.Problems) != 0 {
		t.Fatalf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
	for _, w := range want {
		i := 0
		for i < len(c.Articles) && c.Articles[i].Title.Value != w.title {
			i++
		}
		if i == len(c.Articles) {
			t.Errorf("no article %q", w.title)
			continue
		}
		a := c.Articles[i]
		if a.Source.Value != w.source || a.Date.ISO() != w.date || a.Date.Known() && (a.Date.Evidence != lineName+" "+w.evidence || !a.Date.Reliable) {
			t.Errorf("%s: %+v %+v", w.title, a.Source, a.Date)
		}
		if !strings.HasPrefix(a.Body(), w.head) || !strings.HasSuffix(a.Body(), w.tail) || a.Source.Method != corpus.ByExport {
			t.Errorf("%s: body %q", w.title, a.Body())
		}
	}
}

func TestNexis(t *testing.T) {
	want := []exported{
		{"Envoy returns to Doha for talks", "Harbor Ledger", "2020-03-02", `13: "March 2, 2020 Monday 9:30 PM EST"`, "Negotiators for", "on the way out."},
		{"Wheat prices fall again", "Prairie Wire", "2020-03-03", `37: "3 March 2020 Tuesday"`, "Prices of wheat", "is in sight."},
		{"A note without a date", "Prairie Wire", "", "", "The exchange will", "note to traders."},
	}
	text := sampleText(t, "nexis_uni.txt")
	c := readSample(t, "nexis_uni.txt", Options{})
	checkNote := want[2]
	for _, a := range c.Articles {
		if a.Title.Value == checkNote.title && (a.Source.Value != "Prairie Wire" || a.Date.Known() || !strings.Contains(strings.Join(a.Warnings, " "), "no date")) {
			t.Errorf("%+v %q", a, a.Warnings)
		}
		if a.Title.Value == want[0].title {
			if _, offset := a.Date.Time.Zone(); offset != -5*3600 || len(a.Meta) != 5 {
				t.Errorf("%v %v", a.Date.Time, a.Meta)
			}
		}
	}
	two := text[:strings.LastIndex(text, "A note without")]
	checkExport(t, collect(t, map[string]string{"a.txt": two}, Options{}), "line", want[:2])
	checkExport(t, collect(t, map[string]string{"a.txt": strings.ReplaceAll(two, "\n", "\r\n")}, Options{}), "line", want[:2])
	checkExport(t, collect(t, map[string]string{"a.DOCX": docx(t, two)}, Options{}), "paragraph", want[:2])
	want[0].evidence, want[0].tail = `5: "March 2, 2020 Monday"`, "told reporters."
	want[0].head, want[1].head = "   "+want[0].head, "   "+want[1].head
	want[1].evidence = `36: "March 3, 2020 Tuesday"`
	checkExport(t, readSample(t, "nexis_academic.txt", Options{}), "line", want[:2])
}

func TestProQuest(t *testing.T) {
	want := []exported{
		{"Envoy returns to Doha for talks", "Harbor Ledger", "2020-03-02", `36: "Publication date: Mar 2, 2020"`, "Negotiators for", "who was there said."},
		{"Wheat prices fall again", "Prairie Wire", "2020-03-04", `71: "Publication date: Mar 4, 2020"`, "Prices of wheat", "is in sight."},
		{"A title without a text", "Prairie Wire", "2020-03-03", `80: "Publication info: Prairie Wire; Grain Town [Grain Town]03 Mar 2020."`, "", ""},
	}
	c := readSample(t, "proquest.txt", Options{})
	checkExport(t, c, "line", want)
	if a := byID(t, c, "2370000002"); !strings.Contains(strings.Join(a.Warnings, " "), "conflicting dates: 2020-03-04") {
		t.Errorf("warnings %q", a.Warnings)
	}
	if a := byID(t, c, "2370000003"); a.Exclusion != corpus.ExcludedEmpty || !strings.Contains(strings.Join(a.Warnings, " "), "no full text") {
		t.Errorf("%+v", a)
	}
	if a := byID(t, c, "2370000001"); a.Language.Code != "en" || len(a.Warnings) != 0 || a.Meta[0] != (corpus.MetaField{Name: "author", Value: "Roe, Jane."}) {
		t.Errorf("%+v", a)
	}
	checkExport(t, collect(t, map[string]string{"a.docx": docx(t, sampleText(t, "proquest.txt"))}, Options{}), "paragraph", want)
}

func TestWordDocument(t *testing.T) {
	a := one(t, "a.docx", docx(t, "Envoy returns to Doha for talks\n"+prose+"\nHe & she left."))
	if a.Title.Value != "Envoy returns to Doha for talks" || a.Body() != prose+"\n\nHe & she left." {
		t.Errorf("%+v %q", a.Title, a.Text)
	}
	for name, tt := range map[string]struct{ xml, reason string }{
		"no XML":  {"not XML <", corpus.ReasonUnreadable},
		"nothing": {"<w:document/>", corpus.ReasonEmpty},
		"deep":    {strings.Repeat("<a>", 200_000), corpus.ReasonEmpty},
		"long":    {"<t>" + strings.Repeat("word ", 300_000) + "</t>", corpus.ReasonTooLarge},
	} {
		c := collect(t, map[string]string{"a.docx": zipped(t, wordDocument, tt.xml)}, Options{MaxBytes: 1 << 20})
		if got := reasons(c.Problems); got != tt.reason {
			t.Errorf("%s: problems %v, want %s", name, c.Problems, tt.reason)
		}
	}
}

func TestLongDocumentOfAnExport(t *testing.T) {
	text := sampleText(t, "nexis_uni.txt")
	text = strings.Replace(text, "Prices of wheat", strings.Repeat("Prices of wheat are low.\n", 10_000)+"Prices of wheat", 1)
	c := collect(t, map[string]string{"a.txt": text}, Options{MaxBytes: 100_000})
	if reasons(c.Problems) != corpus.ReasonTooLarge || len(c.Articles) != 2 {
		t.Errorf("%d articles, problems %v", len(c.Articles), c.Problems)
	}
}

func FuzzReadExport(f *testing.F) {
	for _, name := range []string{"nexis_uni.txt", "nexis_academic.txt", "proquest.txt"} {
		f.Add([]byte(sampleText(f, name)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, sign := range []string{"", "1 of 2 DOCUMENTS\n", "Document 1 of 2\n"} {
			fuzzReader(t, "a.txt", append([]byte(sign), b...))
		}
	})
}

func FuzzReadDOCX(f *testing.F) {
	for _, s := range []string{"<w:p><w:t>a</w:t></w:p>", "<w:p><mc:Fallback><w:t>a</w:t></mc:Fallback><w:br/><w:t>Document 1 of 2</w:t></w:p>", "<!DOCTYPE x [<!ENTITY a 'b'>]><t>&a;</t>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzReader(t, "a.docx", []byte(zipped(t, wordDocument, s))) })
}
