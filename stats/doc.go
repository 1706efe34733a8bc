// Package stats says what can honestly be said from few, clustered
// observations, and refuses to say more. It knows values, clusters, strata and
// weights, and nothing of where they come from. Its contract:
//
//  1. Observations are Units: a value, the cluster it is resampled with, a
//     weight. Units of one cluster are never taken as independent.
//  2. A Rule holds the thresholds: too few clusters give no interval, few a t
//     interval and a flag, enough a bootstrap. What was done and what the
//     reader must know comes back with the figure (Method, Level, Warnings).
//  3. Missing is NaN and never 0. A NaN or an infinity that comes in is an
//     error that names its index; none goes out but as a missing figure.
//  4. Randomness is an argument. NewStream derives a source of its own for
//     each thing drawn from the seed and its names, so that no result depends
//     on which others are made, in which order or by how many workers. A nil
//     source is an error.
//  5. No result depends on the order of rows or, where names have no meaning,
//     on names. The caller's slices are never changed.
//  6. Functions have no state and may be called from any number of goroutines,
//     each with its own source.
//  7. Each statistic names its paper, its limits and its failure cases where
//     it is declared; testdata/reference holds the figures of other programs
//     that the tests compare with, and the script that made them.
package stats
