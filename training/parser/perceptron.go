package parser

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-7a84ba5f/dyad/annotate/parse"
)

// trainer is an averaged perceptron in training.
type trainer struct {
	shift uint
	used  int
	keys  []uint32
	rows  []int32
	data  [][]trainWeight
	step  float64
}

type trainWeight struct {
	class uint8
	w     float32
	sum   float64 // sum of step*change, for the average
}

func newTrainer() *trainer {
	const bits = 16
	return &trainer{shift: 32 - bits, keys: make([]uint32, 1<<bits), rows: make([]int32, 1<<bits)}
}

type trainScores [parse.MaxClasses]float32

func (t *trainer) find(k uint32) (int, bool) {
	mask := uint32(len(t.keys) - 1)
	i := k >> t.shift & mask
	for t.keys[i] != 0 {
		if t.keys[i] == k {
			return int(i), true
		}
		i = (i + 1) & mask
	}
	return int(i), false
}

func (t *trainer) add(keys []uint32, s *trainScores) {
	for _, k := range keys {
		i, ok := t.find(k)
		if !ok {
			continue
		}
		for _, e := range t.data[t.rows[i]] {
			s[e.class&(parse.MaxClasses-1)] += e.w
		}
	}
}

// update moves the weights of the features from class bad to class good.
func (t *trainer) update(keys []uint32, good, bad int) {
	for _, k := range keys {
		i, ok := t.find(k)
		if !ok {
			if t.used*2 >= len(t.keys) {
				t.grow()
				i, _ = t.find(k)
			}
			t.used++
			t.keys[i] = k
			t.rows[i] = int32(len(t.data))
			t.data = append(t.data, nil)
		}
		r := &t.data[t.rows[i]]
		t.change(r, uint8(good), 1)
		t.change(r, uint8(bad), -1)
	}
}

func (t *trainer) change(r *[]trainWeight, class uint8, d float32) {
	for i := range *r {
		if (*r)[i].class == class {
			(*r)[i].w += d
			(*r)[i].sum += t.step * float64(d)
			return
		}
	}
	*r = append(*r, trainWeight{class, d, t.step * float64(d)})
}

func (t *trainer) grow() {
	old, oldRows := t.keys, t.rows
	t.shift--
	t.keys = make([]uint32, 2*len(old))
	t.rows = make([]int32, 2*len(old))
	for i, k := range old {
		if k != 0 {
			j, _ := t.find(k)
			t.keys[j] = k
			t.rows[j] = oldRows[i]
		}
	}
}

// finish averages and keeps at most limit weights (all where limit is 0), the
// largest first.
func (t *trainer) finish(limit int) parse.Linear {
	var all []parse.Weight
	for i, k := range t.keys {
		if k == 0 {
			continue
		}
		for _, e := range t.data[t.rows[i]] {
			if w := float64(e.w) - e.sum/math.Max(t.step, 1); w != 0 {
				all = append(all, parse.Weight{Key: k, Class: e.class, Value: w})
			}
		}
	}
	order := func(a, b parse.Weight) int { return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Class, b.Class)) }
	if limit > 0 && len(all) > limit {
		slices.SortFunc(all, func(a, b parse.Weight) int {
			return cmp.Or(cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)), order(a, b))
		})
		all = all[:limit]
	}
	slices.SortFunc(all, order)
	return parse.NewLinear(all)
}
