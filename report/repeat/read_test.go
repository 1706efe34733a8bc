package repeat

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/page"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/stats"
)

// What is read of a run folder gives the run's own figures; a row too few is told.
func TestReadArticles(t *testing.T) {
	run := built.Run(t)
	dir := write(t, run, WriteOptions{})
	m, recs, err := ReadArticles(dir)
	if err != nil {
		t.Fatal(err)
	}
	if m.Verified.RunID != run.ID {
		t.Errorf("run %q, want %q", m.Verified.RunID, run.ID)
	}
	if value, ok := recs[slices.IndexFunc(recs, func(r table.Record) bool { return r.Article.DocID == "b/2.txt" })].Article.MetaValue("country"); value != "=1+1" || !ok {
		t.Errorf("country %q, %v", value, ok)
	}
	sums, compared := map[[2]string]struct {
		sum float64
		n   int
	}{}, 0
	for _, a := range report.ArticleMeans(recs, report.Within, false) {
		if a.Measure == table.OwnStance {
			key := [2]string{a.Target, a.Scorer}
			sum := sums[key]
			sum.sum, sum.n = sum.sum+a.Value, sum.n+1
			sums[key] = sum
		}
	}
	for i := range run.Sources {
		if r := &run.Sources[i]; r.Level == table.LevelAll && r.Measure == table.OwnStance && r.Scope == table.AnyScope {
			sum := sums[[2]string{r.Target, r.Scorer}]
			compared++
			if table.Rounded(sum.sum/float64(sum.n), table.ScoreDecimals) != r.Mean {
				t.Errorf("%s by %s: mean %v of %d articles, and sources says %v", r.Target, r.Scorer, sum.sum/float64(sum.n), sum.n, r.Mean.Value)
			}
		}
	}
	if compared != len(sums) || compared < 2 {
		t.Errorf("%d means compared of %d", compared, len(sums))
	}
	path := filepath.Join(dir, "portrayals.csv")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	if err := os.WriteFile(path, []byte(strings.Join(slices.Delete(lines, 1, 2), "")), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ReadArticles(dir); err == nil || !strings.Contains(err.Error(), "n_portrayals") {
		t.Errorf("a row too few: %v", err)
	}
}

// What was written is read back.
func TestFrameSharesAreRead(t *testing.T) {
	run := built.Run(t)
	read, err := ReadEstimates(write(t, run, WriteOptions{}))
	if err != nil || len(read.FrameShares) == 0 {
		t.Fatal(err)
	}
	fixture.Diff(t, "shares", run.FrameShares, read.FrameShares)
}

func TestLookalikesAreTold(t *testing.T) {
	recs := built.Records()
	recs[0].Article.Meta[1].Value = "007"
	recs[3].Article.DocID = "1e5"
	run := built.Build(t, fixture.Info(), recs, report.Options{})
	var notes []string
	dir := write(t, run, WriteOptions{Formats: []table.Format{table.CSV, table.XLSX}, Note: func(s string) { notes = append(notes, s) }})
	all := strings.Join(notes, "\n")
	if !strings.Contains(all, "doc_id (1, such as 1e5), meta_bias (1, such as 007): tables.xlsx keeps them") {
		t.Errorf("notes: %s", all)
	}
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	fixture.Diff(t, "manifest", map[string]int{"doc_id": 1, "meta_bias": 1}, m.Verified.Outputs[1].Lookalikes)
	notes = nil
	write(t, built.Run(t), WriteOptions{Note: func(s string) { notes = append(notes, s) }})
	if len(notes) > 0 {
		t.Errorf("notes without a look-alike: %q", notes)
	}
}

// A run of another schema is refused with what to do; tables are told apart by
// their headers.
func TestOtherSchemasAreRefused(t *testing.T) {
	dir := write(t, built.Run(t), WriteOptions{Excel: true})
	files := table.TablesIn(dir)
	found, err := table.FindTables([]string{files.Relations, files.Judgments, files.Articles, files.Portrayals})
	if err != nil || found != files {
		t.Errorf("%+v, %v", found, err)
	}
	path := filepath.Join(dir, manifestFile)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(b), `"schema_version": 5`, `"schema_version": 4`, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	_, _, err = ReadTables(files, table.ReadOptions{})
	_, err2 := Compare(dir, dir)
	_, err3 := ReadEstimates(dir)
	for _, err := range []error{err, err2, err3} {
		if err == nil || !strings.Contains(err.Error(), "tables of schema 4, and this version of dyad reads schema 5: make the run anew with dyad run") {
			t.Errorf("%v", err)
		}
	}
}

func TestGoldenTables(t *testing.T) {
	run := built.Run(t)
	got := fixture.Files(t, write(t, run, WriteOptions{Environment: Environment{Time: "2020-01-01T00:00:00Z"}}))
	var b strings.Builder
	if err := run.WriteSummary(&b, 0); err != nil {
		t.Fatal(err)
	}
	got["summary.txt"] = b.String()
	delete(got, page.File) // see html_test.go
	got[manifestFile] = ofPage.ReplaceAllString(got[manifestFile], `$1"…",$2"size": 0`)
	for name, text := range got {
		golden.Check(t, filepath.Join("testdata", "golden", name), []byte(text))
	}
}

// ofPage are the hash and the size of the page in a manifest, which change
// with every change of its looks.
var ofPage = regexp.MustCompile(`("file": "report.html",\s+"sha256": )"[0-9a-f]+",(\s+)"size": \d+`)

// The tables of a run that has all of them are as their schema says, and are
// read as they were written.
func TestMultiverseOfARun(t *testing.T) {
	choices := report.DefaultChoices()
	run := built.Build(t, fixture.Info(), built.Quarrel(), report.Options{Multiverse: &choices, Validation: []table.ValidationRow{}, Means: stats.MethodT})
	dir := write(t, run, WriteOptions{})
	read, err := ReadEstimates(dir)
	if err != nil {
		t.Fatal(err)
	}
	fixture.Diff(t, "rows", run.Multiverse, read.Multiverse)
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	fixture.Diff(t, "choices", choices, *m.Verified.Writing.Multiverse)
	fixture.Diff(t, "run_id", built.Run(t).ID, run.ID) // other choices make no other run
}

func write(t *testing.T, run *report.Run, o WriteOptions) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	if err := Write(dir, run, o); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The tables of a multiverse alone go into a folder that is no run's.
func TestWriteMultiverse(t *testing.T) {
	m, err := report.NewMultiverse([]report.ScoredRun{{Records: table.RecordsOf(built.Quarrel())}}, report.DefaultChoices(), 7, report.Options{})
	if err != nil {
		t.Fatal(err)
	}
	answers := len(m.Rows) / len(m.Summary)
	dir := filepath.Join(t.TempDir(), "out")
	if err := WriteMultiverse(dir, "r1", m, WriteOptions{}); err != nil {
		t.Fatal(err)
	}
	got := fixture.Files(t, dir)
	if !strings.HasPrefix(got["multiverse.csv"], "run_id,level,") || strings.Count(got["multiverse_actor1.svg"], "<circle") != answers ||
		strings.Contains(got["multiverse_actor1.svg"], "NaN") || !strings.Contains(got["datapackage.json"], `"path": "multiverse_summary.csv"`) ||
		!strings.Contains(got["codebook.csv"], "\nr1,multiverse,threshold,float,4,") || len(got) != 5 {
		t.Errorf("files %d", len(got))
	}
	if err := WriteMultiverse(write(t, built.Run(t), WriteOptions{}), "r1", m, WriteOptions{}); !errors.Is(err, ErrExists) {
		t.Errorf("into a run: %v", err)
	}
	if again := WriteMultiverse(dir, "r1", m, WriteOptions{Formats: []table.Format{table.JSONL}}); again != nil || len(fixture.Files(t, dir)) != 8 {
		t.Errorf("a second time: %v, %d files", again, len(fixture.Files(t, dir)))
	}
}

// Tables by group are read as they were: figures know sources alone.
func TestGroupsAreRead(t *testing.T) {
	run := built.Build(t, fixture.Info(), fixture.Grouped(), report.Options{By: "side"})
	run.Info.Study = []byte(`{"by":"meta_side"}`)
	back, err := ReadEstimates(write(t, run, WriteOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	if back.Options.By != "side" || len(back.Sources) != len(run.Sources) {
		t.Fatalf("by %q, %d rows of %d", back.Options.By, len(back.Sources), len(run.Sources))
	}
	for i := range back.Sources {
		if a, b := &run.Sources[i], &back.Sources[i]; a.Level != b.Level || a.Source != b.Source || a.Mean != b.Mean {
			t.Errorf("row %d: %s %q %v, read as %s %q %v", i, a.Level, a.Source, a.Mean, b.Level, b.Source, b.Mean)
		}
	}
}

// What dyad validate found reaches table and page, and moves no other figure.
func TestValidationIsShown(t *testing.T) {
	v, err := table.ReadValidation([]string{filepath.Join(fixture.FolderOf(t, map[string]string{"b.csv": fixture.MetricTable}), "b.csv")})
	if err != nil {
		t.Fatal(err)
	}
	run, without := built.Build(t, fixture.Info(), built.Records(), report.Options{Validation: v.Rows}), built.Run(t)
	fixture.Diff(t, "sources", without.Sources, run.Sources)
	got := fixture.Files(t, write(t, run, WriteOptions{}))
	if !strings.Contains(got["detail/validation.csv"], ",b.csv,ensemble,target,macro_f1,,0.743544,0.695369,0.791507,343,,,\n") ||
		!strings.Contains(got["codebook.csv"], ",validation,ci_low,") || !strings.Contains(got["datapackage.json"], `"path": "detail/validation.csv"`) {
		t.Errorf("validation.csv:\n%s", got["detail/validation.csv"])
	}
	if _, ok := fixture.Files(t, write(t, without, WriteOptions{}))["detail/validation.csv"]; ok {
		t.Error("validation.csv was written for nothing")
	}
}
