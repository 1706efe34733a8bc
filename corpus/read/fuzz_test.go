package read

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// fuzzReader reads bytes as a file of the given name and checks what holds
// for every record that comes out.
func fuzzReader(t *testing.T, name string, b []byte) {
	in := &input{file: file{rel: name, path: name}, r: bufio.NewReaderSize(bytes.NewReader(b), headBytes), limit: 1 << 20}
	var records []*corpus.Record
	problems := readRecords(in, func(r *corpus.Record) bool {
		records = append(records, r)
		return true
	})
	for _, p := range problems {
		if p.Reason == "" || p.Msg == "" || !strings.HasPrefix(p.File, name) {
			t.Errorf("problem %+v", p)
		}
	}
	f := &corpus.Finisher{Outlets: corpus.NewOutlets(nil), Languages: []string{"en"}}
	for _, r := range records {
		done := f.Finish("x", r, nil)
		a := done.Article
		a.ClusterID, a.IsClusterHead = a.ID, true
		checkArticle(t, a)
		for _, run := range a.Original {
			if packed := looksLikeGzip(b, "") || looksLikeZstd(b, "") || looksLikeZIP(b, "") || looksLikeTar(b, ""); packed {
				break // the runs are of what is inside
			}
			if run.From < 0 || run.To > len(b) || run.From >= run.To || run.End > len(a.Text) || run.Same && a.Text[run.Start:run.End] != string(b[run.From:run.To]) {
				t.Errorf("run %+v of %q in %q", run, a.Text, b)
			}
		}
		if !utf8.ValidString(a.Text) {
			t.Errorf("text is not UTF-8: %q", a.Text)
		}
	}
}

func FuzzReadText(f *testing.F) {
	for _, s := range append(pieces, "---\ntitle: x\n---\n"+prose, "--- \ntitle: > \n  a\n  b\n--- \n"+prose, "Title here now\n\n"+prose, "\xff\xfea\x00", "caf\xe9 au lait and more",
		strings.Join(pieces, ""), strings.Join(pieces, "\n")) {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, "a.txt", b) })
}

// FuzzTOML reads blocks between plus signs.
func FuzzTOML(f *testing.F) {
	for _, s := range []string{"title = \"x\"\ndate = 2019-03-02", "a = [1, [2, {b = 1}]]", "[a.b]\nc = 1", "a = 12:00:00", "a = nan"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzReader(t, "a.md", []byte("+++\n"+s+"\n+++\n"+prose+"\n")) })
}

func FuzzFrontMatter(f *testing.F) {
	for _, s := range []string{"title: x\ndate: 2019-03-02", "a: [1, [2, {b: c}]]", "a: &x 1\nb: *x", "title: > \n  a \n  b", "a: b: c", "? x\n: y", "- a", "a: !!binary x", "{a: b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzReader(t, "a.md", []byte("---\n"+s+"\n---\n"+prose+"\n")) })
}

func FuzzReadJSONLines(f *testing.F) {
	for _, s := range []string{`{"id":1,"text":"x","date":"4/4/17"}` + "\n" + `{"text":`, `[]`, `{"text":"\ud800","source":{"name":"a"}}`, "\n\n{}", `{"text":"a"} x`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, "a.jsonl", b) })
}

func FuzzReadJSON(f *testing.F) {
	for _, s := range []string{`[{"text":"a"},{"text":"b"}]`, `[{"text":"a"},`, `{"text":"a"}`, `[1,null,[{}]]`, "[\n{\"text\":\"a\"}\n,x]", `[`, `[{"text":"a"}]]`, `{"articles":[{"text":"a"},{"text":"b"}]}`, `{"a":{"b":[{"text":"a"}]}}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, "a.json", b) })
}

func FuzzSheet(f *testing.F) {
	for _, s := range []string{"file,source\na.txt,b\n", "file;x\na;'=b\n", "\ufefffile\tdate\na\t4/4/17\n", "file\n\"a", "doc_id,file,url\n1,2,3,4\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := &Sheet{Path: "sheet.csv"}
		if s.parse([]byte(text)) != nil {
			return
		}
		r := &corpus.Record{File: "a.txt", Body: prose, BodyLine: 1, Line: 1, LineName: "line"}
		var records entryList
		records.add(entry{file: "a.txt", id: "a.txt"})
		rows, _ := s.join(&records)
		a := (&corpus.Finisher{Outlets: corpus.NewOutlets(nil)}).Finish("a.txt", r, rows[0]).Article
		a.ClusterID, a.IsClusterHead = a.ID, true
		checkArticle(t, a)
	})
}

// FuzzReadLocated reads lines that say from which file and line they are.
func FuzzReadLocated(f *testing.F) {
	for _, s := range []string{`{"dyad_file":"a","dyad_line":3,"record":{"text":"x"}}`, `{"dyad_file":"a","dyad_line":3,"text":"{"}`, `{"dyad_file":"","dyad_line":0}`,
		`{"dyad_file":"../a","dyad_line":1,"record":[{"text":"x"}],"text":null}`, "{\"dyad_file\":\"a\",\"dyad_line\":1,\"record\":{\"text\":\"\xff\"}}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		in := &input{file: file{rel: "a"}, r: bufio.NewReaderSize(bytes.NewReader(b), headBytes), limit: 1 << 20, located: true}
		readRecords(in, func(*corpus.Record) bool { return true })
	})
}
