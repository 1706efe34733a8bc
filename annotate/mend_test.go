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

// Verbs that were taken for nouns or participles, and subjects behind a
// preposition.
func TestVerbAndSubjectMended(t *testing.T) {
	actors := []annotate.Actor{{ID: "b", Name: "George Bush", Kind: annotate.Person, Aliases: []annotate.Term{{Text: "Bush"}}}}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll, Actors: actors})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, verb, subject string }{
		{"Lee, a man the Taliban despises, signed the paper.", "despises", "Taliban"},
		{"Bush, whom the Taliban reveres, left for Florida.", "reveres", "Taliban"},
		{"Jane Cole, who has called Bush a coward, voted for the treaty with the Taliban.", "voted", "Jane"},
		{"The deal between Bush and the Taliban looks promising.", "looks", "deal"},
		{"The accord between Bush and the Taliban is a step in the right direction, Cole said.", "step", "accord"},
		{"Taliban Slams Bush Over Broken Promise", "Slams", "Taliban"},
	} {
		doc := a.Annotate(&corpus.Article{ID: "t", Text: c.text, Regions: []corpus.Region{{End: len(c.text), Kind: corpus.Body}}})
		at := map[string]int{}
		for i := range doc.Tokens {
			at[doc.Tokens[i].Text] = i
		}
		if got := doc.Subject(at[c.verb]); got != at[c.subject] {
			t.Errorf("%q: the subject of %s is token %d, want %s", c.text, c.verb, got, c.subject)
		}
	}
}
