package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

func TestGuard(t *testing.T) {
	for _, c := range []struct{ plain, guarded string }{
		{"", ""}, {"a=b", "a=b"}, {"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-x", "'-x"}, {"@me", "'@me"}, {"\tx", "'\tx"},
		{"'=1", "''=1"}, {"''=1", "'''=1"}, {"'tis", "'tis"}, {"'", "'"}, {" =1", " =1"},
		{"-3", "-3"}, {"-0.25", "-0.25"}, {"-1+1", "'-1+1"}, {"-01", "'-01"}, {"-", "'-"}, {"-.5", "'-.5"}, {"'-3", "'-3"}, {"+3", "'+3"},
	} {
		if got := guard(c.plain); got != c.guarded {
			t.Errorf("guard(%q) = %q, want %q", c.plain, got, c.guarded)
		}
	}
}

func TestGuardIsUndone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`'{0,3}[=+\-@\t\r']?.{0,3}`)).Draw(t, "text")
		g := guard(s)
		if unguard(g) != s {
			t.Fatalf("%q is guarded as %q and read back as %q", s, g, unguard(g))
		}
		if g != "" && strings.ContainsRune(formulaStarts, rune(g[0])) && !negativeNumber(g) {
			t.Fatalf("%q would run", g)
		}
	})
}

func TestCleanKeepsOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if got := oneLine(s); len(got) != len(s) || strings.ContainsAny(got, "\r\n") {
			t.Fatalf("%q became %q", s, got)
		}
		bad := s + "\xff\x00" + s
		if n := len([]rune(clean(bad))); n != len([]rune(bad)) || strings.ContainsRune(clean(bad), 0) {
			t.Fatalf("%q became %q", bad, clean(bad))
		}
	})
}

func init() { golden.FixDraws() }
