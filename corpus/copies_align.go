package corpus

import (
	"slices"
	"sort"
)

// maxGap is how many words two texts may differ in a row, at most, for what
// stands between two shared runs to be compared word by word.
const maxGap = 24

// alignment is what two texts share in the same order.
type alignment struct {
	shorter      *copyText
	words        int            // words of the shorter that stand in the other, in order
	own          int            // of these, not quoted
	parts        [textParts]int // words of each part of the shorter
	contentRuns  int            // runs of three words in both, in any order, two of them content words, outside of long equal stretches
	sharedQuotes int            // words of the longest run of shared words that is quoted in both
}

// textParts is in how many parts a text is cut to see whether what it shares
// is spread over it or stands in one place.
const textParts = 10

// spread is the share of parts of the shorter text of which a part is aligned.
func (al *alignment) spread() float64 {
	n := 0
	for i, words := range al.parts {
		size := (i+1)*len(al.shorter.words)/textParts - i*len(al.shorter.words)/textParts
		if float64(words) >= partShare*float64(size) {
			n++
		}
	}
	return float64(n) / textParts
}

// share is the share of words of the shorter text that is aligned.
func (al *alignment) share() float64 {
	return float64(al.words) / float64(max(len(al.shorter.words), 1))
}

// ownShare is share for the words that are not quoted: reports of one event
// quote the same speech, but only copies share the words around it. Where a
// text is nearly all quotation, all words count.
func (al *alignment) ownShare() float64 {
	if n := al.shorter.own; n >= minOwnWords && n*4 >= len(al.shorter.words) {
		return float64(al.own) / float64(n)
	}
	return al.share()
}

// minOwnWords is how many words of its own a text must have for these to be
// compared alone.
const minOwnWords = 40

// runs gives the trigrams of a text with their places, sorted.
func (t *copyText) runs() []uint64 {
	out := make([]uint64, 0, len(t.words))
	for i := 0; i+2 < len(t.words); i++ {
		out = append(out, uint64(trigram(t.words[i], t.words[i+1], t.words[i+2]))<<32|uint64(i))
	}
	slices.Sort(out)
	return out
}

// match is a place in the shorter text and one in the longer.
type match struct{ a, b int32 }

// align compares two texts. It is the same for (a, b) and (b, a).
func align(a, b *copyText, runsA, runsB []uint64) alignment {
	if len(a.words) > len(b.words) {
		a, b, runsA, runsB = b, a, runsB, runsA
	}
	al := alignment{shorter: a}
	matches := al.matches(a, b, runsA, runsB)
	al.fill(a, b, inOrder(matches))
	return al
}

// matches are the places of runs that stand in both texts, sorted by their
// place in the shorter. A run that either text has more than twice says
// nothing of the order and is left out.
func (al *alignment) matches(a, b *copyText, runsA, runsB []uint64) []match {
	var out []match
	for i, j := 0, 0; i < len(runsA) && j < len(runsB); {
		ha, hb := runsA[i]>>32, runsB[j]>>32
		switch {
		case ha < hb:
			i++
			continue
		case ha > hb:
			j++
			continue
		}
		i2, j2 := i, j
		for i2 < len(runsA) && runsA[i2]>>32 == ha {
			i2++
		}
		for j2 < len(runsB) && runsB[j2]>>32 == ha {
			j2++
		}
		if i2-i <= 2 && j2-j <= 2 {
			for _, x := range runsA[i:i2] {
				for _, y := range runsB[j:j2] {
					out = append(out, match{int32(uint32(x)), int32(uint32(y))})
				}
			}
		}
		i, j = i2, j2
	}
	slices.SortFunc(out, func(x, y match) int {
		if x.a != y.a {
			return int(x.a - y.a)
		}
		return int(y.b - x.b) // at most one of these can be in an increasing chain
	})
	al.count(a, b, out)
	return out
}

// count counts the shared runs outside of long stretches of equal words, and
// looks for the longest that is quoted in both. Such stretches in texts that
// differ otherwise are not of the event: lists of countries, captions.
func (al *alignment) count(a, b *copyText, ms []match) {
	last := int32(-1)
	ends := map[int32]int32{} // where the stretch on a diagonal ends in a
	for _, m := range ms {
		al.sharedQuotes = max(al.sharedQuotes, equalQuoted(a, b, int(m.a), int(m.b)))
		end, ok := ends[m.b-m.a]
		if !ok || m.a >= end {
			end = m.a
			for int(end) < len(a.words) && int(end+m.b-m.a) < len(b.words) && a.words[end] == b.words[end+m.b-m.a] {
				end++
			}
			if end-m.a < maxStretch {
				end = m.a
			}
			ends[m.b-m.a] = end
		}
		if m.a >= end && m.a != last && a.content(int(m.a), int(m.a)+3) >= 2 {
			al.contentRuns++
			last = m.a
		}
	}
}

// maxStretch is how many equal words in a row two reports may share.
const maxStretch = 50

// equalQuoted counts the equal words from two places on that both texts quote.
func equalQuoted(a, b *copyText, i, j int) int {
	n := 0
	for i+n < len(a.words) && j+n < len(b.words) && a.words[i+n] == b.words[j+n] && a.flags[i+n]&b.flags[j+n]&quotedWord != 0 {
		n++
	}
	return n
}

func (t *copyText) content(from, to int) int {
	n := 0
	for _, f := range t.flags[from:to] {
		if f&contentWord != 0 {
			n++
		}
	}
	return n
}

// inOrder gives a longest chain of matches that rises in both texts
// (patience sorting).
func inOrder(ms []match) []match {
	tails := make([]int, 0, len(ms)) // last match of the best chain of each length
	before := make([]int, len(ms))
	for i, m := range ms {
		at := sort.Search(len(tails), func(k int) bool { return ms[tails[k]].b >= m.b })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	chain := make([]match, len(tails))
	if len(tails) > 0 {
		for i, at := tails[len(tails)-1], len(tails)-1; i >= 0; i, at = before[i], at-1 {
			chain[at] = ms[i]
		}
	}
	return chain
}

// fill counts the words of the chain and the equal words in its short gaps.
func (al *alignment) fill(a, b *copyText, chain []match) {
	endA, endB := -1, -1 // behind the last aligned word
	count := func(i int) {
		al.words++
		al.parts[min(i*textParts/len(a.words), textParts-1)]++
		if a.flags[i]&quotedWord == 0 {
			al.own++
		}
	}
	for _, m := range chain {
		i, j := int(m.a), int(m.b)
		if endA >= 0 && i >= endA && j >= endB && i-endA <= maxGap && j-endB <= maxGap {
			common(a.words[endA:i], b.words[endB:j], func(at int) { count(endA + at) })
		}
		for k := max(i, endA); k < i+3; k++ {
			count(k)
		}
		endA, endB = i+3, max(j+3, endB)
	}
}

// common calls found for the places in a of a longest common subsequence of
// two short texts.
func common(a, b []uint32, found func(at int)) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	var best [maxGap + 1][maxGap + 1]uint8
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				best[i][j] = best[i+1][j+1] + 1
			} else {
				best[i][j] = max(best[i+1][j], best[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			found(i)
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
}
