package validate

import (
	"math"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// metric gives a figure by name, and fails where it is not there.
func metric(t *testing.T, list []Metric, name, class string) Metric {
	t.Helper()
	for _, m := range list {
		if m.Name == name && m.Class == class {
			return m
		}
	}
	t.Fatalf("there is no %s %s", name, class)
	return Metric{}
}

func TestBelongs(t *testing.T) {
	unit := annotate.Span{Start: 100, End: 200}
	for _, c := range []struct {
		sentence annotate.Span
		want     bool
	}{
		{annotate.Span{Start: 100, End: 200}, true},
		{annotate.Span{Start: 100, End: 130}, true},  // a part of it
		{annotate.Span{Start: 0, End: 300}, true},    // it is a part of ours
		{annotate.Span{Start: 90, End: 105}, false},  // its neighbour
		{annotate.Span{Start: 190, End: 300}, false}, // its other neighbour
		{annotate.Span{Start: 200, End: 300}, false},
	} {
		if got := belongs(c.sentence, unit); got != c.want {
			t.Errorf("%v: %v, want %v", c.sentence, got, c.want)
		}
	}
}

// One sentence in which A looks bad and B, whom the tool does not find, looks
// good; the narrator is against A, A is in conflict with B.
func codedExample() (*CodedSet, []CodedRows) {
	set := &CodedSet{Units: []CodedUnit{
		{ID: "u1", DocID: "one", Stratum: "random", Inclusion: 0.1, Codes: Codes{Portrayal: [2]float64{-1, 0.5}, Voice: [2]string{"n", "m"}, Relation: -0.5, Agent: "A", Status: stance.StatusAsserted,
			Stances: []CodedStance{{stance.HolderNarrator, stance.Actor1, -1}, {stance.HolderNarrator, stance.Actor1, -0.5}, {stance.Actor1, stance.Actor2, -0.5}}}},
		{ID: "u2", DocID: "two", Codes: Codes{Portrayal: [2]float64{0, math.NaN()}, Relation: math.NaN()}},
		{ID: "u3", DocID: "two", Codes: Codes{Portrayal: [2]float64{math.NaN(), 0}, Relation: 0, Agent: "both", Status: stance.StatusHypothetical}},
	}}
	bad := &stance.Portrayal{Row: stance.Row{Voice: stance.NarratorVoice}, Portrayal: stance.Probs{0.8, 0.1, 0.1}, Label: -1, Own: stance.Probs{0.6, 0.3, 0.1}, OwnLabel: -1}
	dull := &stance.Portrayal{Row: stance.Row{Voice: stance.QuotedVoice}, Portrayal: stance.Probs{0.1, 0.8, 0.1}}
	judgment := func(holder, target stance.Side, polarity float64, kind stance.Kind) stance.Judgment {
		return stance.Judgment{Holder: holder, Aim: stance.Aim{Target: target}, Evaluated: true, Answer: stance.Answer{Polarity: polarity, Kind: kind}}
	}
	return set, []CodedRows{
		{Sides: [2]CodedSide{{true, bad}, {}},
			Judgments: []stance.Judgment{
				judgment(stance.HolderNarrator, stance.Actor1, -0.5, stance.ByModel),
				judgment(stance.HolderNarrator, stance.Actor1, 1, stance.Label), // left out
				judgment(stance.HolderOther, stance.Actor1, 0.5, stance.Predicate),
			},
			Relations: []stance.Relation{{Agent: stance.Actor1, Status: stance.StatusAsserted, Dealings: stance.Dealings{0.6, 0.2, 0.1, 0.1}, Deed: stance.Deed{Cooperation: -0.625}}}},
		{Sides: [2]CodedSide{{true, dull}, {}}, Relations: []stance.Relation{{Agent: stance.Actor2, Deed: stance.Deed{Cooperation: 0.5}}}},
		{Sides: [2]CodedSide{{}, {true, dull}}},
	}
}

func TestMeasureCoded(t *testing.T) {
	set, rows := codedExample()
	for _, c := range []struct {
		task        CodedTask
		name, class string
		value       float64
		n           int
	}{
		{CodedPortrayal, "recall", "negative", 1, 1},
		{CodedPortrayal, "recall", "positive", 0, 1}, // not found: neutral
		{CodedPortrayal, "not_found", "", 0.25, 4},
		{CodedPortrayal, "voice_accuracy", "", 1, 1}, // that of B is coded as both
		{CodedPortrayal, "brier", "", (0.06 + 2) / 2, 2},
		{CodedOwn, "precision", "against", 1, 1},
		{CodedOwn, "recall", "neither", 1, 3},
		{CodedOwn, "row_precision", "", 1, 1},
		{CodedOwn, "row_recall", "", 1, 1},
		{CodedRelation, "recall", "conflict", 1, 1},
		{CodedRelation, "recall", "none", 0, 1},
		{CodedRelation, "row_precision", "", 0.5, 2},
		{CodedRelation, "row_recall", "", 0.5, 2},
		{CodedRelation, "agent_accuracy", "", 1, 1},
		{CodedRelation, "status_accuracy", "", 1, 1},
		{CodedStances, "triple_precision", "", 0.5, 2},
		{CodedStances, "triple_recall", "", 0.5, 2},
		{CodedStances, "triple_f1", "narrator", 1, 1},
		{CodedStances, "triple_recall", "actor", 0, 1},
		{CodedStances, "triple_precision", "other", 0, 1},
	} {
		list, err := MeasureCoded(c.task, "reader", set, rows, Options{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		if m := metric(t, list, c.name, c.class); math.Abs(m.Value-c.value) > 1e-9 || m.N != c.n {
			t.Errorf("%s %s %s: %.4f of %d, want %.4f of %d", c.task, c.name, c.class, m.Value, m.N, c.value, c.n)
		}
	}
	list, err := MeasureCoded(CodedRelation, "reader", set, rows, Options{Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	// Codes -0.5, 0 (nothing), 0 beside -0.625·0.8, 0.5, 0.
	if got, want := metric(t, list, "pearson", "").Value, 0.5*math.Sqrt(3); math.Abs(got-want) > 1e-9 {
		t.Errorf("pearson %.6f, want %.6f", got, want)
	}
}

func TestCodedRowsOfRules(t *testing.T) {
	r := CodedRows{Judgments: []stance.Judgment{
		{Holder: stance.Actor1, Aim: stance.Aim{Target: stance.Actor2}, Row: stance.Row{Voice: stance.QuotedVoice}, Answer: stance.Answer{Polarity: -1}},
		{Holder: stance.HolderNarrator, Aim: stance.Aim{Target: stance.Actor2}, Row: stance.Row{Voice: stance.NarratorVoice}, Answer: stance.Answer{Polarity: 0.5}},
	}}
	if got := r.portrayal(1); got.sign != -1 || got.expected != -0.25 || got.probs != nil {
		t.Errorf("portrayal %+v", got)
	}
	if got := r.own(1); got.sign != 1 {
		t.Errorf("own %+v", got)
	}
	if got := r.voice(1); got != stance.QuotedVoice {
		t.Errorf("voice %q, want that of the strongest judgment", got)
	}
	if label, row, _ := r.relation(); label != noneLabel || row != nil {
		t.Errorf("relation %s", label)
	}
}

// A row that stands for two counts as two rows do.
func TestCalibrationWeights(t *testing.T) {
	m := Measured{Classes: []string{"a", "b"}}
	row := func(p float64, gold string, weight float64) Rated {
		return Rated{Gold: gold, Predicted: "a", Probs: []float64{p, 1 - p}, Weight: weight}
	}
	weighted := calibration(m, []Rated{row(0.6, "a", 2), row(0.7, "b", 2), row(0.8, "a", 0), row(0.9, "a", 5)})
	plain := calibration(m, []Rated{row(0.6, "a", 0), row(0.6, "a", 1), row(0.7, "b", 1), row(0.7, "b", 1), row(0.8, "a", 1),
		row(0.9, "a", 1), row(0.9, "a", 1), row(0.9, "a", 1), row(0.9, "a", 1), row(0.9, "a", 1)})
	if a, b := metric(t, weighted, "brier", "").Value, metric(t, plain, "brier", "").Value; math.Abs(a-b) > 1e-12 {
		t.Errorf("brier %.6f, want %.6f", a, b)
	}
	if got := metric(t, weighted, "ece", "").Value; math.Abs(got-(2*0.4+2*0.7+0.2+5*0.1)/10) > 1e-12 {
		t.Errorf("ece %.6f", got)
	}
}
