// Package corpus has the articles, and says for each how its source, date and
// language came to be known. Package corpus/read makes records of files and
// folders; package corpus/copies joins articles that were made from one
// another.
//
// The steps of [Finisher.Finish], which makes an [Article] of a [Record]:
//
//  1. What the researcher's sheet says ([Row]) wins over what the article itself
//     says; where the two are at odds, a warning says so.
//  2. What the sheet leaves open is looked for in the record, the address,
//     the head of the text and the text, in this order, and every [Fact] and
//     [DateFact] keeps the [Method] and the evidence.
//  3. Canonical text is fixed: UTF-8 title, blank line, body as decoded and
//     nothing else changed. Every span of the project is a byte range, end
//     exclusive, of that text, whose SHA-256 is kept.
//  4. Regions mark what is not the article's own prose (a newsletter line, a
//     by-line, an embedded post, a repeated title): they are skipped by kind
//     later and never cut out.
//
// What is not known stays empty and the article is kept. The clock is never
// asked: a date without a year stays without.
//
// Sources are brought to one name by a built-in table of outlets and, over it,
// the aliases given to [NewOutlets]: "The NYT" and "nytimes.com" are The New York
// Times, however the name was found. The evidence keeps how it was written.
package corpus
