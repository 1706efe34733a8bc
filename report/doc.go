// Package report is the only place where rows meet statistics: it turns the rows of
// scored articles into a Run, which holds every table.
//
//  1. Flatten makes the flat rows of one article: its ArticleRow, PortrayalRows,
//     JudgmentRows and RelationRows, of package table. Floats are rounded to their
//     printed decimals here, so that every later step sees what a reader of the table
//     sees.
//  2. The rows travel as a Record: in memory, as a stream of JSON Lines
//     (table.StreamWriter, table.ReadStream) or as CSV (repeat.ReadTables). All three
//     carry the same values.
//  3. Build puts the rows in order, estimates the cells of sources and
//     timeline with package stats, sums them up in the rows of summary.csv,
//     counts the flow and names the run by a hash of everything that its
//     figures depend on.
//  4. repeat.Write writes the run folder, whole or not at all; Run.WriteSummary
//     writes the headline for the terminal, page.Write the page to look at.
//
// # Cells
//
// The unit of every estimate is the article: the mean over its rows in the
// cell. Clusters of copies are resampled together, and of several copies in
// one source only the first enters. Only articles that mention both actors count;
// those that mention none have no row, and are counted in the flow. Every measure
// is estimated in scope any (all sentences of such articles, the headline) and in
// scope dyad (those about both). Own stance is that of portrayals in the
// narrator's voice; relations count where they are asserted, mixed ones as 0;
// stances leave labels out. An interval is cut to the scale, and is left out where
// it would cover more than half of it. The column counts of a detail table says
// which rows the headline rests on.
//
// The package has no clock and no randomness of its own: time, arguments and
// seed are given. The same rows give the same bytes at any number of workers
// and in any order.
package report
