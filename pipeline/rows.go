package pipeline

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/study"
)

// Rows are the rows of scored articles, and what they were made from.
type Rows struct {
	Info    table.Info
	Records []table.Record
}

// ErrNoRun says that a folder holds no run.
var ErrNoRun = errors.New("holds no run of dyad")

// ReadRun reads the rows of a run folder or of the file of a stream.
func ReadRun(path string, o table.ReadOptions) (Rows, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Rows{}, err
	}
	if !info.IsDir() {
		return ReadStream(path, nil, o)
	}
	if _, err := repeat.ReadManifest(path); errors.Is(err, os.ErrNotExist) {
		return Rows{}, fmt.Errorf("%s %w", path, ErrNoRun)
	}
	return ReadTables(table.TablesIn(path), o)
}

// ReadTables reads the rows of tables, perhaps corrected by hand, as
// repeat.ReadTables.
func ReadTables(files table.TableFiles, o table.ReadOptions) (r Rows, err error) {
	r.Info, r.Records, err = repeat.ReadTables(files, o)
	return r, err
}

// ReadStream reads the rows of what dyad score wrote: a file, or stdin where the path
// is "" or -.
func ReadStream(path string, stdin io.Reader, o table.ReadOptions) (r Rows, err error) {
	if path == "" || path == "-" {
		o.Name = "stdin"
		r.Info, r.Records, err = table.ReadStream(stdin, o)
		return r, err
	}
	file, err := os.Open(path)
	if err != nil {
		return r, err
	}
	defer file.Close()
	o.Name = cmp.Or(o.Name, filepath.Base(path))
	r.Info, r.Records, err = table.ReadStream(file, o)
	return r, err
}

// Settings gives the study whose settings make the estimates: override if it is not nil, else that
// which the articles were scored with, with other ways to count copies and to group
// where they are not "". It completes what the rows cannot say of themselves.
func (r *Rows) Settings(override *study.Study, dedup, by, version string) (*study.Study, error) {
	s, info := override, &r.Info
	switch {
	case s != nil:
	case len(info.Study) == 0:
		s = study.Default()
	default: // JSON is YAML
		var err error
		if s, err = study.Parse("the study of the stream", info.Study); err != nil {
			return nil, err
		}
	}
	if dedup != "" || by != "" {
		s.Dedup, s.By = cmp.Or(dedup, s.Dedup), cmp.Or(by, s.By)
		if bad := s.Validate(); len(bad) > 0 {
			return nil, &ChoiceError{bad[0]}
		}
	}
	if override != nil || dedup != "" || by != "" || info.Tool == "" {
		resolved, err := s.Resolved()
		if err != nil {
			return nil, err
		}
		info.Study, info.Seed, info.Names = resolved, s.Seed, Names(s)
	}
	if info.Tool == "" {
		info.Tool, info.Version = Tool, version
		info.Scorers = r.scorers()
	}
	return s, nil
}

// scorers are the scorers that the rows name.
func (r *Rows) scorers() []stance.Description {
	seen := map[stance.Description]bool{}
	add := func(name, version string) { seen[stance.Description{Name: name, Version: version}] = true }
	for _, rec := range r.Records {
		for i := range rec.Portrayals {
			add(rec.Portrayals[i].Scorer, rec.Portrayals[i].ScorerVersion)
		}
		for i := range rec.Judgments {
			add(rec.Judgments[i].Scorer, rec.Judgments[i].ScorerVersion)
		}
	}
	var out []stance.Description
	for d := range seen {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b stance.Description) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Version, b.Version))
	})
	return out
}
