// Package table is what the tables of a run hold, and how they are written and read.
// It knows no statistics.
//
// Schema lists every table with its columns, as columns.csv describes them: name, type,
// decimals, unit, range and meaning. The CSV header, the keys of the JSON Lines and
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
// Readers take one row at a time. A row that cannot be read is a Problem with
// file, line and column; only a file that is no such table is an error.
package table
