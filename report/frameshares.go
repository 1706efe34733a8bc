package report

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Framed is what an article has of a voice: its sentences in scope dyad, and of these
// the ones with each frame (frame, or frame/subframe).
type Framed struct {
	Voice string
	Of    int
	With  []NameCount // in order of name
}

// NameCount is a name with how often it is there.
type NameCount struct {
	Name string
	N    int
}

// framedBy counts the sentences of an article about the two by voice. frames are
// its rows of frames.csv.
func framedBy(ps []table.PortrayalRow, frames []table.FrameRow) []Framed {
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
	of, with := map[string]int{}, map[[2]string]int{}
	for _, vs := range voices {
		for _, v := range vs {
			of[v]++
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
					with[[2]string{v, name}]++
				}
			}
		}
	}
	var out []Framed
	for _, v := range slices.Sorted(maps.Keys(of)) {
		f := Framed{Voice: v, Of: of[v]}
		for key, n := range with {
			if key[0] == v {
				f.With = append(f.With, NameCount{key[1], n})
			}
		}
		slices.SortFunc(f.With, func(a, b NameCount) int { return strings.Compare(a.Name, b.Name) })
		out = append(out, f)
	}
	return out
}

// framedIn is a Framed of an article, with names by their numbers: pairs of name and
// count.
type framedIn struct {
	article, voice uint32
	of             int
	with           [][2]uint32
}

// addFramed takes what an article has of a voice.
func (s *State) addFramed(article uint32, f *Framed) error {
	b := binary.AppendUvarint(s.buf[:0], uint64(article))
	for _, n := range []int{int(s.framed.number(f.Voice)), f.Of, len(f.With)} {
		b = binary.AppendUvarint(b, uint64(n))
	}
	for _, w := range f.With {
		b = binary.AppendUvarint(b, uint64(s.framed.number(w.Name)))
		b = binary.AppendUvarint(b, uint64(w.N))
		if f.Voice == table.AnyVoice {
			s.frameNames[w.Name] = true
		}
	}
	s.buf = b
	return s.frames.add(b)
}

// allFramed gives what addFramed took, in order of the articles.
func (s *State) allFramed(take func(*framedIn) error) error {
	var list []framedIn
	err := s.frames.each(func(b []byte) error {
		number := func() uint32 {
			x, n := binary.Uvarint(b)
			b = b[n:]
			return uint32(x)
		}
		for len(b) > 0 {
			f := framedIn{article: number(), voice: number(), of: int(number())}
			for range number() {
				name := number()
				f.with = append(f.with, [2]uint32{name, number()})
			}
			if s.rank != nil {
				f.article = s.rank[f.article]
				list = append(list, f)
				continue
			}
			if err := take(&f); err != nil {
				return err
			}
		}
		return nil
	})
	slices.SortFunc(list, func(a, b framedIn) int { return cmp.Compare(a.article, b.article) })
	for i := range list {
		if err == nil {
			err = take(&list[i])
		}
	}
	return err
}

// frameShares gives the rows of frame_shares.csv. A share is a mean of article
// shares as those of sources are, with the same weights, copies and intervals.
func (s *State) frameShares(seed uint64, o Options) ([]table.FrameShareRow, error) {
	made, err := inParallel(slices.Sorted(maps.Keys(s.frameNames)), o.Workers, func(name string) ([]table.FrameShareRow, error) {
		return s.sharesOf(name, seed, o)
	})
	out := slices.Concat(made...)
	slices.SortFunc(out, func(a, b table.FrameShareRow) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Source, b.Source), strings.Compare(a.Voice, b.Voice),
			strings.Compare(a.Frame, b.Frame), strings.Compare(a.Subframe, b.Subframe))
	})
	return out, err
}

// sharesOf gives the rows of one frame.
func (s *State) sharesOf(name string, seed uint64, o Options) ([]table.FrameShareRow, error) {
	cs, sentences, number := cells{}, map[CellKey]int{}, s.framed.numbers[name]
	err := s.allFramed(func(f *framedIn) error {
		a := &s.list[f.article]
		u, ok := s.unit(a)
		if !ok {
			return nil
		}
		n := 0
		for _, w := range f.with {
			if w[0] == number {
				n = int(w[1])
			}
		}
		// The frame stands in the place of a target.
		obs := Observation{Question: Question{Scope: table.DyadScope, Voice: s.framed.text(f.voice), Target: name, Measure: table.FrameShare},
			Value: float64(n) / float64(f.of), Rows: f.of}
		w := s.weights[f.article].times(o.Weights.of(a, &obs))
		if w.all.copies > 0 {
			sentences[CellKey{Level: table.LevelAll, Question: obs.Question}] += n
		}
		if w.own.copies > 0 {
			sentences[CellKey{Level: table.LevelSource, Source: u.Name, Question: obs.Question}] += n
		}
		return cs.add(a, u, "", When{}, &obs, w)
	})
	if err != nil {
		return nil, err
	}
	estimates, err := cs.estimate(seed, o)
	out := make([]table.FrameShareRow, len(estimates))
	for i := range estimates {
		out[i] = frameShareRow(&estimates[i], sentences[keyOf(&estimates[i])])
	}
	return out, err
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
