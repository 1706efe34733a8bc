package fit

import (
	"math"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/stance/reader"
	"github.com/seed-7a84ba5f/dyad/validate"
)

func TestFitWeights(t *testing.T) {
	set := &validate.CodedSet{Units: []validate.CodedUnit{
		{Stratum: "random", Inclusion: 0.1}, {Stratum: "own_random", Inclusion: 0.5}, {Stratum: "pairs"}, {Stratum: "good", Inclusion: 0.5},
	}}
	w := fitWeights(set, []int{0, 1, 2, 3, 3})
	sum, squares := 0.0, 0.0
	for _, x := range w {
		sum, squares = sum+x, squares+x*x
	}
	if math.Abs(w[0]+w[1]-sum/2) > 1e-12 || math.Abs(w[0]-5*w[1]) > 1e-12 || w[2] != w[3] || w[3] != w[4] {
		t.Errorf("weights %v", w)
	}
	if math.Abs(sum-sum*sum/squares) > 1e-12 {
		t.Errorf("weights add up to %g, want the effective number %g", sum, sum*sum/squares)
	}
	if w := fitWeights(set, []int{2, 3}); w[0] != 1 || w[1] != 1 {
		t.Errorf("weights without random sentences %v", w)
	}
}

func TestCodedClass(t *testing.T) {
	set, _ := example()
	for _, c := range []struct {
		unit  int
		q     reader.Question
		class int
		ok    bool
	}{
		{0, reader.Question{Head: "portrayal", Target: 0}, 0, true},
		{0, reader.Question{Head: "own", Target: 0}, 0, true},
		{0, reader.Question{Head: "own", Target: 1}, 1, true},
		{0, reader.Question{Head: "voice", Target: 1}, 2, true},
		{1, reader.Question{Head: "portrayal", Target: 1}, 2, false},
		{1, reader.Question{Head: "voice", Target: 0}, -1, false},
		{0, reader.Question{Head: "directed", Holder: 0, Target: 1}, 0, true},
		{0, reader.Question{Head: "directed", Holder: 1, Target: 0}, 1, true},
		{0, reader.Question{Head: "relation"}, 0, true},
		{1, reader.Question{Head: "relation"}, 1, true},
		{2, reader.Question{Head: "relation"}, 2, true},
		{0, reader.Question{Head: "agent", Holder: 0, Target: 1}, 0, true},
		{0, reader.Question{Head: "agent", Holder: 1, Target: 0}, 1, true},
		{2, reader.Question{Head: "agent", Holder: 1, Target: 0}, 2, true},
		{2, reader.Question{Head: "status"}, 1, true},
		{1, reader.Question{Head: "status"}, -1, false},
	} {
		if class, ok := codedClass(&set.Units[c.unit], c.q); ok != c.ok || ok && class != c.class {
			t.Errorf("unit %d, %+v: class %d, %v", c.unit, c.q, class, ok)
		}
	}
}

func TestFitThresholds(t *testing.T) {
	rows := func(p float64, n, right int) []candidate {
		var out []candidate
		for i := range n {
			c := candidate{p: p, right: i < right}
			if c.right {
				c.codes = 1
			}
			out = append(out, c)
		}
		return out
	}
	all := append(rows(0.9, 10, 9), append(rows(0.5, 10, 8), rows(0.1, 40, 4)...)...)
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"the least over .1", leastPrecise(all), 0.12},
		{"too few rows", leastPrecise(rows(0.9, 9, 9)), 0.86},
		{"no precise rows", leastPrecise(rows(0.7, 10, 4)), 0.66},
		{"no rows", leastPrecise(nil), 1},
		{"half right", bestTriples(all), 0.46},
		{"less than half right", bestTriples(rows(0.7, 10, 4)), 0.66},
		{"no rows to write", bestTriples(nil), 1},
	} {
		if c.got != c.want {
			t.Errorf("%s: threshold %g, want %g", c.what, c.got, c.want)
		}
	}
}

func TestStanceCandidates(t *testing.T) {
	set, rows := example()
	for i := range rows[0].Judgments {
		rows[0].Judgments[i].Prob, rows[0].Judgments[i].Confidence = 0.6, 0.6
	}
	got := stanceCandidates(set, rows, isNarrator)
	if len(got) != 1 || got[0] != (candidate{p: 0.6, sure: 0.6, right: true, codes: 1}) || codedStances(set, isNarrator) != 1 {
		t.Errorf("narrator: %+v", got)
	}
	got = stanceCandidates(set, rows, isOther)
	if len(got) != 1 || got[0] != (candidate{p: 0.6, sure: 0.6, voted: true}) || codedStances(set, isOther) != 0 {
		t.Errorf("others: %+v", got)
	}
	got = dealingsCandidates(set, rows)
	if len(got) != 2 || !got[0].right || got[1].right || got[0].codes != 1 || codedDealings(set) != 2 {
		t.Errorf("dealings: %+v", got)
	}
	if codedStances(set, isActor) != 1 {
		t.Error("the actors have one stance")
	}
	f := Fitting{}
	f.fitThresholds(set, rows)
	if f.Fit.Join.Own != (stance.Threshold{Alone: 0.56, Voted: 0.56, SureAlone: 0.6, SureVoted: 0.6}) {
		t.Errorf("own: %+v", f.Fit.Join.Own)
	}
}

// The rows from the threshold on are precise at its edge, not only all together.
func TestSurely(t *testing.T) {
	var rows []candidate
	add := func(sure float64, right, wrong int) {
		for range right {
			rows = append(rows, candidate{p: 1, sure: sure, right: true})
		}
		for range wrong {
			rows = append(rows, candidate{p: 1, sure: sure})
		}
	}
	add(0.3, 1, 9)
	add(0.5, 11, 9)
	add(0.70004, 8, 2)
	add(0.9, 30, 0)
	if got := surely(rows); got != 0.7 {
		t.Errorf("rows count from %g, want 0.7: those at 0.5 are right in .55, all from there on in .82", got)
	}
	if got := surely(rows[:30]); got != leastPrecise(rows[:30]) {
		t.Errorf("rows that are never precise count from %g", got)
	}
}

// example is a set of three coded sentences, and rows of them.
func example() (*validate.CodedSet, []validate.CodedRows) {
	stances := []validate.CodedStance{
		{Holder: stance.HolderNarrator, Target: stance.Actor1, Polarity: -1},
		{Holder: stance.HolderNarrator, Target: stance.Actor1, Polarity: -0.5},
		{Holder: stance.Actor1, Target: stance.Actor2, Polarity: -0.5},
	}
	set := &validate.CodedSet{Units: []validate.CodedUnit{
		{DocID: "one", Stratum: "random", Inclusion: 0.1, Codes: validate.Codes{Portrayal: [2]float64{-1, 0.5}, Voice: [2]string{"n", "m"},
			Relation: -0.5, Agent: "A", Status: stance.StatusAsserted, Stances: stances}},
		{DocID: "two", Codes: validate.Codes{Portrayal: [2]float64{0, math.NaN()}, Relation: math.NaN()}},
		{DocID: "two", Codes: validate.Codes{Portrayal: [2]float64{math.NaN(), 0}, Relation: 0, Agent: "both", Status: stance.StatusHypothetical}},
	}}
	judgment := func(holder stance.Side, polarity float64, kind stance.Kind) stance.Judgment {
		return stance.Judgment{Holder: holder, Aim: stance.Aim{Target: stance.Actor1}, Evaluated: true, Answer: stance.Answer{Polarity: polarity, Kind: kind}}
	}
	relation := func(cooperation float64) []stance.Relation {
		return []stance.Relation{{Dealings: stance.Dealings{0.6, 0.2, 0.1, 0.1}, Deed: stance.Deed{Cooperation: cooperation}}}
	}
	return set, []validate.CodedRows{
		{Judgments: []stance.Judgment{
			judgment(stance.HolderNarrator, -0.5, stance.ByModel),
			judgment(stance.HolderNarrator, 1, stance.Label), // left out
			judgment(stance.HolderOther, 0.5, stance.Predicate),
		}, Relations: relation(-0.625)},
		{Relations: relation(0.5)},
		{},
	}
}
