// Package remote asks a model of somebody else about sentences, as one more
// scorer: a large language model behind an endpoint of the OpenAI form (LLM),
// or a program of the researcher's (Exec). It is never used unless it is asked
// for.
//
//  1. A unit is one sentence with the actors that it mentions, its title, the
//     sentences before it and the one after. A Prompt makes a request of it; a
//     request is canonical JSON (keys sorted, no blanks).
//  2. A request is looked up in the Recording by its key: the SHA-256 of the
//     request, the hash of the prompt file and the digest of the model. Only
//     what is not recorded is asked, and every answer is written down as it came
//     before it is used. A replay asks nothing.
//  3. An answer is JSON by a schema (questions.csv has its labels), which is
//     checked here. Whatever goes wrong is an Outcome: a unit that has none of its
//     own counts as failed, with the reason, and never as neutral. Evidence is
//     located in the bytes of the sentence.
//  4. Probabilities are those of the label's token where the server returns them,
//     else the shares of several votes.
//  5. One unit in twenty, drawn by a hash, is asked twice and with the labels in
//     another order: stance.Coding has the flips.
//
// A scorer needs a stance.Network. A Session opens none that needs more than it
// was granted; what an LLM sends goes through a dialer that refuses addresses
// beyond that. Keys come from the environment and are cut out of what is
// recorded.
package remote
