package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// AddMultiverse makes the answers under other choices a part of the run in dir. All of
// its files are written anew from its rows, so that codebook, page and manifest say the
// same; its figures stay what they were. The run must be as this program wrote it; env
// says when and where that is, the arguments and places of the run stay.
func AddMultiverse(ctx context.Context, dir string, choices report.Choices, o Options, env repeat.Environment) (*table.Multiverse, error) {
	rows, err := ReadRun(dir, table.ReadOptions{Name: dir})
	if err != nil {
		return nil, err
	}
	m, err := wholeRun(dir, o.Version)
	if err != nil {
		return nil, err
	}
	out := (&Verification{Dir: dir, Manifest: m}).output(dir)
	out.Force, out.Multiverse, out.Environment = true, &choices, m.Environment
	if err := out.Open(ctx); err != nil {
		return nil, err
	}
	for _, in := range out.Inputs() {
		if !slices.Contains(rows.Info.Inputs, in) {
			return nil, fmt.Errorf("%s was changed since the run was made: run it again first", in.Path)
		}
	}
	out.Environment.Revision, out.Environment.Time = env.Revision, env.Time
	out.Environment.OS, out.Environment.Arch, out.Environment.Go = env.OS, env.Arch, env.Go
	s, err := rows.Settings(nil, "", "", o.Version)
	if err != nil {
		return nil, err
	}
	all := table.RecordsOf(rows.Records)
	options, err := out.estimates(all, Estimates(s, o.Workers))
	if err != nil {
		return nil, err
	}
	run, err := report.BuildFrom(rows.Info, all, options)
	if err != nil {
		return nil, err
	}
	if run.ID != m.Verified.RunID {
		return nil, fmt.Errorf("%s: made anew from its tables, the run would be %s and not %s", dir, run.ID, m.Verified.RunID)
	}
	if m.Verified.Writing.Texts {
		out.Texts = func(id string) (string, error) {
			b, err := os.ReadFile(filepath.Join(dir, "texts", repeat.TextFile(id)))
			return string(b), err
		}
	}
	_, err = out.Write(run)
	return run.Multiverse, err
}

// wholeRun is the manifest of a run whose files are as this program wrote them.
func wholeRun(dir, version string) (repeat.Manifest, error) {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return m, err
	}
	if m.Verified.SchemaVersion != table.SchemaVersion || m.Verified.Version != version {
		return m, fmt.Errorf("%s is of another version of dyad and is left as it is: --out writes the tables elsewhere", dir)
	}
	changed, err := repeat.ChangedFiles(dir, m)
	if err != nil {
		return m, err
	}
	for _, o := range m.Verified.Outputs {
		if why := changed[o.File]; why != "" {
			return m, fmt.Errorf("%s: %s %s; dyad aggregate makes a run of changed tables, --out writes these elsewhere", dir, o.File, why)
		}
	}
	return m, nil
}
