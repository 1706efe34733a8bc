// Package syntax tags, lemmatises and parses English sentences.
//
// It works in five steps, each on one sentence whose words are given:
//
//  1. Each word is normalised for the model only: curly quotes become
//     straight, dashes "--", the ellipsis "...". The text of a token stays as
//     it was given.
//  2. A tagger gives each word a universal part of speech (Tag: NOUN, VERB,
//     AUX ...) together with a Penn Treebank one (Fine: VBD, VBN ...).
//  3. A transition parser gives each word but one a head and a relation
//     (Rel: nsubj, obj, obl:agent ...) in the scheme of Universal
//     Dependencies. One word is the root and has head -1.
//  4. Rules learnt from the treebank give each word its lemma: lower case
//     ("said" -> "say", "n't" -> "not"), except that proper nouns keep
//     their capitals.
//  5. The tokens come back in the order of the words, one for each.
//
// Words are those of the Universal Dependencies English treebanks: clitics
// stand apart ("do" "n't", "Trump" "'s"), and so do punctuation marks.
// Any words are accepted; the result is always one tree over all of them.
//
// The model is trained by Train on the Universal Dependencies English Web
// Treebank (EWT) and comes with the package; see model/NOTICE for what it is
// made from and for its licence, which is not that of the code.
//
// A Model does not change once it is made, so goroutines may share it. The
// same words give the same tokens, always.
package syntax
