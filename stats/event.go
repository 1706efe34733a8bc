package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
)

// DatedUnit is a unit with its time, in any unit of time.
type DatedUnit struct {
	Unit
	Time float64
}

// EventChange is what changed at an event. NaN means missing.
type EventChange struct {
	// Change is the contrast of the units after the event with those before.
	Change Difference
	// Placebos counts the placebo dates that could be judged, Dropped those
	// whose windows hold the event or too little data.
	Placebos, Dropped int
	// PlaceboP is the share of dates, the event among them, at which the change
	// is at least as large in either direction; missing without placebos.
	PlaceboP float64
	Warnings []Warning
}

// BeforeAfter contrasts the units within window after an event (its own time
// included) with those within window before it, clusters drawn jointly, and
// asks whether other dates show as large a change: placebos in time, as in
// Abadie, Diamond and Hainmueller (2015, Am. J. Political Sci. 59). A small P of
// the change alone says only that the two stretches differ; a series that drifts
// or swings differs at most dates, and PlaceboP then is not small.
//
// A placebo date whose windows hold the event is dropped, and so is one with
// fewer than MinClusters clusters on a side. With fewer than 19 placebos
// PlaceboP cannot reach 0.05 (warning few_draws). Placebos at distances under a
// window share data and are no independent evidence. Times or dates not finite,
// and a window not above 0, are errors; else errors are those of Contrast.
func BeforeAfter(units []DatedUnit, event, window float64, placebos []float64, rule Rule, seed uint64) (EventChange, error) {
	out := EventChange{Change: emptyDifference(), PlaceboP: math.NaN()}
	if !(window > 0) || math.IsInf(window, 0) || !finite(event) {
		return out, fmt.Errorf("stats: event at %v with window %v", event, window)
	}
	if err := checkFinite("placebo date", placebos); err != nil {
		return out, err
	}
	for i, u := range units {
		if !finite(u.Time) {
			return out, fmt.Errorf("stats: unit %d: time %v: %w", i, u.Time, ErrNotFinite)
		}
	}
	before, after := around(units, event, window)
	change, err := Contrast(after, before, rule, seed)
	if err != nil {
		return out, err
	}
	out.Change, out.Warnings = change, slices.Clone(change.Warnings)
	return out, out.compare(units, event, window, placebos, rule)
}

// around returns the units before and after a date.
func around(units []DatedUnit, date, window float64) (before, after []Unit) {
	for _, u := range units {
		switch d := u.Time - date; {
		case d >= -window && d < 0:
			before = append(before, u.Unit)
		case d >= 0 && d < window:
			after = append(after, u.Unit)
		}
	}
	return before, after
}

// compare counts the placebo dates with as large a change.
func (e *EventChange) compare(units []DatedUnit, event, window float64, placebos []float64, rule Rule) error {
	r := newRunning(units)
	large := 1
	for _, date := range placebos {
		before, few := r.mean(date-window, date, rule.MinClusters)
		after, fewer := r.mean(date, date+window, rule.MinClusters)
		if few || fewer || math.Abs(date-event) < window {
			e.Dropped++
			continue
		}
		change := after - before
		if !finite(change) {
			return fmt.Errorf("stats: change at placebo date %v is %v: %w", date, change, ErrNotFinite)
		}
		e.Placebos++
		if math.Abs(change) >= math.Abs(e.Change.Diff)*(1-1e-9) {
			large++
		}
	}
	if e.Placebos > 0 && e.Change.Method != MethodNone {
		e.PlaceboP = float64(large) / float64(1+e.Placebos)
	}
	if e.Placebos < 19 {
		e.Warnings = append(e.Warnings, WarnFewDraws)
	}
	return nil
}

// running is units in order of time with the sums up to each of them, so that the mean of
// any stretch costs nothing.
type running struct {
	units        []DatedUnit
	sum, weights []float64 // before each unit: of weighted deviations from the first value, of weights
}

func newRunning(units []DatedUnit) *running {
	r := &running{units: slices.Clone(units), sum: make([]float64, len(units)+1), weights: make([]float64, len(units)+1)}
	slices.SortFunc(r.units, func(a, b DatedUnit) int {
		return cmp.Or(cmp.Compare(a.Time, b.Time), cmp.Compare(a.Value, b.Value), cmp.Compare(a.weight(), b.weight()))
	})
	for i, u := range r.units {
		r.sum[i+1] = r.sum[i] + u.weight()*(u.Value-r.units[0].Value)
		r.weights[i+1] = r.weights[i] + u.weight()
	}
	return r
}

// mean is that of the units from a time on and before another; few says that they have
// not as many clusters.
func (r *running) mean(from, to float64, clusters int) (mean float64, few bool) {
	first := sort.Search(len(r.units), func(i int) bool { return r.units[i].Time >= from })
	end := sort.Search(len(r.units), func(i int) bool { return r.units[i].Time >= to })
	if first == end {
		return math.NaN(), true
	}
	seen := map[string]bool{}
	for i := first; i < end && len(seen) < clusters; i++ {
		seen[r.units[i].Cluster] = true
	}
	return r.units[0].Value + (r.sum[end]-r.sum[first])/(r.weights[end]-r.weights[first]), len(seen) < clusters
}
