package copies

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/par"
)

// How candidates are found. A text is known by a sample of its runs of three
// words: those whose hash is divisible by sampleRate, so that a part of a text
// shares its part of the sample (Broder 1997, "On the resemblance and
// containment of documents"), the minSample smallest, so that short texts have
// enough, and more of those that are quoted, for quotations outlive retelling.
const (
	sampleRate = 16
	quoteRate  = 2 // the same for runs that are quoted
	minSample  = 32
	neighbours = 16   // articles next to it, by date, that an article is compared with for one run
	minShared  = 3    // runs that candidates share
	sharedPart = 0.04 // of the smaller sample
	copyPart   = 0.15 // of the smaller sample: what copies are expected to share
	maxCopies  = 32   // candidates of one article that share so much, and
	maxOthers  = 8    // that share less: those that share most
)

// joiner joins copies into story clusters and finds reports of one event. The
// head of a cluster is the earliest article, then the one with the smallest
// id. Articles with the same words are copies whatever their dates; case,
// space, punctuation, datelines, by-lines and newsletter lines do not matter.
// What relate says of the others does not depend on their order, and the work
// grows with the number of articles, not of pairs.
//
// Of an article it holds the sample of its runs; its text is loaded for each
// comparison anew.
type joiner struct {
	members  []Member
	copyDays int
	load     func(i int) (*corpus.Article, error) // a member's article
	events   [][]int32                            // reports of the same event, by member
	shells   furniture

	by      []int32  // members in order of day and id: from here on, articles are known by their place in it
	entries []uint64 // hash of a run that several articles have and one of them, sorted
	later   [][]int32

	mu     sync.Mutex
	parent []int32 // of the union of copies
}

// Member is what is held of an article in memory: what tells it from others,
// and what decides with which it is compared.
type Member struct {
	ID     string
	day    int32 // since 1970; noDay where it is not known
	Head   int32 // the member that is the head of its cluster
	runs   int32 // how many the sample had
	sure   bool  // the day is reliable
	sample []uint32
	key    [16]byte // of all words; zero where they are too few
	paras  []uint32 // keys of its paragraphs
}

// noDay comes behind all days.
const noDay = 1<<31 - 1

// Join joins the members that are copies, sets the head of each, and gives
// for each the members that report the same event. load gives a member's
// article. Near copies are at most copyDays apart: 0 = 30, negative = any.
func Join(ctx context.Context, members []Member, copyDays int, load func(i int) (*corpus.Article, error)) (events [][]int32, err error) {
	j := &joiner{members: members, copyDays: copyDays, load: load}
	err = j.run(ctx)
	for i := range members {
		members[i].sample, members[i].paras = nil, nil
	}
	return j.events, err
}

// run sets the heads of all members, and events.
func (j *joiner) run(ctx context.Context) error {
	if j.copyDays == 0 {
		j.copyDays = defaultDays
	}
	n := len(j.members)
	j.by, j.parent = make([]int32, n), make([]int32, n)
	for i := range j.by {
		j.by[i], j.parent[i] = int32(i), int32(i)
	}
	slices.SortFunc(j.by, func(a, b int32) int {
		ma, mb := &j.members[a], &j.members[b]
		return cmp.Or(cmp.Compare(ma.day, mb.day), strings.Compare(ma.ID, mb.ID))
	})
	if err := j.discount(ctx); err != nil {
		return err
	}
	j.joinEqual()
	j.index()
	if err := j.compare(ctx); err != nil {
		return err
	}
	j.name()
	return nil
}

func (j *joiner) at(i int) *Member { return &j.members[j.by[i]] }

// Sketcher makes samples; its buffers are used again.
type Sketcher struct {
	text         wordText
	buf          []byte
	sample, rest []uint32
}

// Member notes what an article is compared by.
func (s *Sketcher) Member(id string, a *corpus.Article) Member {
	m := Member{ID: id, day: noDay, sure: a.Date.Known() && a.Date.Reliable}
	if a.Date.Known() {
		m.day = int32(dayNumber(a.Date))
	}
	s.text.read(a)
	m.paras = s.text.paragraphs(a.Source.Value)
	m.sample, m.key = s.sketch()
	return m
}

// sketch gives the sample of an article's runs and a key of all its words,
// zero where there are too few.
func (s *Sketcher) sketch() (sample []uint32, key [16]byte) {
	t := &s.text
	if len(t.words) < minWords {
		return nil, key
	}
	s.buf = s.buf[:0]
	for _, w := range t.words {
		s.buf = binary.LittleEndian.AppendUint32(s.buf, w)
	}
	sum := sha256.Sum256(s.buf)
	copy(key[:], sum[:])
	if len(t.words) < minNearWords {
		return nil, key
	}
	s.sample, s.rest = s.sample[:0], s.rest[:0]
	for i := 0; i+2 < len(t.words); i++ {
		h := trigram(t.words[i], t.words[i+1], t.words[i+2])
		if h%sampleRate == 0 || h%quoteRate == 0 && t.flags[i]&t.flags[i+2]&quotedWord != 0 {
			s.sample = append(s.sample, h)
		} else {
			s.rest = append(s.rest, h)
		}
	}
	s.sample = distinct(s.sample)
	if len(s.sample) < 2*minSample {
		s.rest = distinct(s.rest)
		s.sample = distinct(append(s.sample, s.rest[:min(len(s.rest), minSample)]...))
	}
	return slices.Clone(s.sample), key
}

// distinct sorts hashes in place and keeps one of each.
func distinct(hashes []uint32) []uint32 {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// joinEqual joins articles with the same words.
func (j *joiner) joinEqual() {
	var keyed []int32
	for i := range j.by {
		if j.at(i).key != [16]byte{} {
			keyed = append(keyed, int32(i))
		}
	}
	slices.SortFunc(keyed, func(a, b int32) int {
		ka, kb := &j.at(int(a)).key, &j.at(int(b)).key
		return cmp.Or(bytes.Compare(ka[:], kb[:]), cmp.Compare(a, b))
	})
	for k := 1; k < len(keyed); k++ {
		if a, b := int(keyed[k-1]), int(keyed[k]); j.at(a).key == j.at(b).key {
			j.join(a, b)
		}
	}
}

// indexParts is in how many parts of the hashes runs are sorted: what is sorted at a
// time is that part of all samples.
const indexParts = 16

// index finds the runs that several articles have, sorted, and leaves each article the
// places of its own entries. Most runs are of one article, and none of its neighbours.
func (j *joiner) index() {
	var part []uint64
	done := make([]int32, len(j.by)) // of the sample of each, which is sorted
	for p := range uint64(indexParts) {
		part = part[:0]
		for i := range j.by {
			sample := j.at(i).sample
			n := done[i]
			for ; int(n) < len(sample) && uint64(sample[n])*indexParts>>32 == p; n++ {
				part = append(part, uint64(sample[n])<<32|uint64(i))
			}
			done[i] = n
		}
		slices.Sort(part)
		for k, e := range part {
			if k > 0 && part[k-1]>>32 == e>>32 || k+1 < len(part) && part[k+1]>>32 == e>>32 {
				j.entries = append(j.entries, e)
			}
		}
	}
	for i := range j.by {
		m := j.at(i)
		m.runs, done[i] = int32(len(m.sample)), 0
	}
	for p, e := range j.entries {
		i := uint32(e)
		j.at(int(i)).sample[done[i]] = uint32(p)
		done[i]++
	}
	for i := range j.by {
		m := j.at(i)
		m.sample = slices.Clone(m.sample[:done[i]])
	}
}

// worker is what one of the workers of compare writes to.
type worker struct {
	shared  []uint16 // by article, zero between two uses
	seen    []int32
	found   []int32
	aligner aligner
}

// candidates gives the later articles that article i must be compared with.
func (j *joiner) candidates(i int, t *worker) []int32 {
	places := j.at(i).sample
	for _, p := range places {
		run := j.entries[p] >> 32
		for q := int(p) + 1; q < len(j.entries) && q <= int(p)+neighbours && j.entries[q]>>32 == run; q++ {
			other := int32(uint32(j.entries[q]))
			if t.shared[other] == 0 {
				t.seen = append(t.seen, other)
			}
			t.shared[other]++
		}
	}
	out := t.found[:0]
	for _, other := range t.seen {
		smaller := min(j.at(i).runs, j.at(int(other)).runs)
		if n := int(t.shared[other]); n >= minShared && float64(n) >= sharedPart*float64(smaller) && j.near(i, int(other)) {
			out = append(out, other)
		}
	}
	slices.SortFunc(out, func(a, b int32) int {
		return cmp.Or(cmp.Compare(t.shared[b], t.shared[a]), cmp.Compare(a, b))
	})
	likely := 0
	for likely < len(out) && float64(t.shared[out[likely]]) >= copyPart*float64(min(j.at(i).runs, j.at(int(out[likely])).runs)) {
		likely++
	}
	for _, other := range t.seen {
		t.shared[other] = 0
	}
	t.seen, t.found = t.seen[:0], out
	likely = min(likely, maxCopies)
	return out[:min(len(out), likely+maxOthers)]
}

// near reports whether the dates let two articles be anything to each other.
func (j *joiner) near(a, b int) bool {
	ma, mb := j.at(a), j.at(b)
	if !ma.sure || !mb.sure || j.copyDays < 0 {
		return true
	}
	days := int(ma.day) - int(mb.day)
	return max(days, -days) <= max(j.copyDays, eventDays)
}

// compare decides on all candidates. Articles that are joined already need
// no comparing: which pairs that spares changes no cluster.
func (j *joiner) compare(ctx context.Context) error {
	n := len(j.by)
	j.later = make([][]int32, n)
	workers := make(chan *worker, runtime.GOMAXPROCS(0))
	for range cap(workers) {
		workers <- &worker{shared: make([]uint16, n), aligner: aligner{shells: j.shells}}
	}
	return par.Each(ctx, n, func(i int) error {
		w := <-workers
		defer func() { workers <- w }()
		prepared := false
		for _, other := range j.candidates(i, w) {
			if j.joined(i, int(other)) {
				continue
			}
			if !prepared {
				a, err := j.load(int(j.by[i]))
				if err != nil {
					return err
				}
				w.aligner.compareWith(a)
				prepared = true
			}
			o, err := j.load(int(j.by[other]))
			if err != nil {
				return err
			}
			switch w.aligner.relate(o, j.copyDays) {
			case textCopy:
				j.join(i, int(other))
			case sameEvent:
				j.later[i] = append(j.later[i], other)
			}
		}
		return nil
	})
}

func (j *joiner) root(i int) int {
	for int(j.parent[i]) != i {
		j.parent[i] = j.parent[j.parent[i]]
		i = int(j.parent[i])
	}
	return i
}

// join makes one cluster of two; its root is its first article.
func (j *joiner) join(a, b int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	a, b = j.root(a), j.root(b)
	j.parent[max(a, b)] = int32(min(a, b))
}

func (j *joiner) joined(a, b int) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.root(a) == j.root(b)
}

// name writes down what was found.
func (j *joiner) name() {
	j.events = make([][]int32, len(j.members))
	for i := range j.by {
		j.at(i).Head = j.by[j.root(i)]
	}
	for i, others := range j.later {
		for _, o := range others {
			a, b := j.by[i], j.by[o]
			if j.members[a].Head != j.members[b].Head {
				j.events[a], j.events[b] = append(j.events[a], b), append(j.events[b], a)
			}
		}
	}
	j.entries, j.later = nil, nil
}
