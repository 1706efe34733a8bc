package repeat

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/built"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

func stream(t *testing.T, info table.Info, recs []table.Record) string {
	t.Helper()
	var b bytes.Buffer
	w, err := table.NewStreamWriter(&b, info)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recs {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(info.Intake); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestStreamGivesTheSameRun(t *testing.T) {
	text := stream(t, fixture.Info(), built.Records())
	for line := range strings.Lines(text) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("no JSON: %s", line)
		}
	}
	info, recs, err := table.ReadStream(strings.NewReader(text), table.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	fixture.Diff(t, "records", built.Records(), recs)
	want := fixture.Files(t, write(t, built.Run(t), WriteOptions{}))
	fixture.Diff(t, "files", want, fixture.Files(t, write(t, built.Build(t, info, recs, report.Options{}), WriteOptions{})))
}

func TestTablesGiveTheSameRun(t *testing.T) {
	for _, o := range []WriteOptions{{}, {NoGuard: true}, {Excel: true}} {
		dir := write(t, built.Run(t), o)
		info, recs, err := ReadTables(table.TablesIn(dir), table.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(recs)
		again := write(t, built.Build(t, info, recs, report.Options{Workers: 3}), o)
		fixture.Diff(t, fmt.Sprintf("files with %+v", o), fixture.Files(t, dir), fixture.Files(t, again))
	}
}

func TestChangedTablesAreInputsOfTheirOwn(t *testing.T) {
	dir := write(t, built.Run(t), WriteOptions{})
	b, err := os.ReadFile(filepath.Join(dir, "articles.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.Contains(l, ",a/2.txt,") }) // taken out by hand
	if err := os.WriteFile(filepath.Join(dir, "articles.csv"), []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	info, recs, err := ReadTables(table.TablesIn(dir), table.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(info.Inputs) != 4 || info.Version != "" || info.Found != len(fixture.Scored())-3 || len(recs) != len(fixture.Scored())-3 {
		t.Errorf("info %+v, %d records", info, len(recs))
	}
	for _, p := range info.Problems {
		if p.Reason != "unknown_doc" || !strings.Contains(p.String(), `there is no article "a/2.txt"`) {
			t.Errorf("problem %v", p)
		}
	}
	if len(info.Problems) != 3 {
		t.Errorf("%d problems", len(info.Problems))
	}
}

// edited are the tables of a run with one cell of a table corrected: line is that
// of the file, from 1.
func edited(t *testing.T, run, name string, line int, column, to string) table.TableFiles {
	t.Helper()
	dir := t.TempDir()
	for _, file := range table.TablesIn(run).Paths() {
		b, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(file)), b, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, name+".csv")
	rows, err := table.ReadCells(path, false)
	if err != nil {
		t.Fatal(err)
	}
	rows[line-1][slices.Index(rows[0], column)] = to
	var b bytes.Buffer
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return table.TablesIn(dir)
}

// What a correction by hand got wrong is told with file and line, and no figure
// is made without the row.
func TestFaultsOfCorrectedTables(t *testing.T) {
	run := write(t, built.Run(t), WriteOptions{})
	for _, c := range []struct {
		table      string
		line       int
		column, to string
		want       string
	}{
		{"judgments", 2, "holder_class", "narator", `judgments.csv:2:`},
		{"judgments", 2, "holder_class", "", "judgments.csv:2: holder_class: is empty"},
		{"judgments", 2, "scope", "both", `scope: "both" is none of dyad, actor`},
		{"judgments", 2, "scope", "", "judgments.csv:2: scope: is empty"},
		{"judgments", 2, "voice", "Narrator", `voice: "Narrator" is none of`},
		{"judgments", 2, "target", "actor3", `target: "actor3" is none of`},
		{"judgments", 2, "modality", "", "judgments.csv:2: modality: is empty"},
		{"judgments", 2, "polarity", "", "judgments.csv:2: polarity: is empty"},
		{"judgments", 2, "polarity", "NA", "judgments.csv:2: polarity: is empty"},
		{"judgments", 2, "polarity", "-5", "polarity: -5 is not from -1 to 1"},
		{"judgments", 2, "polarity", "0.5", `judgments.csv:2: polarity_label: "negative", and by polarity 0.5000 it is positive`},
		{"judgments", 2, "polarity_label", "", `judgments.csv:2: polarity_label: "", and by polarity`},
		{"judgments", 3, "judgment_id", "a/1.txt:s1:1", `judgments.csv:3: judgment_id: "a/1.txt:s1:1" stands on judgments.csv:2 already`},
		{"judgments", 2, "source", "+Plus", `judgments.csv:2: source: "+Plus", and the article has "+Plus News" (articles.csv:2)`},
		{"judgments", 2, "source", "", `judgments.csv:2: source: ""`},
		{"judgments", 2, "publish_date", "2020-11-02", "judgments.csv:2: publish_date:"},
		{"judgments", 2, "publish_date", "1.11.2020", `publish_date: "1.11.2020" is no date`},
		{"judgments", 2, "story_cluster_id", "a/2.txt", "judgments.csv:2: story_cluster_id:"},
		{"judgments", 2, "counts", "yes", `counts: "yes" is neither true nor false`},
		{"portrayals", 2, "voice", "quoted by", `voice: "quoted by" is none of`},
		{"portrayals", 2, "portrayal_label", "bad", `portrayal_label: "bad" is none of`},
		{"portrayals", 2, "portrayal", "0.9", "portrayals.csv:2: portrayal: 0.9000, and by p_positive and p_negative it is"},
		{"portrayals", 3, "portrayal_label", "positive", "portrayals.csv:3: portrayal_label: positive, and"},
		{"portrayals", 3, "own_stance", "1", "portrayals.csv:3: own_stance: 1.0000, and by"},
		{"relations", 2, "relation_label", "conflict", "relations.csv:2: relation_label: conflict, and cooperation is 0.5000"},
		{"relations", 2, "cooperation", "", "relations.csv:2: cooperation: is empty"},
		{"relations", 2, "status", "sure", `status: "sure" is none of`},
		{"relations", 3, "relation_id", "b/2.txt:r1:1", "relations.csv:3: relation_id:"},
		{"articles", 2, "story_cluster_id", "nobody", `articles.csv:2: story_cluster_id: there is no article "nobody"`},
		{"articles", 2, "story_cluster_id", "b/3.txt", `articles.csv:2: story_cluster_id: "b/3.txt" is itself in the cluster "b/2.txt"`},
		{"articles", 2, "is_cluster_head", "false", "articles.csv:2: is_cluster_head: false, and the head"},
		{"articles", 2, "copy_of", "nobody", `articles.csv:2: copy_of: there is no article "nobody"`},
		{"articles", 2, "doc_id", "b/2.txt", `article "b/2.txt" is there already`},
		{"articles", 2, "source", "Other", "portrayals.csv:2: source:"},
		{"articles", 2, "publish_date", "2020-02-30", `publish_date: "2020-02-30" is no date`},
	} {
		_, recs, err := ReadTables(edited(t, run, c.table, c.line, c.column, c.to), table.ReadOptions{})
		var faults *table.TableFaults
		if !errors.As(err, &faults) || !strings.Contains(err.Error(), c.want) || recs != nil {
			t.Errorf("%s:%d %s = %q: %v, want %q", c.table, c.line, c.column, c.to, err, c.want)
		}
	}
}

// A correction that holds together is taken over, as a spreadsheet of any country
// saves it.
func TestCorrectedTables(t *testing.T) {
	files := edited(t, write(t, built.Run(t), WriteOptions{}), "judgments", 2, "polarity", "-0,25")
	rows, err := table.ReadCells(files.Judgments, false)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	for _, row := range rows {
		for i, c := range row {
			if strings.Trim(c, "-0123456789.") == "" && strings.Count(c, ".") == 1 {
				row[i] = strings.Replace(c, ".", ",", 1)
			} else if c == "true" || c == "false" {
				row[i] = strings.ToUpper(c)
			}
		}
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files.Judgments, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	info, recs, err := ReadTables(files, table.ReadOptions{})
	if err != nil || len(info.Problems) > 0 {
		t.Fatal(err, info.Problems)
	}
	i := slices.IndexFunc(recs, func(r table.Record) bool { return r.Article.DocID == "a/1.txt" })
	if j := recs[i].Judgments; len(j) != 1 || j[0].Polarity != (table.Num{Value: -0.25, Known: true}) {
		t.Errorf("%+v", j)
	}
}

func TestSameBytesAtAnyWorkersAndOrder(t *testing.T) {
	recs := built.Records()
	want := fixture.Files(t, write(t, built.Build(t, fixture.Info(), recs, report.Options{Workers: 1}), WriteOptions{}))
	for round := range 8 {
		shuffled := slices.Clone(recs)
		rand.New(rand.NewPCG(1, uint64(round))).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		info := fixture.Info()
		slices.Reverse(info.Inputs)
		slices.Reverse(info.Problems)
		slices.Reverse(info.Scorers)
		got := fixture.Files(t, write(t, built.Build(t, info, shuffled, report.Options{Workers: 8}), WriteOptions{}))
		fixture.Diff(t, "files", want, got)
	}
	fixture.Diff(t, "the caller's records", built.Records(), recs)
}

func TestRunID(t *testing.T) {
	id := func(change func(*table.Info)) string {
		info := fixture.Info()
		change(&info)
		id, err := info.RunID()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	want := id(func(*table.Info) {})
	same := map[string]func(*table.Info){
		"paths":                        func(i *table.Info) { i.Inputs[0].Path = "elsewhere" },
		"order":                        func(i *table.Info) { slices.Reverse(i.Inputs) },
		"order of keys":                func(i *table.Info) { i.Study = json.RawMessage(`{ "actors":["a","b"], "seed":7 }`) },
		"what a scorer says of itself": func(i *table.Info) { i.Scorers[0].Doc = "new words" },
	}
	for what, change := range same {
		if id(change) != want {
			t.Errorf("%s changes the name of the run", what)
		}
	}
	other := map[string]func(*table.Info){
		"version": func(i *table.Info) { i.Version = "v0.2.0" },
		"study":   func(i *table.Info) { i.Study = json.RawMessage(`{"seed": 7, "actors": ["b", "a"]}`) },
		"seed":    func(i *table.Info) { i.Seed++ },
		"lexicon": func(i *table.Info) { i.Scorers[0].Hash = "cd" },
		"input":   func(i *table.Info) { i.Inputs[0].SHA256 = "12" },
		"twice":   func(i *table.Info) { i.Inputs = append(i.Inputs, i.Inputs[0]) },
	}
	for what, change := range other {
		if id(change) == want {
			t.Errorf("%s does not change the name of the run", what)
		}
	}
}

func TestTruncatedStream(t *testing.T) {
	text := stream(t, fixture.Info(), built.Records())
	cutAt := strings.Index(text, `"portrayal_id":"b/3.txt:p1:1"`)
	for _, part := range []string{"", text[:cutAt], text[:strings.LastIndex(text[:len(text)-1], "\n")+1]} {
		if _, _, err := table.ReadStream(strings.NewReader(part), table.ReadOptions{Name: "s"}); !errors.Is(err, table.ErrTruncated) {
			t.Errorf("%d bytes: %v", len(part), err)
		}
	}
	info, recs, err := table.ReadStream(strings.NewReader(text[:cutAt]), table.ReadOptions{Name: "s", Partial: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(recs) != 1 || recs[0].Article.DocID != "b/2.txt" || len(recs[0].Judgments) != 2 {
		t.Errorf("%d records of a cut stream", len(recs))
	}
	if len(info.Inputs) != 1 || info.Inputs[0].Path != "s" || info.Inputs[0].Size != int64(cutAt) {
		t.Errorf("a cut stream is an input of its own: %+v", info.Inputs)
	}
}

func TestDamagedStream(t *testing.T) {
	text := stream(t, fixture.Info(), built.Records())
	whole, _, err := table.ReadStream(strings.NewReader(text), table.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(text, `"polarity":-0.5000`, `"polarity":0.5000`, 1)
	info, _, err := table.ReadStream(strings.NewReader(edited), table.ReadOptions{Name: "s"})
	if err != nil || len(info.Inputs) != 1 || info.Inputs[0].SHA256 == whole.Inputs[0].SHA256 {
		t.Errorf("an edited stream passes for the one it was: %+v, %v", info.Inputs, err)
	}
	broken := strings.Replace(text, `"polarity":-0.5000`, `"polarity":"low"`, 1)
	broken = strings.Replace(broken, `{"record":"relation"`, `{"record":"relation"{`, 1)
	info, recs, err := table.ReadStream(strings.NewReader(broken), table.ReadOptions{Name: "s"})
	if err != nil || len(recs) != len(fixture.Scored()) {
		t.Fatalf("%d records, %v", len(recs), err)
	}
	var got []string
	for _, p := range info.Problems {
		got = append(got, p.String())
	}
	fixture.Diff(t, "problems", []string{
		"s:7: invalid character '{' after object key:value pair",
		`s:16: polarity: "low" is no float`,
		"s: 2 articles do not have the number of rows that n_portrayals, n_judgments and n_relations say",
		"a:1: 31 February", "z:3: no JSON",
	}, got)
	if _, _, err := table.ReadStream(strings.NewReader("{}\n"), table.ReadOptions{Name: "s"}); err == nil {
		t.Error("a file that is no stream is read as one")
	}
}
