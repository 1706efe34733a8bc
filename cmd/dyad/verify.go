package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
	"github.com/seed-7a84ba5f/dyad/study"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	inputs  string
	workers int
}

func newVerifyCmd() *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:   "verify [flags] RUN",
		Short: "Repeat a run and compare it byte for byte",
		Long: `Hold the files of a run folder against its manifest, look for its inputs,
lexicons and models, repeat the run, and compare every file byte for byte. What
differs is named on stdout: the file, and the first line and column in it. Files
that are not of the run (figures, notes) and a study file that was edited since
are named too, and count for nothing: the manifest has the study.

Where the articles lie elsewhere now, --inputs says where: in place of the one
folder or file that was named then, or the folder that holds what was named.
Metadata sheet, gold table and lexicons of the study are looked for there too.

Exit code 0: everything is the same; 3: something is not.`,
		Example: `  dyad verify dyad-run
  dyad verify --inputs /archive/articles dyad-run`,
		Args: usage(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.workers < 1 {
				return usagef("--workers %d: at least 1", f.workers)
			}
			return verify(cmd.Context(), &f, args[0], cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&f.inputs, "inputs", "", "`DIR` (or file) of the articles, where they were moved")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.NumCPU(), "articles at a time; changes no result")
	return cmd
}

// verification is a run that is being verified.
type verification struct {
	*verifyFlags
	dir      string
	manifest repeat.Manifest
	stdout   io.Writer
	found    int // differences
}

func verify(ctx context.Context, f *verifyFlags, dir string, stdout io.Writer) error {
	m, err := repeat.ReadManifest(dir)
	var damaged *repeat.ManifestError
	switch {
	case errors.As(err, &damaged):
		return &checkError{err.Error()}
	case err != nil:
		return noRun(dir, err)
	}
	v := &verification{verifyFlags: f, dir: dir, manifest: m, stdout: stdout}
	for _, fault := range m.Faults() {
		v.differs("%s", fault)
	}
	if v.found > 0 {
		return v.verdict("; the run was not repeated, since the manifest no longer says how it was made")
	}
	if err := m.CheckSchema(dir); err != nil {
		return err
	}
	if m.Verified.Version != toolVersion {
		v.differs("the run is of %s %s; this is %s: take that version to repeat it. What this one makes of it is compared but for the run_id, which the version enters",
			m.Verified.Tool, m.Verified.Version, toolVersion)
	}
	changed, err := repeat.ChangedFiles(dir, m)
	if err != nil {
		return err
	}
	if err := v.foreign(); err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "dyad-verify-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	again := filepath.Join(temp, "run")
	repeated, err := v.repeat(ctx, again)
	if err != nil {
		return err
	}
	if !repeated {
		for _, o := range m.Verified.Outputs {
			if why := changed[o.File]; why != "" {
				v.differs("%s %s", o.File, why)
			}
		}
		return v.verdict("; the run was not repeated, since it could not come out the same")
	}
	return v.compare(again, changed)
}

// foreign tells what lies in the folder beside the run.
func (v *verification) foreign() error {
	names, err := repeat.ForeignFiles(v.dir, v.manifest)
	for _, name := range names {
		fmt.Fprintf(v.stdout, "note: %s is not of the run, and was left alone\n", name)
	}
	return err
}

// edited tells where the study file is another now.
func (v *verification) edited() {
	path := v.beside(v.manifest.Environment.Places.Study)
	if path == "" {
		return
	}
	s, err := study.Load(path)
	if err != nil {
		return // it may be gone or broken: the run does not need it
	}
	resolved, err := s.Resolved()
	if err != nil {
		return
	}
	for _, change := range v.manifest.Verified.StudyChanges(resolved) {
		fmt.Fprintf(v.stdout, "note: %s is not the study of the run (edited since, or a flag decided): %s; the run's own is repeated\n", path, change)
	}
}

// differs tells a difference.
func (v *verification) differs(format string, args ...any) {
	v.found++
	fmt.Fprintf(v.stdout, format+"\n", args...)
}

// verdict is the error for what was found.
func (v *verification) verdict(more string) error {
	if v.found == 0 {
		return nil
	}
	return &checkError{v.dir + ": " + count(v.found, "difference") + more}
}

// compare holds the run against its repetition.
func (v *verification) compare(again string, changed map[string]string) error {
	files, err := repeat.CompareRun(v.dir, again)
	if err != nil {
		return err
	}
	foreign := v.manifest.Environment.Arch != runtime.GOARCH
	rounded := 0
	for _, f := range files {
		switch {
		case f.First == "" && changed[f.File] == "":
		case f.Rounded && foreign && changed[f.File] == "":
			rounded++
			fmt.Fprintf(v.stdout, "%s: equal within the printed decimals; first: %s\n", f.File, f.First)
		case changed[f.File] == f.First:
			v.differs("%s %s", f.File, f.First)
		case changed[f.File] != "":
			v.differs("%s %s; %s", f.File, changed[f.File], f.First)
		default:
			v.differs("%s: %s", f.File, f.First)
		}
	}
	if v.found > 0 {
		return v.verdict("")
	}
	same := "byte for byte the same"
	if rounded > 0 {
		same = fmt.Sprintf("the same within the printed decimals (made on %s, repeated on %s)", v.manifest.Environment.Arch, runtime.GOARCH)
	}
	fmt.Fprintf(v.stdout, "%s: %s, %s, %s: %s\n", v.dir, v.manifest.Verified.RunID,
		count(len(v.manifest.Verified.Inputs), "input"), count(len(v.manifest.Verified.Outputs), "file"), same)
	return nil
}

// repeat makes the run anew, unless its inputs or resources are others; then it
// names them and gives false.
func (v *verification) repeat(ctx context.Context, to string) (bool, error) {
	out := v.output(to)
	if err := out.free(); err != nil {
		return false, v.absent(err)
	}
	switch v.manifest.Verified.Reading.From {
	case table.FromTables, table.FromStream:
		return v.repeatAggregate(out)
	}
	return v.repeatRun(ctx, out)
}

// output says that the repeated run is written as the run was.
func (v *verification) output(to string) *outputFlags {
	w := v.manifest.Verified.Writing
	out := &outputFlags{out: to, noGuard: !w.Guard, excel: w.Excel, gold: v.beside(v.manifest.Environment.Places.Gold)}
	out.choices = w.Multiverse
	for _, table := range v.manifest.Environment.Places.Validation {
		out.validation = append(out.validation, v.beside(table))
	}
	for _, f := range w.Formats {
		out.formats = append(out.formats, string(f))
	}
	return out
}

// beside finds a file that is not an article: where it was, or under --inputs.
func (v *verification) beside(place string) string {
	path := placeIn(v.dir, place)
	if v.inputs == "" || place == "" {
		return path
	}
	for _, there := range []string{filepath.Join(v.inputs, filepath.Base(path)), filepath.Join(filepath.Dir(v.inputs), filepath.Base(path))} {
		if _, err := os.Stat(there); err == nil {
			return there
		}
	}
	return path
}

// paths are where the inputs are now.
func (v *verification) paths() ([]string, error) {
	places := v.manifest.Environment.Places.Inputs
	known := len(places) > 0 && places[0] != "-"
	switch {
	case !known && v.inputs == "":
		return nil, usagef("the manifest of %s does not say where the articles are: --inputs says it", v.dir)
	case !known:
		return []string{v.inputs}, nil
	}
	var out []string
	for _, p := range places {
		path := placeIn(v.dir, p)
		if v.inputs != "" {
			path = filepath.Join(v.inputs, filepath.Base(path))
		}
		out = append(out, path)
	}
	if v.inputs != "" && len(out) == 1 {
		if _, err := os.Stat(out[0]); err != nil { // it stands for what was named
			return []string{v.inputs}, nil
		}
	}
	return out, nil
}

// absent makes a difference of an input that is not there.
func (v *verification) absent(err error) error {
	var gone *corpus.PathError
	var lexicon *noLexicon
	what := "an input"
	switch {
	case errors.As(err, &lexicon):
		what = "a lexicon of the study"
	case !errors.As(err, &gone) && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	where := "--inputs says where it was moved"
	if v.inputs != "" {
		where = "it was looked for in " + v.inputs + ", beside that, and where it was"
	}
	v.differs("%s is not there any more (%s): %v", what, where, err)
	return nil
}

// repeatRun scores the articles anew.
func (v *verification) repeatRun(ctx context.Context, out *outputFlags) (bool, error) {
	s, err := study.Parse("the study of the manifest", v.manifest.Verified.Study)
	if err != nil {
		return false, err
	}
	paths, err := v.paths()
	if err != nil {
		return false, err
	}
	v.edited()
	places, reading := v.manifest.Environment.Places, v.manifest.Verified.Reading
	f := &scoreFlags{study: v.beside(places.Study), metadata: v.beside(places.Metadata), columns: reading.Columns, ignore: reading.Ignore, workers: v.workers}
	if slices.ContainsFunc(s.Scorers, remote.Is) { // a repetition asks nobody
		f.remoteFlags = remoteFlags{recording: v.beside(cmp.Or(places.Recording, recordingName)), replay: true}
	}
	if f.study == "" && (len(s.Lexicons) > 0 || !s.LLM.IsZero()) {
		f.study = filepath.Join(v.inputs, "study.yaml") // for its folder
	}
	p, err := openPipeline(ctx, f, s, paths)
	if err != nil {
		return false, v.absent(err)
	}
	defer p.close()
	if v.same(p.info, out) > 0 {
		return false, nil
	}
	var recs []table.Record
	err = p.run(ctx, func(rec table.Record) error {
		recs = append(recs, rec)
		return nil
	})
	if err != nil {
		return false, err
	}
	var broken error
	var textOf func(string) (string, bool)
	if v.manifest.Verified.Writing.Texts {
		textOf = p.textOf(&broken)
	}
	err = out.write(io.Discard, io.Discard, p.info, recs, estimatesOf(p.study, v.workers), textOf, true)
	return err == nil && broken == nil, errors.Join(err, broken)
}

// same names the resources and inputs that are others now, and counts them.
func (v *verification) same(info table.Info, out *outputFlags) int {
	differences := repeat.LockDifferences(v.manifest.Verified.Resources, info.Resources)
	inputs := info.Inputs
	if out.codes != nil {
		inputs = append(inputs, out.codes.Input)
	}
	if out.measured != nil {
		inputs = append(inputs, out.measured.Inputs...)
	}
	for _, d := range append(differences, repeat.InputDifferences(v.manifest.Verified.Inputs, inputs)...) {
		v.differs("%s", d)
		differences = append(differences, d)
	}
	return len(differences)
}

// repeatAggregate makes the run anew from tables or a stream.
func (v *verification) repeatAggregate(out *outputFlags) (bool, error) {
	paths, err := v.paths()
	if err != nil {
		return false, err
	}
	f := &aggregateFlags{workers: v.workers, partial: true}
	from := v.manifest.Verified
	if from.Reading.From == table.FromTables {
		if len(paths) == 1 { // the folder that holds them
			for i := range from.Inputs {
				paths = append(paths, filepath.Join(paths[0], from.Inputs[i].Path))
			}
			paths = paths[1:]
		}
		if f.tables, err = table.FindTables(paths); err != nil {
			return false, v.absent(err)
		}
		paths = nil
	}
	info, recs, err := f.read(out, paths, nil)
	if err != nil {
		return false, v.absent(err)
	}
	s, err := study.Parse("the study of the manifest", from.Study)
	if err != nil {
		return false, err
	}
	info.Tool, info.Version, info.Study, info.Seed, info.Names = toolName, toolVersion, from.Study, from.Seed, namesOf(s)
	info.Resources, info.Reading = from.Resources, from.Reading
	if len(info.Scorers) == 0 {
		info.Scorers = scorersIn(recs)
	}
	if v.same(info, out) > 0 {
		return false, nil
	}
	err = out.write(io.Discard, io.Discard, info, recs, estimatesOf(s, v.workers), nil, true)
	return err == nil, err
}
