package methods

import (
	"os"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/pipeline"
)

// What dyad methods says of how to cite is what CITATION.cff says.
func TestMethodsCiteAsTheCitationFile(t *testing.T) {
	data, err := os.ReadFile("../CITATION.cff")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"title: \"" + citeTitle + "\"\n", "- name: " + citeAuthors + "\n", "repository-code: " + citeURL + "\n"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("CITATION.cff has no line %q", want)
		}
	}
}

// Every figure that is told of the reader stands among those published, and none
// of another version does.
func TestMethodsTellPublishedFigures(t *testing.T) {
	s, err := pipeline.NewScorer("reader")
	if err != nil {
		t.Fatal(err)
	}
	people, machine := publishedFigures()
	said, err := published(s.Describe().Version)
	if err != nil || len(said) != 2 {
		t.Fatalf("%v %v", said, err)
	}
	for i, wanted := range [][][4]string{people, machine} {
		for _, w := range wanted {
			if !strings.Contains(said[i], w[3]+" 0.") {
				t.Errorf("%q is not in figures.csv", w[:3])
			}
		}
	}
	if !strings.Contains(said[0], "coded by people") || !strings.Contains(said[1], "coded by a language model") {
		t.Errorf("%q", said)
	}
	if said, err := published("another"); err != nil || len(said) > 0 {
		t.Errorf("of another version: %q %v", said, err)
	}
}
