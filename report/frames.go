package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
)

// frameNames writes the frames of a sentence: "political; morality/trust".
func frameNames(fs []stance.Framing) string {
	var out []string
	for _, f := range fs {
		out = append(out, frameName(f.Frame, f.Subframe))
	}
	return table.Clean(strings.Join(out, "; "))
}

func frameName(frame, sub string) string {
	if sub == "" {
		return frame
	}
	return frame + table.FrameSub + sub
}

// frameEvidence writes what the rows of frames.csv are made of:
// "morality/trust=1.5 3..9;12..20 | political=1 30..38".
func frameEvidence(fs []stance.Framing) string {
	var out []string
	for _, f := range fs {
		out = append(out, frameName(f.Frame, f.Subframe)+table.FrameWeight+strconv.FormatFloat(table.Round(f.Weight, table.ScoreDecimals), 'f', -1, 64)+table.FrameAt+table.FormatSpans(f.Evidence))
	}
	return table.Clean(strings.Join(out, table.FrameNext))
}

// primaryFrame is the frame of most of an article's sentences with an actor, the
// first by name of equal ones; subframes count for their frame.
func primaryFrame(ps []table.PortrayalRow) string {
	n := map[string]int{}
	seen := map[int]bool{}
	for i := range ps {
		if seen[ps[i].SentenceNo] || ps[i].Frames == "" {
			continue
		}
		seen[ps[i].SentenceNo] = true
		own := map[string]bool{}
		for name := range strings.SplitSeq(ps[i].Frames, "; ") {
			frame, _, _ := strings.Cut(name, table.FrameSub)
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
