package encoder

import (
	"math/rand/v2"
	"testing"
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
			for range b.N {
				if err := w.Each(ids, func(int, []float32) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1e3/16/float64(b.N), "ms/sentence")
		})
	}
}
