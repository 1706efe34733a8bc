package read

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/copies"
	"github.com/seed-7a84ba5f/dyad/internal/par"
)

// Options say how articles are read. The zero value reads everything, in any
// language, without a sheet.
type Options struct {
	Metadata  *Sheet            // the researcher's sheet, nil for none
	Aliases   map[string]string // outlet name or host -> the name to use; case and space do not matter
	Languages []string          // ISO 639-1 codes that are kept; empty = any
	CopyDays  int               // days between the dates of near copies, at most; 0 = 30, negative = any
	URLDates  bool              // the day in its address dates a record that leaves its date empty
	MaxBytes  int64             // limit for a file or record that is held in memory; 0 = 64 MiB
	Columns   Columns           // names of the researcher's own for what dyad knows by another
	Ignore    []string          // patterns of files to leave out, as in .dyadignore
	InMemory  int               // bytes of articles that are held in memory before a temporary file takes them; 0 = 64 MiB
	Stdin     io.Reader         // what the path "-" means; nil = nothing
	Dates     corpus.DateOrder  // of dates in numbers that can be read two ways; empty = they stay open
	Today     time.Time         // later dates are not sure; zero = any may be
	Keep      []string          // kept although they are no whole articles: corpus.ExcludedCut, corpus.ExcludedNoArticle
}

// Input is a file that was read.
type Input struct {
	Path   string // relative to its argument, with "/"
	SHA256 string // of its bytes, in hex
	Size   int64
	Role   string // RoleArticles, RoleMetadata or RoleColumns
}

// The roles of an Input.
const (
	RoleArticles = "articles"
	RoleMetadata = "metadata"
	RoleColumns  = "columns" // Options.Columns, which decide like a sheet what is read
)

// Collection is what Collect found. It depends on the bytes of the files and
// their names, never on the order of paths or of a file system.
type Collection struct {
	Articles []*corpus.Article // every article read, sorted by ID; those to be left out have Exclusion set
	Problems []*corpus.Problem // bad files, records and rows, sorted by place
	Inputs   []Input           // every file read, the sheet too; sorted
	Found    int               // records found, those lost counted
	Ignored  int               // files and folders left out by a pattern, or as the parts of a saved page
}

// ErrNoFiles says that the paths exist and hold no article files.
var ErrNoFiles = errors.New("no article files found")

// Collect reads everything under paths and holds it in memory; [Open] does
// the same for more than memory holds. The error is non-nil only where nothing
// can be done at all: a path that does not exist (*PathError), paths without
// any file (ErrNoFiles), a context that ended.
func Collect(ctx context.Context, paths []string, opts Options) (*Collection, error) {
	s, err := Open(ctx, paths, opts)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	c := &Collection{Problems: s.Problems, Inputs: s.Inputs, Found: s.Found, Ignored: s.Ignored}
	for a, err := range s.All() {
		if err != nil {
			return nil, err
		}
		c.Articles = append(c.Articles, a)
	}
	return c, nil
}

// choose leaves out what stands beside articles and says so where a
// researcher would want to know. A table with a column of texts is a table of
// articles, whatever else is in it.
func choose(files []file, opts Options) (kept []file, notes []*corpus.Problem) {
	for _, f := range files {
		switch {
		case opts.Metadata.isFile(f.real):
		case f.named:
			kept = append(kept, f)
		case isTable(f.rel):
			articles, sheet := tableKind(headOf(f.path), opts.Columns)
			p := &corpus.Problem{File: f.rel, Path: f.path, Reason: corpus.ReasonTableSkipped, Msg: "is a table without a column of texts, and was not read (--map text=COLUMN says which it is)"}
			switch {
			case articles:
				kept = append(kept, f)
				continue
			case sheet:
				p.Reason, p.Msg = corpus.ReasonSheetNotUsed, "looks like a sheet of metadata, and was not used: name it with --metadata, or with --map text=COLUMN the column of its texts"
			}
			notes = append(notes, p)
		case !notArticle(f.rel):
			kept = append(kept, f)
		}
	}
	return kept, notes
}

// isFile reports whether the sheet is the file at an absolute path.
func (s *Sheet) isFile(real string) bool {
	if s == nil {
		return false
	}
	p, err := filepath.EvalSymlinks(s.Path)
	if err != nil {
		return false
	}
	p, err = filepath.Abs(p)
	return err == nil && p == real
}

// entry is a record that was read: where it is kept, and what tells it from
// others.
type entry struct {
	place placed
	file  string // path relative to its argument
	line  int32
	ownID string
	url   string   // folded, where there is a sheet to join
	more  []string // warnings beyond those of the record
}

func (e *entry) warn(format string, args ...any) {
	e.more = append(e.more, fmt.Sprintf(format, args...))
}

// read reads all files, several at a time, and keeps their order.
func (s *Store) read(ctx context.Context, files []file, records *spill, opts Options) ([]*entry, error) {
	results := make([]fileResult, len(files))
	err := par.Each(ctx, len(files), func(i int) error {
		var err error
		results[i], err = readFile(files[i], records, opts)
		return err
	})
	if err != nil {
		return nil, err
	}
	var entries []*entry
	for _, r := range results {
		entries = append(entries, r.entries...)
		s.Problems = append(s.Problems, r.problems...)
		if r.input != nil {
			s.Inputs = append(s.Inputs, *r.input)
		}
	}
	return entries, records.seal()
}

// finish gives records their ids, joins the sheet and makes articles.
func (s *Store) finish(ctx context.Context, entries []*entry, records *spill, opts Options) error {
	ids, err := assignIDs(entries, records)
	if err != nil {
		return err
	}
	rows, notes := opts.Metadata.join(entries, ids)
	f := &corpus.Finisher{Outlets: corpus.NewOutlets(opts.Aliases), Languages: opts.Languages, URLDates: opts.URLDates, Dates: opts.Dates, Today: opts.Today, Keep: opts.Keep}
	s.members, s.places = make([]copies.Member, len(entries)), make([]placed, len(entries))
	problems := make([][]*corpus.Problem, len(entries))
	sketchers := sync.Pool{New: func() any { return new(copies.Sketcher) }}
	err = par.Each(ctx, len(entries), func(i int) error {
		r, err := load(records, entries[i].place, (*codec).record)
		if err != nil {
			return err
		}
		r.Warnings = append(r.Warnings, entries[i].more...)
		done := f.Finish(ids[i], r, rows.of(i))
		problems[i] = done.Problems
		sk := sketchers.Get().(*copies.Sketcher)
		s.members[i] = sk.Member(ids[i], done.Article)
		sketchers.Put(sk)
		s.places[i], err = keep(s.articles, done.Article, (*codec).article)
		return err
	})
	if err != nil {
		return err
	}
	for _, ps := range problems {
		s.Problems = append(s.Problems, ps...)
	}
	s.Problems = append(s.Problems, notes...)
	return s.articles.seal()
}

// assignIDs gives each record its doc_id: its own, else its file. Records
// that claim the same get #1, #2 ... in the order of the hash of what they
// say, so that no order of files or lines matters.
func assignIDs(entries []*entry, records *spill) ([]string, error) {
	ids := make([]string, len(entries))
	order := make([]int32, len(entries))
	for i, e := range entries {
		order[i] = int32(i)
		if ids[i] = e.ownID; e.ownID == "" {
			ids[i] = e.file
		}
	}
	slices.SortFunc(order, func(a, b int32) int {
		return cmp.Or(strings.Compare(ids[a], ids[b]), cmp.Compare(a, b))
	})
	var clashes [][]int32
	single := make([]string, 0, len(ids)) // sorted
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && ids[order[end]] == ids[order[start]] {
			end++
		}
		if end == start+1 {
			single = append(single, ids[order[start]])
		} else {
			clashes = append(clashes, order[start:end])
		}
		start = end
	}
	taken := map[string]bool{}
	free := func(id string) bool {
		_, found := slices.BinarySearch(single, id)
		return !found && !taken[id]
	}
	for _, group := range clashes {
		if err := numberClash(group, entries, ids, records, func(id string) bool {
			ok := free(id)
			taken[id] = taken[id] || ok
			return ok
		}); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// numberClash numbers the records of a group, which all claim one id. take
// reports whether an id was free, and takes it.
func numberClash(group []int32, entries []*entry, ids []string, records *spill, take func(id string) bool) error {
	hashes := make(map[int32]string, len(group))
	for _, i := range group {
		r, err := load(records, entries[i].place, (*codec).record)
		if err != nil {
			return err
		}
		hashes[i] = r.Hash()
	}
	slices.SortFunc(group, func(a, b int32) int {
		ea, eb := entries[a], entries[b]
		return cmp.Or(strings.Compare(hashes[a], hashes[b]), strings.Compare(ea.file, eb.file), cmp.Compare(ea.line, eb.line))
	})
	claimed, n := ids[group[0]], 0
	for _, i := range group {
		for n++; !take(fmt.Sprintf("%s#%d", claimed, n)); n++ {
		}
		ids[i] = fmt.Sprintf("%s#%d", claimed, n)
		if e := entries[i]; e.ownID != "" {
			e.warn("%d records have the id %q: this one is %q", len(group), claimed, ids[i])
		}
	}
	return nil
}

// count brings everything into its final order and counts what was found.
func (s *Store) count(opts Options) {
	sheet := opts.Metadata
	if sheet != nil {
		s.Problems = append(s.Problems, sheet.Problems...)
		s.Inputs = append(s.Inputs, Input{Path: filepath.Base(sheet.Path), SHA256: sheet.SHA256, Size: sheet.Size, Role: RoleMetadata})
	}
	if len(opts.Columns) > 0 {
		s.Inputs = append(s.Inputs, opts.Columns.input())
	}
	slices.SortFunc(s.Inputs, func(a, b Input) int {
		return cmp.Or(strings.Compare(a.Role, b.Role), strings.Compare(a.Path, b.Path), strings.Compare(a.SHA256, b.SHA256))
	})
	corpus.SortProblems(s.Problems)
	s.Found = s.Len()
	for _, p := range s.Problems {
		if p.Lost {
			s.Found++
		}
	}
}

// headOf gives the first bytes of a file, as many as there are.
func headOf(name string) []byte {
	f, err := os.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, _ := io.ReadFull(f, head)
	return head[:n]
}
