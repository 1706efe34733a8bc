package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
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
	Stdin     io.Reader         // what the path "-" means; nil = nothing
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
	Articles []*Article // every article read, sorted by ID; those to be left out have Exclusion set
	Problems []*Problem // bad files, records and rows, sorted by place
	Inputs   []Input    // every file read, the sheet too; sorted
	Found    int        // records found, those lost counted
	Ignored  int        // files and folders left out by a pattern, or as the parts of a saved page
}

// ErrNoFiles says that the paths exist and hold no article files.
var ErrNoFiles = errors.New("no article files found")

// Collect reads everything under paths. The error is non-nil only where
// nothing can be done at all: a path that does not exist (*PathError), paths
// without any file (ErrNoFiles), a context that ended.
func Collect(ctx context.Context, paths []string, opts Options) (*Collection, error) {
	found, err := findFiles(paths, opts)
	if err != nil {
		return nil, err
	}
	files, problems := found.files, found.problems
	if opts.MaxBytes <= 0 {
		opts.MaxBytes = defaultMaxBytes
	}
	files, notes := choose(files, opts)
	problems = append(problems, notes...)
	if len(files) == 0 && !slices.ContainsFunc(problems, func(p *Problem) bool { return p.Lost }) {
		return nil, fmt.Errorf("%w under %s", ErrNoFiles, strings.Join(paths, ", "))
	}
	c := &Collection{Problems: problems, Ignored: found.ignored}
	records, err := c.read(ctx, files, opts)
	if err != nil {
		return nil, err
	}
	if err := c.finish(ctx, records, opts); err != nil {
		return nil, err
	}
	c.count(opts)
	return c, nil
}

// choose leaves out what stands beside articles and says so where a
// researcher would want to know. A table with a column of texts is a table of
// articles, whatever else is in it.
func choose(files []file, opts Options) (kept []file, notes []*Problem) {
	for _, f := range files {
		switch {
		case opts.Metadata.isFile(f.real):
		case f.named:
			kept = append(kept, f)
		case isTable(f.rel):
			articles, sheet := tableKind(headOf(f.path), opts.Columns)
			p := &Problem{File: f.rel, Path: f.path, Reason: ReasonTableSkipped, Msg: "is a table without a column of texts, and was not read"}
			switch {
			case articles:
				kept = append(kept, f)
				continue
			case sheet:
				p.Reason, p.Msg = ReasonSheetNotUsed, "looks like a sheet of metadata, and was not used: name it with --metadata"
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

// read reads all files, several at a time, and keeps their order.
func (c *Collection) read(ctx context.Context, files []file, opts Options) ([]*record, error) {
	results := make([]fileResult, len(files))
	err := inParallel(ctx, len(files), func(i int) { results[i] = readFile(files[i], opts) })
	if err != nil {
		return nil, err
	}
	var records []*record
	for _, r := range results {
		records = append(records, r.records...)
		c.Problems = append(c.Problems, r.problems...)
		if r.input != nil {
			c.Inputs = append(c.Inputs, *r.input)
		}
	}
	return records, nil
}

// inParallel calls do for 0 to n-1, each writing to a cell of its own.
func inParallel(ctx context.Context, n int, do func(i int)) error {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return ctx.Err()
}

// finish gives records their ids, joins the sheet and makes articles.
func (c *Collection) finish(ctx context.Context, records []*record, opts Options) error {
	ids := assignIDs(records)
	rows, notes := opts.Metadata.join(records, ids)
	f := &finisher{outlets: newOutlets(opts.Aliases), languages: opts.Languages, urlDates: opts.URLDates}
	done := make([]finished, len(records))
	err := inParallel(ctx, len(records), func(i int) { done[i] = f.finish(ids[i], records[i], rows[i]) })
	if err != nil {
		return err
	}
	for _, d := range done {
		c.Articles = append(c.Articles, d.article)
		c.Problems = append(c.Problems, d.problems...)
	}
	c.Problems = append(c.Problems, notes...)
	return joinCopies(ctx, c.Articles, opts.CopyDays)
}

// assignIDs gives each record its doc_id: its own, else its file. Records
// that claim the same get #1, #2 ... in the order of the hash of what they
// say, so that no order of files or lines matters.
func assignIDs(records []*record) []string {
	groups := map[string][]int{}
	for i, r := range records {
		id := r.ownID
		if id == "" {
			id = r.file.rel
		}
		groups[id] = append(groups[id], i)
	}
	taken := map[string]bool{}
	for id, g := range groups {
		if len(g) == 1 {
			taken[id] = true
		}
	}
	ids := make([]string, len(records))
	names := make([]string, 0, len(groups))
	for id := range groups {
		names = append(names, id)
	}
	slices.Sort(names)
	for _, id := range names {
		if g := groups[id]; len(g) == 1 {
			ids[g[0]] = id
		} else {
			numberClash(id, g, records, ids, taken)
		}
	}
	return ids
}

// numberClash numbers the records of group g, which all claim id.
func numberClash(id string, g []int, records []*record, ids []string, taken map[string]bool) {
	hashes := make(map[int]string, len(g))
	for _, i := range g {
		hashes[i] = records[i].hash()
	}
	slices.SortFunc(g, func(a, b int) int {
		ra, rb := records[a], records[b]
		return cmp.Or(strings.Compare(hashes[a], hashes[b]), strings.Compare(ra.file.rel, rb.file.rel), cmp.Compare(ra.line, rb.line))
	})
	n := 0
	for _, i := range g {
		for n++; taken[fmt.Sprintf("%s#%d", id, n)]; n++ {
		}
		ids[i] = fmt.Sprintf("%s#%d", id, n)
		taken[ids[i]] = true
		if records[i].ownID != "" {
			records[i].warn("%d records have the id %q: this one is %q", len(g), id, ids[i])
		}
	}
}

// count brings everything into its final order and counts what was found.
func (c *Collection) count(opts Options) {
	sheet := opts.Metadata
	slices.SortFunc(c.Articles, func(a, b *Article) int { return strings.Compare(a.ID, b.ID) })
	if sheet != nil {
		c.Problems = append(c.Problems, sheet.Problems...)
		c.Inputs = append(c.Inputs, Input{Path: filepath.Base(sheet.Path), SHA256: sheet.SHA256, Size: sheet.Size, Role: RoleMetadata})
	}
	if len(opts.Columns) > 0 {
		c.Inputs = append(c.Inputs, opts.Columns.input())
	}
	slices.SortFunc(c.Inputs, func(a, b Input) int {
		return cmp.Or(strings.Compare(a.Role, b.Role), strings.Compare(a.Path, b.Path), strings.Compare(a.SHA256, b.SHA256))
	})
	sortProblems(c.Problems)
	c.Found = len(c.Articles)
	for _, p := range c.Problems {
		if p.Lost {
			c.Found++
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
