// Package stance judges: it says what one holder thinks of one target in one
// sentence, and what the two actors of the pair do or say to each other.
//
// A Scorer is asked about mentions, not about the pair: given a document, a
// sentence, a holder mention (or the narrator) and a target mention it gives
// its evaluations with their evidence. Judge asks the questions that a View
// of two actors raises, for every sentence, and turns the answers into rows:
//
//  1. a portrayal of every actor that a sentence mentions, where the scorer is a
//     reader: how it looks there, whoever speaks, and whether the source itself
//     takes sides;
//  2. judgments of holders, the narrator among them, only where they express an
//     attitude;
//  3. labels (how an actor is called) as judgments of their own;
//  4. relations of the pair as rows of their own.
//
// Combined is the scorer of a run: a trained Reader (package reader) with the
// rules of Lexical beside it.
//
// Polarity runs from -1 (strongly against) through 0 to +1 (strongly for).
package stance
