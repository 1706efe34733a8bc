package read

import (
	"context"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"sort"
	"strings"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/copies"
)

// Store is what [Open] found. Its articles lie in memory while they are few,
// and else in a temporary file (in the folder that TMPDIR names), so that a
// corpus of any size takes some kilobytes of memory for each article and no
// more. Close it.
type Store struct {
	Problems []*corpus.Problem // as in Collection
	Inputs   []Input
	Found    int
	Ignored  int

	articles *spill
	members  []copies.Member
	places   []placed
	order    []int32 // members by id
	events   [][]int32
}

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
	if len(files) == 0 && !slices.ContainsFunc(problems, func(p *corpus.Problem) bool { return p.Lost }) {
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
	if s.events, err = copies.Join(ctx, s.members, opts.CopyDays, s.load); err != nil {
		return err
	}
	s.order = make([]int32, len(s.members))
	for i := range s.order {
		s.order[i] = int32(i)
	}
	slices.SortFunc(s.order, func(a, b int32) int { return strings.Compare(s.members[a].ID, s.members[b].ID) })
	s.count(opts)
	return nil
}

func (s *Store) load(i int) (*corpus.Article, error) {
	return load(s.articles, s.places[i], (*codec).article)
}

// Len is the number of articles.
func (s *Store) Len() int { return len(s.members) }

// All gives the articles in order of ID. An error is of the disk, and the
// last pair.
func (s *Store) All() iter.Seq2[*corpus.Article, error] {
	return func(yield func(*corpus.Article, error) bool) {
		for _, i := range s.order {
			a, err := s.article(i)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// Article gives the article with an ID, or an error that is fs.ErrNotExist.
func (s *Store) Article(id string) (*corpus.Article, error) {
	at := sort.Search(len(s.order), func(i int) bool { return s.members[s.order[i]].ID >= id })
	if at == len(s.order) || s.members[s.order[at]].ID != id {
		return nil, fmt.Errorf("article %q: %w", id, fs.ErrNotExist)
	}
	return s.article(s.order[at])
}

// article gives a member with its cluster.
func (s *Store) article(i int32) (*corpus.Article, error) {
	m := &s.members[i]
	a, err := s.load(int(i))
	if err != nil {
		return nil, err
	}
	a.ClusterID, a.IsClusterHead = s.members[m.Head].ID, m.Head == i
	if m.Head != i {
		a.CopyOf = a.ClusterID
	}
	for _, o := range s.events[i] {
		a.SameEvent = append(a.SameEvent, s.members[o].ID)
	}
	slices.Sort(a.SameEvent)
	return a, nil
}

// Close lets go of the articles and removes the temporary file.
func (s *Store) Close() error { return s.articles.close() }
