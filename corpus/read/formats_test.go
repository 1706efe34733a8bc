package read

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// expectedFile says what must be read of a sample.
type expectedFile struct {
	File, Format, Role, Told string
	Articles                 []expectedArticle
	Problems                 []string
}

// expectedArticle is what a careful reader takes from a file; Open names what the
// reader is known to leave open, which counts as wrong.
type expectedArticle struct {
	Title, Source, Date, Text, Told string
	Open                            []string
}

// expectedFiles gives what testdata/make_formats.py and its like by hand say of the samples.
func expectedFiles(t testing.TB) []expectedFile {
	t.Helper()
	var out []expectedFile
	for _, name := range []string{"README.expected.json", "README.by_hand.json", "README.exports.json", "README.layouts.json"} {
		b, err := os.ReadFile(sample(name))
		if err != nil {
			t.Fatal(err)
		}
		var files []expectedFile
		if err := json.Unmarshal(b, &files); err != nil {
			t.Fatal(name, err)
		}
		out = append(out, files...)
	}
	return out
}

// score counts what is right of one format.
type score struct {
	files                             int
	articles, source, date, text, all int
	told, toldAll                     int
}

// readExpected reads a sample as a user would: articles, or a sheet beside the texts that it names.
func readExpected(t *testing.T, e expectedFile) *Collection {
	t.Helper()
	if e.Role != "sheet" {
		c, err := Collect(t.Context(), []string{sample(e.File)}, Options{})
		if err != nil {
			t.Fatal(e.File, err)
		}
		return c
	}
	sheet, err := ReadSheet(sample(e.File))
	if err != nil {
		t.Fatal(e.File, err)
	}
	files := map[string]string{}
	for i, a := range e.Articles {
		files[fmt.Sprintf("text%d.txt", i+1)] = a.Text
	}
	c, err := Collect(t.Context(), []string{writeFiles(t, files)}, Options{Metadata: sheet})
	if err != nil {
		t.Fatal(e.File, err)
	}
	return c
}

// wordsOf gives the words of a text: a paragraph may be broken in any way.
func wordsOf(s string) string { return strings.Join(strings.Fields(s), " ") }

// allTold gives everything that is told of what was read.
func allTold(c *Collection, a *corpus.Article) string {
	var sb strings.Builder
	for _, p := range c.Problems {
		sb.WriteString(p.Error() + "\n")
	}
	if a != nil {
		sb.WriteString(strings.Join(a.Warnings, "\n"))
	}
	return sb.String()
}

// TestFormats reads every sample and holds it to what is expected, and the table
// of docs/formats.md to what came out.
func TestFormats(t *testing.T) {
	scores := map[string]*score{}
	var order []string
	listed := map[string]bool{"README.md": true, "README.expected.json": true, "README.by_hand.json": true, "README.exports.json": true, "README.layouts.json": true}
	for _, e := range expectedFiles(t) {
		listed[e.File] = true
		if e.Role == "elsewhere" { // a sheet for other tests, of articles that are not here
			continue
		}
		s := scores[e.Format]
		if s == nil {
			s = &score{}
			scores[e.Format], order = s, append(order, e.Format)
		}
		s.files++
		c := readExpected(t, e)
		s.count(t, e, c)
	}
	entries, err := os.ReadDir(filepath.Dir(sample("x")))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range entries {
		if !listed[f.Name()] {
			t.Errorf("%s stands in no list of what is expected", f.Name())
		}
	}
	slices.Sort(order)
	var sb strings.Builder
	sb.WriteString("| format | files | articles | source | date | text whole | told |\n|---|---|---|---|---|---|---|\n")
	var sum score
	for _, name := range order {
		s := scores[name]
		sb.WriteString(s.row(name))
		sum.files, sum.all, sum.articles, sum.source = sum.files+s.files, sum.all+s.all, sum.articles+s.articles, sum.source+s.source
		sum.date, sum.text, sum.told, sum.toldAll = sum.date+s.date, sum.text+s.text, sum.told+s.told, sum.toldAll+s.toldAll
	}
	sb.WriteString(sum.row("**all**"))
	doc := filepath.Join("..", "..", "docs", "formats.md")
	b, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), "<!-- matrix -->\n")
	_, after, ok2 := strings.Cut(rest, "<!-- end of matrix -->\n")
	if !ok || !ok2 {
		t.Fatal("docs/formats.md has no place for the matrix")
	}
	golden.Check(t, doc, []byte(before+"<!-- matrix -->\n"+sb.String()+"<!-- end of matrix -->\n"+after))
}

func (s *score) row(name string) string {
	of := func(n, all int) string {
		if all == 0 {
			return ""
		}
		return fmt.Sprintf("%d of %d", n, all)
	}
	return fmt.Sprintf("| %s | %d | %s | %s | %s | %s | %s |\n", name, s.files, of(s.articles, s.all), of(s.source, s.all), of(s.date, s.all), of(s.text, s.all), of(s.told, s.toldAll))
}

// count compares what was read of a sample with what is expected.
func (s *score) count(t *testing.T, e expectedFile, c *Collection) {
	if len(c.Articles) != len(e.Articles) {
		t.Errorf("%s: %d articles, want %d; problems %v", e.File, len(c.Articles), len(e.Articles), c.Problems)
	}
	if got := strings.Fields(reasons(c.Problems)); !slices.Equal(got, e.Problems) && len(got)+len(e.Problems) > 0 {
		t.Errorf("%s: problems %v, want %v", e.File, c.Problems, e.Problems)
	}
	tell := func(want, told string) {
		if want == "" {
			return
		}
		if s.toldAll++; strings.Contains(told, want) {
			s.told++
		} else {
			t.Errorf("%s: %q is not told in %q", e.File, want, told)
		}
	}
	tell(e.Told, allTold(c, nil))
	for _, want := range e.Articles {
		s.all++
		i := slices.IndexFunc(c.Articles, func(a *corpus.Article) bool {
			return a.Title.Value == want.Title && (want.Title != "" || wordsOf(a.Body()) == wordsOf(want.Text))
		})
		if i < 0 {
			t.Errorf("%s: no article %q; there are %v", e.File, want.Title, titlesOf(c))
			continue
		}
		a := c.Articles[i]
		s.articles++
		open := want.Open
		right := func(n *int, what, got, want string) {
			switch {
			case slices.Contains(open, what) && got != want:
			case got == want && !slices.Contains(open, what):
				*n++
			default:
				t.Errorf("%s: %s: %s %q, want %q", e.File, a.Title.Value, what, got, want)
			}
		}
		right(&s.source, "source", a.Source.Value, want.Source)
		right(&s.date, "date", a.Date.ISO(), want.Date)
		right(&s.text, "text", wordsOf(a.Body()), wordsOf(want.Text))
		tell(want.Told, allTold(c, a))
	}
}

func titlesOf(c *Collection) (titles []string) {
	for _, a := range c.Articles {
		titles = append(titles, a.Title.Value)
	}
	return titles
}
