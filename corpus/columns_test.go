package corpus

import "testing"

// Names of columns are the same in whatever way their words are joined.
func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Body Text", "bodytext", true}, {"body_text", "Body-Text", true}, {"publishedAt", "published_at", true}, {"doc_id", "doc id ", true},
		{"text", "texts", false}, {"", "text", false}, {"", "", true}, {"Datum", "date", false},
	} {
		if SameName(c.a, c.b) != c.same || SameName(c.b, c.a) != c.same {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.same)
		}
	}
}
