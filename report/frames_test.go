package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

func TestFramesRoundTrip(t *testing.T) {
	f := stance.Framing{Frame: "morality", Subframe: "trust", Weight: 1.25}
	f.Evidence = append(f.Evidence, fixture.At{3, 6}, fixture.At{8, 12})
	own := stance.Framing{Frame: "my list:a b", Weight: 3}
	own.Evidence = append(own.Evidence, fixture.At{3, 6})
	cell := frameEvidence([]stance.Framing{f, own})
	if want := "morality/trust=1.25 3..6;8..12 | my list:a b=3 3..6"; cell != want {
		t.Errorf("%q, want %q", cell, want)
	}
	rows, err := table.ParseFrames(cell)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	want := []table.FrameRow{
		{Frame: "morality", Subframe: "trust", Weight: table.Num{Value: 1.25, Known: true}, Terms: 2, Evidence: "3..6;8..12", Status: table.Unvalidated},
		{Frame: "my list:a b", Weight: table.Num{Value: 3, Known: true}, Terms: 1, Evidence: "3..6", Status: table.Unvalidated},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, bad := range []string{"war", "war=x 1..2", "war=1", "war=1 2..1", "=1 1..2", "war=1 1..2 | "} {
		if rows, err := table.ParseFrames(bad); err == nil {
			t.Errorf("%q gives %+v", bad, rows)
		}
	}
}

func TestPrimaryFrame(t *testing.T) {
	ps := []table.PortrayalRow{
		{Detail: inSentence(1), Frames: "political; security_and_defense/war"},
		{Detail: inSentence(1), Frames: "political; security_and_defense/war"}, // the same sentence
		{Detail: inSentence(2), Frames: "security_and_defense/threat; security_and_defense/war"},
		{Detail: inSentence(3)},
	}
	if got := primaryFrame(ps); got != "security_and_defense" {
		t.Errorf("%q: a sentence counts once, a subframe for its frame", got)
	}
	if got := primaryFrame(ps[:2]); got != "political" {
		t.Errorf("%q: of equal ones the first by name", got)
	}
	if got := primaryFrame(ps[3:]); got != "" {
		t.Errorf("%q where there is none", got)
	}
}

// inSentence is where a row stands.
func inSentence(no int) table.Detail { return table.Detail{Place: table.Place{SentenceNo: no}} }

func TestLabels(t *testing.T) {
	narrator := func(no int, labels string) table.PortrayalRow {
		return table.PortrayalRow{Detail: inSentence(no), Target: "actor1", Voice: "narrator", Scorer: "lexical", Labels: labels}
	}
	label := func(no int, voice, holder, word string, p float64) table.JudgmentRow {
		return table.JudgmentRow{Detail: inSentence(no), Target: "actor1", Voice: voice, HolderClass: holder, Scorer: "lexical",
			EvaluationKind: "label", Predicate: word, Polarity: table.Num{Value: p, Known: true}}
	}
	recs := []table.Record{
		{Article: table.ArticleRow{DocID: "a", Source: "X"},
			Portrayals: []table.PortrayalRow{narrator(1, "militants; group"), narrator(2, "militants"), narrator(3, ""), narrator(4, "insurgent group; insurgent")},
			Judgments: []table.JudgmentRow{label(1, "narrator", "narrator", "militants", -.5), label(2, "narrator", "narrator", "militants", -.5),
				label(2, "quoted", "other", "terrorists", -1), label(4, "narrator", "narrator", "insurgent group", -.5)}},
		{Article: table.ArticleRow{DocID: "b", Source: "Y"}, Portrayals: []table.PortrayalRow{narrator(1, "")}, Judgments: []table.JudgmentRow{label(1, "narrator", "narrator", "militants", -.5)}},
		{Article: table.ArticleRow{DocID: "c", Source: "Y", ExclusionReason: "language fr"}, Judgments: []table.JudgmentRow{label(1, "narrator", "narrator", "militants", -.5)}},
	}
	num := func(v float64) table.Num { return table.Num{Value: v, Known: true} }
	row := func(level, source, voice, holder, word string, p table.Num, articles, uses int, share, of float64) table.LabelRow {
		return table.LabelRow{Level: level, Source: source, Target: "actor1", Voice: voice, HolderClass: holder, Scorer: "lexical",
			Label: word, Polarity: p, Articles: articles, Uses: uses, Share: num(share), SentenceShare: num(of)}
	}
	want := []table.LabelRow{
		row("all", "", "narrator", "narrator", "militants", num(-.5), 2, 3, .6, .6),
		row("all", "", "narrator", "narrator", "group", table.Num{}, 1, 1, .2, .2),
		row("all", "", "narrator", "narrator", "insurgent group", num(-.5), 1, 1, .2, .2),
		row("all", "", "quoted", "other", "terrorists", num(-1), 1, 1, 1, .2),
		row("source", "X", "narrator", "narrator", "militants", num(-.5), 1, 2, .5, .5),
		row("source", "X", "narrator", "narrator", "group", table.Num{}, 1, 1, .25, .25),
		row("source", "X", "narrator", "narrator", "insurgent group", num(-.5), 1, 1, .25, .25),
		row("source", "X", "quoted", "other", "terrorists", num(-1), 1, 1, 1, .25),
		row("source", "Y", "narrator", "narrator", "militants", num(-.5), 1, 1, 1, 1),
	}
	if diff := cmp.Diff(want, stateOf(t, recs, Options{}).labels.table()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
