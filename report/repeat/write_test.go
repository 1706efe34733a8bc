package repeat

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report"
	"github.com/seed-7a84ba5f/dyad/report/internal/built"
	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
	"github.com/seed-7a84ba5f/dyad/stats"
)

func TestWriteReplacesOnlyRuns(t *testing.T) {
	run, parent := built.Run(t), t.TempDir()
	dir := filepath.Join(parent, "out")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(dir, 0o777))
	must(Write(dir, run, WriteOptions{Texts: func(id string) (string, bool) { return "text of " + id, id != "fr" }}))
	if got := fixture.Files(t, dir)["texts/b%2F2.txt.txt"]; got != "text of b/2.txt" {
		t.Errorf("text is %q", got)
	}
	if err := Write(dir, run, WriteOptions{}); !errors.Is(err, ErrExists) {
		t.Errorf("an earlier run: %v", err)
	}
	must(os.WriteFile(filepath.Join(dir, "notes.md"), []byte("mine"), 0o666))
	must(Write(dir, run, WriteOptions{Force: true}))
	got := fixture.Files(t, dir)
	if got["notes.md"] != "mine" {
		t.Error("a file that was not the run's is gone")
	}
	if _, ok := got["texts/nowhere.txt"]; ok {
		t.Error("a file of the earlier run is still there")
	}
	other := filepath.Join(parent, "other")
	must(os.Mkdir(other, 0o777))
	must(os.WriteFile(filepath.Join(other, "thesis.tex"), nil, 0o666))
	if err := Write(other, run, WriteOptions{Force: true}); !errors.Is(err, ErrNotRun) {
		t.Errorf("a folder that is no run: %v", err)
	}
	entries, err := os.ReadDir(parent)
	must(err)
	if len(entries) != 2 {
		t.Errorf("something is left beside the folder: %v", entries)
	}
}

func TestWriteIsAllOrNothing(t *testing.T) {
	run, parent := built.Run(t), t.TempDir()
	run.Info.Study = []byte("no JSON")
	dir := filepath.Join(parent, "deep", "out")
	if err := Write(dir, run, WriteOptions{}); err == nil {
		t.Fatal("no error")
	}
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil || len(entries) != 0 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestTextFile(t *testing.T) {
	for id, want := range map[string]string{
		"a/b.txt": "a%2Fb.txt.txt", "..": "%2E..txt", "x#2": "x%232.txt", "é": "%C3%A9.txt",
		"con": "%63on.txt", "nul.2020.txt": "%6Eul.2020.txt.txt", "com1": "%63om1.txt", "lpt9.md": "%6Cpt9.md.txt", // devices of Windows
		"const": "const.txt", "com10": "com10.txt", "co": "co.txt", "a.": "a..txt", "a ": "a%20.txt", `a\b:c?*"<>|`: "a%5Cb%3Ac%3F%2A%22%3C%3E%7C.txt",
	} {
		if got := TextFile(id); got != want {
			t.Errorf("TextFile(%q) = %q, want %q", id, got, want)
		}
	}
	if TextFile("A") == "A.txt" || strings.EqualFold(TextFile("A"), TextFile("a")) {
		t.Error("A and a share a file where case does not count")
	}
	if got := TextFile("CON"); !strings.HasPrefix(got, "%43ON~") {
		t.Errorf("CON is %q", got)
	}
	long := strings.Repeat("x", 1000)
	if got := TextFile(long); len(got) > 200 || got == TextFile(long+"x") {
		t.Errorf("long name %q", got)
	}
}

// A file that somebody put into a run folder stays, and is not put in the place
// of one that the new run has.
func TestForeignFileOfTheSameName(t *testing.T) {
	dir := write(t, built.Run(t), WriteOptions{})
	mine := filepath.Join(dir, "detail", "multiverse.csv")
	if err := os.WriteFile(mine, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := fixture.Files(t, dir)
	choices := report.DefaultChoices()
	run := built.Build(t, fixture.Info(), built.Records(), report.Options{Multiverse: &choices, Means: stats.MethodT})
	if err := Write(dir, run, WriteOptions{Force: true}); err == nil || !strings.Contains(err.Error(), "multiverse.csv is not of the earlier run") {
		t.Errorf("%v", err)
	}
	fixture.Diff(t, "folder", before, fixture.Files(t, dir))
	left, err := filepath.Glob(dir + ".dyad-*")
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v %v", left, err)
	}
	if err := os.Remove(mine); err != nil {
		t.Fatal(err)
	}
	if err := Write(dir, run, WriteOptions{Force: true}); err != nil {
		t.Error(err)
	}
}
