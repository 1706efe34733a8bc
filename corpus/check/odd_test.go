package check

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
)

const oddBody = "The envoy met elders of the town on Tuesday and spoke of the road for two hours, officials said after the dinner in the hall.\n\nPrices of wheat rose by three percent in the week to Friday, traders told the paper, and nobody expects them to fall before spring."

// zipped packs names and contents.
func zipped(t *testing.T, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = w.Write([]byte(parts[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// oddInput is a folder as a stranger may have it, and what a careful reader takes from it: a line
// "title | source | day | words of text" for each article.
type oddInput struct {
	kind  string
	files map[string]string
	want  string
}

func oddInputs(t *testing.T) []oddInput {
	n := len(strings.Fields(oddBody))
	full := fmt.Sprintf("A | Harbor Ledger | 2020-03-02 | %d", n)
	labelled := "Title: A\nSource: Harbor Ledger\nDate: 2 March 2020\n\n" + oddBody
	record := func(date string) string {
		return fmt.Sprintf(`{"title": "A", "source": "Harbor Ledger", "date": %s, "text": %q}`, date, oddBody)
	}
	one := func(name, text string) map[string]string { return map[string]string{name: text} }
	page := "<html><head><title>A</title><meta property='og:site_name' content='Harbor Ledger'><meta name='date' content='2020-03-02'></head><body><article><h1>A</h1><p>" + strings.ReplaceAll(oddBody, "\n\n", "</p><p>") + "</p></article></body></html>"
	row := func(sep string) string {
		return strings.Join([]string{"A", "Harbor Ledger", "2020-03-02", `"` + oddBody + `"`}, sep)
	}
	csv := func(sep string) string {
		return strings.Join([]string{"title", "source", "date", "text"}, sep) + "\n" + row(sep) + "\n"
	}
	utf16BE := func(s string) string {
		b := []byte{0xfe, 0xff}
		for _, u := range utf16.Encode([]rune(s)) {
			b = binary.BigEndian.AppendUint16(b, u)
		}
		return string(b)
	}
	workbook := func(fill bool) string {
		f := excelize.NewFile()
		if fill {
			_, _ = f.NewSheet("Two")
			_ = f.SetSheetRow("Two", "A1", &[]any{"title", "source", "date", "text"})
			_ = f.SetSheetRow("Two", "A2", &[]any{"A", "Harbor Ledger", "2020-03-02", oddBody})
		}
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	locked := func() string { // the flag of encryption on its entry
		b := []byte(zipped(t, "a.txt", labelled))
		for i := 0; i+4 < len(b); i++ {
			switch {
			case bytes.HasPrefix(b[i:], []byte("PK\x03\x04")):
				b[i+6] |= 1
			case bytes.HasPrefix(b[i:], []byte("PK\x01\x02")):
				b[i+8] |= 1
			}
		}
		return string(b)
	}
	columns := make([]string, 200_000)
	for i := range columns {
		columns[i] = fmt.Sprintf("c%d", i)
	}
	macRoman := strings.NewReplacer("“", "\xd2", "”", "\xd3", "’", "\xd5").Replace("Envoy’s return\n\n“We are close,” the envoy said. “It’s the road that we can’t agree on.” " + oddBody)
	return []oddInput{
		{"a name with blanks, a picture and another direction", one("تقرير 🗞 of the day.txt", labelled), full},
		{"a ZIP in a ZIP", one("a.zip", zipped(t, "b.zip", zipped(t, "a.txt", labelled))), full},
		{"a page under the name of a Word document", one("a.docx", page), full},
		{"a page under the name of an old Word document", one("a.doc", page), full},
		{"RTF under the name of an old Word document", one("a.doc", `{\rtf1\ansi Title: A\par Source: Harbor Ledger\par Date: 2 March 2020\par\par `+strings.ReplaceAll(oddBody, "\n\n", `\par\par `)+`}`), full},
		{"200,000 columns", one("a.csv", "title,source,date,text,"+strings.Join(columns, ",")+"\n"+row(",")+strings.Repeat(",", len(columns))+"\n"), full},
		{"an empty worksheet first", one("a.xlsx", workbook(true)), full},
		{"an empty workbook", one("a.xlsx", workbook(false)), "told"},
		{"UTF-7", one("a.txt", "Envoy returns\n\n+IBw-We are close,+IB0- the envoy said. "+oddBody), "told"},
		{"digits of Arabic", one("a.jsonl", record(`"٢٠٢٠-٠٣-٠٢"`)), full},
		{"a day of the Persian calendar", one("a.jsonl", record(`"۱۳۹۸/۱۲/۱۲"`)), "told"},
		{"a year of the Buddhist era", one("a.jsonl", record(`"2563-03-02"`)), "told"},
		{"JSON in UTF-16", one("a.json", utf16BE(record(`"2020-03-02"`))), full},
		{"JSON Lines in UTF-16", one("a.jsonl", utf16BE(record(`"2020-03-02"`)+"\n")), full},
		{"no numbers in JSON", one("a.jsonl", strings.Replace(record(`"2020-03-02"`), `{`, `{"score": NaN, `, 1)), full},
		{"dictionaries of Python", one("a.jsonl", "{'title': 'A', 'source': 'Harbor Ledger', 'date': None, 'text': 'The envoy met elders.'}\n"), "told"},
		{"lines that end as on an old Mac", one("a.csv", strings.ReplaceAll(strings.ReplaceAll(csv(","), "\n\n", " "), "\n", "\r")), full},
		{"a table cut in the midst, filled up with noughts", one("a.csv", csv(",")+`B,"Harbor Ledger",2020-03-03,"The en`+strings.Repeat("\x00", 64)), "told"},
		{"two columns of one name, the first empty", one("a.csv", "title,source,date,text,text\nA,Harbor Ledger,2020-03-02,,\""+oddBody+"\"\n"), full},
		{"semicolons, and blanks about the names", one("a.csv", " Title ; Source ;Date; Text \n"+row(";")+"\n"), full},
		{"tabs under the name of commas", one("a.csv", csv("\t")), full},
		{"a table under the name of a spreadsheet", one("a.xls", csv(",")), full},
		{"a table under the name of a text", one("a.txt", strings.Replace(csv(";"), "text", "Volltext", 1)), full},
		{"a table of tabs under the name of a text, its names unknown", one("a.txt", "Kopf\tZeitung\tTag\tVolltext\nA\tHarbor Ledger\t2020-03-02\t"+strings.ReplaceAll(oddBody, "\n\n", " ")+"\nB\tHarbor Ledger\t2020-03-02\t"+strings.ReplaceAll(oddBody, "\n\n", " ")+"\n"), "told"},
		{"JSON under the name of a text", one("a.txt", record(`"2020-03-02"`)), full},
		{"letters of an old Mac", one("a.txt", macRoman), "told"},
		{"a ZIP with a password", one("a.zip", locked()), "told"},
		{"a ZIP made on Windows, with a Mac's shadows", one("a.zip", zipped(t, `texts\a.txt`, labelled, "__MACOSX/texts/._a.txt", "Mac OS X        \x02ATTR"+strings.Repeat("x", 60))), full},
		{"what systems leave in folders", map[string]string{"a.txt": labelled, "Thumbs.db": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 pictures", "desktop.ini": "[.ShellClassInfo]\nIconResource=x.dll,3\n", "~$notes.docx": "\x09Anna Poe                                       ", "a.txt~": labelled + " Old.", "a.txt.crdownload": labelled[:120]}, full},
		{"a page made of frames", one("a.html", "<html><head><title>A</title></head><frameset cols='20%,80%'><frame src='menu.html'><frame src='text.html'></frameset></html>"), "told"},
		{"a page that a program fills", one("a.html", "<html><head><title>A</title></head><body><div id='root'></div><noscript>You need to enable JavaScript to run this app.</noscript><script>window.__STATE__={\"body\":\"x\"}</script></body></html>"), "told"},
		{"a text that begins with a brace", one("a.txt", "{Updated} A\n\n"+oddBody), fmt.Sprintf("{Updated} A |  |  | %d", n)},
		{"a rule over a text", one("a.txt", "---\nA\n---\n\n"+oddBody), "*"},
		{"a day that is none", one("a.jsonl", record(`"2020-02-30"`)), "told"},
		{"seconds since 1970", one("a.jsonl", record(`1583107200`)), full},
		{"thousandths of seconds since 1970", one("a.jsonl", record(`1583107200000`)), full},
		{"a day in one number", one("a.jsonl", record(`20200302`)), full},
		{"a day of the year", one("a.jsonl", record(`"2020-062"`)), full},
		{"a week and its day", one("a.jsonl", record(`"2020-W10-1"`)), full},
		{"a Spanish day", one("a.jsonl", record(`"lunes, 2 de marzo de 2020"`)), full},
		{"a day with all its trappings", one("a.jsonl", record(`"Published: Mon., March 2nd, 2020 at 11:59 p.m. EST"`)), full},
		{"a list of sources", one("a.jsonl", strings.Replace(record(`"2020-03-02"`), `"Harbor Ledger"`, `[{"name": "Harbor Ledger", "id": 7}]`, 1)), full},
		{"paragraphs as objects", one("a.jsonl", `{"title": "A", "source": "Harbor Ledger", "date": "2020-03-02", "text": [{"type": "paragraph", "text": "`+strings.ReplaceAll(oddBody, "\n\n", `"}, {"type": "paragraph", "text": "`)+`"}]}`), full},
		{"an answer within an answer within an answer", one("a.json", `{"data": {"search": {"articles": {"items": [`+record(`"2020-03-02"`)+`]}}}}`), full},
		{"two lists in one answer", one("a.json", `{"articles": [`+record(`"2020-03-02"`)+`], "related": [{"title": "B", "url": "https://x.example/b"}]}`), full},
		{"the text in the field for the title", one("a.jsonl", fmt.Sprintf(`{"title": %q, "source": "Harbor Ledger", "date": "2020-03-02", "text": "A"}`, oddBody)), "told"},
	}
}

// What strangers have is read right, or something is said of it.
func TestOddInputs(t *testing.T) {
	sum := map[string]int{}
	for _, in := range append(oddInputs(t), laterOddInputs(t)...) {
		dir := t.TempDir()
		for name, text := range in.files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink(dir, filepath.Join(dir, "circle")); err != nil {
			t.Log(err)
		}
		have, told := oddOutcome(t, dir)
		verdict := "WRONG AND SILENT"
		switch {
		case in.want == have || in.want == "*" && have != "" || in.want == "told" && told != "":
			verdict = "right"
		case told != "":
			verdict = "told"
		}
		sum[verdict]++
		if verdict == "WRONG AND SILENT" {
			t.Errorf("%s: %q, want %q, and nothing is said", in.kind, have, in.want)
		}
		if testing.Verbose() {
			t.Logf("%s: %s: %s [%s]", verdict, in.kind, have, told)
		}
	}
	t.Log(sum)
}

// oddOutcome reads a folder: the articles that count, and what is said beside that they have
// no outlet or no day.
func oddOutcome(t *testing.T, dir string) (have, told string) {
	c, err := read.Collect(context.Background(), []string{dir}, read.Options{Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return "", err.Error()
	}
	var lines, said []string
	found := New(c.Problems)
	for _, a := range c.Articles {
		found.Add(a)
		if a.Exclusion != "" {
			continue
		}
		day := a.Date.ISO()
		if day != "" && !a.Date.Reliable {
			day += "?"
		}
		lines = append(lines, fmt.Sprintf("%s | %s | %s | %d", a.Title.Value, a.Source.Value, day, len(strings.Fields(a.Body()))))
	}
	for _, f := range found.Findings() {
		if f.Reason != NoSource && f.Reason != Undated {
			said = append(said, f.Reason+": "+f.Example)
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n"), strings.Join(said, "; ")
}
