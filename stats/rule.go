package stats

import "fmt"

// Rule says when there is enough data for an interval and how it is made.
// The zero Rule is not valid; start from DefaultRule.
type Rule struct {
	// Level is the nominal confidence level, in (0, 1).
	Level float64
	// Draws is the number of bootstrap or permutation draws, at least 1. The
	// interval of a mean makes 2,000/n² times as many of n clusters, in whole numbers
	// and never fewer: the fewer there are, the more its ends move with the seed.
	Draws int
	// MinClusters is the smallest number of clusters that gets an interval,
	// at least 2.
	MinClusters int
	// SmallClusters is the number of clusters below which an estimate is flagged
	// SmallN, and below which the interval of a contrast is of the t type. At
	// least MinClusters.
	SmallClusters int
}

// DefaultRule is a level of 0.95, 2,000 draws, no interval below 5 clusters
// and a flag from 5 to 9.
func DefaultRule() Rule {
	return Rule{Level: 0.95, Draws: 2000, MinClusters: 5, SmallClusters: 10}
}

// drawsOf is how many draws the interval of a mean of so many clusters makes.
func (r Rule) drawsOf(clusters int) int {
	const enough = 2000 // about the square of the number of clusters with which Draws are enough
	return r.Draws * max(1, enough/max(1, clusters*clusters))
}

// Validate reports the first field that cannot be used, by name.
func (r Rule) Validate() error {
	switch {
	case !(r.Level > 0 && r.Level < 1):
		return fmt.Errorf("stats: rule: level %v is not between 0 and 1", r.Level)
	case r.Draws < 1:
		return fmt.Errorf("stats: rule: draws %d is below 1", r.Draws)
	case r.MinClusters < 2:
		return fmt.Errorf("stats: rule: min_clusters %d is below 2", r.MinClusters)
	case r.SmallClusters < r.MinClusters:
		return fmt.Errorf("stats: rule: small_clusters %d is below min_clusters %d",
			r.SmallClusters, r.MinClusters)
	}
	return nil
}
