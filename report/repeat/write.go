package repeat

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/page"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// WriteOptions says how a run folder is written.
type WriteOptions struct {
	Force   bool           // an earlier run in the folder may be replaced
	Work    *Work          // that took the folder; nil takes it for the writing alone
	Formats []table.Format // of the tables; nil is CSV alone
	NoGuard bool           // CSV: leave the spreadsheet guard out
	By      string         // of a multiverse alone: the column that its groups are of, without the prefix meta_; "" for sources
	Excel   bool           // CSV: begin each table with a byte order mark
	// Texts gives the canonical text of an article for texts/, false to leave
	// it out; nil writes no texts. The file is named by TextFile.
	Texts       func(docID string) (text string, ok bool)
	Environment Environment
	// Note is told what a reader of the folder should know of how it was
	// written; nil tells nobody.
	Note func(message string)
}

// style is how the tables are written.
func (o *WriteOptions) style() table.Style {
	return table.Style{Formats: o.Formats, NoGuard: o.NoGuard, Excel: o.Excel, Note: o.Note}
}

// Write writes the run folder: all of it, or nothing. It is made beside dir
// and then takes its place. An earlier run is replaced only with Force, and
// then files in it that are not its own move to the new folder; a folder that
// holds anything else is never touched (ErrExists, ErrNotRun).
func Write(dir string, r *report.Run, o WriteOptions) (err error) {
	if o.Formats, err = table.OrderFormats(o.Formats); err != nil {
		return err
	}
	w := o.Work
	if w == nil {
		if w, err = Begin(dir); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.End(false)) }()
	}
	if err := Replaceable(w.Dir, false, o.Force); err != nil {
		return err
	}
	temp, err := w.New()
	if err != nil {
		return err
	}
	if err := writeFiles(temp, r, o); err != nil {
		return err
	}
	return w.Commit()
}

func addTexts(f *table.Folder, r *report.Run, o WriteOptions) {
	if o.Texts == nil || f.Err != nil {
		return
	}
	for rec, err := range r.Rows {
		if err != nil {
			f.Err = err
			return
		}
		id := rec.Article.DocID
		if text, ok := o.Texts(id); ok {
			f.Add(textsFolder+"/"+TextFile(id), 0, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
		}
	}
}

const textsFolder = "texts"

// maxName is the longest file name that TextFile gives before it shortens.
const maxName = 180

// TextFile is the name in texts/ of an article: its doc_id with every byte
// but letters, digits, "-", "_" and "." as %XX, and ".txt". Upper-case
// letters, which some file systems do not tell from lower-case ones, get a
// hash of the doc_id behind them, and so do names that would be too long. A name
// that Windows keeps for a device ("con", "nul.1") has its first letter as %XX.
func TextFile(docID string) string {
	var b strings.Builder
	for i := range len(docID) {
		c := docID[i]
		plain := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' && i > 0
		if plain && (i > 0 || !isDevice(docID)) {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, "%%%02X", c)
	}
	name := b.String()
	if len(name) > maxName || docID != strings.ToLower(docID) {
		name = name[:min(len(name), maxName)] + "~" + table.Hash([]byte(docID))[:8]
	}
	return name + ".txt"
}

// isDevice reports whether Windows takes a file name, whatever its ending, for a
// device.
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	if n := len(base); n == 4 && base[3] >= '0' && base[3] <= '9' {
		return base[:3] == "com" || base[:3] == "lpt"
	}
	return base == "con" || base == "prn" || base == "aux" || base == "nul"
}

// Replaceable checks that a run, or a shard of one, may be written to dir.
func Replaceable(dir string, shard, force bool) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || len(entries) == 0 {
		return err
	}
	if !IsFinished(dir, shard) {
		if shard {
			return fmt.Errorf("%s: %w", dir, ErrNotShard)
		}
		return fmt.Errorf("%s: %w", dir, ErrNotRun)
	}
	if !force {
		return fmt.Errorf("%s: %w; --force replaces it", dir, ErrExists)
	}
	return nil
}

// IsFinished reports whether dir holds a whole run, or a whole shard of one.
func IsFinished(dir string, shard bool) bool {
	if shard {
		return IsShard(dir)
	}
	_, err := ReadManifest(dir)
	return err == nil
}

// keepForeign moves what an earlier run did not write itself to the new run.
func keepForeign(old, dir string) error {
	names, err := Foreign(old)
	if err != nil {
		return err
	}
	for _, name := range names {
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o777), os.Rename(filepath.Join(old, filepath.FromSlash(name)), to)); err != nil {
			return err
		}
	}
	return nil
}

// Foreign names what lies in a run folder and is not of the run: files, and
// folders that hold nothing of it.
func Foreign(dir string) ([]string, error) {
	m, err := ReadManifest(dir)
	if errors.Is(err, fs.ErrNotExist) && IsShard(dir) {
		m.Verified.Outputs, err = shardFiles(dir)
	}
	if err != nil {
		return nil, err
	}
	names, err := ForeignFiles(dir, m)
	for i := range names {
		names[i] = strings.TrimSuffix(names[i], "/")
	}
	return names, err
}

// clash finds a file that is not of the earlier run, where the new one has a
// file of its name: neither may take the other's place.
func clash(dir, temp string) error {
	names, err := Foreign(dir)
	if errors.Is(err, fs.ErrNotExist) { // no earlier run
		return nil
	}
	for _, name := range names {
		if _, there := os.Lstat(filepath.Join(temp, filepath.FromSlash(name))); there == nil {
			return fmt.Errorf("%s: %s %w", dir, name, ErrForeign)
		}
	}
	return err
}

// manifestOf gives the manifest of a run with the files that were written.
func manifestOf(r *report.Run, outputs []table.Output, o WriteOptions) (Manifest, error) {
	study, err := table.Canonical(r.Info.Study)
	if err != nil {
		return Manifest{}, fmt.Errorf("study: %w", err)
	}
	if o.Environment.Arguments == nil {
		o.Environment.Arguments = []string{}
	}
	if o.Environment.Places.Inputs == nil {
		o.Environment.Places.Inputs = []string{}
	}
	return Manifest{
		Verified: Verified{
			RunID: r.ID, Tool: r.Info.Tool, Version: r.Info.Version, SchemaVersion: table.SchemaVersion,
			Seed: r.Info.Seed, Names: r.Info.Names, Scorers: table.ScorersOf(r.Info.Scorers),
			Writing: Writing{Formats: o.Formats, Guard: !o.NoGuard, Excel: o.Excel, Texts: o.Texts != nil, Multiverse: r.Options.Multiverse},
			Reading: r.Info.Reading, Resources: append([]table.Resource{}, r.Info.Resources...),
			StudyHash: table.Hash(study), Study: study, Counts: countsOf(r), LeftOut: r.Info.LeftOut,
			Inputs: r.Info.Inputs, Problems: r.Info.Problems, Codings: r.Info.Codings, Outputs: outputs,
		},
		Environment: o.Environment,
	}, nil
}

func countsOf(r *report.Run) Counts {
	n, facts := r.Counts, r.Facts()
	return Counts{Found: max(r.Info.Found, n.Articles), Articles: n.Articles, Portrayals: n.Portrayals, Judgments: n.Judgments,
		Relations: n.Relations, Problems: len(r.Info.Problems), Excluded: facts.Excluded, Sources: facts.Sources}
}

// Errors of Write that a caller can test for with errors.Is.
var (
	// ErrExists: the folder holds an earlier run, and Force is not set.
	ErrExists = errors.New("the folder holds an earlier run")
	// ErrForeign: the folder holds an earlier run, and a file that is not its own
	// where the new one has a file of that name.
	ErrForeign = errors.New("is not of the earlier run, and the new one has a file of this name: move it elsewhere first")
	// ErrNotShard: the folder holds something that is no shard of a run.
	ErrNotShard = errors.New("the folder is not empty and holds no shard of a run")
	// ErrNotRun: the folder holds something that is no run of dyad.
	ErrNotRun = errors.New("the folder is not empty and holds no run of dyad")
)

// writeFiles writes the files of the run into an empty folder, the manifest
// last.
func writeFiles(dir string, r *report.Run, o WriteOptions) error {
	f := table.Folder{Dir: dir}
	// The page is made while the tables are written: either is one thread's work.
	var html bytes.Buffer
	var drawn error
	var drawing sync.WaitGroup
	drawing.Go(func() { drawn = page.Write(&html, r) })
	defer drawing.Wait()
	r.Tables.Write(&f, r.Info.Study, o.style())
	if r.Multiverse != nil {
		addCurves(r.Multiverse, &f, table.DetailFolder)
	}
	addTexts(&f, r, o)
	drawing.Wait()
	f.Add(page.File, 0, func(w io.Writer) error {
		_, err := html.WriteTo(w)
		return errors.Join(drawn, err)
	})
	f.Add(LockFile, 0, func(w io.Writer) error { return WriteLock(w, r.Info.Resources) })
	if f.Err != nil {
		return f.Err
	}
	m, err := manifestOf(r, f.Outputs, o)
	if err != nil {
		return err
	}
	b, err := m.encode()
	if err != nil {
		return err
	}
	f.Add(manifestFile, 0, func(w io.Writer) error { _, err := w.Write(b); return err })
	return f.Err
}
