package read

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// A missing year comes from another sign of the same article, or stays out.
func TestMissingYear(t *testing.T) {
	for _, tt := range []struct {
		name, file, text, day string
		method                corpus.Method
		reliable              bool
		evidence, warning     string
	}{
		{"a year in the record", "a.jsonl", `{"date":"2019","text":"KABUL, March 2 (Reuters) - ` + prose + `"}`,
			"2019-03-02", corpus.ByYear, false, `"March 2"; year from line 1: field "date"`, "written without a year"},
		{"a month in the record", "a.jsonl", `{"date":"March 2019","text":"KABUL, March 2 (Reuters) - ` + prose + `"}`, "2019-03-02", corpus.ByYear, true, "field", "names no day"},
		{"a column for the year", "a.csv", "year,text\n2019,\"KABUL, Saturday, March 2 (Reuters) - " + prose + "\"\n", "2019-03-02", corpus.ByYear, true, `column "year": "2019"`, ""},
		{"a weekday that does not fit", "a.csv", "year,text\n2018,\"KABUL, Saturday, March 2 (Reuters) - " + prose + "\"\n", "", "", false, "", "does not go with"},
		{"a month of the address", "a.jsonl", `{"url":"https://x.example/2019/03/talks","text":"KABUL, Feb. 28 (Reuters) - ` + prose + `"}`, "2019-02-28", corpus.ByYear, false, `url: "2019/03"`, "written without a year"},
		{"over the turn of the year", "a.jsonl", `{"url":"https://x.example/2019/jan/talks","text":"KABUL, Dec. 31 (Reuters) - ` + prose + `"}`, "2018-12-31", corpus.ByYear, false, `url: "2019/jan"`, "written without a year"},
		{"far from the month", "a.jsonl", `{"url":"https://x.example/2019/07/talks","text":"KABUL, March 2 (Reuters) - ` + prose + `"}`, "", "", false, "", "does not go with"},
		{"an address that was not asked", "a.jsonl", `{"date":"","url":"https://x.example/2019/03/talks","text":"KABUL, March 2 (Reuters) - ` + prose + `"}`, "", "", false, "is empty", "has no year"},
		{"the field for the date", "a.jsonl", `{"date":"November 6","url":"https://x.example/2019/11/talks","text":"` + prose + `"}`, "2019-11-06", corpus.ByYear, true, `field "date"; year from url`, ""},
		{"a marker and the name of the file", "news/2019-03-04.txt", " date March 2 " + prose + "\n", "2019-03-02", corpus.ByYear, true, `file name: "2019-03-04"`, ""},
		{"a folder for the year", "2019/a.txt", "Published: March 2\n" + prose + "\n", "2019-03-02", corpus.ByYear, false, `file name: "2019"`, "written without a year"},
		{"a year in the name of the story", "election_2019.txt", "Published: March 2\n" + prose + "\n", "", "", false, "", "has no year"},
		{"a year in the text", "a.txt", "KABUL, March 2 (Reuters) - In 2019 little was new. " + prose + "\n", "", "", false, "", "has no year"},
		{"the date is at odds with the dateline", "a.jsonl", `{"date":"2019-03-20","text":"KABUL, March 2 (Reuters) - ` + prose + `"}`, "2019-03-20", corpus.ByRecord, true, "", "conflicting dates: 2019-03-20"},
		{"the dateline of the day before", "a.jsonl", `{"date":"2019-01-01","text":"KABUL, Dec. 31 (Reuters) - ` + prose + `"}`, "2019-01-01", corpus.ByRecord, true, "", ""},
		{"the dateline chooses a reading", "a.jsonl", `{"date":"4/5/2017","text":"KABUL, May 4 (Reuters) - ` + prose + `"}`, "2017-05-04", corpus.ByAmbiguous, false, "agrees with this reading", "ambiguous_numeric"},
	} {
		a := one(t, tt.file, tt.text)
		if a.Date.ISO() != tt.day || a.Date.Method != tt.method || a.Date.Reliable != tt.reliable || !strings.Contains(a.Date.Evidence, tt.evidence) {
			t.Errorf("%s: %s %+v", tt.name, a.Date.ISO(), a.Date)
		}
		if all := strings.Join(a.Warnings, "\n"); !strings.Contains(all, tt.warning) || tt.warning == "" && all != "" {
			t.Errorf("%s: warnings %q, want %q", tt.name, all, tt.warning)
		}
	}
}
