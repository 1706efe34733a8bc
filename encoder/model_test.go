package encoder

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math"
	"strings"
	"sync"
	"testing"
)

// statesHash is the SHA-256 of the hidden states of TestStates: the same on
// every processor, kernel and Go release.
const statesHash = "b0dd64e7905a75a5162516e1d2603346cfe9b4ad137992a0b249f76c7c4c9eb1"

func smallModel(t testing.TB, k *kernel) *Model {
	t.Helper()
	c := smallConfig()
	m, err := load(encodeFile(c, randomFile(c)), k)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestStates computes the states of fixed ids with every kernel of this
// processor, also of a sequence of several windows, and compares their hash.
func TestStates(t *testing.T) {
	ids := randomIDs(smallConfig(), 1, 7, 0, 40, 16, 33, 41, 150, 2, 17)
	for _, k := range kernels() {
		states, err := smallModel(t, k).Hidden(ids)
		if err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		for i, s := range states {
			if len(s) != len(ids[i])*80 {
				t.Fatalf("sequence %d of %d ids has %d values", i, len(ids[i]), len(s))
			}
			h.Write(floatTensor(s).data)
			for _, v := range s {
				if math.IsNaN(float64(v)) || math.Abs(float64(v)) > 10 {
					t.Fatalf("sequence %d has a value %g", i, v)
				}
			}
		}
		if got := hex.EncodeToString(h.Sum(nil)); got != statesHash {
			t.Errorf("kernel %s: states have hash %s, want %s", k.name, got, statesHash)
		}
	}
}

// TestComposition reads sequences alone, together and in another order.
func TestComposition(t *testing.T) {
	m := smallModel(t, bestKernel())
	ids := randomIDs(m.Config(), 5, 40, 12, 300, 1, 40, 40, 40, 40, 40, 40, 9)
	all, err := m.Hidden(ids)
	if err != nil {
		t.Fatal(err)
	}
	w := m.NewWorkspace()
	for i := len(ids) - 1; i >= 0; i-- {
		err := w.Each(ids[i:i+1], func(_ int, s []float32) error {
			same(t, "alone", s, all[i])
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			got, err := m.Hidden(ids)
			if err != nil {
				t.Error(err)
				return
			}
			for i := range got {
				if !bytes.Equal(floatTensor(got[i]).data, floatTensor(all[i]).data) {
					t.Errorf("sequence %d differs between goroutines", i)
				}
			}
		})
	}
	group.Wait()
}

// TestWindows checks which window gives the state of a position: the windows
// are read as sequences of their own.
func TestWindows(t *testing.T) {
	m := smallModel(t, bestKernel())
	h := m.Config().Hidden
	s := randomIDs(m.Config(), 90)[0] // windows of 38 positions between, sharing 9: 1–39, 30–68, 51–89
	got, err := m.Hidden([][]int32{s})
	if err != nil {
		t.Fatal(err)
	}
	part := func(from, to int) []int32 {
		return append(append([]int32{s[0]}, s[from:to]...), s[len(s)-1])
	}
	want, err := m.Hidden([][]int32{part(1, 39), part(30, 68), part(51, 89)})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "first window", got[0][:34*h], want[0][:34*h])
	same(t, "second window", got[0][34*h:59*h], want[1][(34-30+1)*h:(59-30+1)*h])
	same(t, "third window", got[0][59*h:], want[2][(59-51+1)*h:])
}

// TestWorkspaceIsFlat checks that more sequences do not need more memory.
func TestWorkspaceIsFlat(t *testing.T) {
	m := smallModel(t, bestKernel())
	w := m.NewWorkspace()
	none := func(int, []float32) error { return nil }
	lengths := make([]int, 500)
	for i := range lengths {
		lengths[i] = 1 + i%40
	}
	ids := randomIDs(m.Config(), lengths...)
	if err := w.Each(ids[:100], none); err != nil {
		t.Fatal(err)
	}
	size := cap(w.x) + cap(w.qkv) + cap(w.inner) + cap(w.ids)
	if allocs := testing.AllocsPerRun(2, func() { _ = w.Each(ids, none) }); allocs > 50 {
		t.Errorf("500 sequences allocate %v times", allocs)
	}
	if now := cap(w.x) + cap(w.qkv) + cap(w.inner) + cap(w.ids); now > size*2 {
		t.Errorf("the buffers grew from %d to %d values", size, now)
	}
}

func TestEachErrors(t *testing.T) {
	w := smallModel(t, bestKernel()).NewWorkspace()
	for _, id := range []int32{-1, 50, math.MaxInt32} {
		err := w.Each([][]int32{{1, 2}, {3, id}}, func(int, []float32) error { t.Error("called"); return nil })
		if err == nil || !strings.Contains(err.Error(), "sequence 1") {
			t.Errorf("id %d: error %v", id, err)
		}
	}
	stop := errors.New("stop")
	calls := 0
	if err := w.Each([][]int32{{1}, {2}}, func(int, []float32) error { calls++; return stop }); err != stop || calls != 1 {
		t.Errorf("error %v after %d calls", err, calls)
	}
	if err := w.Each([][]int32{{1}}, func(i int, s []float32) error { calls += len(s); return nil }); err != nil || calls != 81 {
		t.Errorf("after an error: %v, %d", err, calls)
	}
}

func TestExtras(t *testing.T) {
	m := smallModel(t, bestKernel())
	if m.Meta("note") != "test" || m.Meta("none") != "" || m.Kernel() == "" || m.Config().Layers != 2 {
		t.Error("metadata")
	}
	if e, ok := m.Extra("extra"); !ok || len(e.Data) != 5 || e.Shape[0] != 5 {
		t.Errorf("Extra(extra) = %v, %v", e, ok)
	}
	for _, name := range []string{"none", "vocab"} {
		if _, ok := m.Extra(name); ok {
			t.Errorf("Extra(%s) is found", name)
		}
	}
	head, err := m.Linear("head")
	if err != nil {
		t.Fatal(err)
	}
	weight, ok := m.Extra("head.weight")
	bias, _ := m.Extra("head.bias")
	if head.In() != 80 || head.Out() != 3 || !ok {
		t.Fatalf("head of %d × %d, %v", head.Out(), head.In(), ok)
	}
	states, err := m.Hidden(randomIDs(m.Config(), 20))
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float32, 20*3)
	if err := head.Apply(got, states[0], 20); err != nil {
		t.Fatal(err)
	}
	for i, v := range got {
		want := float64(bias.Data[i%3])
		for j := range 80 {
			want += float64(states[0][i/3*80+j]) * float64(weight.Data[i%3*80+j])
		}
		if math.Abs(want-float64(v)) > 0.3 {
			t.Errorf("output %d is %g, in float64 %g", i, v, want)
		}
	}
	if head.Apply(got, states[0], 21) == nil || head.Apply(got[:59], states[0], 20) == nil || head.Apply(got, nil, -1) == nil {
		t.Error("slices that are too short give no error")
	}
	if _, err := m.Linear("none"); err == nil {
		t.Error("Linear(none) gives no error")
	}
}

// TestSizes compares the kernels for models of other sizes: 12 layers, odd
// widths of heads, one head.
func TestSizes(t *testing.T) {
	for _, c := range []Config{
		{Vocab: 9, Hidden: 64, Layers: 12, Heads: 2, Intermediate: 128, MaxPosition: 20, NormEpsilon: 1e-12},
		{Vocab: 9, Hidden: 39, Layers: 2, Heads: 3, Intermediate: 51, MaxPosition: 70, NormEpsilon: 1e-5},
		{Vocab: 9, Hidden: 5, Layers: 1, Heads: 1, Intermediate: 1, MaxPosition: 3, NormEpsilon: 1e-12},
	} {
		ids := randomIDs(c, 3, 18, 60, 11)
		var want [][]float32
		for _, k := range kernels() {
			m, err := load(encodeFile(c, randomFile(c)), k)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.Hidden(ids)
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			for i := range got {
				same(t, k.name, got[i], want[i])
			}
		}
	}
}
