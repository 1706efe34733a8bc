package study

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func TestDefaultHolds(t *testing.T) {
	s := Default()
	if got := s.Validate(); len(got) > 0 {
		t.Errorf("the default study does not hold:\n%v", got)
	}
	if diff := cmp.Diff([]string{"taliban", "trump"}, s.Pair); diff != "" {
		t.Errorf("pair (-want +got):\n%s", diff)
	}
	for _, id := range s.Pair {
		if s.Actor(id) == nil {
			t.Errorf("no actor %q", id)
		}
	}
	if s.Actor("nobody") != nil {
		t.Error("an actor that is not there was found")
	}
}

// The settings that a file may leave out are those that the default study
// writes out, so that its comments tell the truth.
func TestBlankIsDefault(t *testing.T) {
	want := Default()
	got := blank()
	got.Version, got.Name, got.Pair = want.Version, want.Name, want.Pair
	got.Actors, got.Sources = want.Actors, want.Sources
	got.CountProxies, got.Events, got.Lexicons, got.Heads, got.WithoutRules, got.Keep = want.CountProxies, want.Events, want.Lexicons, want.Heads, want.WithoutRules, want.Keep
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("a key left out does not get the value of default.yaml (-default +left out):\n%s", diff)
	}
}

// Each file of testdata/study/bad carries the problems that it must raise in
// its comments: lines beginning with "# want ".
func TestBadStudies(t *testing.T) {
	files, err := filepath.Glob("../testdata/study/bad/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			for line := range strings.Lines(string(data)) {
				if w, ok := strings.CutPrefix(line, "# want "); ok {
					want = append(want, strings.TrimSpace(w))
				}
			}
			_, err = Parse("study.yaml", data)
			var got []string
			var ps Problems
			if errors.As(err, &ps) {
				for _, p := range ps {
					got = append(got, strings.TrimPrefix(p.Error(), "study.yaml:"))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	file := filepath.Join(t.TempDir(), "study.yaml")
	if err := os.WriteFile(file, DefaultYAML(), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), got); diff != "" {
		t.Errorf("the written default differs (-default +loaded):\n%s", diff)
	}
}

func TestResolved(t *testing.T) {
	a, err := Default().Resolved()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(a, []byte("null")) {
		t.Error("an empty list was written as null")
	}
	var back Study
	dec := json.NewDecoder(bytes.NewReader(a))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&back); err != nil {
		t.Fatal(err)
	}
	b, err := back.Resolved()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("what was resolved, read back and resolved again differs")
	}
}

// Comments, order of keys, layout and anchors make no difference.
func TestResolvedIgnoresLayout(t *testing.T) {
	one := `{version: 1, name: x, pair: [a, b], actors: [{id: a, name: A, kind: country, aliases: [Ay]}, {id: b, name: B, kind: country, aliases: [Ay2], members: []}]}`
	two := `
# a comment
name: "x"
actors:
  - kind: &k country
    aliases:
      - Ay
    id: a
    name: A
  - {id: b, name: B, kind: *k, aliases: ["Ay2"]}
pair:
  - a
  - b
version: 1
period: month
`
	var out [2][]byte
	for i, y := range []string{one, two} {
		s, err := Parse("x", []byte(y))
		if err != nil {
			t.Fatal(err)
		}
		if out[i], err = s.Resolved(); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(out[0]), string(out[1])); diff != "" {
		t.Errorf("(-one +two):\n%s", diff)
	}
}

func TestProblemWithoutPlace(t *testing.T) {
	s := blank()
	ps := s.Validate()
	if len(ps) == 0 || strings.HasPrefix(ps[0].Error(), ":") {
		t.Errorf("problems of a study made in Go: %v", ps)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("version: 1\nname: x\npair: [a, b]\nactors: [{id: a, name: A, kind: person, roles: [{title: t, from: 2020-02-30}]}]\n"))
	f.Add([]byte("a: &x [*x]\n<<: *x\n"))
	f.Add([]byte("&0\n*0"))
	f.Add([]byte("name: A\npair: &p *p\nactors: &a [&b *a, *b]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("f.yaml", data)
		if err == nil {
			if ps := s.Validate(); len(ps) > 0 {
				t.Fatalf("parsed and does not hold: %v", ps)
			}
			return
		}
		var ps Problems
		if !errors.As(err, &ps) || len(ps) == 0 {
			t.Fatalf("the error is no list of problems: %T %v", err, err)
		}
		for _, p := range ps {
			if p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Fatalf("a problem without place or message: %+v", p)
			}
		}
	})
}

// Faults of form do not hide faults of content, and bring no others.
func TestAllFaultsAtOnce(t *testing.T) {
	_, err := Parse("s.yaml", []byte(`version: 1
name: two
perod: week
period: fortnight
pair: [a, c]
count_proxies: 5
actors:
  - {id: a, name: A, kind: person, alias: [B]}
  - {id: b, name: B, kind: planet, roles: [{title: chief, form: 2017-01-20, to: 2017-02-31}]}
`))
	var lines []string
	for _, p := range err.(Problems) {
		lines = append(lines, p.Error())
	}
	got := strings.Join(lines, "\n")
	for _, want := range []string{"s.yaml:3:1: unknown key", "s.yaml:4:9: period", "no actor has the id \"c\"", "s.yaml:6:16: count_proxies",
		"unknown key \"alias\"", "\"planet\" is not one of", "unknown key \"form\"", "2017-02-31"} {
		if !strings.Contains(got, want) {
			t.Errorf("not told: %s", want)
		}
	}
	if len(lines) != 8 {
		t.Errorf("%d problems:\n%s", len(lines), got)
	}
}

// A file as other editors and consoles write it means the same.
func TestForeignFiles(t *testing.T) {
	plain := string(DefaultYAML())
	want, err := Parse("a", []byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	crlf := strings.ReplaceAll(plain, "\n", "\r\n")
	wide := func(order binary.AppendByteOrder) []byte {
		var b []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + crlf)) {
			b = order.AppendUint16(b, u)
		}
		return b
	}
	for name, data := range map[string][]byte{
		"CRLF": []byte(crlf), "mark": []byte("\ufeff" + plain), "mark and CRLF": []byte("\ufeff" + crlf),
		"UTF-16": wide(binary.LittleEndian), "UTF-16, big end first": wide(binary.BigEndian),
	} {
		got, err := Parse("a", data)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = Parse("a", []byte(strings.ReplaceAll("version: 1\nperod: month\n", "\n", "\r\n")))
	if err == nil || !strings.Contains(err.Error(), "a:2:1: unknown key") {
		t.Errorf("the place of a fault in a file with CRLF: %v", err)
	}
}
