// Package coding draws sentences of a run for human coders, keeps what they
// code, and serves the page on which they code it. The steps, in order:
//
//  1. Draw takes the sentences of a run's tables and gives each one its
//     probability of being drawn; the sample has exactly these probabilities.
//  2. Create writes them into a coding set: one SQLite file with the design, the
//     units, the coders, the codebook's versions and all codes. Tables of codes
//     only grow; views say what holds now.
//  3. Server serves the page. A code is on disk before it is acknowledged, and a
//     message that is sent twice counts once. The page sees neither what scorers
//     say nor what other coders coded.
//  4. A lead settles what coders differ on, with a reason. Decisions gives the
//     codes that count: settled ones, else those of the coders.
//  5. Open gives codes to whoever takes a table of them, from a CSV file or from
//     a set alike.
//
// Values are text as the codebook has them ("-0.5", "none", "actor1"); a field
// that is asked of each actor has the target actor1 or actor2. Offsets are UTF-8
// bytes, end exclusive: of a unit in the canonical text of its article, of
// mentions and spans in the sentence. Times are UTC, RFC 3339.
package coding
