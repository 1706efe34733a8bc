package corpus

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"runtime"
	"slices"
	"strings"
	"sync"
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

// joinCopies joins copies into story clusters and notes reports of one event.
// The head of a cluster is the earliest article, then the one with the
// smallest id. Articles with the same words are copies whatever their dates;
// case, space, punctuation, datelines, by-lines and newsletter lines do not
// matter. What relate says of the others does not depend on their order, and
// the work grows with the number of articles, not of pairs.
func joinCopies(ctx context.Context, articles []*Article, copyDays int) error {
	if copyDays == 0 {
		copyDays = defaultCopyDays
	}
	j := &joiner{copyDays: copyDays}
	j.articles = slices.SortedFunc(slices.Values(articles), compareByDay)
	n := len(j.articles)
	j.parent = make([]int32, n)
	for i := range j.parent {
		j.parent[i] = int32(i)
	}
	j.sketches = make([][]uint32, n)
	keys := make([][32]byte, n)
	pool := sync.Pool{New: func() any { return new(sketcher) }}
	err := inParallel(ctx, n, func(i int) {
		s := pool.Get().(*sketcher)
		j.sketches[i], keys[i] = s.sketch(j.articles[i])
		pool.Put(s)
	})
	if err != nil {
		return err
	}
	j.joinEqual(keys)
	j.index()
	if err := j.compare(ctx); err != nil {
		return err
	}
	j.name()
	return nil
}

// compareByDay orders articles by day, then by id; undated ones come last.
func compareByDay(a, b *Article) int {
	return cmp.Or(strings.Compare(a.Date.day(), b.Date.day()), strings.Compare(a.ID, b.ID))
}

// joiner finds clusters. Articles are known by their place in the order.
type joiner struct {
	articles []*Article
	copyDays int
	sketches [][]uint32 // sample of each article; later the places of its entries
	entries  []uint64   // hash of a run and an article that has it, sorted
	events   [][]int32  // later articles that report the same event

	mu     sync.Mutex
	parent []int32 // of the union of copies
}

// sketcher makes samples; its buffers are used again.
type sketcher struct {
	text         copyText
	buf          []byte
	sample, rest []uint32
}

// sketch gives the sample of an article's runs and a key of all its words,
// zero where there are too few.
func (s *sketcher) sketch(a *Article) (sample []uint32, key [32]byte) {
	t := &s.text
	t.read(a)
	if len(t.words) < minCopyWords {
		return nil, key
	}
	s.buf = s.buf[:0]
	for _, w := range t.words {
		s.buf = binary.LittleEndian.AppendUint32(s.buf, w)
	}
	key = sha256.Sum256(s.buf)
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
func (j *joiner) joinEqual(keys [][32]byte) {
	first := map[[32]byte]int{}
	for i, key := range keys {
		if key == ([32]byte{}) {
			continue
		}
		if f, ok := first[key]; ok {
			j.join(f, i)
		} else {
			first[key] = i
		}
	}
}

// index sorts all samples by run, and leaves each article the places of its
// own entries.
func (j *joiner) index() {
	total := 0
	for _, s := range j.sketches {
		total += len(s)
	}
	j.entries = make([]uint64, 0, total)
	for i, s := range j.sketches {
		for _, h := range s {
			j.entries = append(j.entries, uint64(h)<<32|uint64(i))
		}
	}
	slices.Sort(j.entries)
	filled := make([]int32, len(j.articles))
	for p, e := range j.entries {
		i := uint32(e)
		j.sketches[i][filled[i]] = uint32(p)
		filled[i]++
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
	places := j.sketches[i]
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
		smaller := min(len(places), len(j.sketches[other]))
		if n := int(t.shared[other]); n >= minShared && float64(n) >= sharedPart*float64(smaller) && j.near(i, int(other)) {
			out = append(out, other)
		}
	}
	slices.SortFunc(out, func(a, b int32) int {
		return cmp.Or(cmp.Compare(t.shared[b], t.shared[a]), cmp.Compare(a, b))
	})
	likely := 0
	for likely < len(out) && float64(t.shared[out[likely]]) >= copyPart*float64(min(len(places), len(j.sketches[out[likely]]))) {
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
	days, dated := daysApart(j.articles[a], j.articles[b])
	return !dated || j.copyDays < 0 || days <= max(j.copyDays, eventDays)
}

// compare decides on all candidates. Articles that are joined already need
// no comparing: which pairs that spares changes no cluster.
func (j *joiner) compare(ctx context.Context) error {
	n := len(j.articles)
	j.events = make([][]int32, n)
	workers := make(chan *worker, runtime.GOMAXPROCS(0))
	for range cap(workers) {
		workers <- &worker{shared: make([]uint16, n)}
	}
	return inParallel(ctx, n, func(i int) {
		w := <-workers
		defer func() { workers <- w }()
		prepared := false
		for _, other := range j.candidates(i, w) {
			if j.joined(i, int(other)) {
				continue
			}
			if !prepared {
				w.aligner.compareWith(j.articles[i])
				prepared = true
			}
			switch w.aligner.relate(j.articles[other], j.copyDays) {
			case textCopy:
				j.join(i, int(other))
			case sameEvent:
				j.events[i] = append(j.events[i], other)
			}
		}
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
	for i, a := range j.articles {
		head := j.articles[j.root(i)]
		a.ClusterID, a.IsClusterHead, a.CopyOf = head.ID, head == a, ""
		if head != a {
			a.CopyOf = head.ID
		}
	}
	for i, others := range j.events {
		for _, o := range others {
			a, b := j.articles[i], j.articles[o]
			if a.ClusterID != b.ClusterID {
				a.SameEvent = append(a.SameEvent, b.ID)
				b.SameEvent = append(b.SameEvent, a.ID)
			}
		}
	}
	for _, a := range j.articles {
		slices.Sort(a.SameEvent)
	}
}
