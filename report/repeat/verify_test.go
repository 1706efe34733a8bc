package repeat

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/report/table"
)

// The first difference of a file is named by line and column, and a last
// decimal is told from a change.
func TestFirstDifference(t *testing.T) {
	for _, c := range []struct {
		name, file, a, b, want string
		rounded                bool
	}{
		{"equal", "a.csv", "x\n1\n", "x\n1\n", "", false},
		{"cell", "a.csv", "x,y\n1,\"2\n2\"\n3,4\n", "x,y\n1,\"2\n2\"\n3,5\n", `line 4, column y: "4" here, "5" repeated`, false},
		{"last decimal", "a.csv", "x\n0.1234\n", "x\n0.1235\n", `line 2, column x: "0.1234" here, "0.1235" repeated`, true},
		{"more than that", "a.csv", "x\n0.1234\n1\n", "x\n0.1235\n2\n", `line 2, column x: "0.1234" here, "0.1235" repeated`, false},
		{"rows", "a.csv", "x\n1\n", "x\n1\n2\n", "1 rows here, 2 repeated", false},
		{"quotes", "a.csv", "x\n1\n", "x\n\"1\"\n", `line 2, byte 2: "1\n" here, "\"1\"\n" repeated`, false},
		{"text", "a.txt", "one\ntwo", "one\ntwa", `line 2, byte 6: "o" here, "a" repeated`, false},
		{"bytes", "a.xlsx", "\x00a", "\x00bc", "byte 1 of 2 here, of 3 repeated", false},
	} {
		got, rounded := firstDifference(c.file, []byte(c.a), []byte(c.b))
		if got != c.want || rounded != c.rounded {
			t.Errorf("%s: %q, %v", c.name, got, rounded)
		}
	}
}

// Every byte of a run folder counts: one changed byte in any file is found, and
// its file is named.
func TestChangedByteIsNamed(t *testing.T) {
	run := built.Run(t)
	dir, again := write(t, run, WriteOptions{Formats: table.Formats()}), write(t, run, WriteOptions{Formats: table.Formats()})
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range m.Verified.Outputs {
		path := filepath.Join(dir, o.File)
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		bad := append([]byte{}, good...)
		if len(bad) == 0 { // JSON Lines of a table without rows
			bad = []byte("{}")
		}
		bad[len(bad)/2] ^= 1
		if err := os.WriteFile(path, bad, 0o666); err != nil {
			t.Fatal(err)
		}
		changed, err := ChangedFiles(dir, m)
		if err != nil || len(changed) != 1 || !strings.HasPrefix(changed[o.File], "was changed after the run") {
			t.Errorf("%s: %v, %v", o.File, changed, err)
		}
		if first, _ := firstDifference(o.File, bad, good); first == "" {
			t.Errorf("%s: no difference is named", o.File)
		}
		if err := os.WriteFile(path, good, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	files, err := CompareRun(dir, again)
	for _, f := range files {
		if f.First != "" || err != nil {
			t.Errorf("%s: %s, %v", f.File, f.First, err)
		}
	}
	info := fixture.Info()
	info.Seed++
	other := write(t, built.Build(t, info, built.Records(), report.Options{}), WriteOptions{Formats: table.Formats()})
	files, err = CompareRun(dir, other)
	if last := files[len(files)-1]; err != nil || last.File != manifestFile || !strings.HasPrefix(last.First, "verified.run_id: ") {
		t.Errorf("%+v, %v", last, err)
	}
}

// A run of another version is compared but for its name, which the version
// enters: its tables are the same or not for themselves.
func TestOtherVersionsAreComparedButForTheRunID(t *testing.T) {
	run := built.Run(t)
	dir := write(t, run, WriteOptions{})
	info := fixture.Info()
	info.Version += "9"
	other := built.Build(t, info, built.Records(), report.Options{})
	if other.ID == run.ID {
		t.Fatal("the version does not enter the run_id")
	}
	files, err := CompareRun(dir, write(t, other, WriteOptions{}))
	for _, f := range files {
		if table := strings.HasSuffix(f.File, ".csv"); err != nil || table && f.First != "" {
			t.Errorf("%s: %s, %v", f.File, f.First, err)
		}
	}
}

// What is in a run folder and not of the run is named, folders once.
func TestForeignFiles(t *testing.T) {
	dir := write(t, built.Run(t), WriteOptions{Texts: func(string) (string, bool) { return "x", true }})
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"notes.txt", "texts/more.txt", "figures/a.svg", "figures/b.svg"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := ForeignFiles(dir, m)
	if want := "figures/ notes.txt texts/more.txt"; err != nil || strings.Join(got, " ") != want {
		t.Errorf("%q, %v", got, err)
	}
}

// A manifest in which somebody wrote contradicts itself; one as it was written
// does not.
func TestFaultsOfAManifest(t *testing.T) {
	dir := write(t, built.Run(t), WriteOptions{})
	m, err := ReadManifest(dir)
	if err != nil || len(m.Faults()) > 0 {
		t.Fatalf("%v, %v", m.Faults(), err)
	}
	for name, write := range map[string]func(*Verified){
		"verified.study":  func(v *Verified) { v.Study = []byte(`{"name": "another"}`) },
		"belongs to run ": func(v *Verified) { v.Inputs[0].SHA256 = strings.Repeat("0", 64) },
		"run_id says r1":  func(v *Verified) { v.RunID = "r1" },
	} {
		bad, err := ReadManifest(dir)
		if err != nil {
			t.Fatal(err)
		}
		write(&bad.Verified)
		if got := bad.Faults(); len(got) != 1 || !strings.Contains(got[0], name) {
			t.Errorf("%s: %q", name, got)
		}
	}
}
