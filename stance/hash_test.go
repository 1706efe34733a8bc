package stance

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance/pattern"
)

// One character of one built-in rule is another scorer, and so another run_id:
// the manifest hashes the descriptions of its scorers.
func TestOneCharacterOfARuleIsAnotherScorer(t *testing.T) {
	l, err := NewLexical()
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range l.sources {
		sources := append([]pattern.Source(nil), l.sources...)
		sources[i].Text = strings.Replace(s.Text, "-0.5", "-0.4", 1)
		if sources[i].Text == s.Text {
			sources[i].Text = strings.Replace(s.Text, "doc    ", "doc    A", 1)
		}
		changed := *l
		if err := changed.compile(sources, nil); err != nil {
			t.Fatal(err)
		}
		if a, b := l.Describe(), changed.Describe(); a.Hash == b.Hash || a.Version == b.Version {
			t.Errorf("%s: the change leaves hash %s and version %s", s.File, b.Hash, b.Version)
		}
	}
}
