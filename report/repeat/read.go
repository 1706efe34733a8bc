package repeat

import (
	"path/filepath"
	"slices"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// ReadEstimates reads what figures are drawn from: the manifest of a run folder
// and its tables but for those of single sentences, articles and variance;
// multiverse and validation where it has them. A row that cannot be
// read is an error, with its place: a figure must not leave it out silently.
func ReadEstimates(dir string) (*report.Run, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return nil, err
	}
	if err := m.CheckSchema(dir); err != nil {
		return nil, err
	}
	run := &report.Run{Info: m.Verified.info()}
	run.ID, run.By = m.Verified.RunID, run.Info.GroupedBy()
	run.Options.By = run.By
	has := func(file string) bool {
		return slices.ContainsFunc(m.Verified.Outputs, func(o table.Output) bool { return o.File == file })
	}
	return run, run.ReadEstimates(dir, m.Verified.Writing.Guard, has)
}

// ReadTables reads the rows of a run from its tables, perhaps corrected by hand. What
// a correction got wrong is a [*TableFaults] with file and line of each fault: a
// figure must not leave a row out silently. Rows of an article that is not there
// are problems of the Info and are left out: that is how articles are taken out.
//
// Where the files are those of a run, unchanged, with its manifest.json
// beside articles.csv, the Info is that run's, so that building again gives
// the same tables. Otherwise the files themselves are the inputs and the
// caller fills in the rest. Tables of a run of another schema are a *SchemaError.
func ReadTables(files table.TableFiles, o table.ReadOptions) (table.Info, []table.Record, error) {
	hashed, inputs := map[string]table.Input{}, []table.Input(nil)
	for i, path := range []string{files.Articles, files.Portrayals, files.Judgments, files.Relations} {
		if path == "" {
			continue
		}
		in, err := table.HashFile(path, filepath.Base(path))
		if err != nil {
			return table.Info{}, nil, err
		}
		hashed[table.RowTables()[i]], inputs = in, append(inputs, in)
	}
	info, known, err := runBehind(filepath.Dir(files.Articles), hashed)
	if err != nil {
		return table.Info{}, nil, err
	}
	guarded := !o.NoGuard
	if known.Verified.RunID != "" {
		guarded = known.Verified.Writing.Guard
	}
	recs, in, err := table.ReadRows(files, guarded)
	if err != nil {
		return info, nil, err
	}
	if known.Verified.RunID == "" {
		in.Inputs, in.LeftOut = inputs, info.LeftOut
		info.Intake = in
		info.Reading.From = table.FromTables
	}
	return info, recs, nil
}

// ReadArticles reads what the means of articles are made of: the manifest of a run
// folder, its articles, portrayals and judgments. As in ReadEstimates, a row that
// cannot be read or is missing is an error, with its place.
func ReadArticles(dir string) (Manifest, []table.Record, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return m, nil, err
	}
	if err := m.CheckSchema(dir); err != nil {
		return m, nil, err
	}
	recs, err := table.ReadArticleRows(dir, m.Verified.Writing.Guard)
	return m, recs, err
}

// runBehind looks for the run that the files of tables belong to, unchanged. The
// manifest is empty where there is none. Files beside the manifest of a run of
// another schema are an error.
func runBehind(dir string, files map[string]table.Input) (table.Info, Manifest, error) {
	m, err := ReadManifest(dir)
	if err != nil {
		return table.Info{}, Manifest{}, nil
	}
	if err := m.CheckSchema(dir); err != nil {
		return table.Info{}, Manifest{}, err
	}
	for _, name := range table.RowTables() {
		file, ok := files[name]
		same := func(o table.Output) bool { return o.File == name+".csv" && o.SHA256 == file.SHA256 }
		if !ok || !slices.ContainsFunc(m.Verified.Outputs, same) {
			return table.Info{}, Manifest{}, nil
		}
	}
	return m.Verified.info(), m, nil
}
