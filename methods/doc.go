// Package methods writes the methods section of a paper about a run, with the run's
// own figures: which articles, how they were scored and by weights made from what, how
// well that scorer does, how means and intervals were made, and how to cite.
//
// Nothing is said that the run did not do. Published figures of a scorer are left out
// where the run was scored by another version of it, and a run whose files were changed
// is refused.
package methods
