package read

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

const oddBody = "The envoy met elders of the town on Tuesday and spoke of the road for two hours, officials said after the dinner in the hall.\n\nPrices of wheat rose by three percent in the week to Friday, traders told the paper, and nobody expects them to fall before spring."

// What people have in their folders, and what a careful reader takes from it: a line
// "title | source | day | words of text" for each article, and the reasons of what is told.
func TestOddFiles(t *testing.T) {
	quoted := strings.ReplaceAll(oddBody, "\n", `\n`)
	record := func(title, text string) string {
		return fmt.Sprintf(`{"title": %q, "source": "Harbor Ledger", "date": "2020-03-02", "text": %q}`, title, text)
	}
	paras := "<p>" + strings.ReplaceAll(oddBody, "\n\n", "</p><p>") + "</p>"
	page := func(head, body string) string {
		return "<!DOCTYPE html><html><head>" + head + "</head><body>" + body + "</body></html>"
	}
	n := len(strings.Fields(oddBody))
	full := func(title string) string { return fmt.Sprintf("%s | Harbor Ledger | 2020-03-02 | %d", title, n) }
	nexis := "Envoy returns\nHarbor Ledger\nMarch 2, 2020 Monday\n\nCopyright 2020 Harbor Ledger\n\nLength: 50 words\n\nBody\n\n" + oddBody
	factiva := "Wheat falls\nBy Max Moe\n120 words\n2 March 2020\nHarbor Ledger\nHARBLG\nEnglish\nCopyright 2020 Harbor Ledger\n\n" + oddBody + "\n\nDocument J000000020200302eg3200001\n"
	for _, c := range []struct{ kind, name, text, want, told string }{
		{"objects one after another", "a.json", record("A", oddBody) + "\n" + record("B", oddBody), full("A") + "\n" + full("B"), ""},
		{"objects, the last broken off", "a.json", record("A", oddBody) + "\n" + record("B", oddBody)[:80], full("A"), corpus.ReasonInvalidJSON},
		{"objects by their ids", "a.json", `{"x1": ` + record("A", oddBody) + `, "x2": ` + record("B", oddBody) + `}`, full("A") + "\n" + full("B"), ""},
		{"paragraphs in a list", "a.jsonl", `{"title": "A", "source": "Harbor Ledger", "date": "2020-03-02", "text": ["` + strings.ReplaceAll(quoted, `\n\n`, `", "`) + `"]}`, full("A"), ""},
		{"a text in an object", "a.jsonl", `{"title": {"rendered": "A"}, "source": "Harbor Ledger", "date": "2020-03-02", "content": {"rendered": "` + paras + `"}}`, full("A"), ""},
		{"the beginning of a text beside all of it", "a.jsonl", `{"title": "A", "source": "Harbor Ledger", "date": "2020-03-02", "content": "The envoy met… [+1234 chars]", "full_content": "` + quoted + `"}`, full("A"), ""},
		{"another column a little longer", "a.jsonl", `{"title": "A", "source": "Harbor Ledger", "date": "2020-03-02", "text": "` + quoted + `", "raw_text": "Share this! ` + quoted + `"}`, full("A"), ""},
		{"labels over a text", "a.txt", "Title: A\nSource: Harbor Ledger\nDate: 2 March 2020\nAuthor: Jane Roe\n\n" + oddBody, full("A"), ""},
		{"labels in capitals, one for the text", "a.txt", "HEADLINE: A\r\nPUBLICATION: Harbor Ledger\r\nPUBLISHED: 02 Mar 2020\r\nTEXT:\r\n" + oddBody, full("A"), ""},
		{"one label that may be of the text", "a.txt", "Source: nobody would say.\n\n" + oddBody, fmt.Sprintf(" |  |  | %d", n+4), ""},
		{"speakers that look like labels", "a.txt", "Title: no\nSMITH: what we asked was when the road would be open again for lorries.\n" + oddBody, "*", ""},
		{"UTF-16 without a mark", "a.txt", utf16LE("Envoy returns\n\n" + oddBody), fmt.Sprintf("Envoy returns |  |  | %d", n), corpus.ReasonEncoding},
		{"a page that an archive kept", "a.html", page(`<title>A</title><meta name="date" content="2020-03-02"><link rel="canonical" href="https://web.archive.org/web/20210405060708/https://www.nytimes.com/world/envoy.html">`, `<div id="wm-ipp-base"><p>The archive has kept this page.</p></div><article><h1>A</h1>`+paras+`</article>`), fmt.Sprintf("A | The New York Times | 2020-03-02 | %d", n), ""},
		{"linked data of other articles too", "a.html", page(`<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Z","datePublished":"2024-01-01"},{"@type":"NewsArticle","headline":"A","datePublished":"2020-03-02","publisher":{"name":"Harbor Ledger"}}]</script><title>A | Harbor Ledger</title>`, `<article><h1>A</h1>`+paras+`</article>`), full("A"), ""},
		{"a page of links", "a.html", page("<title>World</title>", "<h1>World</h1><ul>"+strings.Repeat(`<li><a href="/1">Envoy returns to the town for a second round of talks</a> 2 hours ago</li>`, 30)+"</ul>"), "", corpus.ReasonNoText},
		{"a page under the name of a spreadsheet", "a.xls", page("", "<table><tr><th>title</th><th>text</th></tr><tr><td>A</td><td>"+oddBody+"</td></tr></table>"), "", corpus.ReasonUnsupported},
		{"what asks for consent", "a.html", page("<title>Before you continue</title>", "<h1>We value your privacy</h1><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data for personalised ads and content measurement, with your permission, wherever you are.</p>"), "excluded no_article", ""},
		{"exports of two archives in one file", "a.txt", nexis + "\n\nLoad-Date: March 2, 2020\n\nEnd of Document\n\n" + factiva, full("Envoy returns") + "\n" + full("Wheat falls"), ""},
		{"an export with an end lost", "a.txt", nexis + "\n\n" + nexis + "\n\nLoad-Date: March 2, 2020\n\nEnd of Document\n", "*", corpus.ReasonSeveral},
		{"an address below a text", "a.txt", nexis + "\n\nhttps://www.harborledger.com/2020/03/01/envoy.html\n\nGraphic\n\nPHOTO: the envoy\n\nLoad-Date: March 2, 2020\n\nEnd of Document\n", full("Envoy returns"), ""},
		{"a list of documents alone", "a.txt", "User Name: Anna\nDate and Time: 30 November 2020\nJob Number: 131234567\nDocuments (2)\n1. Envoy returns\nClient/Matter: -None-\n", "", corpus.ReasonCover},
		{"texts parted by rules", "a.txt", "A\nMarch 2, 2020\n\n" + oddBody + "\n\n=======\n\nB\nMarch 3, 2020\n\n" + oddBody, "*", corpus.ReasonSeveral},
		{"a rule above a note", "a.txt", "A\nMarch 2, 2020\n\n" + oddBody + "\n\n-----\nThe writer is an editor.", "*", ""},
		{"a day in the name of a file", "2020-03-02 envoy.txt", "Envoy returns\n\n" + oddBody, fmt.Sprintf("Envoy returns |  | 2020-03-02? | %d", n), ""},
		{"a day in the name, another in the text", "2020-03-09 envoy.txt", "Envoy returns\n\nMarch 2, 2020\n\n" + oddBody, fmt.Sprintf("Envoy returns |  | 2020-03-02 | %d", n+3), ""},
		{"a list of references", "a.ris", "TY  - NEWS\nTI  - A\nER  - \n", "", corpus.ReasonSheetNotUsed},
	} {
		dir := writeFiles(t, map[string]string{c.name: c.text})
		got, err := Collect(context.Background(), []string{dir}, Options{})
		if err != nil {
			t.Errorf("%s: %v", c.kind, err)
			continue
		}
		var have []string
		for _, a := range got.Articles {
			checkArticle(t, a)
			day := a.Date.ISO()
			if day != "" && !a.Date.Reliable {
				day += "?"
			}
			have = append(have, fmt.Sprintf("%s | %s | %s | %d", a.Title.Value, a.Source.Value, day, len(strings.Fields(a.Body()))))
			if a.Exclusion != "" {
				have = []string{"excluded " + a.Exclusion}
			}
		}
		slices.Sort(have)
		if c.want != "*" && strings.Join(have, "\n") != c.want || reasons(got.Problems) != c.told {
			t.Errorf("%s:\n%s\nwant\n%s\nproblems %v, want %q", c.kind, strings.Join(have, "\n"), c.want, got.Problems, c.told)
		}
	}
}

func utf16LE(s string) string {
	var sb strings.Builder
	for _, r := range s {
		sb.WriteByte(byte(r))
		sb.WriteByte(byte(r >> 8))
	}
	return sb.String()
}

// A library as Zotero exports it: columns that are empty beside those that are not, the
// outlet in another than the publisher, several files in a cell, paths of another machine.
func TestLibraryAsSheet(t *testing.T) {
	sheet := "\ufeff\"Key\",\"Item Type\",\"Title\",\"Publication Title\",\"Url\",\"Date\",\"Publisher\",\"File Attachments\"\n" +
		`"K1","newspaperArticle","A","The Economist","","2020-03-02","","C:\Users\Anna\Zotero\storage\AB\a.txt"` + "\n" +
		`"K2","newspaperArticle","B","Le Monde","","March 3, 2020","Le Monde SA","/home/anna/storage/CD/b.txt; /home/anna/storage/CD/b.pdf"` + "\n" +
		`"K3","webpage","C","","","2020-03-04","Politico","storage/EF/c.txt"` + "\n"
	dir := writeFiles(t, map[string]string{"lib/library.csv": sheet, "lib/storage/AB/a.txt": oddBody, "lib/storage/CD/b.txt": oddBody + " Not so.", "lib/storage/EF/c.txt": oddBody + " So."})
	s, err := ReadSheet(filepath.Join(dir, "lib", "library.csv"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Collect(context.Background(), []string{filepath.Join(dir, "lib")}, Options{Metadata: s})
	if err != nil || len(got.Problems) > 0 {
		t.Fatal(err, got.Problems)
	}
	have := ""
	for _, a := range got.Articles {
		have += fmt.Sprintf("%s %s %s\n", a.Title.Value, a.Source.Value, a.Date.ISO())
	}
	if have != "A The Economist 2020-03-02\nB Le Monde 2020-03-03\nC Politico 2020-03-04\n" {
		t.Error(have)
	}
}

// A table that cannot be read is named, with its columns, where nothing else is there.
func TestNothingToReadSaysWhy(t *testing.T) {
	dir := writeFiles(t, map[string]string{"a.csv": "title,Kolumne\nA,B\n"})
	_, err := Collect(context.Background(), []string{dir}, Options{})
	if err == nil || !strings.Contains(err.Error(), "--map text=COLUMN") || !strings.Contains(err.Error(), "title, Kolumne") {
		t.Error(err)
	}
}
