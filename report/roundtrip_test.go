package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func stream(t *testing.T, info Info, recs []Record) string {
	t.Helper()
	var b bytes.Buffer
	w, err := NewStreamWriter(&b, info)
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
	text := stream(t, fixtureInfo(), fixtureRecords())
	for line := range strings.Lines(text) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("no JSON: %s", line)
		}
	}
	info, recs, err := ReadStream(strings.NewReader(text), ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	diff(t, "records", fixtureRecords(), recs)
	want := files(t, write(t, fixtureRun(t), WriteOptions{}))
	diff(t, "files", want, files(t, write(t, build(t, info, recs, Options{}), WriteOptions{})))
}

func TestTablesGiveTheSameRun(t *testing.T) {
	for _, o := range []WriteOptions{{}, {NoGuard: true}, {Excel: true}} {
		dir := write(t, fixtureRun(t), o)
		info, recs, err := ReadTables(TablesIn(dir), ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(recs)
		again := write(t, build(t, info, recs, Options{Workers: 3}), o)
		diff(t, fmt.Sprintf("files with %+v", o), files(t, dir), files(t, again))
	}
}

func TestChangedTablesAreInputsOfTheirOwn(t *testing.T) {
	dir := write(t, fixtureRun(t), WriteOptions{})
	path := func(name string) string { return filepath.Join(dir, name) }
	b, err := os.ReadFile(path("judgments.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(b), "\n")
	lines[1] = strings.Replace(lines[1], "-0.5000", "-5", 1)
	lines[2] = strings.Replace(lines[2], "a/2.txt", "a/9.txt", 2)
	lines[3] = "too,short\n"
	lines[4] = strings.Replace(lines[4], "true", "yes", 1)
	if err := os.WriteFile(path("judgments.csv"), []byte(strings.Join(lines, "")), 0o666); err != nil {
		t.Fatal(err)
	}
	info, recs, err := ReadTables(TablesIn(dir), ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(info.Inputs) != 4 || info.Version != "" || info.Found != len(fixture())-2 || len(recs) != len(fixture())-2 {
		t.Errorf("info %+v, %d records", info, len(recs))
	}
	var got []string
	for _, p := range info.Problems {
		got = append(got, strings.TrimPrefix(p.String(), dir+string(filepath.Separator)))
	}
	diff(t, "problems", []string{
		"judgments.csv:2:162: polarity: -5 is not from -1 to 1",
		`judgments.csv:3: there is no article "a/9.txt"`,
		"judgments.csv:4:1: wrong number of fields",
		`judgments.csv:5:235: counts: "yes" is neither true nor false`,
		"articles.csv: 4 articles do not have the number of rows that n_portrayals, n_judgments and n_relations say",
	}, got)
}

func TestHeaders(t *testing.T) {
	dir := write(t, fixtureRun(t), WriteOptions{})
	good, err := os.ReadFile(filepath.Join(dir, "relations.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, want string }{
		{"quad_class", "quad", `column "quad_class" is missing`},
		{"quad_class", "agent", `column "agent" stands there twice`},
		{"", "", "there is no header row"},
	} {
		text := strings.Replace(string(good), c.from, c.to, 1)
		if c.from == "" {
			text = ""
		}
		_, err := newTableReader(strings.NewReader(text), "r.csv", true, without(relationFields))
		if err == nil || !strings.Contains(err.Error(), "r.csv:1: "+c.want) {
			t.Errorf("%s: %v", c.want, err)
		}
	}
	wide := strings.Replace(strings.Replace(string(good), "run_id", "run_id,mine", 1), "\n", "\nx,", 1)
	r, err := newTableReader(strings.NewReader(wide), "r.csv", true, without(relationFields))
	if err != nil {
		t.Fatal(err)
	}
	if ws := r.warnings(); len(ws) != 1 || ws[0].Reason != unknownColumn || ws[0].Lost {
		t.Errorf("warnings: %v", ws)
	}
}

func TestSameBytesAtAnyWorkersAndOrder(t *testing.T) {
	recs := fixtureRecords()
	want := files(t, write(t, build(t, fixtureInfo(), recs, Options{Workers: 1}), WriteOptions{}))
	for round := range 8 {
		shuffled := slices.Clone(recs)
		rand.New(rand.NewPCG(1, uint64(round))).Shuffle(len(shuffled), func(i, j int) {
			shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
		})
		info := fixtureInfo()
		slices.Reverse(info.Inputs)
		slices.Reverse(info.Problems)
		slices.Reverse(info.Scorers)
		got := files(t, write(t, build(t, info, shuffled, Options{Workers: 8}), WriteOptions{}))
		diff(t, "files", want, got)
	}
	diff(t, "the caller's records", fixtureRecords(), recs)
}

func TestRunID(t *testing.T) {
	id := func(change func(*Info)) string {
		info := fixtureInfo()
		change(&info)
		id, err := info.RunID()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	want := id(func(*Info) {})
	same := map[string]func(*Info){
		"paths":                        func(i *Info) { i.Inputs[0].Path = "elsewhere" },
		"order":                        func(i *Info) { slices.Reverse(i.Inputs) },
		"order of keys":                func(i *Info) { i.Study = json.RawMessage(`{ "actors":["a","b"], "seed":7 }`) },
		"what a scorer says of itself": func(i *Info) { i.Scorers[0].Doc = "new words" },
	}
	for what, change := range same {
		if id(change) != want {
			t.Errorf("%s changes the name of the run", what)
		}
	}
	other := map[string]func(*Info){
		"version": func(i *Info) { i.Version = "v0.2.0" },
		"study":   func(i *Info) { i.Study = json.RawMessage(`{"seed": 7, "actors": ["b", "a"]}`) },
		"seed":    func(i *Info) { i.Seed++ },
		"lexicon": func(i *Info) { i.Scorers[0].Hash = "cd" },
		"input":   func(i *Info) { i.Inputs[0].SHA256 = "12" },
		"twice":   func(i *Info) { i.Inputs = append(i.Inputs, i.Inputs[0]) },
	}
	for what, change := range other {
		if id(change) == want {
			t.Errorf("%s does not change the name of the run", what)
		}
	}
}

func TestFromCorpus(t *testing.T) {
	got := FromCorpus(&corpus.Problem{File: "a.jsonl", Path: "/home/me/a.jsonl", Line: 3, Reason: corpus.ReasonInvalidJSON, Msg: "no JSON", Lost: true})
	diff(t, "problem", Problem{Where: "a.jsonl:3", Reason: "invalid_json", Message: "no JSON", Lost: true}, got)
}

func TestTruncatedStream(t *testing.T) {
	text := stream(t, fixtureInfo(), fixtureRecords())
	cutAt := strings.Index(text, `"portrayal_id":"b/3.txt:p1:1"`)
	for _, part := range []string{"", text[:cutAt], text[:strings.LastIndex(text[:len(text)-1], "\n")+1]} {
		if _, _, err := ReadStream(strings.NewReader(part), ReadOptions{Name: "s"}); !errors.Is(err, ErrTruncated) {
			t.Errorf("%d bytes: %v", len(part), err)
		}
	}
	info, recs, err := ReadStream(strings.NewReader(text[:cutAt]), ReadOptions{Name: "s", Partial: true})
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
	text := stream(t, fixtureInfo(), fixtureRecords())
	whole, _, err := ReadStream(strings.NewReader(text), ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(text, `"polarity":-0.5000`, `"polarity":0.5000`, 1)
	info, _, err := ReadStream(strings.NewReader(edited), ReadOptions{Name: "s"})
	if err != nil || len(info.Inputs) != 1 || info.Inputs[0].SHA256 == whole.Inputs[0].SHA256 {
		t.Errorf("an edited stream passes for the one it was: %+v, %v", info.Inputs, err)
	}
	broken := strings.Replace(text, `"polarity":-0.5000`, `"polarity":"low"`, 1)
	broken = strings.Replace(broken, `{"record":"relation"`, `{"record":"relation"{`, 1)
	info, recs, err := ReadStream(strings.NewReader(broken), ReadOptions{Name: "s"})
	if err != nil || len(recs) != len(fixture()) {
		t.Fatalf("%d records, %v", len(recs), err)
	}
	var got []string
	for _, p := range info.Problems {
		got = append(got, p.String())
	}
	diff(t, "problems", []string{
		"s:7: invalid character '{' after object key:value pair",
		`s:16: polarity: "low" is no float`,
		"s: 2 articles do not have the number of rows that n_portrayals, n_judgments and n_relations say",
		"a:1: 31 February", "z:3: no JSON",
	}, got)
	if _, _, err := ReadStream(strings.NewReader("{}\n"), ReadOptions{Name: "s"}); err == nil {
		t.Error("a file that is no stream is read as one")
	}
}
