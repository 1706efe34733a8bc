// Package repeat is the run folder: what makes a run repeatable.
//
//  1. Write writes a run whole or not at all: its tables, the page, the texts, the
//     lockfile, and last the manifest, which says what the run was made from and
//     holds the hash of every file.
//  2. ReadTables, ReadArticles and ReadEstimates read a folder back; where its tables
//     are unchanged they belong to the run that the manifest describes.
//  3. Manifest.Faults, ChangedFiles, ForeignFiles and CompareRun are the parts of a
//     verification; Compare says what two runs have apart, and why.
package repeat
