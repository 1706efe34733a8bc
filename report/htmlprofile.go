package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-7a84ba5f/dyad/stance"
)

// frameShare is how often a source uses a frame: a count over frames.csv.
type frameShare struct {
	Level, Source, Frame string
	Sentences, Of        int
	Share                Num
}

func frameShareFields() []field[frameShare] {
	type row = frameShare
	return []field[row]{
		text("level", "all, source", "over all articles that count, or those of one source", func(r *row) *string { return &r.Level }),
		text("source", "", "the news outlet; empty at level all", func(r *row) *string { return &r.Source }),
		text("frame", "", "as in frames", func(r *row) *string { return &r.Frame }),
		count("n_sentences", "sentences", "judged sentences in scope dyad with the frame, copies counted", func(r *row) *int { return &r.Sentences }),
		count("n_of", "sentences", "judged sentences in scope dyad", func(r *row) *int { return &r.Of }),
		number("share", shareDecimals, shareRange(), "the first of the second", func(r *row) *Num { return &r.Share }),
	}
}

// frameCell is what frames are counted by.
type frameCell struct{ level, source, frame string }

// frameShares counts the frames of the sentences about the two, over all
// articles that count and in each source, in order.
func (m *pageMaker) frameShares() []frameShare {
	counts := map[string]bool{} // articles that count
	for i := range m.run.Articles {
		counts[m.run.Articles[i].DocID] = m.run.Articles[i].ExclusionReason == ""
	}
	of, with := map[frameCell]int{}, map[frameCell]int{}
	seen := map[placeKey]bool{}
	for i := range m.run.Judgments {
		j := &m.run.Judgments[i]
		if key := (placeKey{j.DocID, j.SentenceNo}); counts[j.DocID] && j.Scope == dyadScope && !seen[key] {
			seen[key] = true
			of[frameCell{level: levelAll}]++
			of[frameCell{level: levelSource, source: j.Source}]++
		}
	}
	type use struct {
		placeKey
		frame string
	}
	used := map[use]bool{}
	for i := range m.run.Frames {
		f := &m.run.Frames[i]
		key := use{placeKey{f.DocID, f.SentenceNo}, f.Frame}
		if !counts[f.DocID] || f.Scope != string(stance.DyadScope) || used[key] {
			continue
		}
		used[key] = true
		with[frameCell{levelAll, "", f.Frame}]++
		with[frameCell{levelSource, f.Source, f.Frame}]++
	}
	var out []frameShare
	for c, n := range with {
		all := of[frameCell{level: c.level, source: c.source}]
		out = append(out, frameShare{c.level, c.source, c.frame, n, all, num(float64(n)/float64(max(all, 1)), shareDecimals)})
	}
	slices.SortFunc(out, func(a, b frameShare) int {
		return cmp.Or(strings.Compare(a.Level, b.Level), strings.Compare(a.Source, b.Source), cmp.Compare(b.Sentences, a.Sentences), strings.Compare(a.Frame, b.Frame))
	})
	return out
}
