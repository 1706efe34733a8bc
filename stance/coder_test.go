package stance_test

import (
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// code gives the root code of a sentence in which [..] marks the agent and
// {..} the theme.
func code(t *testing.T, l *stance.Lexical, a *annotate.Annotator, marked string) stance.Coded {
	t.Helper()
	var plain strings.Builder
	var agent, theme annotate.Span
	for _, r := range marked {
		switch r {
		case '[':
			agent.Start = plain.Len()
		case ']':
			agent.End = plain.Len()
		case '{':
			theme.Start = plain.Len()
		case '}':
			theme.End = plain.Len()
		default:
			plain.WriteRune(r)
		}
	}
	text := plain.String()
	doc := a.Annotate(&corpus.Article{ID: "t", Text: text, Regions: []corpus.Region{{End: len(text), Kind: corpus.Body}}})
	return l.CodeEvent(doc, agent, theme)
}

func TestCodeEvent(t *testing.T) {
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	l, err := stance.NewLexical()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, want string }{
		{"[Norland] condemned {Sudria} on Monday.", "ACCUSE"},
		{"{Sudria} was condemned by [Norland] on Monday.", "ACCUSE"},
		{"[Norland] promised to release {the prisoners}.", "AGREE"},
		{"[Norland] released {the prisoners}.", "YIELD"},
		{"[Norland] refused to release {the prisoners}.", "REJECT"},
		{"[Norland] did not release {the prisoners}.", "REJECT"},
		{"[Norland] will attack {Sudria}.", "THREATEN"},
		{"[Norland] will not attack {Sudria}.", "AGREE"},
		{"[Norland] vowed to bomb {Sudria}.", "THREATEN"},
		{"[Norland] threatened to cut aid to {Sudria}.", "THREATEN"},
		{"[Norland] cut aid to {Sudria}.", "SANCTION"},
		{"[Norland] urged {Sudria} to withdraw its troops.", "REQUEST"},
		{"[Norland] called on {Sudria} to stop the attacks.", "REQUEST"},
		{"[Norland] withdrew its troops from {Sudria}.", "YIELD"},
		{"[Norland] recalled its ambassador to {Sudria}.", "SANCTION"},
		{"[Norland] launched air strikes on {Sudria}.", "ASSAULT"},
		{"[Norland] held talks with {Sudria}.", "CONSULT"},
		{"[Norland] lifted the blockade of {Sudria}.", "YIELD"},
		{"[Norland] imposed new tariffs on {Sudria}.", "COERCE"},
		{"[Norland] sent food to {Sudria}.", "AID"},
		{"[Norland] signed a treaty with {Sudria}.", "SUPPORT"},
		{"[Norland] deployed warships near {Sudria}.", "MOBILIZE"},
		{"[Norland] opened an investigation into {Sudria}.", "ACCUSE"},
		{"[Workers] marched against {the government}.", "PROTEST"},
		{"[Norland]'s attack on {Sudria} began at dawn.", "ASSAULT"},
		{"[Norland] said it would send troops to help {Sudria}.", "AGREE"},
		{"[Norland] said {Sudria} was responsible.", "ACCUSE"},
	} {
		got := code(t, l, a, c.text)
		if got.RootCode != c.want {
			t.Errorf("%s: %s by %s (%s), want %s", c.text, got.RootCode, got.RuleID, got.Explanation, c.want)
		}
		if got.QuadClass != lexicon.RootCodes[got.RootCode].Quad || got.Prob <= 0 || got.Prob > 1 || got.Explanation == "" {
			t.Errorf("%s: %+v", c.text, got)
		}
	}
}

// Where no word of the lists stands, the general valence of the words
// answers, and last what the lists hold most of.
func TestCodeEventAlwaysAnswers(t *testing.T) {
	a, err := annotate.New(annotate.Options{Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	l, err := stance.NewLexical()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"[Ann], a lovely soul, and {Bo}.": "event.valence verbal_cooperation",
		"[Ann], a nasty soul, and {Bo}.":  "event.valence verbal_conflict",
		"[Ann] and {Bo}.":                 "event.prior verbal_conflict",
		"[]{}":                            "event.prior verbal_conflict",
		"":                                "event.prior verbal_conflict",
	} {
		c := code(t, l, a, text)
		if got := c.RuleID + " " + c.QuadClass; got != want || c.Cooperation == 0 || c.Prob <= 0 {
			t.Errorf("%q: %s %+v, want %s", text, got, c, want)
		}
	}
}
