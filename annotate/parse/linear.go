package parse

import "math"

// Linear multi-class models over hashed features. A feature is a 32-bit key;
// a model holds, for each key it knows, a short list of (class, weight).
// Weights are kept as one signed byte on a square-law scale, which spends the
// precision where most weights are: near zero.

// mix folds up to three values and the number of a feature template into a
// key. Zero is kept free to mark an empty slot.
func mix(template, a, b, c uint64) uint32 {
	h := template*0x9E3779B97F4A7C15 + a*0xC2B2AE3D27D4EB4F + b*0x165667B19E3779F9 + c*0xD6E8FEB86659FD93
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	k := uint32(h >> 32)
	if k == 0 {
		return 1
	}
	return k
}

func hashString(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	return h
}

// maxClasses bounds the number of classes of a linear model, so that scores
// fit in a fixed array.
const maxClasses = 128

type scores [maxClasses]int32

type slot struct {
	key uint32
	pos uint32 // offset in entries << 8 | number of entries
}

type entry struct {
	class  uint8
	weight int8
}

// linear is a trained model: immutable.
type linear struct {
	shift   uint
	slots   []slot
	seen    []uint64 // four bits for each slot, one of them for each key
	entries []entry
	top     float64
	scale   [256]int32 // value of a stored weight, by its byte
}

// maxKeys bounds the features looked up in one go.
const maxKeys = 128

// lookup is the scratch space of linear.add.
type lookup struct {
	some [maxKeys]uint32
	near [maxKeys]slot
	hits [maxKeys]hit
}

// hit is a feature that is known: where its entries are, and the first.
type hit struct {
	pos   uint32
	first entry
}

// add adds the weights of the given features to the scores. The tables are
// larger than the caches near the processor, so most features that no weight
// is known for are first sorted out by a small table of bits, then the slots of
// the others are fetched, then the first entries of those that are known: that
// lets the fetches overlap.
func (l *linear) add(keys []uint32, s *scores, k *lookup) {
	for len(keys) > maxKeys {
		l.add(keys[:maxKeys], s, k)
		keys = keys[maxKeys:]
	}
	some, near, hits := &k.some, &k.near, &k.hits
	n := 0
	for _, k := range keys {
		bit := k >> (l.shift - 2)
		some[n&(maxKeys-1)] = k
		n += int(l.seen[bit>>6] >> (bit & 63) & 1)
	}
	keys = some[:n]
	slots := l.slots
	mask := uint32(len(slots) - 1)
	for j, k := range keys {
		near[j&(maxKeys-1)] = slots[k>>l.shift&mask]
	}
	n = 0
	for j, k := range keys {
		sl := near[j&(maxKeys-1)]
		if sl.key != k {
			if sl.key == 0 {
				continue
			}
			if sl = l.probe(k); sl.key == 0 {
				continue
			}
		}
		hits[n&(maxKeys-1)] = hit{sl.pos, l.entries[sl.pos>>8]}
		n++
	}
	for _, h := range hits[:n] {
		s[h.first.class&(maxClasses-1)] += l.scale[uint8(h.first.weight)]
		off := h.pos >> 8
		for _, e := range l.entries[off+1 : off+h.pos&0xff] {
			s[e.class&(maxClasses-1)] += l.scale[uint8(e.weight)]
		}
	}
}

// best returns the class with the highest score among two or more, the first
// of equals, and its lead over the next.
func (l *linear) best(keys []uint32, classes []uint8, k *lookup) (class uint8, lead int32) {
	var s scores
	l.add(keys, &s, k)
	class = classes[0]
	next := int32(math.MinInt32)
	for _, c := range classes[1:] {
		if s[c] > s[class] {
			class, next = c, s[class]
		} else {
			next = max(next, s[c])
		}
	}
	return class, s[class] - next
}

// probe looks for a key beyond its first place; the slot is empty where the
// key is unknown.
func (l *linear) probe(k uint32) slot {
	mask := uint32(len(l.slots) - 1)
	for i := (k>>l.shift + 1) & mask; ; i = (i + 1) & mask {
		if sl := l.slots[i]; sl.key == k || sl.key == 0 {
			return sl
		}
	}
}

// emptyLinear makes a model with room for features and entries. top is the
// weight that the byte 127 stands for.
func emptyLinear(features, entries int, top float64) *linear {
	size, bits := 16, uint(4)
	for size < features*3/2 {
		size *= 2
		bits++
	}
	l := &linear{shift: 32 - bits, slots: make([]slot, size), seen: make([]uint64, size/16), entries: make([]entry, entries), top: top}
	for b := -128; b < 128; b++ {
		l.scale[uint8(int8(b))] = int32(math.Round(dequantise(int8(b), top) * scoreUnit))
	}
	return l
}

func (l *linear) insert(key uint32, off, n int) {
	mask := uint32(len(l.slots) - 1)
	i := key >> l.shift & mask
	for l.slots[i].key != 0 {
		i = (i + 1) & mask
	}
	l.slots[i] = slot{key, uint32(off)<<8 | uint32(n)}
	bit := key >> (l.shift - 2)
	l.seen[bit>>6] |= 1 << (bit & 63)
}

// Weight is what a feature adds to the score of a class, in log odds.
type Weight struct {
	Key   uint32 // of the feature
	Class uint8
	Value float64
}

// Linear is a trained linear model.
type Linear struct{ model *linear }

// NewLinear makes a model of weights in order of key and class, rounded to a
// byte each. Those that are nothing then are left out.
func NewLinear(weights []Weight) Linear {
	top, features, entries := 0.0, 0, 0
	for _, w := range weights {
		top = max(top, math.Abs(w.Value))
	}
	if top = float64(float32(top)); len(weights) == 0 {
		top = 1
	}
	kept := make([]Weight, 0, len(weights))
	for _, w := range weights {
		if quantise(w.Value, top) != 0 {
			if entries == 0 || kept[entries-1].Key != w.Key {
				features++
			}
			kept = append(kept, w)
			entries++
		}
	}
	l := emptyLinear(features, entries, top)
	first := 0
	for i, w := range kept {
		l.entries[i] = entry{w.Class, quantise(w.Value, top)}
		if i+1 == len(kept) || kept[i+1].Key != w.Key {
			l.insert(w.Key, first, i+1-first)
			first = i + 1
		}
	}
	return Linear{l}
}

// scoreUnit is the integer score that a weight of one adds.
const scoreUnit = 4096

func quantise(w, top float64) int8 {
	q := math.Round(127 * math.Sqrt(math.Min(1, math.Abs(w)/top)))
	if w < 0 {
		q = -q
	}
	return int8(q)
}

func dequantise(b int8, top float64) float64 {
	x := float64(b) / 127
	return x * math.Abs(x) * top
}
