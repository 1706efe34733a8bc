package read_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
)

// wanted is what a careful reader takes from one article of a folder.
type wanted struct {
	title, source, date string
	sure                bool   // the date is reliable
	body                string // a part of the text, "" for any
	not                 string // what is no part of it
	left                string // why it is left out
}

// readingCase is a folder and its articles in the order of their bodies or titles.
type readingCase struct {
	name  string
	files map[string]string
	want  []wanted
	told  string // of a problem or a warning
}

const prose = "Negotiators of both sides met an envoy in the town hall on Monday, and officials said after nine hours of talks that the road to the coast would be opened again before the winter. "

// days is a text of n paragraphs that are not the same.
func days(n int) string {
	var sb strings.Builder
	for i := range n {
		fmt.Fprintf(&sb, "On day %d of the talks %d people came to the hall. %s\n\n", i, 100+7*i, prose)
	}
	return sb.String()
}

func nexisOf(title, outlet, date, body string) string {
	return title + "\n" + outlet + "\n" + date + "\n\n\nCopyright 2020 " + outlet + "\n\nSection: WORLD; Pg. 1\nLength: 57 words\nByline: Jane Roe\nBody\n\n\n" + body + "\n\nLoad-Date: March 9, 2020\n\n\nEnd of Document\n\n"
}

func proquestOf(body, foot string) string {
	return strings.Repeat("_", 60) + "\n\nDocument 1 of 1\n\nEnvoy returns for talks\n\nAuthor: Roe, Jane.\n\nPublication info: The Harbor Times ; Harbor City [Harbor City]24 Mar 2020.\n\nFull text: " + body + "\n\n" + foot + "\n\n" + strings.Repeat("_", 60) + "\n"
}

const proquestFoot = "Subject: Peace negotiations; Envoys\n\nLocation: Harbor City\n\nTitle: Envoy returns for talks\n\nPublication title: The Harbor Times\n\nPublication date: Mar 24, 2020\n\nProQuest document ID: 2370000001\n\nDocument URL: https://search.proquest.com/docview/2370000001"

func jsonOf(text string) string {
	return fmt.Sprintf(`{"id": "a", "title": "A note", "source": "Harbor Ledger", "date": "2020-03-03", "text": %q}`, text) + "\n"
}

func dated(date string) map[string]string {
	return map[string]string{"a.csv": "id,source,date,title,text\na,Harbor Ledger,\"" + date + "\",One,\"" + prose + "\"\n"}
}

// readingCases are kinds of fault that exports and interfaces bring. The first of
// a kind was reported by users of tools like this one; the others are its
// neighbours, which were written before the kind was mended.
func readingCases() []readingCase {
	ledger := func(date string, sure bool) []wanted {
		return []wanted{{source: "Harbor Ledger", date: date, sure: sure}}
	}
	cases := []readingCase{
		{name: "Nexis: a title that begins with a date", files: map[string]string{"n.txt": nexisOf("29 February 2020 pact: what both sides want", "Prairie Wire", "3 March 2020 Tuesday", prose)},
			want: []wanted{{title: "29 February 2020 pact: what both sides want", source: "Prairie Wire", date: "2020-03-03", sure: true}}},
		{name: "Nexis: a cover page that lists titles with dates", files: map[string]string{"n.txt": "User Name: J. Roe\nJob Number: 1\n\nDocuments (2)\n\n1. May 1, 2021 deadline looms over the coast\n2. Wheat prices fall again\n\n" +
			nexisOf("May 1, 2021 deadline looms over the coast", "Harbor Ledger", "March 2, 2020 Monday 9:30 PM EST", prose) + nexisOf("Wheat prices fall again", "Prairie Wire", "3 March 2020 Tuesday", "Wheat. "+prose)},
			want: []wanted{{title: "May 1, 2021 deadline looms over the coast", source: "Harbor Ledger", date: "2020-03-02", sure: true}, {title: "Wheat prices fall again", source: "Prairie Wire", date: "2020-03-03", sure: true}}},
		{name: "Nexis: a title that ends with a date", files: map[string]string{"n.txt": nexisOf("What to know on March 2, 2020", "Prairie Wire", "March 3, 2020 Tuesday", prose)},
			want: []wanted{{title: "What to know on March 2, 2020", source: "Prairie Wire", date: "2020-03-03", sure: true}}},
		{name: "Nexis: a text whose line begins with a label", files: map[string]string{"n.txt": nexisOf("A title of it", "Prairie Wire", "March 3, 2020 Tuesday", prose+"\n\nSubject: the reporter was shown a paper that was headed with one word.\n\nNobody would say more than that on the day.")},
			want: []wanted{{title: "A title of it", source: "Prairie Wire", date: "2020-03-03", sure: true, body: "Nobody would say more", not: "Load-Date"}}},
		{name: "Nexis: classification and its terms", files: map[string]string{"n.txt": strings.Replace(nexisOf("A title of it", "Prairie Wire", "March 3, 2020 Tuesday", prose), "Load-Date", "Classification\n\n\nLanguage: ENGLISH\n\nPublication-Type: Newspaper\n\nSubject: PEACE PROCESS (90%); ENVOYS (78%)\n\nLoad-Date", 1)},
			want: []wanted{{title: "A title of it", source: "Prairie Wire", date: "2020-03-03", sure: true, not: "PEACE PROCESS"}}},
		{name: "ProQuest: a line of the text begins with Source:", files: map[string]string{"p.txt": proquestOf(prose+"\n\nSource: The reporter was shown a paper that was headed with one word.\n\nA spokesman praised it.\n\nLocation: nobody would say where the next round of talks is to be held.\n\nThe other side condemned it a day later.", proquestFoot)},
			want: []wanted{{source: "The Harbor Times", date: "2020-03-24", sure: true, body: "a day later", not: "Peace negotiations"}}},
		{name: "ProQuest: the last line of the text begins like a label", files: map[string]string{"p.txt": proquestOf(prose+"\n\nA spokesman praised it.\n\nLocation: nobody would say where the next round of talks is to be held.", proquestFoot)},
			want: []wanted{{source: "The Harbor Times", date: "2020-03-24", sure: true, body: "next round", not: "Publication title"}}},
		{name: "ProQuest: a foot without blank lines", files: map[string]string{"p.txt": proquestOf(prose+"\n\nTitle: she would not give her book one.\n\nThat was all.", strings.ReplaceAll(proquestFoot, "\n\n", "\n"))},
			want: []wanted{{title: "Envoy returns for talks", source: "The Harbor Times", date: "2020-03-24", sure: true, body: "That was all", not: "Publication title"}}},
		{name: "NewsAPI: text cut at 200 letters", files: map[string]string{"a.json": `{"status":"ok","articles":[{"source":{"id":null,"name":"Harbor Ledger"},"title":"T","publishedAt":"2020-03-03T09:00:00Z","content":"` + prose + ` they fea… [+2219 chars]"}]}`},
			want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, left: corpus.ExcludedCut}}, told: "the text is cut"},
		{name: "an excerpt that ends with […]", files: map[string]string{"a.jsonl": jsonOf(prose + " and then […]")}, want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, left: corpus.ExcludedCut}}},
		{name: "an excerpt that ends with an offer to read on", files: map[string]string{"a.jsonl": jsonOf(prose + " and then ... Continue reading →")}, want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, left: corpus.ExcludedCut}}},
		{name: "a first paragraph and a paywall", files: map[string]string{"a.jsonl": jsonOf(prose + "\n\nSubscribe to continue reading.\n\nAlready a subscriber? Log in")}, want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, left: corpus.ExcludedCut}}},
		{name: "a whole article with an offer at its end", files: map[string]string{"a.jsonl": jsonOf(days(10) + "Subscribe to continue reading.")}, want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "Negotiators"}}},
		{name: "speech with an ellipsis", files: map[string]string{"a.jsonl": jsonOf(prose + " “We will see [...] what comes,” she said.")}, want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "she said"}}},
		{name: "HTML in a field", files: map[string]string{"a.jsonl": jsonOf("<p>The envoys <b>praised</b> them.</p><p>The others condemned them.</p><br/>Roe &amp; Doe met.<script>var a = 1 < 2;</script>")},
			want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "The envoys praised them.\n\n\n\nThe others condemned them.\n\n\nRoe & Doe met.", not: "var a"}}},
		{name: "HTML in a table", files: map[string]string{"a.csv": "id,source,date,title,text\na,Harbor Ledger,2020-03-03,\"A <em>new</em> day\",\"<div class=\"\"x\"\"><p>The envoys praised them.</p></div>\"\n"},
			want: []wanted{{title: "A new day", source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "The envoys praised them.", not: "<"}}},
		{name: "entities in a field", files: map[string]string{"a.jsonl": jsonOf("The envoys&rsquo; talk &#8212; a long one &mdash; ended.&nbsp;Roe &amp;amp; Doe met at AT&T.")},
			want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "The envoys’ talk — a long one — ended. Roe & Doe met at AT&T."}}},
		{name: "smaller than, and an address in brackets", files: map[string]string{"a.jsonl": jsonOf("Turnout was < 40 percent and > 30, <mail@harbor.example> said.")},
			want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "was < 40 percent and > 30, <mail@harbor.example>"}}},
		{name: "invisible letters", files: map[string]string{"a.txt": "Jose\u0301 Pen\u0303a met the Tali\u00adban\u200b at\u00a0noon. " + prose},
			want: []wanted{{body: "José Peña met the Taliban at noon."}}},
		{name: "one outlet composed and decomposed", files: map[string]string{"a.jsonl": `{"id":"1","source":"Süddeutsche Zeitung","date":"2020-03-03","text":"One. ` + prose + `"}` + "\n" + `{"id":"2","source":"Su\u0308ddeutsche\u00a0Zeitung","date":"2020-03-04","text":"Two for the others, who came late."}` + "\n"},
			want: []wanted{{source: "Süddeutsche Zeitung", date: "2020-03-03", sure: true, body: "One."}, {source: "Süddeutsche Zeitung", date: "2020-03-04", sure: true, body: "Two"}}},
		{name: "a spreadsheet's day number", files: dated("43893"), want: ledger("2020-03-03", true)},
		{name: "a spreadsheet's day with its time", files: dated("43893.75"), want: ledger("2020-03-03", true)},
		{name: "weekday first", files: dated("Tuesday, March 3, 2020"), want: ledger("2020-03-03", true)},
		{name: "weekday last", files: dated("3 March 2020 (Tue)"), want: ledger("2020-03-03", true)},
		{name: "a weekday that is not that of the day", files: dated("3 March 2020 Friday"), want: ledger("2020-03-03", false)},
		{name: "an ordinal", files: dated("the 3rd of March, 2020"), want: ledger("2020-03-03", true)},
		{name: "an ordinal behind the month", files: dated("March 3rd 2020"), want: ledger("2020-03-03", true)},
		{name: "a German date", files: dated("3. März 2020"), want: ledger("2020-03-03", true)},
		{name: "a German date with its weekday", files: dated("Dienstag, 3. März 2020"), want: ledger("2020-03-03", true)},
		{name: "a number with a stop", files: dated("11. November 2024"), want: ledger("2024-11-11", true)},
		{name: "a Spanish date", files: dated("3 de marzo de 2020"), want: ledger("2020-03-03", true)},
		{name: "a month and a year", files: dated("March 2020"), want: ledger("", false)},
		{name: "the zero of a computer", files: dated("1970-01-01"), want: ledger("1970-01-01", false), told: "where no date is known"},
		{name: "the zero of a spreadsheet", files: dated("1900-01-01"), want: ledger("1900-01-01", false)},
		{name: "a question of a robot", files: map[string]string{"a.txt": "Are you a robot?\n\nPlease make sure your browser supports JavaScript and cookies and that you are not blocking them from loading.\n"}, want: []wanted{{left: corpus.ExcludedNoArticle}}, told: "is no article"},
		{name: "no such page", files: map[string]string{"a.txt": "Page not found\n\nThe page you are looking for may have moved. Try our search.\n"}, want: []wanted{{left: corpus.ExcludedNoArticle}}},
		{name: "a letter that asks for money", files: map[string]string{"a.txt": "We have a small favour to ask\n\nDear reader, our independent journalism depends on readers like you. Please consider making a donation today: every contribution counts.\n"}, want: []wanted{{left: corpus.ExcludedNoArticle}}},
		{name: "an article about robots that ask", files: map[string]string{"a.txt": "The senator asked the company why a page with the words \"no robots here\" came up. " + prose}, want: []wanted{{body: "no robots"}}},
		{name: "an article about a campaign for money", files: map[string]string{"a.txt": "The campaign asked its supporters to make a donation before Friday. " + prose}, want: []wanted{{body: "make a donation"}}},
		{name: "a copyright line alone", files: map[string]string{"a.jsonl": jsonOf("© 2024 Harbor Ledger. All rights reserved.")}, want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, left: corpus.ExcludedEmpty}}},
		{name: "two lists put together", files: map[string]string{"a.json": "[" + strings.TrimSpace(jsonOf("One. "+prose)) + "]\n[" + strings.Replace(strings.TrimSpace(jsonOf("Two, and nothing like it.")), `"a"`, `"b"`, 1) + "]"},
			want: []wanted{{source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "One."}, {source: "Harbor Ledger", date: "2020-03-03", sure: true, body: "Two,"}}},
		{name: "a run of dyad beside the articles", files: map[string]string{"a.txt": prose, "out/manifest.json": "{}", "out/codebook.csv": "a\n", "out/datapackage.json": "{}", "out/texts/a.txt": "A copy. " + prose, "out/report.html": "<p>" + prose}, want: []wanted{{body: "Negotiators"}}},
	}
	for i, line := range []string{"Monday, March 2, 2020", "March 2, 2020 Monday 12:01 AM GMT", "02 Mar 2020 Monday", "March 2, 2020 Monday, Edition 1, National Edition", "MARCH 2, 2020 MONDAY", "2nd March 2020", "2. März 2020 Montag", "March 2, 2020 Monday Late Edition - Final"} {
		cases = append(cases, readingCase{name: "Nexis: " + line, files: map[string]string{"n.txt": nexisOf(fmt.Sprintf("A title of form %d", i), "Harbor Ledger", line, prose)},
			want: []wanted{{title: fmt.Sprintf("A title of form %d", i), source: "Harbor Ledger", date: "2020-03-02", sure: true}}})
	}
	return append(cases, readingCase{name: "Nexis: a monthly", files: map[string]string{"n.txt": "User Name: J. Roe\n\n" + nexisOf("A title of it", "Review of Wars", "March 2020", prose)}, want: []wanted{{title: "A title of it", source: "Review of Wars"}}})
}

func TestReadingCases(t *testing.T) {
	right := 0
	cases := readingCases()
	for _, c := range cases {
		dir := t.TempDir()
		for name, text := range c.files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := read.Collect(context.Background(), []string{dir}, read.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		wrong := c.compare(got)
		for _, w := range wrong {
			t.Errorf("%s: %s", c.name, w)
		}
		if len(wrong) == 0 {
			right++
		}
	}
	t.Logf("%d of %d right", right, len(cases))
}

// compare says what of the articles is not as wanted.
func (c *readingCase) compare(got *read.Collection) (wrong []string) {
	if len(got.Articles) != len(c.want) {
		return []string{fmt.Sprintf("%d articles, want %d", len(got.Articles), len(c.want))}
	}
	slices.SortFunc(got.Articles, func(a, b *corpus.Article) int { return strings.Compare(a.Text, b.Text) })
	miss := func(what, g, w string) {
		if g != w {
			wrong = append(wrong, fmt.Sprintf("%s %q, want %q", what, g, w))
		}
	}
	told := ""
	for i, w := range c.want {
		a := got.Articles[i]
		if w.title != "" {
			miss("title", a.Title.Value, w.title)
		}
		miss("source", a.Source.Value, w.source)
		miss("date", a.Date.ISO(), w.date)
		miss("sure", fmt.Sprint(a.Date.Known() && a.Date.Reliable), fmt.Sprint(w.sure))
		miss("left out for", a.Exclusion, w.left)
		if !strings.Contains(a.Text, w.body) || w.not != "" && strings.Contains(a.Text, w.not) {
			wrong = append(wrong, fmt.Sprintf("text %q", a.Text))
		}
		told += strings.Join(a.Warnings, "\n")
	}
	for _, p := range got.Problems {
		told += p.Error()
	}
	if !strings.Contains(told, c.told) {
		wrong = append(wrong, fmt.Sprintf("%q is not told: %q", c.told, told))
	}
	return wrong
}
