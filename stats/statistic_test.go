package stats_test

import (
	"math"
	"testing"

	"github.com/seed-7a84ba5f/dyad/stats"
)

// The interval of a mean of many equal clusters is close to that of theory.
func TestClusterIntervalOfAMean(t *testing.T) {
	const n = 400
	mean := func(times []int) float64 {
		sum := 0
		for i, k := range times {
			if i < n/2 {
				sum += k
			}
		}
		return float64(sum) / n
	}
	low, high, err := stats.ClusterInterval(n, mean, stats.DefaultRule(), stats.NewStream(1, "t"))
	if err != nil {
		t.Fatal(err)
	}
	want := 1.96 * math.Sqrt(.25/n)
	if math.Abs(low-(.5-want)) > .006 || math.Abs(high-(.5+want)) > .006 {
		t.Errorf("%v to %v, not .5 ± %v", low, high, want)
	}
}

func TestClusterIntervalRefuses(t *testing.T) {
	one := func([]int) float64 { return 1 }
	if low, high, err := stats.ClusterInterval(4, one, stats.DefaultRule(), stats.NewStream(1)); err != nil || !math.IsNaN(low) || !math.IsNaN(high) {
		t.Errorf("an interval from four clusters: %v to %v, %v", low, high, err)
	}
	if _, _, err := stats.ClusterInterval(40, one, stats.DefaultRule(), nil); err == nil {
		t.Error("a nil source was taken")
	}
	if _, _, err := stats.ClusterInterval(40, one, stats.Rule{}, stats.NewStream(1)); err == nil {
		t.Error("the zero rule was taken")
	}
}
