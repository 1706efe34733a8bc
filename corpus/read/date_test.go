package read

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func dated(t *testing.T, fields string) *corpus.Article {
	t.Helper()
	return one(t, "a.jsonl", `{"id":"a","text":"`+prose+`",`+fields+`}`)
}

func TestDecideDate(t *testing.T) {
	for _, tt := range []struct {
		name, fields, day string
		method            corpus.Method
		reliable          bool
		warning           string
	}{
		{"record", `"date":"2017-02-07"`, "2017-02-07", corpus.ByRecord, true, ""},
		{"url", `"url":"https://x.example/2017/02/07/talks/"`, "2017-02-07", corpus.ByURL, true, ""},
		{"url with month name", `"url":"https://x.example/world/2017/feb/07/talks"`, "2017-02-07", corpus.ByURL, true, ""},
		{"same day twice", `"date":"4/4/17"`, "2017-04-04", corpus.ByAmbiguous, false, "ambiguous_numeric"},
		{"two readings", `"date":"4/5/2017"`, "", corpus.ByAmbiguous, false, "can be 2017-04-05 or 2017-05-04"},
		{"url decides", `"date":"4/5/2017","url":"https://x.example/2017/05/04/a"`, "2017-05-04", corpus.ByAmbiguous, false, "2017-05-04 was taken, which is not sure"},
		{"url says neither", `"date":"4/5/2017","url":"https://x.example/2017/08/04/a"`, "", corpus.ByAmbiguous, false, "and was not used"},
		{"url agrees", `"date":"4/18/18","url":"https://x.example/2018/04/18/a"`, "2018-04-18", corpus.ByAmbiguous, false, `url (url: "2018/04/18") agrees`},
		{"an empty date stays empty", `"date":"","url":"https://x.example/2018/04/18/a"`, "", "", false, "the address names 2018-04-18"},
		{"a null date stays empty", `"published":null,"url":"https://x.example/2018/04/18/a"`, "", "", false, "was not taken (url_dates"},
		{"conflict", `"date":"2017-02-07","url":"https://x.example/2017/03/01/a"`, "2017-02-07", corpus.ByRecord, true, "conflicting dates"},
		{"wrong weekday", `"date":"Monday, November 6, 2024"`, "2024-11-06", corpus.ByRecord, false, "wrong weekday"},
		{"no year", `"date":"November 6"`, "", "", false, "names no year"},
		{"missing", `"date":"null"`, "", "", false, ""},
	} {
		a := dated(t, tt.fields)
		if a.Date.ISO() != tt.day || a.Date.Method != tt.method || a.Date.Reliable != tt.reliable {
			t.Errorf("%s: %s %+v", tt.name, a.Date.ISO(), a.Date)
		}
		if all := strings.Join(a.Warnings, "\n"); !strings.Contains(all, tt.warning) || tt.warning == "" && all != "" {
			t.Errorf("%s: warnings %q, want %q", tt.name, all, tt.warning)
		}
	}
	line := `{"id":"a","text":"` + prose + `","date":"","url":"https://x.example/2018/04/18/a"}`
	if a := collect(t, map[string]string{"a.jsonl": line}, Options{URLDates: true}).Articles[0]; a.Date.ISO() != "2018-04-18" || a.Date.Method != corpus.ByURL {
		t.Errorf("with url_dates: %+v", a.Date)
	}
	for _, text := range []string{"id,date,url,text\na,,https://x.example/2018/04/18/a," + prose + "\n", "id,date,url,text\na,n/a,https://x.example/2018/04/18/a," + prose + "\n"} {
		a := one(t, "a.csv", text)
		if a.Date.Known() || !strings.Contains(a.Date.Evidence, `line 2: field "date" is empty; url: "2018/04/18" names 2018-04-18, not taken`) {
			t.Errorf("a row: %+v", a.Date)
		}
	}
	if a := one(t, "a.csv", "id,url,text\na,https://x.example/2018/04/18/a,"+prose+"\n"); a.Date.ISO() != "2018-04-18" {
		t.Errorf("a row of a table without dates: %+v", a.Date)
	}
	if a := dated(t, `"date":"4/4/17"`); a.Date.Raw != "4/4/17" {
		t.Errorf("raw %q", a.Date.Raw)
	}
}

func TestDateFromText(t *testing.T) {
	for _, tt := range []struct {
		name, text, day string
		reliable        bool
		warning         string
	}{
		{"marker", " date 2020-10-11 " + prose, "2020-10-11", true, ""},
		{"published line", "Published: March 2, 2019 10:00 AM\n" + prose, "2019-03-02", true, ""},
		{"line of its own", "By Jane Roe\nMarch 2, 2019\n" + prose, "2019-03-02", true, ""},
		{"dateline", "KABUL, March 2, 2019 (Reuters) - " + prose, "2019-03-02", true, ""},
		{"no year anywhere", "He spoke on Wednesday November 6, in Doha. " + prose, "", false, "the text names no year"},
		{"a year that does not fit", "He spoke on Wednesday November 6, as in 2017. " + prose, "", false, "none has that weekday"},
		{"a year in passing", "He spoke on Wednesday November 6, as in 2019. " + prose, "", false, "2019 would fit, which does not make"},
		{"the day before in full", "He spoke on Wednesday, November 6. The vote of November 5, 2024 was over. " + prose, "", false, "2024 would fit"},
		{"another year in full", "He spoke on Wednesday, November 6. The vote of November 3, 2020 was over. " + prose, "", false, "no year"},
		{"a day of the story", "The pact of February 29, 2020 was signed in Doha. " + prose, "", false, ""},
	} {
		a := one(t, "a.txt", tt.text+"\n")
		if a.Date.ISO() != tt.day || a.Date.Reliable != tt.reliable {
			t.Errorf("%s: %s %+v", tt.name, a.Date.ISO(), a.Date)
		}
		if !slices.ContainsFunc(append(a.Warnings, ""), func(w string) bool { return strings.Contains(w, tt.warning) }) {
			t.Errorf("%s: warnings %q, want %q", tt.name, a.Warnings, tt.warning)
		}
	}
}
