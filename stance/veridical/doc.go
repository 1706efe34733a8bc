// Package veridical says how a word is put forward: denied or not, asserted or
// only supposed, doubted, wanted, and in whose words. Attitudes, events and the
// voice of a judgment all ask here, so that each of these questions has one
// answer.
//
//  1. Negation scope: which words deny the word at a token, through the words
//     that govern it ("failed to praise", "nobody trusts"); two denials cancel
//     out.
//  2. Modality: hoped, demanded, hypothetical, reported, denied or asserted.
//  3. Factuality: what a clause does not say to be so: questions, conditions,
//     charges, rumours, pretence.
//  4. Whose words: the attribution in whose content a word stands, whose view
//     it is, who wants others to have it.
//
// Words are classes of the lexicon. A Text reads the document and changes
// nothing; every answer costs a bounded number of steps up the tree.
package veridical
