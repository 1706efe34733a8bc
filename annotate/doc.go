// Package annotate finds in an article what a judgment is made of: its
// sentences and words, whom they mention, and who speaks.
//
// The steps, in order:
//
//  1. Segment: sentences and tokens, as byte spans of the article's canonical
//     text; regions that are not the article's own prose give none.
//  2. Parse: part of speech, lemma, head and relation of every token of a
//     sentence in which an actor can be concerned (scope actors) or of all.
//  3. Mentions: every span that refers to an actor, by name, nominal or
//     pronoun, with how it relates to the actor (self, member, proxy).
//  4. Attributions: who says, thinks or hopes what: speaker, cue and content.
//
// Actors are given by the caller, any number of them. The package knows no
// polarity and no pair.
package annotate
