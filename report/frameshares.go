package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// framed is what an article has of each voice: its sentences in scope dyad, and of these the ones with each frame (frame, or frame/subframe).
type framed struct {
	of   int
	with map[string]int
}

// framedBy counts the sentences of an article about the two by voice. frames are
// its rows of frames.csv.
func framedBy(ps []table.PortrayalRow, frames []table.FrameRow) map[string]*framed {
	out := map[string]*framed{}
	voices := map[int][]string{}
	for i := range ps {
		no := ps[i].SentenceNo
		if ps[i].Scope != table.DyadScope {
			continue
		}
		if voices[no] == nil {
			voices[no] = []string{table.AnyVoice, table.NarratorVoice}
		}
		if ps[i].Voice == table.QuotedVoice {
			voices[no][1] = table.QuotedVoice
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
func frameShares(recs []table.Record, frames []table.FrameRow, seed uint64, o Options) ([]table.FrameShareRow, error) {
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
		if all := articles[i][table.AnyVoice]; all != nil {
			for name := range all.with {
				names[name] = true
			}
		}
	}
	cs, sentences := cells{}, map[CellKey]int{}
	weights := Weigh(recs, o.Dedup)
	for i, voices := range articles {
		a := &recs[i].Article
		u, ok := o.Unit(a)
		if !ok {
			continue
		}
		for voice, f := range voices {
			for name := range names {
				// The frame stands in the place of a target.
				obs := observation{Question: Question{Scope: table.DyadScope, voice: voice, Target: name, Measure: table.FrameShare},
					value: float64(f.with[name]) / float64(f.of), rows: f.of}
				w := weights[i].times(o.Weights.of(a, &obs))
				if err := cs.add(a, u, "", When{}, obs, w); err != nil {
					return nil, err
				}
				if w.all.copies > 0 {
					sentences[CellKey{Level: table.LevelAll, Question: obs.Question}] += f.with[name]
				}
				if w.own.copies > 0 {
					sentences[CellKey{Level: table.LevelSource, Source: u.Name, Question: obs.Question}] += f.with[name]
				}
			}
		}
	}
	estimates, err := cs.estimate(seed, o)
	if err != nil {
		return nil, err
	}
	out := make([]table.FrameShareRow, len(estimates))
	for i := range estimates {
		e := &estimates[i]
		key := CellKey{Level: e.Level, Source: e.Source, Question: Question{Scope: table.DyadScope, voice: e.Voice, Target: e.Target, Measure: table.FrameShare}}
		out[i] = frameShareRow(e, sentences[key])
	}
	slices.SortFunc(out, func(a, b table.FrameShareRow) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Source, b.Source), strings.Compare(a.Voice, b.Voice),
			strings.Compare(a.Frame, b.Frame), strings.Compare(a.Subframe, b.Subframe))
	})
	return out, nil
}

// frameShareRow is the row of an estimate whose target is the name of a frame.
func frameShareRow(e *table.EstimateRow, sentences int) table.FrameShareRow {
	r := table.FrameShareRow{Level: e.Level, Source: e.Source, Voice: e.Voice, Articles: e.Articles, Clusters: e.Clusters, Sentences: sentences, Of: e.Rows,
		Weights: e.Weights, Share: e.Mean, SE: e.SE, Low: e.Low, High: e.High, CILevel: e.CILevel, Method: e.Method, Draws: e.Draws,
		SmallN: e.SmallN, Warnings: e.Warnings, FrameValidity: table.Unvalidated}
	if e.Draws > 0 {
		r.Seed = e.Seed
	}
	r.Frame, r.Subframe, _ = strings.Cut(e.Target, table.FrameSub)
	return r
}
