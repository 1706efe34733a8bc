package stats

import (
	"crypto/sha256"
	"encoding/binary"
	"math/rand/v2"
)

// NewStream returns a random source of its own for one thing drawn, derived
// from the seed of the run and the names of what is drawn (a measure and a
// group, say). Two lists of names never share a stream: each name enters the
// hash with its length, so that ("ab", "c") differs from ("a", "bc"). Adding a
// group to a study therefore moves no other group's interval.
//
// The generator is PCG-DXSM of math/rand/v2, whose output is fixed by the Go
// compatibility promise; its state is the first half of a SHA-256. The stream
// is not safe for concurrent use.
func NewStream(seed uint64, names ...string) *rand.Rand {
	h := sha256.New()
	var b [8]byte
	put := func(v uint64) {
		binary.LittleEndian.PutUint64(b[:], v)
		h.Write(b[:])
	}
	put(seed)
	for _, n := range names {
		put(uint64(len(n)))
		h.Write([]byte(n))
	}
	sum := h.Sum(nil)
	return rand.New(rand.NewPCG(
		binary.LittleEndian.Uint64(sum[:8]), binary.LittleEndian.Uint64(sum[8:16])))
}
