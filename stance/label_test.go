package stance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// called gives the labels that a scorer finds: holder target label polarity.
func called(t *testing.T, l *stance.Lexical, text string) string {
	t.Helper()
	var out []string
	for _, j := range judged(t, read(t, text), pair, []stance.Scorer{l}).Judgments {
		if j.Kind == stance.Label {
			out = append(out, fmt.Sprintf("%s %s %s %g", j.Holder, j.Target, j.Predicate, j.Polarity))
		}
	}
	return strings.Join(out, "; ")
}

func TestWhoseLabel(t *testing.T) {
	l := theLexical(t)
	for text, want := range map[string]string{
		"Donald Trump said the Taliban, a terrorist group, had broken its word.": "narrator actor1 terrorist group -1", // the newsroom's, outside marks
		"“The Taliban, a terrorist group, broke its word,” Donald Trump said.":   "actor2 actor1 terrorist group -1",
		"Donald Trump met the Taliban insurgents.":                               "", // the agencies' own term
		"Donald Trump met the Taliban militants and fighters.":                   "",
		"The strongman Donald Trump met the Taliban.":                            "narrator actor2 strongman -0.5",
		"President Donald Trump met the Taliban. Mr. Trump left.":                "",
		"The Trump criminal investigation went on, and the Taliban watched.":     "", // nobody is called a criminal
		"The Taliban terrorist op-ed was not printed, Donald Trump said.":        "",
		"The Taliban watched Donald Trump, a fighter and a businessman.":         "",
		"The Taliban watched Donald Trump, a regime of one man.":                 "", // no word for a person
	} {
		if got := called(t, l, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestOwnLabels(t *testing.T) {
	l := theLexical(t)
	list, err := lexicon.Parse("own.csv", []byte("phrase,kind,polarity\nInsurgents,organization,-0.5\nstrongman,person,\ncaudillo,person,-1\n"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := l.WithLabels(list)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Donald Trump met the Taliban insurgents.":    "narrator actor1 insurgents -0.5",
		"The strongman Donald Trump met the Taliban.": "",
		"The caudillo Donald Trump met the Taliban.":  "narrator actor2 caudillo -1",
	} {
		if got := called(t, own, text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := called(t, l, "Donald Trump met the Taliban insurgents."); got != "" || own.Describe().Hash == l.Describe().Hash {
		t.Errorf("the built-in list has changed: %q", got)
	}
	if bad, _ := lexicon.Parse("own.csv", []byte("phrase,kind,polarity\nrebels,movement,0\n")); bad != nil {
		if _, err := l.WithLabels(bad); err == nil || !strings.Contains(err.Error(), `own.csv:2: kind: "movement"`) {
			t.Errorf("error %v", err)
		}
	}
}
