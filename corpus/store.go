package corpus

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"sort"
	"strings"
)

// Store is what [Open] found. Its articles lie in memory while they are few,
// and else in a temporary file (in the folder that TMPDIR names), so that a
// corpus of any size takes some kilobytes of memory for each article and no
// more. Close it.
type Store struct {
	Problems []*Problem // as in Collection
	Inputs   []Input
	Found    int
	Ignored  int

	articles *spill
	members  []member
	order    []int32 // members by id
	events   [][]int32
}

// member is what is held of an article in memory: what tells it from others,
// and what decides with which it is compared.
type member struct {
	id     string
	place  placed
	day    int32 // since 1970; noDay where it is not known
	sure   bool  // the day is reliable
	head   int32 // the member that is the head of its cluster
	sample []uint32
	key    [16]byte // of all words; zero where they are too few
}

// noDay comes behind all days.
const noDay = 1<<31 - 1

// Open reads everything under paths, as [Collect] does and with the same
// articles, without holding their texts in memory.
func Open(ctx context.Context, paths []string, opts Options) (*Store, error) {
	found, err := findFiles(paths, opts)
	if err != nil {
		return nil, err
	}
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = defaultMaxBytes
	}
	files, notes := choose(found.files, opts)
	problems := append(found.problems, notes...)
	if len(files) == 0 && !slices.ContainsFunc(problems, func(p *Problem) bool { return p.Lost }) {
		return nil, fmt.Errorf("%w under %s", ErrNoFiles, strings.Join(paths, ", "))
	}
	s := &Store{Problems: problems, Ignored: found.ignored, articles: &spill{most: opts.inMemory()}}
	if err := s.fill(ctx, files, opts); err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// inMemory is how many bytes of articles are held in memory.
func (o Options) inMemory() int {
	if o.InMemory > 0 {
		return o.InMemory
	}
	return spillInMemory
}

// fill reads the files, makes articles of their records and joins copies.
func (s *Store) fill(ctx context.Context, files []file, opts Options) error {
	records := &spill{most: opts.inMemory()}
	defer records.close()
	entries, err := s.read(ctx, files, records, opts)
	if err != nil {
		return err
	}
	if err := s.finish(ctx, entries, records, opts); err != nil {
		return err
	}
	if err := records.close(); err != nil {
		return err
	}
	j := &joiner{members: s.members, copyDays: opts.CopyDays, load: s.load}
	if err := j.run(ctx); err != nil {
		return err
	}
	s.events = j.events
	for i := range s.members {
		s.members[i].sample = nil
	}
	s.order = make([]int32, len(s.members))
	for i := range s.order {
		s.order[i] = int32(i)
	}
	slices.SortFunc(s.order, func(a, b int32) int { return strings.Compare(s.members[a].id, s.members[b].id) })
	s.count(opts)
	return nil
}

func (s *Store) load(m *member) (*Article, error) {
	return load(s.articles, m.place, (*codec).article)
}

// Len is the number of articles.
func (s *Store) Len() int { return len(s.members) }

// All gives the articles in order of ID. An error is of the disk, and the
// last pair.
func (s *Store) All() iter.Seq2[*Article, error] {
	return func(yield func(*Article, error) bool) {
		for _, i := range s.order {
			a, err := s.article(i)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// Article gives the article with an ID, or an error that is fs.ErrNotExist.
func (s *Store) Article(id string) (*Article, error) {
	at := sort.Search(len(s.order), func(i int) bool { return s.members[s.order[i]].id >= id })
	if at == len(s.order) || s.members[s.order[at]].id != id {
		return nil, fmt.Errorf("article %q: %w", id, fs.ErrNotExist)
	}
	return s.article(s.order[at])
}

// article gives a member with its cluster.
func (s *Store) article(i int32) (*Article, error) {
	m := &s.members[i]
	a, err := s.load(m)
	if err != nil {
		return nil, err
	}
	a.ClusterID, a.IsClusterHead = s.members[m.head].id, m.head == i
	if m.head != i {
		a.CopyOf = a.ClusterID
	}
	for _, o := range s.events[i] {
		a.SameEvent = append(a.SameEvent, s.members[o].id)
	}
	slices.Sort(a.SameEvent)
	return a, nil
}

// Close lets go of the articles and removes the temporary file.
func (s *Store) Close() error { return s.articles.close() }
