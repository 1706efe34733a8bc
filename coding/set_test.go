package coding_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/coding"
	"github.com/seed-7a84ba5f/dyad/report"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// aSet makes a set of n units that anna and ben both code.
func aSet(t *testing.T, n int) (*coding.Set, string) {
	t.Helper()
	var units []coding.Unit
	var ids []int
	for i := range n {
		units = append(units, coding.Unit{DocID: fmt.Sprintf("doc%d", i/3), SentenceNo: i % 3, Region: "body",
			Sentence: fmt.Sprintf("The envoy praised the mayor %d times.", i), Source: "Paper", Stratum: "all",
			Mentions:             []coding.Mention{{coding.Actor1, coding.Span{Start: 4, End: 9}}},
			InclusionProbability: 0.25, Machine: []coding.MachineCode{{"zebra", "portrayal", coding.Actor1, "0.5"}}})
		ids = append(ids, i+1)
	}
	path := filepath.Join(t.TempDir(), "set.sqlite")
	d := coding.Design{RunID: "r1", Seed: 7, N: n, Actors: [2]string{"Envoy", "Mayor"}, Strata: []coding.Stratum{{"all", 4 * n, float64(n), n}}}
	coders := []coding.Coder{{Name: "anna", Role: coding.RoleCoder, Units: ids}, {Name: "ben", Role: coding.RoleCoder, Units: ids}, {Name: "lea", Role: coding.RoleLead}}
	if err := coding.Create(t.Context(), path, d, units, coders, "", noon); err != nil {
		t.Fatal(err)
	}
	s, err := coding.OpenSet(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, path
}

func save(t *testing.T, s *coding.Set, coder, id string, unit int, answers ...coding.Answer) {
	t.Helper()
	if err := s.Save(t.Context(), coder, coding.Post{ID: id, Unit: unit, Codes: answers}, noon); err != nil {
		t.Fatal(err)
	}
}

func TestWhatHoldsNow(t *testing.T) {
	s, _ := aSet(t, 3)
	portrayal := func(v string) coding.Answer {
		return coding.Answer{Field: "portrayal", Target: coding.Actor1, Value: v}
	}
	save(t, s, "anna", "message-1", 1, portrayal("-1"))
	save(t, s, "anna", "message-1", 1, portrayal("-1")) // sent again
	save(t, s, "anna", "message-2", 1, portrayal("0.5"))
	save(t, s, "ben", "message-1", 1, portrayal("1"))
	save(t, s, "ben", "message-2", 1, portrayal(""))
	now, err := s.Codes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(now) != 1 || now[0].Value != "0.5" || now[0].Coder != "anna" || now[0].Version != 1 || now[0].Time != "2026-03-01T12:00:00Z" {
		t.Errorf("the codes that hold are %+v", now)
	}
	all, err := s.History(t.Context())
	if err != nil || len(all) != 4 {
		t.Errorf("%d codes in the history, %v; want 4", len(all), err)
	}
}

func TestRefused(t *testing.T) {
	s, _ := aSet(t, 2)
	long := strings.Repeat("x", 5000)
	for name, p := range map[string]coding.Post{
		"value":   {ID: "12345678", Unit: 1, Codes: []coding.Answer{{Field: "portrayal", Target: coding.Actor1, Value: "2"}}},
		"field":   {ID: "12345678", Unit: 1, Codes: []coding.Answer{{Field: "nothing", Value: "2"}}},
		"target":  {ID: "12345678", Unit: 1, Codes: []coding.Answer{{Field: "relation", Target: coding.Actor1, Value: "1"}}},
		"stances": {ID: "12345678", Unit: 1, Codes: []coding.Answer{{Field: "stances", Value: "actor1>actor1:1n"}}},
		"unit":    {ID: "12345678", Unit: 9},
		"number":  {ID: "1", Unit: 1},
		"note":    {ID: "12345678", Unit: 1, Notes: []coding.Remark{{Kind: "rumour", Text: "x"}}},
		"long":    {ID: "12345678", Unit: 1, Notes: []coding.Remark{{Kind: coding.Comment, Text: long}}},
		"version": {ID: "12345678", Unit: 1, Version: 3},
		"half": {ID: "12345678", Unit: 1, Codes: []coding.Answer{{Field: "relation", Value: "1"}},
			Notes: []coding.Remark{{Kind: coding.Comment, Text: long}}},
	} {
		if err := s.Save(t.Context(), "anna", p, noon); err == nil {
			t.Errorf("%s is not refused", name)
		}
	}
	if all, _ := s.History(t.Context()); len(all) > 0 {
		t.Errorf("a refused message left %+v", all)
	}
}

// An edit that changes the meaning of a field marks the codes given before.
func TestCodebookVersions(t *testing.T) {
	s, _ := aSet(t, 1)
	save(t, s, "anna", "message-1", 1, coding.Answer{Field: "relation", Value: "1"}, coding.Answer{Field: "sure", Value: "1"})
	text := strings.Replace(coding.DefaultCodebook(), "What does the sentence tell of", "What do the words say about", 1)
	before, _ := coding.ParseCodebook(coding.DefaultCodebook())
	after, err := coding.ParseCodebook(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"relation"}, coding.Touched(before, after)); diff != "" {
		t.Error(diff)
	}
	if _, err := s.EditCodebook(t.Context(), "lea", 1, text, []string{"relation"}, "clearer", noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.EditCodebook(t.Context(), "lea", 1, text, nil, "late", noon); err == nil {
		t.Error("an edit of a version that is no longer the newest is not refused")
	}
	stale := func() (out []string) {
		codes, err := s.Codes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range codes {
			if c.Stale {
				out = append(out, c.Field)
			}
		}
		return out
	}
	if diff := cmp.Diff([]string{"relation"}, stale()); diff != "" {
		t.Error(diff)
	}
	save(t, s, "anna", "message-2", 1, coding.Answer{Field: "relation", Value: "0.5"})
	if got := stale(); got != nil {
		t.Errorf("%v are stale after they were coded anew", got)
	}
}

// Wherever codes are taken, a set does as well as the CSV table of it.
func TestTableIsReadAsGold(t *testing.T) {
	s, path := aSet(t, 3)
	for i, coder := range []string{"anna", "ben"} {
		save(t, s, coder, "message-1", 1, coding.Answer{Field: "portrayal", Target: coding.Actor1, Value: []string{"0.5", "-0.5"}[i]},
			coding.Answer{Field: "portrayal", Target: coding.Actor2, Value: "x"},
			coding.Answer{Field: "relation", Value: "none"}, coding.Answer{Field: "stances", Value: "actor1>actor2:0.5q"})
	}
	if err := s.Adjudicate(t.Context(), "message-9", coding.Adjudication{Unit: 1, Field: "portrayal", Target: coding.Actor1, Value: "1", Reason: "praise", Coder: "lea"}, noon); err != nil {
		t.Fatal(err)
	}
	in, err := coding.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	table, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	want := `doc_id,sentence_no,target,holder_class,coder,stance,own_stance,portrayal,voice,relation
doc0,0,actor1,,adjudicated,,,1,,
doc0,0,,,anna,,,,,none
doc0,0,actor1,,anna,0,,,,
doc0,0,actor2,actor1,anna,0.5,,,,
doc0,0,relationship,,anna,0,,,,
doc0,0,,,ben,,,,,none
doc0,0,actor1,,ben,0,,,,
doc0,0,actor2,actor1,ben,0.5,,,,
doc0,0,relationship,,ben,0,,,,
`
	var got strings.Builder
	for line := range strings.Lines(string(table)) {
		got.WriteString(strings.Join(strings.Split(line, ",")[:10], ",") + "\n")
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if !strings.Contains(string(table), ",0.25,") {
		t.Error("the inclusion probability is not in the table")
	}
	csv := filepath.Join(t.TempDir(), "codes.csv")
	if err := os.WriteFile(csv, table, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, csv} {
		in, err := coding.Open(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		g, err := report.ReadCodes(in, p)
		if err != nil || g.AllCoded() != 5 || len(g.Problems) > 0 {
			t.Fatalf("%s: %v, %+v", p, err, g)
		}
	}
}

func TestNoSet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.sqlite")
	if err := os.WriteFile(path, []byte("SQLite format 3\x00 and then nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := coding.OpenSet(t.Context(), path); err == nil {
		t.Error("a damaged file opens")
	}
	if _, err := coding.Open(t.Context(), path); err == nil {
		t.Error("a damaged file opens as a table")
	}
	_, path = aSet(t, 1)
	if err := coding.Create(t.Context(), path, coding.Design{}, nil, nil, "", noon); err == nil {
		t.Error("a set is written over")
	}
}
