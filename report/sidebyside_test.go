package report

import (
	"fmt"
	"testing"

	"github.com/seed-7a84ba5f/dyad/report/internal/fixture"
)

func TestSideBySide(t *testing.T) {
	_, csv := biased(240, 4)
	recs := overTime(make([]string, 240), func(i int) string { return []string{"S", "T"}[i%2] }, func(i int) float64 { return 0.3 + 0.1*float64(i%5) })
	g := readGold(t, csv)
	if bad := match(t, g, recs); len(bad) > 0 {
		t.Fatal(bad)
	}
	rows, err := SideBySide(fixture.Info(), recs, Options{Gold: g})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		seen[fmt.Sprint(r.Figure, " ", r.By)] = true
		if r.Gold == 0 {
			t.Errorf("a row without a code: %+v", r)
		}
		if w := r.Width(r.DSL); r.DSL.Low.Known && r.Naive.Low.Known && !(w.Value > 0) {
			t.Errorf("width %v of %+v", w, r)
		}
		if r.Figure == "mean" && r.Of == "S" && !(r.DSL.Low.Value < -0.5 && -0.5 < r.DSL.High.Value) {
			t.Errorf("the mean of S is -0.5: %+v", r)
		}
		if r.Figure == "mean" && !(r.Effective.Value > 0 && r.Effective.Value <= float64(r.Gold)+0.01) {
			t.Errorf("%d codes tell as much as %v", r.Gold, r.Effective)
		}
	}
	for _, want := range []string{"mean stories", "difference stories"} {
		if !seen[want] {
			t.Errorf("no %s among %v", want, seen)
		}
	}
}
