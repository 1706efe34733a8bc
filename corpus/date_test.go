package corpus

import (
	"slices"
	"strings"
	"testing"
)

func TestReadDate(t *testing.T) {
	for _, tt := range []struct {
		raw  string
		kind dateKind
		day  string
	}{
		{"2020-10-11", dateOK, "2020-10-11"},
		{"2020/1/2", dateOK, "2020-01-02"},
		{"2020-10-11T23:30:00-05:00", dateOK, "2020-10-11"},
		{"2020-10-11 07:00", dateOK, "2020-10-11"},
		{"2020-10-11T07:00:00.123Z", dateOK, "2020-10-11"},
		{"20201011", dateOK, "2020-10-11"},
		{"20201011T071500Z", dateOK, "2020-10-11"},
		{"1602349675", dateOK, "2020-10-10"},
		{"1602349675.6237056", dateOK, "2020-10-10"},
		{"1.602349675e9", dateOK, "2020-10-10"},
		{"1602349675123", dateOK, "2020-10-10"},
		{"Nov. 6, 2024", dateOK, "2024-11-06"},
		{"November 6th, 2024, 10:15 p.m. EST", dateOK, "2024-11-06"},
		{"6 November 2024", dateOK, "2024-11-06"},
		{"Wed, 06 Nov 2024 10:00:00 GMT", dateOK, "2024-11-06"},
		{"Wed Nov 06 10:00:00 +0000 2024", dateOK, "2024-11-06"},
		{"Wednesday, November 6, 2024", dateOK, "2024-11-06"},
		{"13/4/2017", dateOK, "2017-04-13"},
		{"4/13/2017", dateOK, "2017-04-13"},
		{"4/4/17", dateAmbiguous, "2017-04-04"},
		{"4/5/2017", dateAmbiguous, "2017-04-05"},
		{"13/4/17", dateAmbiguous, "2017-04-13"},
		{"2019-02-31", dateImpossible, ""},
		{"31 February 2019", dateImpossible, ""},
		{"February 30", dateImpossible, ""},
		{"13/13/2019", dateImpossible, ""},
		{"0000-00-00", dateImpossible, ""},
		{"Wednesday November 6", dateNoYear, ""},
		{"October 8", dateNoYear, ""},
		{"October 2020", datePartial, ""},
		{"2020-10", datePartial, ""},
		{"yesterday", dateUnknown, ""},
		{"May", dateUnknown, ""},
		{"", dateUnknown, ""},
	} {
		d := readDate(tt.raw)
		day := ""
		if d.kind == dateOK || d.kind == dateAmbiguous {
			day = d.t.Format("2006-01-02")
		}
		if d.kind != tt.kind || day != tt.day {
			t.Errorf("readDate(%q) = kind %d, %s; want %d, %s", tt.raw, d.kind, day, tt.kind, tt.day)
		}
	}
	if !readDate("Monday, November 6, 2024").badWday {
		t.Error("a wrong weekday goes unseen")
	}
}

func dated(t *testing.T, fields string) *Article {
	t.Helper()
	return one(t, "a.jsonl", `{"id":"a","text":"`+prose+`",`+fields+`}`)
}

func TestDecideDate(t *testing.T) {
	for _, tt := range []struct {
		name, fields, day string
		method            Method
		reliable          bool
		warning           string
	}{
		{"record", `"date":"2017-02-07"`, "2017-02-07", ByRecord, true, ""},
		{"url", `"url":"https://x.example/2017/02/07/talks/"`, "2017-02-07", ByURL, true, ""},
		{"url with month name", `"url":"https://x.example/world/2017/feb/07/talks"`, "2017-02-07", ByURL, true, ""},
		{"same day twice", `"date":"4/4/17"`, "2017-04-04", ByAmbiguous, false, "ambiguous_numeric"},
		{"two readings", `"date":"4/5/2017"`, "", ByAmbiguous, false, "can be 2017-04-05 or 2017-05-04"},
		{"url decides", `"date":"4/5/2017","url":"https://x.example/2017/05/04/a"`, "2017-05-04", ByAmbiguous, false, "2017-05-04 was taken, which is not sure"},
		{"url says neither", `"date":"4/5/2017","url":"https://x.example/2017/08/04/a"`, "", ByAmbiguous, false, "and was not used"},
		{"url agrees", `"date":"4/18/18","url":"https://x.example/2018/04/18/a"`, "2018-04-18", ByAmbiguous, false, `url (url: "2018/04/18") agrees`},
		{"an empty date stays empty", `"date":"","url":"https://x.example/2018/04/18/a"`, "", "", false, "the address names 2018-04-18"},
		{"a null date stays empty", `"published":null,"url":"https://x.example/2018/04/18/a"`, "", "", false, "was not taken (url_dates"},
		{"conflict", `"date":"2017-02-07","url":"https://x.example/2017/03/01/a"`, "2017-02-07", ByRecord, true, "conflicting dates"},
		{"wrong weekday", `"date":"Monday, November 6, 2024"`, "2024-11-06", ByRecord, false, "wrong weekday"},
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
	if a := collect(t, map[string]string{"a.jsonl": line}, Options{URLDates: true}).Articles[0]; a.Date.ISO() != "2018-04-18" || a.Date.Method != ByURL {
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
