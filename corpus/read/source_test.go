package read

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestSourceFromText(t *testing.T) {
	told := `Officials told CBS News of it. A spokesman told CBS News that talks go on. ` + prose
	for _, tt := range []struct {
		name, text, source string
		method             corpus.Method
	}{
		{"prefix", "Qasr News Agency: " + prose, "Qasr News Agency", corpus.ByPrefix},
		{"one word", "Qasrnews: " + prose, "Qasrnews", corpus.ByPrefix},
		{"after a marker", " date 2020-01-02 Qasr News Agency: " + prose, "Qasr News Agency", corpus.ByPrefix},
		{"known name", "Reuters: " + prose, "Reuters", corpus.ByPrefix},
		{"a word with a colon", "Analysis: " + prose, "", ""},
		{"breaking news", "Breaking News: " + prose, "", ""},
		{"a speaker", "Trump: “We are close,” he said. " + prose, "", ""},
		{"press secretary", "White House Press: " + prose, "", ""},
		{"dateline", "KABUL, AFGHANISTAN – " + prose, "", ""},
		{"agency dateline", "WASHINGTON (AP) — " + prose, "", ""},
		{"a line above the day", "Envoy returns to Doha for talks\n\nHarbor Ledger\n14 May 2021\nJane Roe\n\n" + prose, "Harbor Ledger", corpus.ByText},
		{"a name above the day", "Envoy returns to Doha for talks\n\nJane Roe\n14 May 2021\n\n" + prose, "", ""},
		{"told alone", told, "", ""},
		{"told and picture", "---\nimage: https://cbsnews3.cbsistatic.com/a.jpg\n---\n" + told, "CBS News", corpus.ByText},
		{"picture alone", "---\nimage: https://cbsnews3.cbsistatic.com/a.jpg\n---\n" + prose, "", ""},
		{"told and another picture", "---\nimage: https://static.foxnews.com/a.jpg\n---\n" + told, "", ""},
		{"told and credits", told + "\n\nCBS News' Jane Roe contributed to this report.\n", "CBS News", corpus.ByText},
	} {
		a := one(t, "a.txt", tt.text)
		if a.Source.Value != tt.source || a.Source.Method != tt.method || (tt.source != "") != (a.Source.Evidence != "") {
			t.Errorf("%s: %+v", tt.name, a.Source)
		}
	}
}

func TestSourceByURL(t *testing.T) {
	opts := Options{Aliases: map[string]string{"ledger.example": "Harbor Ledger", "The  harbor ledger (online)": "Harbor Ledger", "CNN": "CNN US"}}
	for _, tt := range []struct{ fields, source, warning string }{
		{`"url":"https://www.cbsnews.com/news/a"`, "CBS News", ""},
		{`"url":"https://edition.cnn.com/a"`, "CNN US", ""},
		{`"url":"http://news.ledger.example/a"`, "Harbor Ledger", ""},
		{`"source":"the Harbor Ledger (Online)"`, "Harbor Ledger", ""},
		{`"source":"thehill.com"`, "The Hill", ""},
		{`"source":"The NYT"`, "The New York Times", ""},
		{`"source":"www.nytimes.com"`, "The New York Times", ""},
		{`"source":"New York Times - News"`, "The New York Times", ""},
		{`"source":"CNN (Web News)"`, "CNN US", ""},
		{`"source":"New York Times - Opinion"`, "New York Times - Opinion", ""},
		{`"source":"Harbor - News"`, "Harbor - News", ""},
		{`"media_name":" New  York Times"`, "The New York Times", ""},
		{`"source":"cnn.com"`, "CNN US", ""},
		{`"url":"http://unheard.example/a"`, "unheard.example", ""},
		{`"url":"https://web.archive.org/a"`, "", "does not tell the source"},
		{`"source":"Harbor Ledger","url":"https://www.cbsnews.com/a"`, "Harbor Ledger", "conflicting sources"},
		{`"source":"CBS","url":"https://www.cbsnews.com/a"`, "CBS", ""},
	} {
		c := collect(t, map[string]string{"a.jsonl": `{"text":"` + prose + `",` + tt.fields + `}`}, opts)
		a := c.Articles[0]
		if all := strings.Join(a.Warnings, "\n"); a.Source.Value != tt.source || !strings.Contains(all, tt.warning) || tt.warning == "" && all != "" {
			t.Errorf("%s: %+v, warnings %q", tt.fields, a.Source, a.Warnings)
		}
	}
}

func TestWireService(t *testing.T) {
	for text, want := range map[string]string{
		"WASHINGTON (AP) — " + prose:                                            "Associated Press",
		"KABUL (Reuters) - " + prose:                                            "Reuters",
		"(Reuters) - " + prose:                                                  "Reuters",
		"By Jane Roe, Associated Press\n\n" + prose:                             "Associated Press",
		prose + "\n\nThe Associated Press contributed to this report.":          "",
		prose + " The Associated Press reported it first.":                      "",
		"KABUL (Kestrel Wire) – " + prose:                                       "Kestrel Wire",
		"KABUL (Sunday) – " + prose:                                             "",
		"Washington (CNN) " + prose:                                             "",
		prose + "\n\nCopyright 2019 The Associated Press. All rights reserved.": "Associated Press",
	} {
		if a := one(t, "a.txt", text); a.WireService != want {
			t.Errorf("%q: wire service %q, want %q", text, a.WireService, want)
		}
	}
}

// The sheet's names are brought to one too, and the evidence keeps how they
// were written.
func TestSourceOfSheetIsNormalised(t *testing.T) {
	sheet := sheetOf(t, "file,source\na.txt,NYT\n")
	a := collect(t, map[string]string{"a.txt": prose}, Options{Metadata: sheet}).Articles[0]
	if a.Source.Value != "The New York Times" || a.Source.Method != corpus.ByMetadata || !strings.Contains(a.Source.Evidence, `written "NYT"`) {
		t.Errorf("%+v", a.Source)
	}
}
