package coding_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/stats"
)

const spansBook = `title: T
guide: G
fields:
  - {name: words, type: spans, question: Which words?}
`

// One sentence of ten bytes, marked 0..4 and 2..6: of 20 codes 8 are in units; 4
// bytes differ, so that alpha is 1 - (8/20) / (2·8·12/(20·19)) = .2083.
func TestUnitizingAlphaByHand(t *testing.T) {
	path := filepath.Join(t.TempDir(), "set.sqlite")
	var who []coding.Coder
	for _, name := range []string{"anna", "ben"} {
		who = append(who, coding.Coder{Name: name, Role: coding.RoleCoder, Units: []int{1}})
	}
	if err := coding.Create(t.Context(), path, coding.Design{}, []coding.Unit{{DocID: "a", Sentence: "abcd efghi"}}, who, spansBook, noon); err != nil {
		t.Fatal(err)
	}
	s, err := coding.OpenSet(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	save(t, s, "anna", "message-1", 1, coding.Answer{Field: "words", Value: "0..4"})
	save(t, s, "ben", "message-1", 1, coding.Answer{Field: "words", Value: "2..6"})
	st, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := st.Spans(stats.DefaultRule(), 1)
	if err != nil || len(got) != 1 || got[0].Units != 1 || math.Abs(got[0].Alpha-0.2083) > 0.0001 || !math.IsNaN(got[0].Low) {
		t.Errorf("%+v, %v", got, err)
	}
}

// What is said of coders: three of them over 60 units, of whom cem errs more and
// more, and a scorer that is as good as a coder in portrayal.
func TestStudy(t *testing.T) {
	const n = 60
	src := rand.New(rand.NewPCG(1, 9))
	values := []string{"-1", "0", "1"}
	truth := make([]string, n)
	var units []coding.Unit
	var ids []int
	for i := range n {
		truth[i] = values[src.IntN(3)]
		machine := truth[i]
		if src.Float64() < 0.05 {
			machine = "0"
		}
		units = append(units, coding.Unit{DocID: fmt.Sprint(i), Sentence: "They met.", Machine: []coding.MachineCode{{"good", "relation", "", machine}, {"blind", "relation", "", "0"}}})
		ids = append(ids, i+1)
	}
	path := filepath.Join(t.TempDir(), "set.sqlite")
	var who []coding.Coder
	for _, name := range []string{"anna", "ben", "cem"} {
		who = append(who, coding.Coder{Name: name, Role: coding.RoleCoder, Units: ids})
	}
	if err := coding.Create(t.Context(), path, coding.Design{}, units, who, "", noon); err != nil {
		t.Fatal(err)
	}
	s, err := coding.OpenSet(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for k, c := range who {
		var posts []coding.Post
		for i := range n {
			wrong := 0.05
			if k == 2 && i >= 40 {
				wrong = 0.7
			}
			v := truth[i]
			if src.Float64() < wrong {
				v = values[src.IntN(3)]
			}
			posts = append(posts, coding.Post{ID: fmt.Sprintf("message-%d", i), Unit: i + 1, Codes: []coding.Answer{{Field: "relation", Value: v}, {Field: "stances", Value: "actor1>actor2:0.5q"}},
				Notes: []coding.Remark{{Kind: coding.Done, Text: fmt.Sprint(10 + k)}}})
		}
		if _, err := s.SaveAll(t.Context(), c.Name, posts, noon); err != nil {
			t.Fatal(err)
		}
	}
	st, err := s.Read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	subs, err := st.Alternatives(0.15, 0.05)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range subs {
		if (a.Scorer == "good") != a.Passed || len(a.Coders) != 3 {
			t.Errorf("%s: %+v", a.Scorer, a)
		}
	}
	var cem []coding.Block
	for _, b := range st.Drift(20) {
		if b.Coder == "cem" {
			cem = append(cem, b)
		}
	}
	if len(cem) != 3 || cem[0].Agree < 0.85 || cem[2].Agree > cem[0].Agree-0.15 || cem[1].Seconds != 12 || cem[2].No != 3 {
		t.Errorf("drift: %+v", cem)
	}
	disputed := st.MostDisputed(5)
	if len(disputed) != 5 || disputed[0].Distance != 2 || disputed[0].Open != 1 || !strings.HasPrefix(disputed[0].Where, "relation: anna ") {
		t.Errorf("%+v", disputed)
	}
	var b bytes.Buffer
	if err := st.LongTable(&b); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	// relation, its sign, and ten pairs of holder and target, for each coder.
	if len(lines) != 1+n*3*12 || lines[1] != "1,anna,relation_sign,"+map[string]string{"-1": "negative", "0": "neutral", "1": "positive"}[truth[0]] {
		t.Errorf("%d lines: %s", len(lines), lines[1])
	}
	if p := st.Progress(); len(p) != 3 || p[0] != "anna: 60 of 60 units done, 0 skipped, 0 flagged" {
		t.Error(p)
	}
}

// A sheet that is filled and read in gives the codes of its cells, once.
func TestSheet(t *testing.T) {
	s, _ := aSet(t, 3)
	var b bytes.Buffer
	if err := s.WriteSheet(t.Context(), "anna", &b); err != nil {
		t.Fatal(err)
	}
	if head, _, _ := strings.Cut(b.String(), "\n"); !strings.HasPrefix(head, "unit,title,before,sentence,after,own_stance_actor1,own_stance_actor2,portrayal_actor1,") {
		t.Fatal(head)
	}
	const filled = "unit;portrayal_actor1;relation;comment\n1;-0,5;none;hard\n2;7;1;\n9;1;;\n3;;0.5;\n"
	for range 2 {
		saved, problems, err := s.ReadSheet(t.Context(), "anna", "sheet.csv", strings.NewReader(filled), noon)
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, p := range problems {
			told = append(told, p.Error())
		}
		want := []string{`sheet.csv:3: portrayal: "7" is none of its values`, "sheet.csv:4: unit 9 is not one of anna"}
		if diff := cmp.Diff(want, told); diff != "" || saved != 3 && saved != 0 {
			t.Errorf("%d saved; (-want +got):\n%s", saved, diff)
		}
	}
	if all, err := s.History(t.Context()); err != nil || len(all) != 3 {
		t.Errorf("%+v, %v", all, err)
	}
}
