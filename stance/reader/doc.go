// Package reader answers the questions of a study about a sentence with a small
// trained encoder and additive heads. It works in numbered steps:
//
//  1. Every mention of an actor in the sentence is replaced by a placeholder
//     token, one for each actor in order of first appearance, so that no score
//     can depend on a name, title or gender (Input).
//
//  2. package encoder turns the tokens into vectors, once for all questions.
//
//  3. For each question a head looks at every token t beside the actor (or the
//     pair) asked about and adds up
//
//     g_t = gelu(W h_t + U e_target + V e_holder + b)
//     a   = softmax_t(v . g_t)
//     logits = sum_t a_t C g_t + c
//
//     where h_t is the token's vector and e the mean of the actor's placeholders,
//     which are no tokens of the sum: they stand for the actor, and say nothing.
//     The logits are sums over tokens, so the addends are each word's own share.
//
//  4. The logits are calibrated (a temperature and an offset for each class,
//     fitted on coded sentences) and become probabilities.
//
// All arithmetic is integer, or float32 in a fixed order, so that the answers
// are the same bytes on every machine. The weights are made by the module in
// training/; MODEL_CARD.md beside them says from which data and how good they are.
package reader
