// Package validate measures how well the other packages do what they do,
// against human codes. It is where annotations meet statistics.
//
// Attributions (who says what), the steps in order:
//
//  1. Read the gold table: doc_id, attribution_id, speaker_spans, cue_spans,
//     content_spans, speaker. Spans are UTF-8 byte offsets into the text of the
//     document, end exclusive, written "a-b;c-d". Each fault is an error with
//     file and line: gold that was read in part would measure something else.
//  2. Read DOC_ID.txt for each document of the gold table. The bytes are used as
//     they are, so that offsets stay true; documents without gold rows are not
//     measured.
//  3. Predict: annotate each text as one body, with all sentences in scope and
//     no actors.
//  4. Match: the overlap of two attributions is the Jaccard index of the
//     non-space bytes of their contents, each the union of its spans. Pairs are
//     taken from the largest overlap to the smallest, then by the offset of the
//     gold content, then of the predicted one, each attribution at most once.
//  5. Count, per document, and estimate: precision, recall and F1 of contents at
//     overlap 0.3 and 0.8; direct quotations; speakers (see Attributions).
//
// Each figure is a ratio of sums over documents, and its interval resamples
// documents: two attributions of one article are not independent.
package validate
