package annotate_test

import (
	"testing"

	_ "github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/lexicon"
)

// Every class that the code asks for is in the file, and the other way round.
func TestGrammar(t *testing.T) {
	if err := lexicon.Grammar.Check(); err != nil {
		t.Error(err)
	}
}
