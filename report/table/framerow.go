package table

import (
	"fmt"
	"strconv"
	"strings"
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

// Unvalidated is the status of all frames until people have coded some.
const Unvalidated = "unvalidated"

// FrameShareRow is a row of frame_shares.csv: how often the sentences about the
// two have a frame, in all articles that count or in those of one source.
type FrameShareRow struct {
	Level, Source, Voice    string
	Frame, Subframe         string // Subframe is "" on the row of the frame as a whole
	Articles, Clusters      int
	Sentences, Of           int
	Weights                 string
	Share, SE               Num
	Low, High, CILevel      Num
	Method                  string
	Draws                   int
	Seed                    uint64
	SmallN                  bool
	Warnings, FrameValidity string
}

func (r *FrameShareRow) has(string) bool { return r.Draws > 0 }

// AnyVoice pools the sentences of both voices.
const AnyVoice = "any"

// FrameShare names the draws of the shares.
const FrameShare = "frame_share"

// The signs of the column frame_evidence.
const (
	FrameNext   = " | "
	FrameSub    = "/"
	FrameWeight = "="
	FrameAt     = " "
)

// ParseFrames reads a cell of frame_evidence.
func ParseFrames(cell string) ([]FrameRow, error) {
	if cell == "" {
		return nil, nil
	}
	var out []FrameRow
	for part := range strings.SplitSeq(cell, FrameNext) {
		head, evidence, ok := cutLast(part, FrameAt)
		name, weight, ok2 := cutLast(head, FrameWeight)
		w, err := strconv.ParseFloat(weight, 64)
		at, err2 := ParseSpans(evidence)
		if !ok || !ok2 || err != nil || err2 != nil || name == "" {
			return nil, fmt.Errorf("frame %q is not of the form name=weight start..end", part)
		}
		row := FrameRow{Weight: Rounded(w, ScoreDecimals), Terms: len(at), Evidence: evidence, Status: Unvalidated}
		row.Frame, row.Subframe, _ = strings.Cut(name, FrameSub)
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

// FramesOf gives the rows of frames.csv of an article from its portrayals, in their
// order: each sentence has its frames once, whomever it portrays. A cell that somebody
// has written over gives none.
func FramesOf(rec *Record) []FrameRow {
	var out []FrameRow
	last := -1
	for i := range rec.Portrayals {
		p := &rec.Portrayals[i]
		if p.SentenceNo == last {
			continue
		}
		last = p.SentenceNo
		rows, err := ParseFrames(p.FrameEvidence)
		if err != nil {
			continue
		}
		for _, r := range rows {
			r.Place, r.Scope = p.Place, p.Scope
			out = append(out, r)
		}
	}
	return out
}
