package table

import (
	"fmt"
	"slices"
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

func frameFields() []Field[FrameRow] {
	type row = FrameRow
	place := func(r *row) *Place { return &r.Place }
	return slices.Concat(articlePlace(place), []Field[row]{sentenceNo(place)}, sentenceSpan(place), []Field[row]{
		text("scope", scopeRange, "of the sentence, as in portrayals", func(r *row) *string { return &r.Scope }),
		text("frame", "", "a name of the Policy Frames Codebook, or LEXICON:CATEGORY of the researcher's own", func(r *row) *string { return &r.Frame }),
		text("subframe", "", "a subframe of the codebook; empty for none", func(r *row) *string { return &r.Subframe }),
		number("weight", ScoreDecimals, spreadRange(), "sum of the weights of its words, 1 and up", func(r *row) *Num { return &r.Weight }),
		count("n_terms", "places", "where its words stand", func(r *row) *int { return &r.Terms }),
		text("evidence", spansForm, "its words, as bytes of the canonical text, end exclusive", func(r *row) *string { return &r.Evidence }),
		text("status", Unvalidated, "unvalidated: frames rest on seed words and have not been held against human codes", func(r *row) *string { return &r.Status }),
	})
}

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

// AnyVoice pools the sentences of both voices.
const AnyVoice = "any"

// FrameShare names the draws of the shares.
const FrameShare = "frame_share"

// FrameShareFields are the columns of detail/frame_shares.csv.
func FrameShareFields() []Field[FrameShareRow] {
	type row = FrameShareRow
	return []Field[row]{
		text("level", "all, source", "over all articles that count, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all, and where it is not known (warning source_unknown)", func(r *row) *string { return &r.Source }),
		text("voice", "any, narrator, quoted", "of the sentences; quoted: an actor is portrayed there in quoted words; narrator: none is; any: both. It is not said in whose words the frame's own words stand", func(r *row) *string { return &r.Voice }),
		text("frame", "", "as in frames; one that no sentence of the cell has stands there with 0, if any sentence of the run has it", func(r *row) *string { return &r.Frame }),
		text("subframe", "", "as in frames; empty on the row of the frame as a whole, its subframes counted", func(r *row) *string { return &r.Subframe }),
		count("n_articles", "articles", "articles with such a sentence, with the frame or without, copies counted", func(r *row) *int { return &r.Articles }),
		count("n_clusters", "clusters", "clusters of copies among the articles that enter the estimate", func(r *row) *int { return &r.Clusters }),
		count("n_sentences", "sentences", "sentences in scope dyad with the frame, of the articles that enter", func(r *row) *int { return &r.Sentences }),
		count("n_of", "sentences", "sentences in scope dyad, of the articles that enter", func(r *row) *int { return &r.Of }),
		text("weights", "article, sentence, salience", "what an article weighs in the share, as in sources", func(r *row) *string { return &r.Weights }),
		number("share", ShareDecimals, shareRange(), "mean of the articles' shares of such sentences with the frame, by the weights", func(r *row) *Num { return &r.Share }),
		number("se", ScoreDecimals, spreadRange(), "standard error of the share, by clusters", func(r *row) *Num { return &r.SE }),
		number("ci_low", ShareDecimals, anyRange(), "lower end of the interval; empty where there are too few clusters or all are equal", func(r *row) *Num { return &r.Low }),
		number("ci_high", ShareDecimals, anyRange(), "upper end of the interval", func(r *row) *Num { return &r.High }),
		number("ci_level", ShareDecimals, shareRange(), "confidence level that the interval reaches", func(r *row) *Num { return &r.CILevel }),
		text("ci_method", methodRange, "how the interval was made, as in sources; it is for the sampling of articles and says nothing of whether the frames are right", func(r *row) *string { return &r.Method }),
		count("n_boot", "draws", "bootstrap draws", func(r *row) *int { return &r.Draws }),
		seedField(func(r *row) *uint64 { return &r.Seed }, func(r *row) bool { return r.Draws > 0 }),
		truth("flag_small_n", "true where there are too few clusters for the default interval", func(r *row) *bool { return &r.SmallN }),
		text("warnings", "a; b", "as in sources", func(r *row) *string { return &r.Warnings }),
		text("status", Unvalidated, "as in frames", func(r *row) *string { return &r.FrameValidity }),
	}
}

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
