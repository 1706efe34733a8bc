package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// FrameRow is a row of frames.csv: a frame of a sentence.
type FrameRow struct {
	Place
	Scope           string // of the sentence
	Frame, Subframe string
	Weight          Num
	Terms           int
	Evidence        string
	Status          string
}

// unvalidated is the status of all frames until people have coded some.
const unvalidated = "unvalidated"

func frameFields() []field[FrameRow] {
	type row = FrameRow
	place := func(r *row) *Place { return &r.Place }
	return slices.Concat(articlePlace(place), []field[row]{sentenceNo(place)}, sentenceSpan(place), []field[row]{
		text("scope", scopeRange, "of the sentence, as in portrayals", func(r *row) *string { return &r.Scope }),
		text("frame", "", "a name of the Policy Frames Codebook, or LEXICON:CATEGORY of the researcher's own", func(r *row) *string { return &r.Frame }),
		text("subframe", "", "a subframe of the codebook; empty for none", func(r *row) *string { return &r.Subframe }),
		number("weight", scoreDecimals, spreadRange(), "sum of the weights of its words, 1 and up", func(r *row) *Num { return &r.Weight }),
		count("n_terms", "places", "where its words stand", func(r *row) *int { return &r.Terms }),
		text("evidence", spansForm, "its words, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("status", unvalidated, "unvalidated: frames rest on seed words and have not been held against human codes", func(r *row) *string { return &r.Status }),
	})
}

// The signs of the column frame_evidence.
const (
	frameNext   = " | "
	frameSub    = "/"
	frameWeight = "="
	frameAt     = " "
)

// frameNames writes the frames of a sentence: "political; morality/trust".
func frameNames(fs []stance.Framing) string {
	var out []string
	for _, f := range fs {
		out = append(out, frameName(f.Frame, f.Subframe))
	}
	return clean(strings.Join(out, "; "))
}

func frameName(frame, sub string) string {
	if sub == "" {
		return frame
	}
	return frame + frameSub + sub
}

// frameEvidence writes what the rows of frames.csv are made of:
// "morality/trust=1.5 3..9;12..20 | political=1 30..38".
func frameEvidence(fs []stance.Framing) string {
	var out []string
	for _, f := range fs {
		out = append(out, frameName(f.Frame, f.Subframe)+frameWeight+strconv.FormatFloat(round(f.Weight, scoreDecimals), 'f', -1, 64)+frameAt+spans(f.Evidence))
	}
	return clean(strings.Join(out, frameNext))
}

// parseFrames reads a cell of frame_evidence.
func parseFrames(cell string) ([]FrameRow, error) {
	if cell == "" {
		return nil, nil
	}
	var out []FrameRow
	for part := range strings.SplitSeq(cell, frameNext) {
		head, evidence, ok := cutLast(part, frameAt)
		name, weight, ok2 := cutLast(head, frameWeight)
		w, err := strconv.ParseFloat(weight, 64)
		at, err2 := ParseSpans(evidence)
		if !ok || !ok2 || err != nil || err2 != nil || name == "" {
			return nil, fmt.Errorf("frame %q is not of the form name=weight start..end", part)
		}
		row := FrameRow{Weight: num(w, scoreDecimals), Terms: len(at), Evidence: evidence, Status: unvalidated}
		row.Frame, row.Subframe, _ = strings.Cut(name, frameSub)
		out = append(out, row)
	}
	return out, nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// frames gives the rows of frames.csv from the portrayals of all articles, in
// their order: each sentence has its frames once, whomever it portrays. A cell
// that somebody has written over gives none.
func frames(recs []Record) []FrameRow {
	var out []FrameRow
	for i := range recs {
		last := -1
		for k := range recs[i].Portrayals {
			p := &recs[i].Portrayals[k]
			if p.SentenceNo == last {
				continue
			}
			last = p.SentenceNo
			rows, err := parseFrames(p.FrameEvidence)
			if err != nil {
				continue
			}
			for _, r := range rows {
				r.Place, r.Scope = p.Place, p.Scope
				out = append(out, r)
			}
		}
	}
	return out
}

// primaryFrame is the frame of most of an article's sentences with an actor, the
// first by name of equal ones; subframes count for their frame.
func primaryFrame(ps []PortrayalRow) string {
	n := map[string]int{}
	seen := map[int]bool{}
	for i := range ps {
		if seen[ps[i].SentenceNo] || ps[i].Frames == "" {
			continue
		}
		seen[ps[i].SentenceNo] = true
		own := map[string]bool{}
		for name := range strings.SplitSeq(ps[i].Frames, "; ") {
			frame, _, _ := strings.Cut(name, frameSub)
			own[frame] = true
		}
		for f := range own {
			n[f]++
		}
	}
	best := ""
	for _, f := range slices.SortedFunc(maps.Keys(n), cmp.Compare[string]) {
		if best == "" || n[f] > n[best] {
			best = f
		}
	}
	return best
}
