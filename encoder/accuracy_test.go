package encoder

import (
	"bytes"
	"encoding/binary"
	"math"
	"os"
	"testing"
)

// realModel loads the weights file that DYAD_ENCODER names; tests and
// benchmarks that need trained weights skip without it.
func realModel(t testing.TB, k *kernel) *Model {
	t.Helper()
	path := os.Getenv("DYAD_ENCODER")
	if path == "" {
		t.Skip("SKIPPED: DYAD_ENCODER does not name a weights file (made by training/export.py)")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := load(data, k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestAccuracy compares mean-pooled states with PyTorch's in float32, which
// training/reference_states.py writes to the file that
// DYAD_ENCODER_REFERENCE names.
func TestAccuracy(t *testing.T) {
	path := os.Getenv("DYAD_ENCODER_REFERENCE")
	if path == "" {
		t.Skip("SKIPPED: DYAD_ENCODER_REFERENCE does not name a file (made by training/reference_states.py)")
	}
	m := realModel(t, bestKernel())
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := bytes.NewReader(data)
	next := func(v any) {
		if err := binary.Read(r, binary.LittleEndian, v); err != nil {
			t.Fatal(err)
		}
	}
	var head [2]int32
	next(&head)
	var ids [][]int32
	var want [][]float32
	for range head[0] {
		var n int32
		next(&n)
		s, v := make([]int32, n), make([]float32, head[1])
		next(s)
		next(v)
		ids, want = append(ids, s), append(want, v)
	}
	states, err := m.Hidden(ids)
	if err != nil {
		t.Fatal(err)
	}
	mean, least := 0.0, 1.0
	for i := range ids {
		c := cosine(pool(states[i], len(want[i])), want[i])
		mean += c / float64(len(ids))
		least = min(least, c)
	}
	t.Logf("cosine with PyTorch's float32 over %d sentences: mean %.6f, least %.6f", len(ids), mean, least)
	if mean < 0.995 || least < 0.98 {
		t.Errorf("cosine is too small")
	}
}

// pool returns the mean of rows of width values.
func pool(states []float32, width int) []float32 {
	out := make([]float32, width)
	for i, v := range states {
		out[i%width] += v / float32(len(states)/width)
	}
	return out
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}
