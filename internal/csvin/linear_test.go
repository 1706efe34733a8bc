//go:build unix

package csvin

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-7a84ba5f/dyad/internal/cputime"
)

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
			start := cputime.Spent()
			readAll(t, text, Options{})
			return cputime.Spent() - start
		}
		took(2000)
		if one, ten := took(20_000), took(200_000); ten > 40*one+200*time.Millisecond {
			t.Errorf("%s: %v for 20,000 lines, %v for 200,000", name, one, ten)
		}
	}
}
