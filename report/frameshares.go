package report

import (
	"cmp"
	"slices"
	"strings"
)

// framed is what an article has of each voice: its sentences in scope dyad, and of these the ones with each frame (frame, or frame/subframe).
type framed struct {
	of   int
	with map[string]int
}

// framedBy counts the sentences of an article about the two by voice. frames are
// its rows of frames.csv.
func framedBy(ps []PortrayalRow, frames []FrameRow) map[string]*framed {
	out := map[string]*framed{}
	voices := map[int][]string{}
	for i := range ps {
		no := ps[i].SentenceNo
		if ps[i].Scope != dyadScope {
			continue
		}
		if voices[no] == nil {
			voices[no] = []string{anyVoice, narratorVoice}
		}
		if ps[i].Voice == quotedVoice {
			voices[no][1] = quotedVoice
		}
	}
	for _, vs := range voices {
		for _, v := range vs {
			if out[v] == nil {
				out[v] = &framed{with: map[string]int{}}
			}
			out[v].of++
		}
	}
	type use struct {
		no   int
		name string
	}
	seen := map[use]bool{}
	for i := range frames {
		f := &frames[i]
		for _, name := range []string{f.Frame, frameName(f.Frame, f.Subframe)} {
			if key := (use{f.SentenceNo, name}); !seen[key] {
				seen[key] = true
				for _, v := range voices[f.SentenceNo] {
					out[v].with[name]++
				}
			}
		}
	}
	return out
}

// frameShares gives the rows of frame_shares.csv. A share is a mean of article
// shares as those of sources are, with the same weights, copies and intervals.
func frameShares(recs []Record, frames []FrameRow, seed uint64, o Options) ([]FrameShareRow, error) {
	articles := make([]map[string]*framed, len(recs))
	names := map[string]bool{}
	for i := range recs {
		id, n := recs[i].Article.DocID, 0
		for n < len(frames) && frames[n].DocID == id {
			n++
		}
		if recs[i].Article.ExclusionReason == "" {
			articles[i] = framedBy(recs[i].Portrayals, frames[:n])
		}
		frames = frames[n:]
		if all := articles[i][anyVoice]; all != nil {
			for name := range all.with {
				names[name] = true
			}
		}
	}
	cs, sentences := cells{}, map[cellKey]int{}
	weights := weigh(recs, o.Dedup)
	for i, voices := range articles {
		a := &recs[i].Article
		u, ok := o.unit(a)
		if !ok {
			continue
		}
		for voice, f := range voices {
			for name := range names {
				// The frame stands in the place of a target.
				obs := observation{question: question{scope: dyadScope, voice: voice, target: name, measure: frameShare},
					value: float64(f.with[name]) / float64(f.of), rows: f.of}
				w := weights[i].times(o.Weights.of(a, &obs))
				if err := cs.add(a, u, "", when{}, obs, w); err != nil {
					return nil, err
				}
				if w.all.copies > 0 {
					sentences[cellKey{level: levelAll, question: obs.question}] += f.with[name]
				}
				if w.own.copies > 0 {
					sentences[cellKey{level: levelSource, source: u.name, question: obs.question}] += f.with[name]
				}
			}
		}
	}
	estimates, err := cs.estimate(seed, o)
	if err != nil {
		return nil, err
	}
	out := make([]FrameShareRow, len(estimates))
	for i := range estimates {
		e := &estimates[i]
		key := cellKey{level: e.Level, source: e.Source, question: question{scope: dyadScope, voice: e.Voice, target: e.Target, measure: frameShare}}
		out[i] = frameShareRow(e, sentences[key])
	}
	slices.SortFunc(out, func(a, b FrameShareRow) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Source, b.Source), strings.Compare(a.Voice, b.Voice),
			strings.Compare(a.Frame, b.Frame), strings.Compare(a.Subframe, b.Subframe))
	})
	return out, nil
}

// frameShareRow is the row of an estimate whose target is the name of a frame.
func frameShareRow(e *EstimateRow, sentences int) FrameShareRow {
	r := FrameShareRow{Level: e.Level, Source: e.Source, Voice: e.Voice, Articles: e.Articles, Clusters: e.Clusters, Sentences: sentences, Of: e.Rows,
		Weights: e.Weights, Share: e.Mean, SE: e.SE, Low: e.Low, High: e.High, CILevel: e.CILevel, Method: e.Method, Draws: e.Draws,
		SmallN: e.SmallN, Warnings: e.Warnings, FrameValidity: unvalidated}
	if e.Draws > 0 {
		r.Seed = e.Seed
	}
	r.Frame, r.Subframe, _ = strings.Cut(e.Target, frameSub)
	return r
}
