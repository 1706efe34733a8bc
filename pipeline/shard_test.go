package pipeline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus/read"
	"github.com/seed-7a84ba5f/dyad/report/repeat"
	"github.com/seed-7a84ba5f/dyad/report/table"
	"github.com/seed-7a84ba5f/dyad/study"
)

// lexicalScoring scores by the rules alone, which is quick.
func lexicalScoring(t *testing.T, change func(*study.Study)) *Scoring {
	t.Helper()
	s := study.Default()
	s.Scorers = []string{"lexical"}
	if change != nil {
		change(s)
	}
	p, err := NewScoring(t.Context(), Options{Study: s, Version: "test", Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// lines are records with all that a division may get wrong: ids that clash, also with one
// that mentions no actor, copies, a line that is no JSON, a bad date, another language.
func lines() []string {
	const copied = `The Taliban praised President Trump on Monday for the agreement that was signed in Doha after a year of talks between the two sides, and said that the truce would hold. Officials in Kabul warned that the Taliban had attacked nine posts since then. President Trump condemned the attacks and said that the United States would answer them as it had before.`
	out := []string{
		`{"id": "a", "source": "The Ledger", "date": "2020-03-01", "title": "Talks", "text": "The Taliban praised President Trump. Trump attacked the Taliban."}`,
		`{"id": "a", "source": "The Post", "date": "2020-03-02", "title": "Talks again", "text": "President Trump condemned the Taliban."}`,
		`{"id": "a", "source": "The Post", "date": "2020-03-02", "title": "Rain", "text": "Rain fell on the Taliban Theatre, a cinema of the town, and nobody came to see it."}`,
		`{"id": "a#1", "source": "The Post", "date": "2020-03-04", "title": "More", "text": "Taliban fighters welcomed what Donald Trump said about them."}`,
		`{"id": "broken", "text": "The Taliban` + "\t" + `met Trump."`,
		`{"id": "late", "source": "The Ledger", "date": "2020-02-31", "title": "A day that is none", "text": "Trump met the Taliban."}`,
		`{"id": "de", "source": "Der Bote", "date": "2020-03-01", "title": "Gespräche", "text": "Die Taliban haben mit Donald Trump gesprochen, und niemand wusste, worüber die beiden in dieser langen Nacht geredet haben."}`,
		`{"id": "rain", "source": "The Ledger", "date": "2020-03-05", "title": "Rain", "text": "It rained in the town all day."}`,
	}
	for i, source := range []string{"The Ledger", "The Ledger", "The Post", "The Courier"} {
		out = append(out, fmt.Sprintf(`{"id": "copy%d", "source": %q, "date": "2020-03-0%d", "title": "Copied %d", "text": %q}`, i, source, i+1, i, copied))
	}
	for i := range 12 {
		out = append(out, fmt.Sprintf(`{"source": "Outlet %d", "date": "2020-04-%02d", "title": "No id %d", "text": "Trump said that the Taliban had kept %d promises. The Taliban thanked him."}`, i%3, i+1, i, i))
	}
	return out
}

// written is a run folder with its files by name; of the manifest the verified part.
func written(t *testing.T, s *Scored, st *study.Study) map[string]string {
	t.Helper()
	out := Output{Dir: filepath.Join(t.TempDir(), "run"), Texts: s.Text}
	run, err := out.Build(s.Info, s.Records(t.Context()), Estimates(st, 2))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := out.Write(run); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	err = filepath.WalkDir(out.Dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, out.Dir)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := repeat.ReadManifest(out.Dir)
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.MarshalIndent(m.Verified, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	files["/manifest.json"] = string(b)
	return files
}

func (p *Scoring) whole(t *testing.T, journal string, paths ...string) *Scored {
	t.Helper()
	pass, err := p.Open(t.Context(), paths, Reading{})
	if err != nil {
		t.Fatal(err)
	}
	defer pass.Close()
	s, err := pass.Score(t.Context(), journal)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// shard writes a shard and gives its folder.
func (p *Scoring) shard(t *testing.T, dir string, r Reading, paths ...string) string {
	t.Helper()
	pass, err := p.Open(t.Context(), paths, r)
	if err != nil {
		t.Fatal(err)
	}
	defer pass.Close()
	dir = filepath.Join(dir, fmt.Sprint(r.Part.I))
	work, err := repeat.Begin(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := pass.WriteShard(t.Context(), work, r.Part, repeat.Places{})
	if err = errors.Join(err, work.End(false)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func same(t *testing.T, what string, want, got map[string]string) {
	t.Helper()
	for name, text := range want {
		if d := cmp.Diff(text, got[name]); d != "" {
			t.Errorf("%s: %s differs: %.2000s", what, name, d)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d files of %d", what, len(got), len(want))
	}
}

func merged(t *testing.T, o MergeOptions, dirs ...string) *Scored {
	t.Helper()
	o.Version, o.Workers = "test", 2
	s, _, err := Merge(t.Context(), dirs, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Whatever way a run is divided, it is the run.
func TestShardsAreTheRun(t *testing.T) {
	p := lexicalScoring(t, nil)
	folder := t.TempDir()
	file := filepath.Join(folder, "in.jsonl")
	if err := os.WriteFile(file, []byte(strings.Join(lines(), "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	want := written(t, p.whole(t, "", file), p.Study)
	if articles := want["/articles.csv"]; !strings.Contains(articles, ",a#2,") || strings.Count(articles, ",copy0,") < 4 || !strings.Contains(want["/flow.csv"], "invalid_json") {
		t.Fatalf("the articles do not try what they should: %s", articles)
	}
	for _, n := range []int{1, 7, 100} {
		var dirs []string
		in := t.TempDir()
		for i := range n {
			dirs = append(dirs, p.shard(t, in, Reading{Part: Part{i + 1, n}}, file))
		}
		slices.Reverse(dirs)
		if n == 7 {
			work, err := repeat.Begin(filepath.Join(in, "some"))
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(MergeInto(work, dirs[2:5], "test"), work.End(false)); err != nil {
				t.Fatal(err)
			}
			dirs = append(dirs[:2], dirs[5], dirs[6], work.Dir)
		}
		same(t, fmt.Sprint(n, " shards"), want, written(t, merged(t, MergeOptions{}, dirs...), p.Study))
	}
	for _, n := range []int{1, 3, 30} { // located lines, dealt out like cards
		in := t.TempDir()
		var dirs []string
		for i := range n {
			var b bytes.Buffer
			for k, line := range lines() {
				if k%n != i {
					continue
				}
				record := "record"
				if !json.Valid([]byte(line)) {
					quoted, _ := json.Marshal(line)
					record, line = "text", string(quoted)
				}
				fmt.Fprintf(&b, `{"dyad_file": "in.jsonl", "dyad_line": %d, %q: %s}`+"\n", k+1, record, line)
			}
			dirs = append(dirs, p.shard(t, in, Reading{Part: Part{i + 1, n}, Located: true, Stdin: &b}, "-"))
		}
		list, err := read.Inputs(t.Context(), []string{file}, read.Options{})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		inputs := filepath.Join(in, "inputs.jsonl")
		line, _ := json.Marshal(table.Input{Path: list[0].Path, SHA256: list[0].SHA256, Size: list[0].Size})
		if err := os.WriteFile(inputs, line, 0o666); err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprint(n, " shards of located lines"), want, written(t, merged(t, MergeOptions{Inputs: inputs}, dirs...), p.Study))
	}
}

// What cannot be one run is refused, and said why.
func TestMergeRefuses(t *testing.T) {
	p, q := lexicalScoring(t, nil), lexicalScoring(t, func(s *study.Study) { s.Dedup = "none" })
	folder := t.TempDir()
	one, two := filepath.Join(folder, "one.jsonl"), filepath.Join(folder, "two.jsonl")
	for i, file := range []string{one, two} {
		if err := os.WriteFile(file, []byte(strings.Join(lines()[i:], "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	part := func(p *Scoring, i, n int, file string) string {
		return p.shard(t, t.TempDir(), Reading{Part: Part{i, n}}, file)
	}
	first, second := part(p, 1, 2, one), part(p, 2, 2, one)
	torn := part(p, 2, 2, one)
	if err := os.Truncate(filepath.Join(torn, shardFrames), 10); err != nil {
		t.Fatal(err)
	}
	unmarked := part(p, 2, 2, one)
	if err := os.Remove(filepath.Join(unmarked, repeat.MarkerFile)); err != nil {
		t.Fatal(err)
	}
	for want, dirs := range map[string][]string{
		"part 2 of 2 is missing":      {first},
		"part 1 of 2 is in":           {first, second, first},
		"divided in different ways":   {first, part(p, 2, 3, one)},
		"scored with different":       {first, part(q, 2, 2, one)},
		"have different inputs":       {first, part(p, 2, 2, two)},
		"has other bytes":             {first, torn},
		"is no shard of a run":        {first, unmarked},
		"is no shard of a run, or no": {folder},
	} {
		_, _, err := Merge(t.Context(), dirs, MergeOptions{Version: "test"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	if _, _, err := Merge(t.Context(), []string{first, second}, MergeOptions{Version: "other"}); err == nil || !strings.Contains(err.Error(), "make it anew") {
		t.Errorf("another version: %v", err)
	}
	for _, bad := range []string{"", "1", "0/2", "3/2", "a/2", "1/2/3", "-1/2"} {
		if _, err := ParsePart(bad); err == nil {
			t.Errorf("%q is a part", bad)
		}
	}
}

// A journal that was cut anywhere, or damaged, gives what was whole before; the rest is
// scored anew, and the result is the same.
func TestResume(t *testing.T) {
	p := lexicalScoring(t, nil)
	file := filepath.Join(t.TempDir(), "in.jsonl")
	if err := os.WriteFile(file, []byte(strings.Join(lines(), "\n")), 0o666); err != nil {
		t.Fatal(err)
	}
	journal := filepath.Join(t.TempDir(), "journal")
	first := p.whole(t, journal, file)
	n := first.Read
	want := written(t, first, p.Study)
	whole, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	j := &frames{name: journal}
	if j.file, err = os.Open(journal); err != nil {
		t.Fatal(err)
	}
	var ends []int64
	if _, err := j.each(func(at int64, body []byte) error { ends = append(ends, at+int64(len(body))); return nil }); err != nil {
		t.Fatal(err)
	}
	j.file.Close()
	if len(ends) != n+1 {
		t.Fatalf("%d frames of %d articles", len(ends), n)
	}
	flipped := slices.Clone(whole)
	flipped[ends[5]+frameHead+20] ^= 1
	long := slices.Clone(whole)
	copy(long[ends[5]:], []byte{0xff, 0xff, 0xff, 0xff})
	for name, c := range map[string]struct {
		journal []byte
		resumed int
	}{
		"whole":                 {whole, n},
		"nothing":               {nil, 0},
		"in the first frame":    {whole[:ends[0]-3], 0},
		"after the first frame": {whole[:ends[0]], 0},
		"between frames":        {whole[:ends[4]], 4},
		"in the head of one":    {whole[:ends[4]+5], 4},
		"in one":                {whole[:ends[4]+frameHead+9], 4},
		"before the last byte":  {whole[:len(whole)-1], n - 1},
		"a bit flipped":         {flipped, 5},
		"a length that is none": {long, 5},
	} {
		if err := os.WriteFile(journal, c.journal, 0o666); err != nil {
			t.Fatal(err)
		}
		s := p.whole(t, journal, file)
		if s.Resumed != c.resumed || s.Read != n {
			t.Errorf("%s: %d of %d articles were taken, want %d", name, s.Resumed, s.Read, c.resumed)
		}
		same(t, name, want, written(t, s, p.Study))
	}
	other := lexicalScoring(t, func(s *study.Study) { s.WithoutRules = nil; s.Seed++ })
	s := other.whole(t, journal, file)
	defer s.Close()
	if s.Resumed != 0 || !s.Discarded {
		t.Errorf("other settings: %d taken, discarded %v", s.Resumed, s.Discarded)
	}
}
