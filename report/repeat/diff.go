package repeat

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-7a84ba5f/dyad/report/table"
)

// Diff is what two runs have apart, from the first to the second.
type Diff struct {
	From, To string // run_ids
	Reasons  []Reason
	Notes    []string    // what there is to know beside: articles, and what only one run has
	Headline []CellDiff  // the first figures of both runs, with their intervals
	Tables   []TableDiff // in the order of the tables; only those that both runs have
}

// Reason is one thing that the runs were made from and that is another now.
type Reason struct {
	Kind string // version, study, seed, reading, multiverse, lexicon, model, scorer, own_lexicon, input, edited
	What string
}

// TableDiff counts the rows of a table, matched by its key, and lists what
// changed in them.
type TableDiff struct {
	Table                     string
	Same, Changed, Added, Cut int
	Cells                     []CellDiff // what moved most comes first
}

// CellDiff is a value that is another now, or a row that is new or gone (then
// Column is "").
type CellDiff struct {
	Table, Key, Column string
	Name               string    // of the row, for people
	Was, Now           string    // as printed; "" is missing
	Change             table.Num // of a number
	Causes             string    // kinds of reasons that bear on the row, "; " between them
}

// differ compares two runs.
type differ struct {
	a, b     runFolder
	reasons  []Reason
	notes    []string
	articles map[string]bool // doc_ids that are new, gone or of another text
	sources  map[string]bool // that have such articles
}

// runFolder is a run folder that is read for its cells.
type runFolder struct {
	dir      string
	manifest Manifest
}

func (r runFolder) by() string {
	info := r.manifest.Verified.info()
	return info.GroupedBy()
}

// Compare compares two run folders by their manifests and their tables, which
// must be there as CSV.
func Compare(from, to string) (*Diff, error) {
	a, err := openRun(from)
	if err != nil {
		return nil, err
	}
	b, err := openRun(to)
	if err != nil {
		return nil, err
	}
	d := &differ{a: a, b: b, articles: map[string]bool{}, sources: map[string]bool{}}
	if err := d.why(); err != nil {
		return nil, err
	}
	out := &Diff{From: a.manifest.Verified.RunID, To: b.manifest.Verified.RunID, Reasons: d.reasons}
	for _, t := range table.SchemaBy(nil, a.by()) {
		if t.Name == "codebook" {
			continue
		}
		was, now, ok, err := d.cells(t)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		switch t.Name {
		case "articles":
			d.findArticles(was, now)
			d.ofArticles(was, now)
		case "sources":
			out.Headline = headlines(was, now)
		}
		out.Tables = append(out.Tables, d.table(was, now))
	}
	out.Notes = d.notes
	return out, nil
}

func openRun(dir string) (runFolder, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return runFolder{}, fmt.Errorf("%s is no run folder: %w", dir, err)
	}
	if err := m.CheckSchema(dir); err != nil {
		return runFolder{}, err
	}
	return runFolder{dir: dir, manifest: m}, nil
}

// why finds what the runs were made from that is not the same.
func (d *differ) why() error {
	a, b := d.a.manifest.Verified, d.b.manifest.Verified
	add := func(kind, what string) { d.reasons = append(d.reasons, Reason{kind, what}) }
	if a.Version != b.Version {
		add("version", fmt.Sprintf("%s %s became %s %s", a.Tool, a.Version, b.Tool, b.Version))
	}
	for _, change := range jsonChanges("", generic(a.Study), generic(b.Study)) {
		if !strings.HasPrefix(change, "seed: ") { // told below
			add("study", change)
		}
	}
	if a.Seed != b.Seed {
		add("seed", fmt.Sprintf("%d became %d", a.Seed, b.Seed))
	}
	if x, y := asJSON(a.Reading), asJSON(b.Reading); string(x) != string(y) {
		add("reading", fmt.Sprintf("%s became %s", x, y))
	}
	if x, y := a.Writing.Multiverse, b.Writing.Multiverse; x != nil && y != nil && !same(x, y) {
		add("multiverse", fmt.Sprintf("%s became %s", asJSON(x), asJSON(y)))
	}
	for _, what := range LockDifferences(a.Resources, b.Resources) {
		kind, rest, _ := strings.Cut(what, " ")
		add(kind, rest)
	}
	for _, what := range InputDifferences(a.Inputs, b.Inputs) {
		add("input", strings.TrimPrefix(what, "input "))
	}
	for _, r := range []runFolder{d.a, d.b} {
		changed, err := ChangedFiles(r.dir, r.manifest)
		if err != nil {
			return err
		}
		for _, o := range r.manifest.Verified.Outputs {
			if changed[o.File] != "" {
				add("edited", fmt.Sprintf("%s of %s %s", o.File, r.dir, changed[o.File]))
			}
		}
	}
	return nil
}

// jsonChanges lists every place at which two JSON values differ.
func jsonChanges(path string, a, b any) []string {
	x, isX := a.(map[string]any)
	y, isY := b.(map[string]any)
	if isX && isY {
		var out []string
		for _, k := range unionOf(x, y) {
			out = append(out, jsonChanges(strings.TrimPrefix(path+"."+k, "."), x[k], y[k])...)
		}
		return out
	}
	if same(a, b) {
		return nil
	}
	return []string{fmt.Sprintf("%s: %s became %s", path, table.CutTo(string(asJSON(a)), 60), table.CutTo(string(asJSON(b)), 60))}
}

// cellTable is a table as the cells of its file.
type cellTable struct {
	schema table.Table
	index  map[string]int // of columns
	keys   []string
	rows   map[string][]string
}

// cells reads a table of both runs; ok is false where one does not have it.
func (d *differ) cells(t table.Table) (was, now *cellTable, ok bool, err error) {
	var unlike *unlikeError
	if was, err = d.a.read(t); err == nil {
		now, err = d.b.read(t)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && t.Name == "articles":
		return nil, nil, false, fmt.Errorf("%w: runs are compared by their CSV tables (--format csv)", err)
	case errors.Is(err, fs.ErrNotExist):
		d.alone(t.Name)
		return nil, nil, false, nil
	case errors.As(err, &unlike):
		d.notes = append(d.notes, fmt.Sprintf("%s is of another version of the tables, or by other groups, and was not compared: %v", t.Name, err))
		return nil, nil, false, nil
	}
	return was, now, err == nil, err
}

// alone tells of a table that one run has and the other has not.
func (d *differ) alone(name string) {
	for _, r := range []runFolder{d.a, d.b} {
		if slices.ContainsFunc(r.manifest.Verified.Outputs, func(o table.Output) bool { return o.File == table.TableFile(name) }) {
			d.notes = append(d.notes, fmt.Sprintf("only %s has %s", r.dir, table.TableFile(name)))
		}
	}
}

// unlikeError is a table without a column that tells its rows apart.
type unlikeError struct{ path, column string }

func (e *unlikeError) Error() string {
	return fmt.Sprintf("%s:1: column %q is missing", e.path, e.column)
}

func (r runFolder) read(t table.Table) (*cellTable, error) {
	path := filepath.Join(r.dir, filepath.FromSlash(t.File(table.CSV)))
	records, err := table.ReadCells(path, r.manifest.Verified.Writing.Guard)
	if err != nil {
		return nil, err
	}
	c := &cellTable{schema: t, index: map[string]int{}, rows: make(map[string][]string, len(records))}
	for i, name := range records[0] {
		c.index[name] = i
	}
	var at []int
	for _, k := range t.Key {
		i, ok := c.index[k]
		if !ok {
			return nil, &unlikeError{path, k}
		}
		at = append(at, i)
	}
	for _, row := range records[1:] {
		var parts []string
		for _, i := range at {
			if row[i] != "" {
				parts = append(parts, t.Key[slices.Index(at, i)]+"="+row[i])
			}
		}
		key := strings.Join(parts, " ")
		if _, ok := c.rows[key]; !ok {
			c.keys = append(c.keys, key)
		}
		c.rows[key] = row
	}
	return c, nil
}

// get is a cell by the name of its column, "" where there is no such column.
func (c *cellTable) get(key, column string) string {
	row, i := c.rows[key], -1
	if at, ok := c.index[column]; ok && row != nil {
		i = at
	}
	if i < 0 {
		return ""
	}
	return row[i]
}

// findArticles finds the articles that are new, gone or of another text.
func (d *differ) findArticles(was, now *cellTable) {
	for _, key := range both(was, now) {
		if was.get(key, "sha256") == now.get(key, "sha256") {
			continue
		}
		for _, t := range []*cellTable{was, now} {
			if t.rows[key] != nil {
				d.articles[t.get(key, "doc_id")] = true
				d.sources[t.get(key, "source")] = true
			}
		}
	}
}

// both gives the keys of two tables in order, each once.
func both(a, b *cellTable) []string {
	keys := slices.Clone(a.keys)
	for _, k := range b.keys {
		if a.rows[k] == nil {
			keys = append(keys, k)
		}
	}
	return keys
}

// table compares a table row by row.
func (d *differ) table(was, now *cellTable) TableDiff {
	out := TableDiff{Table: was.schema.Name}
	columns := slices.DeleteFunc(d.shared(was, now), func(c string) bool { return c == "run_id" || c == "seed" })
	ofScorer := scorersIn(was, now) > 1
	for _, key := range both(was, now) {
		cell := CellDiff{Table: out.Table, Key: key}
		switch {
		case was.rows[key] == nil:
			out.Added++
			cell.Name = now.words(key, ofScorer)
			cell.Now, cell.Causes = "new", d.causes(now, key)
			out.Cells = append(out.Cells, cell)
			continue
		case now.rows[key] == nil:
			out.Cut++
			cell.Name = was.words(key, ofScorer)
			cell.Was, cell.Causes = "gone", d.causes(was, key)
			out.Cells = append(out.Cells, cell)
			continue
		}
		changed := false
		for _, column := range columns {
			if was.get(key, column) == now.get(key, column) {
				continue
			}
			if !changed {
				cell.Name = now.words(key, ofScorer)
			}
			cell.Column, cell.Was, cell.Now = column, was.get(key, column), now.get(key, column)
			changed = true
			cell.Change, cell.Causes = changeOf(cell.Was, cell.Now), d.causes(now, key)
			out.Cells = append(out.Cells, cell)
		}
		if changed {
			out.Changed++
		} else {
			out.Same++
		}
	}
	slices.SortStableFunc(out.Cells, func(a, b CellDiff) int {
		return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(math.Abs(b.Change.Value), math.Abs(a.Change.Value)))
	})
	return out
}

// shared gives the columns that two tables share, in order, and tells of the
// others, which say nothing of what moved.
func (d *differ) shared(a, b *cellTable) []string {
	tell := func(r runFolder, t, other *cellTable) []string {
		shared := make([]string, len(t.index))
		var alone []string
		for name, i := range t.index {
			shared[i] = name
			if _, ok := other.index[name]; !ok {
				shared[i], alone = "", append(alone, name)
			}
		}
		if slices.Sort(alone); len(alone) > 0 {
			d.notes = append(d.notes, fmt.Sprintf("only %s has, in %s: %s", r.dir, t.schema.Name, strings.Join(alone, ", ")))
		}
		return slices.DeleteFunc(shared, func(name string) bool { return name == "" })
	}
	tell(d.b, b, a)
	return tell(d.a, a, b)
}

// rankOf puts the figure that a table is there for first, then rows that are new
// or gone, other numbers, counts, and texts.
func rankOf(c CellDiff) int {
	figures := []string{"mean", "portrayal", "own_stance", "polarity", "cooperation", "difference", "estimate", "share",
		"own_stance_a", "own_stance_b", "relation", "own_stance_actor1", "own_stance_actor2"}
	switch {
	case slices.Contains(figures, c.Column) && c.Change.Known:
		return 0
	case c.Column == "":
		return 1
	case c.Change.Known && !strings.HasPrefix(c.Column, "n_"):
		return 2
	case c.Change.Known:
		return 3
	}
	return 4
}

// changeOf is by how much a number moved.
func changeOf(was, now string) table.Num {
	x, ex := strconv.ParseFloat(was, 64)
	y, ey := strconv.ParseFloat(now, 64)
	if ex != nil || ey != nil {
		return table.Num{}
	}
	return table.Rounded(y-x, table.PDecimals)
}

// causes says which kinds of reasons bear on a row: the inputs only where
// articles of the row's article or source are others, a scorer only on its rows.
func (d *differ) causes(t *cellTable, key string) string {
	var out []string
	doc, source := t.get(key, "doc_id"), t.get(key, "source")
	scorer, ofScorer := t.get(key, "scorer"), t.index["scorer"] > 0
	for _, r := range d.reasons {
		applies := true
		switch r.Kind {
		case "input":
			applies = doc != "" && d.articles[doc] || doc == "" && (source != "" && d.sources[source] || source == "" && len(d.articles) > 0)
		case "scorer":
			applies = !ofScorer || strings.HasPrefix(r.What, scorer+":")
		case "version", "lexicon", "model", "own_lexicon", "edited", "reading", "study", "seed":
		}
		if applies && !slices.Contains(out, r.Kind) {
			out = append(out, r.Kind)
		}
	}
	if len(out) == 0 && len(d.articles) > 0 {
		return "other articles"
	}
	return strings.Join(out, "; ")
}
