// Package validate measures how well the other packages do what they do,
// against human codes and known groups. It is where annotations meet statistics.
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
// Codes of single rows (target, directed and document; other tasks use the same
// parts), the steps in order:
//
//  1. ReadGold keeps the whole table; SignTask.Check marks the rows that cannot
//     be used, which are named and left out. A researcher's own codes in the
//     same columns do as well as the published ones.
//  2. SignTask.Predict annotates each text once and asks every scorer the same
//     questions: about the mention where the row's target stands.
//  3. Classify measures: accuracy, precision, recall, F1, macro-F1, confusion,
//     and calibration where there are probabilities.
//  4. WritePredictions and WriteMetricsCSV write what a program reads,
//     WriteMetricsText what people read.
//
// Each figure on attributions is a ratio of sums over documents, and its interval resamples
// documents: two attributions of one article are not independent. The same
// holds of rows from one article.
//
// Stances (who is for or against whom), the steps in order:
//
//  1. Read the gold table (doc_id, sentence_no, holder, polarity, target) and
//     the articles (JSON Lines: id, sentences). Rows with "Not in the list" are
//     counted and left out; bad rows are named and left out.
//  2. Make actors of the names of an article's gold rows, or of its entities,
//     with what else they may be called: last names, initials, titles that the
//     text gives them, the list of bodies.
//  3. Annotate the given sentences, and ask the scorer of every entity in every
//     sentence what each other one there, each speaker and the narrator thinks
//     of it. Holder "None" is the narrator.
//  4. Measure triples, pairs and the polarity of matched pairs; resample articles.
//
// The reader is not asked mention by mention: ByRows takes the judgments that a
// run writes of each two entities (stances), PredictReader asks its heads about
// the spans of rows (target, directed), ReaderRelations joins its sign with the
// event coder's class (relation).
//
// Coded sentences (portrayal, own, relation and stances; codes by a language
// model, never gold), the steps in order:
//
//  1. ReadCoded reads the tables of a folder; they hold ids, offsets and hashes,
//     and no texts. Barred articles are left out.
//  2. CodedSet.Locate finds the sentences in the records of JSON Lines files and
//     reads the articles from these records as a run does. A sentence whose
//     SHA-256 differs is a problem, and is left out.
//  3. CodedSet.Predict annotates each article once for each pair of actors, scores it
//     as a run does, and takes the rows of the coded sentence.
//  4. MeasureCoded compares them with the codes; resample articles.
//
// A finished run against codes of its rows (dyad validate run): MeasureFinished reads
// both, and MeasureRun measures each code with what the run says of the same; on the
// same sentences its figures are those of MeasureCoded.
//
// Every measurement on a gold table takes a Task and gives a Result, which writes its
// predictions and its figures. Everything runs all that the reader is measured on.
//
// Known groups (outlets that people place apart must come out apart):
//
//  1. Groups.ReadRun reads the mean of each article of a run for each actor, measure
//     and scorer, with the article's group, source and cluster of copies.
//  2. MeasureGroups gives the means of the groups and the difference of two of
//     them, with an interval that resamples articles and one that resamples outlets.
//  3. WriteGroupsCSV, WriteGroupsText and WriteGroupsMarkdown write them.
package validate
