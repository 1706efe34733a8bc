//go:build unix

package csvin

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// processTime is the processor time so far: by the clock other programs count too.
func processTime(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// No table costs more than time in proportion to its size, and none is lost
// without a word: each line is a row, a part of one, or a fault.
func TestLinear(t *testing.T) {
	for name, line := range map[string]string{"open marks": "1,\"a\n", "tabs": "1\t\"a\n", "doubled": "1,\"\"\"\"\"\n", "empty": "\"\"x\n", "half": "1,\"a\n2,b\n"} {
		took := func(n int) time.Duration {
			header := "id,note\n"
			if strings.Contains(line, "\t") {
				header = "id\tnote\n"
			}
			text := header + strings.Repeat(line, n)
			start := processTime(t)
			readAll(t, text, Options{})
			return processTime(t) - start
		}
		took(2000)
		if one, ten := took(20_000), took(200_000); ten > 40*one+200*time.Millisecond {
			t.Errorf("%s: %v for 20,000 lines, %v for 200,000", name, one, ten)
		}
	}
}
