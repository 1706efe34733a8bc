// Package fit fits how the answers of a reader become probabilities and rows, on
// coded sentences that its weights have not been trained on: a scale and an offset
// for the logits of each head; the factors by which the votes of the rules change
// portrayal and relation; the weight of the head for voice against the place of the
// evidence; what the article gives; and how sure a row must be to be written, without
// and with a rule that says the same. Coded says how.
package fit
