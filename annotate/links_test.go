package annotate_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
)

// Headings that a page put behind a name are no words of the sentence, and do
// not end it.
func TestLinksWithinASentence(t *testing.T) {
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Ann Lee Ann Mary LeeSenate passes bridge bill. Lee calls for calm | Harbour shut MORE (D-Ohio) praised Bo Kim on Monday.": "Ann Lee ( D - Ohio ) praised Bo Kim on Monday .",
		"Mayor Kim Bo (Bob) KimTown wins! MORE said the bridge is safe.":                                                           "Mayor Kim said the bridge is safe .",
		"Ann McKim wants MORE money for McKim bridges.":                                                                            "Ann McKim wants MORE money for McKim bridges .",
		"Ann Lee wants MORE of it.": "Ann Lee wants MORE of it .",
	} {
		doc := a.Annotate(&corpus.Article{ID: "t", Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}})
		var words []string
		for _, tok := range doc.Tokens {
			words = append(words, tok.Text)
		}
		if got := strings.Join(words, " "); got != want || len(doc.Sentences) != 1 {
			t.Errorf("%q:\n%d sentences, %s\nwant %s", text, len(doc.Sentences), got, want)
		}
	}
}
