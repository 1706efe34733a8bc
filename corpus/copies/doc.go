// Package copies joins articles made from one another (equal, cut, with a new
// lead, retold with altered quotations) into story clusters, and notes other
// reports of the same event, which are kept apart.
//
//  1. A [Sketcher] makes a [Member] of each article: a sample of its runs of
//     three words, which is all that is held of it in memory.
//  2. [Join] finds candidates by the runs they share (locality-sensitive
//     hashing), loads their texts, aligns them, and decides by bars that
//     docs/copies.md explains.
//
// The result does not depend on the order of the members nor on the number of
// workers, and the work grows with the number of articles, not of pairs.
package copies
