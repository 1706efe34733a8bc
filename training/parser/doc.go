// Package parser trains the tagger, lemmatiser and dependency parser of
// annotate/parse.
//
// Train goes through these steps: classes, words and rules for lemmas from a
// treebank in CoNLL-U; clusters of words from running text; a tagger, and taggers
// that have not seen one part of the treebank each, which tag that part for the
// parser; a small tagger that is taught by the large one; linear models of the
// parser's actions and relations, with a dynamic oracle; a network of one hidden
// layer beside them. Features and steps of the parser are those of parse.Draft.
//
// Every draw comes from a stream that is named by what is drawn, and nothing runs
// side by side: the same data, options and seed give the same bytes on machines of
// one architecture.
package parser
