// Package export writes annotated documents for other programs: JSON Lines, as
// docs/annotate.md describes the fields, and files of the annotation tool brat. Spans
// are bytes of the text, end exclusive; in brat's files they are code points, as brat
// counts. A document without annotations has empty lists and never null.
package export
