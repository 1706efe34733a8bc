package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// ofRun is the run folder that the tables can become part of.
func (f *multiverseFlags) ofRun(args []string) (string, error) {
	info, err := os.Stat(args[0])
	switch {
	case err != nil:
		return "", missing(err)
	case len(args) > 1 || !info.IsDir() || f.study != "":
		return "", usagef("several runs, a file or another study are no part of one run: say with --out where the tables go")
	case f.noGuard || f.excel || !slices.Equal(f.formats, []string{"csv"}):
		return "", usagef("tables of a run are written as the others of it are: --format, --excel and --no-guard belong to --out")
	}
	return args[0], nil
}

// addTo makes the tables a part of a run. All of its files are written anew from
// its rows, so that codebook, page and manifest say the same; its figures stay
// what they were.
func (f *multiverseFlags) addTo(dir string, choices report.Choices, stdout, stderr io.Writer) error {
	info, recs, err := readRun(dir, false)
	if err != nil {
		return err
	}
	m, err := wholeRun(dir)
	if err != nil {
		return err
	}
	again := &verification{verifyFlags: &verifyFlags{}, dir: dir, manifest: m}
	out := again.output(dir)
	out.force = true
	if err := out.free(); err != nil {
		return err
	}
	s, err := (&aggregateFlags{}).settings(&info, recs)
	if err != nil {
		return err
	}
	o := estimatesOf(s, f.workers)
	o.Multiverse = &choices
	if err := out.given(&o, info, recs); err != nil {
		return err
	}
	run, err := report.Build(info, recs, o)
	if err != nil {
		return err
	}
	if run.ID != m.Verified.RunID {
		return fmt.Errorf("%s: made anew from its tables, the run would be %s and not %s", dir, run.ID, m.Verified.RunID)
	}
	if err := writeAgain(run, dir, m); err != nil {
		return err
	}
	return f.tell(run.Multiverse, dir, stdout, stderr)
}

// wholeRun is the manifest of a run whose files are as this program wrote them.
func wholeRun(dir string) (repeat.Manifest, error) {
	m, err := repeat.ReadManifest(dir)
	if err != nil {
		return m, err
	}
	if m.Verified.SchemaVersion != table.SchemaVersion || m.Verified.Version != toolVersion {
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

// given puts the gold table and the tables of validate into the options. They
// must be those that the run was made with, which are among its inputs.
func (f *outputFlags) given(o *report.Options, info table.Info, recs []table.Record) error {
	var inputs []table.Input
	if f.codes != nil {
		f.codes.Match(recs)
		o.Gold, inputs = f.codes, append(inputs, f.codes.Input)
	}
	if f.measured != nil {
		o.Validation, inputs = f.measured.Rows, append(inputs, f.measured.Inputs...)
	}
	for _, in := range inputs {
		if !slices.Contains(info.Inputs, in) {
			return fmt.Errorf("%s was changed since the run was made: run it again first", in.Path)
		}
	}
	return nil
}

// writeAgain writes a run into its folder as it was written, with its texts.
func writeAgain(run *report.Run, dir string, m repeat.Manifest) error {
	w, env := m.Verified.Writing, m.Environment
	env.Revision, env.Time = revision(), time.Now().UTC().Format(time.RFC3339)
	env.OS, env.Arch, env.Go = runtime.GOOS, runtime.GOARCH, runtime.Version()
	o := repeat.WriteOptions{Force: true, Formats: w.Formats, NoGuard: !w.Guard, Excel: w.Excel, Environment: env}
	if w.Texts {
		o.Texts = func(id string) (string, bool) {
			b, err := os.ReadFile(filepath.Join(dir, "texts", repeat.TextFile(id)))
			return string(b), err == nil
		}
	}
	return repeat.Write(dir, run, o)
}
