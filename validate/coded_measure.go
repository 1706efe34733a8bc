package validate

import (
	"math"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// CodedTask is a question that the coded sentences answer.
type CodedTask string

// The questions.
const (
	CodedPortrayal CodedTask = "portrayal"
	CodedOwn       CodedTask = "own"
	CodedRelation  CodedTask = "relation"
	CodedStances   CodedTask = "stances"
)

// MeasureCoded measures the rows of a scorer against the codes. Intervals resample articles. The figures, by question:
//
//   - portrayal, of each actor that the coder found to be mentioned: macro_f1 and
//     the F1 of each sign, an actor that the tool does not find counting as
//     neutral; not_found, the share of those; pearson, of the expected value with
//     the code; voice_accuracy, of portrayals coded as not neutral whose voice is
//     coded as one of the two;
//   - own, of the same actors: macro_f1 and F1 of against, neither, for, the code
//     being the sign of the sum of the narrator's stances, a quoted portrayal
//     counting as neither; pearson; of the judgments whose holder is the narrator,
//     row_precision of those that count and row_recall of all;
//   - relation, of each sentence: macro_f1 of conflict, none and cooperation where
//     the code is not mixed (a row that says mixed is wrong), four_class_macro_f1
//     of all; pearson of cooperation times the probability of dealings with the
//     code, nothing being 0; agent_accuracy and status_accuracy where both have a
//     relation; row_precision and row_recall of the rows;
//   - stances: triple_precision, triple_recall, triple_f1 of holder class, target
//     (one of the two actors) and sign, labels left out, for all and by holder class.
//
// ece and brier of portrayal and own are over the sentences that were drawn
// plainly at random, weighted by the inverse of the probability of being drawn.
func MeasureCoded(task CodedTask, scorer string, s *CodedSet, rows []CodedRows, o Options) ([]Metric, error) {
	m := newMeter(Measured{Scorer: scorer, Task: string(task) + " codes"}, o)
	c := codedMeter{meter: m, set: s, rows: rows}
	switch task {
	case CodedPortrayal:
		c.portrayal()
	case CodedOwn:
		c.own()
	case CodedRelation:
		c.relation()
	default:
		c.stances()
	}
	return m.out, m.err
}

// classify appends macro-F1 under a name, and with classes the F1, precision
// and recall of each and the confusion counts.
func (m *meter) classify(name string, classes []string, rows []Rated, full bool) {
	if m.err != nil {
		return
	}
	prefix := strings.TrimSuffix(name, "macro_f1")
	of := m.of
	of.Classes, of.Prefix = classes, prefix
	var all []Metric
	all, m.err = Classify(of, rows, m.o)
	for _, x := range all {
		if full && x.Name != prefix+"accuracy" || x.Name == name {
			m.out = append(m.out, x)
		}
	}
}

// codedMeter measures the units of a set.
type codedMeter struct {
	*meter
	set  *CodedSet
	rows []CodedRows
}

// ownSigns are the classes of the source's own stance.
var ownSigns = []string{"against", "neither", "for"}

// sided is one coded actor of a unit, with what is said of it.
type sided struct {
	unit *CodedUnit
	rows *CodedRows
	side int
	said said
	code float64
}

// mentioned gives the actors coded as mentioned, with what is said of each; an
// actor that was not found is neutral.
func (c *codedMeter) mentioned(ask func(*CodedRows, int) said, code func(*Codes, int) float64) []sided {
	var out []sided
	for i := range c.rows {
		u, r := &c.set.Units[i], &c.rows[i]
		for side := range bothSides {
			if !math.IsNaN(u.Portrayal[side]) {
				out = append(out, sided{u, r, side, ask(r, side), code(&u.Codes, side)})
			}
		}
	}
	return out
}

// signed measures answers that have a sign: macro-F1, correlation, calibration.
func (c *codedMeter) signed(classes []string, rows []sided) {
	var rated, random, written []Rated
	var pairs []tally
	probs := false
	for _, r := range rows {
		x := Rated{Cluster: r.unit.DocID, Gold: classes[SignOf(r.code)+1], Predicted: classes[r.said.sign+1]}
		rated = append(rated, x)
		pairs = append(pairs, both(r.unit.DocID, r.said.expected, r.code))
		if r.unit.Random() {
			x.Probs, x.Weight = r.said.probs, 1/r.unit.Inclusion
			if x.Probs == nil {
				x.Probs = []float64{0, 1, 0}
			} else {
				probs, written = true, append(written, x)
			}
			random = append(random, x)
		}
	}
	c.classify("macro_f1", classes, rated, true)
	c.figure("pearson", "", pairs, pearson)
	if of := c.of; probs && c.err == nil {
		of.Classes = classes
		c.add(calibration(of, random)...)
		for _, x := range calibration(of, written)[:2] { // ece, ece_if_calibrated
			x.Name = "written_" + x.Name
			c.add(x)
		}
	}
}

// Random reports whether a sentence was drawn at random, whatever it says.
func (u *CodedUnit) Random() bool {
	return u.Inclusion > 0 && (u.Stratum == "random" || u.Stratum == "own_random")
}

func (c *codedMeter) portrayal() {
	rows := c.mentioned((*CodedRows).portrayal, func(k *Codes, side int) float64 { return k.Portrayal[side] })
	c.signed(signs, rows)
	var lost, voices []tally
	voiceOf := map[string]stance.Voice{"n": stance.NarratorVoice, "q": stance.QuotedVoice}
	for _, r := range rows {
		lost = append(lost, hit(r.unit.DocID, !r.rows.Sides[r.side].Found))
		want, said := voiceOf[r.unit.Voice[r.side]], r.rows.voice(r.side)
		if r.code != 0 && want != "" && said != "" {
			voices = append(voices, hit(r.unit.DocID, want == said))
		}
	}
	c.figure("voice_accuracy", "", voices, share)
	c.figure("not_found", "", lost, share)
}

func (c *codedMeter) own() {
	rows := c.mentioned((*CodedRows).own, (*Codes).Own)
	c.signed(ownSigns, rows)
	var precision, recall []tally
	for _, r := range rows {
		said := map[int]bool{}
		for i := range r.rows.Judgments {
			if j := &r.rows.Judgments[i]; j.Holder == stance.HolderNarrator && j.Target == bothSides[r.side] && j.Kind != stance.Label {
				sign := SignOf(j.Polarity)
				said[sign] = true
				if !j.Unsure {
					precision = append(precision, hit(r.unit.DocID, sign == SignOf(r.code)))
				}
			}
		}
		if sign := SignOf(r.code); sign != 0 {
			recall = append(recall, hit(r.unit.DocID, said[sign]))
		}
	}
	c.figure("row_precision", "", precision, share)
	c.figure("row_recall", "", recall, share)
}

func (c *codedMeter) relation() {
	var three, four []Rated
	var pairs, precision, recall, agents, statuses []tally
	agentOf := map[stance.Side]string{stance.Actor1: "A", stance.Actor2: "B", stance.Both: "both"}
	for i := range c.rows {
		u := &c.set.Units[i]
		label, row, value := c.rows[i].relation()
		gold := u.Dealings()
		x := Rated{Cluster: u.DocID, Gold: gold, Predicted: label}
		four = append(four, x)
		if gold != mixedLabel {
			three = append(three, x)
		}
		code := u.Relation
		if gold == noneLabel {
			code = 0
		} else {
			recall = append(recall, hit(u.DocID, row != nil))
		}
		pairs = append(pairs, both(u.DocID, value, code))
		if row == nil {
			continue
		}
		precision = append(precision, hit(u.DocID, gold != noneLabel))
		if gold != noneLabel {
			agents = append(agents, hit(u.DocID, agentOf[row.Agent] == u.Agent))
			statuses = append(statuses, hit(u.DocID, row.Standing() == u.Status))
		}
	}
	c.classify("macro_f1", []string{conflictLabel, noneLabel, cooperationLabel}, three, true)
	c.classify("four_class_macro_f1", []string{conflictLabel, noneLabel, mixedLabel, cooperationLabel}, four, false)
	c.figure("pearson", "", pairs, pearson)
	c.figure("agent_accuracy", "", agents, share)
	c.figure("status_accuracy", "", statuses, share)
	c.figure("row_precision", "", precision, share)
	c.figure("row_recall", "", recall, share)
}

// codedTriple is who is for or against whom in a coded sentence.
type codedTriple struct {
	holder, target stance.Side
	sign           int
}

// triples gives those of the codes and those of the rows, each once.
func (c *codedMeter) triples(i int) (gold, found []codedTriple) {
	add := func(to *[]codedTriple, holder, target stance.Side, polarity float64) {
		t := codedTriple{holder, target, SignOf(polarity)}
		if slices.Contains(bothSides[:], target) && t.sign != 0 && !slices.Contains(*to, t) {
			*to = append(*to, t)
		}
	}
	for _, s := range c.set.Units[i].Stances {
		add(&gold, s.Holder, s.Target, s.Polarity)
	}
	for k := range c.rows[i].Judgments {
		if j := &c.rows[i].Judgments[k]; j.Kind != stance.Label {
			add(&found, j.Holder, j.Target, j.Polarity)
		}
	}
	return gold, found
}

func (c *codedMeter) stances() {
	holders := map[stance.Side]string{stance.HolderNarrator: "narrator", stance.Actor1: "actor", stance.Actor2: "actor", stance.HolderOther: "other"}
	for _, class := range []string{"", "narrator", "actor", "other"} {
		counts := func(t codedTriple) bool { return class == "" || holders[t.holder] == class }
		var rows []tally
		n := [2]int{}
		for i := range c.rows {
			gold, found := c.triples(i)
			sum := make([]float64, 3) // right, found, gold
			for _, t := range found {
				if counts(t) {
					sum[1]++
					sum[0] += float64(count(slices.Contains(gold, t)))
				}
			}
			for _, t := range gold {
				sum[2] += float64(count(counts(t)))
			}
			n[0], n[1] = n[0]+int(sum[1]), n[1]+int(sum[2])
			rows = append(rows, tally{c.set.Units[i].DocID, sum})
		}
		c.tripleFigures(rows, class, n[0], n[1])
	}
}

// tripleFigures appends F1, precision and recall of sums of right, found and coded
// triples.
func (m *meter) tripleFigures(rows []tally, class string, found, coded int) {
	for _, f := range []struct {
		name string
		n    int
		of   func(s []float64) float64
	}{
		{"triple_f1", coded, func(s []float64) float64 { return ratioOf(2*s[0], s[1]+s[2]) }},
		{"triple_precision", found, func(s []float64) float64 { return ratioOf(s[0], s[1]) }},
		{"triple_recall", coded, func(s []float64) float64 { return ratioOf(s[0], s[2]) }},
	} {
		m.figure(f.name, class, rows, f.of)
		if m.err == nil {
			m.out[len(m.out)-1].N = f.n
		}
	}
}
