package stance_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// Leaning answers where the rules decide nothing, and says so.
func TestLeaning(t *testing.T) {
	lexical := theLexical(t)
	leaning := stance.Leaning{Lexical: lexical}
	for _, c := range []struct {
		text      string
		rule      string // what its rule begins with
		sign      int
		unsettled bool // Lexical has no answer
	}{
		{"“The Taliban brought nothing but a terrible catastrophe and misery,” Trump said.", "lean.speech", -1, true},
		{"“With the Taliban there was real progress, a wonderful and great success,” Trump said.", "lean.speech", 1, true},
		{"Trump praised the Taliban.", "verb.approve", 1, false},
	} {
		doc := read(t, c.text)
		q := trumpOfTaliban(doc)
		plain, more := lexical.Score(doc, []stance.Question{q})[0], leaning.Score(doc, []stance.Question{q})[0]
		if (len(plain) == 0) != c.unsettled {
			t.Errorf("%q: lexical answers %+v", c.text, plain)
		}
		if len(more) != 1 || len(more[0].RuleID) < len(c.rule) || more[0].RuleID[:len(c.rule)] != c.rule || stance.SignOf(more) != c.sign || more[0].Explanation == "" || len(more[0].Evidence) == 0 {
			t.Errorf("%q: leaning answers %+v", c.text, more)
		}
	}
}

// trumpOfTaliban asks how Trump rates the Taliban, by the last mention of each.
func trumpOfTaliban(doc *annotate.Document) stance.Question {
	q := stance.Question{Holder: -1, Target: -1}
	for id, m := range doc.Mentions {
		switch m.Actor {
		case "trump":
			q.Holder = id
		case "taliban":
			q.Target = id
		}
	}
	return q
}

// Signed answers where Leaning does; its weaker answers have the sign that the
// ensemble finds likelier and say so, the others are as they were.
func TestSigned(t *testing.T) {
	signed, err := stance.NewSigned()
	if err != nil {
		t.Fatal(err)
	}
	if d := signed.Describe(); d.Name != "signed" || d.Hash == (stance.Leaning{Lexical: theLexical(t)}).Describe().Hash {
		t.Errorf("described as %+v", d)
	}
	ensemble, err := stance.NewEnsemble()
	if err != nil {
		t.Fatal(err)
	}
	for text, weak := range map[string]bool{
		"“The Taliban brought nothing but a terrible catastrophe and misery,” Trump said.":       true,
		"“With the Taliban there was real progress, a wonderful and great success,” Trump said.": true,
		"Trump praised the Taliban.": false,
	} {
		doc := read(t, text)
		q := trumpOfTaliban(doc)
		got := signed.Score(doc, []stance.Question{q})[0]
		if len(got) != 1 {
			t.Fatalf("%q: %+v", text, got)
		}
		v := ensemble.Classify(doc, []stance.Question{q})[0]
		if weak != strings.Contains(got[0].Explanation, "a model finds") || weak != (got[0].Prob >= 0.5) {
			t.Errorf("%q: %+v", text, got[0])
		}
		if weak && (got[0].Polarity > 0) != (v.Positive > v.Negative) {
			t.Errorf("%q: polarity %v, the ensemble gives %+v", text, got[0].Polarity, v.Distribution)
		}
	}
}
