// Package exchange writes coding sets in the formats of other tools, and reads
// what these tools or people made of them. The steps:
//
//  1. Write puts a bundle (units, codebook, codes) into a folder: units.csv and
//     codebook.yaml, the same for all formats, and the files of the format, which
//     hold the number and the text of each unit and its codes by coder.
//  2. Read reads such a folder, or the files of a format alone: then each text is
//     a unit, and the codebook is the one that is given.
//  3. A code that belongs to no unit or that the codebook refuses is a Problem
//     with its place, and is left out; only I/O ends the reading.
//
// A code has a name in each format: the field, and for a field that is asked of
// an actor field_actor1 or field_actor2. Offsets are bytes in a Bundle; brat
// counts code points, Label Studio and UIMA count UTF-16 code units.
package exchange
