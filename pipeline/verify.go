package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stance/remote"
	"github.com/seed-7a84ba5f/dyad/study"
)

// Verification is a run that is made anew and compared with what it was.
type Verification struct {
	Dir      string
	Manifest repeat.Manifest // of the folder
	Inputs   string          // where the articles were moved; "" where they are
	Options                  // the version and the workers
	Tell     func(line string)

	Found int // differences, each of which was told
}

// Run makes the run anew and tells what differs. The verdict is in Found; why says more
// of one that ended early.
func (v *Verification) Run(ctx context.Context) (why string, err error) {
	m, dir := v.Manifest, v.Dir
	for _, fault := range m.Faults() {
		v.differs("%s", fault)
	}
	if v.Found > 0 {
		return "; the run was not repeated, since the manifest no longer says how it was made", nil
	}
	if err := m.CheckSchema(dir); err != nil {
		return "", err
	}
	if m.Verified.Version != v.Version {
		v.differs("the run is of %s %s; this is %s: take that version to repeat it. What this one makes of it is compared but for the run_id, which the version enters",
			m.Verified.Tool, m.Verified.Version, v.Version)
	}
	changed, err := repeat.ChangedFiles(dir, m)
	if err != nil {
		return "", err
	}
	if err := v.foreign(); err != nil {
		return "", err
	}
	temp, err := os.MkdirTemp("", "dyad-verify-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	again := filepath.Join(temp, "run")
	repeated, err := v.repeat(ctx, again)
	if err != nil {
		return "", err
	}
	if !repeated {
		for _, o := range m.Verified.Outputs {
			if why := changed[o.File]; why != "" {
				v.differs("%s %s", o.File, why)
			}
		}
		return "; the run was not repeated, since it could not come out the same", nil
	}
	return "", v.compare(again, changed)
}

// foreign tells what lies in the folder beside the run.
func (v *Verification) foreign() error {
	names, err := repeat.ForeignFiles(v.Dir, v.Manifest)
	for _, name := range names {
		v.tell("note: %s is not of the run, and was left alone", name)
	}
	return err
}

// edited tells where the study file is another now.
func (v *Verification) edited() {
	path := v.beside(v.Manifest.Environment.Places.Study)
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
	for _, change := range v.Manifest.Verified.StudyChanges(resolved) {
		v.tell("note: %s is not the study of the run (edited since, or a flag decided): %s; the run's own is repeated", path, change)
	}
}

// tell tells a line.
func (v *Verification) tell(format string, args ...any) { v.Tell(fmt.Sprintf(format, args...)) }

// differs tells a difference.
func (v *Verification) differs(format string, args ...any) {
	v.Found++
	v.tell(format, args...)
}

// compare holds the run against its repetition.
func (v *Verification) compare(again string, changed map[string]string) error {
	files, err := repeat.CompareRun(v.Dir, again)
	if err != nil {
		return err
	}
	foreign := v.Manifest.Environment.Arch != runtime.GOARCH
	rounded := 0
	for _, f := range files {
		switch {
		case f.First == "" && changed[f.File] == "":
		case f.Rounded && foreign && changed[f.File] == "":
			rounded++
			v.tell("%s: equal within the printed decimals; first: %s", f.File, f.First)
		case changed[f.File] == f.First:
			v.differs("%s %s", f.File, f.First)
		case changed[f.File] != "":
			v.differs("%s %s; %s", f.File, changed[f.File], f.First)
		default:
			v.differs("%s: %s", f.File, f.First)
		}
	}
	if v.Found > 0 {
		return nil
	}
	same := "byte for byte the same"
	if rounded > 0 {
		same = fmt.Sprintf("the same within the printed decimals (made on %s, repeated on %s)", v.Manifest.Environment.Arch, runtime.GOARCH)
	}
	v.tell("%s: %s, %s, %s: %s", v.Dir, v.Manifest.Verified.RunID,
		table.Counted(len(v.Manifest.Verified.Inputs), "input"), table.Counted(len(v.Manifest.Verified.Outputs), "file"), same)
	return nil
}

// repeat makes the run anew, unless its inputs or resources are others; then it
// names them and gives false.
func (v *Verification) repeat(ctx context.Context, to string) (bool, error) {
	out := v.output(to)
	if err := out.Open(ctx); err != nil {
		return false, v.absent(err)
	}
	s, err := study.Parse("the study of the manifest", v.Manifest.Verified.Study)
	if err != nil {
		return false, err
	}
	var info table.Info
	var recs table.Records
	switch v.Manifest.Verified.Reading.From {
	case table.FromTables, table.FromStream:
		var rows Rows
		rows, err = v.rowsAgain(s, out)
		info, recs = rows.Info, table.RecordsOf(rows.Records)
	default:
		var scored *Scored
		if scored, err = v.scoreAgain(ctx, out); scored != nil {
			defer scored.Close()
			info, recs = scored.Info, scored.Records(ctx)
		}
	}
	if err != nil || info.Tool == "" {
		return false, err
	}
	run, err := out.Build(info, recs, Estimates(s, v.Workers))
	if err == nil {
		_, err = out.Write(run)
	}
	return err == nil, err
}

// output says that the repeated run is written as the run was.
func (v *Verification) output(to string) *Output {
	w, places := v.Manifest.Verified.Writing, v.Manifest.Environment.Places
	out := &Output{Dir: to, Formats: w.Formats, NoGuard: !w.Guard, Excel: w.Excel, Gold: v.beside(places.Gold), Multiverse: w.Multiverse}
	for _, file := range places.Validation {
		out.Validation = append(out.Validation, v.beside(file))
	}
	return out
}

// beside finds a file that is not an article: where it was, or under --inputs.
func (v *Verification) beside(place string) string {
	path := placeIn(v.Dir, place)
	if v.Inputs == "" || place == "" {
		return path
	}
	for _, there := range []string{filepath.Join(v.Inputs, filepath.Base(path)), filepath.Join(filepath.Dir(v.Inputs), filepath.Base(path))} {
		if _, err := os.Stat(there); err == nil {
			return there
		}
	}
	return path
}

// paths are where the inputs are now.
func (v *Verification) paths() ([]string, error) {
	places := v.Manifest.Environment.Places.Inputs
	known := len(places) > 0 && places[0] != "-"
	switch {
	case !known && v.Inputs == "":
		return nil, &ChoiceError{fmt.Errorf("the manifest of %s does not say where the articles are: --inputs says it", v.Dir)}
	case !known:
		return []string{v.Inputs}, nil
	}
	var out []string
	for _, p := range places {
		path := placeIn(v.Dir, p)
		if v.Inputs != "" {
			path = filepath.Join(v.Inputs, filepath.Base(path))
		}
		out = append(out, path)
	}
	if v.Inputs != "" && len(out) == 1 {
		if _, err := os.Stat(out[0]); err != nil { // it stands for what was named
			return []string{v.Inputs}, nil
		}
	}
	return out, nil
}

// absent makes a difference of an input that is not there.
func (v *Verification) absent(err error) error {
	var gone *corpus.PathError
	var lexicon *LexiconError
	what := "an input"
	switch {
	case errors.As(err, &lexicon):
		what = "a lexicon of the study"
	case !errors.As(err, &gone) && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	where := "--inputs says where it was moved"
	if v.Inputs != "" {
		where = "it was looked for in " + v.Inputs + ", beside that, and where it was"
	}
	v.differs("%s is not there any more (%s): %v", what, where, err)
	return nil
}

// scoreAgain scores the articles anew; nil where they or the resources are others now.
func (v *Verification) scoreAgain(ctx context.Context, out *Output) (*Scored, error) {
	v.edited()
	p, err := v.Open(ctx)
	if err != nil {
		return nil, v.absent(err)
	}
	defer p.Close()
	if v.others(p.Info(), out) > 0 {
		return nil, nil
	}
	scored, err := p.Score(ctx, "")
	if err == nil && v.Manifest.Verified.Writing.Texts {
		out.Texts = scored.Text
	}
	return scored, err
}

// Open reads the articles of the run again, to be scored as they were; models of others
// are asked from the recording only.
func (v *Verification) Open(ctx context.Context) (*Pass, error) {
	paths, err := v.paths()
	if err != nil {
		return nil, err
	}
	o := v.Options
	if o.Study, err = study.Parse("the study of the manifest", v.Manifest.Verified.Study); err != nil {
		return nil, err
	}
	places, reading := v.Manifest.Environment.Places, v.Manifest.Verified.Reading
	o.File = v.beside(places.Study)
	if slices.ContainsFunc(o.Study.Scorers, remote.Is) {
		o.Remote = Remote{Recording: v.beside(cmp.Or(places.Recording, RecordingName)), Replay: true}
	}
	if o.File == "" && (len(o.Study.Lexicons)+len(o.Study.Heads) > 0 || !o.Study.LLM.IsZero()) {
		o.File = filepath.Join(v.Inputs, "study.yaml") // for its folder
	}
	scoring, err := NewScoring(ctx, o)
	if err != nil {
		return nil, err
	}
	return scoring.Open(ctx, paths, Reading{Metadata: v.beside(places.Metadata), Columns: reading.Columns, Ignore: reading.Ignore})
}

// others names the resources and inputs that are others now, and counts them.
func (v *Verification) others(info table.Info, out *Output) int {
	differences := append(repeat.LockDifferences(v.Manifest.Verified.Resources, info.Resources),
		repeat.InputDifferences(v.Manifest.Verified.Inputs, slices.Concat(info.Inputs, out.Inputs()))...)
	for _, d := range differences {
		v.differs("%s", d)
	}
	return len(differences)
}

// rowsAgain reads the tables or the stream anew, as scoreAgain.
func (v *Verification) rowsAgain(s *study.Study, out *Output) (rows Rows, err error) {
	paths, err := v.paths()
	if err != nil {
		return rows, err
	}
	o, from := table.ReadOptions{NoGuard: out.NoGuard, Partial: true}, v.Manifest.Verified
	if from.Reading.From == table.FromTables {
		if len(paths) == 1 { // the folder that holds them
			folder := paths[0]
			paths = nil
			for i := range from.Inputs {
				paths = append(paths, filepath.Join(folder, from.Inputs[i].Path))
			}
		}
		var files table.TableFiles
		if files, err = table.FindTables(paths); err == nil {
			rows, err = ReadTables(files, o)
		}
	} else {
		rows, err = ReadStream(paths[0], nil, o)
	}
	if err != nil {
		return Rows{}, v.absent(err)
	}
	info := &rows.Info
	info.Tool, info.Version, info.Study, info.Seed, info.Names = Tool, v.Version, from.Study, from.Seed, Names(s)
	info.Resources, info.Reading = from.Resources, from.Reading
	if len(info.Scorers) == 0 {
		info.Scorers = rows.scorers()
	}
	if v.others(*info, out) > 0 {
		return Rows{}, nil
	}
	return rows, nil
}
