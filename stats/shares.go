package stats

import "slices"

// LabelShare is how often one label was given.
type LabelShare struct {
	Label string
	// Count is the number of times the label was given.
	Count int
	// Share is Count over the number of labels, in [0, 1]; NaN where there are
	// no labels at all.
	Share float64
}

// Shares counts labels. The labels named in order come first, in that order
// and also where none was given, so that tables keep their columns; labels
// that order does not name follow in the order of their bytes. For an interval
// of a share, call Mean on units with the values 0 and 1.
func Shares(labels []string, order ...string) []LabelShare {
	count := map[string]int{}
	for _, l := range labels {
		count[l]++
	}
	var out []LabelShare
	add := func(l string) {
		n := count[l]
		out = append(out, LabelShare{Label: l, Count: n, Share: float64(n) / float64(len(labels))})
	}
	seen := map[string]bool{}
	for _, l := range order {
		if !seen[l] {
			seen[l] = true
			add(l)
		}
	}
	rest := []string{}
	for l := range count {
		if !seen[l] {
			rest = append(rest, l)
		}
	}
	slices.Sort(rest)
	for _, l := range rest {
		add(l)
	}
	return out
}
