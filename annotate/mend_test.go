package annotate_test

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/annotate/syntax"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// A verb in the past before a bare plural is no participle of it.
func TestVerbBeforeItsObject(t *testing.T) {
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, verb, object string }{
		{"The government restored ties with the movement.", "restored", "ties"},
		{"The government used force against the movement.", "used", "force"},
		{"The government quickly strengthened ties with the movement.", "strengthened", "ties"},
		{"The army used trucks.", "used", "trucks"},
	} {
		doc := a.Annotate(&corpus.Article{ID: "t", Text: c.text, Regions: []corpus.Region{{End: len(c.text), Kind: corpus.Body}}})
		at := map[string]int{}
		for i := range doc.Tokens {
			at[doc.Tokens[i].Text] = i
		}
		v, o := at[c.verb], at[c.object]
		if doc.Tokens[v].Head != -1 || doc.Tokens[o].Head != v || doc.Tokens[o].Rel != syntax.Obj || doc.Subject(v) < 0 {
			t.Errorf("%q: %s hangs on %d, %s on %d by %v, subject %d", c.text, c.verb, doc.Tokens[v].Head, c.object, doc.Tokens[o].Head, doc.Tokens[o].Rel, doc.Subject(v))
		}
	}
	// These are participles.
	for _, text := range []string{"The truck is a used truck.", "Sanctioned banks closed.", "Officials saw restored houses."} {
		doc := a.Annotate(&corpus.Article{ID: "t", Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}})
		for i := range doc.Tokens {
			if w := doc.Tokens[i].Text; (w == "used" || w == "Sanctioned" || w == "restored") && doc.Tokens[i].Head < 0 {
				t.Errorf("%q: %s is the root", text, w)
			}
		}
	}
}
