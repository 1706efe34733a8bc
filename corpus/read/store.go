package read

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/copies"
	"github.com/seed-7a84ba5f/dyad/internal/par"
)

// Store is what [Scan] or [Open] found. What it read lies in memory while it is
// little, and else in a temporary file (in the folder that TMPDIR names). Close it.
type Store struct {
	Problems []*corpus.Problem // as in Collection; those that show when an article is made are added by Join
	Inputs   []Input
	Found    int
	Ignored  int
	Unnamed  map[string]int // articles that hold none of Options.Named, by source; of all parts

	records  *spill
	entries  entryList
	rows     joinedRows
	finisher *corpus.Finisher
	copyDays int
	order    []int32 // records by id

	joined   bool // what follows is there
	articles *spill
	members  []copies.Member
	places   []placed
	events   [][]int32
}

// maxPassedOver is how many of the files that were passed over are named where nothing
// is left to read.
const maxPassedOver = 3

// Scan reads everything under paths, gives each record its id and joins the sheet. Of
// a record some hundred bytes stay in memory, whatever its length. Its articles are made
// one by one, when they are asked for; they have no story clusters, unless Join finds them.
func Scan(ctx context.Context, paths []string, opts Options) (*Store, error) {
	found, err := findFiles(paths, opts)
	if err != nil {
		return nil, err
	}
	if opts.Metadata != nil {
		opts.Named = nil // a sheet may name somebody in a title
	}
	opts.finish = opts.finisher()
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = defaultMaxBytes
	}
	files, notes := choose(found.files, opts)
	problems := append(found.problems, notes...)
	if len(files) == 0 && !slices.ContainsFunc(problems, func(p *corpus.Problem) bool { return p.Lost }) {
		why := ""
		for i, p := range problems[:min(len(problems), maxPassedOver)] {
			why += []string{": ", "; "}[min(i, 1)] + p.Error()
		}
		return nil, fmt.Errorf("%w under %s%s", ErrNoFiles, strings.Join(paths, ", "), why)
	}
	s := &Store{Problems: problems, Ignored: found.ignored, Unnamed: map[string]int{}, records: &spill{most: opts.inMemory()}, articles: &spill{most: opts.inMemory()}, copyDays: opts.CopyDays, finisher: opts.finish}
	if err := s.read(ctx, files, opts); err != nil {
		_ = s.Close()
		return nil, err
	}
	if !opts.Located {
		s.assignIDs()
	}
	s.rows, notes = opts.Metadata.join(&s.entries)
	s.Problems = append(s.Problems, notes...)
	s.count(opts)
	if opts.Part != nil {
		s.dropAbsent()
	}
	s.order = make([]int32, s.entries.n)
	for i := range s.order {
		s.order[i] = int32(i)
	}
	slices.SortFunc(s.order, func(a, b int32) int {
		return cmp.Or(strings.Compare(s.entries.at(int(a)).id, s.entries.at(int(b)).id), cmp.Compare(a, b))
	})
	return s, nil
}

// Open is Scan and Join: it reads everything under paths, as [Collect] does and with
// the same articles, without holding their texts in memory.
func Open(ctx context.Context, paths []string, opts Options) (*Store, error) {
	s, err := Scan(ctx, paths, opts)
	if err != nil {
		return nil, err
	}
	if err := s.join(ctx); err != nil {
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

// finish makes the article of the i-th record in the order of reading. It looks at
// nothing else.
func (s *Store) finish(i int) (*corpus.Article, []*corpus.Problem, error) {
	e := s.entries.at(i)
	r, err := load[corpus.Record](s.records, e.place)
	if err != nil {
		return nil, nil, err
	}
	if e.beside != nil {
		r.Warnings = append(r.Warnings, e.beside.more...)
	}
	done := s.finisher.Finish(e.id, r, s.rows.of(i))
	return done.Article, done.Problems, nil
}

// Claim is what decides the id of the i-th article, where ids are not settled here.
func (s *Store) Claim(i int) Claim {
	e := s.entries.at(int(s.order[i]))
	return Claim{e.id, e.hash, e.file, e.line}
}

// join makes all articles and joins copies into story clusters.
func (s *Store) join(ctx context.Context) error {
	n := s.entries.n
	s.members, s.places = make([]copies.Member, n), make([]placed, n)
	problems := make([][]*corpus.Problem, n)
	sketchers := sync.Pool{New: func() any { return new(copies.Sketcher) }}
	err := par.Each(ctx, n, func(i int) error {
		a, ps, err := s.finish(i)
		if err != nil {
			return err
		}
		problems[i] = ps
		sk := sketchers.Get().(*copies.Sketcher)
		s.members[i] = sk.Member(a.ID, a)
		sketchers.Put(sk)
		s.places[i], err = keep(s.articles, a)
		return err
	})
	if err != nil {
		return err
	}
	s.Problems = slices.Concat(s.Problems, slices.Concat(problems...))
	corpus.SortProblems(s.Problems)
	if err := s.articles.seal(); err != nil {
		return err
	}
	if err := s.records.close(); err != nil {
		return err
	}
	s.events, err = copies.Join(ctx, s.members, s.copyDays, func(i int) (*corpus.Article, error) {
		return load[corpus.Article](s.articles, s.places[i])
	})
	s.joined = true
	return err
}

// Len is the number of articles.
func (s *Store) Len() int { return s.entries.n }

// All gives the articles in order of ID. An error is of the disk, and the
// last pair.
func (s *Store) All() iter.Seq2[*corpus.Article, error] {
	return func(yield func(*corpus.Article, error) bool) {
		for i := range s.order {
			a, _, err := s.At(i)
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// Article gives the article with an ID, or an error that is fs.ErrNotExist.
func (s *Store) Article(id string) (*corpus.Article, error) {
	at := sort.Search(len(s.order), func(i int) bool { return s.entries.at(int(s.order[i])).id >= id })
	if at == len(s.order) || s.entries.at(int(s.order[at])).id != id {
		return nil, fmt.Errorf("article %q: %w", id, fs.ErrNotExist)
	}
	a, _, err := s.At(at)
	return a, err
}

// At gives the i-th article in order of ID, with its cluster where there are clusters;
// else it is made now, and what is wrong with it is told each time. It may be called by
// many at a time. An error is of the disk.
func (s *Store) At(i int) (*corpus.Article, []*corpus.Problem, error) {
	at := s.order[i]
	if !s.joined {
		return s.finish(int(at))
	}
	m := &s.members[at]
	a, err := load[corpus.Article](s.articles, s.places[at])
	if err != nil {
		return nil, nil, err
	}
	a.ClusterID, a.IsClusterHead = s.members[m.Head].ID, m.Head == at
	if m.Head != at {
		a.CopyOf = a.ClusterID
	}
	for _, o := range s.events[at] {
		a.SameEvent = append(a.SameEvent, s.members[o].ID)
	}
	slices.Sort(a.SameEvent)
	return a, nil, nil
}

// Close lets go of the articles and removes the temporary files.
func (s *Store) Close() error {
	err := s.records.close()
	if other := s.articles.close(); err == nil {
		err = other
	}
	return err
}
