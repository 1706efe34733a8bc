package read

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/seed-7a84ba5f/dyad/corpus"
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
	InMemory  int               // bytes of articles that are held in memory before a temporary file takes them; 0 = 16 MiB
	Stdin     io.Reader         // what the path "-" means; nil = nothing
	Dates     corpus.DateOrder  // of dates in numbers that can be read two ways; empty = they stay open
	Today     time.Time         // later dates are not sure; zero = any may be
	Keep      []string          // kept although they are no whole articles: corpus.ExcludedCut, corpus.ExcludedNoArticle
	// Part says of the hash of a record whether it is read: the others are known by
	// their ids only, which they take part in. nil reads all.
	Part func(hash [16]byte) bool
	// Located says that the files hold located lines: records that somebody else has
	// read from other files, with their places there (readLocated). They keep the id
	// that they claim, and the files are no inputs.
	Located bool
	// Named are the names of those whom articles are read for. An article that holds
	// none takes part in nothing, neither ids nor copies: it is counted in
	// Store.Unnamed, and its language and day are not asked. nil keeps every article.
	Named *Names

	finish *corpus.Finisher
}

// finisher makes articles of records.
func (o *Options) finisher() *corpus.Finisher {
	return &corpus.Finisher{Outlets: corpus.NewOutlets(o.Aliases), Languages: o.Languages, URLDates: o.URLDates, Dates: o.Dates, Today: o.Today, Keep: o.Keep}
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
			articles, sheet, columns := tableKind(headOf(f.path), opts.Columns)
			p := &corpus.Problem{File: f.rel, Path: f.path, Reason: corpus.ReasonTableSkipped,
				Msg: fmt.Sprintf("is a table without a column of texts, and was not read: --map text=COLUMN says which of its columns it is (%s)", columns)}
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
	place  placed
	line   int32
	absent bool     // it is of another part, and is not kept
	ownID  bool     // the id is its own, not its file's
	hash   [16]byte // the first half of Record.Hash
	file   string   // path relative to its argument
	id     string   // what it claims; then its doc_id
	beside *beside  // nil for most
}

// beside is what few records have.
type beside struct {
	url  string   // folded, where there is a sheet to join
	more []string // warnings beyond those of the record
}

func (e *entry) warn(format string, args ...any) {
	if e.beside == nil {
		e.beside = &beside{}
	}
	e.beside.more = append(e.beside.more, fmt.Sprintf(format, args...))
}

// url is the folded address, "" without a sheet.
func (e *entry) url() string {
	if e.beside == nil {
		return ""
	}
	return e.beside.url
}

// entryChunk is how many entries lie together: a list of any length grows without
// being copied.
const entryChunk = 4096

// entryList is a list of entries. All its chunks but the last are full.
type entryList struct {
	chunks [][]entry
	n      int
}

func (l *entryList) at(i int) *entry { return &l.chunks[i/entryChunk][i%entryChunk] }

func (l *entryList) add(e entry) {
	if l.n%entryChunk == 0 {
		l.chunks = append(l.chunks, nil)
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, e)
	l.n++
}

// take moves all entries of another list behind those of l.
func (l *entryList) take(from *entryList) {
	if l.n == 0 {
		*l = *from
		return
	}
	for k, chunk := range from.chunks {
		for i := range chunk {
			l.add(chunk[i])
		}
		from.chunks[k] = nil
	}
}

// read reads all files, several at a time, and keeps their order.
func (s *Store) read(ctx context.Context, files []file, opts Options) error {
	results := make([]fileResult, len(files))
	err := par.Each(ctx, len(files), func(i int) error {
		var err error
		results[i], err = readFile(files[i], s.records, opts)
		return err
	})
	if err != nil {
		return err
	}
	for i := range results {
		r := &results[i]
		s.entries.take(&r.entries)
		for source, n := range r.unnamed {
			s.Unnamed[source] += n
		}
		s.Problems = append(s.Problems, r.problems...)
		if r.input != nil {
			s.Inputs = append(s.Inputs, *r.input)
		}
	}
	return s.records.seal()
}

// dropAbsent leaves the records of other parts out, once ids and sheet are settled.
func (s *Store) dropAbsent() {
	var kept entryList
	var rows joinedRows
	for i := range s.entries.n {
		if e := s.entries.at(i); !e.absent {
			if kept.add(*e); s.rows != nil {
				rows = append(rows, s.rows[i])
			}
		}
	}
	s.entries, s.rows = kept, rows
}

// assignIDs gives each record its doc_id: its own, else its file. Records
// that claim the same get #1, #2 ... in the order of the hash of what they
// say, so that no order of files or lines matters.
func (s *Store) assignIDs() {
	NumberClashes(s.entries.n, func(i int) Claim {
		e := s.entries.at(i)
		return Claim{e.id, e.hash, e.file, e.line}
	}, func(i int, id string, claimants int) {
		e := s.entries.at(i)
		if e.ownID {
			e.warn("%d records have the id %q: this one is %q", claimants, e.id, id)
		}
		e.id = id
	})
}

// Claim is what decides the doc_id of a record: the id that it claims and, among those
// that claim the same, the first half of Record.Hash and its place.
type Claim struct {
	ID   string
	Hash [16]byte
	File string
	Line int32
}

// ComparePlace orders claims by their places, those of one line by their hash.
func (c *Claim) ComparePlace(o *Claim) int {
	return cmp.Or(strings.Compare(c.File, o.File), cmp.Compare(c.Line, o.Line), bytes.Compare(c.Hash[:], o.Hash[:]))
}

// NumberClashes calls rename for each of n records whose claim is not its alone, with
// its doc_id: claimants is how many claim the same.
func NumberClashes(n int, claim func(i int) Claim, rename func(i int, id string, claimants int)) {
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(claim(int(a)).ID, claim(int(b)).ID) })
	var clashes [][]int32
	for start := 0; start < n; {
		id, end := claim(int(order[start])).ID, start+1
		for end < n && claim(int(order[end])).ID == id {
			end++
		}
		if end > start+1 {
			clashes = append(clashes, order[start:end])
		}
		start = end
	}
	taken, clash := map[string]bool{}, map[string]bool{}
	for _, group := range clashes {
		clash[claim(int(group[0])).ID] = true
	}
	single := func(id string) bool { // claimed by one record, which keeps it
		_, found := slices.BinarySearchFunc(order, id, func(i int32, id string) int { return strings.Compare(claim(int(i)).ID, id) })
		return found && !clash[id]
	}
	type named struct {
		i         int32
		id        string
		claimants int
	}
	var renamed []named
	for _, group := range clashes {
		claimed, no := claim(int(group[0])).ID, 0
		sorted := slices.SortedFunc(slices.Values(group), func(a, b int32) int {
			ca, cb := claim(int(a)), claim(int(b))
			return cmp.Or(bytes.Compare(ca.Hash[:], cb.Hash[:]), strings.Compare(ca.File, cb.File), cmp.Compare(ca.Line, cb.Line))
		})
		for _, i := range sorted {
			id := ""
			for no++; ; no++ {
				if id = fmt.Sprintf("%s#%d", claimed, no); !single(id) && !taken[id] {
					break
				}
			}
			taken[id] = true
			renamed = append(renamed, named{i, id, len(group)})
		}
	}
	for _, r := range renamed { // not before: claims are looked up in their order
		rename(int(r.i), r.id, r.claimants)
	}
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
	sortInputs(s.Inputs)
	corpus.SortProblems(s.Problems)
	s.Found = s.entries.n
	for _, n := range s.Unnamed {
		s.Found += n
	}
	for _, p := range s.Problems {
		if p.Lost {
			s.Found++
		}
	}
}

func sortInputs(list []Input) {
	slices.SortFunc(list, func(a, b Input) int {
		return cmp.Or(strings.Compare(a.Role, b.Role), strings.Compare(a.Path, b.Path), strings.Compare(a.SHA256, b.SHA256))
	})
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

// Inputs gives the files that would be read under paths, with their hashes, in order.
func Inputs(ctx context.Context, paths []string, opts Options) ([]Input, error) {
	found, err := findFiles(paths, opts)
	if err != nil {
		return nil, err
	}
	files, _ := choose(found.files, opts)
	out := make([]Input, len(files))
	err = par.Each(ctx, len(files), func(i int) error {
		f, err := os.Open(files[i].path)
		if err != nil {
			return err
		}
		defer f.Close()
		c := &counter{Hash: sha256.New()}
		_, err = io.Copy(c, f)
		out[i] = Input{Path: files[i].rel, SHA256: hex.EncodeToString(c.Sum(nil)), Size: c.n, Role: RoleArticles}
		return err
	})
	sortInputs(out)
	return out, err
}
