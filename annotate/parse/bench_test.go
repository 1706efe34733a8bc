package parse

import (
	"compress/gzip"
	"os"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/golden"
)

// dataFile opens a treebank file of the data folder, unpacked.
func dataFile(tb testing.TB, name string) *gzip.Reader {
	tb.Helper()
	f, err := os.Open(golden.Data(tb, "treebank", name))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	return z
}

func BenchmarkParse(b *testing.B) {
	sents, err := ReadCoNLLU(dataFile(b, "en_ewt-dev.conllu.gz"))
	if err != nil {
		b.Fatal(err)
	}
	m, err := Load()
	if err != nil {
		b.Fatal(err)
	}
	var toks []Token
	tokens := 0
	b.ReportAllocs()
	for b.Loop() {
		for i := range sents {
			toks = m.Parse(sents[i].Words, toks)
			tokens += len(toks)
		}
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
