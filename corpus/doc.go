// Package corpus turns what researchers have on disk into articles, and says
// for each article how its source, date and language came to be known.
//
// The steps of [Open] and [Collect], in order:
//
//  1. The files under the paths are found: each once, hidden ones, links and
//     what the .dyadignore of a folder names below it left alone; "-" is standard input. A README is
//     no article, and neither is a table without a column of texts.
//  2. A reader for each format, chosen by what is in the file, yields its
//     records: text and Markdown (front matter in YAML, TOML or JSON), saved
//     HTML pages, JSON Lines, JSON (a record, a list, or an object around one
//     list), CSV and TSV, Word documents, the exports of Nexis and ProQuest
//     with many articles in one file, and all of them in ZIP, tar, gzip and
//     Zstandard. A bad record is a [Problem] with file and line, and the run
//     goes on. Nothing over Options.MaxBytes is held in memory, and what
//     grows beyond measure when it is unpacked is refused.
//  3. Every record gets its doc_id: its own, else the path of its file, with
//     "#1", "#2" where several claim the same.
//  4. The researcher's [Sheet] is joined by doc_id, file or url and wins over
//     what the article itself says; where the two are at odds, a warning says
//     so.
//  5. What the sheet leaves open is looked for in the record, the address,
//     the head of the text and the text, in this order, and every [Fact] and
//     [DateFact] keeps the [Method] and the evidence.
//  6. Canonical text is fixed: UTF-8 title, blank line, body as decoded and
//     nothing else changed. Every span of the project is a byte range, end
//     exclusive, of that text, whose SHA-256 is kept.
//  7. Regions mark what is not the article's own prose (a newsletter line, a
//     by-line, an embedded post, a repeated title): they are skipped by kind
//     later and never cut out. Finished articles are kept in a temporary
//     file where they are many.
//  8. Texts made from one another (equal, cut, with a new lead, retold with
//     altered quotations) are joined into story clusters; other reports of
//     the same event are noted and kept apart. All is sorted by doc_id.
//
// What is not known stays empty and the article is kept. The clock is never
// asked: a date without a year stays without. The result depends on the bytes
// and names of the files, never on the order in which they are named or
// found.
//
// Sources are brought to one name by a built-in table of outlets and, over it,
// Options.Aliases: "The NYT" and "nytimes.com" are The New York Times, however
// the name was found. The evidence keeps how it was written.
package corpus
