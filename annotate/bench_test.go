//go:build unix

package annotate_test

import (
	"fmt"
	"testing"

	"github.com/seed-7a84ba5f/dyad/annotate"
	"github.com/seed-7a84ba5f/dyad/internal/cputime"
)

// BenchmarkLinear measures texts that are long or broken; of each the CPU time
// of a unit (cpu-ns/unit) must not grow with their number. The ns/op beside it
// is by the clock.
func BenchmarkLinear(b *testing.B) {
	a, err := newAnnotator(annotate.ScopeActors)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range longTexts() {
		for _, n := range []int{c.few, c.all} {
			art := bodyOnly(c.make(n))
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				before := cputime.Spent()
				for b.Loop() {
					a.Annotate(art)
				}
				b.ReportMetric(float64((cputime.Spent()-before).Nanoseconds())/float64(b.N)/float64(n), "cpu-ns/unit")
			})
		}
	}
}
