package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// A case is what a careful coder finds in one article of testdata; see
// testdata/README.md for the format.
type expectedCase struct {
	Case         string
	Traps        []string
	Article      string
	DocID        string `yaml:"doc_id"`
	Source, Date map[string]any
	Sentences    []expectedSentence
	NotSentences []string `yaml:"not_sentences"`
}

type expectedSentence struct {
	Text      string
	Judgments []map[string]any
	None      []map[string]any
	Relations []map[string]any
	Known     string
}

// TestCases holds the rules against the coders. What it misses is marked as
// known in testdata/known_misses.txt: a new miss fails the test, and so does a
// mark that is no longer needed; -update writes the marks anew, to be read in
// the diff. No expectation is changed because a rule misses it.
func TestCases(t *testing.T) {
	dir := runOn(t, "--scorer", "lexical", "../../testdata/articles")
	// Every sentence with an actor has portrayals, whatever the rules say of it.
	portrayals := readRows(t, filepath.Join(runOn(t, "../../testdata/articles"), "portrayals.csv"))
	judgments := readRows(t, filepath.Join(dir, "judgments.csv"))
	relations := readRows(t, filepath.Join(dir, "relations.csv"))
	files, err := filepath.Glob("../../testdata/expected/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no expectations: %v", err)
	}
	var tally caseTally
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var c expectedCase
		if err := yaml.UnmarshalWithOptions(data, &c, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		id := c.Article
		if c.DocID != "" {
			id = c.DocID
		}
		tally.compare(filepath.Base(file), c, rowsOf(portrayals, id), rowsOf(judgments, id), rowsOf(relations, id))
	}
	t.Log(tally.String())
	golden.Check(t, "../../testdata/known_misses.txt", []byte(tally.String()+"\n\n"+strings.Join(tally.misses, "\n")+"\n"))
	if tally.forbidden.right != tally.forbidden.wanted {
		t.Errorf("%d rows that must not be there are", tally.forbidden.wanted-tally.forbidden.right)
	}
	if tally.notScored.right != tally.notScored.wanted {
		t.Errorf("text that must not be scored was: %d of %d", tally.notScored.wanted-tally.notScored.right, tally.notScored.wanted)
	}
}

type row map[string]string

// score counts what was wanted, what was found and what of it was right.
type score struct{ wanted, found, right int }

func (s score) f1() float64 {
	if s.wanted+s.found == 0 {
		return 1
	}
	return 2 * float64(s.right) / float64(s.wanted+s.found)
}

func (s score) String() string {
	return fmt.Sprintf("wanted %d, found %d, right %d: precision %.2f, recall %.2f, F1 %.2f",
		s.wanted, s.found, s.right, float64(s.right)/float64(s.found), float64(s.right)/float64(s.wanted), s.f1())
}

type caseTally struct {
	judgments, relations, forbidden, notScored score
	sentences, known, absent                   int
	misses                                     []string
}

func (c *caseTally) String() string {
	return fmt.Sprintf("%d sentences (%d known hard, %d not found)\njudgments: %s\nrelations: %s\nforbidden rows absent: %d of %d",
		c.sentences, c.known, c.absent, c.judgments, c.relations, c.forbidden.right, c.forbidden.wanted)
}

func (c *caseTally) compare(file string, want expectedCase, portrayals, judgments, relations []row) {
	for _, s := range want.Sentences {
		js, _ := inSentence(judgments, s.Text)
		_, ok := inSentence(slices.Concat(portrayals, judgments, relations), s.Text)
		c.sentences++
		if s.Known != "" {
			c.known++
			continue
		}
		if !ok && len(s.Judgments)+len(s.Relations) > 0 {
			c.absent++
			c.miss(file, s.Text, "sentence not found", nil)
		}
		var evaluated []row
		for _, j := range js {
			if j["evaluation_kind"] != "label" || j["polarity_label"] != "neutral" {
				evaluated = append(evaluated, j)
			}
		}
		var wanted []map[string]any
		for _, j := range s.Judgments {
			if j["evaluated"] != false {
				wanted = append(wanted, j)
			}
		}
		c.pair(file, s.Text, "judgment", wanted, evaluated, &c.judgments)
		rs, _ := inSentence(relations, s.Text)
		c.pair(file, s.Text, "relation", s.Relations, rs, &c.relations)
		for _, n := range s.None {
			c.forbidden.wanted++
			c.forbidden.found++
			if i := slices.IndexFunc(js, func(r row) bool { return agrees(n, r) }); i >= 0 {
				c.miss(file, s.Text, "forbidden", n)
			} else {
				c.forbidden.right++
			}
		}
	}
	for _, text := range want.NotSentences {
		c.notScored.wanted++
		if _, found := inSentence(slices.Concat(portrayals, judgments, relations), text); !found {
			c.notScored.right++
		} else {
			c.miss(file, text, "scored", nil)
		}
	}
}

// pair matches what was wanted with what was found, each once.
func (c *caseTally) pair(file, text, kind string, wanted []map[string]any, found []row, s *score) {
	used := make([]bool, len(found))
	s.wanted += len(wanted)
	s.found += len(found)
	for _, w := range wanted {
		hit := false
		for i, r := range found {
			if !used[i] && agrees(w, r) {
				used[i], hit = true, true
				s.right++
				break
			}
		}
		if !hit {
			c.miss(file, text, "missing "+kind, w)
		}
	}
	for i, r := range found {
		if !used[i] {
			c.miss(file, text, "unexpected "+kind, short(r, kind))
		}
	}
}

func short(r row, kind string) map[string]any {
	keys := []string{"holder_class", "holder_name", "voice", "speaker", "target", "polarity_label", "evaluation_kind", "rule_id", "predicate"}
	if kind == "relation" {
		keys = []string{"agent", "theme", "quad_class", "root_code", "cooperation", "rule_id", "predicate"}
	}
	m := map[string]any{}
	for _, k := range keys {
		if r[k] != "" {
			m[k] = r[k]
		}
	}
	return m
}

func (c *caseTally) miss(file, text, what string, w map[string]any) {
	var keys []string
	for k := range w {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, " %s=%v", k, w[k])
	}
	c.misses = append(c.misses, fmt.Sprintf("%s: %s:%s\n    %s", file, what, b.String(), text))
}

// agrees reports whether a row has every value that is wanted of it.
func agrees(want map[string]any, r row) bool {
	for k, v := range want {
		if k == "evaluated" { // every row judges something
			continue
		}
		got, w := r[k], fmt.Sprint(v)
		if k == "cooperation" {
			var a, b float64
			if n, _ := fmt.Sscan(got, &a); n != 1 {
				return false
			}
			fmt.Sscan(w, &b)
			if a != b {
				return false
			}
			continue
		}
		if !strings.EqualFold(got, w) {
			return false
		}
	}
	return true
}

func inSentence(rows []row, text string) (in []row, found bool) {
	want := squeeze(text)
	for _, r := range rows {
		if got := squeeze(r["sentence"]); strings.Contains(got, want) {
			in = append(in, r)
		}
	}
	return in, len(in) > 0
}

// squeeze folds white space and drops quotation marks at the ends.
func squeeze(s string) string {
	return strings.Trim(strings.Join(strings.Fields(s), " "), "\"“”'‘’ ")
}

func rowsOf(rows []row, id string) (of []row) {
	for _, r := range rows {
		if r["doc_id"] == id {
			of = append(of, r)
		}
	}
	return of
}

// runOn runs the main job on a folder and gives the run folder.
func runOn(t *testing.T, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "run")
	var out, msg bytes.Buffer
	code := execute(context.Background(), append([]string{"run", "--out", dir}, args...), strings.NewReader(""), &out, &msg)
	if code != 0 {
		t.Fatalf("dyad run %v: exit %d\n%s", args, code, msg.String())
	}
	return dir
}

func readRows(t *testing.T, path string) []row {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, rec := range records[1:] {
		r := row{}
		for i, k := range records[0] {
			r[k] = rec[i]
		}
		rows = append(rows, r)
	}
	return rows
}
