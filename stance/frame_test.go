package stance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/lexicon"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// dictionary is a lexicon written in place.
func dictionary(t *testing.T, name, data string) *lexicon.Dictionary {
	t.Helper()
	d, problems, err := lexicon.Load(name, []byte(data), "")
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return d
}

func TestFrames(t *testing.T) {
	f, err := stance.NewFramer(true, dictionary(t, "mine.yml", "a/b:\n  - handshake*\n"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{
		"The Taliban met Trump for peace talks in Doha.":           {"external_regulation_and_reputation/talks 3.0"},
		"Trump said the Taliban terrorists had killed two people.": {"security_and_defense/terrorism 1.0", "security_and_defense/war 1.0"},
		"The Taliban spoke of their handshakes with Trump.":        {"mine:a_b 1.0"},
		"The Taliban saw Trump.":                                   nil,
	} {
		doc := read(t, text)
		var got []string
		for _, fr := range f.Frames(doc, len(doc.Sentences)-1) {
			name := strings.TrimSuffix(fr.Frame+"/"+fr.Subframe, "/")
			got = append(got, fmt.Sprintf("%s %.1f", name, fr.Weight))
			if len(fr.Evidence) == 0 {
				t.Errorf("%s has no evidence", name)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
	none, err := stance.NewFramer(false)
	if err != nil || none.Hash() == f.Hash() || len(none.Frames(read(t, "The Taliban met Trump for peace talks."), 0)) != 0 {
		t.Errorf("a framer of nothing: %v", err)
	}
}

// All judgments of a sentence have its frames, and without a framer none has.
func TestJudgmentsHaveFrames(t *testing.T) {
	f, err := stance.NewFramer(true)
	if err != nil {
		t.Fatal(err)
	}
	doc := read(t, "The Taliban praised Trump for the peace talks.")
	view := pair
	view.Framer = f
	s := stance.Judge(doc, view, []stance.Scorer{theLexical(t)})
	if len(s.Judgments) < 2 {
		t.Fatalf("%d judgments", len(s.Judgments))
	}
	for _, j := range s.Judgments {
		if len(j.Frames) == 0 || j.Frames[0].Subframe != "talks" {
			t.Errorf("%+v", j.Frames)
		}
	}
	for _, j := range stance.Judge(doc, pair, []stance.Scorer{theLexical(t)}).Judgments {
		if j.Frames != nil {
			t.Errorf("%+v without a framer", j.Frames)
		}
	}
}

func TestOwnLexicons(t *testing.T) {
	d := dictionary(t, "mine.tsv", "glum\t-3\nzippy\t4\nnot zippy\t-4\n")
	if d.Format != lexicon.AFINN {
		t.Fatal(d.Format)
	}
	s := stance.NewDictionary(d)
	if name := s.Describe().Name; name != "lexicon:mine" {
		t.Errorf("name %q", name)
	}
	score := func(s stance.Scorer, text string) float64 {
		doc := read(t, text)
		q := stance.Question{Sentence: len(doc.Sentences) - 1, Holder: stance.Narrator}
		for id, m := range doc.Mentions {
			if m.Actor == "trump" {
				q.Target = id
			}
		}
		a := s.Score(doc, []stance.Question{q})
		if len(a[0]) == 0 {
			return 0
		}
		return a[0][0].Polarity
	}
	for text, want := range map[string]float64{
		"Trump is zippy.": .8, "Trump is not zippy.": -.8, "A glum and zippy Trump spoke.": .1, "Trump spoke.": 0,
	} {
		if got := score(s, text); got < want-.001 || got > want+.001 {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	plain := theLexical(t)
	with := plain.WithValence(d)
	if with.Describe().Hash == plain.Describe().Hash || plain.WithValence() != plain {
		t.Error("the hash does not tell of the lexicon")
	}
	const text = "The zippy Trump spoke to the Taliban."
	if a, b := score(plain, text), score(with, text); a != 0 || b != 1 {
		t.Errorf("%q: %v without and %v with the lexicon", text, a, b)
	}
}
