package near

import "testing"

func TestName(t *testing.T) {
	names := []string{"format", "forms", "metadata", "out"}
	for word, want := range map[string]string{
		"fromat": "format", "metadta": "metadata", "form": "forms", "format": "format", "ouput": "out", "zzzzz": "", "": "",
	} {
		if got := Name(word, names); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"ab", "ba", 2}, {"cat", "cut", 1}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
