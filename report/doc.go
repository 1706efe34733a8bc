// Package report is the only place where rows meet statistics: it turns scored
// articles into the tables of a run folder.
//
//  1. Flatten makes the flat rows of one article: its ArticleRow, PortrayalRows,
//     JudgmentRows and RelationRows. Floats are rounded to their printed decimals
//     here, so that every later step sees what a reader of the table sees.
//  2. The rows travel as a Record: in memory, as a stream of JSON Lines
//     (StreamWriter, ReadStream) or as CSV (ReadTables). All three carry the
//     same values.
//  3. Build puts the rows in order, estimates the cells of sources and
//     timeline with package stats, sums them up in the rows of summary.csv,
//     counts the flow and names the run by a hash of everything that its
//     figures depend on.
//  4. Run.Write writes the run folder, whole or not at all; Run.WriteSummary
//     writes the headline for the terminal, Run.WriteHTML the page to look at:
//     the answer in words, the sources with their intervals, and the way from
//     each figure to its sentences.
//
// # Tables
//
// Schema lists every table with its columns: name, type, decimals, unit,
// range and meaning. The CSV header, the keys of the JSON Lines and
// codebook.csv are made from that one definition. The first column of every
// CSV table is run_id; a stream has none, since a run is named when all its
// inputs are known. The headline and the rows behind it lie in the run folder
// itself, what one looks into afterwards in its folder detail.
//
// CSV is RFC 4180 with LF, UTF-8 and a header row. Empty means missing and is
// never written as 0. A line break inside a cell is written as a space, one
// for one, so that offsets into the sentence still hold. A text that a
// spreadsheet would run as a formula gets a leading apostrophe, which our
// reader takes off again; numbers are never guarded.
//
// The page report.html is one file that asks nothing of the network. The
// answer and the main tables stand in it as text. Charts, and the search
// through the sentences, are made by the page's own scripts (page/*.js, and
// Observable Plot in page/vendor) from the rows that are packed in it: JSON by
// columns, gzip, base64, each sentence once. All text is escaped, and the
// page's policy names by hash what may run: dyad's scripts and styles only, no
// eval, and no text that becomes markup. It says nothing with more certainty
// than its figures have.
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
