package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
	"github.com/seed-7a84ba5f/dyad/pipeline"
	"github.com/seed-7a84ba5f/dyad/stance"
	"github.com/seed-7a84ba5f/dyad/study"
	"github.com/seed-7a84ba5f/dyad/study/actors"
)

// TestBlind holds a scorer against sentences that were written before anybody
// had measured them, whose rows are all known: what is neither wanted nor
// allowed is wrong. testdata/blind/README.md has the format. What the rules miss
// stands in testdata/known_blind.txt; DYAD_BLIND=reader prints what the default
// scorer misses, and compares nothing.
func TestBlind(t *testing.T) {
	if testing.Short() {
		t.Skip("sentences one after the other")
	}
	files, err := filepath.Glob("../../testdata/blind/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	name := cmp.Or(os.Getenv("DYAD_BLIND"), "lexical")
	scorer, err := pipeline.NewScorer(name)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, file := range files {
		measureBlind(t, &out, file, readRows(t, file), scorer)
	}
	if t.Log(out.String()); name == "lexical" {
		golden.Check(t, "../../testdata/known_blind.txt", []byte(out.String()))
	}
}

// measureBlind writes how many sentences of a file are right, and what is wrong
// with the others.
func measureBlind(t *testing.T, out *strings.Builder, file string, sentences []row, scorer stance.Scorer) {
	var right int
	var rows [2]score // judgments, relations
	var kinds, misses []string
	counts := map[string]*[2]int{}
	annotators := map[[2]string]pairAnnotator{}
	for _, s := range sentences {
		pair := [2]string{s["actor1"], s["actor2"]}
		if annotators[pair].Annotator == nil {
			annotators[pair] = annotatorOf(t, pair)
		}
		a := annotators[pair]
		judged, related, _ := judgeTrap(t, a.Annotator, a.view, scorer, "", s["text"])
		wrong := compareBlind(s, judged, related, &rows)
		kind := s["kind"]
		if counts[kind] == nil {
			counts[kind] = &[2]int{}
			kinds = append(kinds, kind)
		}
		counts[kind][1]++
		if len(wrong) == 0 {
			right++
			counts[kind][0]++
			continue
		}
		misses = append(misses, fmt.Sprintf("%s: %s\n    %s", s["id"], s["text"], strings.Join(wrong, "\n    ")))
	}
	fmt.Fprintf(out, "%s: %d sentences, %d right: %.3f\njudgments: %s\nrelations: %s\n", filepath.Base(file), len(sentences), right,
		float64(right)/float64(len(sentences)), rows[0], rows[1])
	for _, k := range kinds {
		fmt.Fprintf(out, "%-16s %2d of %2d\n", k, counts[k][0], counts[k][1])
	}
	fmt.Fprintf(out, "\n%s\n\n", strings.Join(misses, "\n"))
}

type pairAnnotator struct {
	*annotate.Annotator
	view stance.View
}

// annotatorOf gives the annotator and the view of a pair, from the catalogue of
// actors; the built-in pair has a study of its own.
func annotatorOf(t *testing.T, pair [2]string) pairAnnotator {
	t.Helper()
	s := study.Default()
	if pair != [2]string{"Taliban", "Donald Trump"} {
		c, err := actors.Load()
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := c.Study(pair, "", "", true, schemaLine+schemaHere)
		if err != nil {
			t.Fatal(err)
		}
		if s, err = study.Parse(strings.Join(pair[:], "-"), text); err != nil {
			t.Fatal(err)
		}
	}
	a, err := annotate.New(annotate.Options{Actors: pipeline.Actors(s), Scope: annotate.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	return pairAnnotator{a, pipeline.View(s)}
}

// compareBlind says what is missing and what is too much in the rows of a
// sentence, and counts them; what is allowed counts nowhere.
func compareBlind(s row, judged, related [][]string, rows *[2]score) (wrong []string) {
	mayJudge, mayRelate := blindRows(s["allowed"])
	for k, found := range [][][]string{judged, related} {
		want, may, kind := s["judgments"], mayJudge, ""
		if k == 1 {
			want, may, kind = s["relations"], mayRelate, "relation "
		}
		wanted, _ := blindRows(want)
		is := func(forms []string, wants []string) bool {
			return slices.ContainsFunc(wants, func(w string) bool {
				return slices.ContainsFunc(strings.Split(w, "|"), func(w string) bool { return sameRow(w, forms) })
			})
		}
		rows[k].wanted += len(wanted)
		for _, w := range wanted {
			if slices.ContainsFunc(found, func(forms []string) bool { return is(forms, []string{w}) }) {
				rows[k].right++
				rows[k].found++
			} else {
				wrong = append(wrong, "missing "+kind+w)
			}
		}
		for _, forms := range found {
			if !is(forms, wanted) && !is(forms, may) {
				rows[k].found++
				wrong = append(wrong, "wrong "+kind+forms[0]+strings.TrimPrefix(forms[len(forms)-1], forms[0]))
			}
		}
	}
	return wrong
}

// blindRows splits a cell into its rows; "r " before a row is a relation.
func blindRows(cell string) (judgments, relations []string) {
	for _, w := range strings.Split(cell, ";") {
		if w = strings.TrimSpace(w); w == "" {
			continue
		}
		if r, ok := strings.CutPrefix(w, "r "); ok {
			relations = append(relations, r)
		} else {
			judgments = append(judgments, w)
		}
	}
	return judgments, relations
}

var blindRow = regexp.MustCompile(`^(n|1|2|o\((.+)\))([>=])([12R]):([+-])([hd]?)$`)

// sameRow reports whether a row that was found, in the forms of judgeTrap, is the
// one that was written down: 1>2:-, o(Haley)>2:+, and of relations 1=2:+, 1>2:-h.
func sameRow(want string, forms []string) bool {
	m := blindRow.FindStringSubmatch(want)
	if m == nil {
		return false
	}
	side := map[string]string{"n": "narrator", "1": "actor1", "2": "actor2", "R": "relationship"}
	holder, target, sign := cmp.Or(side[m[1]], "other"), side[m[4]], map[string]string{"+": "positive", "-": "negative"}[m[5]]
	if m[3] == "=" {
		holder, target = "both", "both"
	}
	row := fmt.Sprintf("%s > %s %s", holder, target, sign)
	if m[2] == "" {
		status := map[string]string{"": "asserted", "h": "hypothetical", "d": "denied"}[m[6]]
		return slices.ContainsFunc(forms, func(f string) bool {
			return strings.HasPrefix(f, row+" by ") || f == row+" "+status
		})
	}
	return slices.ContainsFunc(forms, func(f string) bool {
		name, ok := strings.CutPrefix(f, row+" by ")
		return ok && strings.Contains(strings.ToLower(name), strings.ToLower(m[2]))
	})
}
