package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fuzzFormat fuzzes the reader of a kind with the samples of it as seeds.
func fuzzFormat(f *testing.F, name string, endings ...string) {
	entries, err := os.ReadDir(filepath.Dir(sample("x")))
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range entries {
		for _, end := range endings {
			if strings.HasSuffix(e.Name(), end) {
				b, err := os.ReadFile(sample(e.Name()))
				if err != nil {
					f.Fatal(err)
				}
				f.Add(b)
			}
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, name, b) })
}

func FuzzReadRTF(f *testing.F)     { fuzzFormat(f, "a.rtf", ".rtf") }
func FuzzReadPDF(f *testing.F)     { fuzzFormat(f, "a.pdf", "article.pdf", "columns.pdf", "scan.pdf") }
func FuzzReadXLSX(f *testing.F)    { fuzzFormat(f, "a.xlsx", ".xlsx") }
func FuzzReadParquet(f *testing.F) { fuzzFormat(f, "a.parquet", ".parquet") }
func FuzzReadWARC(f *testing.F)    { fuzzFormat(f, "a.warc", ".warc") }
func FuzzReadMHTML(f *testing.F)   { fuzzFormat(f, "a.mhtml", ".mhtml", ".mht") }
func FuzzReadXML(f *testing.F)     { fuzzFormat(f, "a.xml", ".xml", ".rss", ".atom", ".rdf", ".nitf") }
func FuzzReadFactiva(f *testing.F) {
	fuzzFormat(f, "a.txt", "factiva_indexed.txt", "factiva_article.txt", "proquest_2024.txt")
}
func FuzzReadFactivaPage(f *testing.F) { fuzzFormat(f, "a.html", "factiva.html") }

// FuzzReferences reads bytes as lists of references: every row has a place, and
// nothing breaks.
func FuzzReferences(f *testing.F) {
	for _, name := range []string{"zotero.ris", "zotero.bib"} {
		f.Add(sampleText(f, name))
	}
	f.Add("@article{a, title = \"x\" # y, file = {:b.txt:text/plain;c.txt}}\n@string{y = {z}}")
	f.Fuzz(func(t *testing.T, text string) {
		for _, kind := range []string{"RIS", "BibTeX"} {
			s := &Sheet{Path: "sheet"}
			_ = s.parseReferences(kind, text)
			for _, r := range s.rows {
				if r.Line < 1 || r.File == "" && r.URL == "" {
					t.Errorf("%s: row %+v", kind, r)
				}
			}
		}
	})
}
