package csvin

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestGuard(t *testing.T) {
	for _, c := range []struct{ plain, guarded string }{
		{"", ""}, {"a=b", "a=b"}, {"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-x", "'-x"}, {"@me", "'@me"}, {"\tx", "'\tx"},
		{"'=1", "''=1"}, {"''=1", "'''=1"}, {"'tis", "'tis"}, {"'", "'"}, {" =1", " =1"},
		{"-3", "-3"}, {"-0.25", "-0.25"}, {"-1+1", "'-1+1"}, {"-01", "'-01"}, {"-", "'-"}, {"-.5", "'-.5"}, {"'-3", "'-3"}, {"+3", "'+3"},
	} {
		if got := Guard(c.plain); got != c.guarded {
			t.Errorf("Guard(%q) = %q, want %q", c.plain, got, c.guarded)
		}
	}
}

func TestGuardIsUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`'{0,3}[=+\-@\t\r']?.{0,3}`)).Draw(t, "text")
		g := Guard(s)
		if Unguard(g) != s {
			t.Fatalf("%q is guarded as %q and read back as %q", s, g, Unguard(g))
		}
		if g != "" && strings.ContainsRune(formulaStarts, rune(g[0])) && !negativeNumber(g) {
			t.Fatalf("%q would run", g)
		}
	})
}
