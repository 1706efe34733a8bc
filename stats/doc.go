// Package stats says what can honestly be said from few, clustered
// observations. It knows values, clusters, strata and weights, and nothing of
// where they come from.
package stats
