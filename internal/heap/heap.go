package heap

import (
	"math"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// Keep holds the memory that Go manages at most bytes, for as long as a half more than
// what is in use fits into that, and at that much where it does not. Without it twice
// what is in use is held, and a larger corpus shows in memory twice as much as it needs;
// with most alone, a program that needs more would do nothing but collect. Where
// somebody has set a limit (GOMEMLIMIT) nothing is changed. It is called once.
func Keep(most int64) {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	debug.SetMemoryLimit(most)
	k := &keeper{most: most, live: []metrics.Sample{{Name: "/gc/heap/live:bytes"}}}
	k.arm()
}

// keeper moves the limit after each collection.
type keeper struct {
	most int64
	live []metrics.Sample
}

// arm waits for the next collection, which finds that nobody holds the token.
func (k *keeper) arm() {
	token := new(*keeper) // a pointer, so that it shares its place with no other small object
	runtime.AddCleanup(token, func(k *keeper) { k.adjust(); k.arm() }, k)
}

func (k *keeper) adjust() {
	metrics.Read(k.live)
	live := int64(k.live[0].Value.Uint64())
	debug.SetMemoryLimit(max(k.most, live+live/2))
}
