package read

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"context"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

func gzipped(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstandard(t testing.TB, s string) string {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return string(w.EncodeAll([]byte(s), nil))
}

// zipped makes an archive of names and contents in turn.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for pair := range slices.Chunk(parts, 2) {
		h := &zip.FileHeader{Name: pair[0], Method: zip.Deflate}
		if strings.HasSuffix(pair[0], ".link") {
			h.SetMode(fs.ModeSymlink | 0o777)
		}
		f, err := w.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(pair[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tarred makes an archive of names and contents in turn.
func tarred(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for pair := range slices.Chunk(parts, 2) {
		h := &tar.Header{Name: pair[0], Typeflag: tar.TypeReg, Mode: 0o644, Size: int64(len(pair[1]))}
		switch path.Ext(h.Name) {
		case ".link":
			h.Typeflag, h.Linkname, h.Size = tar.TypeSymlink, pair[1], 0
		case ".hard":
			h.Typeflag, h.Linkname, h.Size = tar.TypeLink, pair[1], 0
		case ".pipe":
			h.Typeflag, h.Size = tar.TypeFifo, 0
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Size > 0 {
			if _, err := w.Write([]byte(pair[1])); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCompressed(t *testing.T) {
	lines := `{"id":"1","text":"one"}` + "\n" + `{"id":"2","text":"two"}` + "\n"
	table := "id,source,text\n1,A,one\n2,B,two\n"
	for name, file := range map[string]struct{ name, bytes string }{
		"gzip":             {"a.jsonl.gz", gzipped(t, lines)},
		"no ending":        {"a", gzipped(t, lines)},
		"two members":      {"a.jsonl.gz", gzipped(t, lines[:24]) + gzipped(t, lines[24:])},
		"zstd":             {"a.jsonl.zst", zstandard(t, lines)},
		"table":            {"a.csv.gz", gzipped(t, table)},
		"ZIP":              {"a.zip", zipped(t, "x/1.jsonl", lines[:24], "x/2.jsonl", lines[24:], "README.md", "x", "__MACOSX/a.txt", "y", "x/.hidden", "z")},
		"gzip in a ZIP":    {"a.zip", zipped(t, "x.jsonl.gz", gzipped(t, lines))},
		"a ZIP in gzip":    {"a.gz", gzipped(t, zipped(t, "x.csv", table))},
		"tar":              {"a.tar", tarred(t, "./x/1.jsonl", lines[:24], "x/2.jsonl", lines[24:], "README.md", "x", "x/.hidden", "z")},
		"tar in gzip":      {"a.tar.gz", gzipped(t, tarred(t, "x/1.jsonl", lines[:24], "x/2.jsonl", lines[24:]))},
		"tgz":              {"a.tgz", gzipped(t, tarred(t, "x.csv", table))},
		"tar in zstd":      {"a.tar.zst", zstandard(t, tarred(t, "x.csv", table))},
		"gzip in a tar":    {"a.tar", tarred(t, "x.jsonl.gz", gzipped(t, lines))},
		"a table in a ZIP": {"a.zip", zipped(t, "x.csv", table)},
	} {
		c := collect(t, map[string]string{file.name: file.bytes}, Options{})
		if len(c.Articles) != 2 || len(c.Problems) != 0 || c.Articles[0].ID != "1" || c.Articles[1].Text != "two" || c.Inputs[0].Size != int64(len(file.bytes)) {
			t.Errorf("%s: %d articles, problems %v", name, len(c.Articles), c.Problems)
		}
	}
	a := one(t, "in/a.zip", zipped(t, "day/one.txt", prose))
	if a.ID != "in/a.zip/day/one.txt" || a.Body() != prose {
		t.Errorf("%+v", a)
	}
	c, err := Collect(context.Background(), []string{"-"}, Options{Stdin: strings.NewReader(zipped(t, "a.txt", prose))})
	if err != nil || len(c.Articles) != 1 {
		t.Errorf("a ZIP on standard input: %v %v", err, c)
	}
}

func TestCompressedRefused(t *testing.T) {
	text := gzipped(t, strings.Repeat(prose+"\n", 1000))
	bomb := strings.Repeat("\x00 ", 40<<20)
	for _, tt := range []struct{ name, bytes, reason string }{
		{"cut off", text[:len(text)/2], corpus.ReasonUnreadable},
		{"not gzip", "\x1f\x8b\x08\xff", corpus.ReasonUnreadable},
		{"damaged zstd", zstandard(t, prose)[:20], corpus.ReasonUnreadable},
		{"gzip bomb", gzipped(t, "{\"text\":\"x\"}\n"+bomb), corpus.ReasonTooLarge + " " + corpus.ReasonBomb},
		{"zstd bomb", zstandard(t, "{\"text\":\"x\"}\n"+bomb), corpus.ReasonTooLarge + " " + corpus.ReasonBomb},
		{"zip bomb", zipped(t, "a.jsonl", "{\"text\":\"x\"}\n"+bomb), corpus.ReasonTooLarge + " " + corpus.ReasonBomb},
		{"a doll", gzipped(t, gzipped(t, gzipped(t, "x"))), corpus.ReasonNested},
		{"a ZIP doll", zipped(t, "a.zip", zipped(t, "b.zip", zipped(t, "c.txt", prose))), corpus.ReasonNested},
		{"out of the archive", zipped(t, "../a.txt", prose), corpus.ReasonLink},
		{"a link", zipped(t, "a.link", "/etc/hosts"), corpus.ReasonLink},
		{"an empty archive", zipped(t), corpus.ReasonEmpty},
		{"a workbook", zipped(t, "xl/workbook.xml", "<x/>"), corpus.ReasonUnreadable},
		{"a picture", zipped(t, "a.png", "\x89PNG\r\n"), corpus.ReasonUnsupported},
		{"a tar doll", tarred(t, "a.tar", tarred(t, "b.tar", tarred(t, "c.txt", prose))), corpus.ReasonNested},
		{"a tar in gzip in gzip", gzipped(t, gzipped(t, tarred(t, "c.txt", prose))), corpus.ReasonNested},
		{"out of the tar", tarred(t, "../a.txt", prose), corpus.ReasonLink},
		{"a root in a tar", tarred(t, "/etc/a.txt", prose), corpus.ReasonLink},
		{"a link in a tar", tarred(t, "a.link", "/etc/hosts"), corpus.ReasonLink},
		{"a hard link in a tar", tarred(t, "a.hard", "b"), corpus.ReasonLink},
		{"a pipe in a tar", tarred(t, "a.pipe", ""), corpus.ReasonNotRegular},
		{"an empty tar", tarred(t, "README", "x"), corpus.ReasonEmpty},
		{"a tar bomb", gzipped(t, tarred(t, "a.jsonl", "{\"text\":\"x\"}\n"+bomb)), corpus.ReasonTooLarge + " " + corpus.ReasonBomb},
		{"a tar cut off", tarred(t, "a.txt", prose)[:540], corpus.ReasonUnreadable + " " + corpus.ReasonUnreadable},
		{"a damaged tar", strings.Repeat("\x00", 257) + "ustar\x0000" + strings.Repeat("\x00", 600), corpus.ReasonUnreadable},
	} {
		c := collect(t, map[string]string{"a": tt.bytes}, Options{MaxBytes: 1 << 20})
		if got := reasons(c.Problems); got != tt.reason && !strings.HasSuffix(tt.reason, " "+got) {
			t.Errorf("%s: problems %v, want %s", tt.name, c.Problems, tt.reason)
		}
	}
}

func TestIgnore(t *testing.T) {
	files := map[string]string{"a.txt": prose, "b.log": prose, "notes/c.txt": prose, "deep/notes/d.txt": prose, "deep/keep.log": prose, "e1.txt": prose, "drafts/x/y.txt": prose}
	for _, tt := range []struct {
		own   string
		given []string
		want  string
	}{
		{"", nil, "a.txt b.log deep/keep.log deep/notes/d.txt drafts/x/y.txt e1.txt notes/c.txt"},
		{"*.log\n!keep.log\n", nil, "a.txt deep/keep.log deep/notes/d.txt drafts/x/y.txt e1.txt notes/c.txt"},
		{"# all notes\nnotes/\n", []string{"e[0-9].txt"}, "a.txt b.log deep/keep.log drafts/x/y.txt"},
		{"/notes\n", nil, "a.txt b.log deep/keep.log deep/notes/d.txt drafts/x/y.txt e1.txt"},
		{"", []string{"deep/**", "drafts/**/y.*", "?.log"}, "a.txt e1.txt notes/c.txt"},
		{"", []string{"**/notes/*.txt"}, "a.txt b.log deep/keep.log drafts/x/y.txt e1.txt"},
	} {
		if files[".dyadignore"] = tt.own; tt.own == "" {
			delete(files, ".dyadignore")
		}
		c := collect(t, files, Options{Ignore: tt.given})
		var ids []string
		for _, a := range c.Articles {
			ids = append(ids, a.ID)
		}
		if d := cmp.Diff(tt.want, strings.Join(ids, " ")); d != "" || (c.Ignored > 0) != (tt.own != "" || tt.given != nil) {
			t.Errorf("%q %q: %d ignored: %s", tt.own, tt.given, c.Ignored, d)
		}
	}
	for _, tt := range []struct {
		files map[string]string
		given []string
		want  string
	}{ // patterns in folders below
		{map[string]string{"deep/.dyadignore": "*.log\nd.txt\n"}, nil, "a.txt b.log drafts/x/y.txt e1.txt notes/c.txt"},
		{map[string]string{"deep/.dyadignore": "/notes/\n"}, nil, "a.txt b.log deep/keep.log drafts/x/y.txt e1.txt notes/c.txt"},
		{map[string]string{".dyadignore": "*.log\n", "deep/.dyadignore": "!keep.log\n"}, nil, "a.txt deep/keep.log deep/notes/d.txt drafts/x/y.txt e1.txt notes/c.txt"},
		{map[string]string{".dyadignore": "drafts/\n", "drafts/.dyadignore": "!*\n"}, nil, "a.txt b.log deep/keep.log deep/notes/d.txt e1.txt notes/c.txt"},
		{map[string]string{"deep/.dyadignore": "!keep.log\n"}, []string{"*.log"}, "a.txt deep/notes/d.txt drafts/x/y.txt e1.txt notes/c.txt"},
		{map[string]string{"drafts/.dyadignore": "x/y.txt\n", "notes/.dyadignore": "a.txt\n"}, nil, "a.txt b.log deep/keep.log deep/notes/d.txt e1.txt notes/c.txt"},
	} {
		delete(files, ".dyadignore")
		all := maps.Clone(files)
		maps.Copy(all, tt.files)
		var ids []string
		for _, a := range collect(t, all, Options{Ignore: tt.given}).Articles {
			ids = append(ids, a.ID)
		}
		if d := cmp.Diff(tt.want, strings.Join(ids, " ")); d != "" {
			t.Errorf("%q: %s", tt.files, d)
		}
	}
	if _, err := Collect(context.Background(), []string{writeFiles(t, map[string]string{"a/b/.dyadignore": "[a", "a.txt": prose})}, Options{}); err == nil || !strings.Contains(err.Error(), "a/b/.dyadignore") {
		t.Errorf("a bad pattern below: %v", err)
	}
	if _, err := Collect(context.Background(), []string{t.TempDir()}, Options{Ignore: []string{"[a"}}); err == nil {
		t.Error("a bad pattern: no error")
	}
}

func FuzzReadTable(f *testing.F) {
	for _, s := range []string{"id,text\n1,one\n", "text;date\n\"a\nb\";4/4/17\n", "\ufefftitle\ttext\n\xff\tx\n", "text\n\"", "a,text,text\n1,2,3,4\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, "a.csv", b) })
}

func FuzzReadCompressed(f *testing.F) {
	for _, s := range []string{gzipped(f, `{"text":"a"}`), zstandard(f, prose), zipped(f, "a.txt", prose, "b.csv", "id,text\n1,x\n"), zipped(f, "a.gz", gzipped(f, prose)), tarred(f, "a.txt", prose, "b.link", "x"), gzipped(f, tarred(f, "a.csv", "id,text\n1,x\n"))} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { fuzzReader(t, "a", b) })
}
