package report

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// BenchmarkBuild is 200,000 portrayals: rows, stream, tables.
func BenchmarkBuild(b *testing.B) {
	scored := many(5000)
	recs := make([]Record, len(scored))
	b.Run("flatten", func(b *testing.B) {
		for b.Loop() {
			for i, s := range scored {
				recs[i] = Flatten(s, Names{})
			}
		}
	})
	var run *Run
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("build/workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				var err error
				if run, err = Build(Info{}, recs, Options{Workers: workers}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("csv", func(b *testing.B) {
		for b.Loop() {
			if err := writeTable(io.Discard, run.ID, portrayalFields(), run.Portrayals, Style{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	var text strings.Builder
	b.Run("stream", func(b *testing.B) {
		for b.Loop() {
			text.Reset()
			w, err := NewStreamWriter(&text, Info{})
			if err != nil {
				b.Fatal(err)
			}
			for _, r := range recs {
				if err := w.Write(r); err != nil {
					b.Fatal(err)
				}
			}
			if err := w.Close(Intake{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read stream", func(b *testing.B) {
		for b.Loop() {
			if _, _, err := ReadStream(strings.NewReader(text.String()), ReadOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
