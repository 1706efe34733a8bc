package fit

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/validate"
)

// candidate is a row that a run writes if its probability is high enough.
type candidate struct {
	p     float64
	sure  float64 // what a row of a judgment counts by: p but for the source's own, see stance.Join
	voted bool    // a rule says the same
	right bool
	codes int // how many codes it could have said; those of one question count once
}

// What thresholds are fitted for.
const (
	fitPrecision    = 0.75 // of the rows that count, of coded sentences
	fitCandidates   = 0.5  // of all that are written, at the least
	fitRows         = 20   // the fewest candidates with a vote for a threshold of their own
	fitWritten      = 10   // the fewest rows that a precision is believed of
	fitSteps        = 50   // of the grid from 0 to 1
	fitBeside       = 2    // steps on each side that a threshold's F is the mean of
	fScorePrecision = 0.5
)

// fitThresholds finds the thresholds of the rows, on a grid of .02, for rows that
// no rule votes for and, where there are 20 of them, for rows that one does.
// A row is written from the threshold with the best F1 of those at which half of
// the rows are right at the least, and it counts from the least at which three of
// four are, of 10 rows at the least; where there is none, each is the one with the
// best F0.5. A judgment counts, whether a rule says the same or not, where isotonic
// regression finds three of four right (surely). So nobody who wants to see what there is misses it, and what is
// averaged can be trusted row by row. A judgment is right where its sign is that
// of a code of its holder and target, a row of dealings where its sign is the
// code's, a mixed one where the code is mixed. Of judgments that say the same of a
// sentence the surest counts.
//
// Rows count alike, however their sentences were drawn, so that precision in a
// population where such rows are rarer is lower.
func (f *Fitting) fitThresholds(s *validate.CodedSet, rows []validate.CodedRows) {
	j := &f.Fit.Join
	for _, t := range []struct {
		name string
		to   *stance.Threshold
		rows []candidate
		all  int
	}{
		{"own", &j.Own, stanceCandidates(s, rows, isNarrator), codedStances(s, isNarrator)},
		{"directed", &j.Directed, stanceCandidates(s, rows, isActor), codedStances(s, isActor)},
		{"other", &j.Other, stanceCandidates(s, rows, isOther), codedStances(s, isOther)},
		{"dealings", &j.Dealings, dealingsCandidates(s, rows), codedDealings(s)},
	} {
		of := FittedThreshold{Name: t.name}
		var alone, voted []candidate
		for _, c := range t.rows {
			if c.voted {
				voted = append(voted, c)
			} else {
				alone = append(alone, c)
			}
		}
		of.Alone, of.Voted = len(alone), len(voted)
		to := &of.Threshold
		to.Alone, to.SureAlone = bestTriples(alone), leastPrecise(alone)
		to.Voted, to.SureVoted = to.Alone, to.SureAlone
		if len(voted) >= fitRows {
			to.Voted, to.SureVoted = bestTriples(voted), leastPrecise(voted)
		}
		to.SureAlone, to.SureVoted = max(to.Alone, to.SureAlone), max(to.Voted, to.SureVoted)
		if t.name != "dealings" {
			to.SureAlone = surely(t.rows)
			to.SureVoted = to.SureAlone
		}
		for _, c := range t.rows {
			if of.Threshold.Reaches(c.p, c.voted) {
				of.Written.add(c.right)
				if of.Threshold.Sure(c.sure, c.voted) {
					of.Counts.add(c.right)
				}
			}
		}
		of.Found = Share{of.Written.Right, t.all}
		*t.to = of.Threshold
		f.Thresholds = append(f.Thresholds, of)
	}
}

func isNarrator(s stance.Side) bool { return s == stance.HolderNarrator }
func isActor(s stance.Side) bool    { return slices.Contains(sides[:], s) }
func isOther(s stance.Side) bool    { return s == stance.HolderOther }

// codedStances counts the triples that are coded of some holders toward one of
// the two actors; the narrator's is the sign of his sum, as in Codes.Own.
func codedStances(s *validate.CodedSet, holds func(stance.Side) bool) int {
	n := 0
	for i := range s.Units {
		for _, holder := range []stance.Side{stance.HolderNarrator, stance.HolderOther, stance.Actor1, stance.Actor2} {
			for _, target := range sides {
				if holds(holder) {
					n += len(signs(&s.Units[i].Codes, holder, target))
				}
			}
		}
	}
	return n
}

// signs are those of the stances of a holder toward a target, each once.
func signs(c *validate.Codes, holder, target stance.Side) []int {
	if holder == stance.HolderNarrator {
		if sign := sign(c, holder, target); sign != 0 {
			return []int{sign}
		}
		return nil
	}
	var out []int
	for _, s := range c.Stances {
		if sign := validate.SignOf(s.Polarity); s.Holder == holder && s.Target == target && !slices.Contains(out, sign) {
			out = append(out, sign)
		}
	}
	return out
}

// triple is who is for or against whom in a coded sentence.
type triple struct {
	holder, target stance.Side
	sign           int
}

// stanceCandidates gives the judgments of some holders, of two that say the same
// of a unit the surer.
func stanceCandidates(s *validate.CodedSet, rows []validate.CodedRows, holds func(stance.Side) bool) []candidate {
	var out []candidate
	for i := range rows {
		first := map[[2]stance.Side]bool{}
		at := map[triple]int{}
		for k := range rows[i].Judgments {
			j := &rows[i].Judgments[k]
			t := triple{j.Holder, j.Target, validate.SignOf(j.Polarity)}
			if !holds(j.Holder) || !slices.Contains(sides[:], j.Target) || j.Kind == stance.Label || t.sign == 0 {
				continue
			}
			coded := signs(&s.Units[i].Codes, j.Holder, j.Target)
			c := candidate{p: j.Prob, sure: j.Confidence, voted: j.Kind != stance.ByModel, right: slices.Contains(coded, t.sign)}
			if old, ok := at[t]; ok {
				if c.p > out[old].p {
					out[old].p, out[old].voted = c.p, c.voted
				}
				out[old].sure = max(out[old].sure, c.sure)
				continue
			}
			if asked := [2]stance.Side{j.Holder, j.Target}; !first[asked] {
				first[asked], c.codes = true, len(coded)
			}
			at[t] = len(out)
			out = append(out, c)
		}
	}
	return out
}

// codedDealings counts the units that tell of dealings.
func codedDealings(s *validate.CodedSet) int {
	n := 0
	for i := range s.Units {
		if !math.IsNaN(s.Units[i].Relation) {
			n++
		}
	}
	return n
}

func dealingsCandidates(s *validate.CodedSet, rows []validate.CodedRows) []candidate {
	var out []candidate
	for i := range rows {
		code := s.Units[i].Relation
		for k := range rows[i].Relations {
			r := &rows[i].Relations[k]
			_, sure := r.Dealings.Likeliest()
			c := candidate{p: sure, sure: sure, voted: r.Backed()}
			c.right = !math.IsNaN(code) && validate.SignOf(r.Cooperation) == validate.SignOf(code)
			if k == 0 && !math.IsNaN(code) {
				c.codes = 1
			}
			out = append(out, c)
		}
	}
	return out
}

// written counts the rows that a threshold writes, and the right ones.
func written(rows []candidate, t float64) Share {
	var out Share
	for _, c := range rows {
		if c.p >= t {
			out.add(c.right)
		}
	}
	return out
}

// value is the share, 0 of nothing.
func (s Share) value() float64 {
	if s.All == 0 {
		return 0
	}
	return float64(s.Right) / float64(s.All)
}

// leastPrecise gives the least threshold whose rows are precise, else the one
// with the best F0.5.
func leastPrecise(rows []candidate) float64 {
	for step := range fitSteps + 1 {
		t := float64(step) / fitSteps
		if w := written(rows, t); w.All >= fitWritten && w.value() >= fitPrecision {
			return t
		}
	}
	t, _ := bestF(rows, fScorePrecision, 0)
	return t
}

// surely gives the least value from which isotonic regression finds rows precise:
// those just above it are, while a threshold by the share of all that are above lets
// worse ones in for the best, and where rows are few lies where they were right by
// chance. Without such a value it is leastPrecise.
func surely(rows []candidate) float64 {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b candidate) int { return cmp.Compare(a.sure, b.sure) })
	type block struct {
		Share
		from float64
	}
	var blocks []block
	for _, c := range rows {
		b := block{from: c.sure}
		b.add(c.right)
		blocks = append(blocks, b)
		for n := len(blocks); n > 1 && (blocks[n-2].from == blocks[n-1].from || blocks[n-2].value() >= blocks[n-1].value()); n-- {
			blocks[n-2].Right += blocks[n-1].Right
			blocks[n-2].All += blocks[n-1].All
			blocks = blocks[:n-1]
		}
	}
	for _, b := range blocks {
		if b.value() >= fitPrecision {
			return math.Floor(b.from*1e4) / 1e4
		}
	}
	return leastPrecise(rows)
}

// bestTriples gives the threshold with the best F1 of those at which half of the
// rows are right, else the one with the best F0.5.
func bestTriples(rows []candidate) float64 {
	if t, ok := bestF(rows, 1, fitCandidates); ok {
		return t
	}
	t, _ := bestF(rows, fScorePrecision, 0)
	return t
}

// bestF gives the threshold with the best F of precision and recall among those
// with a precision, and whether any is above 0; of equals the highest. Without
// one it is 1. The F of a threshold is the mean with those beside it: of some
// hundred rows one more or less moves the best of single ones by a tenth.
func bestF(rows []candidate, beta, precision float64) (best float64, ok bool) {
	codes := 0
	for _, c := range rows {
		codes += c.codes
	}
	var f, precise [fitSteps + 1]float64
	for step := range f {
		w, b := written(rows, float64(step)/fitSteps), beta*beta
		precise[step] = w.value()
		if w.Right > 0 {
			f[step] = (1 + b) * float64(w.Right) / (float64(w.All) + b*float64(codes))
		}
	}
	best, most := 1.0, 0.0
	for step := fitSteps; step >= 0; step-- {
		beside := f[max(step-fitBeside, 0) : min(step+fitBeside, fitSteps)+1]
		mean := 0.0
		for _, x := range beside {
			mean += x / float64(len(beside))
		}
		if precise[step] >= precision && f[step] > 0 && mean > most {
			best, most, ok = float64(step)/fitSteps, mean, true
		}
	}
	return best, ok
}
