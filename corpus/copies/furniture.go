package copies

import (
	"context"
	"hash/fnv"
	"slices"
	"sync"

	"github.com/seed-7a84ba5f/dyad/internal/par"
)

// When a paragraph is furniture of its source: the shell of a weekly count, a
// letter to the reader, a closing paragraph. It stands in articles of several days
// that lie further apart than the versions of one report, or in very many.
const (
	shellWords = 8 // shorter paragraphs agree by chance
	shellDays  = 3 // different days
	shellSpan  = 4 // days from the first to the last
	shellMany  = 8 // articles, whatever their days
)

// furniture are the keys of paragraphs that say nothing of which text was made
// from which.
type furniture map[uint32]bool

// paragraphs gives a key of each paragraph, the same for the same words in the
// same source.
func (t *wordText) paragraphs(source string) []uint32 {
	var keys []uint32
	t.eachParagraph(source, func(_, _ int, key uint32) { keys = append(keys, key) })
	return keys
}

// eachParagraph calls do for the paragraphs that are long enough to be known
// again.
func (t *wordText) eachParagraph(source string, do func(from, to int, key uint32)) {
	h := fnv.New32a()
	h.Write([]byte(source))
	seed, from := h.Sum32(), 0
	for _, to := range t.breaks {
		if to-from >= shellWords {
			key := uint64(seed) | 1
			for _, w := range t.words[from:to] {
				key = (key ^ uint64(w)) * fnvPrime
			}
			do(from, to, uint32(key^key>>32))
		}
		from = to
	}
}

// discount takes the furniture out of a text, unless next to nothing would be
// left: then the whole is what it has in common with others.
func (t *wordText) discount(shells furniture, source string) {
	if len(shells) == 0 {
		return
	}
	var cut []quoteRange
	gone := 0
	t.eachParagraph(source, func(from, to int, key uint32) {
		if shells[key] {
			cut = append(cut, quoteRange{from, to})
			gone += to - from
		}
	})
	if gone == 0 || len(t.words)-gone < minWords {
		return
	}
	moved := make([]int, len(t.words)+1) // where a word goes
	kept, next := 0, 0
	for i := range t.words {
		moved[i] = kept
		for next < len(cut) && i >= cut[next].end {
			next++
		}
		if next < len(cut) && i >= cut[next].start {
			continue
		}
		t.words[kept], t.flags[kept] = t.words[i], t.flags[i]
		kept++
	}
	moved[len(t.words)] = kept
	t.words, t.flags = t.words[:kept], t.flags[:kept]
	quotes := t.quotes[:0]
	for _, q := range t.quotes {
		if q = (quoteRange{moved[q.start], moved[q.end]}); q.start < q.end {
			quotes = append(quotes, q)
		}
	}
	t.quotes = quotes
	t.countOwn()
}

// discount finds the furniture of all sources and notes anew what the members
// that have some are compared by.
func (j *joiner) discount(ctx context.Context) error {
	total := 0
	for i := range j.members {
		total += len(j.members[i].paras)
	}
	entries := make([]uint64, 0, total)
	for i := range j.members {
		for _, key := range j.members[i].paras {
			entries = append(entries, uint64(key)<<32|uint64(i))
		}
	}
	slices.Sort(entries)
	j.shells = furniture{}
	var with []int32
	for from := 0; from < len(entries); {
		to := from + 1
		for to < len(entries) && entries[to]>>32 == entries[from]>>32 {
			to++
		}
		if j.isShell(entries[from:to]) {
			j.shells[uint32(entries[from]>>32)] = true
			for _, e := range entries[from:to] {
				with = append(with, int32(uint32(e)))
			}
		}
		from = to
	}
	slices.Sort(with)
	with = slices.Compact(with)
	sketchers := sync.Pool{New: func() any { return new(Sketcher) }}
	return par.Each(ctx, len(with), func(k int) error {
		a, err := j.load(int(with[k]))
		if err != nil {
			return err
		}
		s := sketchers.Get().(*Sketcher)
		s.text.read(a)
		s.text.discount(j.shells, a.Source.Value)
		m := &j.members[with[k]]
		m.sample, m.key = s.sketch()
		sketchers.Put(s)
		return nil
	})
}

// isShell reports whether the members of one paragraph make it furniture. An
// article may have it twice.
func (j *joiner) isShell(entries []uint64) bool {
	if len(entries) < shellDays {
		return false
	}
	members, days := 0, map[int32]bool{}
	first, last := int32(noDay), int32(-noDay)
	for k, e := range entries {
		if k > 0 && e == entries[k-1] {
			continue
		}
		members++
		if m := &j.members[uint32(e)]; m.sure {
			days[m.day] = true
			first, last = min(first, m.day), max(last, m.day)
		}
	}
	return members >= shellMany || len(days) >= shellDays && last-first >= shellSpan
}
