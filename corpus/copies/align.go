package copies

import (
	"slices"
	"sort"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// maxGap is how many words two texts may differ in a row, at most, for what
// stands between two shared runs to be compared word by word.
const maxGap = 24

// alignment is what two texts share in the same order.
type alignment struct {
	shorter      *wordText
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

// match is a place in the shorter text and one in the longer.
type match struct{ a, b int32 }

// runTable knows the runs of three words of one text by their hashes.
type runTable struct {
	slots []runSlot // open addressing, its length a power of two
	used  []int32   // slots that the other text has hit
}

// runSlot is a run with its first places in two texts.
type runSlot struct {
	hash         uint32
	n, m         int32 // how often it is in the text, in the other
	places, hits [2]int32
}

func (rt *runTable) fill(t *wordText) {
	size := 16
	for size < 2*len(t.words) {
		size *= 2
	}
	if cap(rt.slots) < size {
		rt.slots = make([]runSlot, size)
	}
	rt.slots = rt.slots[:size]
	clear(rt.slots)
	for i := 0; i+2 < len(t.words); i++ {
		s := rt.slot(trigram(t.words[i], t.words[i+1], t.words[i+2]))
		if s.n < 2 {
			s.places[s.n] = int32(i)
		}
		s.n++
	}
}

// slot gives the slot of a run, with n = 0 where the text does not have it.
// The hash of a new slot is set.
func (rt *runTable) slot(hash uint32) *runSlot {
	s := &rt.slots[rt.find(hash)]
	s.hash = hash
	return s
}

func (rt *runTable) find(hash uint32) int32 {
	mask := uint32(len(rt.slots) - 1)
	i := (hash * 0x9e3779b1) >> 7 & mask
	for rt.slots[i].n > 0 && rt.slots[i].hash != hash {
		i = (i + 1) & mask
	}
	return int32(i)
}

// aligner compares one text with others. Its buffers are used again.
type aligner struct {
	mine, other   compared
	mineText      wordText
	otherText     wordText
	table         runTable
	matches       []match
	tails, before []int32
	chain         []match
	shells        furniture
	names         map[string]string // short names of outlets
}

// compareWith makes an article the one that others are compared with.
func (al *aligner) compareWith(a *corpus.Article) {
	al.mineText.read(a)
	al.mineText.discount(al.shells, a.Source.Value)
	al.mine = compared{a, &al.mineText}
	al.table.fill(&al.mineText)
}

// align compares the article with another. The result is the same the other
// way round.
func (al *aligner) align(o *corpus.Article) alignment {
	al.otherText.read(o)
	al.otherText.discount(al.shells, o.Source.Value)
	al.other = compared{o, &al.otherText}
	al.match()
	a, b := &al.mineText, &al.otherText
	if len(a.words) > len(b.words) || len(a.words) == len(b.words) && al.mine.ID > o.ID {
		a, b = b, a
		for i, m := range al.matches {
			al.matches[i] = match{m.b, m.a}
		}
	}
	slices.SortFunc(al.matches, func(x, y match) int {
		if x.a != y.a {
			return int(x.a - y.a)
		}
		return int(y.b - x.b) // at most one of these can be in a rising chain
	})
	out := alignment{shorter: a}
	out.count(a, b, al.matches)
	al.inOrder()
	out.fill(a, b, al.chain)
	return out
}

// match finds the places of runs that stand in both texts. A run that either
// has more than twice says nothing of the order and is left out.
func (al *aligner) match() {
	rt, t := &al.table, &al.otherText
	rt.used, al.matches = rt.used[:0], al.matches[:0]
	for i := 0; i+2 < len(t.words); i++ {
		at := rt.find(trigram(t.words[i], t.words[i+1], t.words[i+2]))
		s := &rt.slots[at]
		if s.n == 0 {
			continue
		}
		if s.m == 0 {
			rt.used = append(rt.used, at)
		}
		if s.m < 2 {
			s.hits[s.m] = int32(i)
		}
		s.m++
	}
	for _, at := range rt.used {
		s := &rt.slots[at]
		if s.n <= 2 && s.m <= 2 {
			for _, x := range s.places[:s.n] {
				for _, y := range s.hits[:s.m] {
					al.matches = append(al.matches, match{x, y})
				}
			}
		}
		s.m = 0
	}
}

// count counts the shared runs outside of long stretches of equal words, and
// looks for the longest that is quoted in both. Such stretches in texts that
// differ otherwise are not of the event: lists of countries, captions.
func (al *alignment) count(a, b *wordText, ms []match) {
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
func equalQuoted(a, b *wordText, i, j int) int {
	n := 0
	for i+n < len(a.words) && j+n < len(b.words) && a.words[i+n] == b.words[j+n] && a.flags[i+n]&b.flags[j+n]&quotedWord != 0 {
		n++
	}
	return n
}

func (t *wordText) content(from, to int) int {
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
func (al *aligner) inOrder() {
	ms := al.matches
	tails := al.tails[:0] // last match of the best chain of each length
	before := slices.Grow(al.before[:0], len(ms))[:len(ms)]
	for i, m := range ms {
		at := sort.Search(len(tails), func(k int) bool { return ms[tails[k]].b >= m.b })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, int32(i))
		} else {
			tails[at] = int32(i)
		}
	}
	chain := slices.Grow(al.chain[:0], len(tails))[:len(tails)]
	if len(tails) > 0 {
		for i, at := tails[len(tails)-1], len(tails)-1; i >= 0; i, at = before[i], at-1 {
			chain[at] = ms[i]
		}
	}
	al.tails, al.before, al.chain = tails, before, chain
}

// fill counts the words of the chain and the equal words in its short gaps.
func (al *alignment) fill(a, b *wordText, chain []match) {
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
