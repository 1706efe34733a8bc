package read_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/corpus/read"
)

// What was put together with cat is read whole, and what follows the end of a
// compressed file costs nothing of what came before it.
func TestStreamsPutTogether(t *testing.T) {
	row := func(i int) []byte {
		return fmt.Appendf(nil, `{"id":"%d","text":"The envoys of place %d met at noon."}`+"\n", i, i)
	}
	packed := func(b []byte) []byte {
		var out bytes.Buffer
		z := gzip.NewWriter(&out)
		if _, err := z.Write(b); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	tarred := func(name string, b []byte) []byte {
		var out bytes.Buffer
		w := tar.NewWriter(&out)
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(b)), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(b); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	for _, c := range []struct {
		name string
		file []byte
		want int
		told bool
	}{
		{"garbage.jsonl.gz", append(packed(append(row(1), row(2)...)), "garbage"...), 2, true},
		{"zeros.jsonl.gz", append(packed(row(1)), make([]byte, 1024)...), 1, false},
		{"two.jsonl.gz", append(packed(row(1)), packed(row(2))...), 2, false},
		{"two.tar", append(tarred("x.jsonl", row(1)), tarred("y.jsonl", row(2))...), 2, false},
		{"two.tar.gz", packed(append(tarred("x.jsonl", row(1)), tarred("y.jsonl", row(2))...)), 2, false},
	} {
		path := filepath.Join(t.TempDir(), c.name)
		if err := os.WriteFile(path, c.file, 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := read.Collect(context.Background(), []string{path}, read.Options{})
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, p := range got.Problems {
			told = told || p.Reason == corpus.ReasonTrailing && !p.Lost
		}
		if len(got.Articles) != c.want || told != c.told || got.Found != c.want {
			t.Errorf("%s: %d articles of %d, told %v: %v", c.name, len(got.Articles), got.Found, told, got.Problems)
		}
	}
}

// The researcher's order settles dates in numbers, in records and sheets alike.
func TestOrderOfDates(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("id,date,text\n1,4/5/2017,The envoys met at noon.\n2,4/5/17,The others met at night.\n3,13/5/2017,Nobody met.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for order, want := range map[corpus.DateOrder]string{corpus.DayFirst: "2017-05-04 2017-05-04 2017-05-13 true", corpus.MonthFirst: "2017-04-05 2017-04-05 2017-05-13 true"} {
		got, err := read.Collect(context.Background(), []string{path}, read.Options{Dates: order})
		if err != nil {
			t.Fatal(err)
		}
		said, sure := "", true
		for _, a := range got.Articles {
			said += a.Date.ISO() + " "
			sure = sure && a.Date.Reliable
		}
		if said += fmt.Sprint(sure); said != want {
			t.Errorf("%s: %s, want %s", order, said, want)
		}
	}
}
