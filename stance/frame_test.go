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
	s := judged(t, doc, view, []stance.Scorer{theLexical(t), grumpy{}})
	if len(s.Judgments) < 2 {
		t.Fatalf("%d judgments", len(s.Judgments))
	}
	for _, j := range s.Judgments {
		if len(j.Frames) == 0 || j.Frames[0].Subframe != "talks" {
			t.Errorf("%+v", j.Frames)
		}
	}
	for _, j := range judged(t, doc, pair, []stance.Scorer{theLexical(t)}).Judgments {
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

// One sentence for each frame and subframe of the codebook; other frames may
// stand beside it.
func TestEveryFrame(t *testing.T) {
	f, err := stance.NewFramer(true)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{
		"economic":                            "Prices rose after the Taliban closed the border to trade, and unemployment followed.",
		"capacity_and_resources":              "The Taliban lack the manpower and the equipment to hold what Trump left them.",
		"morality":                            "Trump called the bombing evil and a sin.",
		"fairness_and_equality":               "Trump asked the Taliban about women's rights and discrimination.",
		"constitutionality_and_jurisprudence": "A lawsuit asks the court whether Trump's order against the Taliban was legal.",
		"policy_prescription_and_evaluation":  "Critics said the policy toward the Taliban had failed.",
		"crime_and_punishment":                "Police arrested two Taliban men on charges of murder.",
		"security_and_defense":                "The military secured the base before the Taliban came.",
		"health_and_safety":                   "The Taliban let doctors treat the sick during the epidemic.",
		"quality_of_life":                     "Refugees under the Taliban lack housing and schooling.",
		"cultural_identity":                   "The Taliban speak of religion and tradition.",
		"public_opinion":                      "A poll found that voters disliked Trump's offer to the Taliban.",
		"political":                           "Republicans in Congress urged Trump to reject the Taliban's words before the election.",
		"external_regulation_and_reputation":  "Foreign ministers and the United Nations warned Trump about the Taliban.",
		"other":                               "Trump watched football when the Taliban called.",

		"political/endorsement":                            "The Taliban endorsed Trump.",
		"political/rejection":                              "The campaign rejected their endorsement of Trump.",
		"political/domestic_rivalry":                       "Biden, his rival, attacked Trump over the Taliban.",
		"external_regulation_and_reputation/talks":         "The Taliban held peace talks with Trump.",
		"external_regulation_and_reputation/engagement":    "Trump spoke of engagement and dialogue with the Taliban.",
		"external_regulation_and_reputation/mediation":     "Qatar offered to mediate between Trump and the Taliban.",
		"external_regulation_and_reputation/sovereignty":   "The Taliban told Trump to respect their sovereignty.",
		"external_regulation_and_reputation/recognition":   "The Taliban want recognition as a legitimate government from Trump.",
		"policy_prescription_and_evaluation/withdrawal":    "Trump promised the Taliban a full withdrawal of troops.",
		"policy_prescription_and_evaluation/terms_of_deal": "Trump signed the agreement with the Taliban.",
		"policy_prescription_and_evaluation/conditions":    "Trump gave the Taliban conditions and a deadline.",
		"security_and_defense/war":                         "The war between Trump's troops and the Taliban went on with an airstrike.",
		"security_and_defense/threat":                      "Trump threatened the Taliban.",
		"security_and_defense/terrorism":                   "Trump blamed the Taliban for the suicide bombing.",
		"morality/trust":                                   "Trump does not trust the Taliban to keep its word.",
		"morality/honesty":                                 "The Taliban lied to Trump.",
		"morality/hypocrisy":                               "It was hypocrisy, the Taliban said of Trump.",
	}
	var names []string
	for _, frame := range lexicon.PolicyFrames {
		names = append(names, frame)
		for _, sub := range lexicon.Subframes[frame] {
			names = append(names, frame+"/"+sub)
		}
	}
	for _, name := range names {
		text := cases[name]
		if text == "" {
			t.Errorf("no case for %s", name)
			continue
		}
		var got []string
		for _, fr := range f.Frames(read(t, text), 0) {
			got = append(got, fr.Frame, fr.Frame+"/"+fr.Subframe)
		}
		if !slices.Contains(got, name) {
			t.Errorf("%q: %q, want %s", text, got, name)
		}
	}
	for _, text := range []string{"The Taliban saw Trump on Monday.", "Trump and the Taliban spoke.", "He came in the morning.", "They waited for a while."} {
		if got := f.Frames(read(t, text), 0); len(got) > 0 {
			t.Errorf("%q: %+v", text, got)
		}
	}
}
