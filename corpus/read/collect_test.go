package read

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func TestCollectErrors(t *testing.T) {
	dir := writeFiles(t, map[string]string{"README.md": "x", ".hidden": "y", ".git/z.txt": prose})
	var pe *corpus.PathError
	if _, err := Collect(context.Background(), []string{filepath.Join(dir, "none")}, Options{}); !errors.As(err, &pe) || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("missing path: %v", err)
	}
	if _, err := Collect(context.Background(), []string{dir}, Options{}); !errors.Is(err, ErrNoFiles) {
		t.Errorf("no articles: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Collect(ctx, []string{writeFiles(t, map[string]string{"a.txt": prose})}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestTablesBesideArticles(t *testing.T) {
	dir := writeFiles(t, map[string]string{"a.txt": prose, "metadata.csv": "file;source\na.txt;Harbor Ledger\n", "counts.tsv": "x\ty\n1\t2\n"})
	c, err := Collect(context.Background(), []string{dir}, Options{})
	if err != nil || c.Found != 1 || reasons(c.Problems) != corpus.ReasonTableSkipped+" "+corpus.ReasonSheetNotUsed {
		t.Fatalf("%v %v", err, c)
	}
	s, err := ReadSheet(filepath.Join(dir, "metadata.csv"))
	if err != nil {
		t.Fatal(err)
	}
	c, err = Collect(context.Background(), []string{dir}, Options{Metadata: s})
	if err != nil || reasons(c.Problems) != corpus.ReasonTableSkipped || c.Articles[0].Source.Value != "Harbor Ledger" {
		t.Fatalf("%v %v", err, c.Problems)
	}
	if len(c.Inputs) != 2 || c.Inputs[1].Role != RoleMetadata || c.Inputs[1].SHA256 != s.SHA256 {
		t.Errorf("inputs %v", c.Inputs)
	}
}

func TestLinks(t *testing.T) {
	outside := writeFiles(t, map[string]string{"secret.txt": prose})
	dir := writeFiles(t, map[string]string{"a.txt": prose})
	for name, target := range map[string]string{"inside.txt": filepath.Join(dir, "a.txt"), "outside.txt": filepath.Join(outside, "secret.txt"),
		"folder": outside, "nothing.txt": filepath.Join(dir, "gone")} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	c, err := Collect(context.Background(), []string{dir}, Options{})
	if err != nil || len(c.Articles) != 1 || reasons(c.Problems) != corpus.ReasonLink+" "+corpus.ReasonUnreadable+" "+corpus.ReasonLink {
		t.Errorf("%v %v", err, c.Problems)
	}
}

func TestUnreadable(t *testing.T) {
	dir := writeFiles(t, map[string]string{"a.txt": prose, "b.txt": prose})
	if err := os.Chmod(filepath.Join(dir, "b.txt"), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(filepath.Join(dir, "b.txt")); err == nil {
		t.Skip("this user reads every file")
	}
	c, err := Collect(context.Background(), []string{dir}, Options{})
	if err != nil || c.Found != 2 || len(c.Articles) != 1 || reasons(c.Problems) != corpus.ReasonUnreadable {
		t.Errorf("%v %v", err, c.Problems)
	}
}

// TestOrderDoesNotMatter reads the same files by other paths, in other order.
func TestOrderDoesNotMatter(t *testing.T) {
	dir := writeFiles(t, map[string]string{
		"a/x.txt": prose, "b/x.txt": prose + " And more was said than that.", "c/y.jsonl": `{"id":"1","text":"one"}` + "\n" + `{"id":"1","text":"two"}` + "\nbad\n",
	})
	a, b, y := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "c", "y.jsonl")
	var first *Collection
	for _, paths := range [][]string{{a, b, y}, {y, b, a}, {b, a, y, y, filepath.Join(a, "x.txt")}} {
		c, err := Collect(context.Background(), paths, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.Problems {
			p.Path = ""
		}
		if first == nil {
			first = c
		} else if d := cmp.Diff(first, c); d != "" {
			t.Errorf("%v: %s", paths, d)
		}
	}
	var ids []string
	for _, a := range first.Articles {
		ids = append(ids, a.ID)
	}
	if got := strings.Join(ids, " "); got != "1#1 1#2 x.txt#1 x.txt#2" {
		t.Errorf("ids %s", got)
	}
	if first.Found != 5 {
		t.Errorf("found %d", first.Found)
	}
}

func TestCopies(t *testing.T) {
	c := collect(t, map[string]string{
		"late.jsonl":   `{"id":"a","date":"2019-03-05","text":"KABUL (AP) — ` + prose + `"}`,
		"early.jsonl":  `{"id":"z","date":"2019-03-02","text":"` + strings.ToUpper(prose) + `\n\nThe Associated Press contributed to this report."}`,
		"undated.txt":  strings.ReplaceAll(prose, ",", " –") + "\n",
		"other.txt":    "Another text altogether, which has nothing to do with the others and says so.",
		"short1.jsonl": `{"id":"s1","text":"No comment."}`,
		"short2.jsonl": `{"id":"s2","text":"No comment."}`,
	}, Options{})
	for id, head := range map[string]string{"a": "z", "z": "z", "undated.txt": "z", "other.txt": "other.txt", "s1": "s1", "s2": "s2"} {
		a := byID(t, c, id)
		if a.ClusterID != head || a.IsClusterHead != (id == head) {
			t.Errorf("%s: cluster %q, head %v", id, a.ClusterID, a.IsClusterHead)
		}
	}
}

func TestLanguage(t *testing.T) {
	german := "Die Unterhändler der Taliban trafen am Dienstag in Doha einen Gesandten des Präsidenten, wie Beamte beider Seiten nach den Gesprächen sagten. " +
		"Sie wollen sich in der nächsten Woche wieder treffen und über den Abzug der Truppen reden."
	c := collect(t, map[string]string{"de.txt": german, "en.txt": prose, "short.txt": "Kein Wort mehr dazu.",
		"said.jsonl": `{"id":"said","language":"de-AT","text":"` + prose + `"}`}, Options{Languages: []string{"en"}})
	for id, want := range map[string]struct{ code, exclusion string }{
		"de.txt": {"de", corpus.ExcludedLanguage}, "en.txt": {"en", ""}, "short.txt": {"", ""}, "said": {"de", corpus.ExcludedLanguage},
	} {
		if a := byID(t, c, id); a.Language.Code != want.code || a.Exclusion != want.exclusion {
			t.Errorf("%s: %+v, exclusion %q", id, a.Language, a.Exclusion)
		}
	}
}
