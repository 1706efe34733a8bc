package annotate_test

import (
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
)

// What is inserted between commas is not the sentence, and what is told, listed or
// joined is not part of a noun.
func TestInsertedMended(t *testing.T) {
	m, err := parser()
	if err != nil {
		t.Fatal(err)
	}
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll, Parser: m})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, verb, subject, object string }{
		{"Hamas, the mayor argued, bears the blame for the deaths.", "bears", "Hamas", ""},
		{"A senior commander, who asked not to be named, called Mr. Hill a straightforward man.", "called", "commander", ""},
		{"Philip Cole, the prime minister’s husband, dislikes Jane Hill.", "dislikes", "Philip", ""},
		{"The bishop denounced Mr. Hill, the generals and the movement.", "denounced", "bishop", "movement"},
		{"The novelist accused the movement of murder and Mr. Hill of neglect.", "accused", "novelist", "Hill"},
	} {
		doc := a.Annotate(article("", c.text, ""))
		at := map[string]int{}
		for i := range doc.Tokens {
			at[doc.Tokens[i].Text] = i
		}
		v := at[c.verb]
		if got := doc.Subject(v); got != at[c.subject] {
			t.Errorf("%q: the subject of %s is token %d, want %s", c.text, c.verb, got, c.subject)
		}
		found := c.object == ""
		for _, o := range doc.Objects(v) {
			found = found || o == at[c.object]
		}
		if !found {
			t.Errorf("%q: %s is no object of %s, but %v", c.text, c.object, c.verb, doc.Objects(v))
		}
	}
	// These clauses and phrases are what the parser takes them for.
	for _, c := range []struct{ text, word, head string }{
		{"The panel found no evidence that Mr. Hill had lied.", "lied", "evidence"},
	} {
		doc := a.Annotate(article("", c.text, ""))
		for i := range doc.Tokens {
			if tok := &doc.Tokens[i]; tok.Text == c.word && (tok.Head < 0 || doc.Tokens[tok.Head].Text != c.head) {
				t.Errorf("%q: %s hangs on token %d, want %s", c.text, c.word, tok.Head, c.head)
			}
		}
	}
}
