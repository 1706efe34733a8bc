package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/study"
)

// A trapFile holds short texts of one kind that lead a scorer astray; see
// testdata/README.md for the format.
type trapFile struct {
	About   string
	Context string      // a paragraph before each text, whose rows are not looked at
	Actors  []trapActor // the pair, where it is not that of the built-in study
	Traps   []trap
}

type trapActor struct {
	Name, Kind, Gender string
	Plural             bool
	Aliases            []string
}

type trap struct {
	Text      string
	Why       string
	Want      []string // evaluated judgments that must be there
	May       []string // judgments on which good coders differ; every other one is wrong
	Relations []string // relations that must be there
	Not       []string `yaml:"not-relations"` // relations that must not

	// What only the challenge files have.
	Kind      string
	Forbidden []string `yaml:"not"`           // judgments that must not be there
	Any       []string `yaml:"relations-any"` // relations of which one must be there
	NoHolders []string `yaml:"holders-not"`   // names that are no holder and no speaker
}

// TestTraps holds the default scorer against the trap sentences. What it
// misses stands in testdata/known_traps.txt: a new miss fails the test, and
// so does a mark that is no longer needed; -update writes the marks anew.
func TestTraps(t *testing.T) {
	if testing.Short() {
		t.Skip("sentences one after the other")
	}
	files, err := filepath.Glob("../../testdata/traps/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no traps: %v", err)
	}
	scorer, err := pipeline.NewScorer("lexical")
	if err != nil {
		t.Fatal(err)
	}
	var all, right int
	var misses, table []string
	for _, file := range files {
		f := readTraps(t, file)
		a, view := trapAnnotator(t, f)
		solved := 0
		for _, tr := range f.Traps {
			judged, related, _ := judgeTrap(t, a, view, scorer, "", tr.Text)
			wrong := tr.wrong(judged, related)
			if len(wrong) == 0 {
				solved++
				continue
			}
			misses = append(misses, fmt.Sprintf("%s: %s\n    %s", filepath.Base(file), tr.Text, strings.Join(wrong, "\n    ")))
		}
		table = append(table, fmt.Sprintf("%-24s %3d of %3d  %s", strings.TrimSuffix(filepath.Base(file), ".yaml"), solved, len(f.Traps), f.About))
		all, right = all+len(f.Traps), right+solved
	}
	head := fmt.Sprintf("%d traps, %d right: %.3f\n%s\n", all, right, float64(right)/float64(all), strings.Join(table, "\n"))
	t.Log(head)
	golden.Check(t, "../../testdata/known_traps.txt", []byte(head+"\n"+strings.Join(misses, "\n")+"\n"))
}

func readTraps(t *testing.T, file string) trapFile {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var f trapFile
	if err := yaml.UnmarshalWithOptions(data, &f, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return f
}

// trapAnnotator gives the annotator and the pair of a file: those of the
// built-in study unless it names actors.
func trapAnnotator(t *testing.T, f trapFile) (*annotate.Annotator, stance.View) {
	t.Helper()
	s := study.Default()
	actors, view := pipeline.Actors(s), pipeline.View(s)
	if len(f.Actors) > 0 {
		actors = nil
		for i, a := range f.Actors {
			var aliases []annotate.Term
			for _, name := range append([]string{a.Name}, a.Aliases...) {
				aliases = append(aliases, annotate.Term{Text: name})
			}
			actors = append(actors, annotate.Actor{
				ID: fmt.Sprintf("a%d", i+1), Name: a.Name, Kind: annotate.Kind(a.Kind), Gender: a.Gender, Plural: a.Plural,
				MemberNouns: true, Aliases: aliases,
			})
		}
		view = stance.View{Actor1: "a1", Actor2: "a2"}
	}
	a, err := annotate.New(annotate.Options{Actors: actors, Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	return a, view
}

// judgeTrap gives the evaluated rows and the relations of a text, each in the
// forms in which the trap files write them, the plainest first, and the names of
// holders and speakers. Rows of the context are left out.
func judgeTrap(t *testing.T, a *annotate.Annotator, view stance.View, scorer stance.Scorer, context, text string) (judged, related [][]string, names []string) {
	if context != "" {
		context += "\n\n"
		text = context + text
	}
	doc := a.Annotate(&corpus.Article{
		ID: "trap", Text: text, Regions: []corpus.Region{{Start: 0, End: len(text), Kind: corpus.Body}},
		Date: corpus.DateFact{Time: time.Date(2020, 3, 5, 0, 0, 0, 0, time.UTC)},
	})
	out, err := stance.Judge(doc, view, []stance.Scorer{scorer})
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range out.Judgments {
		if !j.Evaluated || j.Unsure || j.Span.Start < len(context) {
			continue
		}
		sign := "positive"
		if j.Polarity < 0 {
			sign = "negative"
		}
		row := fmt.Sprintf("%s > %s %s", j.Holder, j.Target, sign)
		if j.Kind == stance.Label {
			row += " label"
		}
		names = append(names, j.HolderName, j.Speaker)
		judged = append(judged, []string{row, row + " " + string(j.Voice), row + " " + string(j.Modality),
			row + " by " + j.HolderName, row + " " + string(j.Voice) + " of " + j.Speaker})
	}
	for _, r := range out.Relations {
		if r.Unsure || r.Span.Start < len(context) {
			continue
		}
		row := fmt.Sprintf("%s > %s %s", r.Agent, r.Theme, r.QuadClass)
		sign := "positive"
		if r.Cooperation < 0 {
			sign = "negative"
		}
		related = append(related, []string{row, row + " " + string(r.Standing()), fmt.Sprintf("%s > %s %s %s", r.Agent, r.Theme, sign, r.Standing())})
	}
	for _, at := range doc.Attributions {
		if doc.Sentences[at.Sentence].Start >= len(context) {
			names = append(names, at.SpeakerName)
		}
	}
	return judged, related, names
}

// TestChallenge holds the rules against the challenge files: sentences of each
// kind of fault that articles have shown, with what they must say and what they
// must not. What it misses stands in testdata/known_challenges.txt.
func TestChallenge(t *testing.T) {
	if testing.Short() {
		t.Skip("sentences one after the other")
	}
	files, err := filepath.Glob("../../testdata/challenge/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no challenges: %v", err)
	}
	scorer, err := pipeline.NewScorer("lexical")
	if err != nil {
		t.Fatal(err)
	}
	var all, right int
	var kinds, misses []string
	counts := map[string]*[2]int{}
	for _, file := range files {
		f := readTraps(t, file)
		a, view := trapAnnotator(t, f)
		for _, tr := range f.Traps {
			if tr.Kind == "" || len(tr.Want)+len(tr.Forbidden)+len(tr.Relations)+len(tr.Any)+len(tr.Not)+len(tr.NoHolders) == 0 {
				t.Errorf("%s: %q can never fail or has no kind", file, tr.Text)
			}
			if counts[tr.Kind] == nil {
				counts[tr.Kind] = &[2]int{}
				kinds = append(kinds, tr.Kind)
			}
			judged, related, names := judgeTrap(t, a, view, scorer, f.Context, tr.Text)
			wrong := tr.failures(judged, related, names)
			all++
			counts[tr.Kind][1]++
			if len(wrong) == 0 {
				right++
				counts[tr.Kind][0]++
				continue
			}
			misses = append(misses, fmt.Sprintf("%s: %s\n    %s", tr.Kind, tr.Text, strings.Join(wrong, "\n    ")))
		}
	}
	head := fmt.Sprintf("%d challenges, %d right: %.3f\n", all, right, float64(right)/float64(all))
	for _, k := range kinds {
		head += fmt.Sprintf("%-16s %2d of %2d\n", k, counts[k][0], counts[k][1])
	}
	t.Log(head)
	golden.Check(t, "../../testdata/known_challenges.txt", []byte(head+"\n"+strings.Join(misses, "\n")+"\n"))
}

// failures says what a challenge asks for and does not find.
func (tr *trap) failures(judged, related [][]string, names []string) []string {
	tr.May = nil
	for _, forms := range judged { // other rows are no failure
		tr.May = append(tr.May, forms[0])
	}
	out := tr.wrong(judged, related)
	for _, n := range tr.Forbidden {
		if slices.ContainsFunc(judged, func(forms []string) bool { return slices.Contains(forms, n) }) {
			out = append(out, "wrong "+n)
		}
	}
	if len(tr.Any) > 0 && !slices.ContainsFunc(related, func(forms []string) bool { return slices.Contains(tr.Any, forms[0]) }) {
		out = append(out, "missing relation "+strings.Join(tr.Any, " or "))
	}
	for _, n := range tr.NoHolders {
		if slices.Contains(names, n) {
			out = append(out, "wrong name "+n)
		}
	}
	return out
}

// wrong says what is missing and what is too much, nil where all is right.
func (tr *trap) wrong(judged, related [][]string) []string {
	var out []string
	has := func(rows [][]string, want string) bool {
		return slices.ContainsFunc(rows, func(forms []string) bool { return slices.Contains(forms, want) })
	}
	for _, w := range tr.Want {
		if !has(judged, w) {
			out = append(out, "missing "+w)
		}
	}
	for _, forms := range judged {
		if !slices.ContainsFunc(forms, func(f string) bool { return slices.Contains(tr.Want, f) || slices.Contains(tr.May, f) }) {
			out = append(out, "wrong "+forms[1])
		}
	}
	for _, w := range tr.Relations {
		if !has(related, w) {
			out = append(out, "missing relation "+w)
		}
	}
	for _, n := range tr.Not {
		if has(related, n) {
			out = append(out, "wrong relation "+n)
		}
	}
	return out
}
