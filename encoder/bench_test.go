//go:build unix

package encoder

import (
	"math/rand/v2"
	"testing"

	"github.com/seed-7a84ba5f/dyad/internal/cputime"
)

// BenchmarkEach reads 16 sequences of 30 ids with the model that DYAD_ENCODER
// names and reports the time of one, for every kernel. training/bench_onnx.py
// measures ONNX Runtime in the same way.
func BenchmarkEach(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 1))
	ids := make([][]int32, 16)
	for i := range ids {
		for range 30 {
			ids[i] = append(ids[i], int32(1000+rnd.IntN(19000)))
		}
	}
	for _, k := range kernels() {
		b.Run(k.name, func(b *testing.B) {
			w := realModel(b, k).NewWorkspace()
			b.ResetTimer()
			start := cputime.Spent()
			for range b.N {
				if err := w.Each(ids, func(int, []float32) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			sentences := 16e6 * float64(b.N)
			b.ReportMetric(float64(b.Elapsed())/sentences, "ms/sentence")
			b.ReportMetric(float64(cputime.Spent()-start)/sentences, "cpu-ms/sentence")
		})
	}
}

// BenchmarkLinear multiplies 128 rows by a matrix of 384 × 1536, for every
// kernel but the portable one.
func BenchmarkLinear(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 1))
	weight, scale := make([]int8, 384*1536), make([]float32, 1536)
	for i := range weight {
		weight[i] = int8(rnd.IntN(255) - 127)
	}
	x, dst := values(rnd, 128*384, 1), make([]float32, 128*1536)
	for _, k := range kernels() {
		if k.name == "portable" {
			continue
		}
		b.Run(k.name, func(b *testing.B) {
			l, err := newLinear(k, 384, 1536, weight, scale, nil, nil)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if err := l.Apply(dst, x, 128); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(128*384*1536*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GMAC/s")
		})
	}
}
