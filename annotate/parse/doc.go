// Package parse tags, lemmatises and parses English sentences.
//
// It works in five steps, each on one sentence whose words are given:
//
//  1. Each word is normalised for the model only: curly quotes become
//     straight, dashes "--", the ellipsis "...". The text of a token stays as
//     it was given.
//  2. A tagger gives each word a universal part of speech (Tag: NOUN, VERB,
//     AUX ...) together with a Penn Treebank one (Fine: VBD, VBN ...). It is
//     an averaged perceptron (Collins 2002) that goes from left to right.
//     A small one, taught by it, answers first; it is asked only where the
//     small one is in doubt.
//  3. A transition parser gives each word but one a head and a relation
//     (Rel: nsubj, obj, obl:agent ...) in the scheme of Universal
//     Dependencies. One word is the root and has head -1. The parser is
//     greedy, arc-hybrid, trained with a dynamic oracle on predicted tags
//     (Goldberg and Nivre 2013); it chooses by the sum of a linear model
//     (features after Zhang and Nivre 2011) and a small network (in the way
//     of Chen and Manning 2014), or by the network alone where that is in no
//     doubt: five times in six. Trees are projective.
//  4. Each word gets its lemma: lower case ("said" -> "say", "n't" ->
//     "not"), except that proper nouns keep their capitals. Rules learnt from
//     the treebank come first, then a list of irregular verbs and nouns, then
//     regular forms of the words that the model knows.
//  5. The tokens come back in the order of the words, one for each.
//
// Words are those of the Universal Dependencies English treebanks: clitics
// stand apart ("do" "n't", "Trump" "'s"), and so do punctuation marks.
// The network reckons in whole numbers; where the processor has AVX2 or AVX-512
// its sums are done in assembly, with the same bits as anywhere.
//
// Any words are accepted, none among them; the result is always one tree over
// all of them. The work grows in line with the length of the sentence.
//
// The model is trained (module training, package parser, by means of Draft) on the
// Universal Dependencies English Web Treebank (EWT) and on 29,718 sentences and parts of sentences of news as a
// teacher parsed them, and comes with the package; see model/NOTICE for what it is made from, how to rebuild it
// and its licence, which is not that of the code.
//
// A Model does not change once it is made, so goroutines may share it. The
// same words give the same tokens, always. Load reads the model anew at each
// call: call it once.
//
// # How good it is
//
// On the development part of EWT (2,001 sentences of web logs, reviews,
// questions, mail and news groups; 25,147 words, the treebank's own words
// given; all words counted, also punctuation; settings were chosen on it):
//
//	UPOS .954   XPOS .947   lemma .972   UAS .875   LAS .846
//
// On UD English PUD (1,000 sentences of news and encyclopedia, never trained or
// tuned on; its annotation differs from EWT's in places): UPOS .958   UAS .861   LAS .829
//
// The same sentences set in capitals, in title case or in lower case lose one
// to two points of UPOS and under one of UAS.
//
// It is weakest where attachment needs meaning: coordination, prepositional
// phrases, clauses, appositions; and in short headlines in title case, where
// a verb can pass for a name. A reader of trees should not lean on one arc
// where two would do.
package parse
