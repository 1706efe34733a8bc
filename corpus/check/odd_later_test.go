package check

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// laterOddInputs are those of a second list, written down before any of them was read.
func laterOddInputs(t *testing.T) []oddInput {
	n := len(strings.Fields(oddBody))
	full := fmt.Sprintf("A | Harbor Ledger | 2020-03-02 | %d", n)
	labelled := "Title: A\nSource: Harbor Ledger\nDate: 2 March 2020\n\n" + oddBody
	record := func(date, text string) string {
		return fmt.Sprintf(`{"title": "A", "source": "Harbor Ledger", "date": %s, "text": %q}`, date, text)
	}
	one := func(name, text string) map[string]string { return map[string]string{name: text} }
	table := "title,source,date,text\nA,Harbor Ledger,2020-03-02,\"" + oddBody + "\"\n"
	packed := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte(s))
		_ = z.Close()
		return b.String()
	}
	workbook := func() string {
		f := excelize.NewFile()
		_ = f.SetSheetRow("Sheet1", "A1", &[]any{"Export of a monitor"})
		_ = f.SetSheetRow("Sheet1", "A3", &[]any{"Título", "Medio", "Fecha", "Texto"})
		_ = f.SetSheetRow("Sheet1", "A4", &[]any{"A", "Harbor Ledger", "2020-03-02", oddBody})
		_ = f.MergeCell("Sheet1", "A1", "D1")
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	feed := "<?xml version='1.0'?><RSS version='2.0'><channel><title>Harbor Ledger</title><item><title>A</title><pubDate>Mon, 02 Mar 2020 06:30:00 GMT</pubDate><content:encoded><![CDATA[<p>" + strings.ReplaceAll(oddBody, "\n\n", "</p><p>") + "</p>]]></content:encoded></item></channel></RSS>"
	return []oddInput{
		{"ends of lines as two letters", one("a.csv", strings.ReplaceAll(table, "\n\n", `\n\n`)), full},
		{"ends of lines escaped twice in JSON", one("a.jsonl", record(`"2020-03-02"`, strings.ReplaceAll(oddBody, "\n\n", `\n\n`))), full},
		{"a comma behind each line of JSON", one("a.jsonl", record(`"2020-03-02"`, oddBody)+",\n"), full},
		{"no numbers in a list of JSON", one("a.json", "["+strings.Replace(record(`"2020-03-02"`, oddBody), "{", `{"score": -Infinity, "more": NaN, `, 1)+"]"), full},
		{"lines of labels in a text", one("a.txt", labelled+"\n\nTitle: a book that the envoy wrote.\nDate: nobody knows.\n\nMore."), fmt.Sprintf("A | Harbor Ledger | 2020-03-02 | %d", n+11)},
		{"a title and an empty line above a table", one("a.csv", "Export of a monitor\n\n"+table), full},
		{"names of columns with blanks that do not break", one("a.csv", strings.Replace(table, "title,source", "title\u00a0,\u00a0source", 1)), full},
		{"names of columns in capitals, with accents", one("a.csv", strings.Replace(table, "title,source,date,text", "TÍTULO,MEDIO,FECHA,TEXTO", 1)), full},
		{"a Spanish workbook with a title above", one("a.xlsx", workbook()), full},
		{"a packed text under the name of a text", one("a.txt", packed(labelled)), full},
		{"two byte order marks", one("a.txt", "\ufeff\ufeff"+labelled), full},
		{"a byte order mark at each join", one("a.csv", "\ufeff"+table+"\ufeff"+strings.Replace(table, "A,Harbor", "B,Harbor", 1)), "told"},
		{"pages parted by form feeds", one("a.txt", strings.ReplaceAll(labelled, "\n\n", "\n\n\f")), full},
		{"a day of a bank", one("a.jsonl", record(`"02-MAR-20"`, oddBody)), "*"},
		{"an evening in America", one("a.jsonl", record(`"2020-03-02T23:30:00-05:00"`, oddBody)), full},
		{"an early morning in Japan", one("a.jsonl", record(`"2020-03-02T00:30:00+09:00"`, oddBody)), full},
		{"a day in Chinese", one("a.jsonl", record(`"2020年3月2日 星期一"`, oddBody)), full},
		{"a Russian day", one("a.jsonl", record(`"2 марта 2020 г."`, oddBody)), full},
		{"a Polish day", one("a.jsonl", record(`"poniedziałek, 2 marca 2020"`, oddBody)), full},
		{"a feed in capitals", one("a.xml", feed), full},
		{"entities that grow", one("a.xml", `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>A</title><description>&b;</description></item></channel></rss>`), "*"},
		{"names that Windows keeps for itself", map[string]string{"CON.txt": labelled}, full},
		{"a table in JSON, each column an object", one("a.json", fmt.Sprintf(`{"title": {"5": "A"}, "source": {"5": "Harbor Ledger"}, "date": {"5": 1583107200000}, "text": {"5": %q}}`, oddBody)), full},
		{"a table in JSON whose columns are not of one length", one("a.json", fmt.Sprintf(`{"title": ["A", "B"], "source": ["Harbor Ledger"], "date": ["2020-03-02"], "text": [%q, %q]}`, oddBody, oddBody)), "told"},
		{"an export of an archive that nobody knows, with rights below each article", one("a.txt", "Envoy returns\nHarbor Ledger\n2 March 2020\n\n"+oddBody+"\n\nCopyright 2020 Harbor Ledger\n\nElders meet\nPrairie Wire\n3 March 2020\n\n"+oddBody+"\n\nCopyright 2020 Prairie Wire\n"), "told"},
		{"one with outlet and day between bars", one("a.txt", "Envoy returns\n\nHarbor Ledger | 02.03.2020 | p. 4\n\n"+oddBody+"\n\nElders meet\n\nPrairie Wire | 03.03.2020 | p. 2\n\n"+oddBody+"\n"), "told"},
		{"one with labels in a language that nobody knows", one("a.txt", "Envoy returns\n\nLähde: Harbor Ledger 02.03.2020, s. 4\n\n"+oddBody+"\n\nElders meet\n\nLähde: Prairie Wire 03.03.2020, s. 2\n\n"+oddBody+"\n"), "told"},
		{"a text that names two days and whose rights stand below it", one("a.txt", labelled+"\n\nOn March 1, 2020, the envoy left Doha, and on\nMarch 5, 2020, he was back.\n\nCopyright 2020 Harbor Ledger"), "*"},
		{"a post among articles", one("a.jsonl", record(`"2020-03-02"`, oddBody)+"\n"+`{"id": "7", "text": "The envoy is back.", "retweet_count": 7, "date": "2020-03-02"}`+"\n"), full},
		{"objects in objects without end", one("a.json", strings.Repeat(`{"a":`, 5000)+"1"+strings.Repeat("}", 5000)), "told"},
		{"a text that is a list of lists", one("a.jsonl", strings.Replace(record(`"2020-03-02"`, "X"), `"X"`, fmt.Sprintf(`[[%q]]`, oddBody), 1)), "told"},
		{"the outlet in an object of its own, with its country", one("a.jsonl", strings.Replace(record(`"2020-03-02"`, oddBody), `"Harbor Ledger"`, `{"country": "EL", "Name": "Harbor Ledger", "rank": 4}`, 1)), full},
		{"a text in XML within JSON", one("a.jsonl", record(`"2020-03-02"`, "<nitf><body><body.head><hedline><hl1>A</hl1></hedline></body.head><body.content><p>"+strings.ReplaceAll(oddBody, "\n\n", "</p><p>")+"</p></body.content></body></nitf>")), full},
		{"an address for an outlet", one("a.jsonl", strings.Replace(record(`"2020-03-02"`, oddBody), `"Harbor Ledger"`, `"www.harborledger.example"`, 1)), strings.Replace(full, "Harbor Ledger", "harborledger.example", 1)},
	}
}
