package parse

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// The forms in assembly give the same bits as plain loops.
func TestKernels(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, width := range []int{8, 16, 20, 48, 192, 256, 384} {
		for _, n := range []int{1, 2, 3, 74, 300} {
			rows := make([]uint8, 50*width)
			for i := range rows {
				rows[i] = uint8(rng.Uint32())
			}
			idx := make([]int32, n)
			want := make([]uint16, width)
			for i := range idx {
				idx[i] = int32(rng.IntN(50))
				for k := range want {
					want[k] += uint16(rows[int(idx[i])*width+k])
				}
			}
			sums := map[string]func([]uint16, []uint8, []int32){"best": sumRows, "portable": sumRowsPortable}
			if useAVX2 && width%192 == 0 {
				sums["AVX2"] = func(acc []uint16, rows []uint8, idx []int32) {
					sumRowsAVX2(&acc[0], len(acc), &rows[0], &idx[0], len(idx))
				}
			}
			for name, sum := range sums {
				if got := make([]uint16, width); !same(got, want, sum, rows, idx) {
					t.Errorf("%s: sums of %d rows of %d differ", name, n, width)
				}
			}
			hid, wantHid, bias, w := make([]int16, width), make([]int16, width), make([]int16, width), make([]int8, width)
			var sum int32
			for k := range want {
				bias[k], w[k] = int16(rng.IntN(2000)-1000), int8(rng.Uint32())
				wantHid[k] = max(0, int16(want[k])+bias[k])
				sum += int32(wantHid[k]) * int32(w[k])
			}
			if rectify(hid, want, bias); !slices.Equal(hid, wantHid) {
				t.Errorf("hidden units of %d differ", width)
			}
			if s := dot(hid, w); s != sum {
				t.Errorf("inner product of %d: %d, want %d", width, s, sum)
			}
		}
	}
}

func same(got, want []uint16, sum func([]uint16, []uint8, []int32), rows []uint8, idx []int32) bool {
	sum(got, rows, idx)
	return slices.Equal(got, want)
}
