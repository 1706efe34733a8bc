package read

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/plain"
)

var testNames = [][]string{{"taliban"}, {"trump"}, {"islamic", "emirate"}, {"mullah", "omar"}, {"president"}, {"robert", "o'brien"}, {"h.r.", "mcmaster"}, {"erdoğan"}}

// Whatever stands around and within a name, a text that has it is never told to have
// none; what has none is told so.
func TestNamesIn(t *testing.T) {
	n := NewNames(testNames)
	for text, want := range map[string]bool{
		"": false, "Rain fell in Kabul.": false, "The Taliban said": true, "TALIBAN": true, "x.Trump": true, "Trump": true, "rump": false,
		"T.r.u.m.p. spoke": true, "U.S. rump": false, "the presi.dent": true, "Mullah  Omar": true, "Erdoğan": true, "Robert O'Brien": true,
		strings.Repeat("a.", 50) + "b": true, // too long to be looked at
	} {
		for pad := range 9 { // at every alignment
			if got := n.In(strings.Repeat("-", pad) + text + strings.Repeat("-", pad)); got != want {
				t.Errorf("In(%q, %d bytes before it) = %v", text, pad, got)
			}
		}
	}
	for _, names := range [][][]string{{{"xi"}}, {{"طالبان"}}, {{"taliban"}, {"a", "b"}}} {
		if NewNames(names) != nil {
			t.Errorf("%q can be looked for", names)
		}
	}
}

// hostileLines are lines of JSON in which a name is hidden, or that are hard to read.
func hostileLines() []string {
	var lines []string
	line := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for _, text := range []string{
		"Rain in Kabul", `The Taliban`, `the \u0054aliban`, `the Tali\u00adban`, "the Tali\u00adban", "the Tali\u200bban", `the Tali\u200Dban`,
		`the Tali&shy;ban`, `the Tali\u0026shy;ban`, `the Tali&amp;shy;ban`, `the &#84;aliban`, `the Tali<b>ban</b>`, `the Tali\u003cb\u003eban`,
		`the Tal\u0130ban`, "the Taliba\u0301n", `T.R.U.M.P.`, `T\u002eR\u002eU.M.P`, `\u212aabul`, `don\u2019t \u201cgo\u201d\n\ttoday`, `\/\\\"\b\f`,
		`\ud83d\ude00 rain`, `\ud83d rain`, `Trump`, `a\u0000b`, "é", "日本語の記事です", `n/a`, `  `, ``, `null`, `none                                                                `,
		`one\ntwo`, `\nnone\n`, "tab\there", "bad \xff byte", `bad \x escape`, `bad \u12 escape`, `\uD83D\uD83D`, `AT&T`, `R&amp;D`, `a < b`,
	} {
		line(`{"id":"1","source":"BBC","text":"%s"}`, text)
		line(`{"id":"1","url":"https://www.bbc.com/news/1","body":"%s and more of it, for a whole sentence"}`, text)
		line(`{"title":"%s","source":"BBC","text":"Rain fell in the valley all day."}`, text)
		line(`{"source":"%s","text":"Rain fell in the valley all day."}`, text)
		line(`{"%s":"x","source":"BBC","text":"Rain fell in the valley all day."}`, text)
		line(`{"source":"BBC","text":"Rain fell in the valley all day.","tags":["%s",{"a":[1,2.5e-3,null]}]}`, text)
	}
	rain := `"text":"Rain fell in the valley all day."`
	for _, rest := range []string{``, `}`, `,`, `,}`, `,"a"}`, `,"a":}`, `,"a":1}`, `,"a":01}`, `,"a":-}`, `,"a":1.}`, `,"a":1e}`, `,"a":tru}`, `,"a":true}`, `,"a":nul}`, `,"a":[}`,
		`,"a":[]}`, `,"a":[1,]}`, `,"a":{}}`, `,"a":{"b":}}`, `}}`, `} {}`, `} x`, `,"a":"b" "c"}`, `,"a":1 2}`, `,"source":{"name":"CNN"}}`, `,"source":"CNN"}`, `,"outlet":"CNN"}`,
		`,"source":7}`, `,"source":null,"outlet":"CNN"}`, `,"source":"N/A","outlet":"CNN"}`, `,"text":"Trump"}`, `,"text":null}`, `,"body":["a","Trump"]}`, `,"source":"The \u0042BC"}`,
		`,"url":"https://news.yahoo.com/a"}`, `,"url":"nothing"}`, `,"a":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`, "\x00}", "\x7f}", `,"publish_date":"31 February 2020"}`} {
		line(`{"source":"BBC",%s%s`, rain, rest)
		line(`{%s%s`, rain, rest)
	}
	line(`{"source":"BBC","text":null,"articles":[{"text":"Trump spoke."},{"text":"Rain."}]}`)
	line(`[1,2]`)
	line(`7`)
	line(`{}`)
	line(` { "source" : "BBC" , %s } `, rain)
	line(`{"source":"BBC","text":"%s"}`, strings.Repeat("rain and ", 20_000))
	return lines
}

// Deciding lines from their bytes and decoding them all gives the same: the articles,
// the problems, and how many mention nobody, by source.
func TestSkimmedAsDecoded(t *testing.T) {
	lines := hostileLines()
	skimmed := sameBothWays(t, []byte(strings.Join(lines, "\n")), NewNames(testNames))
	if skimmed < len(lines)/10 {
		t.Errorf("only %d of %d lines were decided from their bytes", skimmed, len(lines))
	}
}

// sameBothWays reads lines with and without deciding any from its bytes, compares, and
// says how many were.
func sameBothWays(t *testing.T, lines []byte, names *Names) (skimmed int) {
	t.Helper()
	opts := Options{Named: names, MaxBytes: 1 << 20}
	opts.finish = opts.finisher()
	read := func(skim bool) (out string) {
		in := &input{file: file{rel: "a.jsonl", path: "a.jsonl"}, limit: opts.MaxBytes, unnamed: map[string]int{}}
		in.r = bufio.NewReaderSize(bytes.NewReader(lines), headBytes)
		if skim {
			in.skim = newSkimmer(opts)
		}
		var kept []string
		for r, err := range readJSONLines(in) {
			switch {
			case err != nil:
				kept = append(kept, err.Error())
			case names.mentioned(r):
				kept = append(kept, fmt.Sprint(r.Line, " ", r.Hash(), r.OwnID))
			default:
				in.unnamed[opts.finish.SourceOf(r)]++
				if skim {
					skimmed--
				}
			}
		}
		if skim {
			for _, n := range in.unnamed {
				skimmed += n
			}
		}
		return fmt.Sprint(strings.Join(kept, "\n"), "\n", in.unnamed)
	}
	slow, fast := read(false), read(true)
	if slow != fast {
		a, b := strings.Split(slow, "\n"), strings.Split(fast, "\n")
		for i := range a {
			if i >= len(b) || a[i] != b[i] {
				t.Fatalf("decoded line by line:\n%s\ndecided from the bytes:\n%s", strings.Join(a[i:min(i+3, len(a))], "\n"), strings.Join(b[min(i, len(b)):min(i+3, len(b))], "\n"))
			}
		}
	}
	return skimmed
}

func FuzzSkim(f *testing.F) {
	for _, l := range hostileLines() {
		f.Add([]byte(l))
	}
	names := NewNames(testNames)
	f.Fuzz(func(t *testing.T, b []byte) { sameBothWays(t, b, names) })
}

// The real lines of news beside the repository come out the same both ways.
func TestSkimmedAsDecodedReal(t *testing.T) {
	dir := os.Getenv("DYAD_DATA")
	if dir == "" {
		t.Skip("DYAD_DATA is not set")
	}
	files, err := filepath.Glob(filepath.Join(dir, "news", "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no news there", err)
	}
	names := NewNames([][]string{{"taliban"}, {"obama"}, {"white", "house"}})
	n := 0
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b = b[:min(len(b), 1<<20)]
		n += sameBothWays(t, b, names)
	}
	t.Logf("%d lines were decided from their bytes", n)
}

// No letter that Joins does not know goes, or becomes one of ASCII, where a text is made plain.
func TestJoins(t *testing.T) {
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if plain.Joins(r) || r >= 0xd800 && r < 0xe000 {
			continue
		}
		got := plain.Text("x" + string(r) + "z")
		if strings.Contains(got, "xz") || strings.ContainsAny(strings.Trim(got, "xz"), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ<&.") {
			t.Errorf("%U: %q", r, got)
		}
	}
}

// No field can be of two of the kinds that decide, so that which is asked first does not matter.
func TestFieldKindsApart(t *testing.T) {
	kinds := [][]string{idNames.List(), titleNames.List(), textNames.List(), sourceNames.List(), urlNames.List(), dateNames.List(), languageNames.List()}
	for i, a := range kinds {
		for _, b := range kinds[i+1:] {
			for _, name := range a {
				if corpus.IsName(b, name) {
					t.Errorf("%s is of two kinds", name)
				}
			}
		}
	}
}

// An article that mentions nobody takes no id, joins no copies, and is counted.
func TestUnnamedTakesNoPart(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, records ...map[string]string) {
		var sb strings.Builder
		for _, r := range records {
			b, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			sb.Write(append(b, '\n'))
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(sb.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("a.jsonl", map[string]string{"id": "1", "source": "BBC", "text": "Rain fell on Kabul and its hills."},
		map[string]string{"id": "1", "source": "The BBC", "text": "The Taliban took Kabul and its hills."},
		map[string]string{"id": "2", "source": "CNN", "text": "Il pleut à Kaboul & ailleurs, dit-on."})
	write("b.txt")
	if err := os.WriteFile(filepath.Join(dir, "c.txt"), []byte("RASC News Agency: Rain again.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), []string{dir}, Options{Named: NewNames(testNames)})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var ids []string
	for a, err := range s.All() {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.ID)
	}
	want := map[string]int{"BBC News": 1, "CNN": 1, "RASC News Agency": 1}
	if fmt.Sprint(ids) != "[1]" || !maps.Equal(s.Unnamed, want) || s.Found != 5 {
		t.Errorf("articles %v, without a name %v, found %d", ids, s.Unnamed, s.Found)
	}
}

// BenchmarkSkim reads news in which nobody of interest is mentioned, as they lie on the disk.
func BenchmarkSkim(b *testing.B) {
	var data []byte
	for i := range 4000 {
		data = fmt.Appendf(data, `{"id":"%d","source":"Outlet %d","url":"https://example.com/news/%d","publish_date":"2020-03-02","title":"Rain in the valley","text":"%s"}`+"\n",
			i, i%50, i, strings.Repeat(`The council said on Monday that \"heavy rain\" had closed two of the three roads to the valley, and that the third \u2013 the one along the river – would be open again “by the weekend”. `, 20))
	}
	dir := b.TempDir()
	path := filepath.Join(dir, "a.jsonl")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		b.Fatal(err)
	}
	opts := Options{Named: NewNames(testNames)}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s, err := Open(context.Background(), []string{path}, opts)
		if err != nil {
			b.Fatal(err)
		}
		if s.Found != 4000 || s.Len() != 0 {
			b.Fatal(s.Found, s.Len())
		}
		_ = s.Close()
	}
}
