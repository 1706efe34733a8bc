package read

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-7a84ba5f/dyad/corpus"
)

// fillAll gives every field a value that is not zero, those in lists too.
func fillAll(v reflect.Value, n *int) {
	*n++
	if v.CanAddr() && !v.CanSet() {
		v = reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune('a'+*n%26)) + "é")
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(int64(*n) * -1000)
	case reflect.Float64:
		v.SetFloat(float64(*n) / 7)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fillAll(v.Index(0), n)
		fillAll(v.Index(1), n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillAll(v.Elem(), n)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Date(2020, 3, 2, 1, 2, 3, 4, time.FixedZone("EST", -5*3600))))
			return
		}
		for i := range v.NumField() {
			fillAll(v.Field(i), n)
		}
	}
}

var sameTime = cmp.Comparer(func(a, b time.Time) bool { return a.Format(time.RFC3339Nano) == b.Format(time.RFC3339Nano) })

// What is kept beside the run comes back whole: a field that is not exported would be
// lost.
func TestCodec(t *testing.T) {
	n := 0
	r := &corpus.Record{}
	fillAll(reflect.ValueOf(r).Elem(), &n)
	s := &spill{most: 10}
	defer s.close()
	p, err := keep(s, r)
	if err != nil {
		t.Fatal(err)
	}
	a := &corpus.Article{}
	fillAll(reflect.ValueOf(a).Elem(), &n)
	a.ClusterID, a.IsClusterHead, a.CopyOf, a.SameEvent = "", false, "", nil // found later
	q, err := keep(s, a)
	if err != nil || s.file == nil {
		t.Fatal(err, s.file)
	}
	if err := s.seal(); err != nil {
		t.Fatal(err)
	}
	gotR, err := load[corpus.Record](s, p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r, gotR, cmp.AllowUnexported(corpus.Record{}, corpus.DateSign{}), sameTime); diff != "" {
		t.Errorf("record (-kept +read):\n%s", diff)
	}
	gotA, err := load[corpus.Article](s, q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a, gotA, sameTime); diff != "" {
		t.Errorf("article (-kept +read):\n%s", diff)
	}
	if _, err := load[corpus.Record](s, placed{p.at + 1, p.n - 1}); !errors.Is(err, errCodec) {
		t.Errorf("damaged: %v", err)
	}
}

// FuzzCodec reads bytes as an article: damage is an error and nothing worse.
func FuzzCodec(f *testing.F) {
	b, err := AppendArticle(nil, &corpus.Article{ID: "a", Text: "x", Regions: []corpus.Region{{Kind: corpus.Body}}, Date: corpus.DateFact{Time: time.Unix(1, 0)}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = decoded[corpus.Article](b)
		_, _ = decoded[corpus.Record](b)
	})
}

// On disk and in memory the articles are the same, and nothing stays behind.
func TestStoreOnDisk(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	paths := []string{filepath.Join("..", "..", "testdata", "articles"), filepath.Join("..", "..", "testdata", "formats")}
	want, err := Collect(context.Background(), paths, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(context.Background(), paths, Options{InMemory: 1000})
	if err != nil {
		t.Fatal(err)
	}
	if s.articles.file == nil {
		t.Error("nothing was written to the disk")
	}
	var got []*corpus.Article
	for a, err := range s.All() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	if diff := cmp.Diff(want.Articles, got, sameTime); diff != "" || s.Len() != len(got) || s.Found != want.Found {
		t.Errorf("%d articles, %d found; in memory and on disk:\n%s", s.Len(), s.Found, diff)
	}
	if a, err := s.Article(got[1].ID); err != nil || a.Text != got[1].Text {
		t.Errorf("by id: %v", err)
	}
	if _, err := s.Article("nobody"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no such article: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if left, _ := os.ReadDir(tmp); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	t.Setenv("TMPDIR", filepath.Join(tmp, "nowhere"))
	if _, err := Open(context.Background(), paths, Options{InMemory: 1000}); err == nil {
		t.Error("articles were kept nowhere")
	}
}
