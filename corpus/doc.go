// Package corpus turns what researchers have on disk into articles, and says
// for each article how its source, date and language came to be known.
//
// The steps, in order:
//
//  1. Open finds the files under the paths it is given, in a fixed order.
//  2. A reader for each format yields records as iter.Seq2[Article, error]:
//     a bad record is an *Error with file and line, and the run goes on; only
//     a failure to read at all ends a file.
//  3. Metadata (a researcher's sheet) is joined by doc_id, file or url and
//     wins over what the article itself says.
//  4. Canonical text is fixed: UTF-8 title, blank line, body as decoded and
//     nothing else changed. Every span of the project is a byte range, end
//     exclusive, of that text, whose SHA-256 is kept.
//  5. Regions mark what is not the article's own prose (a newsletter line, a
//     by-line, an embedded tweet, a repeated title): they are skipped by kind
//     later and never cut out.
//  6. Collect gives every article its doc_id, sorts by it and joins articles
//     with the same text into story clusters.
//
// What is not known stays empty and the article is kept.
package corpus
