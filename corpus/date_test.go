package corpus

import "testing"

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

func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"2020-10-11", "4/4/17", "Wed, 06 Nov 2024 10:00:00 GMT", "1602349675.6", "Nov. 6, 2024 10:15 p.m. EST"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d := readDate(s); d.kind == dateOK && (d.t.Year() < 1600 || d.t.Year() > 2199) {
			t.Errorf("readDate(%q) = %v", s, d.t)
		}
	})
}
