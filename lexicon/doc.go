// Package lexicon holds word lists: what their entries mean, how their files
// look, how they are checked, and the lists that dyad brings along.
//
// A list is a CSV file. Lines that begin with "#" before the header carry its
// papers (name, version, licence, reference, codebook); each later line is an
// entry, and an entry that is malformed is an *Error with file, line and
// column. The built-in lists are our own work under the project's licence;
// general valence comes from VADER's list, as the module govader carries it.
//
// Matching: entries are in lower case; a single word is compared with a
// token's lemma, words in a row with the lower-cased words of the text; the
// longest entry wins, and matches do not overlap.
package lexicon
