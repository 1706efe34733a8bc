package plain

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"plain text":                                   "plain text",
		"Jose\u0301 Pen\u0303a":                        "José Peña",
		"Tali\u00adban":                                "Taliban",
		"Tali\u200bban and \ufeffTrump":                "Taliban and Trump",
		"Donald\u00a0Trump\u202fsaid":                  "Donald Trump said",
		"the o\ufb03ce":                                "the office",
		"Trump &amp; Pence &#8217; &rsquo;s &nbsp;end": "Trump & Pence ’ ’s  end",
		"AT&T; said":                                   "AT&T; said",
		"?a=1&lt=2 &copy 2020":                         "?a=1&lt=2 &copy 2020",
		"&amp;quot;twice&amp;quot;":                    `"twice"`,
		"&lt;p&gt;":                                    "&lt;p>",
		"می\u200cخواهم":                                "می\u200cخواهم",
		"left\u200eto\u200fright":                      "lefttoright",
		"e\u00ad\u0301":                                "é",
		"line\u2028next":                               "line\nnext",
		"bad \xff byte stays":                          "bad \xff byte stays",
		"R&D; und &Auml;rger &hellip;end":              "R&D; und Ärger …end",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTracedLeadsBack(t *testing.T) {
	const in = "The Tali\u00adban &amp; Jose\u0301 met\u00a0here."
	text, runs := Traced(in)
	at := func(i int) string {
		for _, r := range runs {
			if r.Start <= i && i < r.End {
				if r.Same {
					return in[r.From+i-r.Start : r.From+i-r.Start+1]
				}
				return in[r.From:r.To]
			}
		}
		return ""
	}
	if text != "The Taliban & José met here." {
		t.Fatal(text)
	}
	for i, want := range map[int]string{0: "T", 8: "b", 12: "&amp;", 17: "e\u0301", 23: "\u00a0", 24: "h", len(text) - 1: "."} {
		if got := at(i); got != want {
			t.Errorf("byte %d (%q) leads to %q, want %q", i, text[i:], got, want)
		}
	}
}

// Plain text stays as it is, and every run leads to bytes of the original.
func FuzzText(f *testing.F) {
	for _, s := range []string{"José", "e\u00ad\u0301", "&amp;amp;amp;", "a\u200c\u0301\ufb01&#173;", "\xff&", "\u0f5c0", "a\u0f5c\u0958 &amp;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, runs := Traced(s)
		for i, r := range runs {
			if r.Start >= r.End || r.From >= r.To || r.To > len(s) || r.End > len(text) || i > 0 && r.Start < runs[i-1].End {
				t.Fatalf("run %d of %q: %+v", i, s, r)
			}
			if r.Same && s[r.From:r.To] != text[r.Start:r.End] {
				t.Fatalf("run %d of %q is not the same: %+v", i, s, r)
			}
		}
		if runs == nil && text != s {
			t.Fatalf("%q became %q without a map", s, text)
		}
		if !norm.NFC.IsNormalString(text) && norm.NFC.IsNormalString(Text(text)) {
			t.Fatalf("%q is not composed", text)
		}
	})
}
