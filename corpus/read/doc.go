// Package read turns what researchers have on disk into the articles of package
// corpus.
//
// The steps of [Scan], [Open] and [Collect], in order:
//
//  1. The files under the paths are found: each once, hidden ones, links and
//     what the .dyadignore of a folder names below it left alone; "-" is standard input. A README is
//     no article, and neither is a table without a column of texts.
//  2. A reader for each format, chosen by what is in the file, yields its
//     records: text and Markdown (front matter in YAML, TOML or JSON), saved
//     HTML pages, JSON Lines, JSON (a record, a list, or an object around one
//     list), CSV and TSV, XLSX, Parquet, Word documents, RTF, PDF, web archives
//     (WARC, MHTML), feeds and NITF, the exports of Nexis, ProQuest and Factiva
//     with many articles in one file, and all of them in ZIP, tar, gzip and
//     Zstandard (docs/formats.md). A bad record is a [corpus.Problem] with file and line, and the run
//     goes on. Nothing over Options.MaxBytes is held in memory, and what
//     grows beyond measure when it is unpacked is refused.
//  3. Every record gets its doc_id: its own, else the path of its file, with
//     "#1", "#2" where several claim the same.
//  4. The researcher's [Sheet] is joined by doc_id, file or url.
//  5. Each record becomes an article by [corpus.Finisher]: when it is asked for
//     ([Scan]), or all at once, kept in a temporary file where they are many ([Open]).
//  6. After Open, copies are joined into story clusters by package copies. All is sorted by
//     doc_id.
//
// The result depends on the bytes and names of the files, never on the order in
// which they are named or found.
package read
