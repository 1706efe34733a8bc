package read

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// writeFiles makes a folder of the given files.
func writeFiles(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// collect reads a folder of the given files.
func collect(t testing.TB, files map[string]string, opts Options) *Collection {
	t.Helper()
	c, err := Collect(context.Background(), []string{writeFiles(t, files)}, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range c.Articles {
		checkArticle(t, a)
	}
	return c
}

// one reads a single file and gives its only article.
func one(t testing.TB, name, text string) *corpus.Article {
	t.Helper()
	c := collect(t, map[string]string{name: text}, Options{})
	if len(c.Articles) != 1 {
		t.Fatalf("%d articles, want 1; problems %v", len(c.Articles), c.Problems)
	}
	return c.Articles[0]
}

// byID gives the article with an id.
func byID(t testing.TB, c *Collection, id string) *corpus.Article {
	t.Helper()
	for _, a := range c.Articles {
		if a.ID == id {
			return a
		}
	}
	t.Fatalf("no article %q", id)
	return nil
}

// sheetOf reads a sheet of the given text.
func sheetOf(t testing.TB, text string) *Sheet {
	t.Helper()
	s, err := ReadSheet(filepath.Join(writeFiles(t, map[string]string{"sheet.csv": text}), "sheet.csv"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reasons gives the reasons of problems, in order.
func reasons(ps []*corpus.Problem) string {
	var rs []string
	for _, p := range ps {
		rs = append(rs, p.Reason)
	}
	return strings.Join(rs, " ")
}

// checkArticle checks what holds for every article: its text is title, blank
// line and body, and its regions cover it in order without overlap.
func checkArticle(t testing.TB, a *corpus.Article) {
	t.Helper()
	if title := a.Title.Value; title == "" && a.BodyStart != 0 || title != "" && !strings.HasPrefix(a.Text, title+"\n\n") {
		t.Errorf("%s: text does not begin with title %q and a blank line: %q", a.ID, title, a.Text[:a.BodyStart])
	}
	pos := 0
	for i, r := range a.Regions {
		if r.Kind == corpus.Title {
			if i != 0 || r.Start != 0 || a.Text[r.Start:r.End] != a.Title.Value {
				t.Errorf("%s: title region %+v", a.ID, r)
			}
			pos = a.BodyStart
			continue
		}
		if r.Start != pos || r.End <= r.Start || r.End > len(a.Text) {
			t.Errorf("%s: region %d is %+v, the one before ends at %d, text has %d bytes", a.ID, i, r, pos, len(a.Text))
			return
		}
		pos = r.End
	}
	if pos != len(a.Text) && len(a.Text) > a.BodyStart {
		t.Errorf("%s: regions end at %d of %d", a.ID, pos, len(a.Text))
	}
	if (a.CopyOf == "") != a.IsClusterHead || a.ClusterID == "" {
		t.Errorf("%s: cluster %q, head %v, copy of %q", a.ID, a.ClusterID, a.IsClusterHead, a.CopyOf)
	}
}

// kinds writes the regions of the body that are not Body, one to a line.
func kinds(a *corpus.Article) string {
	var sb strings.Builder
	for _, r := range a.Regions {
		if r.Kind != corpus.Body && r.Kind != corpus.Title {
			sb.WriteString(string(r.Kind))
			if r.Speaker != "" {
				sb.WriteString("(" + r.Speaker + ")")
			}
			sb.WriteString(": " + strings.TrimSpace(a.Text[r.Start:r.End]) + "\n")
		}
	}
	return sb.String()
}
