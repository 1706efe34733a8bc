package corpus

import (
	"testing"

	"pgregory.net/rapid"
)

func TestFoldPrefix(t *testing.T) {
	for _, tt := range []struct {
		s, want string
		n       int
	}{
		{"Envoy Returns: more", "envoy returns", 13}, {"“Envoy” returns", "envoy returns", 19}, {"Envoy returned", "envoy return", -1},
		{"Envoy", "envoy returns", -1}, {"The  envoy", "the envoy", 10}, {"don’t go now", "dont go", 10}, {"", "x", -1},
	} {
		if n := foldPrefix(tt.s, tt.want); n != tt.n {
			t.Errorf("foldPrefix(%q, %q) = %d, want %d", tt.s, tt.want, n, tt.n)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		s := rapid.String().Draw(rt, "s")
		if w := foldWords(s); w != "" && foldWords(s[:max(foldPrefix(s, w), 0)]) != w {
			rt.Fatalf("%q folds to %q, prefix %d", s, w, foldPrefix(s, w))
		}
	})
}
