package veridical_test

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance/veridical"
)

// reading gives the answers for a sentence, and the token of a word in it.
func reading(t *testing.T, a *annotate.Annotator, classes lexicon.Classes, text, word string) (*veridical.Text, int) {
	t.Helper()
	doc := a.Annotate(&corpus.Article{ID: "t", Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}})
	for i := range doc.Tokens {
		if doc.Tokens[i].Text == word {
			return veridical.New(doc, classes), i
		}
	}
	t.Fatalf("%q has no %q", text, word)
	return nil, 0
}

func TestHowAWordIsPutForward(t *testing.T) {
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	classes, err := lexicon.BuiltinClasses(lexicon.Builtin)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, word string
		negated    bool
		mode       veridical.Modality
		unasserted bool
	}{
		{"The mayor praised the council.", "praised", false, veridical.Asserted, false},
		{"The mayor did not praise the council.", "praise", true, veridical.Asserted, false},
		{"The mayor never failed to praise the council.", "praise", false, veridical.Asserted, false},
		{"Nobody praised the council.", "praised", true, veridical.Asserted, false},
		{"The mayor no longer trusts the council.", "trusts", true, veridical.Asserted, false},
		{"The mayor cannot praise the council enough.", "praise", false, veridical.Asserted, false},
		{"The mayor refused to praise the council.", "praise", true, veridical.Asserted, false},
		{"The mayor may praise the council.", "praise", false, veridical.Hypothetical, false},
		{"The mayor hopes to praise the council.", "praise", false, veridical.Hoped, false},
		{"Will the mayor praise the council?", "praise", false, veridical.Asserted, true},
	} {
		r, i := reading(t, a, classes, c.text, c.word)
		if got := r.Negated(i); got != c.negated {
			t.Errorf("%s: negated %v", c.text, got)
		}
		if got := r.Mode(i); got != c.mode {
			t.Errorf("%s: %s, want %s", c.text, got, c.mode)
		}
		if got := r.Unasserted(i); got != c.unasserted {
			t.Errorf("%s: unasserted %v", c.text, got)
		}
	}
	r, i := reading(t, a, classes, "The mayor must praise the council.", "praise")
	if agent, who := r.WantedBy(i); who != veridical.Speaker || agent != -1 {
		t.Errorf("who says it wants it: token %d, %v", agent, who)
	}
	r, i = reading(t, a, classes, "The mayor would have attacked the council.", "attacked")
	if o := r.Outlook(i); !o.Supposed || o.Future >= 0 {
		t.Errorf("would have attacked: %+v", o)
	}
}
