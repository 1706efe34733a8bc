// Package stance judges: it says what one holder thinks of one target in one
// sentence, and what the two actors of the pair do or say to each other.
//
// A Scorer is asked about mentions, not about the pair: given a document, a
// sentence, a holder mention (or the narrator) and a target mention it gives
// its evaluations with their evidence. Judge asks the questions that a View
// of two actors raises, for every sentence, and turns the answers into rows:
//
//  1. for every sentence that mentions a target, one narrator judgment of it,
//     neutral and not evaluated where nothing evaluates it;
//  2. judgments of other holders only where they express an attitude;
//  3. labels (how the narrator names an actor) as judgments of their own;
//  4. relations of the pair as rows of their own.
//
// Polarity runs from -1 (strongly against) through 0 to +1 (strongly for).
package stance
