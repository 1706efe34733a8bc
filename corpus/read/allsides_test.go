package read

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/seed-7a84ba5f/dyad/corpus"
	"github.com/seed-7a84ba5f/dyad/internal/cputime"
	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// TestAllSides reads 9,389 articles: none may be lost, and none may get a day
// that nobody wrote.
func TestAllSides(t *testing.T) {
	c := collectReal(t, golden.Data(t, "news", "allsides_sample.jsonl.gz"), Options{})
	if len(c.Articles) != 9389 || c.Found != 9389 {
		t.Fatalf("%d of %d articles, problems %v", len(c.Articles), c.Found, c.Problems[:min(len(c.Problems), 10)])
	}
	without, ambiguous := 0, 0
	for _, a := range c.Articles {
		flagged := strings.Contains(strings.Join(a.Warnings, "\n"), "ambiguous_numeric")
		switch {
		case !a.Date.Known():
			without++
			if a.Date.Method != "" || !strings.Contains(a.Date.Evidence, `field "date" is empty`) {
				t.Errorf("%s: no date, and %+v", a.ID, a.Date)
			}
		case a.Date.Method == corpus.ByAmbiguous:
			ambiguous++
			if a.Date.Reliable || a.Date.Raw == "" {
				t.Errorf("%s: an ambiguous date became %+v", a.ID, a.Date)
			}
		case a.Date.Method != corpus.ByRecord || !a.Date.Reliable:
			t.Errorf("%s: the date %+v was not written", a.ID, a.Date)
		}
		if flagged != (a.Date.Method == corpus.ByAmbiguous) {
			t.Errorf("%s: flagged %v, %+v", a.ID, flagged, a.Date)
		}
	}
	if without != 1108 || ambiguous != 8 || len(c.Problems) != 0 {
		t.Errorf("%d without a date, %d ambiguous, %d problems; want 1108, 8, 0", without, ambiguous, len(c.Problems))
	}
}

// BenchmarkGzip compares the reader of compressed files with the decompressor
// alone, one after the other: the ratio is that of processor time.
func BenchmarkGzip(b *testing.B) {
	packed, err := os.ReadFile(golden.Data(b, "news", "allsides_sample.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	var reader, alone time.Duration
	for b.Loop() {
		start := cputime.Spent()
		in := &input{file: file{rel: "a.jsonl.gz"}, r: bufio.NewReaderSize(bytes.NewReader(packed), headBytes), limit: defaultMaxBytes}
		for range in.expanded("gzip", openGzip, func(in *input, _ func(*corpus.Record, error) bool) {
			if _, err := io.Copy(io.Discard, in.r); err != nil {
				b.Fatal(err)
			}
		}) {
		}
		between := cputime.Spent()
		z, err := gzip.NewReader(bufio.NewReaderSize(bytes.NewReader(packed), headBytes))
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, z)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(n)
		reader, alone = reader+between-start, alone+cputime.Spent()-between
	}
	b.ReportMetric(reader.Seconds()/alone.Seconds(), "times-decompressor")
}

// endless gives the same lines again and again.
type endless struct {
	line string
	left int64
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p, e.line[e.at:])
	e.at = (e.at + n) % len(e.line)
	e.left -= int64(n)
	return n, nil
}

// TestReadersHoldLittle reads 200 MB of JSON Lines, CSV and an export and
// looks at the memory that is held on the way, whenever the collector happens
// to run.
func TestReadersHoldLittle(t *testing.T) {
	if testing.Short() {
		t.Skip("600 MB are read")
	}
	text := strings.Repeat(prose+" ", 40)
	nexis := "A title\nHarbor Ledger\nMarch 2, 2020 Monday\n\nLength: 57 words\nBody\n\n" + text + "\n\nLoad-Date: March 3, 2020\nEnd of Document\n"
	for name, line := range map[string]string{
		"a.jsonl": `{"id":"1","date":"2020-03-02","text":"` + text + "\"}\n",
		"a.csv":   "id,date,text\n1,2020-03-02,\"" + text + "\"\n",
		"a.txt":   nexis,
	} {
		in := &input{file: file{rel: name}, r: bufio.NewReaderSize(&endless{line: line, left: 200 << 20}, headBytes), limit: defaultMaxBytes}
		n, peak := 0, uint64(0)
		debug.FreeOSMemory()
		var m runtime.MemStats
		for _, err := range recordsOf(in) {
			if err != nil && name != "a.csv" {
				t.Fatal(err)
			}
			if n++; n%2000 == 0 {
				runtime.GC()
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
		}
		if n < 20_000 || peak > 100<<20 {
			t.Errorf("%s: %d records, %d MiB held", name, n, peak>>20)
		}
		t.Logf("%s: %d records, %d MiB held", name, n, peak>>20)
	}
}
