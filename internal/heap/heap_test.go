package heap

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestKeep holds more than the limit in use: the limit must make room for it, and come
// back once it is let go.
func TestKeep(t *testing.T) {
	const most = 32 << 20
	before := debug.SetMemoryLimit(math.MaxInt64)
	defer debug.SetMemoryLimit(before)
	Keep(most)
	if got := debug.SetMemoryLimit(-1); got != most {
		t.Fatalf("the limit is %d at first, want %d", got, most)
	}
	used := make([]byte, 2*most)
	waitFor(t, func(limit int64) bool { return limit >= 3*most })
	runtime.KeepAlive(used)
	used = nil
	waitFor(t, func(limit int64) bool { return limit == most })
}

func TestKeepLeavesALimitAlone(t *testing.T) {
	before := debug.SetMemoryLimit(1 << 40)
	defer debug.SetMemoryLimit(before)
	Keep(1 << 20)
	if got := debug.SetMemoryLimit(-1); got != 1<<40 {
		t.Errorf("the limit became %d", got)
	}
}

// waitFor collects until the limit is as it should be: the cleanup runs beside us.
func waitFor(t *testing.T, right func(int64) bool) {
	t.Helper()
	for range 500 {
		runtime.GC()
		if right(debug.SetMemoryLimit(-1)) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("the limit stays at %d", debug.SetMemoryLimit(-1))
}
