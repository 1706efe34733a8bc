// Package sign turns a question about a target in a sentence, and maybe about a
// holder, into features: hashed names with values, in groups. The steps:
//
//  1. Look: mask the words of target and holder, measure the paths and
//     distances from them over the tree, find quotations and negations, and
//     rate every word by three lists.
//  2. Each group makes its features from that.
//  3. The values of each group are divided by their Euclidean length.
//
// A feature keeps the token that it stems from, so that an explanation can
// point at words, and on demand its name.
package sign
