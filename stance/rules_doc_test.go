package stance

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// docs/rules.md names what rules may name, no more and no less.
func TestRulesDocNamesTheVocabulary(t *testing.T) {
	doc, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	v := (&Lexical{}).vocabulary()
	for kind, names := range map[string][]string{"slots": namesOf(v.Slots), "tests": namesOf(v.Tests), "values": namesOf(v.Values)} {
		if line := "| " + kind + " | " + strings.Join(names, ", ") + " |\n"; !strings.Contains(string(doc), line) {
			t.Errorf("docs/rules.md wants the line\n%s", line)
		}
	}
}

func namesOf[V any](m map[string]V) (names []string) {
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}
